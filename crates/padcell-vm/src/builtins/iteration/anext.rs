//! `aiter` and `anext`.

use core::any::Any;

use alloc::format;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Id, Tracer};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// What `anext(iterator, default)` gives: awaiting it gives the next item, or the default at the end.
    struct AnextAwaitable { awaitable, default }
}

const METHODS: &[Def] = &[
    Def::method("__await__", "self, /", itself),
    Def::method("__iter__", "self, /", itself),
    Def::method("__next__", "self, /", next),
    Def::method("send", "self, value, /", send),
    Def::method("throw", "self, type, value=None, traceback=None, /", throw),
    Def::method("close", "self, /", close),
];

/// The class of such objects, once it was made.
#[derive(Default)]
struct Classes {
    awaitable: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn aiter(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(made) = vm.call_special(args[0], vm.names.__aiter__, &[])? else {
        let text = format!("'{}' object is not an async iterable", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    let class = vm.class_of(made);
    if vm.class_lookup(class, vm.names.__anext__).is_none() {
        let text = format!("aiter() returned not an async iterator of type '{}'", vm.class_name(class));
        return Err(vm.type_error(&text));
    }
    Ok(made)
}

pub(super) fn anext(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(awaitable) = vm.call_special(args[0], vm.names.__anext__, &[])? else {
        let text = format!("'{}' object is not an async iterator", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    if args[1].is_unset() {
        return Ok(awaitable);
    }
    let class = match vm.state::<Classes>().awaitable {
        Some(it) => it,
        None => {
            let base = vm.types.object;
            let class =
                vm.native_class("builtins", "anext_awaitable", base, ClassFlags::default(), METHODS)?;
            vm.state::<Classes>().awaitable = Some(class);
            class
        }
    };
    vm.heap.object(class, AnextAwaitable { awaitable, default: args[1] })
}

fn itself(_: &mut Vm, args: &[Value]) -> Res {
    Ok(args[0])
}

/// The iterator to drive: what the awaitable's `__await__` gives, asked for once.
fn driven(vm: &mut Vm, this: Value) -> Res {
    let Some(it) = vm.payload::<AnextAwaitable>(this).copied() else {
        return Err(vm.type_error("not an awaitable"));
    };
    if let Value::Generator(_) = it.awaitable {
        return Ok(it.awaitable);
    }
    let class = vm.class_of(it.awaitable);
    if vm.class_lookup(class, vm.names.__await__).is_none() {
        return Ok(it.awaitable);
    }
    let iterator = vm.call_special(it.awaitable, vm.names.__await__, &[])?.unwrap_or(Value::None);
    if let Some(it) = vm.payload_mut::<AnextAwaitable>(this) {
        it.awaitable = iterator;
    }
    Ok(iterator)
}

/// The end of the asynchronous iterator becomes the default, as the result of the await.
fn with_default(vm: &mut Vm, this: Value, result: Res) -> Res {
    match result {
        Err(Unwind::Raised) if vm.raised_is(vm.exceptions.stop_async_iteration) => {
            vm.heap.raised = Value::Unset;
            let default = vm.payload::<AnextAwaitable>(this).map_or(Value::None, |it| it.default);
            Err(vm.stop_iteration_with(default))
        }
        other => other,
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    send(vm, &[args[0], Value::None])
}

fn send(vm: &mut Vm, args: &[Value]) -> Res {
    let iterator = driven(vm, args[0])?;
    let result = if args[1].is_none() && !matches!(iterator, Value::Generator(_)) {
        match vm.call_special(iterator, vm.names.__next__, &[]) {
            Ok(None) => vm.call_method(iterator, "send", &[Value::None]),
            Ok(Some(it)) => Ok(it),
            Err(it) => Err(it),
        }
    } else {
        vm.call_method(iterator, "send", &[args[1]])
    };
    with_default(vm, args[0], result)
}

fn throw(vm: &mut Vm, args: &[Value]) -> Res {
    let iterator = driven(vm, args[0])?;
    let given = args[1..].iter().take_while(|it| it.is_set()).count();
    let result = vm.call_method(iterator, "throw", &args[1..=given]);
    with_default(vm, args[0], result)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    let iterator = driven(vm, args[0])?;
    vm.call_method(iterator, "close", &[])
}
