//! `collections.defaultdict`.

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Str, Tracer};
use crate::native::Def;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::{State, Vm};

const METHODS: &[Def] = &[
    Def::method("__init__", "self, default_factory=None, /, *args, **kwargs", init),
    Def::method("__missing__", "self, key, /", missing),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("copy", "self, /", copy),
    Def::method("__copy__", "self, /", copy),
    Def::method("__or__", "self, value, /", or),
    Def::method("__ror__", "self, value, /", reflected_or),
    Def::get_set("default_factory", get_factory, set_factory),
];

/// The class, and the name of the attribute that holds the factory of an instance.
#[derive(Default)]
struct Classes {
    defaultdict: Option<(Id<Class>, Id<Str>)>,
}

impl State for Classes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some((_, name)) = self.defaultdict {
            tracer.visit(Value::Str(name));
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let class = vm.native_class("collections", "defaultdict", vm.types.dict, ClassFlags::BASE, METHODS)?;
    let name = vm.intern("default_factory")?;
    vm.state::<Classes>().defaultdict = Some((class, name));
    vm.module_set(module, "defaultdict", Value::Class(class))
}

/// The dict behind a defaultdict.
fn this(vm: &mut Vm, value: Value) -> Res<Id<Dict>> {
    match vm.unwrap(value) {
        Value::Dict(id) => Ok(id),
        _ => Err(vm.type_error("the dict is not initialised")),
    }
}

fn factory(vm: &mut Vm, this: Value) -> Res {
    let Some((_, name)) = vm.state::<Classes>().defaultdict else { return Ok(Value::None) };
    Ok(vm.own_attribute(this, name)?.unwrap_or(Value::None))
}

fn put_factory(vm: &mut Vm, this: Value, factory: Value) -> Res<()> {
    let Some((_, name)) = vm.state::<Classes>().defaultdict else { return Ok(()) };
    match this {
        Value::Instance(id) => vm.set_own(id, name, factory),
        _ => Ok(()),
    }
}

fn get_factory(vm: &mut Vm, args: &[Value]) -> Res {
    factory(vm, args[0])
}

fn set_factory(vm: &mut Vm, args: &[Value]) -> Res {
    put_factory(vm, args[0], args[1].or(Value::None))?;
    Ok(Value::None)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let (factory, kwargs, rest) = (args[1].or(Value::None), args[2], &args[3..]);
    let id = this(vm, args[0])?;
    if !factory.is_none() && !vm.is_callable(factory) {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    if rest.len() > 1 {
        let text = alloc::format!("dict expected at most 1 argument, got {}", rest.len());
        return Err(vm.type_error(&text));
    }
    put_factory(vm, args[0], factory)?;
    if let [other] = rest {
        vm.update_dict(id, *other)?;
    }
    if let Value::Dict(kwargs) = kwargs {
        vm.merge_dict(id, kwargs)?;
    }
    Ok(Value::None)
}

fn missing(vm: &mut Vm, args: &[Value]) -> Res {
    let factory = factory(vm, args[0])?;
    if factory.is_none() {
        return Err(vm.missing_key(args[1]));
    }
    let value = vm.call(factory, &[])?;
    vm.keep(value);
    let class = vm.class_of(args[0]);
    match (vm.class_lookup(class, vm.names.__setitem__), vm.unwrap(args[0])) {
        (Some(Value::Native(_)), Value::Dict(id)) => vm.dict_set(id, args[1], value)?,
        _ => vm.set_item(args[0], args[1], value)?,
    }
    Ok(value)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let factory = factory(vm, args[0])?;
    let name = vm.type_name(args[0]);
    let mut text = TextBuilder::new(&name);
    text.push(vm, "(")?;
    // A factory may be a bound method of the dict itself.
    let shown = vm.guarded_repr(args[0], "...", |vm| vm.repr_value(factory))?;
    let shown = vm.string_of(shown);
    text.push(vm, &shown)?;
    text.push(vm, ", ")?;
    text.push_repr(vm, Value::Dict(id))?;
    text.push(vm, ")")?;
    text.finish(vm)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let factory = factory(vm, args[0])?;
    let arguments = if factory.is_none() { vm.heap.tuple_of(&[])? } else { vm.heap.tuple_of(&[factory])? };
    let size = vm.heap.dicts[id].len();
    let items = vm.heap.iter(crate::heap::Iter::DictItems { dict: id, position: 0, size })?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, arguments, Value::None, Value::None, items])
}

/// A defaultdict of the same class with the same factory.
fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let factory = factory(vm, args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.call(class, &[factory, args[0]])
}

fn or(vm: &mut Vm, args: &[Value]) -> Res {
    if !matches!(vm.unwrap(args[1]), Value::Dict(_)) {
        return Ok(Value::NotImplemented);
    }
    let made = copy(vm, &args[..1])?;
    vm.keep(made);
    let id = this(vm, made)?;
    vm.update_dict(id, args[1])?;
    Ok(made)
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Res {
    if !matches!(vm.unwrap(args[1]), Value::Dict(_)) {
        return Ok(Value::NotImplemented);
    }
    let factory = factory(vm, args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    let made = vm.call(class, &[factory, args[1]])?;
    vm.keep(made);
    let id = this(vm, made)?;
    vm.update_dict(id, args[0])?;
    Ok(made)
}
