//! Methods of ints that fit no other file.

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

use super::arithmetic::{small, wide};
use super::{big, exact};

pub(super) fn bit_length(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    let bits = match small(this) {
        Some(it) => u64::from(64 - it.unsigned_abs().leading_zeros()),
        None => wide(vm, this).bits(),
    };
    Ok(Value::Int(i64::try_from(bits).unwrap_or(i64::MAX)))
}

pub(super) fn bit_count(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    let bits = match small(this) {
        Some(it) => u64::from(it.unsigned_abs().count_ones()),
        None => {
            vm.spend(big::limbs(&wide(vm, this)) / 8)?;
            wide(vm, this).magnitude().count_ones()
        }
    };
    Ok(Value::Int(i64::try_from(bits).unwrap_or(i64::MAX)))
}

pub(super) fn as_integer_ratio(vm: &mut Vm, args: &[Value]) -> Res {
    let this = exact(vm, args)?;
    vm.heap.tuple_of(&[this, Value::Int(1)])
}

/// What CPython's ints take: a header, and four bytes for each 30 bits.
pub(super) fn sizeof(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    let bits = match small(this) {
        Some(it) => u64::from(64 - it.unsigned_abs().leading_zeros()),
        None => wide(vm, this).bits(),
    };
    let digits = i64::try_from(bits.div_ceil(30)).unwrap_or(i64::MAX / 8);
    Ok(Value::Int(24 + 4 * digits.max(1)))
}
