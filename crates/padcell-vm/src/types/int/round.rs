//! Rounding of ints to tens, hundreds and so on: halves to even.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::Signed;

use super::arithmetic::wide;
use super::{big, exact};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn round(vm: &mut Vm, args: &[Value]) -> Res {
    let this = exact(vm, args)?;
    if args[1].is_absent() {
        return Ok(this);
    }
    let places = vm.index_clipped(args[1])?;
    if places >= 0 {
        return Ok(this);
    }
    let places = places.unsigned_abs();
    let number = wide(vm, this).into_owned();
    // A digit is more than three bits: far enough up, everything rounds to zero.
    if places > number.bits() / 3 + 2 {
        return Ok(Value::Int(0));
    }
    let power =
        super::power::power(vm, Value::Int(10), Value::Int(i64::try_from(places).unwrap_or(i64::MAX)))?;
    let unit = wide(vm, power).into_owned();
    let (quotient, rest) = big::div_mod_floor(vm, &number, &unit)?;
    let twice = rest.abs() * 2_u8;
    let up = twice > unit || twice == unit && quotient.is_odd();
    let rounded: BigInt = big::multiply(vm, &(if up { quotient + 1_u8 } else { quotient }), &unit)?;
    vm.heap.int(rounded)
}
