//! `BaseExceptionGroup` and `ExceptionGroup`.

use alloc::format;
use alloc::vec::Vec;

use super::base::{arguments, field, this};
use super::fields::field_def;
use crate::error::Res;
use crate::heap::{Class, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None)),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("derive", "self, excs, /", derive),
    Def::method("split", "self, matcher_value, /", split),
    Def::method("subgroup", "self, matcher_value, /", subgroup),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
    field_def!(message),
    Def::get("exceptions", |vm, args| Ok(field(vm, args[0], vm.names.exceptions))),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let group = vm.exceptions.base_exception_group;
    let class = vm.class_argument(args[0], group)?;
    let &[message, exceptions] = &args[2..] else {
        let text =
            format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.len() - 2);
        return Err(vm.type_error(&text));
    };
    if !matches!(vm.unwrap(message), Value::Str(_)) {
        let text =
            format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", vm.type_name(message));
        return Err(vm.type_error(&text));
    }
    let parts = members(vm, exceptions)?;
    let exception = vm.exceptions.exception;
    let all_plain = parts.iter().all(|it| vm.is_instance(*it, exception));
    let class = checked_class(vm, class, all_plain)?;
    let tuple = vm.heap.tuple(parts)?;
    vm.keep(tuple);
    let made = vm.bare_exception(class, &[message, exceptions])?;
    vm.set_exception_field(made, vm.names.message, message)?;
    vm.set_exception_field(made, vm.names.exceptions, tuple)?;
    Ok(made)
}

/// The exceptions of a group in the making.
fn members(vm: &mut Vm, exceptions: Value) -> Res<Vec<Value>> {
    let class = vm.class_of(exceptions);
    let is_sequence = match vm.unwrap(exceptions) {
        Value::List(_) | Value::Tuple(_) => true,
        Value::Set(_) | Value::FrozenSet(_) | Value::Dict(_) => false,
        _ => vm.class_lookup(class, vm.names.__getitem__).is_some(),
    };
    if !is_sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let parts = vm.collect_list(exceptions)?;
    if parts.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(index) = parts.iter().position(|it| !matches!(it, Value::Exception(_))) {
        let text = format!("Item {index} of second argument (exceptions) is not an exception");
        return Err(vm.value_error(&text));
    }
    Ok(parts)
}

/// The class that fits the members: an ExceptionGroup holds Exceptions only.
fn checked_class(vm: &mut Vm, class: Id<Class>, all_plain: bool) -> Res<Id<Class>> {
    let (base, plain) = (vm.exceptions.base_exception_group, vm.exceptions.exception_group);
    if class == base {
        return Ok(if all_plain { plain } else { base });
    }
    if all_plain || !vm.is_subclass(class, vm.exceptions.exception) {
        return Ok(class);
    }
    if class == plain {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    let text = format!("Cannot nest BaseExceptions in '{}'", vm.class_name(class));
    Err(vm.type_error(&text))
}

fn parts_of(vm: &Vm, group: Value) -> Vec<Value> {
    match field(vm, group, vm.names.exceptions) {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

fn str(vm: &mut Vm, args: &[Value]) -> Res {
    let message = vm.str(field(vm, args[0], vm.names.message))?;
    let count = parts_of(vm, args[0]).len();
    let plural = if count == 1 { "" } else { "s" };
    vm.heap.string(format!("{message} ({count} sub-exception{plural})"))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.type_name(args[0]);
    let shown = match arguments(vm, args[0])[..] {
        [message, exceptions] => {
            vm.keep(exceptions);
            format!("{}, {}", vm.repr(message)?, vm.repr(exceptions)?)
        }
        _ => alloc::string::String::new(),
    };
    vm.heap.string(format!("{name}({shown})"))
}

fn derive(vm: &mut Vm, args: &[Value]) -> Res {
    let class = Value::Class(vm.exceptions.base_exception_group);
    let message = field(vm, args[0], vm.names.message);
    vm.call(class, &[message, args[1]])
}

/// What `split` and `subgroup` select by.
#[derive(Clone, Copy)]
enum Matcher {
    Types(Value),
    Function(Value),
}

fn matcher(vm: &mut Vm, value: Value) -> Res<Matcher> {
    let base = vm.exceptions.base_exception;
    let is_type = |vm: &Vm, it: Value| matches!(it, Value::Class(class) if vm.is_subclass(class, base));
    let fits = match value {
        Value::Class(_) => is_type(vm, value),
        Value::Tuple(id) => vm.heap.tuples[id].items.iter().all(|it| is_type(vm, *it)),
        _ => false,
    };
    if fits {
        return Ok(Matcher::Types(value));
    }
    if !matches!(value, Value::Class(_)) && vm.is_callable(value) {
        return Ok(Matcher::Function(value));
    }
    Err(vm.type_error(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    ))
}

fn matches(vm: &mut Vm, matcher: Matcher, exception: Value) -> Res<bool> {
    match matcher {
        Matcher::Types(types) => Ok(vm.exception_matches(exception, types)),
        Matcher::Function(function) => {
            let result = vm.call(function, &[exception])?;
            vm.truth(result)
        }
    }
}

/// The parts of `group` that match and, if wanted, those that do not; None where there is nothing. Both are kept.
fn split_group(vm: &mut Vm, group: Value, by: Matcher, want_rest: bool) -> Res<(Value, Value)> {
    if matches(vm, by, group)? {
        return Ok((group, Value::None));
    }
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    for it in parts_of(vm, group) {
        if vm.is_instance(it, vm.exceptions.base_exception_group) {
            let (inner, others) = vm.nested(|vm| split_group(vm, it, by, want_rest))?;
            if !inner.is_none() {
                found.push(inner);
            }
            if !others.is_none() {
                rest.push(others);
            }
        } else if matches(vm, by, it)? {
            found.push(it);
        } else if want_rest {
            rest.push(it);
        }
    }
    let found = part(vm, group, found)?;
    let rest = if want_rest { part(vm, group, rest)? } else { Value::None };
    Ok((found, rest))
}

/// A group of some members of another, with its message, notes, traceback, cause and context.
fn part(vm: &mut Vm, group: Value, members: Vec<Value>) -> Res {
    if members.is_empty() {
        return Ok(Value::None);
    }
    let list = vm.heap.list(members)?;
    vm.keep(list);
    let made = vm.call_method(group, "derive", &[list])?;
    vm.keep(made);
    let (Value::Exception(from), Value::Exception(to)) = (group, made) else {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    };
    if !vm.is_instance(made, vm.exceptions.base_exception_group) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let original = vm.heap.exceptions[from].clone();
    let it = &mut vm.heap.exceptions[to];
    it.traceback = original.traceback;
    it.cause = original.cause;
    it.context = original.context;
    it.suppress_context = original.suppress_context;
    if let Some(notes) = vm.getattr_opt(group, vm.names.__notes__)? {
        if let Value::List(_) | Value::Tuple(_) = notes {
            let notes = vm.collect_list(notes)?;
            let notes = vm.heap.list(notes)?;
            vm.setattr(made, vm.names.__notes__, notes)?;
        }
    }
    Ok(made)
}

fn split(vm: &mut Vm, args: &[Value]) -> Res {
    let _ = this(args);
    let by = matcher(vm, args[1])?;
    let (found, rest) = split_group(vm, args[0], by, true)?;
    vm.heap.tuple_of(&[found, rest])
}

fn subgroup(vm: &mut Vm, args: &[Value]) -> Res {
    let by = matcher(vm, args[1])?;
    let (found, _) = split_group(vm, args[0], by, false)?;
    Ok(found)
}
