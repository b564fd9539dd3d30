//! Builtin functions over iterables: `all`, `any`, `iter`, `len`, `max`, `min`, `next`, `sorted`, `sum`.

mod anext;
mod sum;

use alloc::format;

use padcell_bytecode::CompareOp;

use crate::error::{Res, Unwind};
use crate::heap::Iter;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("all", "iterable, /", all)
        .doc("Return True if bool(x) is True for all values x in the iterable."),
    Def::function("any", "iterable, /", any).doc("Return True if bool(x) is True for any x in the iterable."),
    Def::function("iter", "object, sentinel=None, /", iter).doc("Get an iterator from an object."),
    Def::function("next", "iterator, default=None, /", next).doc("Return the next item from the iterator."),
    Def::function("len", "obj, /", len).doc("Return the number of items in a container."),
    Def::function("max", "*args, key=None, default=None", max)
        .doc("With a single iterable argument, return its biggest item."),
    Def::function("min", "*args, key=None, default=None", min)
        .doc("With a single iterable argument, return its smallest item."),
    Def::function("sorted", "iterable, /, *, key=None, reverse=False", sorted)
        .doc("Return a new list containing all items from the iterable in ascending order."),
    Def::function("sum", "iterable, /, start=0", sum::sum)
        .doc("Return the sum of a 'start' value (default: 0) plus an iterable of numbers"),
    Def::function("aiter", "async_iterable, /", anext::aiter)
        .doc("Return an AsyncIterator for an AsyncIterable object."),
    Def::function("anext", "aiterator, default=None, /", anext::anext)
        .doc("Return the next item from the async iterator."),
];

fn all(vm: &mut Vm, args: &[Value]) -> Res {
    every(vm, args[0], true).map(Value::Bool)
}

fn any(vm: &mut Vm, args: &[Value]) -> Res {
    every(vm, args[0], false).map(|it| Value::Bool(!it))
}

/// Whether the truth of every item is `wanted`.
fn every(vm: &mut Vm, iterable: Value, wanted: bool) -> Res<bool> {
    let iterator = vm.iter(iterable)?;
    vm.keep(iterator);
    while let Some(item) = vm.next(iterator)? {
        if vm.truth(item)? != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return vm.iter(args[0]);
    }
    if !vm.is_callable(args[0]) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    vm.heap.iter(Iter::Callable { callable: args[0], sentinel: args[1] })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let (iterator, default) = (args[0], args[1]);
    if let Value::Iter(id) = iterator {
        return match vm.next_builtin(id)? {
            Some(item) => Ok(item),
            None if default.is_set() => Ok(default),
            None => Err(vm.stop_iteration_with(Value::None)),
        };
    }
    // The method is called, so that a StopIteration keeps its value.
    match vm.call_special(iterator, vm.names.__next__, &[]) {
        Ok(Some(item)) => Ok(item),
        Ok(None) => {
            let text = format!("'{}' object is not an iterator", vm.type_name(iterator));
            Err(vm.type_error(&text))
        }
        Err(Unwind::Raised) if default.is_set() && vm.raised_is(vm.exceptions.stop_iteration) => {
            vm.heap.raised = Value::Unset;
            Ok(default)
        }
        Err(it) => Err(it),
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let len = vm.len(args[0])?;
    Ok(Value::Int(i64::try_from(len).unwrap_or(i64::MAX)))
}

fn max(vm: &mut Vm, args: &[Value]) -> Res {
    extreme(vm, args, CompareOp::Gt, "max")
}

fn min(vm: &mut Vm, args: &[Value]) -> Res {
    extreme(vm, args, CompareOp::Lt, "min")
}

/// The item that no other beats, and its key.
struct Best {
    item: Value,
    key: Value,
}

fn extreme(vm: &mut Vm, args: &[Value], op: CompareOp, name: &str) -> Res {
    let (key, default, items) = (args[0], args[1], &args[2..]);
    let [iterable] = items else {
        if items.is_empty() {
            let text = format!("{name} expected at least 1 argument, got 0");
            return Err(vm.type_error(&text));
        }
        if default.is_set() {
            let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(&text));
        }
        let mut best = Best { item: Value::Unset, key: Value::Unset };
        for item in items {
            vm.spend(1)?;
            let mark = vm.kept();
            improve(vm, &mut best, *item, key, op)?;
            vm.release(mark);
            vm.keep(best.key);
        }
        return Ok(best.item);
    };
    let iterator = vm.iter(*iterable)?;
    vm.keep(iterator);
    let mark = vm.kept();
    let mut best = Best { item: Value::Unset, key: Value::Unset };
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        improve(vm, &mut best, item, key, op)?;
        vm.release(mark);
        vm.keep(best.item);
        vm.keep(best.key);
    }
    if best.item.is_set() {
        return Ok(best.item);
    }
    if default.is_set() {
        return Ok(default);
    }
    let text = format!("{name}() iterable argument is empty");
    Err(vm.value_error(&text))
}

fn improve(vm: &mut Vm, best: &mut Best, item: Value, key: Value, op: CompareOp) -> Res<()> {
    let made = if key.is_absent() { item } else { vm.call(key, &[item])? };
    if best.item.is_unset() {
        *best = Best { item, key: made };
        return Ok(());
    }
    vm.keep(made);
    let result = vm.compare(op, made, best.key)?;
    if vm.truth(result)? {
        *best = Best { item, key: made };
    }
    Ok(())
}

fn sorted(vm: &mut Vm, args: &[Value]) -> Res {
    let items = vm.collect_list(args[0])?;
    let list = vm.heap.list(items)?;
    vm.keep(list);
    let reverse = args[2].is_set() && vm.truth(args[2])?;
    if let Value::List(id) = list {
        vm.list_sort(id, args[1], reverse)?;
    }
    Ok(list)
}
