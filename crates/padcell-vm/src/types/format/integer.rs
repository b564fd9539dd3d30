//! `format()` of ints.

use alloc::string::String;

use super::layout::{self, Parts};
use super::spec::Spec;
use crate::error::Res;
use crate::heap::char_of;
use crate::types::int::arithmetic::small;
use crate::types::int::text;
use crate::value::Value;
use crate::vm::Vm;

/// An exact int or bool, with one of the types `b c d o x X n`.
pub(super) fn format_int(vm: &mut Vm, value: Value, spec: &Spec) -> Res<String> {
    if spec.precision.is_some() {
        return Err(vm.value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(vm.value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == 'c' {
        return character(vm, value, spec);
    }
    let (base, prefix, group) = match spec.kind {
        'b' => (2, "0b", 4),
        'o' => (8, "0o", 4),
        'x' => (16, "0x", 4),
        'X' => (16, "0X", 4),
        _ => (10, "", 3),
    };
    let mut digits = text::in_base(vm, value, base)?;
    if spec.kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(it) => (true, it),
        None => (false, digits.as_str()),
    };
    let prefix = if spec.alternate { prefix } else { "" };
    let parts = Parts { negative, prefix, digits, fraction: "", has_point: false, rest: "", group };
    layout::number(vm, &parts, spec)
}

/// The character with this number.
fn character(vm: &mut Vm, value: Value, spec: &Spec) -> Res<String> {
    if spec.sign != '\0' {
        return Err(vm.value_error("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(vm.value_error("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    if let Value::BigInt(_) = value {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    }
    let found = small(value).and_then(|it| u32::try_from(it).ok()).and_then(char_of);
    let Some((it, _)) = found else {
        return Err(vm.overflow_error("%c arg not in range(0x110000)"));
    };
    vm.heap.room(spec.width.saturating_mul(4))?;
    vm.spend(spec.width / 16)?;
    let mut buffer = [0; 4];
    Ok(layout::padded("", it.encode_utf8(&mut buffer), spec))
}
