//! `hex` and `fromhex`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::native::Def;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("hex", "self, /, sep=None, bytes_per_sep=1", hex),
    Def::class_method("fromhex", "cls, string, /", fromhex),
];

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The separator of `hex`: one ASCII character.
fn separator(vm: &mut Vm, value: Value) -> Res<Option<u8>> {
    if value.is_unset() {
        return Ok(None);
    }
    let (count, byte) = match vm.unwrap(value) {
        Value::Str(id) => (vm.heap.str_len(id), vm.heap.code_points(id).next()),
        Value::Bytes(id) => {
            (vm.heap.bytes[id].data.len(), vm.heap.bytes[id].data.first().map(|it| u32::from(*it)))
        }
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    if count != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    match byte.and_then(|it| u8::try_from(it).ok()).filter(u8::is_ascii) {
        Some(it) => Ok(Some(it)),
        None => Err(vm.value_error("sep must be ASCII.")),
    }
}

/// `data.hex(sep, bytes_per_sep)` of a bytes-like object.
pub(crate) fn hex_of(vm: &mut Vm, object: Value, sep: Value, group: Value) -> Res<Vec<u8>> {
    let sep = separator(vm, sep)?;
    let group = vm.int_argument(group, 1)?;
    let len = vm.view_len(object);
    let width = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let breaks = if sep.is_some() && width > 0 { len.saturating_sub(1) / width } else { 0 };
    let mut out = vm.byte_buffer(len.saturating_mul(2).saturating_add(breaks))?;
    let data = vm.view(object).unwrap_or_default();
    for (index, it) in data.iter().enumerate() {
        if let Some(sep) = sep {
            // Groups are counted from the right, from the left where the size is negative.
            let before = if group < 0 { index } else { data.len() - index };
            if index > 0 && width > 0 && before % width == 0 {
                out.push(sep);
            }
        }
        out.push(DIGITS[usize::from(it >> 4)]);
        out.push(DIGITS[usize::from(it & 15)]);
    }
    Ok(out)
}

pub(crate) fn hex(vm: &mut Vm, args: &[Value]) -> Res {
    vm.bytes_like(args[0])?;
    let out = hex_of(vm, args[0], args[1], args[2])?;
    vm.heap.string(String::from_utf8(out).unwrap_or_default())
}

fn fromhex(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Class(class) = args[0] else { return Err(vm.type_error("fromhex() needs a class")) };
    let source: Vec<u8> = match vm.as_str(args[1]) {
        Some(id) => {
            vm.heap.room(vm.heap.text(id).len())?;
            // What is not ASCII is no digit: one byte stands for each such character, so that positions are right.
            vm.heap.text(id).chars().map(|it| if it.is_ascii() { it as u8 } else { 0xFF }).collect()
        }
        None if vm.is_bytes_like(args[1]) => vm.copy_bytes(args[1])?,
        None => return Err(vm.bad_argument("fromhex() argument", "str or bytes-like", args[1])),
    };
    vm.spend(source.len() / (FAST / 4) + 1)?;
    let mut out = vm.byte_buffer(source.len() / 2)?;
    let mut at = 0;
    let digit = |at: usize| source.get(at).and_then(|it| char::from(*it).to_digit(16));
    while at < source.len() {
        if super::split::is_space(source[at]) {
            at += 1;
            continue;
        }
        match (digit(at), digit(at + 1)) {
            (Some(high), Some(low)) => out.push((high << 4 | low) as u8),
            (Some(_), None) if at + 1 >= source.len() => {
                return Err(vm.value_error("fromhex() arg must contain an even number of hexadecimal digits"));
            }
            (high, _) => {
                let wrong = at + usize::from(high.is_some());
                let text = format!("non-hexadecimal number found in fromhex() arg at position {wrong}");
                return Err(vm.value_error(&text));
            }
        }
        at += 2;
    }
    if class == vm.types.bytes {
        return vm.heap.bytes(out);
    }
    if class == vm.types.bytearray {
        return vm.heap.bytearray(out);
    }
    let data = vm.heap.bytes(out)?;
    vm.call(args[0], &[data])
}
