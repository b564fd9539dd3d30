//! Union, intersection and difference, as methods and as operators.

use super::{like, this};
use crate::error::Res;
use crate::heap::{Id, Set};
use crate::value::Value;
use crate::vm::Vm;

/// What is done with each item of another operand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Add,
    Remove,
    Toggle,
}

impl Vm {
    /// Adds every item of an iterable to a set.
    ///
    /// # Errors
    /// TypeError if it is not iterable or an item is not hashable, and what it raises.
    pub fn update_set(&mut self, id: Id<Set>, iterable: Value) -> Res<()> {
        if self.heap.sets[id].is_empty() {
            if let Value::Set(other) | Value::FrozenSet(other) = iterable {
                let cost = self.heap.sets[other].copy_cost();
                self.spend(self.heap.sets[other].end() / 8)?;
                self.heap.charge(cost)?;
                let copy = self.heap.sets[other].copy();
                self.heap.sets[id].replace_with(copy);
                return Ok(());
            }
        }
        self.set_change(id, iterable, Change::Add)
    }

    /// Removes every item of an iterable from a set.
    pub(crate) fn set_subtract(&mut self, id: Id<Set>, iterable: Value) -> Res<()> {
        if self.as_set(iterable) == Some(id) {
            self.heap.sets[id].clear();
            return Ok(());
        }
        if let Value::Set(other) | Value::FrozenSet(other) = iterable {
            if self.heap.sets[other].len() > self.heap.sets[id].len() {
                return self.set_keep_absent(id, other);
            }
        }
        self.set_change(id, iterable, Change::Remove)
    }

    /// Removes what a larger set also has: takes time in the smaller one.
    fn set_keep_absent(&mut self, id: Id<Set>, other: Id<Set>) -> Res<()> {
        let result = self.heap.add_set(Set::default())?;
        let mark = self.kept();
        self.keep(Value::Set(result));
        self.keep(Value::Set(other));
        let mut at = 0;
        while let Some((position, entry)) = self.heap.sets[id].next_from(at) {
            self.spend(2 + (position - at) / 16)?;
            let turn = self.kept();
            self.keep(entry.key);
            if self.set_find(other, entry.key, entry.hash)?.is_none() {
                self.heap.set_push(result, entry.hash, entry.key)?;
            }
            self.release(turn);
            at = position + 1;
        }
        replace(self, id, result);
        self.release(mark);
        Ok(())
    }

    /// Adds the items of an iterable that are absent and removes those that are there.
    pub(crate) fn set_toggle(&mut self, id: Id<Set>, iterable: Value) -> Res<()> {
        if self.as_set(iterable) == Some(id) {
            self.heap.sets[id].clear();
            return Ok(());
        }
        if self.as_set(iterable).is_some() || matches!(iterable, Value::Dict(_)) {
            return self.set_change(id, iterable, Change::Toggle);
        }
        // An item that occurs twice counts once.
        let other = self.heap.add_set(Set::default())?;
        let mark = self.kept();
        self.keep(Value::Set(other));
        self.update_set(other, iterable)?;
        self.set_change(id, Value::Set(other), Change::Toggle)?;
        self.release(mark);
        Ok(())
    }

    fn set_change(&mut self, id: Id<Set>, iterable: Value, change: Change) -> Res<()> {
        let mark = self.kept();
        self.keep(Value::Set(id));
        self.keep(iterable);
        match iterable {
            Value::Set(other) | Value::FrozenSet(other) => {
                let mut at = 0;
                while let Some((position, entry)) = self.heap.sets[other].next_from(at) {
                    self.spend(2 + (position - at) / 16)?;
                    self.set_change_one(id, entry.key, entry.hash, change)?;
                    at = position + 1;
                }
            }
            Value::Dict(other) => {
                let mut at = 0;
                while let Some((position, entry)) = self.heap.dicts[other].next_from(at) {
                    self.spend(2 + (position - at) / 16)?;
                    self.set_change_one(id, entry.key, entry.hash, change)?;
                    at = position + 1;
                }
            }
            _ => self.for_each(iterable, |vm, item| {
                vm.keep(item);
                let hash = vm.hash(item)?;
                vm.set_change_one(id, item, hash, change)
            })?,
        }
        self.release(mark);
        Ok(())
    }

