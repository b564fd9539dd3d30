//! Deque methods that find, set or delete an item by place or value.

use super::{Deque, grow, item, this};
use crate::error::Res;
use crate::types::list::place;
use crate::value::Value;
use crate::vm::Vm;

/// The place of an index, or IndexError.
fn place_of(vm: &mut Vm, deque: Value, key: Value) -> Res<usize> {
    let class = vm.class_of(key);
    if vm.class_lookup(class, vm.names.__index__).is_none() {
        let text = alloc::format!("sequence index must be integer, not '{}'", vm.type_name(key));
        return Err(vm.type_error(&text));
    }
    let index = vm.item_index(key, "deque")?;
    match place(index, this(vm, deque)?.items.len()) {
        Some(it) => Ok(it),
        None => Err(vm.index_error("deque index out of range")),
    }
}

pub(super) fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let at = place_of(vm, args[0], args[1])?;
    Ok(item(vm, args[0], at).unwrap_or(Value::None))
}

pub(super) fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    let at = place_of(vm, args[0], args[1])?;
    if let Some(it) = this(vm, args[0])?.items.get_mut(at) {
        *it = args[2];
    }
    Ok(Value::None)
}

pub(super) fn delete_item(vm: &mut Vm, args: &[Value]) -> Res {
    let at = place_of(vm, args[0], args[1])?;
    remove_at(vm, args[0], at)?;
    Ok(Value::None)
}

fn remove_at(vm: &mut Vm, deque: Value, at: usize) -> Res<()> {
    let len = this(vm, deque)?.items.len();
    vm.spend(at.min(len - at) / 32)?;
    let it = this(vm, deque)?;
    it.version += 1;
    it.items.remove(at);
    Ok(())
}

/// The first place from `start` to `stop` whose item is `value`; the deque must not change meanwhile.
fn find(vm: &mut Vm, deque: Value, value: Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let version = this(vm, deque)?.version;
    let mut index = start;
    while index < stop {
        let Some(item) = item(vm, deque, index) else { break };
        if index % 16 == 0 {
            vm.spend(4)?;
        }
        let same = vm.same(item, value)?;
        if this(vm, deque)?.version != version {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        if same {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

pub(super) fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(find(vm, args[0], args[1], 0, usize::MAX)?.is_some()))
}

pub(super) fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let (mut from, mut total) = (0, 0);
    while let Some(at) = find(vm, args[0], args[1], from, usize::MAX)? {
        total += 1;
        from = at + 1;
    }
    Ok(Value::Int(total))
}

pub(super) fn index(vm: &mut Vm, args: &[Value]) -> Res {
    let mut bounds = [0, i64::MAX];
    for (bound, given) in bounds.iter_mut().zip(&args[2..4]) {
        if given.is_set() {
            *bound = vm.index_clipped(*given)?;
        }
    }
    let len = this(vm, args[0])?.items.len() as i64;
    let clip = |it: i64| if it < 0 { it.saturating_add(len).max(0) as usize } else { it as usize };
    match find(vm, args[0], args[1], clip(bounds[0]), clip(bounds[1]))? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

pub(super) fn insert(vm: &mut Vm, args: &[Value]) -> Res {
    let index = vm.index_i64(args[1])?;
    let it = this(vm, args[0])?;
    let len = it.items.len();
    if it.maxlen.is_some_and(|maxlen| len >= maxlen) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let len_signed = len as i64;
    let at = if index < 0 { index.saturating_add(len_signed).max(0) } else { index.min(len_signed) } as usize;
    grow(vm, args[0], 1)?;
    vm.spend(at.min(len - at) / 32)?;
    let it = this(vm, args[0])?;
    it.version += 1;
    it.items.insert(at, args[2]);
    Ok(Value::None)
}

pub(super) fn remove(vm: &mut Vm, args: &[Value]) -> Res {
    let version = this(vm, args[0])?.version;
    let mut at = 0;
    while let Some(item) = item(vm, args[0], at) {
        if at % 16 == 0 {
            vm.spend(4)?;
        }
        let same = vm.same(item, args[1])?;
        if vm.payload::<Deque>(args[0]).is_none_or(|it| it.version != version) {
            return Err(vm.index_error("deque mutated during remove()."));
        }
        if same {
            remove_at(vm, args[0], at)?;
            return Ok(Value::None);
        }
        at += 1;
    }
    Err(vm.value_error("deque.remove(x): x not in deque"))
}
