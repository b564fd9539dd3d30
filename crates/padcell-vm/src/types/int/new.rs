//! `int(...)`: from numbers, text and bytes.

use alloc::format;
use alloc::string::String;

use num_bigint::BigInt;

use super::{limit, text};
use crate::error::{Res, Unwind};
use crate::types::{float, number};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = number::class_of_new(vm, args[0], vm.types.int)?;
    let (x, base) = (args[1], args[2]);
    let value = if base.is_unset() {
        if x.is_unset() { Value::Int(0) } else { from_value(vm, x)? }
    } else {
        if x.is_unset() {
            return Err(vm.type_error("int() missing string argument"));
        }
        with_base(vm, x, base)?
    };
    vm.wrap(class, value)
}

/// `int(x)`.
pub(crate) fn from_value(vm: &mut Vm, x: Value) -> Res {
    match x {
        Value::Int(_) | Value::BigInt(_) => return Ok(x),
        Value::Bool(it) => return Ok(Value::Int(i64::from(it))),
        Value::Float(it) => return float::arithmetic::to_int(vm, it),
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => return value_from_text(vm, x, 10),
        _ => {}
    }
    if let Some(result) = vm.call_special(x, vm.names.__int__, &[])? {
        return match vm.unwrap(result) {
            it @ (Value::Int(_) | Value::BigInt(_)) => Ok(it),
            Value::Bool(it) => Ok(Value::Int(i64::from(it))),
            _ => {
                let text = format!("__int__ returned non-int (type {})", vm.type_name(result));
                Err(vm.type_error(&text))
            }
        };
    }
    let class = vm.class_of(x);
    if vm.class_lookup(class, vm.names.__index__).is_some_and(|it| !it.is_none()) {
        return vm.index(x);
    }
    match vm.unwrap(x) {
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => value_from_text(vm, x, 10),
        _ => match number::buffer(vm, x)? {
            Some(bytes) => from_bytes(vm, &bytes, 10),
            None => {
                let text = format!(
                    "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                    vm.type_name(x)
                );
                Err(vm.type_error(&text))
            }
        },
    }
}

fn with_base(vm: &mut Vm, x: Value, base: Value) -> Res {
    let base = vm.index_clipped(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    match vm.unwrap(x) {
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => value_from_text(vm, x, base as u32),
        _ => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

/// The int that a `str`, `bytes` or `bytearray` spells.
pub(crate) fn value_from_text(vm: &mut Vm, x: Value, base: u32) -> Res {
    match vm.unwrap(x) {
        Value::Str(id) => {
            let text = vm.heap.text(id);
            // Most texts are short and plain.
            if base == 10 && text.len() < 19 && !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
            {
                let value = text.bytes().fold(0, |value: i64, it| value * 10 + i64::from(it - b'0'));
                return Ok(Value::Int(value));
            }
            vm.heap.room(vm.heap.text(id).len())?;
            let text = String::from(vm.heap.text(id));
            match text::parse(vm, &text, base) {
                Ok(it) => vm.heap.int(it),
                Err(it) => {
                    let exact = vm.unwrap(x);
                    Err(refuse(vm, it, base, exact))
                }
            }
        }
        Value::Bytes(id) | Value::ByteArray(id) => {
            vm.heap.room(vm.heap.bytes[id].data.len())?;
            let data = vm.heap.bytes[id].data.clone();
            from_bytes(vm, &data, base)
        }
        _ => Ok(Value::Int(0)),
    }
}

fn from_bytes(vm: &mut Vm, data: &[u8], base: u32) -> Res {
    let parsed: Result<BigInt, text::ParseError> = match core::str::from_utf8(data) {
        Ok(it) if it.is_ascii() => text::parse(vm, it, base),
        _ => Err(text::ParseError::Invalid),
    };
    match parsed {
        Ok(it) => vm.heap.int(it),
        Err(it) => {
            let shown = vm.heap.bytes(data.to_vec())?;
            vm.keep(shown);
            Err(refuse(vm, it, base, shown))
        }
    }
}

#[cold]
fn refuse(vm: &mut Vm, error: text::ParseError, base: u32, value: Value) -> Unwind {
    match error {
        text::ParseError::Unwind(it) => it,
        text::ParseError::TooLong(digits) => limit::too_long_to_read(vm, digits),
        text::ParseError::Invalid => match number::shown(vm, value) {
            Ok(shown) => text::invalid_literal(vm, i64::from(base), &shown),
            Err(it) => it,
        },
    }
}
