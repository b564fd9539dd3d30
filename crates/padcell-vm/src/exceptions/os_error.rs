//! `OSError`: from an error number to the class that stands for it.

use alloc::format;

use super::base::{self, arguments, field, this};
use super::fields::field_def;
use crate::error::Res;
use crate::heap::{Class, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, *args, **kwargs", init),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    Def::method("__reduce__", "self, /", reduce),
    field_def!(errno),
    field_def!(strerror),
    field_def!(filename),
    field_def!(filename2),
    Def::get_set("characters_written", characters_written, set_characters_written),
];

/// A subclass with an `__init__` of its own but not a `__new__` gets its fields from `OSError.__init__`.
fn fields_by_init(vm: &mut Vm, class: Id<Class>) -> bool {
    let os_error = vm.exceptions.os_error;
    let is_ours = |vm: &mut Vm, name| match vm.class_lookup(class, name) {
        Some(Value::Native(id)) => vm.heap.natives[id].owner == Some(os_error),
        _ => false,
    };
    let names = vm.names;
    !is_ours(vm, names.__init__) && is_ours(vm, names.__new__)
}

fn refuse_keywords(vm: &mut Vm, class: Id<Class>, kwargs: Value) -> Res<()> {
    if kwargs.is_set() {
        let text = format!("{}() takes no keyword arguments", vm.class_name(class));
        return Err(vm.type_error(&text));
    }
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let mut class = vm.class_argument(args[0], vm.exceptions.os_error)?;
    if fields_by_init(vm, class) {
        return vm.bare_exception(class, &[]);
    }
    refuse_keywords(vm, class, args[1])?;
    let given = &args[2..];
    if class == vm.exceptions.os_error && (2..=5).contains(&given.len()) {
        if let Value::Int(number) = vm.unwrap(given[0]) {
            class = vm.os_error_class(number);
        }
    }
    let exception = vm.bare_exception(class, given)?;
    set_fields(vm, exception, given)?;
    Ok(exception)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    if !fields_by_init(vm, class) {
        return Ok(Value::None);
    }
    refuse_keywords(vm, class, args[1])?;
    let tuple = vm.heap.tuple_of(&args[2..])?;
    vm.heap.exceptions[this(args)].args = tuple;
    set_fields(vm, args[0], &args[2..])?;
    Ok(Value::None)
}

/// `(errno, strerror[, filename[, winerror[, filename2]]])`.
fn set_fields(vm: &mut Vm, exception: Value, given: &[Value]) -> Res<()> {
    if !(2..=5).contains(&given.len()) {
        return Ok(());
    }
    let names = vm.names;
    vm.set_exception_field(exception, names.errno, given[0])?;
    vm.set_exception_field(exception, names.strerror, given[1])?;
    let Some(filename) = given.get(2).copied().filter(|it| !it.is_none()) else { return Ok(()) };
    let class = vm.class_of(exception);
    if class == vm.exceptions.blocking_io_error && matches!(filename, Value::Int(_)) {
        return vm.set_exception_field(exception, names.characters_written, filename);
    }
    vm.set_exception_field(exception, names.filename, filename)?;
    if let Some(second) = given.get(4).copied() {
        vm.set_exception_field(exception, names.filename2, second)?;
    }
    let pair = vm.heap.tuple_of(&given[..2])?;
    if let Value::Exception(id) = exception {
        vm.heap.exceptions[id].args = pair;
    }
    Ok(())
}

fn str(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    let [number, message, first, second] =
        [names.errno, names.strerror, names.filename, names.filename2].map(|it| field(vm, args[0], it));
    // The text of one of them may be made by a program that takes the others out of the exception.
    for it in [number, message, first, second] {
        vm.keep(it);
    }
    if !first.is_none() {
        let (number, message, first) = (vm.str(number)?, vm.str(message)?, vm.repr(first)?);
        let text = if second.is_none() {
            format!("[Errno {number}] {message}: {first}")
        } else {
            format!("[Errno {number}] {message}: {first} -> {}", vm.repr(second)?)
        };
        return vm.heap.string(text);
    }
    if !number.is_none() && !message.is_none() {
        let (number, message) = (vm.str(number)?, vm.str(message)?);
        return vm.heap.string(format!("[Errno {number}] {message}"));
    }
    base::str(vm, args)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    let (first, second) = (field(vm, args[0], names.filename), field(vm, args[0], names.filename2));
    let given = arguments(vm, args[0]);
    let &[number, message] = &*given else { return base::reduce(vm, args) };
    if first.is_none() {
        return base::reduce(vm, args);
    }
    let all = if second.is_none() {
        vm.heap.tuple_of(&[number, message, first])?
    } else {
        vm.heap.tuple_of(&[number, message, first, Value::None, second])?
    };
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, all])
}

fn characters_written(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.names.characters_written;
    match vm.exception_field(args[0], name) {
        Some(it) => Ok(it),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

fn set_characters_written(vm: &mut Vm, args: &[Value]) -> Res {
    let value = vm.index(args[1])?;
    vm.set_exception_field(args[0], vm.names.characters_written, value)?;
    Ok(Value::None)
}
