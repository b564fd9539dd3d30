//! `complex(...)`: from numbers and text.

use alloc::format;

use super::text;
use crate::error::Res;
use crate::heap::Complex;
use crate::types::number;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = number::class_of_new(vm, args[0], vm.types.complex)?;
    let (real, imag) = (args[1], args[2]);
    if imag.is_unset() {
        if let Value::Complex(_) = real {
            return vm.wrap(class, real);
        }
        if let Value::Str(id) = vm.unwrap(real) {
            let length = vm.heap.text(id).len();
            vm.heap.room(length)?;
            vm.spend(length / 8)?;
            let it = match text::parse(vm.heap.text(id)) {
                Ok(it) => it,
                Err(text::Malformed::Text) => {
                    return Err(vm.value_error("complex() arg is a malformed string"));
                }
                Err(text::Malformed::Underscores) => {
                    let text = format!("could not convert string to complex: {}", vm.repr(Value::Str(id))?);
                    return Err(vm.value_error(&text));
                }
            };
            let value = vm.heap.complex(it.re, it.im)?;
            return vm.wrap(class, value);
        }
    }
    let real_part =
        if real.is_unset() { Complex::default() } else { part(vm, real, imag.is_unset(), "real")? };
    let imag_part = if imag.is_unset() { Complex::default() } else { part(vm, imag, false, "imag")? };
    let re = if is_complex(vm, imag) { real_part.re - imag_part.im } else { real_part.re };
    let im = if imag.is_unset() {
        real_part.im
    } else if is_complex(vm, real) {
        real_part.im + imag_part.re
    } else {
        imag_part.re
    };
    let value = vm.heap.complex(re, im)?;
    vm.wrap(class, value)
}

fn is_complex(vm: &Vm, value: Value) -> bool {
    matches!(vm.unwrap(value), Value::Complex(_))
}

/// One argument as a number; the only one may be anything with a `__complex__`.
fn part(vm: &mut Vm, value: Value, only: bool, name: &str) -> Res<Complex> {
    if let Some(it) = convert(vm, value)? {
        return Ok(it);
    }
    let text = if only {
        format!("complex() argument must be a string or a number, not {}", vm.type_name(value))
    } else {
        format!("complex() argument '{name}' must be a real number, not {}", vm.type_name(value))
    };
    Err(vm.type_error(&text))
}

/// What a number is as a complex one; None if it is no number.
pub(crate) fn convert(vm: &mut Vm, value: Value) -> Res<Option<Complex>> {
    if let Value::Complex(id) = value {
        return Ok(Some(vm.heap.complexes[id]));
    }
    if !number::is_real(value)
        && let Some(result) = vm.call_special(value, vm.names.__complex__, &[])?
    {
        if let Value::Complex(id) = vm.unwrap(result) {
            return Ok(Some(vm.heap.complexes[id]));
        }
        let text = format!(
            "{}.__complex__() returned non-complex (type {})",
            vm.type_name(value),
            vm.type_name(result)
        );
        return Err(vm.type_error(&text));
    }
    let class = vm.class_of(value);
    let names = [vm.names.__float__, vm.names.__index__];
    if names.into_iter().any(|it| vm.class_lookup(class, it).is_some_and(|it| !it.is_none())) {
        let re = vm.float(value)?;
        return Ok(Some(Complex { re, im: 0.0 }));
    }
    Ok(None)
}

/// `complex.from_number(number)`.
pub(super) fn from_number(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = convert(vm, args[1])? else {
        let text = format!("must be real number, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let value = vm.heap.complex(it.re, it.im)?;
    match args[0] {
        Value::Class(id) if id != vm.types.complex => vm.call(args[0], &[value]),
        _ => Ok(value),
    }
}
