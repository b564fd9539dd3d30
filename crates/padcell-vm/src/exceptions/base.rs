//! `BaseException`: what all exceptions have.

use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Exception, Id, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, *args, **kwargs", init),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__setstate__", "self, state, /", setstate),
    Def::method("with_traceback", "self, tb, /", with_traceback)
        .doc("Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."),
    Def::method("add_note", "self, note, /", add_note)
        .doc("Exception.add_note(note) --\n    add a note to the exception"),
    Def::get_set("args", |vm, args| Ok(vm.heap.exceptions[this(args)].args), set_args),
    Def::get_set("__traceback__", traceback, set_traceback),
    Def::get_set("__cause__", |vm, args| Ok(vm.heap.exceptions[this(args)].cause), set_cause),
    Def::get_set("__context__", |vm, args| Ok(vm.heap.exceptions[this(args)].context), set_context),
    Def::get_set(
        "__suppress_context__",
        |vm, args| Ok(Value::Bool(vm.heap.exceptions[this(args)].suppress_context)),
        set_suppress_context,
    ),
];

pub(super) fn this(args: &[Value]) -> Id<Exception> {
    match args[0] {
        Value::Exception(id) => id,
        _ => unreachable!("a method of BaseException was called without an exception"),
    }
}

/// The items of an exception's `args`.
pub(super) fn arguments(vm: &Vm, exception: Value) -> Vec<Value> {
    let Value::Exception(id) = exception else { return Vec::new() };
    match vm.unwrap(vm.heap.exceptions[id].args) {
        Value::Tuple(tuple) => vm.heap.tuples[tuple].items.to_vec(),
        _ => Vec::new(),
    }
}

/// An attribute kept beside the exception's dict; None where it was not set.
pub(super) fn field(vm: &Vm, exception: Value, name: Id<Str>) -> Value {
    vm.exception_field(exception, name).unwrap_or(Value::None)
}

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.exceptions.base_exception)?;
    vm.bare_exception(class, &args[2..])
}

pub(super) fn init(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_set() {
        let text = format!("{}() takes no keyword arguments", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    }
    let tuple = vm.heap.tuple_of(&args[2..])?;
    vm.heap.exceptions[this(args)].args = tuple;
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.type_name(args[0]);
    let text = match *arguments(vm, args[0]) {
        [one] => format!("{name}({})", vm.repr(one)?),
        _ => format!("{name}{}", vm.repr(vm.heap.exceptions[this(args)].args)?),
    };
    vm.heap.string(text)
}

pub(super) fn str(vm: &mut Vm, args: &[Value]) -> Res {
    match *arguments(vm, args[0]) {
        [] => vm.heap.str(""),
        [one] => vm.str_value(one),
        _ => vm.str_value(vm.heap.exceptions[this(args)].args),
    }
}

/// `(cls, args)` or `(cls, args, dict)`.
pub(super) fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it = vm.heap.exceptions[this(args)].clone();
    let class = Value::Class(it.class);
    match it.dict {
        Some(dict) if !vm.heap.dicts[dict].is_empty() => {
            vm.heap.tuple_of(&[class, it.args, Value::Dict(dict)])
        }
        _ => vm.heap.tuple_of(&[class, it.args]),
    }
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_none() {
        return Ok(Value::None);
    }
    let Value::Dict(state) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    let pairs: Vec<_> = vm.heap.dicts[state].iter().map(|it| (it.key, it.value)).collect();
    for (key, value) in pairs {
        let name = vm.attribute_name(key)?;
        vm.setattr(args[0], name, value)?;
    }
    Ok(Value::None)
}

fn with_traceback(vm: &mut Vm, args: &[Value]) -> Res {
    set_traceback(vm, args)?;
    Ok(args[0])
}

fn add_note(vm: &mut Vm, args: &[Value]) -> Res {
    if !matches!(vm.unwrap(args[1]), Value::Str(_)) {
        let text = format!("note must be a str, not '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    vm.add_note(args[0], args[1])?;
    Ok(Value::None)
}

impl Vm {
    /// `exception.add_note(note)`.
    ///
    /// # Errors
    /// TypeError if `__notes__` is no list.
    pub(crate) fn add_note(&mut self, exception: Value, note: Value) -> Res<()> {
        let name = self.names.__notes__;
        match self.getattr_opt(exception, name)? {
            Some(notes) => match self.unwrap(notes) {
                Value::List(id) => self.heap.list_push(id, note),
                _ => Err(self.type_error("Cannot add note: __notes__ is not a list")),
            },
            None => {
                let notes = self.heap.list(alloc::vec![note])?;
                self.setattr(exception, name, notes)
            }
        }
    }
}

fn set_args(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("args may not be deleted"));
    }
    let items = vm.collect_list(args[1])?;
    let tuple = vm.heap.tuple(items)?;
    vm.heap.exceptions[this(args)].args = tuple;
    Ok(Value::None)
}

/// Restricted code sees no frames, and so no tracebacks.
fn traceback(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(if vm.acts_restricted() { Value::None } else { vm.heap.exceptions[this(args)].traceback })
}

fn set_traceback(vm: &mut Vm, args: &[Value]) -> Res {
    if !args[1].is_none() {
        vm.refuse_restricted()?;
    }
    if args[1].is_unset() {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    }
    if !args[1].is_none() && vm.payload::<super::Traceback>(args[1]).is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    vm.heap.exceptions[this(args)].traceback = args[1];
    Ok(Value::None)
}

fn check_chained(vm: &mut Vm, value: Value, name: &str) -> Res<()> {
    match value {
        Value::None | Value::Exception(_) => Ok(()),
        Value::Unset => Err(vm.type_error(&format!("__{name}__ may not be deleted"))),
        _ => Err(vm.type_error(&format!("exception {name} must be None or derive from BaseException"))),
    }
}

fn set_cause(vm: &mut Vm, args: &[Value]) -> Res {
    check_chained(vm, args[1], "cause")?;
    let it = &mut vm.heap.exceptions[this(args)];
    it.cause = args[1];
    it.suppress_context = true;
    Ok(Value::None)
}

fn set_context(vm: &mut Vm, args: &[Value]) -> Res {
    check_chained(vm, args[1], "context")?;
    vm.heap.exceptions[this(args)].context = args[1];
    Ok(Value::None)
}

fn set_suppress_context(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Bool(it) = args[1] else {
        return Err(vm.type_error("attribute value type must be bool"));
    };
    vm.heap.exceptions[this(args)].suppress_context = it;
    Ok(Value::None)
}
