//! Encodings by a table of characters, as most modules of `encodings` use.

use alloc::vec::Vec;

use super::decoder;
use super::decoder::{Output, Pause};
use super::errors::{Fault, Handler, Replacement, encode_error, handle_decode, handle_encode};
use crate::error::{Res, Unwind};
use crate::heap::{Bytes, Id, Str, char_of};
use crate::value::Value;
use crate::vm::Vm;

const NAME: &str = "charmap";
const UNDEFINED: &str = "character maps to <undefined>";

/// `_codecs.charmap_build(table)`: the dict from code points to bytes.
pub(crate) fn build(vm: &mut Vm, table: Id<Str>) -> Res {
    vm.spend(vm.heap.str_len(table))?;
    let codes: Vec<u32> = vm.heap.code_points(table).take(256).collect();
    let dict = vm.heap.dict()?;
    vm.keep(Value::Dict(dict));
    for (index, code) in codes.into_iter().enumerate() {
        if code != 0xFFFE {
            vm.dict_set(dict, Value::Int(i64::from(code)), Value::Int(index as i64))?;
        }
    }
    Ok(Value::Dict(dict))
}

/// `mapping[code]`; None where it has no such key, or says None.
fn look_up(vm: &mut Vm, mapping: Value, code: u32) -> Res<Option<Value>> {
    let key = Value::Int(i64::from(code));
    let found = match mapping {
        Value::Dict(id) => vm.dict_get(id, key)?,
        _ => match vm.get_item(mapping, key) {
            Ok(it) => Some(it),
            Err(Unwind::Raised) if vm.raised_is(vm.exceptions.lookup_error) => {
                vm.heap.raised = Value::Unset;
                None
            }
            Err(it) => return Err(it),
        },
    };
    Ok(found.filter(|it| !it.is_none()))
}

pub(crate) fn decode(vm: &mut Vm, data: Id<Bytes>, errors: Value, mapping: Value) -> Res<(Value, usize)> {
    if let Some(table) = vm.as_str(mapping) {
        vm.spend(vm.heap.str_len(table).min(256))?;
        let table: Vec<u32> = vm.heap.code_points(table).take(256).collect();
        return decoder::run(vm, data, errors, NAME, |data, position, out| read(data, position, out, &table));
    }
    vm.keep(Value::Bytes(data));
    vm.keep(mapping);
    let mut out = Output::default();
    let mut position = 0;
    let mut handler = None;
    while let Some(byte) = vm.heap.bytes[data].data.get(position).copied() {
        vm.spend(2)?;
        if out.text.len() == out.text.capacity() {
            vm.heap.room(out.text.len().saturating_mul(2))?;
        }
        let found = look_up(vm, mapping, u32::from(byte))?;
        if let Some(value) = found
            && put_mapped(vm, &mut out, value)?
        {
            position += 1;
            continue;
        }
        let handler = match handler {
            Some(it) => it,
            None => *handler.insert(Handler::find(vm, errors)?),
        };
        let fault = Fault { start: position, end: position + 1, reason: UNDEFINED };
        let mark = vm.kept();
        position = handle_decode(vm, handler, NAME, data, fault, &mut out)?;
        vm.release(mark);
    }
    let text = vm.heap.string_shared(out.text, out.surrogates)?;
    Ok((text, position))
}

fn read(data: &[u8], position: &mut usize, out: &mut Output, table: &[u32]) -> Pause {
    while let Some(it) = data.get(*position) {
        match table.get(usize::from(*it)) {
            None | Some(0xFFFE) => {
                return Pause::Fault(Fault { start: *position, end: *position + 1, reason: UNDEFINED });
            }
            Some(code) => out.push(*code),
        }
        *position += 1;
    }
    Pause::End
}

