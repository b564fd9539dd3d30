//! Length, items, comparison and arithmetic of `bytes` and `bytearray`.

use alloc::format;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::byte_of;
use crate::error::Res;
use crate::heap::Iter;
use crate::native::Def;
use crate::types::str_::text::{FAST, SLOW};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", get_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__add__", "self, value, /", add),
    Def::method("__mul__", "self, value, /", multiply),
    Def::method("__rmul__", "self, value, /", multiply),
    Def::method("__mod__", "self, value, /", crate::types::str_::percent::bytes_modulo),
    Def::method("__rmod__", "self, value, /", crate::types::str_::percent::bytes_reflected_modulo),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", |vm, args| compare(vm, args, Ordering::is_lt)),
    Def::method("__le__", "self, value, /", |vm, args| compare(vm, args, Ordering::is_le)),
    Def::method("__gt__", "self, value, /", |vm, args| compare(vm, args, Ordering::is_gt)),
    Def::method("__ge__", "self, value, /", |vm, args| compare(vm, args, Ordering::is_ge)),
    Def::method("__iter__", "self, /", iter),
    Def::method("__sizeof__", "self, /", sizeof),
    Def::method("__buffer__", "self, flags, /", buffer),
    Def::method("decode", "self, /, encoding='utf-8', errors='strict'", decode),
];

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    Ok(Value::Int(vm.heap.bytes[this].data.len() as i64))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let mutable = matches!(vm.unwrap(args[0]), Value::ByteArray(_));
    if let Value::Slice(slice) = args[1] {
        let bounds = vm.slice_bounds(slice)?;
        let span = vm.span(bounds, vm.heap.bytes[this].data.len())?;
        if span.step == 1 {
            let start = usize::try_from(span.start).unwrap_or(0);
            return vm.bytes_part(args[0], start, start + span.count);
        }
        vm.heap.room(span.count)?;
        vm.spend(span.count / SLOW + 1)?;
        let data = &vm.heap.bytes[this].data;
        let part: Vec<u8> = span.indices().filter_map(|it| data.get(it).copied()).collect();
        return vm.bytes_as(args[0], part);
    }
    let index = vm.item_index(args[1], if mutable { "bytearray" } else { "byte" })?;
    let data = &vm.heap.bytes[this].data;
    let at = if index < 0 { index.wrapping_add(data.len() as i64) } else { index };
    match usize::try_from(at).ok().and_then(|it| data.get(it)) {
        Some(it) => Ok(Value::Int(i64::from(*it))),
        None => {
            Err(vm.index_error(if mutable { "bytearray index out of range" } else { "index out of range" }))
        }
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST + 1)?;
    if vm.is_bytes_like(args[1]) {
        vm.bytes_like(args[1])?;
        let wanted = vm.view(args[1]).unwrap_or_default();
        return Ok(Value::Bool(memchr::memmem::find(&vm.heap.bytes[this].data, &wanted).is_some()));
    }
    let class = vm.class_of(args[1]);
    if vm.class_lookup(class, vm.names.__index__).is_none() {
        return Err(vm.not_bytes_like(args[1]));
    }
    let byte = byte_of(vm, args[1], "byte must be in range(0, 256)")?;
    Ok(Value::Bool(vm.heap.bytes[this].data.contains(&byte)))
}

fn add(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if !vm.is_bytes_like(args[1]) {
        return Ok(Value::NotImplemented);
    }
    vm.bytes_like(args[1])?;
    let total = vm.heap.bytes[this].data.len().saturating_add(vm.view_len(args[1]));
    let mut out = vm.byte_buffer(total)?;
    out.extend_from_slice(&vm.heap.bytes[this].data);
    out.extend_from_slice(&vm.view(args[1]).unwrap_or_default());
    vm.bytes_as(args[0], out)
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let Some(count) = vm.repeat_count(args[1])? else { return Ok(Value::NotImplemented) };
    let count = usize::try_from(count).unwrap_or(0);
    let exact = vm.unwrap(args[0]);
    if count == 1 && matches!(exact, Value::Bytes(_)) {
        return Ok(exact);
    }
    let total = vm.heap.bytes[this].data.len().saturating_mul(count);
    vm.heap.room(total)?;
    vm.spend(total / FAST + 1)?;
    let out = if total == 0 { Vec::new() } else { vm.heap.bytes[this].data.repeat(count) };
    vm.bytes_as(args[0], out)
}

fn compare(vm: &mut Vm, args: &[Value], test: fn(Ordering) -> bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    let Some(other) = vm.view(args[1]) else { return Ok(Value::NotImplemented) };
    let data = &vm.heap.bytes[this].data;
    let work = data.len().min(other.len());
    let order = data.as_slice().cmp(&other);
    drop(other);
    vm.spend(work / FAST)?;
    Ok(Value::Bool(test(order)))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_eq)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_ne)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    vm.this_bytes(args[0])?;
    let bytes = vm.unwrap(args[0]);
    vm.heap.iter(Iter::Bytes { bytes, index: 0 })
}

fn sizeof(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let base = if matches!(vm.unwrap(args[0]), Value::ByteArray(_)) { 57 } else { 33 };
    Ok(Value::Int(base + vm.heap.bytes[this].data.len() as i64))
}

fn buffer(vm: &mut Vm, args: &[Value]) -> Res {
    crate::types::memoryview::of(vm, args[0])
}

fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    vm.this_bytes(args[0])?;
    for (name, value) in [("encoding", args[1]), ("errors", args[2])] {
        if value.is_set() {
            vm.str_argument(&format!("decode() argument '{name}'"), value)?;
        }
    }
    let data = vm.buffer_argument(args[0])?;
    crate::codecs::decode(vm, data, args[1], args[2])
}
