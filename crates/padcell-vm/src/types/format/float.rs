//! `format()` of floats.

use alloc::string::String;

use super::layout::{self, Parts};
use super::spec::Spec;
use crate::error::Res;
use crate::types::float::text::{Shape, shaped};
use crate::vm::Vm;

/// A float, with one of the types `e E f F g G n %` or none.
pub(super) fn format_float(vm: &mut Vm, x: f64, spec: &Spec) -> Res<String> {
    let (kind, x) = match spec.kind {
        '\0' => ('r', x),
        'n' => ('g', x),
        '%' => ('f', x * 100.0),
        other => (other, x),
    };
    let shape = Shape { alternate: spec.alternate, dot_zero: spec.kind == '\0' };
    let suffix = if spec.kind == '%' { "%" } else { "" };
    part(vm, x, kind, shape, suffix, spec)
}

/// One float, laid out as the specification wants; `kind` as for [`shaped`].
pub(super) fn part(vm: &mut Vm, x: f64, kind: char, shape: Shape, suffix: &str, spec: &Spec) -> Res<String> {
    // Without a type, a precision means significant digits.
    let (kind, precision) = match (spec.precision, kind) {
        (Some(it), 'r') => ('g', it),
        (Some(it), _) => (kind, it),
        (None, 'r') => ('r', 0),
        (None, _) => (kind, 6),
    };
    vm.heap.room(precision.saturating_mul(3).saturating_add(400))?;
    vm.spend(precision / 16 + 4)?;
    let mut text = shaped(x, kind, precision, shape);
    text.push_str(suffix);
    let (mut negative, text) = match text.strip_prefix('-') {
        Some(it) => (true, it),
        None => (false, text.as_str()),
    };
    if spec.no_negative_zero && is_zero(text) {
        negative = false;
    }
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(whole);
    let (has_point, rest) = match rest.strip_prefix('.') {
        Some(it) => (true, it),
        None => (false, rest),
    };
    let broken = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, rest) = if has_point { rest.split_at(broken) } else { ("", rest) };
    let parts = Parts { negative, prefix: "", digits, fraction, has_point, rest, group: 3 };
    layout::number(vm, &parts, spec)
}

/// Whether a number's text has no digit but zeros before its exponent.
fn is_zero(text: &str) -> bool {
    let mantissa = text.bytes().take_while(|it| !matches!(it, b'e' | b'E' | b'%'));
    let mut any = false;
    for it in mantissa {
        match it {
            b'0' => any = true,
            b'.' => {}
            _ => return false,
        }
    }
    any
}
