//! `itertools.islice`.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// `at`: how many items were taken; `next`: which one is given next; `stop`: None for no end.
    struct Islice { iterator, at, next, stop, step }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, /, *bounds", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

/// A bound: an int that is not negative, or None; None instead of one for everything else.
fn bound(vm: &mut Vm, value: Value) -> Res<Option<Option<i64>>> {
    if value.is_absent() {
        return Ok(Some(None));
    }
    match vm.index(value) {
        Ok(Value::Int(it)) if it >= 0 => Ok(Some(Some(it))),
        Ok(_) => Ok(None),
        Err(Unwind::Raised) => {
            vm.heap.raised = Value::Unset;
            Ok(None)
        }
        Err(Unwind::Stop) => Err(Unwind::Stop),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "islice")?;
    let (start, stop, step) = match args[2..] {
        [stop] => (Value::None, stop, Value::None),
        [start, stop] => (start, stop, Value::None),
        [start, stop, step] => (start, stop, step),
        [] => return Err(vm.type_error("islice expected at least 2 arguments, got 1")),
        _ => {
            let text = format!("islice expected at most 4 arguments, got {}", args.len() - 1);
            return Err(vm.type_error(&text));
        }
    };
    let indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    let Some(stop) = bound(vm, stop)? else {
        if args.len() > 3 && matches!(stop, Value::Int(_)) {
            return Err(vm.value_error(indices));
        }
        let text = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        return Err(vm.value_error(text));
    };
    let Some(start) = bound(vm, start)? else { return Err(vm.value_error(indices)) };
    let Some(step) = bound(vm, step)?.filter(|it| *it != Some(0)) else {
        return Err(vm.value_error("Step for islice() must be a positive integer or None."));
    };
    let iterator = vm.iter(args[1])?;
    let stop = stop.map_or(Value::None, Value::Int);
    let (next, step) = (Value::Int(start.unwrap_or(0)), Value::Int(step.unwrap_or(1)));
    vm.heap.object(class, Islice { iterator, at: Value::Int(0), next, stop, step })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Islice = vm.data(args[0])?;
    let (Value::Int(mut at), Value::Int(next), Value::Int(step)) = (it.at, it.next, it.step) else {
        return vm.end();
    };
    if it.iterator.is_unset() {
        return vm.end();
    }
    let stop = if let Value::Int(stop) = it.stop { stop } else { i64::MAX };
    vm.keep(it.iterator);
    let wanted = next.min(stop);
    while at < wanted {
        if vm.next(it.iterator)?.is_none() {
            return finish(vm, args[0]);
        }
        at += 1;
        vm.change::<Islice>(args[0], |it| it.at = Value::Int(at));
    }
    if at >= stop {
        return finish(vm, args[0]);
    }
    let Some(item) = vm.next(it.iterator)? else { return finish(vm, args[0]) };
    vm.change::<Islice>(args[0], |it| {
        it.at = Value::Int(at.saturating_add(1));
        it.next = Value::Int(next.saturating_add(step).min(stop));
    });
    Ok(item)
}

fn finish(vm: &mut Vm, this: Value) -> Res {
    vm.change::<Islice>(this, |it| it.iterator = Value::Unset);
    vm.end()
}
