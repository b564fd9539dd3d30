//! `types.GenericAlias`: `list[int]`.

mod parameters;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub(crate) use parameters::{collect_parameters, substitute, type_argument};

use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A parameterised class. `starred` is a bool: `*tuple[int, ...]`.
    pub struct GenericAlias { origin, args, parameters, starred }
}

/// `list[int]`: what generic builtin types have.
pub(crate) const CLASS_GETITEM: &[Def] =
    &[Def::class_method("__class_getitem__", "cls, item, /", class_getitem)];

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, origin, args, /", new),
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__getattribute__", "self, name, /", getattribute).doc("Return getattr(self, name)."),
    Def::method("__getitem__", "self, item, /", get_item).doc("Return self[key]."),
    Def::method("__iter__", "self, /", iter).doc("Implement iter(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__or__", "self, value, /", crate::types::union_::or).doc("Return self|value."),
    Def::method("__ror__", "self, value, /", crate::types::union_::ror).doc("Return value|self."),
    Def::method("__mro_entries__", "self, bases, /", mro_entries),
    Def::method("__instancecheck__", "self, instance, /", instancecheck),
    Def::method("__subclasscheck__", "self, subclass, /", subclasscheck),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__dir__", "self, /", dir),
    Def::get("__origin__", |vm, args| Ok(data(vm, args[0]).origin)),
    Def::get("__args__", |vm, args| Ok(data(vm, args[0]).args)),
    Def::get("__parameters__", |vm, args| Ok(data(vm, args[0]).parameters)),
    Def::get("__unpacked__", |vm, args| Ok(data(vm, args[0]).starred)),
    Def::get("__typing_unpacked_tuple_args__", unpacked_tuple_args),
];

/// Attributes that an alias has itself; all others are those of its origin.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__parameters__",
    "__unpacked__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__getitem__",
];

fn data(vm: &Vm, this: Value) -> GenericAlias {
    let none = Value::None;
    let empty = GenericAlias { origin: none, args: none, parameters: none, starred: Value::Bool(false) };
    vm.payload::<GenericAlias>(this).copied().unwrap_or(empty)
}

