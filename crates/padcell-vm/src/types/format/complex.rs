//! `format()` of complex numbers.

use alloc::string::String;

use super::float::part;
use super::layout;
use super::spec::Spec;
use crate::error::Res;
use crate::heap::Complex;
use crate::types::float::text::Shape;
use crate::vm::Vm;

/// A complex number, with one of the types `e E f F g G n` or none.
pub(super) fn format_complex(vm: &mut Vm, it: Complex, spec: &Spec) -> Res<String> {
    if spec.fill == '0' {
        return Err(vm.value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == '=' {
        return Err(vm.value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    let kind = match spec.kind {
        '\0' => 'r',
        'n' => 'g',
        other => other,
    };
    let like_str = kind == 'r';
    let only_imaginary = like_str && it.re == 0.0 && it.re.is_sign_positive();
    let shape = Shape { alternate: spec.alternate, dot_zero: false };
    let real_spec = Spec { width: 0, align: '<', ..*spec };
    let mut text = String::new();
    if like_str && !only_imaginary {
        text.push('(');
    }
    let imaginary_spec = if only_imaginary {
        real_spec
    } else {
        text.push_str(&part(vm, it.re, kind, shape, "", &real_spec)?);
        Spec { sign: '+', ..real_spec }
    };
    text.push_str(&part(vm, it.im, kind, shape, "", &imaginary_spec)?);
    text.push('j');
    if like_str && !only_imaginary {
        text.push(')');
    }
    vm.heap.room(spec.width.saturating_mul(4))?;
    vm.spend(spec.width / 16)?;
    Ok(layout::padded("", &text, spec))
}
