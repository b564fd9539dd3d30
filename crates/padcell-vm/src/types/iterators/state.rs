//! What iterators say about themselves: how much is left, and how to make them again.

use alloc::vec::Vec;

use num_bigint::BigInt;

use super::{DONE, this};
use crate::error::Res;
use crate::heap::{Id, Iter, Range};
use crate::types::range::small_range_len;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn length_hint(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let left = match vm.heap.iters[id] {
        Iter::Range { next, stop, step } => small_range_len(next, stop, step),
        Iter::BigRange { left, .. } => return Ok(left),
        Iter::List { list, index } => vm.heap.lists[list].items.len().saturating_sub(index),
        Iter::ListReversed { list, left } => {
            if left <= vm.heap.lists[list].items.len() {
                left
            } else {
                0
            }
        }
        Iter::Tuple { tuple, index } => vm.heap.tuples[tuple].items.len().saturating_sub(index),
        Iter::Str { text, index } => {
            vm.spend(vm.heap.text(text).len() / 64)?;
            vm.heap.text(text).get(index..).map_or(0, |it| it.chars().count())
        }
        Iter::Bytes { bytes: Value::Bytes(data) | Value::ByteArray(data), index } => {
            vm.heap.bytes[data].data.len().saturating_sub(index)
        }
        Iter::DictKeys { .. }
        | Iter::DictValues { .. }
        | Iter::DictItems { .. }
        | Iter::DictReversed { .. } => rest_of_table(vm, id)?.len(),
        Iter::Set { .. } => rest_of_table(vm, id)?.len(),
        Iter::Sequence { object, index } if index >= 0 => {
            let len = vm.len(object)?;
            len.saturating_sub(usize::try_from(index).unwrap_or(0))
        }
        Iter::SequenceReversed { object, index } => {
            let left = usize::try_from(index.saturating_add(1)).unwrap_or(0);
            if vm.len(object)? < left { 0 } else { left }
        }
        _ => 0,
    };
    Ok(Value::Int(i64::try_from(left).unwrap_or(i64::MAX)))
}

/// What an iterator over a dict or set has still to give.
fn rest_of_table(vm: &mut Vm, id: Id<Iter>) -> Res<Vec<Value>> {
    let mut out = Vec::new();
    let copy = vm.heap.iters[id];
    let Value::Iter(other) = vm.heap.iter(copy)? else { return Ok(out) };
    let changed = match copy {
        Iter::DictKeys { dict, size, .. }
        | Iter::DictValues { dict, size, .. }
        | Iter::DictItems { dict, size, .. }
        | Iter::DictReversed { dict, size, .. } => vm.heap.dicts[dict].len() != size,
        Iter::Set { set, size, .. } => vm.heap.sets[set].len() != size,
        _ => true,
    };
    if changed {
        return Ok(out);
    }
    // Nothing here calls Python: the copy and the tuples that it makes need not be kept.
    while let Some(item) = vm.next_builtin(other)? {
        vm.spend(1)?;
        if out.len() == out.capacity() {
            vm.heap.room(out.capacity().saturating_mul(2 * size_of::<Value>()))?;
        }
        out.push(item);
    }
    Ok(out)
}

fn builtin(vm: &mut Vm, name: &str) -> Res {
    let name = vm.intern(name)?;
    Ok(vm.heap.dict_str(vm.builtins, name).unwrap_or(Value::None))
}

/// `(function, (argument,))`, with a state if it is set.
fn rebuild(vm: &mut Vm, function: &str, argument: Value, state: Value) -> Res {
    let function = builtin(vm, function)?;
    let arguments = vm.heap.tuple_of(&[argument])?;
    if state.is_set() {
        vm.heap.tuple_of(&[function, arguments, state])
    } else {
        vm.heap.tuple_of(&[function, arguments])
    }
}

pub(super) fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let class = Value::Class(vm.class_of(args[0]));
    match vm.heap.iters[id] {
        Iter::Enumerate { inner, next } => {
            let arguments = vm.heap.tuple_of(&[inner, next])?;
            vm.heap.tuple_of(&[class, arguments])
        }
        Iter::Zip { inner, strict: false } => vm.heap.tuple_of(&[class, Value::Tuple(inner)]),
        Iter::Zip { inner, strict: true } => {
            vm.heap.tuple_of(&[class, Value::Tuple(inner), Value::Bool(true)])
        }
        Iter::Map { function, inner, strict } => {
            let mut items = alloc::vec![function];
            items.extend_from_slice(&vm.heap.tuples[inner].items);
            let arguments = vm.heap.tuple(items)?;
            let parts = [class, arguments, Value::Bool(true)];
            vm.heap.tuple_of(if strict { &parts } else { &parts[..2] })
        }
        Iter::Filter { function, inner } => {
            let arguments = vm.heap.tuple_of(&[function, inner])?;
            vm.heap.tuple_of(&[class, arguments])
        }
        Iter::Callable { callable, sentinel } if callable.is_set() => {
            let function = builtin(vm, "iter")?;
            let arguments = vm.heap.tuple_of(&[callable, sentinel])?;
            vm.heap.tuple_of(&[function, arguments])
        }
        other => reduce_container(vm, id, other),
    }
}

