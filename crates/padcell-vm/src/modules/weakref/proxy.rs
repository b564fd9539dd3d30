//! Proxies: objects that do with everything what the object they refer to does with it.

use core::any::Any;

use padcell_bytecode::CompareOp;

use super::{gone, make, target};
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id, Tracer, WeakRef};
use crate::native::Def;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The row of a special method that is called on the object itself.
macro_rules! forward {
    ($name:literal, $signature:literal) => {
        Def::method($name, $signature, |vm, args| forward(vm, $name, args))
    };
}

/// The rows of a binary operator and its reflection.
macro_rules! operator {
    ($op:ident, $name:literal, $reflected:literal) => {
        [
            Def::method($name, "self, value, /", |vm, args| binary(vm, BinaryOp::$op, args[0], args[1])),
            Def::method($reflected, "self, value, /", |vm, args| binary(vm, BinaryOp::$op, args[1], args[0])),
        ]
    };
}

pub(crate) const PROXY: &[&[Def]] = &[
    &[
        Def::method("__getattribute__", "self, name, /", getattribute),
        Def::method("__setattr__", "self, name, value, /", setattr),
        Def::method("__delattr__", "self, name, /", delattr),
        Def::method("__repr__", "self, /", repr),
        Def::method("__str__", "self, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.str_value(it)
        }),
        Def::method("__bool__", "self, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.truth(it).map(Value::Bool)
        }),
        Def::method("__len__", "self, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.len(it).map(|it| Value::Int(it as i64))
        }),
        Def::method("__iter__", "self, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.iter(it)
        }),
        Def::method("__next__", "self, /", next),
        Def::method("__contains__", "self, key, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.contains(it, args[1]).map(Value::Bool)
        }),
        Def::method("__getitem__", "self, key, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.get_item(it, args[1])
        }),
        Def::method("__setitem__", "self, key, value, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.set_item(it, args[1], args[2]).map(|()| Value::None)
        }),
        Def::method("__delitem__", "self, key, /", |vm, args| {
            let it = live(vm, args[0])?;
            vm.delete_item(it, args[1]).map(|()| Value::None)
        }),
        Def::method("__eq__", "self, value, /", |vm, args| compare(vm, CompareOp::Eq, args)),
        Def::method("__ne__", "self, value, /", |vm, args| compare(vm, CompareOp::Ne, args)),
        Def::method("__lt__", "self, value, /", |vm, args| compare(vm, CompareOp::Lt, args)),
        Def::method("__le__", "self, value, /", |vm, args| compare(vm, CompareOp::Le, args)),
        Def::method("__gt__", "self, value, /", |vm, args| compare(vm, CompareOp::Gt, args)),
        Def::method("__ge__", "self, value, /", |vm, args| compare(vm, CompareOp::Ge, args)),
        Def::method("__hash__", "self, /", |vm, args| Err(vm.unhashable(args[0]))),
        forward!("__neg__", "self, /"),
        forward!("__pos__", "self, /"),
        forward!("__abs__", "self, /"),
        forward!("__invert__", "self, /"),
        forward!("__int__", "self, /"),
        forward!("__float__", "self, /"),
        forward!("__index__", "self, /"),
        forward!("__bytes__", "self, /"),
        forward!("__reversed__", "self, /"),
        forward!("__iadd__", "self, value, /"),
        forward!("__isub__", "self, value, /"),
        forward!("__imul__", "self, value, /"),
        forward!("__itruediv__", "self, value, /"),
        forward!("__ifloordiv__", "self, value, /"),
        forward!("__imod__", "self, value, /"),
        forward!("__ipow__", "self, value, /"),
        forward!("__imatmul__", "self, value, /"),
        forward!("__ilshift__", "self, value, /"),
        forward!("__irshift__", "self, value, /"),
        forward!("__iand__", "self, value, /"),
        forward!("__ior__", "self, value, /"),
        forward!("__ixor__", "self, value, /"),
    ],
    &operator!(Add, "__add__", "__radd__"),
    &operator!(Sub, "__sub__", "__rsub__"),
    &operator!(Mul, "__mul__", "__rmul__"),
    &operator!(MatMul, "__matmul__", "__rmatmul__"),
    &operator!(TrueDiv, "__truediv__", "__rtruediv__"),
    &operator!(FloorDiv, "__floordiv__", "__rfloordiv__"),
    &operator!(Mod, "__mod__", "__rmod__"),
    &operator!(Pow, "__pow__", "__rpow__"),
    &operator!(LShift, "__lshift__", "__rlshift__"),
    &operator!(RShift, "__rshift__", "__rrshift__"),
    &operator!(And, "__and__", "__rand__"),
    &operator!(Or, "__or__", "__ror__"),
    &operator!(Xor, "__xor__", "__rxor__"),
];

