//! `format()` of strings.

use alloc::string::String;

use super::layout;
use super::spec::Spec;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// An exact str, cut to the precision and padded to the width.
pub(super) fn format_text(vm: &mut Vm, value: Value, spec: &Spec, name: &str) -> Res<String> {
    if spec.kind != 's' {
        return Err(super::unknown_code(vm, spec.kind, name));
    }
    match spec.sign {
        '\0' => {}
        ' ' => return Err(vm.value_error("Space not allowed in string format specifier")),
        _ => return Err(vm.value_error("Sign not allowed in string format specifier")),
    }
    if spec.no_negative_zero {
        return Err(vm.value_error("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(vm.value_error("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == '=' {
        return Err(vm.value_error("'=' alignment not allowed in string format specifier"));
    }
    let length = vm.text_of(value).len();
    let most = length.saturating_add(spec.width.saturating_mul(spec.fill.len_utf8()));
    vm.heap.room(most.saturating_add(length))?;
    vm.spend(most / 16)?;
    let text = vm.text_of(value);
    let cut = match spec.precision {
        Some(precision) => text.char_indices().nth(precision).map_or(length, |(at, _)| at),
        None => length,
    };
    let text = String::from(&text[..cut]);
    Ok(layout::padded("", &text, spec))
}
