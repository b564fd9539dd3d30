//! Floats as decimal text: the shortest that reads back, and with a given number of digits, rounded exactly.

use alloc::format;
use alloc::string::String;

/// No float has more digits than this after its first one, or after the point: beyond are only zeros.
const MOST_DIGITS: usize = 1100;

/// Significant digits of a finite float and where its point stands: the value is `0.DIGITS * 10**point`.
struct Digits {
    digits: String,
    point: i32,
}

/// Reads what Rust's `{:e}` writes.
fn from_scientific(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    Digits { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 }
}

/// The fewest digits that read back as the same float. `x` is finite and not negative.
fn shortest(x: f64) -> Digits {
    let digits = from_scientific(&format!("{x:e}"));
    // Where two texts are equally near, the even one is taken. Only floats with few digits behind the point lie halfway
    // between texts so long.
    let length = digits.digits.len();
    if x >= 1e9 && length >= 15 {
        let text = format!("{x:.*e}", length - 1);
        if text.parse() == Ok(x) {
            return from_scientific(&text);
        }
    }
    digits
}

/// `count` significant digits, at least one. `x` is finite and not negative.
fn significant(x: f64, count: usize) -> Digits {
    let asked = count.clamp(1, MOST_DIGITS);
    let mut digits = from_scientific(&format!("{x:.*e}", asked - 1));
    pad(&mut digits.digits, count - asked.min(count));
    digits
}

fn pad(text: &mut String, zeros: usize) {
    text.extend(core::iter::repeat_n('0', zeros));
}

/// The repr of a float.
pub(crate) fn repr(x: f64) -> String {
    lower(x, 'r', 0, Shape { alternate: false, dot_zero: true })
}

/// What surrounds the digits.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shape {
    /// The point and the zeros at the end stay (`#`).
    pub(crate) alternate: bool,
    /// A number that would look like an int gets `.0`.
    pub(crate) dot_zero: bool,
}

/// A float as `%`-formatting writes it: `kind` is one of `e f g r` or their capitals (`r` is the shortest text that
/// reads back). The caller has checked that `precision` characters fit the memory budget.
pub(crate) fn format_float(x: f64, kind: char, precision: usize, alternate: bool) -> String {
    shaped(x, kind, precision, Shape { alternate, dot_zero: false })
}

/// A float as `format()` writes it, before it is laid out.
pub(crate) fn shaped(x: f64, kind: char, precision: usize, shape: Shape) -> String {
    let text = lower(x, kind.to_ascii_lowercase(), precision, shape);
    if kind.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

fn lower(x: f64, kind: char, precision: usize, shape: Shape) -> String {
    let Shape { alternate, dot_zero } = shape;
    let sign = if x.is_sign_negative() && !x.is_nan() { "-" } else { "" };
    if x.is_nan() {
        return String::from("nan");
    }
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    let x = x.abs();
    let mut out = String::from(sign);
    match kind {
        'f' => {
            let asked = precision.min(MOST_DIGITS);
            out.push_str(&format!("{x:.asked$}"));
            pad(&mut out, precision - asked);
            if precision == 0 && alternate {
                out.push('.');
            }
        }
        'e' => scientific(&mut out, &significant(x, precision.saturating_add(1)), alternate),
        'g' => {
            let count = precision.max(1);
            let mut digits = significant(x, count);
            // With a digit forced behind the point there is one less before it.
            let most = i64::try_from(count).unwrap_or(i64::MAX) - i64::from(dot_zero);
            let spread = digits.point <= -4 || i64::from(digits.point) > most;
            if !alternate {
                let kept = digits.digits.trim_end_matches('0').len().max(1);
                digits.digits.truncate(kept);
            }
            if spread { scientific(&mut out, &digits, alternate) } else { plain(&mut out, &digits, shape) }
        }
        _ => {
            let digits = shortest(x);
            if digits.point > 16 || digits.point <= -4 {
                scientific(&mut out, &digits, alternate);
            } else {
                plain(&mut out, &digits, shape);
            }
        }
    }
    out
}

/// Digits with an exponent of at least two digits.
fn scientific(out: &mut String, digits: &Digits, alternate: bool) {
    let (first, rest) = digits.digits.split_at(1);
    out.push_str(first);
    if !rest.is_empty() || alternate {
        out.push('.');
    }
    out.push_str(rest);
    let exponent = digits.point - 1;
    let sign = if exponent < 0 { '-' } else { '+' };
    out.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
}

/// Digits with a point and no exponent.
fn plain(out: &mut String, digits: &Digits, shape: Shape) {
    let text = &digits.digits;
    let Ok(whole) = usize::try_from(digits.point) else {
        out.push_str("0.");
        pad(out, digits.point.unsigned_abs() as usize);
        out.push_str(text);
        return;
    };
    if whole == 0 {
        out.push_str("0.");
        out.push_str(text);
    } else if whole >= text.len() {
        out.push_str(text);
        pad(out, whole - text.len());
        if shape.dot_zero {
            out.push_str(".0");
        } else if shape.alternate {
            out.push('.');
        }
    } else {
        out.push_str(&text[..whole]);
        out.push('.');
        out.push_str(&text[whole..]);
    }
}