    fn set_change_one(&mut self, id: Id<Set>, key: Value, hash: i64, change: Change) -> Res<()> {
        let mark = self.kept();
        self.keep(key);
        let found = self.set_find(id, key, hash)?;
        self.release(mark);
        match (found, change) {
            (None, Change::Add | Change::Toggle) => self.heap.set_push(id, hash, key),
            (Some(position), Change::Remove | Change::Toggle) => {
                self.heap.sets[id].remove_at(position);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A new set of the items of `id` that an iterable also has.
    pub(crate) fn set_intersect(&mut self, id: Id<Set>, iterable: Value) -> Res<Id<Set>> {
        let result = self.heap.add_set(Set::default())?;
        let mark = self.kept();
        self.keep(Value::Set(result));
        let (mut within, mut over) = (id, iterable);
        if let Value::Set(other) | Value::FrozenSet(other) = iterable {
            if self.heap.sets[other].len() > self.heap.sets[id].len() {
                (within, over) = (other, Value::Set(id));
            }
        }
        if let Value::Set(other) | Value::FrozenSet(other) = over {
            let mut at = 0;
            while let Some((position, entry)) = self.heap.sets[other].next_from(at) {
                self.spend(2 + (position - at) / 16)?;
                let turn = self.kept();
                self.keep(entry.key);
                if self.set_find(within, entry.key, entry.hash)?.is_some() {
                    self.set_change_one(result, entry.key, entry.hash, Change::Add)?;
                }
                self.release(turn);
                at = position + 1;
            }
        } else {
            self.for_each(over, |vm, item| {
                vm.keep(item);
                let hash = vm.hash(item)?;
                if vm.set_find(within, item, hash)?.is_some() {
                    vm.set_change_one(result, item, hash, Change::Add)?;
                }
                Ok(())
            })?;
        }
        self.release(mark);
        Ok(result)
    }
}

/// A copy of `self`, kept, to be changed.
fn copy_of(vm: &mut Vm, id: Id<Set>) -> Res<Id<Set>> {
    let copy = vm.set_copy(id)?;
    vm.keep(Value::Set(copy));
    Ok(copy)
}

pub(super) fn union(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let copy = copy_of(vm, id)?;
    for other in &args[1..] {
        vm.update_set(copy, *other)?;
    }
    Ok(like(vm, args[0], copy))
}

pub(super) fn intersection(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let result = intersect_all(vm, id, &args[1..])?;
    Ok(like(vm, args[0], result))
}

fn intersect_all(vm: &mut Vm, id: Id<Set>, others: &[Value]) -> Res<Id<Set>> {
    let mut result = if others.is_empty() { copy_of(vm, id)? } else { id };
    for other in others {
        result = vm.set_intersect(result, *other)?;
        vm.keep(Value::Set(result));
    }
    Ok(result)
}

pub(super) fn difference(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let copy = copy_of(vm, id)?;
    for other in &args[1..] {
        vm.set_subtract(copy, *other)?;
    }
    Ok(like(vm, args[0], copy))
}

pub(super) fn symmetric_difference(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let copy = copy_of(vm, id)?;
    vm.set_toggle(copy, args[1])?;
    Ok(like(vm, args[0], copy))
}

pub(super) fn update(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    for other in &args[1..] {
        vm.update_set(id, *other)?;
    }
    Ok(Value::None)
}

pub(super) fn intersection_update(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let result = intersect_all(vm, id, &args[1..])?;
    replace(vm, id, result);
    Ok(Value::None)
}

/// Makes the items of a set those of a temporary one.
fn replace(vm: &mut Vm, id: Id<Set>, from: Id<Set>) {
    let items = core::mem::take(&mut vm.heap.sets[from]);
    vm.heap.sets[id].replace_with(items);
}

pub(super) fn difference_update(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    for other in &args[1..] {
        vm.set_subtract(id, *other)?;
    }
    Ok(Value::None)
}

pub(super) fn symmetric_difference_update(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.set_toggle(id, args[1])?;
    Ok(Value::None)
}

/// Both operands, if both are sets.
fn operands(vm: &Vm, args: &[Value]) -> Option<(Id<Set>, Id<Set>)> {
    Some((vm.as_set(args[0])?, vm.as_set(args[1])?))
}

pub(super) fn and(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    let result = vm.set_intersect(a, Value::Set(b))?;
    Ok(like(vm, args[0], result))
}

pub(super) fn reflected_and(vm: &mut Vm, args: &[Value]) -> Res {
    and(vm, &[args[1], args[0]])
}

pub(super) fn or(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    let copy = copy_of(vm, a)?;
    vm.update_set(copy, Value::Set(b))?;
    Ok(like(vm, args[0], copy))
}

pub(super) fn reflected_or(vm: &mut Vm, args: &[Value]) -> Res {
    or(vm, &[args[1], args[0]])
}

pub(super) fn sub(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    let copy = copy_of(vm, a)?;
    vm.set_subtract(copy, Value::Set(b))?;
    Ok(like(vm, args[0], copy))
}

pub(super) fn reflected_sub(vm: &mut Vm, args: &[Value]) -> Res {
    sub(vm, &[args[1], args[0]])
}

pub(super) fn xor(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    let copy = copy_of(vm, a)?;
    vm.set_toggle(copy, Value::Set(b))?;
    Ok(like(vm, args[0], copy))
}

pub(super) fn reflected_xor(vm: &mut Vm, args: &[Value]) -> Res {
    xor(vm, &[args[1], args[0]])
}

pub(super) fn or_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    vm.update_set(a, Value::Set(b))?;
    Ok(args[0])
}

pub(super) fn and_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    let result = vm.set_intersect(a, Value::Set(b))?;
    replace(vm, a, result);
    Ok(args[0])
}

pub(super) fn sub_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    vm.set_subtract(a, Value::Set(b))?;
    Ok(args[0])
}

pub(super) fn xor_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((a, b)) = operands(vm, args) else { return Ok(Value::NotImplemented) };
    vm.set_toggle(a, Value::Set(b))?;
    Ok(args[0])
}
