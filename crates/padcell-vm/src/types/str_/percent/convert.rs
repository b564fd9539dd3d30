//! Converting one argument, and laying the result out.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::spec::Spec;
use super::{Flavor, Output};
use crate::error::Res;
use crate::heap::char_of;
use crate::types::float::text::format_float;
use crate::types::int;
use crate::value::Value;
use crate::vm::Vm;

/// Appends `value` as `spec` wants it.
pub(super) fn convert(vm: &mut Vm, flavor: Flavor, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    match spec.kind {
        's' | 'r' | 'a' | 'b' if flavor == Flavor::Text => text(vm, spec, value, out),
        's' | 'b' => bytes(vm, spec, value, out),
        'r' | 'a' => text_in_bytes(vm, spec, value, out),
        'c' if flavor == Flavor::Text => character(vm, spec, value, out),
        'c' => byte(vm, spec, value, out),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => float(vm, flavor, spec, value, out),
        _ => integer(vm, spec, value, out),
    }
}

/// `%s`, `%r`, `%a` of text.
fn text(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    let shown = match spec.kind {
        's' => vm.str_value(value)?,
        'r' => vm.repr_value(value)?,
        _ => {
            let repr = vm.repr_value(value)?;
            vm.ascii_of(repr)?
        }
    };
    let Some(id) = vm.as_str(shown) else { return Ok(()) };
    vm.keep(shown);
    let chars = match spec.precision {
        Some(it) => it.min(vm.heap.str_len(id)),
        None => vm.heap.str_len(id),
    };
    let end = vm.heap.byte_offset(id, chars);
    out.surrogates |= vm.heap.str_has_surrogates(id);
    let padding = spec.width.saturating_sub(chars);
    if !spec.left {
        out.fill(vm, b' ', padding)?;
    }
    out.reserve(vm, end)?;
    out.data.extend_from_slice(vm.heap.text(id).as_bytes().get(..end).unwrap_or_default());
    if spec.left {
        out.fill(vm, b' ', padding)?;
    }
    Ok(())
}

/// `piece`, cut to the precision and padded with spaces.
fn put(vm: &mut Vm, spec: &Spec, piece: &[u8], out: &mut Output) -> Res<()> {
    let len = spec.precision.unwrap_or(usize::MAX).min(piece.len());
    let padding = spec.width.saturating_sub(len);
    if !spec.left {
        out.fill(vm, b' ', padding)?;
    }
    out.push(vm, &piece[..len])?;
    if spec.left {
        out.fill(vm, b' ', padding)?;
    }
    Ok(())
}

/// `%s` and `%b` of bytes.
fn bytes(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    let data: Vec<u8> = if vm.is_bytes_like(value) {
        vm.copy_bytes(value)?
    } else {
        match vm.call_special(value, vm.names.__bytes__, &[])? {
            Some(made) => match vm.unwrap(made) {
                Value::Bytes(_) => vm.copy_bytes(made)?,
                _ => {
                    let text = format!("__bytes__ returned non-bytes (type {})", vm.type_name(made));
                    return Err(vm.type_error(&text));
                }
            },
            None => {
                let text = format!(
                    "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                    vm.type_name(value)
                );
                return Err(vm.type_error(&text));
            }
        }
    };
    put(vm, spec, &data, out)
}

/// `%r` and `%a` of bytes.
fn text_in_bytes(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    let repr = vm.repr_value(value)?;
    let shown = vm.ascii_of(repr)?;
    let shown = vm.string_of(shown);
    put(vm, spec, shown.as_bytes(), out)
}

/// `%c` of text.
fn character(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    let (it, surrogate) = match vm.unwrap(value) {
        Value::Str(id) => {
            let mut chars = vm.heap.text(id).chars();
            match (chars.next(), chars.next()) {
                (Some(it), None) => (it, vm.heap.str_has_surrogates(id)),
                _ => {
                    let text = format!(
                        "%c requires an int or a unicode character, not a string of length {}",
                        vm.heap.str_len(id)
                    );
                    return Err(vm.type_error(&text));
                }
            }
        }
        _ => {
            let class = vm.class_of(value);
            if vm.class_lookup(class, vm.names.__index__).is_none() {
                let text = format!("%c requires an int or a unicode character, not {}", vm.type_name(value));
                return Err(vm.type_error(&text));
            }
            let code = match vm.index(value)? {
                Value::Int(it) => u32::try_from(it).ok().and_then(char_of),
                _ => None,
            };
            match code {
                Some(it) => it,
                None => return Err(vm.overflow_error("%c arg not in range(0x110000)")),
            }
        }
    };
    out.surrogates |= surrogate;
    let padding = spec.width.saturating_sub(1);
    if !spec.left {
        out.fill(vm, b' ', padding)?;
    }
    out.push(vm, it.encode_utf8(&mut [0; 4]).as_bytes())?;
    if spec.left {
        out.fill(vm, b' ', padding)?;
    }
    Ok(())
}

