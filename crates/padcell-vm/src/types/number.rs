//! Arithmetic and comparison of exact bool, int, float and complex values, for the machine's operators.

mod order;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, Id};
use crate::object::BinaryOp;
use crate::types::{complex, float, int};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use order::compare;

/// A number taken out of its value. Big ints stay in the heap: both kinds of int are `Int`.
#[derive(Clone, Copy)]
enum Number {
    Int,
    Float(f64),
    Complex(f64, f64),
}

fn number(vm: &Vm, value: Value) -> Option<Number> {
    Some(match value {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => Number::Int,
        Value::Float(it) => Number::Float(it),
        Value::Complex(id) => {
            let it = vm.heap.complexes[id];
            Number::Complex(it.re, it.im)
        }
        _ => return None,
    })
}

/// `a op b` for exact numbers; `None` if an operand is no number or the operator is not theirs.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> Res<Option<Value>> {
    if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
        match op {
            BinaryOp::And => return Ok(Some(Value::Bool(x & y))),
            BinaryOp::Or => return Ok(Some(Value::Bool(x | y))),
            BinaryOp::Xor => return Ok(Some(Value::Bool(x ^ y))),
            _ => {}
        }
    }
    let (Some(left), Some(right)) = (number(vm, a), number(vm, b)) else { return Ok(None) };
    match (left, right) {
        (Number::Int, Number::Int) => int::arithmetic::binary(vm, op, a, b),
        (Number::Float(x), Number::Float(y)) => float::arithmetic::binary(vm, op, x, y),
        (Number::Float(x), Number::Int) => {
            if !float::arithmetic::has(op) {
                return Ok(None);
            }
            let y = vm.float(b)?;
            float::arithmetic::binary(vm, op, x, y)
        }
        (Number::Int, Number::Float(y)) => {
            if !float::arithmetic::has(op) {
                return Ok(None);
            }
            let x = vm.float(a)?;
            float::arithmetic::binary(vm, op, x, y)
        }
        _ => {
            if !complex::arithmetic::has(op) {
                return Ok(None);
            }
            let x = operand(vm, left, a)?;
            let y = operand(vm, right, b)?;
            complex::arithmetic::binary(vm, op, x, y)
        }
    }
}

/// A number as the operand of a complex operation: whether it is real counts since 3.14 (mixed-mode arithmetic).
fn operand(vm: &mut Vm, number: Number, value: Value) -> Res<complex::arithmetic::Operand> {
    Ok(match number {
        Number::Int => complex::arithmetic::Operand::Real(vm.float(value)?),
        Number::Float(it) => complex::arithmetic::Operand::Real(it),
        Number::Complex(re, im) => complex::arithmetic::Operand::Complex(re, im),
    })
}

/// `-a`, `+a` and `~a` for exact numbers; `None` if the operand is no number or has no such operator.
pub(crate) fn unary(vm: &mut Vm, symbol: char, a: Value) -> Res<Option<Value>> {
    Ok(Some(match a {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => int::arithmetic::unary(vm, symbol, a)?,
        Value::Float(it) => match symbol {
            '-' => Value::Float(-it),
            '+' => a,
            _ => return Ok(None),
        },
        Value::Complex(id) => {
            let it = vm.heap.complexes[id];
            match symbol {
                '-' => vm.heap.complex(-it.re, -it.im)?,
                '+' => a,
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    }))
}

/// An operator method (`__add__` and the like) of a number type: NotImplemented where `accepts` refuses the other
/// operand.
pub(crate) fn method(
    vm: &mut Vm,
    op: BinaryOp,
    args: &[Value],
    reflected: bool,
    accepts: fn(Value) -> bool,
) -> Res {
    let this = vm.unwrap(args[0]);
    let other = vm.unwrap(args[1]);
    if !accepts(other) {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = if reflected { (other, this) } else { (this, other) };
    Ok(binary(vm, op, a, b)?.unwrap_or(Value::NotImplemented))
}

/// A comparison method of a number type.
pub(crate) fn comparison(
    vm: &mut Vm,
    op: padcell_bytecode::CompareOp,
    args: &[Value],
    accepts: fn(Value) -> bool,
) -> Res {
    let this = vm.unwrap(args[0]);
    let other = vm.unwrap(args[1]);
    if !accepts(other) {
        return Ok(Value::NotImplemented);
    }
    Ok(compare(vm, op, this, other).unwrap_or(Value::NotImplemented))
}

/// Whether a value is an exact int or bool.
pub(crate) fn is_int(value: Value) -> bool {
    matches!(value, Value::Int(_) | Value::Bool(_) | Value::BigInt(_))
}

/// Whether a value is an exact real number.
pub(crate) fn is_real(value: Value) -> bool {
    is_int(value) || matches!(value, Value::Float(_))
}

/// Whether a value is an exact number of any kind.
pub(crate) fn is_number(value: Value) -> bool {
    is_real(value) || matches!(value, Value::Complex(_))
}

/// The class argument of a `__new__`, checked to be `base` or a subclass.
pub(crate) fn class_of_new(vm: &mut Vm, class: Value, base: Id<Class>) -> Res<Id<Class>> {
    let name = vm.class_name(base);
    let Value::Class(id) = class else {
        let text = format!("{name}.__new__(X): X is not a type object ({})", vm.type_name(class));
        return Err(vm.type_error(&text));
    };
    if id != base && !vm.is_subclass(id, base) {
        let given = vm.class_name(id);
        let text = format!("{name}.__new__({given}): {given} is not a subtype of {name}");
        return Err(vm.type_error(&text));
    }
    Ok(id)
}

/// The repr of a text that was refused, cut off as messages have it.
pub(crate) fn shown(vm: &mut Vm, value: Value) -> Res<String> {
    let text = vm.repr(value)?;
    Ok(text.chars().take(200).collect())
}

/// The bytes of an object that has some and is neither bytes nor bytearray (a memoryview).
pub(crate) fn buffer(vm: &mut Vm, value: Value) -> Res<Option<Vec<u8>>> {
    let class = vm.class_of(value);
    if !vm.is_subclass(class, vm.types.memoryview) {
        return Ok(None);
    }
    let bytes = vm.call(Value::Class(vm.types.bytes), &[value])?;
    Ok(match bytes {
        Value::Bytes(id) => Some(vm.heap.bytes[id].data.clone()),
        _ => None,
    })
}

/// The table of comparison methods of a number type.
macro_rules! comparisons {
    ($accepts:path) => {
        &[
            Def::method("__lt__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Lt, args, $accepts)
            }),
            Def::method("__le__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Le, args, $accepts)
            }),
            Def::method("__eq__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Eq, args, $accepts)
            }),
            Def::method("__ne__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Ne, args, $accepts)
            }),
            Def::method("__gt__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Gt, args, $accepts)
            }),
            Def::method("__ge__", "self, value, /", |vm, args| {
                number::comparison(vm, CompareOp::Ge, args, $accepts)
            }),
        ]
    };
}

/// The table of binary operator methods of a number type.
macro_rules! operators {
    ($accepts:path; $($op:ident $name:literal $reflected:literal;)*) => { &[$(
        Def::method($name, "self, value, /", |vm, args| number::method(vm, BinaryOp::$op, args, false, $accepts)),
        Def::method($reflected, "self, value, /", |vm, args| number::method(vm, BinaryOp::$op, args, true, $accepts)),
    )*] };
}

pub(crate) use {comparisons, operators};