const CALLABLE: &[Def] = &[Def::method("__call__", "self, /, *args, **kwargs", |vm, args| {
    let it = live(vm, args[0])?;
    vm.call_dict(it, &args[2..], args[1])
})];

#[derive(Default)]
struct Classes {
    callable: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// `CallableProxyType`, made when it is first asked for.
pub(super) fn callable_class(vm: &mut Vm) -> Res<Id<Class>> {
    if let Some(it) = vm.state::<Classes>().callable {
        return Ok(it);
    }
    let class =
        vm.native_class("weakref", "CallableProxyType", vm.types.object, ClassFlags::default(), CALLABLE)?;
    for methods in PROXY {
        vm.add_methods(class, methods)?;
    }
    vm.state::<Classes>().callable = Some(class);
    Ok(class)
}

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = if vm.is_callable(args[0]) { callable_class(vm)? } else { vm.types.weakproxy };
    make(vm, class, args[0], args[1])
}

/// The object behind a proxy.
fn live(vm: &mut Vm, proxy: Value) -> Res {
    match target(vm, proxy) {
        Value::Unset => Err(gone(vm)),
        it => {
            vm.keep(it);
            Ok(it)
        }
    }
}

/// The object behind a proxy, or the value itself if it is none.
fn seen_through(vm: &mut Vm, value: Value) -> Res {
    let is_proxy = vm.payload::<WeakRef>(value).is_some() && !vm.is_instance(value, vm.types.weakref);
    if is_proxy { live(vm, value) } else { Ok(value) }
}

fn forward(vm: &mut Vm, name: &str, args: &[Value]) -> Res {
    let it = live(vm, args[0])?;
    let name = vm.intern(name)?;
    match vm.call_special(it, name, &args[1..])? {
        Some(value) => Ok(value),
        None => Ok(Value::NotImplemented),
    }
}

fn binary(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> Res {
    let (a, b) = (seen_through(vm, a)?, seen_through(vm, b)?);
    vm.binary(op, a, b)
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    let (a, b) = (seen_through(vm, args[0])?, seen_through(vm, args[1])?);
    vm.compare(op, a, b)
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let it = live(vm, args[0])?;
    vm.getattr_or_raise(it, name)
}

fn setattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let it = live(vm, args[0])?;
    vm.setattr(it, name, args[2])?;
    Ok(Value::None)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let it = live(vm, args[0])?;
    vm.setattr(it, name, Value::Unset)?;
    Ok(Value::None)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it = live(vm, args[0])?;
    if !vm.is_iterator(it) {
        let text = alloc::format!("Weakref proxy referenced a non-iterator '{}' object", vm.type_name(it));
        return Err(vm.type_error(&text));
    }
    match vm.next(it)? {
        Some(value) => Ok(value),
        None => Err(vm.stop_iteration_with(Value::None)),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let (at, it) = (vm.id_of(args[0]), target(vm, args[0]));
    let text = match it {
        Value::Unset => alloc::format!("<weakproxy at 0x{at:012x}; dead>"),
        it => {
            alloc::format!("<weakproxy at 0x{at:012x}; to '{}' at 0x{:012x}>", vm.type_name(it), vm.id_of(it))
        }
    };
    vm.heap.string(text)
}
