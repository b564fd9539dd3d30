//! Functions of ints: divisors, factorials, combinations, roots.

use alloc::format;
use alloc::vec::Vec;

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::error::Res;
use crate::native::Def;
use crate::types::int::arithmetic::{absolute, gcd as gcd_of, wide};
use crate::types::int::big;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("comb", "n, k, /", comb).doc(
        "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * \
         (n - k)!) when k <= n and evaluates\nto zero when k > n.",
    ),
    Def::function("perm", "n, k=None, /", perm).doc(
        "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! \
         when k <= n and evaluates\nto zero when k > n.",
    ),
    Def::function("factorial", "n, /", factorial).doc("Find n!."),
    Def::function("gcd", "*integers", gcd).doc("Greatest Common Divisor."),
    Def::function("lcm", "*integers", lcm).doc("Least Common Multiple."),
    Def::function("isqrt", "n, /", isqrt).doc("Return the integer part of the square root of the input."),
];

/// The arguments `n` and `k` as exact ints that are not negative.
fn naturals(vm: &mut Vm, args: &[Value]) -> Res<(BigUint, BigUint)> {
    let n = vm.index(args[0])?;
    vm.keep(n);
    let k = vm.index(args[1])?;
    for (name, number) in [("n", n), ("k", k)] {
        if wide(vm, number).is_negative() {
            let text = format!("{name} must be a non-negative integer");
            return Err(vm.value_error(&text));
        }
    }
    Ok((wide(vm, n).magnitude().clone(), wide(vm, k).magnitude().clone()))
}

/// The product of `first..=last`, by halves so that the factors have like lengths.
fn product_of(vm: &mut Vm, first: &BigUint, count: u64) -> Res<BigUint> {
    if count <= 8 {
        vm.spend(usize::try_from(count).unwrap_or(8))?;
        let mut product = BigUint::one();
        for step in 0..count {
            product = big::multiply_magnitudes(vm, &product, &(first + step))?;
        }
        return Ok(product);
    }
    let half = count / 2;
    let low = product_of(vm, first, half)?;
    let high = product_of(vm, &(first + half), count - half)?;
    big::multiply_magnitudes(vm, &low, &high)
}

/// Checks that a product of `count` numbers of `bits` bits would fit.
fn room_for(vm: &mut Vm, bits: u64, count: u64) -> Res<()> {
    let bytes = usize::try_from(bits.saturating_mul(count) / 8).unwrap_or(usize::MAX / 8);
    vm.heap.room(bytes.saturating_mul(2))
}

/// `count!`.
fn factorial_of(vm: &mut Vm, count: u64) -> Res<BigUint> {
    // Stirling: about log2(count) - 1.44 bits for each factor.
    let bits = u64::from(64 - count.leading_zeros()).saturating_sub(2);
    room_for(vm, bits, count)?;
    product_of(vm, &BigUint::one(), count)
}

fn factorial(vm: &mut Vm, args: &[Value]) -> Res {
    let number = vm.index(args[0])?;
    let number = wide(vm, number).into_owned();
    if number.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(count) = number.to_i64() else {
        let text = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(vm.overflow_error(&text));
    };
    let result = factorial_of(vm, count.unsigned_abs())?;
    vm.heap.int(BigInt::from(result))
}

fn perm(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_absent() {
        return factorial(vm, args);
    }
    let (n, k) = naturals(vm, args)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let Some(count) = k.to_i64() else {
        let text = format!("k must not exceed {}", i64::MAX);
        return Err(vm.overflow_error(&text));
    };
    let result = falling(vm, &n, count.unsigned_abs())?;
    vm.heap.int(BigInt::from(result))
}

/// `n * (n - 1) * ...`, `count` factors.
fn falling(vm: &mut Vm, n: &BigUint, count: u64) -> Res<BigUint> {
    // Half of the factors have nearly as many bits as the largest.
    room_for(vm, n.bits().saturating_sub(2), count / 2)?;
    product_of(vm, &(n + 1_u8 - count), count)
}

fn comb(vm: &mut Vm, args: &[Value]) -> Res {
    let (n, k) = naturals(vm, args)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = (&n - &k).min(k);
    let Some(count) = k.to_i64() else {
        let text = format!("min(n - k, k) must not exceed {}", i64::MAX);
        return Err(vm.overflow_error(&text));
    };
    let count = count.unsigned_abs();
    if let Some(result) = small_comb(&n, count) {
        return Ok(Value::Int(result));
    }
    let numerator = BigInt::from(falling(vm, &n, count)?);
    let denominator = BigInt::from(factorial_of(vm, count)?);
    let result = big::div_mod_floor(vm, &numerator, &denominator)?.0;
    vm.heap.int(result)
}

/// Combinations whose steps all fit machine words.
fn small_comb(n: &BigUint, count: u64) -> Option<i64> {
    let n = n.to_u64().filter(|_| count <= 64)?;
    let mut result = 1_u64;
    for step in 0..count {
        result = result.checked_mul(n - step)? / (step + 1);
    }
    i64::try_from(result).ok()
}

/// The arguments as exact ints, kept.
fn integers(vm: &mut Vm, args: &[Value]) -> Res<Vec<Value>> {
    let mut numbers = Vec::with_capacity(args.len());
    for it in args {
        let number = vm.index(*it)?;
        vm.keep(number);
        numbers.push(number);
    }
    Ok(numbers)
}

fn gcd(vm: &mut Vm, args: &[Value]) -> Res {
    let mut result = Value::Int(0);
    for it in integers(vm, args)? {
        vm.spend(1)?;
        result = gcd_of(vm, result, it)?;
    }
    Ok(result)
}

fn lcm(vm: &mut Vm, args: &[Value]) -> Res {
    let mut result = Value::Int(1);
    for it in integers(vm, args)? {
        vm.spend(1)?;
        if matches!(it, Value::Int(0)) {
            result = Value::Int(0);
        }
        if matches!(result, Value::Int(0)) {
            continue;
        }
        let divisor = gcd_of(vm, result, it)?;
        let (number, divisor) = (wide(vm, it).into_owned(), wide(vm, divisor).into_owned());
        let quotient = big::div_mod_floor(vm, &number, &divisor)?.0;
        let before = wide(vm, result).into_owned();
        let product = big::multiply(vm, &before, &quotient)?;
        result = vm.heap.int(product)?;
        result = absolute(vm, result)?;
    }
    Ok(result)
}

fn isqrt(vm: &mut Vm, args: &[Value]) -> Res {
    let number = vm.index(args[0])?;
    if let Value::Int(it) = number
        && it >= 0
    {
        return Ok(Value::Int(it.isqrt()));
    }
    let number = wide(vm, number).into_owned();
    if number.sign() == Sign::Minus {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    if number.is_zero() {
        return Ok(Value::Int(0));
    }
    let root = big::isqrt(vm, number.magnitude())?;
    vm.heap.int(BigInt::from(root))
}