/// `%c` of bytes.
fn byte(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    const WRONG: &str = "%c requires an integer in range(256) or a single byte, not";
    let kind = match vm.unwrap(value) {
        Value::Bytes(_) => Some("bytes"),
        Value::ByteArray(_) => Some("bytearray"),
        _ => None,
    };
    let it = if let Some(kind) = kind {
        match *vm.view(value).unwrap_or_default() {
            [it] => it,
            ref other => {
                let text = format!("{WRONG} a {kind} object of length {}", other.len());
                return Err(vm.type_error(&text));
            }
        }
    } else {
        let class = vm.class_of(value);
        if vm.class_lookup(class, vm.names.__index__).is_none() {
            let text = format!("{WRONG} {}", vm.type_name(value));
            return Err(vm.type_error(&text));
        }
        let code = match vm.index(value)? {
            Value::Int(it) => u8::try_from(it).ok(),
            _ => None,
        };
        match code {
            Some(it) => it,
            None => return Err(vm.overflow_error("%c arg not in range(256)")),
        }
    };
    put(vm, &Spec { precision: None, ..*spec }, &[it], out)
}

fn float(vm: &mut Vm, flavor: Flavor, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    if flavor == Flavor::Bytes {
        let class = vm.class_of(value);
        let real = vm.class_lookup(class, vm.names.__float__).or(vm.class_lookup(class, vm.names.__index__));
        if real.is_none() {
            let text = format!("float argument required, not {}", vm.type_name(value));
            return Err(vm.type_error(&text));
        }
    }
    let number = vm.float(value)?;
    let precision = spec.precision.unwrap_or(6);
    vm.heap.room(precision.saturating_add(400))?;
    vm.spend(precision / 16 + 4)?;
    let shown = format_float(number, spec.kind, precision, spec.alternate);
    number_out(vm, spec, &shown, "", out)
}

fn integer(vm: &mut Vm, spec: &Spec, value: Value, out: &mut Output) -> Res<()> {
    let number = to_int(vm, spec, value)?;
    let (base, prefix) = match spec.kind {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let digits =
        if base == 10 { int::text::decimal(vm, number)? } else { int::text::in_base(vm, number, base)? };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(it) => ("-", it),
        None => ("", digits.as_str()),
    };
    let missing = spec.precision.unwrap_or(0).saturating_sub(digits.len());
    vm.heap.room(missing.saturating_add(digits.len()))?;
    vm.spend(missing / 16)?;
    let mut shown = String::from(sign);
    shown.extend(core::iter::repeat_n('0', missing));
    shown.push_str(digits);
    if spec.kind == 'X' {
        shown.make_ascii_uppercase();
    }
    number_out(vm, spec, &shown, if spec.alternate { prefix } else { "" }, out)
}

/// The int that `%d` or `%x` shows.
fn to_int(vm: &mut Vm, spec: &Spec, value: Value) -> Res {
    match vm.unwrap(value) {
        it @ (Value::Int(_) | Value::BigInt(_)) => return Ok(it),
        Value::Bool(it) => return Ok(Value::Int(i64::from(it))),
        _ => {}
    }
    let class = vm.class_of(value);
    let decimal = matches!(spec.kind, 'd' | 'i' | 'u');
    let name = vm.names.__index__;
    if vm.class_lookup(class, name).is_some() {
        return vm.index(value);
    }
    if decimal {
        let real = vm.class_lookup(class, vm.names.__int__).or(vm.class_lookup(class, vm.names.__float__));
        if real.is_some() && vm.as_str(value).is_none() {
            let made = vm.call(Value::Class(vm.types.int), &[value])?;
            return Ok(vm.unwrap(made));
        }
    }
    let wanted = if decimal { "a real number" } else { "an integer" };
    let text = format!("%{} format: {wanted} is required, not {}", spec.kind, vm.type_name(value));
    Err(vm.type_error(&text))
}

/// A number with its sign, its prefix and its padding.
fn number_out(vm: &mut Vm, spec: &Spec, shown: &str, prefix: &str, out: &mut Output) -> Res<()> {
    let (sign, digits) = match shown.strip_prefix('-') {
        Some(it) => ("-", it),
        None if spec.plus => ("+", shown),
        None if spec.space => (" ", shown),
        None => ("", shown),
    };
    let head: Cow<'_, str> =
        if prefix.is_empty() { Cow::Borrowed(sign) } else { Cow::Owned(format!("{sign}{prefix}")) };
    let padding = spec.width.saturating_sub(head.len() + digits.len());
    let zeros = spec.zero && !spec.left;
    if !spec.left && !zeros {
        out.fill(vm, b' ', padding)?;
    }
    out.push(vm, head.as_bytes())?;
    if zeros {
        out.fill(vm, b'0', padding)?;
    }
    out.push(vm, digits.as_bytes())?;
    if spec.left {
        out.fill(vm, b' ', padding)?;
    }
    Ok(())
}
