//! Deque operators: concatenation, repetition, comparison.

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::CompareOp;

use super::{Deque, copy, extend_with, this};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// The items in a vector.
pub(super) fn items_of(vm: &mut Vm, deque: Value) -> Res<Vec<Value>> {
    let len = this(vm, deque)?.items.len();
    vm.room_for(len)?;
    Ok(this(vm, deque)?.items.iter().copied().collect())
}

pub(super) fn add(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.payload::<Deque>(args[1]).is_none() {
        let text = format!("can only concatenate deque (not \"{}\") to deque", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let made = copy(vm, &args[..1])?;
    vm.keep(made);
    extend_with(vm, made, args[1], false)?;
    Ok(made)
}

pub(super) fn add_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    extend_with(vm, args[0], args[1], false)?;
    Ok(args[0])
}

pub(super) fn multiply(vm: &mut Vm, args: &[Value]) -> Res {
    let made = copy(vm, &args[..1])?;
    vm.keep(made);
    multiply_in_place(vm, &[made, args[1]])
}

pub(super) fn multiply_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(times) = vm.repeat_count(args[1])? else {
        let text = format!("can't multiply sequence by non-int of type '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let maxlen = this(vm, args[0])?.maxlen;
    let items = items_of(vm, args[0])?;
    let list = vm.heap.list(items)?;
    vm.keep(list);
    // Of a bounded deque only the end stays: more than it holds need not be made.
    let len = vm.sequence_len(list);
    let enough = maxlen.map_or(i64::MAX, |it| {
        i64::try_from(it.checked_div(len).map_or(1, |turns| turns.saturating_add(2))).unwrap_or(i64::MAX)
    });
    let mut repeated = vm.repeated(list, times.min(enough))?;
    if let Some(maxlen) = maxlen {
        let wanted = len.saturating_mul(usize::try_from(times).unwrap_or(0)).min(maxlen);
        repeated.drain(..repeated.len().saturating_sub(wanted));
    }
    vm.heap.charge(repeated.len() * size_of::<Value>())?;
    let it = this(vm, args[0])?;
    it.version += 1;
    it.items = repeated.into();
    Ok(args[0])
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    if vm.payload::<Deque>(args[0]).is_none() || vm.payload::<Deque>(args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    let mut lists = [Value::None; 2];
    for (list, deque) in lists.iter_mut().zip(args) {
        let items = items_of(vm, *deque)?;
        *list = vm.heap.list(items)?;
        vm.keep(*list);
    }
    vm.compare_sequences(op, lists[0], lists[1])
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
