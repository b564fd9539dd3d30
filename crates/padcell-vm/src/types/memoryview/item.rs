//! Items of a `memoryview`: reading, setting, comparing, listing.

use alloc::format;
use alloc::vec::Vec;

use super::{MemoryView, add, released, this};
use crate::error::Res;
use crate::heap::{Id, Slice};
use crate::packing::Misfit;
use crate::types::str_::text::SLOW;
use crate::value::Value;
use crate::vm::Vm;

/// The item at an index that is in range.
fn read(vm: &mut Vm, view: &MemoryView, index: usize) -> Res {
    let at = view.offset(index);
    let size = view.item.size();
    let bytes =
        view.base_id().and_then(|id| vm.heap.bytes[id].data.get(at..at.saturating_add(size))).map(|it| {
            let mut word = [0; 8];
            word[..size].copy_from_slice(it);
            word
        });
    match bytes {
        Some(word) => view.item.read(vm, &word[..size], false),
        None => Err(released(vm)),
    }
}

fn position(vm: &mut Vm, view: &MemoryView, key: Value) -> Res<usize> {
    let index = vm.index_i64(key)?;
    let at = if index < 0 { index.wrapping_add(view.len as i64) } else { index };
    match usize::try_from(at) {
        Ok(it) if it < view.len => Ok(it),
        _ => Err(vm.index_error("index out of bounds on dimension 1")),
    }
}

/// Whether a key is a whole slice, an index, or nothing of both.
fn check_key(vm: &mut Vm, key: Value) -> Res<()> {
    let class = vm.class_of(key);
    if vm.class_lookup(class, vm.names.__index__).is_none() {
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    Ok(())
}

/// The part of a view that a slice selects.
fn slice(vm: &mut Vm, view: &MemoryView, slice: Id<Slice>) -> Res<MemoryView> {
    let bounds = vm.slice_bounds(slice)?;
    let span = vm.span(bounds, view.len)?;
    let start = if span.count == 0 { view.start } else { view.offset(span.start.max(0) as usize) };
    Ok(MemoryView { start, len: span.count, stride: view.stride.saturating_mul(span.step), ..*view })
}

pub(super) fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    match args[1] {
        Value::Slice(id) => {
            let part = slice(vm, &view, id)?;
            add(vm, part)
        }
        Value::Ellipsis => Ok(args[0]),
        key => {
            check_key(vm, key)?;
            let at = position(vm, &view, key)?;
            // `__index__` may have released the view.
            let view = this(vm, args[0])?;
            read(vm, &view, at)
        }
    }
}

pub(super) fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    if view.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if let Value::Slice(id) = args[1] {
        let part = slice(vm, &view, id)?;
        return assign(vm, args[0], &part, args[2]);
    }
    check_key(vm, args[1])?;
    let at = position(vm, &view, args[1])?;
    let word = match view.item.write(vm, args[2], false)? {
        Ok(it) => it,
        Err(Misfit::Type) => {
            let text = format!("memoryview: invalid type for format '{}'", char::from(view.format));
            return Err(vm.type_error(&text));
        }
        Err(Misfit::Range) => {
            let text = format!("memoryview: invalid value for format '{}'", char::from(view.format));
            return Err(vm.value_error(&text));
        }
    };
    let view = this(vm, args[0])?;
    write(vm, &view, at, &word[..view.item.size()])?;
    Ok(Value::None)
}

fn write(vm: &mut Vm, view: &MemoryView, index: usize, bytes: &[u8]) -> Res<()> {
    let at = view.offset(index);
    let place = match view.base_id() {
        Some(id) => vm.heap.bytes[id].data.get_mut(at..at.saturating_add(bytes.len())),
        None => None,
    };
    match place {
        Some(place) => {
            place.copy_from_slice(bytes);
            Ok(())
        }
        None => Err(released(vm)),
    }
}

/// `view[start:stop:step] = value`.
fn assign(vm: &mut Vm, object: Value, part: &MemoryView, value: Value) -> Res {
    const DIFFERENT: &str = "memoryview assignment: lvalue and rvalue have different structures";
    let data = vm.copy_bytes(value)?;
    let same_item = match vm.payload::<MemoryView>(value) {
        Some(it) => it.item == part.item,
        None => part.format == b'B',
    };
    if !same_item || data.len() != part.byte_len() {
        return Err(vm.value_error(DIFFERENT));
    }
    this(vm, object)?;
    vm.spend(part.len / SLOW + 1)?;
    let size = part.item.size();
    for (index, bytes) in data.chunks_exact(size).enumerate() {
        write(vm, part, index, bytes)?;
    }
    Ok(Value::None)
}

pub(super) fn tolist(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    vm.heap.room(view.len.saturating_mul(size_of::<Value>()))?;
    vm.spend(view.len)?;
    let mut items = Vec::with_capacity(view.len);
    for index in 0..view.len {
        items.push(read(vm, &view, index)?);
    }
    vm.heap.list(items)
}

/// Whether two views of different formats hold equal items.
pub(super) fn equal(vm: &mut Vm, a: &MemoryView, b: &MemoryView) -> Res {
    if a.len != b.len {
        return Ok(Value::Bool(false));
    }
    vm.spend(a.len)?;
    for index in 0..a.len {
        let (x, y) = (read(vm, a, index)?, read(vm, b, index)?);
        let mark = vm.kept();
        vm.keep(x);
        vm.keep(y);
        // Not-a-number differs from itself here, as `==` has it.
        let result = vm.compare(padcell_bytecode::CompareOp::Eq, x, y)?;
        let same = vm.truth(result)?;
        vm.release(mark);
        if !same {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

pub(super) fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let mut count = 0;
    let mut index = 0;
    loop {
        let view = this(vm, args[0])?;
        if index >= view.len {
            return Ok(Value::Int(count));
        }
        vm.spend(2)?;
        let it = read(vm, &view, index)?;
        let mark = vm.kept();
        vm.keep(it);
        count += i64::from(vm.same(it, args[1])?);
        vm.release(mark);
        index += 1;
    }
}

pub(super) fn index(vm: &mut Vm, args: &[Value]) -> Res {
    let len = this(vm, args[0])?.len;
    let (start, stop) = vm.search_range(args[2], args[3], len)?;
    for index in start..stop.max(start) {
        let view = this(vm, args[0])?;
        if index >= view.len {
            break;
        }
        vm.spend(2)?;
        let it = read(vm, &view, index)?;
        let mark = vm.kept();
        vm.keep(it);
        let same = vm.same(it, args[1])?;
        vm.release(mark);
        if same {
            return Ok(Value::Int(index as i64));
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}
