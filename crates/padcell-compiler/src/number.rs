//! Integer literals: decimal text for what does not fit 64 bits, with a bound on the work.

use alloc::string::{String, ToString};
use alloc::sync::Arc;

use num_bigint::BigUint;
use num_traits::Num;
use padcell_bytecode::Const;
use padcell_syntax::{Source, TextRange, ast};

use crate::error::{Result, error_at};

/// Digits of a decimal literal, as `sys.set_int_max_str_digits()` has it.
const MAX_DECIMAL_DIGITS: usize = 4300;
/// Digits of a hexadecimal, octal or binary literal: conversion to decimal takes quadratic time.
const MAX_RADIX_DIGITS: usize = 1 << 16;

/// The value of an integer literal.
///
/// # Errors
/// More digits than are converted.
pub(crate) fn integer(source: &Source, range: TextRange, value: &ast::Int) -> Result<Const> {
    if let Some(small) = value.as_i64() {
        return Ok(Const::Int(small));
    }
    let token: String = value.to_string().chars().filter(|&it| it != '_').collect();
    let (radix, digits) = match token.get(..2) {
        Some("0x" | "0X") => (16, token.get(2..).unwrap_or_default()),
        Some("0o" | "0O") => (8, token.get(2..).unwrap_or_default()),
        Some("0b" | "0B") => (2, token.get(2..).unwrap_or_default()),
        _ => (10, token.as_str()),
    };
    if radix == 10 {
        let digits = digits.trim_start_matches('0');
        if digits.len() > MAX_DECIMAL_DIGITS {
            return Err(error_at(source, range, too_many_digits(digits.len())));
        }
        return Ok(Const::BigInt(Arc::from(digits)));
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_RADIX_DIGITS {
        return Err(error_at(source, range, "integer literal is too large"));
    }
    match BigUint::from_str_radix(digits, radix) {
        Ok(value) => Ok(Const::BigInt(Arc::from(value.to_str_radix(10)))),
        Err(_) => Err(error_at(source, range, "invalid integer literal")),
    }
}

fn too_many_digits(count: usize) -> String {
    alloc::format!(
        "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {count} digits; \
         use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
         to avoid decimal conversion limits."
    )
}

/// The negative of an integer in decimal text; what fits 64 bits becomes a small integer again.
pub(crate) fn negated(text: &str) -> Const {
    let negated = match text.strip_prefix('-') {
        Some(positive) => positive.to_string(),
        None => alloc::format!("-{text}"),
    };
    match negated.parse::<i64>() {
        Ok(small) => Const::Int(small),
        Err(_) => Const::BigInt(Arc::from(negated)),
    }
}
