//! Division of big ints: recursive for long operands, and correctly rounded to a float.

use alloc::vec::Vec;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;
use num_traits::{One, ToPrimitive, Zero};

use super::big::{multiply_magnitudes, pay, split, words};
use crate::error::Res;
use crate::types::float::arithmetic::scaled;
use crate::vm::Vm;

/// Divisors up to this many limbs are divided by in the schoolbook way.
const SCHOOLBOOK: usize = 128;
/// Limb products in one call of the library.
const STEP: usize = 1 << 22;

/// Quotient and rest; the divisor is not zero.
pub(crate) fn div_rem(vm: &mut Vm, x: &BigUint, y: &BigUint) -> Res<(BigUint, BigUint)> {
    let (n, m) = (words(x), words(y));
    vm.heap.room(n.saturating_mul(8 * 3))?;
    if n < m {
        pay(vm, n)?;
        return Ok((BigUint::zero(), x.clone()));
    }
    let cost = n.saturating_sub(m).saturating_add(1).saturating_mul(m).saturating_add(n);
    if cost <= STEP && (m <= SCHOOLBOOK || n - m.min(n) <= SCHOOLBOOK) {
        pay(vm, cost)?;
        return Ok(x.div_rem(y));
    }
    if m <= SCHOOLBOOK {
        return by_short(vm, x, y, n, m);
    }
    // Long division with digits as long as the divisor, which is scaled so that its top bit is set: a digit of the
    // quotient is then guessed from the top halves of both with an error of at most two.
    let digit = m.next_multiple_of(2);
    let scale = digit * 64 - usize::try_from(y.bits()).unwrap_or(0);
    let divisor = y << scale;
    let scaled = x << scale;
    let count = words(&scaled).div_ceil(digit);
    let mut pieces = Vec::new();
    let mut rest = BigUint::zero();
    for index in (0..count).rev() {
        pay(vm, digit)?;
        let piece = slice(&scaled, index * digit, digit);
        let (q, r) = two_by_one(vm, &((rest << (digit * 64)) + piece), &divisor, digit)?;
        pieces.push(q);
        rest = r;
    }
    Ok((joined(&pieces, digit), rest >> scale))
}

/// A long dividend and a short divisor: piece by piece, each one step.
fn by_short(vm: &mut Vm, x: &BigUint, y: &BigUint, n: usize, m: usize) -> Res<(BigUint, BigUint)> {
    let size = (STEP / m).max(1);
    let mut pieces = Vec::new();
    let mut rest = BigUint::zero();
    for index in (0..n.div_ceil(size)).rev() {
        pay(vm, size * m)?;
        let (q, r) = ((rest << (size * 64)) + slice(x, index * size, size)).div_rem(y);
        pieces.push(q);
        rest = r;
    }
    Ok((joined(&pieces, size), rest))
}

/// The number whose digits of `size` limbs are `pieces`, the highest first.
fn joined(pieces: &[BigUint], size: usize) -> BigUint {
    let mut digits = alloc::vec![0_u32; pieces.len() * size * 2];
    for (index, piece) in pieces.iter().rev().enumerate() {
        for (slot, digit) in digits.iter_mut().skip(index * size * 2).zip(piece.iter_u32_digits()) {
            *slot = digit;
        }
    }
    BigUint::new(digits)
}

/// `len` limbs from `at` on.
fn slice(it: &BigUint, at: usize, len: usize) -> BigUint {
    let mut digits = Vec::with_capacity(len * 2);
    for limb in it.iter_u64_digits().skip(at).take(len) {
        digits.push(limb as u32);
        digits.push((limb >> 32) as u32);
    }
    BigUint::new(digits)
}

/// Divides up to `2 * n` limbs by `n` limbs with the top bit set; the quotient fits `n` limbs.
fn two_by_one(vm: &mut Vm, x: &BigUint, y: &BigUint, n: usize) -> Res<(BigUint, BigUint)> {
    if words(x) <= n || n <= SCHOOLBOOK {
        // A dividend as long as the divisor has a quotient of one digit at most.
        pay(vm, n * n.min(SCHOOLBOOK))?;
        return Ok(x.div_rem(y));
    }
    if n % 2 == 1 {
        return odd_by_one(vm, x, y, n);
    }
    let half = n / 2;
    let (top, low) = split(x, half);
    let (y1, y0) = split(y, half);
    let (q1, r) = three_by_two(vm, &top, y, &y1, &y0, half)?;
    let (q0, r) = three_by_two(vm, &((r << (half * 64)) + low), y, &y1, &y0, half)?;
    Ok(((q1 << (half * 64)) + q0, r))
}

/// An odd number of limbs: both operands are moved up by one.
fn odd_by_one(vm: &mut Vm, x: &BigUint, y: &BigUint, n: usize) -> Res<(BigUint, BigUint)> {
    pay(vm, n * 4)?;
    let (q, r) = two_by_one(vm, &(x << 64), &(y << 64), n + 1)?;
    Ok((q, r >> 64))
}

/// Divides three halves by two (`y`, whose halves are `y1` and `y0`); the quotient fits one.
fn three_by_two(
    vm: &mut Vm,
    x: &BigUint,
    y: &BigUint,
    y1: &BigUint,
    y0: &BigUint,
    half: usize,
) -> Res<(BigUint, BigUint)> {
    let (top, low) = split(x, half);
    let (mut q, r) = if &top >> (half * 64) == *y1 {
        let q = (BigUint::one() << (half * 64)) - BigUint::one();
        let r = (top - (y1 << (half * 64))) + y1;
        (q, r)
    } else {
        two_by_one(vm, &top, y1, half)?
    };
    let product = multiply_magnitudes(vm, &q, y0)?;
    pay(vm, half * 4)?;
    let mut rest = BigInt::from((r << (half * 64)) + low) - BigInt::from(product);
    while rest.sign() == Sign::Minus {
        q -= BigUint::one();
        rest += BigInt::from(y.clone());
    }
    Ok((q, rest.magnitude().clone()))
}

/// `x / y` rounded once, to the nearest float; `None` if it is too large. `y` is not zero.
pub(crate) fn true_division(x: &BigInt, y: &BigInt) -> Option<f64> {
    /// Exponent of the smallest normal float's last bit, counted so that a mantissa is an integer.
    const LEAST: i64 = -1074;
    let negative = (x.sign() == Sign::Minus) != (y.sign() == Sign::Minus);
    let (x, y) = (x.magnitude(), y.magnitude());
    if x.is_zero() {
        return Some(if negative { -0.0 } else { 0.0 });
    }
    let difference = i64::try_from(x.bits()).ok()? - i64::try_from(y.bits()).ok()?;
    if difference > 1025 {
        return None;
    }
    if difference < -1080 {
        return Some(if negative { -0.0 } else { 0.0 });
    }
    // Two bits more than the mantissa has, and a sticky bit: enough to round once.
    let exponent = (difference - 55).max(LEAST - 2);
    let shift = exponent.unsigned_abs();
    let (quotient, rest) = if exponent >= 0 { x.div_rem(&(y << shift)) } else { (x << shift).div_rem(y) };
    let result = scaled(quotient.to_u64()?, !rest.is_zero(), exponent);
    if result.is_infinite() {
        return None;
    }
    Some(if negative { -result } else { result })
}
