//! `bytes`: construction and representation; what it shares with `bytearray` is in `bytes/`, a file a family.

pub(crate) mod ascii;
pub(crate) mod buffer;
pub(crate) mod hex;
pub(crate) mod pad;
pub(crate) mod search;
pub(crate) mod sequence;
pub(crate) mod split;
pub(crate) mod strip;
pub(crate) mod translate;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use crate::error::Res;
use crate::heap::{Bytes, Id};
use crate::native::Def;
use crate::types::str_::text::{FAST, SLOW};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, source=b'', encoding='utf-8', errors='strict'", new),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr),
    Def::method("__str__", "self, /", repr),
    Def::method("__bytes__", "self, /", bytes),
    Def::method("__getnewargs__", "self, /", getnewargs),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.bytes)?;
    let value = match from_bytes_method(vm, args)? {
        Some(it) => it,
        None => {
            let data = contents(vm, args[1], args[2], args[3], "bytes")?;
            vm.heap.bytes(data)?
        }
    };
    if class == vm.types.bytes {
        return Ok(value);
    }
    let exact = vm.unwrap(value);
    vm.wrap(class, exact)
}

/// What `bytes(object)` takes as it is, or from `object.__bytes__()`.
fn from_bytes_method(vm: &mut Vm, args: &[Value]) -> Res<Option<Value>> {
    if args[2].is_set() || args[3].is_set() || args[1].is_unset() {
        return Ok(None);
    }
    if let Value::Bytes(_) = args[1] {
        return Ok(Some(args[1]));
    }
    let Some(result) = vm.call_special(args[1], vm.names.__bytes__, &[])? else { return Ok(None) };
    if matches!(vm.unwrap(result), Value::Bytes(_)) {
        return Ok(Some(result));
    }
    let text = format!("__bytes__ returned non-bytes (type {})", vm.type_name(result));
    Err(vm.type_error(&text))
}

/// The data that `bytes(source, encoding, errors)` and `bytearray(...)` start with.
pub(crate) fn contents(
    vm: &mut Vm,
    source: Value,
    encoding: Value,
    errors: Value,
    name: &str,
) -> Res<Vec<u8>> {
    for (label, value) in [("encoding", encoding), ("errors", errors)] {
        if value.is_set() {
            vm.str_argument(&format!("{name}() argument '{label}'"), value)?;
        }
    }
    let text = if source.is_set() { vm.as_str(source) } else { None };
    match text {
        Some(id) if encoding.is_set() => {
            let encoded = crate::codecs::encode(vm, id, encoding, errors)?;
            return vm.copy_bytes(encoded);
        }
        Some(_) => return Err(vm.type_error("string argument without an encoding")),
        None if encoding.is_set() => return Err(vm.type_error("encoding without a string argument")),
        None if errors.is_set() => return Err(vm.type_error("errors without a string argument")),
        None => {}
    }
    if source.is_unset() {
        return Ok(Vec::new());
    }
    let class = vm.class_of(source);
    if vm.class_lookup(class, vm.names.__index__).is_some() {
        let count = match vm.index(source)? {
            Value::Int(it) => it,
            _ => return Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
        };
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
        vm.heap.room(count)?;
        vm.spend(count / FAST + 1)?;
        return Ok(alloc::vec![0; count]);
    }
    if vm.is_bytes_like(source) {
        return vm.copy_bytes(source);
    }
    if !vm.is_iterable(source) {
        let text = format!("cannot convert '{}' object to {name}", vm.type_name(source));
        return Err(vm.type_error(&text));
    }
    let message =
        if name == "bytes" { "bytes must be in range(0, 256)" } else { "byte must be in range(0, 256)" };
    from_iterable(vm, source, message)
}

/// The bytes of an iterable of ints.
pub(crate) fn from_iterable(vm: &mut Vm, source: Value, message: &str) -> Res<Vec<u8>> {
    let mut data = Vec::new();
    vm.for_each(source, |vm, item| {
        let byte = byte_of(vm, item, message)?;
        if data.len() == data.capacity() {
            vm.heap.room(data.len().saturating_mul(2))?;
        }
        data.push(byte);
        Ok(())
    })?;
    Ok(data)
}

/// An int as a byte.
pub(crate) fn byte_of(vm: &mut Vm, value: Value, message: &str) -> Res<u8> {
    let byte = match vm.index(value)? {
        Value::Int(it) => u8::try_from(it).ok(),
        _ => None,
    };
    match byte {
        Some(it) => Ok(it),
        None => Err(vm.value_error(message)),
    }
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST)?;
    vm.hash(Value::Bytes(this)).map(Value::Int)
}

/// Appends a byte as a literal shows it.
pub(crate) fn push_escaped(out: &mut String, it: u8, quote: u8) {
    match it {
        b'\\' => out.push_str("\\\\"),
        b'\t' => out.push_str("\\t"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        _ if it == quote => {
            out.push('\\');
            out.push(char::from(it));
        }
        b' '..=b'~' => out.push(char::from(it)),
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\x{it:02x}");
        }
    }
}

/// `b'...'`.
pub(crate) fn repr_bytes(data: &[u8]) -> String {
    let quote = if data.contains(&b'\'') && !data.contains(&b'"') { b'"' } else { b'\'' };
    let mut out = String::with_capacity(data.len() + 3);
    out.push('b');
    out.push(char::from(quote));
    data.iter().for_each(|it| push_escaped(&mut out, *it, quote));
    out.push(char::from(quote));
    out
}

/// The repr of bytes, paid for.
pub(crate) fn repr_of(vm: &mut Vm, id: Id<Bytes>) -> Res<String> {
    let len = vm.heap.bytes[id].data.len();
    vm.spend(len / SLOW + 1)?;
    if len > 1024 {
        vm.heap.room(len.saturating_mul(4))?;
    }
    Ok(repr_bytes(&vm.heap.bytes[id].data))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let out = repr_of(vm, this)?;
    vm.heap.string(out)
}

fn bytes(vm: &mut Vm, args: &[Value]) -> Res {
    vm.this_bytes(args[0]).map(Value::Bytes)
}

fn getnewargs(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.heap.tuple_of(&[Value::Bytes(this)])
}
