//! Operators on exact numbers.

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

/// A binary operator on two numbers; None where an operand is none.
pub(crate) fn binary(_: &mut Vm, _: BinaryOp, _: Value, _: Value) -> Res<Option<Value>> {
    Ok(None)
}

/// A comparison of two numbers; None where an operand is none.
pub(crate) fn compare(_: &mut Vm, _: CompareOp, _: Value, _: Value) -> Option<Value> {
    None
}

/// A unary operator on a number; None where it is none.
pub(crate) fn unary(_: &mut Vm, _: char, _: Value) -> Res<Option<Value>> {
    Ok(None)
}
