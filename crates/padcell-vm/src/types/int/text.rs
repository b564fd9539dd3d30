//! Ints as text, and text as ints, in any base.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Zero};

use super::arithmetic::{small, wide};
use super::limit;
use super::{big, divide};
use crate::error::{Res, Unwind};
use crate::value::Value;
use crate::vm::Vm;

/// Numbers up to this many limbs are converted by the library.
const SHORT: usize = 64;
/// Digits up to this many are converted by the library.
const SHORT_DIGITS: usize = 1024;

/// The decimal text of an exact int or bool, as `str` gives it.
pub(crate) fn decimal(vm: &mut Vm, value: Value) -> Res<String> {
    if let Some(it) = small(value) {
        return Ok(it.to_string());
    }
    let number = wide(vm, value).into_owned();
    let limit = limit::max_digits(vm);
    let bits = usize::try_from(number.bits()).unwrap_or(usize::MAX);
    // A lower bound: log10(2) is more than 30102 / 100000.
    let at_least = bits.saturating_sub(1).saturating_mul(30_102) / 100_000;
    if limit != 0 && at_least > limit {
        return Err(limit::too_long_to_print(vm, limit));
    }
    let text = unlimited_decimal(vm, &number)?;
    if limit != 0 && text.len() - usize::from(number.sign() == Sign::Minus) > limit {
        return Err(limit::too_long_to_print(vm, limit));
    }
    Ok(text)
}

/// The decimal text of an int of any length.
pub(crate) fn unlimited_decimal(vm: &mut Vm, number: &BigInt) -> Res<String> {
    let limbs = big::limbs(number);
    vm.heap.room(limbs.saturating_mul(20 + 32))?;
    let mut text = String::with_capacity(limbs.saturating_mul(20));
    if number.sign() == Sign::Minus {
        text.push('-');
    }
    if limbs <= SHORT {
        vm.spend(limbs * limbs / 8 + limbs)?;
        text.push_str(&number.magnitude().to_string());
        return Ok(text);
    }
    // Powers 10**(2**k): each is the square of the one before.
    let mut powers: Vec<(BigUint, usize)> = alloc::vec![(BigUint::from(10_u8).pow(512), 512)];
    while let Some((power, digits)) = powers.last() {
        if big::words(power) * 2 > limbs + 1 {
            break;
        }
        let (power, digits) = (power.clone(), *digits);
        powers.push((big::multiply_magnitudes(vm, &power, &power)?, digits * 2));
    }
    write_decimal(vm, number.magnitude(), 0, &powers, &mut text)?;
    Ok(text)
}

/// Writes `number` with at least `width` digits, splitting it at the last of `powers`.
fn write_decimal(
    vm: &mut Vm,
    number: &BigUint,
    width: usize,
    powers: &[(BigUint, usize)],
    out: &mut String,
) -> Res<()> {
    match powers {
        [smaller @ .., (power, digits)] if big::words(number) > SHORT => {
            if number < power {
                return write_decimal(vm, number, width, smaller, out);
            }
            let (high, low) = divide::div_rem(vm, number, power)?;
            write_decimal(vm, &high, width.saturating_sub(*digits), powers, out)?;
            write_decimal(vm, &low, *digits, smaller, out)
        }
        _ => {
            let limbs = big::words(number);
            vm.spend(limbs * limbs / 8 + limbs + width / 64)?;
            let text = number.to_string();
            out.extend(core::iter::repeat_n('0', width.saturating_sub(text.len())));
            out.push_str(&text);
            Ok(())
        }
    }
}

/// The digits of an exact int in a base that is a power of two, or 10 without a limit; lower case, without prefix.
pub(crate) fn in_base(vm: &mut Vm, value: Value, base: u32) -> Res<String> {
    if base == 10 {
        return decimal(vm, value);
    }
    let limbs = big::limbs(&wide(vm, value));
    let length = limbs.saturating_mul(64 / base.ilog2().max(1) as usize + 2);
    vm.heap.room(length.saturating_mul(3))?;
    vm.spend(length / 16)?;
    Ok(wide(vm, value).to_str_radix(base))
}

/// Why a text is no int.
pub(crate) enum ParseError {
    Invalid,
    TooLong(usize),
    Unwind(Unwind),
}

