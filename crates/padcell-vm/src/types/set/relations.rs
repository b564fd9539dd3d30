//! Comparisons of sets: subset, superset, equality, disjointness.

use padcell_bytecode::CompareOp;

use super::this;
use crate::error::Res;
use crate::heap::{Id, Set};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Whether every item of `a` is in `b`.
    fn set_within(&mut self, a: Id<Set>, b: Id<Set>) -> Res<bool> {
        if self.heap.sets[a].len() > self.heap.sets[b].len() {
            return Ok(false);
        }
        let mut at = 0;
        while let Some((position, entry)) = self.heap.sets[a].next_from(at) {
            self.spend(1 + (position - at) / 16)?;
            let mark = self.kept();
            self.keep(entry.key);
            if self.set_find(b, entry.key, entry.hash)?.is_none() {
                return Ok(false);
            }
            self.release(mark);
            at = position + 1;
        }
        Ok(true)
    }

    fn set_equal(&mut self, a: Id<Set>, b: Id<Set>) -> Res<bool> {
        let (ours, theirs) = (self.heap.sets[a].hash, self.heap.sets[b].hash);
        if ours != 0 && theirs != 0 && ours != theirs {
            return Ok(false);
        }
        Ok(self.heap.sets[a].len() == self.heap.sets[b].len() && self.set_within(a, b)?)
    }

    /// A set of an iterable's items: the iterable itself if it is one.
    fn set_from(&mut self, iterable: Value) -> Res<Id<Set>> {
        if let Some(id) = self.as_set(iterable) {
            return Ok(id);
        }
        let set = self.heap.add_set(Set::default())?;
        self.keep(Value::Set(set));
        self.update_set(set, iterable)?;
        Ok(set)
    }
}

pub(super) fn is_disjoint(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let (mut within, mut over) = (id, args[1]);
    if let Value::Set(other) | Value::FrozenSet(other) = over {
        if vm.heap.sets[other].len() > vm.heap.sets[id].len() {
            (within, over) = (other, Value::Set(id));
        }
    }
    let iterator = vm.iter(over)?;
    vm.keep(iterator);
    let mark = vm.kept();
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        if vm.set_has(within, item)? {
            return Ok(Value::Bool(false));
        }
        vm.release(mark);
    }
    Ok(Value::Bool(true))
}

pub(super) fn is_subset(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let other = vm.set_from(args[1])?;
    vm.set_within(id, other).map(Value::Bool)
}

pub(super) fn is_superset(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if let Some(other) = vm.as_set(args[1]) {
        return vm.set_within(other, id).map(Value::Bool);
    }
    let iterator = vm.iter(args[1])?;
    vm.keep(iterator);
    let mark = vm.kept();
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        if !vm.set_has(id, item)? {
            return Ok(Value::Bool(false));
        }
        vm.release(mark);
    }
    Ok(Value::Bool(true))
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    let (Some(a), Some(b)) = (vm.as_set(args[0]), vm.as_set(args[1])) else {
        return Ok(Value::NotImplemented);
    };
    let (ours, theirs) = (vm.heap.sets[a].len(), vm.heap.sets[b].len());
    Ok(Value::Bool(match op {
        CompareOp::Eq => vm.set_equal(a, b)?,
        CompareOp::Ne => !vm.set_equal(a, b)?,
        CompareOp::Lt => ours < theirs && vm.set_within(a, b)?,
        CompareOp::Le => vm.set_within(a, b)?,
        CompareOp::Gt => ours > theirs && vm.set_within(b, a)?,
        CompareOp::Ge => vm.set_within(b, a)?,
    }))
}

pub(super) fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Eq, args)
}

pub(super) fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ne, args)
}

pub(super) fn lt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Lt, args)
}

pub(super) fn le(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Le, args)
}

pub(super) fn gt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Gt, args)
}

pub(super) fn ge(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ge, args)
}
