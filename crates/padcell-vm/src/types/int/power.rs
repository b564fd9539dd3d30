//! Powers of ints, plain and modular.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::arithmetic::{to_float, wide};
use super::{big, divide};
use crate::error::Res;
use crate::types::float;
use crate::value::Value;
use crate::vm::Vm;

/// `a ** b` for exact ints.
pub(crate) fn power(vm: &mut Vm, a: Value, b: Value) -> Res {
    if wide(vm, b).is_negative() {
        let (x, y) = (to_float(vm, a)?, to_float(vm, b)?);
        return float::arithmetic::power(vm, x, y);
    }
    let base = wide(vm, a).into_owned();
    let exponent = wide(vm, b).into_owned();
    if exponent.is_zero() {
        return Ok(Value::Int(1));
    }
    if base.is_zero() || base.is_one() {
        return vm.heap.int(base);
    }
    let negative = base.is_negative() && exponent.is_odd();
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    if base.magnitude().is_one() {
        return Ok(Value::Int(if negative { -1 } else { 1 }));
    }
    let bits = base.bits() - 1;
    let Some(exponent) = exponent.to_u64() else {
        vm.heap.room(usize::MAX / 2)?;
        return Err(vm.overflow_error("too many digits in integer"));
    };
    // A lower bound of the result's length, and twice that for the last square.
    let bytes = usize::try_from(bits.max(1).saturating_mul(exponent) / 8).unwrap_or(usize::MAX / 8);
    vm.heap.room(bytes.saturating_mul(2))?;
    let magnitude = base.magnitude();
    let result = if magnitude.trailing_zeros() == Some(bits) {
        vm.spend(bytes / 64)?;
        BigUint::one() << bits.saturating_mul(exponent)
    } else {
        plain_power(vm, magnitude, exponent)?
    };
    vm.heap.int(BigInt::from_biguint(sign, result))
}

/// Squares and multiplications from the exponent's top bit down.
fn plain_power(vm: &mut Vm, base: &BigUint, exponent: u64) -> Res<BigUint> {
    let mut result = base.clone();
    let length = 64 - exponent.leading_zeros();
    for bit in (0..length.saturating_sub(1)).rev() {
        result = big::multiply_magnitudes(vm, &result, &result)?;
        if exponent >> bit & 1 == 1 {
            result = big::multiply_magnitudes(vm, &result, base)?;
        }
    }
    Ok(result)
}

/// `pow(a, b, c)` for exact ints.
pub(crate) fn power_mod(vm: &mut Vm, a: Value, b: Value, c: Value) -> Res {
    let modulus = wide(vm, c).into_owned();
    if modulus.is_zero() {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    let mut base = wide(vm, a).into_owned();
    let exponent = wide(vm, b).into_owned();
    let divisor = modulus.abs();
    if exponent.is_negative() {
        base = match inverse(vm, &base, &divisor)? {
            Some(it) => it,
            None => return Err(vm.value_error("base is not invertible for the given modulus")),
        };
    }
    let base = big::div_mod_floor(vm, &base, &divisor)?.1;
    let result = BigInt::from(modular(vm, base.magnitude(), exponent.magnitude(), divisor.magnitude())?);
    let result = if modulus.is_negative() && !result.is_zero() { result + modulus } else { result };
    vm.heap.int(result)
}

/// The power of a base that is smaller than the modulus.
fn modular(vm: &mut Vm, base: &BigUint, exponent: &BigUint, modulus: &BigUint) -> Res<BigUint> {
    /// Limb products in one call of the library.
    const STEP: usize = 1 << 23;
    if modulus.is_one() {
        return Ok(BigUint::zero());
    }
    let size = big::words(modulus);
    let bits = usize::try_from(exponent.bits()).unwrap_or(usize::MAX);
    let each = size.saturating_mul(size).saturating_mul(2).saturating_add(32);
    let cost = bits.saturating_mul(each);
    if cost <= STEP {
        big::pay(vm, cost)?;
        return Ok(base.modpow(exponent, modulus));
    }
    let mut result = BigUint::one();
    for digit in exponent.to_u64_digits().into_iter().rev() {
        if each <= STEP / 64 {
            big::pay(vm, each * 128)?;
            result = result.modpow(&(BigUint::one() << 64_u32), modulus);
            result = result * base.modpow(&BigUint::from(digit), modulus) % modulus;
            continue;
        }
        for bit in (0..64).rev() {
            let square = big::multiply_magnitudes(vm, &result, &result)?;
            result = divide::div_rem(vm, &square, modulus)?.1;
            if digit >> bit & 1 == 1 {
                let product = big::multiply_magnitudes(vm, &result, base)?;
                result = divide::div_rem(vm, &product, modulus)?.1;
            }
        }
    }
    Ok(result)
}

/// The inverse of `a` modulo `m > 0`; `None` if there is none.
fn inverse(vm: &mut Vm, a: &BigInt, m: &BigInt) -> Res<Option<BigInt>> {
    let (mut r0, mut r1) = (m.clone(), big::div_mod_floor(vm, a, m)?.1);
    let (mut t0, mut t1) = (BigInt::zero(), BigInt::one());
    while !r1.is_zero() {
        let (quotient, rest) = big::div_mod_floor(vm, &r0, &r1)?;
        let product = big::multiply(vm, &quotient, &t1)?;
        let next = t0 - product;
        (r0, r1) = (r1, rest);
        (t0, t1) = (t1, next);
    }
    if !r0.is_one() && !m.is_one() {
        return Ok(None);
    }
    Ok(Some(big::div_mod_floor(vm, &t0, m)?.1))
}