impl From<Unwind> for ParseError {
    fn from(it: Unwind) -> Self {
        Self::Unwind(it)
    }
}

/// Reads an int as `int(text, base)` does: white space around it, a sign, a prefix, underscores between digits.
pub(crate) fn parse(vm: &mut Vm, text: &str, base: u32) -> Result<BigInt, ParseError> {
    vm.spend(text.len() / 16)?;
    let text = text.trim_matches(super::digits::spaces_of(text));
    let (negative, text) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let prefix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        [b'0', b'b' | b'B', ..] => Some(2),
        _ => None,
    };
    let actual = if base == 0 { prefix.unwrap_or(10) } else { base };
    let (prefixed, body) = if prefix == Some(actual) { (true, &text[2..]) } else { (false, text) };
    // One underscore may follow a prefix.
    let body = if prefixed { body.strip_prefix('_').unwrap_or(body) } else { body };
    vm.heap.room(body.len())?;
    let digits = digits_of(body, actual).ok_or(ParseError::Invalid)?;
    let zeros_only = digits.iter().all(|it| *it == 0);
    if base == 0 && !prefixed && digits.first() == Some(&0) && !zeros_only {
        return Err(ParseError::Invalid);
    }
    let limit = limit::max_digits(vm);
    if limit != 0 && digits.len() > limit && !actual.is_power_of_two() {
        return Err(ParseError::TooLong(digits.len()));
    }
    let magnitude = from_digits(vm, &digits, actual)?;
    Ok(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, magnitude))
}

/// The values of the digits, the highest first; `None` if the text is no number in this base.
fn digits_of(text: &str, base: u32) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    let mut after_digit = false;
    for it in text.chars() {
        if it == '_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
            continue;
        }
        let digit = it.to_digit(36).or_else(|| super::digits::decimal(it).map(u32::from))?;
        if digit >= base {
            return None;
        }
        digits.push(digit as u8);
        after_digit = true;
    }
    after_digit.then_some(digits)
}

/// The number with these digits.
pub(crate) fn from_digits(vm: &mut Vm, digits: &[u8], base: u32) -> Res<BigUint> {
    if base.is_power_of_two() || digits.len() <= SHORT_DIGITS {
        let limbs = digits.len() / 12 + 1;
        let cost = if base.is_power_of_two() { limbs } else { limbs.saturating_mul(limbs) / 8 };
        vm.heap.room(digits.len().saturating_mul(2))?;
        vm.spend(cost + digits.len() / 16)?;
        return Ok(BigUint::from_radix_be(digits, base).unwrap_or_default());
    }
    // The lower part's length is a power of two, so that the powers of the base can be shared.
    let mut powers: Vec<BigUint> = Vec::new();
    let mut power = BigUint::from(base).pow(SHORT_DIGITS as u32);
    let mut length = SHORT_DIGITS;
    while length < digits.len() {
        powers.push(power.clone());
        length *= 2;
        if length < digits.len() {
            power = big::multiply_magnitudes(vm, &power, &power)?;
        }
    }
    combine(vm, digits, base, &powers)
}

/// `powers[k]` is `base ** (SHORT_DIGITS * 2**k)`.
fn combine(vm: &mut Vm, digits: &[u8], base: u32, powers: &[BigUint]) -> Res<BigUint> {
    let [smaller @ .., power] = powers else {
        vm.spend(SHORT_DIGITS)?;
        return Ok(BigUint::from_radix_be(digits, base).unwrap_or_default());
    };
    let low_length = SHORT_DIGITS << smaller.len();
    let Some(at) = digits.len().checked_sub(low_length).filter(|it| *it > 0) else {
        return combine(vm, digits, base, smaller);
    };
    let (high, low) = digits.split_at(at);
    let high = combine(vm, high, base, smaller)?;
    let low = combine(vm, low, base, smaller)?;
    if high.is_zero() {
        return Ok(low);
    }
    if power.is_one() {
        return Ok(high + low);
    }
    Ok(big::multiply_magnitudes(vm, &high, power)? + low)
}

/// The ValueError of a text that is no int; `shown` is the text's repr.
#[cold]
pub(crate) fn invalid_literal(vm: &mut Vm, base: i64, shown: &str) -> Unwind {
    let text = format!("invalid literal for int() with base {base}: {shown}");
    vm.value_error(&text)
}
