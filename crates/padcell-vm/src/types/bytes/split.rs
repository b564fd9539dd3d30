//! `split`, `partition`, `splitlines`, `join` of `bytes` and `bytearray`.

use alloc::format;
use alloc::vec::Vec;

use memchr::memmem;

use crate::error::Res;
use crate::native::Def;
use crate::types::str_::split::rsplit_by;
use crate::types::str_::text::{FAST, occurrences};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("split", "self, /, sep=None, maxsplit=-1", split),
    Def::method("rsplit", "self, /, sep=None, maxsplit=-1", rsplit),
    Def::method("splitlines", "self, /, keepends=False", splitlines),
    Def::method("partition", "self, sep, /", partition),
    Def::method("rpartition", "self, sep, /", rpartition),
    Def::method("join", "self, iterable, /", join),
];

/// What splitting and stripping call whitespace.
pub(crate) fn is_space(it: u8) -> bool {
    matches!(it, b' ' | b'\t'..=b'\r')
}

fn limit(vm: &mut Vm, value: Value) -> Res<usize> {
    let limit = vm.int_argument(value, -1)?;
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

fn room_for_parts(vm: &mut Vm, count: usize) -> Res<()> {
    vm.spend(count / 4)?;
    vm.heap.room(count.saturating_mul(size_of::<(usize, usize)>() + size_of::<Value>()))
}

/// Checks a separator: bytes-like and not empty.
fn check_separator(vm: &mut Vm, value: Value) -> Res<()> {
    vm.bytes_like(value)?;
    if vm.view_len(value) == 0 { Err(vm.value_error("empty separator")) } else { Ok(()) }
}

fn split(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let limit = limit(vm, args[2])?;
    let len = vm.heap.bytes[this].data.len();
    vm.spend(len / FAST + 1)?;
    let mut parts = Vec::new();
    if args[1].is_absent() {
        room_for_parts(vm, (len / 2).min(limit) + 1)?;
        let data = vm.heap.bytes[this].data.as_slice();
        let mut at = 0;
        loop {
            at += data[at..].iter().take_while(|it| is_space(**it)).count();
            if at == len {
                break;
            }
            let end = if parts.len() == limit {
                len
            } else {
                at + data[at..].iter().take_while(|it| !is_space(**it)).count()
            };
            parts.push((at, end));
            at = end;
        }
    } else {
        check_separator(vm, args[1])?;
        let count = {
            let sep = vm.view(args[1]).unwrap_or_default();
            occurrences(&vm.heap.bytes[this].data, &sep, limit)
        };
        room_for_parts(vm, count + 1)?;
        let sep = vm.view(args[1]).unwrap_or_default();
        let mut start = 0;
        for at in memmem::find_iter(&vm.heap.bytes[this].data, &sep).take(limit) {
            parts.push((start, at));
            start = at + sep.len();
        }
        parts.push((start, len));
    }
    vm.byte_parts(args[0], &parts)
}

fn rsplit(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let limit = limit(vm, args[2])?;
    let len = vm.heap.bytes[this].data.len();
    vm.spend(len / FAST + 1)?;
    let mut parts = Vec::new();
    if args[1].is_absent() {
        room_for_parts(vm, (len / 2).min(limit) + 1)?;
        let data = vm.heap.bytes[this].data.as_slice();
        let mut end = len;
        loop {
            end -= data[..end].iter().rev().take_while(|it| is_space(**it)).count();
            if end == 0 {
                break;
            }
            let wide = data[..end].iter().rev().take_while(|it| !is_space(**it)).count();
            let start = if parts.len() == limit { 0 } else { end - wide };
            parts.push((start, end));
            end = start;
        }
    } else {
        check_separator(vm, args[1])?;
        room_for_parts(vm, (len / vm.view_len(args[1]).max(1)).min(limit) + 1)?;
        let sep = vm.view(args[1]).unwrap_or_default();
        parts = rsplit_by(&vm.heap.bytes[this].data, &sep, limit);
    }
    parts.reverse();
    vm.byte_parts(args[0], &parts)
}

fn splitlines(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let keep = vm.bool_argument(args[1], false)?;
    let len = vm.heap.bytes[this].data.len();
    vm.spend(len / 16 + 1)?;
    let count = vm.heap.bytes[this].data.iter().filter(|it| matches!(it, b'\n' | b'\r')).count();
    room_for_parts(vm, count + 1)?;
    let data = vm.heap.bytes[this].data.as_slice();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < len {
        let Some(found) = data[start..].iter().position(|it| matches!(it, b'\n' | b'\r')) else {
            parts.push((start, len));
            break;
        };
        let at = start + found;
        let end = if data[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
        parts.push((start, if keep { end } else { at }));
        start = end;
    }
    vm.byte_parts(args[0], &parts)
}

fn cut(vm: &mut Vm, args: &[Value], last: bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    check_separator(vm, args[1])?;
    let len = vm.heap.bytes[this].data.len();
    vm.spend(len / FAST + 1)?;
    let (found, width) = {
        let sep = vm.view(args[1]).unwrap_or_default();
        let data = &vm.heap.bytes[this].data;
        (if last { memmem::rfind(data, &sep) } else { memmem::find(data, &sep) }, sep.len())
    };
    let (head, middle, tail) = match (found, last) {
        (Some(at), _) => (at, at + width, at + width),
        (None, false) => (len, len, len),
        (None, true) => (0, 0, 0),
    };
    let first = vm.bytes_part(args[0], 0, head)?;
    let sep = match (found, vm.unwrap(args[1])) {
        (Some(_), sep @ Value::Bytes(_)) if !matches!(vm.unwrap(args[0]), Value::ByteArray(_)) => sep,
        _ => vm.bytes_part(args[0], head, middle)?,
    };
    let rest = vm.bytes_part(args[0], tail, len)?;
    vm.heap.tuple_of(&[first, sep, rest])
}

fn partition(vm: &mut Vm, args: &[Value]) -> Res {
    cut(vm, args, false)
}

fn rpartition(vm: &mut Vm, args: &[Value]) -> Res {
    cut(vm, args, true)
}

fn join(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if !vm.is_iterable(args[1]) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect_list(args[1])?;
    vm.spend(items.len() / 4 + 1)?;
    let mut total = vm.heap.bytes[this].data.len().saturating_mul(items.len().saturating_sub(1));
    for (index, it) in items.iter().enumerate() {
        if vm.view(*it).is_none() {
            let text =
                format!("sequence item {index}: expected a bytes-like object, {} found", vm.type_name(*it));
            return Err(vm.type_error(&text));
        }
        total = total.saturating_add(vm.view_len(*it));
    }
    if let ([only @ Value::Bytes(_)], Value::Bytes(_)) = (items.as_slice(), vm.unwrap(args[0])) {
        return Ok(*only);
    }
    let mut out = vm.byte_buffer(total)?;
    for (index, it) in items.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(&vm.heap.bytes[this].data);
        }
        out.extend_from_slice(&vm.view(*it).unwrap_or_default());
    }
    vm.bytes_as(args[0], out)
}
