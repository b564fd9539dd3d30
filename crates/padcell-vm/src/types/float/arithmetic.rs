//! Operators of floats.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use crate::elementary;
use crate::error::{Res, Unwind};
use crate::object::BinaryOp;
use crate::types::{complex, int};
use crate::value::Value;
use crate::vm::Vm;

/// Whether floats have this operator.
pub(crate) fn has(op: BinaryOp) -> bool {
    !matches!(
        op,
        BinaryOp::MatMul | BinaryOp::LShift | BinaryOp::RShift | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor
    )
}

/// `x op y`; `None` if floats have no such operator.
#[inline]
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, x: f64, y: f64) -> Res<Option<Value>> {
    Ok(Some(match op {
        BinaryOp::Add => Value::Float(x + y),
        BinaryOp::Sub => Value::Float(x - y),
        BinaryOp::Mul => Value::Float(x * y),
        BinaryOp::TrueDiv => {
            if y == 0.0 {
                return Err(int::arithmetic::by_zero(vm));
            }
            Value::Float(x / y)
        }
        BinaryOp::FloorDiv => Value::Float(floor_division(vm, x, y)?.0),
        BinaryOp::Mod => Value::Float(floor_division(vm, x, y)?.1),
        BinaryOp::DivMod => {
            let (quotient, rest) = floor_division(vm, x, y)?;
            vm.heap.tuple_of(&[Value::Float(quotient), Value::Float(rest)])?
        }
        BinaryOp::Pow => power(vm, x, y)?,
        _ => return Ok(None),
    }))
}

/// Quotient rounded down, and the rest with the sign of `y`.
fn floor_division(vm: &mut Vm, x: f64, y: f64) -> Res<(f64, f64)> {
    if y == 0.0 {
        return Err(int::arithmetic::by_zero(vm));
    }
    let mut rest = libm::fmod(x, y);
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        rest = rest.abs().copysign(y);
    } else if (rest < 0.0) != (y < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((quotient.abs().copysign(x / y), rest));
    }
    let mut floored = libm::floor(quotient);
    if quotient - floored > 0.5 {
        floored += 1.0;
    }
    Ok((floored, rest))
}

/// `x ** y`: complex for a negative base and a broken exponent.
pub(crate) fn power(vm: &mut Vm, x: f64, y: f64) -> Res {
    let odd = libm::fmod(y.abs(), 2.0) == 1.0;
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(vm.zero_division_error("zero to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y != libm::floor(y) {
        return complex::arithmetic::power_of_floats(vm, x, y);
    }
    let result = match y {
        0.0 => 1.0,
        _ if x == 1.0 => 1.0,
        _ if x.is_nan() || y.is_nan() => f64::NAN,
        _ if x == -1.0 => {
            if odd {
                -1.0
            } else {
                1.0
            }
        }
        1.0 => x,
        2.0 => x * x,
        0.5 if x > 0.0 => libm::sqrt(x),
        -1.0 if x != 0.0 => 1.0 / x,
        _ => elementary::pow(x, y),
    };
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(out_of_range(vm));
    }
    Ok(Value::Float(result))
}

/// OverflowError as the C library's `ERANGE` gives it.
#[cold]
pub(crate) fn out_of_range(vm: &mut Vm) -> Unwind {
    match vm.heap.str("Numerical result out of range") {
        Ok(text) => vm.raise_args(vm.exceptions.overflow_error, &[Value::Int(34), text]),
        Err(it) => it,
    }
}

/// A big int as the nearest float, infinite if there is none.
pub(crate) fn from_big(it: &BigInt) -> f64 {
    it.to_f64().unwrap_or(f64::INFINITY)
}

/// `int(x)`: without what stands behind the point.
pub(crate) fn to_int(vm: &mut Vm, x: f64) -> Res {
    /// 2**63.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&x) {
        return Ok(Value::Int(x as i64));
    }
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match BigInt::from_f64(x) {
        Some(it) => vm.heap.int(it),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

/// `(bits + a bit more if sticky) * 2**exponent`, rounded once; infinite if it is too large.
pub(crate) fn scaled(bits: u64, sticky: bool, exponent: i64) -> f64 {
    /// The exponent of the last bit of the smallest floats.
    const LEAST: i64 = -1074;
    if bits == 0 {
        return 0.0;
    }
    let length = 64 - i64::from(bits.leading_zeros());
    if exponent.saturating_add(length) > 1024 {
        return f64::INFINITY;
    }
    if exponent.saturating_add(length) < LEAST {
        return 0.0;
    }
    // Bits below the last one that the result can hold.
    let surplus = (length - 53).max(LEAST - exponent).max(0);
    let (mut mantissa, below, half) = match surplus {
        0 => (bits, 0, 1),
        1..=63 => (bits >> surplus, bits & ((1 << surplus) - 1), 1 << (surplus - 1)),
        _ => (0, bits, 1_u64 << 63),
    };
    if below > half || below == half && (sticky || mantissa & 1 == 1) {
        mantissa += 1;
    }
    libm::ldexp(mantissa as f64, i32::try_from(exponent + surplus).unwrap_or(0))
}
