//! `bool`: the two ints that print as words.

use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::number::{self, is_int};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, object=False, /", new),
    Def::method("__repr__", "self, /", repr),
    Def::method("__and__", "self, value, /", |vm, args| {
        number::method(vm, BinaryOp::And, args, false, is_int)
    }),
    Def::method("__rand__", "self, value, /", |vm, args| {
        number::method(vm, BinaryOp::And, args, true, is_int)
    }),
    Def::method("__or__", "self, value, /", |vm, args| number::method(vm, BinaryOp::Or, args, false, is_int)),
    Def::method("__ror__", "self, value, /", |vm, args| number::method(vm, BinaryOp::Or, args, true, is_int)),
    Def::method("__xor__", "self, value, /", |vm, args| {
        number::method(vm, BinaryOp::Xor, args, false, is_int)
    }),
    Def::method("__rxor__", "self, value, /", |vm, args| {
        number::method(vm, BinaryOp::Xor, args, true, is_int)
    }),
    Def::method("__invert__", "self, /", invert),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    number::class_of_new(vm, args[0], vm.types.bool_)?;
    Ok(Value::Bool(args[1].is_set() && vm.truth(args[1])?))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let text = if matches!(args[0], Value::Bool(true)) { "True" } else { "False" };
    vm.intern(text).map(Value::Str)
}

/// An int, as for every other int: deprecated in CPython, which warns.
fn invert(_: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Int(if matches!(args[0], Value::Bool(true)) { -2 } else { -1 }))
}
