//! `bytearray`: what it can do that `bytes` cannot.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Bytes, Id};
use crate::native::Def;
use crate::types::bytes::{byte_of, contents, from_iterable, repr_of};
use crate::types::memoryview::MemoryView;
use crate::types::sequence::Span;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

const RANGE: &str = "byte must be in range(0, 256)";

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", new),
    Def::method("__init__", "self, source=b'', encoding='utf-8', errors='strict'", init),
    Def::method("__repr__", "self, /", repr),
    Def::method("__str__", "self, /", repr),
    Def::method("__setitem__", "self, key, value, /", set_item),
    Def::method("__delitem__", "self, key, /", delete_item),
    Def::method("__iadd__", "self, value, /", iadd),
    Def::method("__imul__", "self, value, /", imul),
    Def::method("__alloc__", "self, /", alloc_method),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("append", "self, item, /", append),
    Def::method("extend", "self, iterable_of_ints, /", extend),
    Def::method("insert", "self, index, item, /", insert),
    Def::method("pop", "self, index=-1, /", pop),
    Def::method("remove", "self, value, /", remove),
    Def::method("reverse", "self, /", reverse),
    Def::method("clear", "self, /", clear),
    Def::method("copy", "self, /", copy),
    Def::method("resize", "self, size, /", resize),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.bytearray)?;
    let value = vm.heap.bytearray(Vec::new())?;
    vm.wrap(class, value)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let data = contents(vm, args[1], args[2], args[3], "bytearray")?;
    if vm.heap.bytes[this].data.len() != data.len() {
        check_resizable(vm, this)?;
    }
    let more = data.capacity().saturating_sub(vm.heap.bytes[this].data.capacity());
    vm.heap.charge(more)?;
    vm.heap.bytes[this].data = data;
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let out = format!("{}({})", vm.type_name(args[0]), repr_of(vm, this)?);
    vm.heap.string(out)
}

/// Refuses where a memoryview shows the data.
pub(crate) fn check_resizable(vm: &mut Vm, id: Id<Bytes>) -> Res<()> {
    if vm.heap.bytes[id].exports == 0 {
        return Ok(());
    }
    // A view counts as long as the program can still name it; nothing says when one dies.
    vm.spend(vm.heap.objects.len() / 16 + vm.heap.usage().0 / 256 + 1)?;
    let named = vm.while_marked(|heap| {
        heap.objects.ids().any(|it| {
            let view = heap.objects[it].data.as_any().downcast_ref::<MemoryView>();
            view.is_some_and(|view| view.shows(id)) && heap.objects.is_marked(it)
        })
    });
    if !named {
        vm.heap.bytes[id].exports = 0;
        return Ok(());
    }
    Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"))
}

