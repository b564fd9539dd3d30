//! `float(...)`: from numbers, text and bytes.

use alloc::format;
use alloc::string::String;

use super::parse;
use crate::error::Res;
use crate::types::number;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = number::class_of_new(vm, args[0], vm.types.float)?;
    let x = args[1];
    let value = if x.is_unset() { 0.0 } else { from_value(vm, x)? };
    vm.wrap(class, Value::Float(value))
}

/// `float(x)`.
fn from_value(vm: &mut Vm, x: Value) -> Res<f64> {
    match x {
        Value::Float(it) => return Ok(it),
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => return from_text(vm, x),
        _ => {}
    }
    if let Some(value) = from_methods(vm, x)? {
        return Ok(value);
    }
    match vm.unwrap(x) {
        Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) => from_text(vm, x),
        _ => match number::buffer(vm, x)? {
            Some(data) => {
                let shown = vm.heap.bytes(data)?;
                vm.keep(shown);
                from_text(vm, shown)
            }
            None => {
                let text =
                    format!("float() argument must be a string or a real number, not '{}'", vm.type_name(x));
                Err(vm.type_error(&text))
            }
        },
    }
}

/// The float that a number's methods give; None if it is no number.
fn from_methods(vm: &mut Vm, x: Value) -> Res<Option<f64>> {
    let class = vm.class_of(x);
    let names = [vm.names.__float__, vm.names.__index__];
    let known = names.into_iter().any(|it| vm.class_lookup(class, it).is_some_and(|it| !it.is_none()));
    if !known {
        return Ok(None);
    }
    if let Value::Instance(_) = x {
        // A subclass of float may have a `__float__` of its own.
        if let Some(result) = vm.call_special(x, vm.names.__float__, &[])? {
            if let Value::Float(it) = vm.unwrap(result) {
                return Ok(Some(it));
            }
            let text =
                format!("{}.__float__ returned non-float (type {})", vm.type_name(x), vm.type_name(result));
            return Err(vm.type_error(&text));
        }
    }
    vm.float(x).map(Some)
}

fn from_text(vm: &mut Vm, x: Value) -> Res<f64> {
    let parsed = match vm.unwrap(x) {
        Value::Str(id) => {
            let length = vm.heap.text(id).len();
            vm.heap.room(length)?;
            vm.spend(length / 8)?;
            parse::parse(vm.heap.text(id))
        }
        Value::Bytes(id) | Value::ByteArray(id) => {
            let length = vm.heap.bytes[id].data.len();
            vm.heap.room(length)?;
            vm.spend(length / 8)?;
            core::str::from_utf8(&vm.heap.bytes[id].data)
                .ok()
                .filter(|it| it.is_ascii())
                .and_then(parse::parse)
        }
        _ => None,
    };
    match parsed {
        Some(it) => Ok(it),
        None => {
            let exact = vm.unwrap(x);
            let shown = vm.repr(exact)?;
            let text = format!("could not convert string to float: {shown}");
            Err(vm.value_error(&text))
        }
    }
}

/// `float.from_number(number)`.
pub(super) fn from_number(vm: &mut Vm, args: &[Value]) -> Res {
    let value = match from_methods(vm, args[1])? {
        Some(it) => it,
        None => vm.float(args[1])?,
    };
    of_class(vm, args[0], Value::Float(value))
}

/// `float.fromhex(string)`.
pub(super) fn fromhex(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(id) = vm.unwrap(args[1]) else {
        let text = format!("fromhex() argument must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let length = vm.heap.text(id).len();
    vm.spend(length / 8)?;
    let text = String::from(vm.heap.text(id));
    match parse::parse_hex(&text) {
        None => Err(vm.value_error("invalid hexadecimal floating-point string")),
        Some((value, false)) if value.is_infinite() => {
            Err(vm.overflow_error("hexadecimal value too large to represent as a float"))
        }
        Some((value, _)) => of_class(vm, args[0], Value::Float(value)),
    }
}

/// A value as an instance of the class that a class method was called on, which is asked to make it.
fn of_class(vm: &mut Vm, class: Value, value: Value) -> Res {
    match class {
        Value::Class(id) if id != vm.types.float => vm.call(class, &[value]),
        _ => Ok(value),
    }
}
