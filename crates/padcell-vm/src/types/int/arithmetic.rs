//! Operators of ints: machine words first, big ints where a result or an operand does not fit.

use alloc::borrow::Cow;

use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive, Zero};

use super::divide::true_division;
use super::{big, power};
use crate::error::{Res, Unwind};
use crate::object::BinaryOp;
use crate::types::float;
use crate::value::Value;
use crate::vm::Vm;

/// An exact int or bool as a machine word; `None` if it is big.
pub(crate) fn small(value: Value) -> Option<i64> {
    match value {
        Value::Int(it) => Some(it),
        Value::Bool(it) => Some(i64::from(it)),
        _ => None,
    }
}

/// An exact int as a big one, without a copy where it is big already.
pub(crate) fn wide(vm: &Vm, value: Value) -> Cow<'_, BigInt> {
    match value {
        Value::BigInt(id) => Cow::Borrowed(&vm.heap.integers[id].0),
        other => Cow::Owned(BigInt::from(small(other).unwrap_or(0))),
    }
}

/// `a op b` for exact ints; `None` if ints have no such operator.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> Res<Option<Value>> {
    if let (Some(x), Some(y)) = (small(a), small(b))
        && let Some(value) = words(vm, op, x, y)?
    {
        return Ok(Some(value));
    }
    Ok(Some(match op {
        BinaryOp::Add => sum(vm, a, b, |x, y| x + y)?,
        BinaryOp::Sub => sum(vm, a, b, |x, y| x - y)?,
        BinaryOp::And => sum(vm, a, b, |x, y| x & y)?,
        BinaryOp::Or => sum(vm, a, b, |x, y| x | y)?,
        BinaryOp::Xor => sum(vm, a, b, |x, y| x ^ y)?,
        BinaryOp::Mul => {
            let product = if big::is_cheap(big::limbs(&wide(vm, a)), big::limbs(&wide(vm, b))) {
                vm.spend(big::limbs(&wide(vm, a)) * big::limbs(&wide(vm, b)) / 8)?;
                wide(vm, a).as_ref() * wide(vm, b).as_ref()
            } else {
                let (x, y) = (wide(vm, a).into_owned(), wide(vm, b).into_owned());
                big::multiply(vm, &x, &y)?
            };
            vm.heap.int(product)?
        }
        BinaryOp::TrueDiv => {
            if is_zero(vm, b) {
                return Err(by_zero(vm));
            }
            vm.spend(big::limbs(&wide(vm, a)) + big::limbs(&wide(vm, b)))?;
            match true_division(&wide(vm, a), &wide(vm, b)) {
                Some(it) => Value::Float(it),
                None => return Err(vm.overflow_error("integer division result too large for a float")),
            }
        }
        BinaryOp::FloorDiv => {
            let quotient = floor_division(vm, a, b)?.0;
            vm.heap.int(quotient)?
        }
        BinaryOp::Mod => {
            let rest = floor_division(vm, a, b)?.1;
            vm.heap.int(rest)?
        }
        BinaryOp::DivMod => {
            let (quotient, rest) = floor_division(vm, a, b)?;
            let (quotient, rest) = (vm.heap.int(quotient)?, vm.heap.int(rest)?);
            vm.heap.tuple_of(&[quotient, rest])?
        }
        BinaryOp::Pow => power::power(vm, a, b)?,
        BinaryOp::LShift => shift(vm, a, b, true)?,
        BinaryOp::RShift => shift(vm, a, b, false)?,
        BinaryOp::MatMul => return Ok(None),
    }))
}

/// Operators on machine words; `None` where the result does not fit.
fn words(vm: &mut Vm, op: BinaryOp, x: i64, y: i64) -> Res<Option<Value>> {
    let fits = match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Sub => x.checked_sub(y),
        BinaryOp::Mul => x.checked_mul(y),
        BinaryOp::And => Some(x & y),
        BinaryOp::Or => Some(x | y),
        BinaryOp::Xor => Some(x ^ y),
        BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::DivMod => {
            if y == 0 {
                return Err(by_zero(vm));
            }
            let Some(quotient) = x.checked_div(y) else { return Ok(None) };
            let rest = x.wrapping_rem(y);
            let round_down = rest != 0 && (rest < 0) != (y < 0);
            let (quotient, rest) = if round_down { (quotient - 1, rest + y) } else { (quotient, rest) };
            match op {
                BinaryOp::FloorDiv => Some(quotient),
                BinaryOp::Mod => Some(rest),
                _ => return vm.heap.tuple_of(&[Value::Int(quotient), Value::Int(rest)]).map(Some),
            }
        }
        BinaryOp::TrueDiv => {
            const EXACT: u64 = 1 << 53;
            if y == 0 {
                return Err(by_zero(vm));
            }
            if x.unsigned_abs() > EXACT || y.unsigned_abs() > EXACT {
                return Ok(None);
            }
            return Ok(Some(Value::Float(x as f64 / y as f64)));
        }
        BinaryOp::LShift if (0..63).contains(&y) => {
            let shifted = x << y;
            if shifted >> y == x { Some(shifted) } else { None }
        }
        BinaryOp::RShift if y >= 0 => Some(x >> y.min(63)),
        BinaryOp::Pow => u32::try_from(y).ok().and_then(|y| x.checked_pow(y)),
        BinaryOp::LShift | BinaryOp::RShift | BinaryOp::MatMul => None,
    };
    Ok(fits.map(Value::Int))
}

