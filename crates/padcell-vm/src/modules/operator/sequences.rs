//! Operators on sequences and iterables.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

/// Refuses what is no sequence.
fn check(vm: &mut Vm, value: Value) -> Res<()> {
    let class = vm.class_of(value);
    if vm.class_lookup(class, vm.names.__getitem__).is_some() {
        return Ok(());
    }
    let text = format!("'{}' object can't be concatenated", vm.type_name(value));
    Err(vm.type_error(&text))
}

pub(super) fn concat(vm: &mut Vm, args: &[Value]) -> Res {
    check(vm, args[0])?;
    vm.binary(BinaryOp::Add, args[0], args[1])
}

pub(super) fn concat_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    check(vm, args[0])?;
    vm.inplace(BinaryOp::Add, args[0], args[1])
}

pub(super) fn count_of(vm: &mut Vm, args: &[Value]) -> Res {
    let mut total = 0;
    vm.for_each(args[0], |vm, item| {
        vm.keep(item);
        if vm.same(item, args[1])? {
            total += 1;
        }
        Ok(())
    })?;
    Ok(Value::Int(total))
}

pub(super) fn index_of(vm: &mut Vm, args: &[Value]) -> Res {
    let iterator = vm.iter(args[0])?;
    vm.keep(iterator);
    let mark = vm.kept();
    let mut index = 0;
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        if vm.same(item, args[1])? {
            return Ok(Value::Int(index));
        }
        vm.release(mark);
        index += 1;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

pub(super) fn length_hint(vm: &mut Vm, args: &[Value]) -> Res {
    let default = args[1].or(Value::Int(0));
    if !matches!(vm.unwrap(default), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
        let text = format!("'{}' object cannot be interpreted as an integer", vm.type_name(default));
        return Err(vm.type_error(&text));
    }
    let class = vm.class_of(args[0]);
    if vm.class_lookup(class, vm.names.__len__).is_some() {
        match vm.len(args[0]) {
            Ok(it) => return Ok(Value::Int(i64::try_from(it).unwrap_or(i64::MAX))),
            Err(Unwind::Raised) if vm.raised_is(vm.exceptions.type_error) => vm.heap.raised = Value::Unset,
            Err(it) => return Err(it),
        }
    }
    let hint = match vm.call_special(args[0], vm.names.__length_hint__, &[]) {
        Ok(Some(Value::NotImplemented) | None) => return Ok(default),
        Ok(Some(it)) => it,
        Err(Unwind::Raised) if vm.raised_is(vm.exceptions.type_error) => {
            vm.heap.raised = Value::Unset;
            return Ok(default);
        }
        Err(it) => return Err(it),
    };
    match vm.unwrap(hint) {
        Value::Int(it) if it >= 0 => Ok(hint),
        Value::Int(_) => Err(vm.value_error("__length_hint__() should return >= 0")),
        _ => {
            let text = format!("__length_hint__ must be an integer, not {}", vm.type_name(hint));
            Err(vm.type_error(&text))
        }
    }
}
