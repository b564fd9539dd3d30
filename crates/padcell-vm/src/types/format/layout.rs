//! Laying out a formatted value: sign, prefix, groups of digits, padding.

use alloc::string::String;

use super::spec::Spec;
use crate::error::Res;
use crate::vm::Vm;

/// The parts of a formatted number.
pub(super) struct Parts<'a> {
    pub(super) negative: bool,
    /// `0x` and the like.
    pub(super) prefix: &'a str,
    /// Digits before the point.
    pub(super) digits: &'a str,
    /// Digits behind the point.
    pub(super) fraction: &'a str,
    pub(super) has_point: bool,
    /// Exponent, per cent sign, or the name of what is no number.
    pub(super) rest: &'a str,
    /// How many digits make a group.
    pub(super) group: usize,
}

/// A number as the specification wants it.
pub(super) fn number(vm: &mut Vm, parts: &Parts<'_>, spec: &Spec) -> Res<String> {
    let sign = match (parts.negative, spec.sign) {
        (true, _) => "-",
        (false, '+') => "+",
        (false, ' ') => " ",
        _ => "",
    };
    let length = parts.digits.len() + parts.fraction.len() + parts.rest.len() + 8;
    let most =
        length.saturating_mul(2).max(spec.width.saturating_mul(spec.fill.len_utf8()).saturating_mul(2));
    vm.heap.room(most)?;
    vm.spend(most / 16)?;
    let mut tail = String::new();
    if parts.has_point {
        tail.push('.');
        push_fraction(&mut tail, parts.fraction, spec.fraction_separator);
    }
    tail.push_str(parts.rest);
    let around = sign.len() + parts.prefix.len() + tail.len();
    // Zeros that pad between sign and digits are grouped as digits are.
    let zeros = spec.fill == '0' && spec.align == '=';
    let least = if zeros { spec.width.saturating_sub(around) } else { 0 };
    let mut body = String::with_capacity(least + length);
    push_grouped(&mut body, parts.digits, least, spec.separator, parts.group);
    body.push_str(&tail);
    let mut head = String::from(sign);
    head.push_str(parts.prefix);
    Ok(padded(&head, &body, spec))
}

/// Digits with at least `least` characters, zeros before them and separators between groups.
fn push_grouped(out: &mut String, digits: &str, least: usize, separator: Option<char>, group: usize) {
    // What is no number has no digits, and its zeros no groups.
    let Some(separator) = separator.filter(|_| !digits.is_empty()) else {
        out.extend(core::iter::repeat_n('0', least.saturating_sub(digits.len())));
        out.push_str(digits);
        return;
    };
    let length = |count: usize| count + count.saturating_sub(1) / group;
    // As many digits as fill the width: one in `group + 1` characters is a separator.
    let mut count = digits.len().max(least / (group + 1) * group);
    while length(count) < least {
        count += 1;
    }
    let zeros = count - digits.len();
    for (index, it) in core::iter::repeat_n('0', zeros).chain(digits.chars()).enumerate() {
        if index > 0 && (count - index).is_multiple_of(group) {
            out.push(separator);
        }
        out.push(it);
    }
}

/// Digits behind the point, grouped by three from the left.
fn push_fraction(out: &mut String, digits: &str, separator: Option<char>) {
    for (index, it) in digits.chars().enumerate() {
        if let Some(separator) = separator.filter(|_| index > 0 && index % 3 == 0) {
            out.push(separator);
        }
        out.push(it);
    }
}

/// Pads to the width; `=` pads between `head` and `body`. The room was checked by the caller.
pub(super) fn padded(head: &str, body: &str, spec: &Spec) -> String {
    let length = head.chars().count() + body.chars().count();
    let missing = spec.width.saturating_sub(length);
    let (left, middle, right) = match spec.align {
        '<' => (0, 0, missing),
        '^' => (missing / 2, 0, missing - missing / 2),
        '=' => (0, missing, 0),
        _ => (missing, 0, 0),
    };
    let mut out = String::with_capacity(head.len() + body.len() + missing * spec.fill.len_utf8());
    out.extend(core::iter::repeat_n(spec.fill, left));
    out.push_str(head);
    out.extend(core::iter::repeat_n(spec.fill, middle));
    out.push_str(body);
    out.extend(core::iter::repeat_n(spec.fill, right));
    out
}
