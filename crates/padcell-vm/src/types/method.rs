//! `method`: a function bound to an instance; natives bound to one are `builtin_function_or_method`.

use alloc::format;

use crate::error::Res;
use crate::heap::{Bound, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, function, instance, /", new),
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__get__", "self, instance, owner=None, /", |_, args| Ok(args[0])),
    Def::method("__getattribute__", "self, name, /", getattribute).doc("Return getattr(self, name)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__ne__", "self, value, /", ne).doc("Return self!=value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", reduce),
    Def::get("__func__", |vm, args| Ok(data(vm, args).function))
        .doc("the function (or other callable) implementing a method"),
    Def::get("__self__", |vm, args| Ok(data(vm, args).this)).doc("the instance to which a method is bound"),
];

fn this(args: &[Value]) -> Id<Bound> {
    match args[0] {
        Value::Bound(id) => id,
        _ => unreachable!("a method of method was called without a method"),
    }
}

fn data(vm: &Vm, args: &[Value]) -> Bound {
    vm.heap.bounds[this(args)]
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    if !vm.is_callable(args[1]) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if args[2].is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    vm.heap.bound(args[1], args[2])
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    vm.call_dict(args[0], &args[2..], args[1])
}

/// What a method does not have itself it takes from its function.
fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let class = vm.types.method;
    if vm.class_lookup(class, name).is_some() && name != vm.names.__doc__ {
        if let Some(value) = vm.generic_getattr(args[0], class, name)? {
            return Ok(value);
        }
    }
    let function = data(vm, args).function;
    vm.getattr_or_raise(function, name)
}

/// Methods are equal if they are the same function bound to the same object.
pub(crate) fn same(vm: &Vm, a: Value, b: Value) -> Option<bool> {
    let (Value::Bound(a), Value::Bound(b)) = (a, b) else { return None };
    let (a, b) = (vm.heap.bounds[a], vm.heap.bounds[b]);
    Some(a.this.is(b.this) && a.function.is(b.function))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(same(vm, args[0], args[1]).map_or(Value::NotImplemented, Value::Bool))
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(same(vm, args[0], args[1]).map_or(Value::NotImplemented, |it| Value::Bool(!it)))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    vm.hash(args[0]).map(Value::Int)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args);
    let mut name = vm.getattr_opt(it.function, vm.names.__qualname__)?;
    if name.is_none() {
        name = vm.getattr_opt(it.function, vm.names.__name__)?;
    }
    let name = match name {
        Some(it @ Value::Str(_)) => vm.string_of(it),
        _ => "?".into(),
    };
    let of = vm.repr(it.this)?;
    vm.heap.string(format!("<bound method {name} of {of}>"))
}

/// `(getattr, (self, name))`.
pub(crate) fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args);
    let name = vm.getattr(it.function, vm.names.__name__)?;
    vm.keep(name);
    let getattr = vm.intern("getattr")?;
    let getattr = vm.heap.dict_str(vm.builtins, getattr).unwrap_or(Value::None);
    let pair = vm.heap.tuple_of(&[it.this, name])?;
    vm.heap.tuple_of(&[getattr, pair])
}