fn items(vm: &Vm, tuple: Value) -> Vec<Value> {
    match tuple {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

/// `cls[item]` of a builtin class.
///
/// # Errors
/// When memory runs out.
pub(crate) fn class_getitem(vm: &mut Vm, args: &[Value]) -> Res {
    make(vm, args[0], args[1])
}

/// `types.GenericAlias(origin, item)`.
pub(crate) fn make(vm: &mut Vm, origin: Value, item: Value) -> Res {
    let args = match vm.unwrap(item) {
        it @ Value::Tuple(_) => it,
        _ => vm.heap.tuple_of(&[item])?,
    };
    make_of(vm, vm.types.generic_alias, origin, args, false)
}

fn make_of(vm: &mut Vm, class: Id<crate::heap::Class>, origin: Value, args: Value, starred: bool) -> Res {
    vm.keep(args);
    let parameters = collect_parameters(vm, args)?;
    vm.heap.object(class, GenericAlias { origin, args, parameters, starred: Value::Bool(starred) })
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.generic_alias)?;
    let items = match vm.unwrap(args[2]) {
        it @ Value::Tuple(_) => it,
        _ => vm.heap.tuple_of(&[args[2]])?,
    };
    make_of(vm, class, args[1], items, false)
}

/// Calls the origin and notes the alias as `__orig_class__` of what it makes.
fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let origin = data(vm, args[0]).origin;
    let made = vm.call_dict(origin, &args[2..], args[1])?;
    vm.keep(made);
    let name = vm.intern("__orig_class__")?;
    match vm.setattr(made, name, args[0]) {
        Ok(()) => {}
        Err(crate::error::Unwind::Raised)
            if vm.raised_is(vm.exceptions.attribute_error) || vm.raised_is(vm.exceptions.type_error) =>
        {
            vm.heap.raised = Value::Unset;
        }
        Err(other) => return Err(other),
    }
    Ok(made)
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name: Id<Str> = vm.attribute_name(args[1])?;
    let text = vm.heap.text(name);
    if !OWN.contains(&text) {
        let origin = data(vm, args[0]).origin;
        return vm.getattr_or_raise(origin, name);
    }
    let class = vm.class_of(args[0]);
    match vm.generic_getattr(args[0], class, name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let new = substitute(vm, args[0], it.args, it.parameters, args[1])?;
    let class = vm.class_of(args[0]);
    make_of(vm, class, it.origin, new, it.starred.is(Value::Bool(true)))
}

/// `*tuple[int, ...]` in an annotation or a subscript.
fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let starred = vm.heap.object(vm.class_of(args[0]), GenericAlias { starred: Value::Bool(true), ..it })?;
    let tuple = vm.heap.tuple_of(&[starred])?;
    vm.keep(tuple);
    vm.iter(tuple)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.payload::<GenericAlias>(args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = (data(vm, args[0]), data(vm, args[1]));
    if !a.starred.is(b.starred) || !vm.same(a.origin, b.origin)? {
        return Ok(Value::Bool(false));
    }
    vm.same(a.args, b.args).map(Value::Bool)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let (a, b) = (vm.hash(it.origin)?, vm.hash(it.args)?);
    Ok(Value::Int(if a ^ b == -1 { -2 } else { a ^ b }))
}

/// How an argument of an alias or union is shown.
pub(crate) fn part_repr(vm: &mut Vm, value: Value) -> Res<String> {
    match value {
        Value::Ellipsis => return Ok(String::from("...")),
        Value::Class(class) if class == vm.types.none_type => return Ok(String::from("None")),
        Value::Class(class) => return Ok(vm.class_path(class)),
        Value::List(id) => {
            let parts = vm.heap.lists[id].items.clone();
            let mut text = String::from("[");
            for (index, it) in parts.into_iter().enumerate() {
                if index > 0 {
                    text.push_str(", ");
                }
                text.push_str(&vm.nested(|vm| part_repr(vm, it))?);
            }
            text.push(']');
            return Ok(text);
        }
        _ => {}
    }
    if vm.payload::<GenericAlias>(value).is_none() {
        let names = vm.names;
        let qualname = vm.getattr_opt(value, names.__qualname__)?;
        let module = vm.getattr_opt(value, names.__module__)?;
        if let (Some(qualname @ Value::Str(_)), Some(module @ Value::Str(_))) = (qualname, module) {
            let is_class = vm.getattr_opt(value, names.__origin__)?.is_none();
            if is_class {
                return Ok(match vm.text_of(module) {
                    "builtins" => vm.string_of(qualname),
                    module => format!("{module}.{}", vm.text_of(qualname)),
                });
            }
        }
    }
    vm.repr(value)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let mut text = String::from(if it.starred.is(Value::Bool(true)) { "*" } else { "" });
    text.push_str(&part_repr(vm, it.origin)?);
    text.push('[');
    let parts = items(vm, it.args);
    if parts.is_empty() {
        text.push_str("()");
    }
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        let part = part_repr(vm, part)?;
        vm.heap.room(text.len() + part.len())?;
        text.push_str(&part);
    }
    text.push(']');
    vm.heap.string(text)
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Res {
    let origin = data(vm, args[0]).origin;
    vm.heap.tuple_of(&[origin])
}

fn instancecheck(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn subclasscheck(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let pair = vm.heap.tuple_of(&[it.origin, it.args])?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, pair])
}

fn dir(vm: &mut Vm, args: &[Value]) -> Res {
    let origin = data(vm, args[0]).origin;
    let names = vm.heap.dict()?;
    vm.keep(Value::Dict(names));
    let listed = vm.call_method(origin, "__dir__", &[]);
    let listed = match (listed, origin) {
        (Ok(it), _) => it,
        (Err(crate::error::Unwind::Raised), Value::Class(class)) => {
            vm.heap.raised = Value::Unset;
            vm.add_class_names(names, class)?;
            vm.list_of_keys(names)?
        }
        (Err(other), _) => return Err(other),
    };
    vm.for_each(listed, |vm, name| match name {
        Value::Str(name) => vm.heap.dict_set_str(names, name, Value::None),
        _ => Ok(()),
    })?;
    for name in OWN {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(names, name, Value::None)?;
    }
    vm.list_of_keys(names)
}

fn unpacked_tuple_args(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let is_tuple = it.origin.is(Value::Class(vm.types.tuple));
    Ok(if it.starred.is(Value::Bool(true)) && is_tuple { it.args } else { Value::None })
}
