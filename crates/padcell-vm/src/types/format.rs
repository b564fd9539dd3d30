//! `format()` of exact numbers and strings: the format specification's mini-language.

mod complex;
mod float;
mod integer;
mod layout;
mod spec;
mod text;

use alloc::format;
use alloc::string::String;

use crate::error::{Res, Unwind};
use crate::types::{complex as complex_type, float as float_type, int};
use crate::value::Value;
use crate::vm::Vm;

/// `format(value, spec)` of an exact bool, int, float, complex or str; `name` is its type's in messages.
fn format_named(vm: &mut Vm, value: Value, spec: &str, name: &str) -> Res<String> {
    if spec.is_empty() {
        return plain(vm, value);
    }
    match value {
        Value::Str(_) => {
            let parsed = spec::parse(vm, spec, name, 's', '<')?;
            text::format_text(vm, value, &parsed, name)
        }
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) => {
            let parsed = spec::parse(vm, spec, name, 'd', '>')?;
            match parsed.kind {
                'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => integer::format_int(vm, value, &parsed),
                'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
                    let x = int::arithmetic::to_float(vm, value)?;
                    float::format_float(vm, x, &parsed)
                }
                _ => Err(unknown_code(vm, parsed.kind, name)),
            }
        }
        Value::Float(x) => {
            let parsed = spec::parse(vm, spec, name, '\0', '>')?;
            match parsed.kind {
                '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' => float::format_float(vm, x, &parsed),
                _ => Err(unknown_code(vm, parsed.kind, name)),
            }
        }
        Value::Complex(id) => {
            let it = vm.heap.complexes[id];
            let parsed = spec::parse(vm, spec, name, '\0', '>')?;
            match parsed.kind {
                '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' => complex::format_complex(vm, it, &parsed),
                _ => Err(unknown_code(vm, parsed.kind, name)),
            }
        }
        _ => {
            let text = format!("unsupported format string passed to {name}.__format__");
            Err(vm.type_error(&text))
        }
    }
}

/// `str(value)`.
fn plain(vm: &mut Vm, value: Value) -> Res<String> {
    match value {
        Value::Float(x) => Ok(float_type::text::repr(x)),
        Value::Complex(id) => {
            let it = vm.heap.complexes[id];
            Ok(complex_type::text::repr(it.re, it.im))
        }
        Value::Int(_) | Value::BigInt(_) => int::text::decimal(vm, value),
        _ => vm.str(value),
    }
}

/// `__format__` of the number types and of str: `args` are the object and the specification.
pub(crate) fn method(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(id) = vm.unwrap(args[1]) else {
        let text = format!("__format__() argument must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    if vm.heap.text(id).is_empty() {
        return vm.str_value(args[0]);
    }
    vm.heap.room(vm.heap.text(id).len())?;
    let spec = String::from(vm.heap.text(id));
    let this = vm.unwrap(args[0]);
    let mut surrogates = vm.heap.str_has_surrogates(id);
    match this {
        Value::Str(it) => surrogates |= vm.heap.str_has_surrogates(it),
        // With the code `c`, an int may be one.
        Value::Int(it) => surrogates |= (0xD800..0xE000).contains(&it),
        _ => {}
    }
    let name = vm.type_name(args[0]);
    let text = format_named(vm, this, &spec, &name)?;
    vm.heap.string_flagged(text, surrogates)
}

#[cold]
fn unknown_code(vm: &mut Vm, code: char, name: &str) -> Unwind {
    let text = if ('!'..'\u{80}').contains(&code) {
        format!("Unknown format code '{code}' for object of type '{name}'")
    } else {
        format!("Unknown format code '\\x{:x}' for object of type '{name}'", code as u32)
    };
    vm.value_error(&text)
}