/// Appends what a byte is mapped to; `false` where that means "undefined".
fn put_mapped(vm: &mut Vm, out: &mut Output, value: Value) -> Res<bool> {
    match vm.unwrap(value) {
        Value::Str(id) => {
            if vm.heap.code_points(id).eq([0xFFFE]) {
                return Ok(false);
            }
            let len = vm.heap.text(id).len();
            vm.heap.room(out.text.len().saturating_add(len))?;
            vm.spend(len / 16)?;
            out.text.push_str(vm.heap.text(id));
            out.surrogates |= vm.heap.str_has_surrogates(id);
            Ok(true)
        }
        Value::Int(0xFFFE) => Ok(false),
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
            let code = match vm.index(value)? {
                Value::Int(it) => u32::try_from(it).ok().filter(|it| char_of(*it).is_some()),
                _ => None,
            };
            match code {
                Some(it) => {
                    out.push(it);
                    Ok(true)
                }
                None => Err(vm.type_error("character mapping must be in range(0x110000)")),
            }
        }
        _ => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

/// Appends what a character is encoded as; `false` where it has no code.
fn put(vm: &mut Vm, out: &mut Vec<u8>, mapping: Value, code: u32) -> Res<bool> {
    let Some(value) = look_up(vm, mapping, code)? else { return Ok(false) };
    match vm.unwrap(value) {
        Value::Bytes(id) => {
            let len = vm.heap.bytes[id].data.len();
            vm.heap.room(out.len().saturating_add(len))?;
            vm.spend(len / 16)?;
            out.extend_from_slice(&vm.heap.bytes[id].data);
            Ok(true)
        }
        Value::Int(it) => match u8::try_from(it) {
            Ok(it) => {
                out.push(it);
                Ok(true)
            }
            Err(_) => Err(vm.type_error("character mapping must be in range(256)")),
        },
        Value::BigInt(_) => Err(vm.type_error("character mapping must be in range(256)")),
        Value::Bool(it) => {
            out.push(u8::from(it));
            Ok(true)
        }
        _ => {
            let text = alloc::format!(
                "character mapping must return integer, bytes or None, not {}",
                vm.type_name(value)
            );
            Err(vm.type_error(&text))
        }
    }
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, errors: Value, mapping: Value) -> Res {
    let len = vm.heap.str_len(text);
    vm.heap.room(len)?;
    vm.spend(len / 4 + 1)?;
    vm.heap.index_offsets(text)?;
    vm.keep(Value::Str(text));
    vm.keep(mapping);
    let mut out = Vec::new();
    let mut handler = None;
    let mut index = 0;
    while index < len {
        vm.spend(2)?;
        let code = code_at(vm, text, index);
        if put(vm, &mut out, mapping, code)? {
            index += 1;
            continue;
        }
        let mut end = index + 1;
        while end < len && look_up(vm, mapping, code_at(vm, text, end))?.is_none() {
            vm.spend(2)?;
            end += 1;
        }
        let handler = match handler {
            Some(it) => it,
            None => *handler.insert(Handler::find(vm, errors)?),
        };
        let fault = Fault { start: index, end, reason: UNDEFINED };
        let mark = vm.kept();
        let (replacement, next) = handle_encode(vm, handler, NAME, text, fault)?;
        match replacement {
            Replacement::Bytes(it) => {
                vm.heap.room(out.len().saturating_add(it.len()))?;
                out.extend_from_slice(&it);
            }
            Replacement::Text(it) => {
                let codes: Vec<u32> =
                    vm.as_str(it).map(|it| vm.heap.code_points(it).collect()).unwrap_or_default();
                for code in codes {
                    vm.spend(2)?;
                    if !put(vm, &mut out, mapping, code)? {
                        return Err(encode_error(vm, NAME, text, fault));
                    }
                }
            }
        }
        vm.release(mark);
        index = next;
    }
    vm.heap.bytes(out)
}

fn code_at(vm: &Vm, text: Id<Str>, index: usize) -> u32 {
    let start = vm.heap.byte_offset(text, index);
    let found = vm.heap.text(text).get(start..).and_then(|it| it.chars().next()).unwrap_or('\0');
    crate::heap::code_point_of(found, vm.heap.str_has_surrogates(text))
}