fn reduce_container(vm: &mut Vm, id: Id<Iter>, iter: Iter) -> Res {
    let index_value = |it: usize| Value::Int(i64::try_from(it).unwrap_or(i64::MAX));
    match iter {
        Iter::Range { next, stop, step } => {
            let (start, stop, step) = (Value::Int(next), Value::Int(stop), Value::Int(step));
            let range = vm.heap.add_range(Range { start, stop, step })?;
            rebuild(vm, "iter", Value::Range(range), Value::None)
        }
        Iter::BigRange { next, step, left } => {
            let stop = vm.big(next).unwrap_or_default()
                + vm.big(step).unwrap_or_default() * vm.big(left).unwrap_or_else(|| BigInt::from(0));
            let stop = vm.heap.int(stop)?;
            let range = vm.heap.add_range(Range { start: next, stop, step })?;
            rebuild(vm, "iter", Value::Range(range), Value::None)
        }
        Iter::List { list, index } if index != DONE => {
            rebuild(vm, "iter", Value::List(list), index_value(index))
        }
        Iter::ListReversed { list, left } if left > 0 => {
            rebuild(vm, "reversed", Value::List(list), index_value(left - 1))
        }
        Iter::List { .. } | Iter::ListReversed { .. } => {
            let empty = vm.heap.list(Vec::new())?;
            rebuild(vm, "iter", empty, Value::Unset)
        }
        Iter::Tuple { tuple, index } if index != DONE => {
            rebuild(vm, "iter", Value::Tuple(tuple), index_value(index))
        }
        Iter::Str { text, index } => {
            let chars = vm.heap.text(text).get(..index).map_or(0, |it| it.chars().count());
            rebuild(vm, "iter", Value::Str(text), index_value(chars))
        }
        Iter::Bytes { bytes, index } if index != DONE => rebuild(vm, "iter", bytes, index_value(index)),
        Iter::DictKeys { .. }
        | Iter::DictValues { .. }
        | Iter::DictItems { .. }
        | Iter::DictReversed { .. }
        | Iter::Set { .. } => {
            let items = rest_of_table(vm, id)?;
            let list = vm.heap.list(items)?;
            rebuild(vm, "iter", list, Value::Unset)
        }
        Iter::Sequence { object, index } if index >= 0 => rebuild(vm, "iter", object, Value::Int(index)),
        Iter::SequenceReversed { object, index } if index >= 0 => {
            rebuild(vm, "reversed", object, Value::Int(index))
        }
        _ => {
            let empty = vm.heap.tuple(Vec::new())?;
            rebuild(vm, "iter", empty, Value::Unset)
        }
    }
}

pub(super) fn set_state(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if let Iter::Zip { .. } | Iter::Map { .. } = vm.heap.iters[id] {
        let on = vm.truth(args[1])?;
        if let Iter::Zip { strict, .. } | Iter::Map { strict, .. } = &mut vm.heap.iters[id] {
            *strict = on;
        }
        return Ok(Value::None);
    }
    let index = vm.index_i64(args[1])?;
    let at = usize::try_from(index).unwrap_or(0);
    vm.heap.iters[id] = match vm.heap.iters[id] {
        Iter::List { list, index: now } if now != DONE => {
            Iter::List { list, index: at.min(vm.heap.lists[list].items.len()) }
        }
        Iter::ListReversed { list, left } if left > 0 => {
            let left = usize::try_from(index.saturating_add(1)).unwrap_or(0);
            Iter::ListReversed { list, left: left.min(vm.heap.lists[list].items.len()) }
        }
        Iter::Tuple { tuple, index: now } if now != DONE => {
            Iter::Tuple { tuple, index: at.min(vm.heap.tuples[tuple].items.len()) }
        }
        Iter::Bytes { bytes, index: now } if now != DONE => Iter::Bytes { bytes, index: at.min(DONE - 1) },
        Iter::Str { text, .. } => {
            let bytes = vm.heap.text(text);
            let index = bytes.char_indices().nth(at).map_or(bytes.len(), |it| it.0);
            Iter::Str { text, index }
        }
        Iter::Sequence { object, index: now } if now >= 0 => Iter::Sequence { object, index: index.max(0) },
        Iter::SequenceReversed { object, index: now } if now >= 0 => {
            let len = i64::try_from(vm.len(object)?).unwrap_or(i64::MAX);
            Iter::SequenceReversed { object, index: index.clamp(-1, len - 1) }
        }
        Iter::Range { next, stop, step } => {
            let left = small_range_len(next, stop, step);
            let skipped = i64::try_from(at.min(left)).unwrap_or(0);
            Iter::Range { next: next.wrapping_add(skipped.wrapping_mul(step)), stop, step }
        }
        other => other,
    };
    Ok(Value::None)
}
