//! `super`: attributes of the classes that come later in an MRO.

use alloc::format;

use crate::error::Res;
use crate::heap::{Class, Id, Str};
use crate::native::Def;
use crate::object::Super;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, type=None, object_or_type=None, /", new),
    Def::method("__init__", "self, /, *args", init),
    Def::method("__getattribute__", "self, name, /", getattribute),
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::method("__repr__", "self, /", repr),
    Def::get("__thisclass__", this_class).doc("the class invoking super()"),
    Def::get("__self__", this_object).doc("the instance invoking super(); may be None"),
    Def::get("__self_class__", this_object_class)
        .doc("the type of the instance invoking super(); may be None"),
];

impl Vm {
    /// The attribute that comes after `start` in the MRO of `class`, as it stands in the class dict.
    #[must_use]
    pub(crate) fn super_lookup(
        &mut self,
        start: Id<Class>,
        class: Id<Class>,
        name: Id<Str>,
    ) -> Option<Value> {
        let mro = &self.heap.classes[class].mro;
        let after = mro.iter().position(|it| *it == start)? + 1;
        self.lookup_from(class, after, name).map(|(_, value)| value)
    }

    /// The class whose MRO `super(class, object)` searches.
    ///
    /// # Errors
    /// TypeError if `object` is neither an instance nor a subclass of `class`.
    pub(crate) fn super_check(&mut self, class: Id<Class>, object: Value) -> Res<Id<Class>> {
        if let Value::Class(it) = object {
            if self.is_subclass(it, class) {
                return Ok(it);
            }
        }
        let actual = self.class_of(object);
        if self.is_subclass(actual, class) {
            return Ok(actual);
        }
        if let Some(Value::Class(said)) = self.getattr_opt(object, self.names.__class__)? {
            if said != actual && self.is_subclass(said, class) {
                return Ok(said);
            }
        }
        let of = match object {
            Value::Class(it) => format!("type {}", self.class_name(it)),
            _ => format!("instance of {}", self.class_name(actual)),
        };
        let text = format!(
            "super(type, obj): obj ({of}) is not an instance or subtype of type ({}).",
            self.class_name(class)
        );
        Err(self.type_error(&text))
    }

    /// A new `super(class, object)`.
    ///
    /// # Errors
    /// As [`Vm::super_check`].
    pub(crate) fn new_super(&mut self, class: Id<Class>, object: Value) -> Res {
        let object_class = self.super_check(class, object)?;
        self.heap.object(self.types.super_, Super { class, object, object_class })
    }
}

/// `super(class, object).name`.
pub(crate) fn super_getattr(vm: &mut Vm, class: Id<Class>, object: Value, name: Id<Str>) -> Res {
    let object_class = vm.super_check(class, object)?;
    match find(vm, class, object, object_class, name)? {
        Some(value) => Ok(value),
        None => {
            let this = vm.heap.object(vm.types.super_, Super { class, object, object_class })?;
            vm.keep(this);
            own_attribute(vm, this, name)
        }
    }
}

fn find(
    vm: &mut Vm,
    class: Id<Class>,
    object: Value,
    object_class: Id<Class>,
    name: Id<Str>,
) -> Res<Option<Value>> {
    if object.is_unset() || name == vm.names.__class__ {
        return Ok(None);
    }
    vm.check_access(object, name, crate::restricted::Access::Read)?;
    let Some(value) = vm.super_lookup(class, object_class, name) else { return Ok(None) };
    let through = if object.is(Value::Class(object_class)) { Value::Unset } else { object };
    vm.bind(value, through, object_class).map(Some)
}

/// An attribute of the super object itself.
fn own_attribute(vm: &mut Vm, this: Value, name: Id<Str>) -> Res {
    let class = vm.class_of(this);
    match vm.generic_getattr(this, class, name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(this, name)),
    }
}

fn data(vm: &mut Vm, this: Value) -> Res<Super> {
    match vm.payload::<Super>(this) {
        Some(it) => Ok(*it),
        None => Err(vm.type_error("descriptor requires a 'super' object")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let of = vm.class_argument(args[0], vm.types.super_)?;
    let (class, object) = match args[1] {
        Value::Unset => from_frame(vm)?,
        Value::Class(class) => (class, if args[2].is_absent() { Value::Unset } else { args[2] }),
        other => {
            let text = format!("super() argument 1 must be a type, not {}", vm.type_name(other));
            return Err(vm.type_error(&text));
        }
    };
    let object_class = if object.is_set() { vm.super_check(class, object)? } else { class };
    vm.heap.object(of, Super { class, object, object_class })
}

fn init(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::None)
}

/// `super()` without arguments: the `__class__` variable and the first argument of the function that runs.
fn from_frame(vm: &mut Vm) -> Res<(Id<Class>, Value)> {
    let Some(frame) = vm.frames.last().copied() else {
        return Err(vm.runtime_error("super(): no current frame"));
    };
    let code = vm.heap.codes[frame.code].code.clone();
    if code.arg_count == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let first = match vm.stack.get(frame.base as usize).copied().unwrap_or_default() {
        Value::Box(id) if code.cellvars.iter().any(|it| Some(it) == code.varnames.first()) => {
            vm.heap.boxes[id].value
        }
        other => other,
    };
    if first.is_unset() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let Some(index) = code.freevars.iter().position(|it| &*it.name == "__class__") else {
        return Err(vm.runtime_error("super(): __class__ cell not found"));
    };
    let cell = vm.heap.functions[frame.function].closure.get(index).copied();
    match cell.map(|it| vm.heap.boxes[it].value) {
        Some(Value::Class(class)) => Ok((class, first)),
        Some(Value::Unset) | None => Err(vm.runtime_error("super(): empty __class__ cell")),
        Some(other) => {
            let text = format!("super(): __class__ is not a type ({})", vm.type_name(other));
            Err(vm.runtime_error(&text))
        }
    }
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let it = data(vm, args[0])?;
    match find(vm, it.class, it.object, it.object_class, name)? {
        Some(value) => Ok(value),
        None => own_attribute(vm, args[0], name),
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if args[1].is_absent() || it.object.is_set() {
        return Ok(args[0]);
    }
    let object_class = vm.super_check(it.class, args[1])?;
    let of = vm.class_of(args[0]);
    vm.heap.object(of, Super { class: it.class, object: args[1], object_class })
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    let class = vm.class_name(it.class);
    let text = if it.object.is_set() {
        format!("<super: <class '{class}'>, <{} object>>", vm.class_name(it.object_class))
    } else {
        format!("<super: <class '{class}'>, NULL>")
    };
    vm.heap.string(text)
}

fn this_class(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Class(data(vm, args[0])?.class))
}

fn this_object(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(data(vm, args[0])?.object.or(Value::None))
}

fn this_object_class(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    Ok(if it.object.is_set() { Value::Class(it.object_class) } else { Value::None })
}
