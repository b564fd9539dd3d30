//! Complex numbers as text, and text as complex numbers.

use alloc::format;
use alloc::string::String;

use crate::heap::Complex;
use crate::types::float::parse::{parse_ascii, without_underscores};
use crate::types::float::text::format_float;
use crate::types::int::digits::spaces_of;

/// The repr of a complex number.
pub(crate) fn repr(re: f64, im: f64) -> String {
    let imaginary = format_float(im, 'r', 0, false);
    if re == 0.0 && re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", format_float(re, 'r', 0, false))
}

/// Reads a complex number as `complex(text)` does.
pub(crate) fn parse(text: &str) -> Result<Complex, Malformed> {
    let text = text.trim_matches(spaces_of(text));
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')').ok_or(Malformed::Text)?.trim_matches(spaces_of(text)),
        None => text,
    };
    let plain = without_underscores(text).ok_or(Malformed::Underscores)?;
    parts(&plain).ok_or(Malformed::Text)
}

/// Why a text is no complex number.
pub(crate) enum Malformed {
    Underscores,
    Text,
}

fn parts(plain: &str) -> Option<Complex> {
    let Some(body) = plain.strip_suffix(['j', 'J']) else {
        return parse_ascii(plain).map(|re| Complex { re, im: 0.0 });
    };
    // The imaginary part starts at the last sign that belongs to no exponent.
    let bytes = body.as_bytes();
    let starts = |index: usize| {
        matches!(bytes[index], b'+' | b'-') && (index == 0 || !matches!(bytes[index - 1], b'e' | b'E'))
    };
    let at = (0..bytes.len()).rev().find(|it| starts(*it)).unwrap_or(0);
    let (real, imaginary) = body.split_at(at);
    let im = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        text => parse_ascii(text)?,
    };
    let re = if real.is_empty() { 0.0 } else { parse_ascii(real)? };
    Some(Complex { re, im })
}
