//! `generator`, `coroutine` and `async_generator`: what programs can do with a suspended function.

pub(crate) mod asynchronous;

use alloc::format;

use padcell_bytecode::Op;

use crate::error::{Res, Unwind};
use crate::frame::Done;
use crate::heap::{Generator, GeneratorKind, GeneratorState, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const GENERATOR: &[Def] = &[
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])).doc("Implement iter(self)."),
    Def::method("__next__", "self, /", next).doc("Implement next(self)."),
    Def::method("send", "self, value, /", send).doc(
        "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
    ),
    Def::method("throw", "self, typ, val=None, tb=None, /", throw),
    Def::method("close", "self, /", close).doc("close() -> raise GeneratorExit inside generator."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get_set("__name__", name, set_name),
    Def::get_set("__qualname__", qualname, set_qualname),
    Def::get("gi_code", code),
    Def::get("gi_frame", frame),
    Def::get("gi_running", is_running),
    Def::get("gi_suspended", is_suspended),
    Def::get("gi_yieldfrom", delegate),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
];

pub(crate) const COROUTINE: &[Def] = &[
    Def::method("__await__", "self, /", asynchronous::await_coroutine)
        .doc("Return an iterator to be used in await expression."),
    Def::method("send", "self, value, /", send),
    Def::method("throw", "self, typ, val=None, tb=None, /", throw),
    Def::method("close", "self, /", close).doc("close() -> raise GeneratorExit inside coroutine."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get_set("__name__", name, set_name),
    Def::get_set("__qualname__", qualname, set_qualname),
    Def::get("cr_code", code),
    Def::get("cr_frame", frame),
    Def::get("cr_running", is_running),
    Def::get("cr_suspended", is_suspended),
    Def::get("cr_await", delegate),
    Def::get("cr_origin", |_, _| Ok(Value::None)),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
];

pub(crate) const ASYNC_GENERATOR: &[Def] = &[
    Def::method("__aiter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__anext__", "self, /", asynchronous::anext),
    Def::method("asend", "self, value, /", asynchronous::asend),
    Def::method("athrow", "self, typ, val=None, tb=None, /", asynchronous::athrow),
    Def::method("aclose", "self, /", asynchronous::aclose),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get_set("__name__", name, set_name),
    Def::get_set("__qualname__", qualname, set_qualname),
    Def::get("ag_code", code),
    Def::get("ag_frame", frame),
    Def::get("ag_running", |vm, args| Ok(Value::Bool(vm.heap.generators[this(args)].async_running))),
    Def::get("ag_suspended", is_suspended),
    Def::get("ag_await", delegate),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
];

fn this(args: &[Value]) -> Id<Generator> {
    match args[0] {
        Value::Generator(id) => id,
        _ => unreachable!("a method of generator was called without a generator"),
    }
}

/// What a native that resumed a generator gives: the item, or StopIteration with the result.
pub(crate) fn step(vm: &mut Vm, done: Done) -> Res {
    match done {
        Done::Yielded(value) => Ok(value),
        Done::Returned(value) => Err(stop_with(vm, value)),
    }
}

/// StopIteration with any value: an exception or tuple stays one argument.
pub(crate) fn stop_with(vm: &mut Vm, value: Value) -> Unwind {
    vm.stop_iteration_with(value)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let done = vm.generator_send(this(args), Value::Unset)?;
    step(vm, done)
}

fn send(vm: &mut Vm, args: &[Value]) -> Res {
    let done = vm.generator_send(this(args), args[1])?;
    step(vm, done)
}

/// The exception that the arguments of `throw` stand for.
pub(crate) fn thrown(vm: &mut Vm, args: &[Value]) -> Res {
    let &[class, value, traceback] = args else {
        return Err(vm.type_error("throw expected at least 1 argument, got 0"));
    };
    if !traceback.is_absent() && vm.payload::<crate::exceptions::Traceback>(traceback).is_none() {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let exception = match class {
        Value::Exception(_) => {
            if !value.is_absent() {
                return Err(vm.type_error("instance exception may not have a separate value"));
            }
            class
        }
        Value::Class(it) if vm.is_subclass(it, vm.exceptions.base_exception) => match value {
            Value::Exception(_) if vm.is_instance(value, it) => value,
            Value::None | Value::Unset => vm.exception_to_raise(class)?,
            Value::Tuple(items) => {
                let items = vm.heap.tuples[items].items.to_vec();
                vm.call(class, &items)?
            }
            _ => vm.call(class, &[value])?,
        },
        _ => {
            let text = format!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                vm.type_name(class)
            );
            return Err(vm.type_error(&text));
        }
    };
    if let (Value::Exception(id), false) = (exception, traceback.is_absent()) {
        vm.heap.exceptions[id].traceback = traceback;
    }
    Ok(exception)
}

fn throw(vm: &mut Vm, args: &[Value]) -> Res {
    let exception = thrown(vm, &args[1..])?;
    vm.keep(exception);
    let done = vm.generator_throw(this(args), exception)?;
    step(vm, done)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    vm.generator_close(this(args))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = &vm.heap.generators[this(args)];
    let kind = match it.kind {
        GeneratorKind::Generator => "generator",
        GeneratorKind::Coroutine => "coroutine",
        GeneratorKind::AsyncGenerator => "async_generator",
    };
    let text = format!("<{kind} object {} at 0x{:012x}>", vm.text_of(it.qualname), vm.id_of(args[0]));
    vm.heap.string(text)
}

fn name(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.heap.generators[this(args)].name)
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.heap.generators[this(args)].qualname)
}

fn new_name(vm: &mut Vm, value: Value, attribute: &str) -> Res {
    match vm.unwrap(value) {
        it @ Value::Str(_) => Ok(it),
        _ => Err(vm.type_error(&format!("{attribute} must be set to a string object"))),
    }
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Res {
    let name = new_name(vm, args[1], "__name__")?;
    vm.heap.generators[this(args)].name = name;
    Ok(Value::None)
}

fn set_qualname(vm: &mut Vm, args: &[Value]) -> Res {
    let name = new_name(vm, args[1], "__qualname__")?;
    vm.heap.generators[this(args)].qualname = name;
    Ok(Value::None)
}

fn code(vm: &mut Vm, args: &[Value]) -> Res {
    let function = vm.heap.generators[this(args)].function;
    Ok(Value::Code(vm.heap.functions[function].code))
}

fn frame(vm: &mut Vm, args: &[Value]) -> Res {
    let it = &vm.heap.generators[this(args)];
    let (function, pc, state) = (it.function, it.pc, it.state);
    if state == GeneratorState::Closed { Ok(Value::None) } else { vm.generator_frame(function, pc) }
}

fn is_running(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(vm.heap.generators[this(args)].state == GeneratorState::Running))
}

fn is_suspended(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(vm.heap.generators[this(args)].state == GeneratorState::Suspended))
}

/// What the generator delegates to: the iterator of its `yield from` or `await`.
fn delegate(vm: &mut Vm, args: &[Value]) -> Res {
    let it = &vm.heap.generators[this(args)];
    if it.state != GeneratorState::Suspended {
        return Ok(Value::None);
    }
    let code = vm.heap.functions[it.function].code;
    let op = (it.pc as usize).checked_sub(1).and_then(|pc| vm.heap.codes[code].ops.get(pc));
    Ok(match op {
        Some(Op::Yield { delegate, .. }) if *delegate > 0 => {
            it.registers.get(*delegate as usize - 1).copied().unwrap_or(Value::None)
        }
        _ => Value::None,
    })
}
