//! Big int algorithms that pay for their work as they go, so that no single one runs past a budget.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;
use num_traits::{One, Zero};

use super::divide;
use crate::error::Res;
use crate::vm::Vm;

/// Limb products that one unit of fuel buys.
const PER_UNIT: usize = 8;
/// Up to this many limb products are left to one call of the library, which nothing interrupts.
const STEP: usize = 1 << 22;
/// From here on the library multiplies in less than quadratic time.
const SCHOOLBOOK: usize = 32;

/// Length of an int in 64-bit words, at least 1.
pub(crate) fn limbs(it: &BigInt) -> usize {
    words(it.magnitude())
}

/// Length of a magnitude in 64-bit words, at least 1. It is exact: the recursions below end because parts are shorter.
pub(crate) fn words(it: &BigUint) -> usize {
    usize::try_from(it.bits().div_ceil(64)).unwrap_or(usize::MAX / 64).max(1)
}

/// Limb products in a multiplication of `n` by `m` limbs.
fn products(n: usize, m: usize) -> usize {
    let (long, short) = (n.max(m), n.min(m));
    let (mut size, mut cost) = (short, 1_usize);
    while size > SCHOOLBOOK {
        size = size.div_ceil(2);
        cost = cost.saturating_mul(3);
    }
    cost.saturating_mul(size * size).saturating_mul(long / short + 1)
}

/// Pays for `count` limb products.
pub(super) fn pay(vm: &mut Vm, count: usize) -> Res<()> {
    vm.spend(count / PER_UNIT)
}

/// `x * y`.
pub(crate) fn multiply(vm: &mut Vm, x: &BigInt, y: &BigInt) -> Res<BigInt> {
    if is_cheap(limbs(x), limbs(y)) {
        pay(vm, products(limbs(x), limbs(y)))?;
        return Ok(x * y);
    }
    let sign = if x.sign() == y.sign() { Sign::Plus } else { Sign::Minus };
    let product = multiply_magnitudes(vm, x.magnitude(), y.magnitude())?;
    Ok(BigInt::from_biguint(sign, product))
}

/// Whether a multiplication is small enough to need neither a check of the memory budget nor interruptions.
pub(crate) fn is_cheap(n: usize, m: usize) -> bool {
    n.saturating_mul(m) <= 1 << 16
}

/// `x * y` for magnitudes: split until each part is one step.
pub(crate) fn multiply_magnitudes(vm: &mut Vm, x: &BigUint, y: &BigUint) -> Res<BigUint> {
    let (x, y) = if words(x) < words(y) { (y, x) } else { (x, y) };
    let (n, m) = (words(x), words(y));
    let cost = products(n, m);
    if cost <= STEP {
        pay(vm, cost)?;
        return Ok(x * y);
    }
    // The product, and the parts and sums on the way to it.
    vm.heap.room((n + m).saturating_mul(8 * 4))?;
    if n >= 2 * m {
        return multiply_in_pieces(vm, x, y, m);
    }
    let half = n.div_ceil(2);
    let (x1, x0) = split(x, half);
    let (y1, y0) = split(y, half);
    let high = multiply_magnitudes(vm, &x1, &y1)?;
    let low = multiply_magnitudes(vm, &x0, &y0)?;
    let cross = multiply_magnitudes(vm, &(x1 + x0), &(y1 + y0))?;
    pay(vm, n * 4)?;
    let middle = cross - &high - &low;
    Ok((high << (half * 128)) + (middle << (half * 64)) + low)
}

/// A long factor times a short one: piece by piece.
fn multiply_in_pieces(vm: &mut Vm, x: &BigUint, y: &BigUint, size: usize) -> Res<BigUint> {
    let half = words(x).div_ceil(size).div_ceil(2) * size;
    let (high, low) = split(x, half);
    let high = multiply_magnitudes(vm, &high, y)?;
    let low = multiply_magnitudes(vm, &low, y)?;
    pay(vm, words(x) * 2)?;
    Ok((high << (half * 64)) + low)
}

/// The limbs from `at` upwards, and those below.
pub(super) fn split(it: &BigUint, at: usize) -> (BigUint, BigUint) {
    let high = it >> (at * 64);
    let mut low = alloc::vec::Vec::with_capacity(at * 2);
    for limb in it.iter_u64_digits().take(at) {
        low.push(limb as u32);
        low.push((limb >> 32) as u32);
    }
    (high, BigUint::new(low))
}

/// Quotient rounded down and rest; the divisor is not zero.
pub(crate) fn div_mod_floor(vm: &mut Vm, x: &BigInt, y: &BigInt) -> Res<(BigInt, BigInt)> {
    let (n, m) = (limbs(x), limbs(y));
    let cost = n.saturating_sub(m).saturating_add(1).saturating_mul(m).saturating_add(n);
    if cost <= STEP {
        pay(vm, cost)?;
        vm.heap.room(n.saturating_mul(24))?;
        return Ok(x.div_mod_floor(y));
    }
    let (quotient, rest) = divide::div_rem(vm, x.magnitude(), y.magnitude())?;
    let (quotient, rest) = if x.sign() == y.sign() || rest.is_zero() {
        (quotient, rest)
    } else {
        (quotient + BigUint::one(), y.magnitude() - rest)
    };
    let sign = if x.sign() == y.sign() { Sign::Plus } else { Sign::Minus };
    Ok((BigInt::from_biguint(sign, quotient), BigInt::from_biguint(y.sign(), rest)))
}

/// The greatest common divisor.
pub(crate) fn gcd(vm: &mut Vm, x: BigInt, y: BigInt) -> Res<BigInt> {
    /// Up to this many limbs the library's binary algorithm is one step.
    const SMALL: usize = 128;
    let (mut x, mut y) = (x.magnitude().clone(), y.magnitude().clone());
    while !y.is_zero() {
        let (n, m) = (words(&x), words(&y));
        if n.max(m) <= SMALL {
            pay(vm, n.max(m) * n.max(m) * 64)?;
            return Ok(BigInt::from(x.gcd(&y)));
        }
        let rest = divide::div_rem(vm, &x, &y)?.1;
        x = core::mem::replace(&mut y, rest);
    }
    Ok(BigInt::from(x))
}

/// `floor(sqrt(x))`, by Newton's steps from a start of half the precision.
pub(crate) fn isqrt(vm: &mut Vm, x: &BigUint) -> Res<BigUint> {
    if x.bits() <= 256 {
        return Ok(x.sqrt());
    }
    // With the root of the top half of the bits known, one step of Newton's method gives nearly all bits.
    let shift = (x.bits() - 1) / 4;
    let top = isqrt(vm, &(x >> (2 * shift)))?;
    let guess: BigUint = (top + BigUint::one()) << shift;
    let mut root = guess;
    loop {
        let quotient = divide::div_rem(vm, x, &root)?.0;
        let next: BigUint = (&root + quotient) >> 1;
        if next >= root {
            return Ok(root);
        }
        root = next;
    }
}
