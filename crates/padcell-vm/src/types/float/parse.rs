//! Text as floats: decimal and hexadecimal.

use alloc::string::String;

use super::arithmetic::scaled;
use crate::types::int::digits::{decimal, spaces_of};

/// Reads a float as `float(text)` does; `None` if the text is none.
pub(crate) fn parse(text: &str) -> Option<f64> {
    parse_ascii(&without_underscores(text.trim_matches(spaces_of(text)))?)
}

/// A text with ASCII digits in place of all others, and without the underscores between digits; `None` if there are
/// other underscores.
pub(crate) fn without_underscores(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    for it in text.chars() {
        let it = decimal(it).map_or(it, |digit| char::from(b'0' + digit));
        if it == '_' && !before.is_ascii_digit() || before == '_' && !it.is_ascii_digit() {
            return None;
        }
        if it != '_' {
            plain.push(it);
        }
        before = it;
    }
    (before != '_').then_some(plain)
}

/// Reads a float without white space and underscores.
pub(crate) fn parse_ascii(text: &str) -> Option<f64> {
    if let Some(it) = special(text) {
        return Some(it);
    }
    let decimal = |it: u8| matches!(it, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    if !text.bytes().all(decimal) {
        return None;
    }
    text.parse().ok()
}

/// `inf`, `infinity` and `nan` in any case, with a sign or without.
fn special(text: &str) -> Option<f64> {
    let (negative, name) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let value = if name.eq_ignore_ascii_case("inf") || name.eq_ignore_ascii_case("infinity") {
        f64::INFINITY
    } else if name.eq_ignore_ascii_case("nan") {
        f64::NAN
    } else {
        return None;
    };
    Some(if negative { -value } else { value })
}

/// Reads what `float.hex` writes; `None` if the text is no such number. Infinite if it is too large (`inf` itself gives
/// the second value `true`).
pub(crate) fn parse_hex(text: &str) -> Option<(f64, bool)> {
    let text = text.trim_matches(spaces_of(text));
    if let Some(it) = special(text) {
        return Some((it, true));
    }
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let (mantissa, exponent) = match text.find(['p', 'P']) {
        Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    // Sixty bits and whether anything follows them decide the rounding.
    let (mut bits, mut sticky, mut scale) = (0_u64, false, 0_i64);
    for (index, it) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = u64::from(it.to_digit(16)?);
        let after_point = index >= whole.len();
        if bits >> 60 == 0 {
            bits = bits << 4 | digit;
            scale -= if after_point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            scale += if after_point { 0 } else { 4 };
        }
    }
    let value = scaled(bits, sticky, exponent.saturating_add(scale));
    Some((if negative { -value } else { value }, false))
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value = 0_i64;
    for it in digits.chars() {
        // Far beyond every float, also where a long mantissa makes up for it.
        value = (value * 10 + i64::from(it.to_digit(10)?)).min(1 << 58);
    }
    Some(if negative { -value } else { value })
}