/// Operators that take time and room in the length of their operands.
fn sum(vm: &mut Vm, a: Value, b: Value, f: fn(&BigInt, &BigInt) -> BigInt) -> Res {
    let limbs = big::limbs(&wide(vm, a)).max(big::limbs(&wide(vm, b)));
    vm.heap.room(limbs.saturating_mul(16))?;
    vm.spend(limbs / 8)?;
    let result = f(&wide(vm, a), &wide(vm, b));
    vm.heap.int(result)
}

fn is_zero(vm: &Vm, value: Value) -> bool {
    wide(vm, value).is_zero()
}

#[cold]
pub(crate) fn by_zero(vm: &mut Vm) -> Unwind {
    vm.zero_division_error("division by zero")
}

/// Quotient rounded down, and the rest with the sign of `b`.
pub(crate) fn floor_division(vm: &mut Vm, a: Value, b: Value) -> Res<(BigInt, BigInt)> {
    if is_zero(vm, b) {
        return Err(by_zero(vm));
    }
    let (x, y) = (wide(vm, a).into_owned(), wide(vm, b).into_owned());
    big::div_mod_floor(vm, &x, &y)
}

/// `a << b` or `a >> b`.
fn shift(vm: &mut Vm, a: Value, b: Value, left: bool) -> Res {
    if wide(vm, b).is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    if is_zero(vm, a) {
        return Ok(Value::Int(0));
    }
    let limbs = big::limbs(&wide(vm, a));
    let Some(count) = wide(vm, b).to_u64() else {
        if left {
            return Err(vm.overflow_error("too many digits in integer"));
        }
        return Ok(Value::Int(if wide(vm, a).is_negative() { -1 } else { 0 }));
    };
    if left {
        let more = usize::try_from(count / 64).unwrap_or(usize::MAX);
        let total = limbs.saturating_add(more).saturating_add(1);
        vm.heap.room(total.saturating_mul(16))?;
        vm.spend(total / 8)?;
        let result = wide(vm, a).as_ref() << count;
        return vm.heap.int(result);
    }
    vm.heap.room(limbs.saturating_mul(8))?;
    vm.spend(limbs / 8)?;
    let result = wide(vm, a).as_ref() >> count;
    vm.heap.int(result)
}

/// `-a`, `+a` or `~a`.
pub(crate) fn unary(vm: &mut Vm, symbol: char, a: Value) -> Res {
    if let Some(it) = small(a) {
        let fits = match symbol {
            '-' => it.checked_neg(),
            '+' => Some(it),
            _ => Some(!it),
        };
        if let Some(it) = fits {
            return Ok(Value::Int(it));
        }
    }
    if symbol == '+' {
        return Ok(a);
    }
    let limbs = big::limbs(&wide(vm, a));
    vm.heap.room(limbs.saturating_mul(16))?;
    vm.spend(limbs / 8)?;
    let result = if symbol == '-' { -wide(vm, a).into_owned() } else { !wide(vm, a).into_owned() };
    vm.heap.int(result)
}

/// `abs(a)` of an exact int.
pub(crate) fn absolute(vm: &mut Vm, a: Value) -> Res {
    let negative = match small(a) {
        Some(it) => it < 0,
        None => wide(vm, a).sign() == Sign::Minus,
    };
    unary(vm, if negative { '-' } else { '+' }, a)
}

/// An exact int as a float.
pub(crate) fn to_float(vm: &mut Vm, a: Value) -> Res<f64> {
    let converted = match small(a) {
        Some(it) => it as f64,
        None => float::arithmetic::from_big(&wide(vm, a)),
    };
    if converted.is_finite() {
        return Ok(converted);
    }
    Err(vm.overflow_error("int too large to convert to float"))
}

/// The greatest common divisor of two exact ints.
pub(crate) fn gcd(vm: &mut Vm, a: Value, b: Value) -> Res {
    if let (Some(x), Some(y)) = (small(a), small(b)) {
        let divisor = x.unsigned_abs().gcd(&y.unsigned_abs());
        return vm.heap.int(BigInt::from(divisor));
    }
    let (x, y) = (wide(vm, a).into_owned(), wide(vm, b).into_owned());
    let divisor = big::gcd(vm, x, y)?;
    vm.heap.int(divisor)
}