/// Makes room for `more` bytes, charged; refuses where a memoryview shows the data.
fn grow(vm: &mut Vm, id: Id<Bytes>, more: usize) -> Res<()> {
    check_resizable(vm, id)?;
    let data = &vm.heap.bytes[id].data;
    let (len, capacity) = (data.len(), data.capacity());
    let wanted = len.saturating_add(more);
    if wanted <= capacity {
        return Ok(());
    }
    let new = wanted.max(capacity.saturating_add(capacity / 2)).max(16);
    vm.heap.charge(new - capacity)?;
    vm.heap.bytes[id].data.reserve_exact(new - len);
    Ok(())
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if let Value::Slice(slice) = args[1] {
        let data = replacement(vm, args[2])?;
        let bounds = vm.slice_bounds(slice)?;
        let span = vm.span(bounds, vm.heap.bytes[this].data.len())?;
        if span.step == 1 {
            let start = usize::try_from(span.start).unwrap_or(0);
            replace_range(vm, this, start, start + span.count, &data)?;
            return Ok(Value::None);
        }
        if data.is_empty() && span.count > 0 {
            delete_span(vm, this, span)?;
            return Ok(Value::None);
        }
        if data.len() != span.count {
            let text = format!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                data.len(),
                span.count
            );
            return Err(vm.value_error(&text));
        }
        vm.spend(span.count / 4)?;
        for (at, byte) in span.indices().zip(data) {
            if let Some(it) = vm.heap.bytes[this].data.get_mut(at) {
                *it = byte;
            }
        }
        return Ok(Value::None);
    }
    let index = vm.item_index(args[1], "bytearray")?;
    let byte = byte_of(vm, args[2], RANGE)?;
    let data = &mut vm.heap.bytes[this].data;
    let at = if index < 0 { index.wrapping_add(data.len() as i64) } else { index };
    match usize::try_from(at).ok().and_then(|it| data.get_mut(it)) {
        Some(it) => {
            *it = byte;
            Ok(Value::None)
        }
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

/// What is assigned to a slice: bytes-like, or an iterable of ints.
fn replacement(vm: &mut Vm, value: Value) -> Res<Vec<u8>> {
    if vm.is_bytes_like(value) {
        return vm.copy_bytes(value);
    }
    if matches!(vm.unwrap(value), Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::Str(_))
        || !vm.is_iterable(value)
    {
        return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    from_iterable(vm, value, RANGE)
}

fn replace_range(vm: &mut Vm, id: Id<Bytes>, start: usize, stop: usize, with: &[u8]) -> Res<()> {
    let len = vm.heap.bytes[id].data.len();
    let (start, stop) = (start.min(len), stop.min(len).max(start.min(len)));
    vm.spend((len - start + with.len()) / FAST)?;
    if stop - start == with.len() {
        vm.heap.bytes[id].data[start..stop].copy_from_slice(with);
        return Ok(());
    }
    grow(vm, id, with.len().saturating_sub(stop - start))?;
    vm.heap.bytes[id].data.splice(start..stop, with.iter().copied());
    Ok(())
}

fn delete_span(vm: &mut Vm, id: Id<Bytes>, span: Span) -> Res<()> {
    let Span { start, step, count, .. } = span;
    if count == 0 {
        return Ok(());
    }
    check_resizable(vm, id)?;
    vm.spend(vm.heap.bytes[id].data.len() / 16 + 1)?;
    // A slice that goes down selects the same bytes as one that goes up from its last.
    let last = start + (count as i64 - 1) * step;
    let (low, step) = if step < 0 { (last, step.unsigned_abs()) } else { (start, step.unsigned_abs()) };
    let (low, step) = (low as usize, usize::try_from(step).unwrap_or(usize::MAX));
    let high = low.saturating_add(step.saturating_mul(count - 1));
    let mut at = 0;
    vm.heap.bytes[id].data.retain(|_| {
        let gone = at >= low && at <= high && (at - low) % step == 0;
        at += 1;
        !gone
    });
    Ok(())
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if let Value::Slice(slice) = args[1] {
        let bounds = vm.slice_bounds(slice)?;
        let span = vm.span(bounds, vm.heap.bytes[this].data.len())?;
        if span.step == 1 {
            let start = usize::try_from(span.start).unwrap_or(0);
            replace_range(vm, this, start, start + span.count, &[])?;
        } else {
            delete_span(vm, this, span)?;
        }
        return Ok(Value::None);
    }
    let index = vm.item_index(args[1], "bytearray")?;
    take(vm, this, index, "bytearray index out of range")?;
    Ok(Value::None)
}

/// Removes the byte at an index.
fn take(vm: &mut Vm, id: Id<Bytes>, index: i64, message: &str) -> Res<u8> {
    let len = vm.heap.bytes[id].data.len();
    let at = if index < 0 { index.wrapping_add(len as i64) } else { index };
    match usize::try_from(at) {
        Ok(at) if at < len => {
            check_resizable(vm, id)?;
            vm.spend((len - at) / FAST)?;
            Ok(vm.heap.bytes[id].data.remove(at))
        }
        _ => Err(vm.index_error(message)),
    }
}

fn iadd(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if !vm.is_bytes_like(args[1]) {
        let text = format!("can't concat {} to {}", vm.type_name(args[1]), vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    }
    push_all(vm, this, args[1])?;
    Ok(args[0])
}

/// Appends the data of a bytes-like object, which may be the bytearray itself.
fn push_all(vm: &mut Vm, id: Id<Bytes>, other: Value) -> Res<()> {
    vm.bytes_like(other)?;
    let more = vm.view_len(other);
    grow(vm, id, more)?;
    vm.heap.room(more)?;
    let data = vm.view(other).map(Cow::into_owned).unwrap_or_default();
    vm.heap.bytes[id].data.extend_from_slice(&data);
    Ok(())
}

fn imul(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let Some(count) = vm.repeat_count(args[1])? else { return Ok(Value::NotImplemented) };
    let count = usize::try_from(count).unwrap_or(0);
    let len = vm.heap.bytes[this].data.len();
    if count == 1 || len == 0 {
        return Ok(args[0]);
    }
    let total = len.saturating_mul(count);
    grow(vm, this, total.saturating_sub(len))?;
    vm.spend(total / FAST + 1)?;
    let data = &mut vm.heap.bytes[this].data;
    if count == 0 {
        data.clear();
    }
    for _ in 1..count {
        data.extend_from_within(..len);
    }
    Ok(args[0])
}

fn alloc_method(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let len = vm.heap.bytes[this].data.len();
    Ok(Value::Int(if len == 0 { 0 } else { vm.heap.bytes[this].data.capacity().max(len + 1) as i64 }))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let data = vm.copy_bytes(args[0])?;
    let data = vm.heap.bytes(data)?;
    let class = Value::Class(vm.class_of(args[0]));
    let state = vm.dict_of(args[0])?.map_or(Value::None, Value::Dict);
    let arguments = vm.heap.tuple_of(&[data])?;
    vm.heap.tuple_of(&[class, arguments, state])
}

fn append(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let byte = byte_of(vm, args[1], RANGE)?;
    grow(vm, this, 1)?;
    vm.heap.bytes[this].data.push(byte);
    Ok(Value::None)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if vm.is_bytes_like(args[1]) {
        push_all(vm, this, args[1])?;
        return Ok(Value::None);
    }
    if vm.as_str(args[1]).is_some() {
        return Err(vm.type_error("expected iterable of integers; got: 'str'"));
    }
    if !vm.is_iterable(args[1]) {
        let text = format!("can't extend bytearray with {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let data = from_iterable(vm, args[1], RANGE)?;
    grow(vm, this, data.len())?;
    vm.heap.bytes[this].data.extend_from_slice(&data);
    Ok(Value::None)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let index = vm.index_i64(args[1])?;
    let byte = byte_of(vm, args[2], RANGE)?;
    grow(vm, this, 1)?;
    let len = vm.heap.bytes[this].data.len();
    let at = if index < 0 { index.saturating_add(len as i64).max(0) } else { index };
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(len);
    vm.spend((len - at) / FAST)?;
    vm.heap.bytes[this].data.insert(at, byte);
    Ok(Value::None)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let index = vm.int_argument(args[1], -1)?;
    if vm.heap.bytes[this].data.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    take(vm, this, index, "pop index out of range").map(|it| Value::Int(i64::from(it)))
}

fn remove(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let byte = byte_of(vm, args[1], RANGE)?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST)?;
    let Some(at) = vm.heap.bytes[this].data.iter().position(|it| *it == byte) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    check_resizable(vm, this)?;
    if at < vm.heap.bytes[this].data.len() {
        vm.heap.bytes[this].data.remove(at);
    }
    Ok(Value::None)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST)?;
    vm.heap.bytes[this].data.reverse();
    Ok(Value::None)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    if !vm.heap.bytes[this].data.is_empty() {
        check_resizable(vm, this)?;
    }
    vm.heap.bytes[this].data.clear();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let data = vm.copy_bytes(args[0])?;
    vm.heap.bytearray(data)
}

fn resize(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let size = vm.index_i64(args[1])?;
    let Ok(size) = usize::try_from(size) else {
        let text = format!("bytearray.resize(): new size must be >= 0, got {size}");
        return Err(vm.value_error(&text));
    };
    let len = vm.heap.bytes[this].data.len();
    if size == len {
        return Ok(Value::None);
    }
    grow(vm, this, size.saturating_sub(len))?;
    vm.spend(size.saturating_sub(len) / FAST + 1)?;
    vm.heap.bytes[this].data.resize(size, 0);
    Ok(Value::None)
}
