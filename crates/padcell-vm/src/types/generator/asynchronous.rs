//! Awaiting: the iterators behind `await coroutine`, `asend`, `athrow` and `aclose`.

use core::any::Any;

use super::{stop_with, thrown};
use crate::error::{Res, Unwind};
use crate::exec::AsyncYield;
use crate::frame::Done;
use crate::heap::{Class, ClassFlags, Generator, GeneratorState, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// What an awaitable of an asynchronous generator does when it is first awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Send,
    Throw,
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Created,
    Awaited,
    Done,
}

/// `asend(...)`, `athrow(...)` or `aclose()` of an asynchronous generator.
#[derive(Clone, Copy, Debug)]
struct AsyncStep {
    generator: Id<Generator>,
    action: Action,
    /// What is sent, or the exception that is thrown.
    value: Value,
    stage: Stage,
}

impl Payload for AsyncStep {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[Value::Generator(self.generator), self.value]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

crate::payload! {
    /// The iterator of `await coroutine`.
    struct CoroutineWrapper { coroutine }
}

const WRAPPER: &[Def] = &[
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", |vm, args| forward(vm, args[0], "send", &[Value::None])),
    Def::method("send", "self, value, /", |vm, args| forward(vm, args[0], "send", &args[1..])),
    Def::method("throw", "self, typ, val=None, tb=None, /", |vm, args| {
        let exception = thrown(vm, &args[1..])?;
        forward(vm, args[0], "throw", &[exception])
    }),
    Def::method("close", "self, /", |vm, args| forward(vm, args[0], "close", &[])),
];

const STEP: &[Def] = &[
    Def::method("__await__", "self, /", |_, args| Ok(args[0])),
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", |vm, args| send(vm, &[args[0], Value::None])),
    Def::method("send", "self, value, /", send),
    Def::method("throw", "self, typ, val=None, tb=None, /", throw),
    Def::method("close", "self, /", close),
];

#[derive(Default)]
struct Classes {
    wrapper: Option<Id<Class>>,
    asend: Option<Id<Class>>,
    athrow: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn class(
    vm: &mut Vm,
    pick: fn(&mut Classes) -> &mut Option<Id<Class>>,
    name: &'static str,
    methods: &'static [Def],
) -> Res<Id<Class>> {
    if let Some(it) = *pick(vm.state::<Classes>()) {
        return Ok(it);
    }
    let made = vm.native_class("builtins", name, vm.types.object, ClassFlags::default(), methods)?;
    *pick(vm.state::<Classes>()) = Some(made);
    Ok(made)
}

pub(super) fn await_coroutine(vm: &mut Vm, args: &[Value]) -> Res {
    let class = class(vm, |it| &mut it.wrapper, "coroutine_wrapper", WRAPPER)?;
    vm.heap.object(class, CoroutineWrapper { coroutine: args[0] })
}

fn forward(vm: &mut Vm, this: Value, name: &str, args: &[Value]) -> Res {
    let it = vm.data::<CoroutineWrapper>(this)?;
    vm.call_method(it.coroutine, name, args)
}

fn generator(args: &[Value]) -> Id<Generator> {
    match args[0] {
        Value::Generator(id) => id,
        _ => unreachable!("a method of async_generator was called without one"),
    }
}

fn make(vm: &mut Vm, generator: Id<Generator>, action: Action, value: Value) -> Res {
    init_hooks(vm, generator)?;
    let class = match action {
        Action::Send => class(vm, |it| &mut it.asend, "async_generator_asend", STEP)?,
        Action::Throw | Action::Close => class(vm, |it| &mut it.athrow, "async_generator_athrow", STEP)?,
    };
    vm.heap.object(class, AsyncStep { generator, action, value, stage: Stage::Created })
}

/// Tells the event loop of a generator that is used for the first time (`sys.set_asyncgen_hooks`).
fn init_hooks(vm: &mut Vm, generator: Id<Generator>) -> Res<()> {
    if vm.heap.generators[generator].hooks_called {
        return Ok(());
    }
    vm.heap.generators[generator].hooks_called = true;
    let (firstiter, finalizer) = crate::modules::sys::asyncgen_hooks(vm);
    if !finalizer.is_none() {
        vm.heap.generators[generator].finalizer = finalizer;
        vm.watch_generator(generator)?;
    }
    match firstiter {
        Value::None => Ok(()),
        hook => vm.call(hook, &[Value::Generator(generator)]).map(|_| ()),
    }
}

pub(super) fn anext(vm: &mut Vm, args: &[Value]) -> Res {
    make(vm, generator(args), Action::Send, Value::None)
}

pub(super) fn asend(vm: &mut Vm, args: &[Value]) -> Res {
    make(vm, generator(args), Action::Send, args[1])
}

pub(super) fn athrow(vm: &mut Vm, args: &[Value]) -> Res {
    let exception = thrown(vm, &args[1..])?;
    vm.keep(exception);
    make(vm, generator(args), Action::Throw, exception)
}

pub(super) fn aclose(vm: &mut Vm, args: &[Value]) -> Res {
    make(vm, generator(args), Action::Close, Value::None)
}

fn name_of(action: Action) -> &'static str {
    match action {
        Action::Send => "__anext__()/asend()",
        Action::Throw | Action::Close => "aclose()/athrow()",
    }
}

fn set_stage(vm: &mut Vm, this: Value, stage: Stage) {
    vm.change::<AsyncStep>(this, |it| it.stage = stage);
}

/// The step is over, and so is what runs in the generator.
fn finish(vm: &mut Vm, this: Value, generator: Id<Generator>) {
    set_stage(vm, this, Stage::Done);
    vm.heap.generators[generator].async_running = false;
}

fn send(vm: &mut Vm, args: &[Value]) -> Res {
    let it = vm.data::<AsyncStep>(args[0])?;
    if it.stage == Stage::Done {
        let text = alloc::format!("cannot reuse already awaited {}", name_of(it.action));
        return Err(vm.runtime_error(&text));
    }
    if it.stage == Stage::Awaited {
        let done = vm.generator_send(it.generator, args[1]);
        return conclude(vm, args[0], it, done);
    }
    if vm.heap.generators[it.generator].async_running {
        set_stage(vm, args[0], Stage::Done);
        let text = match it.action {
            Action::Send => "anext(): asynchronous generator is already running",
            Action::Throw => "athrow(): asynchronous generator is already running",
            Action::Close => "aclose(): asynchronous generator is already running",
        };
        return Err(vm.runtime_error(text));
    }
    let closed = vm.heap.generators[it.generator].state == GeneratorState::Closed;
    if closed && it.action == Action::Close {
        set_stage(vm, args[0], Stage::Done);
        return Err(stop_with(vm, Value::None));
    }
    if closed {
        set_stage(vm, args[0], Stage::Done);
        return Err(vm.raise_args(vm.exceptions.stop_async_iteration, &[]));
    }
    if it.action != Action::Send && !args[1].is_none() {
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    set_stage(vm, args[0], Stage::Awaited);
    vm.heap.generators[it.generator].async_running = true;
    let done = match it.action {
        Action::Send => {
            let value = if args[1].is_none() { it.value } else { args[1] };
            vm.generator_send(it.generator, value)
        }
        Action::Throw => vm.generator_throw(it.generator, it.value),
        Action::Close => {
            let exit = vm.new_exception(vm.exceptions.generator_exit, &[])?;
            vm.keep(exit);
            vm.generator_throw(it.generator, exit)
        }
    };
    conclude(vm, args[0], it, done)
}

/// What becomes of one step: what the generator awaits goes out, what it yields is the result.
fn conclude(vm: &mut Vm, this: Value, it: AsyncStep, done: Res<Done>) -> Res {
    match done {
        Ok(Done::Yielded(value)) => match vm.payload::<AsyncYield>(value).copied() {
            Some(wrapped) => {
                finish(vm, this, it.generator);
                if it.action == Action::Close {
                    return Err(vm.runtime_error("async generator ignored GeneratorExit"));
                }
                Err(stop_with(vm, wrapped.value))
            }
            None => Ok(value),
        },
        Ok(Done::Returned(_)) => {
            finish(vm, this, it.generator);
            if it.action == Action::Close {
                return Err(stop_with(vm, Value::None));
            }
            Err(vm.raise_args(vm.exceptions.stop_async_iteration, &[]))
        }
        Err(Unwind::Raised) => {
            finish(vm, this, it.generator);
            let over = vm.raised_is(vm.exceptions.stop_async_iteration)
                || vm.raised_is(vm.exceptions.generator_exit);
            if it.action == Action::Close && over {
                vm.heap.raised = Value::Unset;
                return Err(stop_with(vm, Value::None));
            }
            Err(Unwind::Raised)
        }
        Err(Unwind::Stop) => Err(Unwind::Stop),
    }
}

fn throw(vm: &mut Vm, args: &[Value]) -> Res {
    let it = vm.data::<AsyncStep>(args[0])?;
    let exception = thrown(vm, &args[1..])?;
    vm.keep(exception);
    if it.stage == Stage::Done {
        let text = alloc::format!("cannot reuse already awaited {}", name_of(it.action));
        return Err(vm.runtime_error(&text));
    }
    if it.stage == Stage::Created {
        if vm.heap.generators[it.generator].async_running {
            set_stage(vm, args[0], Stage::Done);
            return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
        }
        set_stage(vm, args[0], Stage::Awaited);
        vm.heap.generators[it.generator].async_running = true;
    }
    let done = vm.generator_throw(it.generator, exception);
    conclude(vm, args[0], it, done)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    let it = vm.data::<AsyncStep>(args[0])?;
    if it.stage == Stage::Done {
        return Ok(Value::None);
    }
    let exit = vm.new_exception(vm.exceptions.generator_exit, &[])?;
    vm.keep(exit);
    match throw(vm, &[args[0], exit, Value::Unset, Value::Unset]) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(Unwind::Raised)
            if vm.raised_is(vm.exceptions.stop_iteration)
                || vm.raised_is(vm.exceptions.stop_async_iteration)
                || vm.raised_is(vm.exceptions.generator_exit) =>
        {
            vm.heap.raised = Value::Unset;
            Ok(Value::None)
        }
        Err(other) => Err(other),
    }
}
