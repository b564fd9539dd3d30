//! Exceptions whose arguments have names: StopIteration, SystemExit, KeyError, ImportError, AttributeError, NameError.

use alloc::format;

use super::base::{self, arguments, field, this};
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The row of an attribute that is kept beside the exception's dict; None where it was not set.
macro_rules! field_def {
    ($name:ident) => {
        $crate::native::Def::get_set(
            stringify!($name),
            |vm, args| Ok($crate::exceptions::base::field(vm, args[0], vm.names.$name)),
            |vm, args| {
                let name = vm.names.$name;
                vm.set_exception_field(args[0], name, args[1].or($crate::value::Value::None))?;
                Ok($crate::value::Value::None)
            },
        )
    };
}
pub(super) use field_def;

pub(super) const STOP_ITERATION: &[Def] =
    &[Def::get_set("value", stop_value, set_stop_value).doc("generator return value")];

pub(super) const SYSTEM_EXIT: &[Def] =
    &[Def::get_set("code", exit_code, set_exit_code).doc("exception code")];

pub(super) const KEY_ERROR: &[Def] = &[Def::method("__str__", "self, /", key_str).doc("Return str(self).")];

pub(super) const IMPORT_ERROR: &[Def] = &[
    Def::method("__init__", "self, /, *args, **kwargs", import_init),
    Def::method("__str__", "self, /", import_str).doc("Return str(self)."),
    field_def!(msg),
    field_def!(name),
    field_def!(path),
    field_def!(name_from),
];

pub(super) const ATTRIBUTE_ERROR: &[Def] =
    &[Def::method("__init__", "self, /, *args, **kwargs", attribute_init), field_def!(name), OBJECT];

/// The object that lacks the attribute; restricted code is not told.
const OBJECT: Def = Def::get_set(
    "obj",
    |vm, args| Ok(if vm.acts_restricted() { Value::None } else { field(vm, args[0], vm.names.obj) }),
    |vm, args| {
        let name = vm.names.obj;
        vm.set_exception_field(args[0], name, args[1].or(Value::None))?;
        Ok(Value::None)
    },
);

pub(super) const NAME_ERROR: &[Def] =
    &[Def::method("__init__", "self, /, *args, **kwargs", name_init), field_def!(name)];

fn first(vm: &Vm, exception: Value) -> Value {
    arguments(vm, exception).first().copied().unwrap_or(Value::None)
}

fn stop_value(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match vm.exception_field(args[0], vm.names.value) {
        Some(it) => it,
        None => first(vm, args[0]),
    })
}

fn set_stop_value(vm: &mut Vm, args: &[Value]) -> Res {
    vm.set_exception_field(args[0], vm.names.value, args[1].or(Value::None))?;
    Ok(Value::None)
}

fn exit_code(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(it) = vm.exception_field(args[0], vm.names.code) {
        return Ok(it);
    }
    Ok(match *arguments(vm, args[0]) {
        [] => Value::None,
        [one] => one,
        _ => vm.heap.exceptions[this(args)].args,
    })
}

fn set_exit_code(vm: &mut Vm, args: &[Value]) -> Res {
    vm.set_exception_field(args[0], vm.names.code, args[1].or(Value::None))?;
    Ok(Value::None)
}

/// A missing key is shown as it is written: `KeyError: ''` says more than `KeyError:`.
fn key_str(vm: &mut Vm, args: &[Value]) -> Res {
    match *arguments(vm, args[0]) {
        [one] => vm.repr_value(one),
        _ => base::str(vm, args),
    }
}

/// Sets the positional arguments, and the keywords that are fields.
fn init_with(vm: &mut Vm, args: &[Value], fields: &[Id<Str>]) -> Res<()> {
    let tuple = vm.heap.tuple_of(&args[2..])?;
    vm.heap.exceptions[this(args)].args = tuple;
    let (names, values) = vm.keywords_of(args[1])?;
    for (name, value) in names.into_iter().zip(values) {
        let key = vm.attribute_name(name)?;
        if !fields.contains(&key) {
            let of = fields_owner(vm, args[0]);
            let text = format!("{of}() got an unexpected keyword argument '{}'", vm.text_of(name));
            return Err(vm.type_error(&text));
        }
        vm.set_exception_field(args[0], key, value)?;
    }
    Ok(())
}

fn fields_owner(vm: &Vm, exception: Value) -> &'static str {
    if vm.is_instance(exception, vm.exceptions.import_error) {
        "ImportError"
    } else if vm.is_instance(exception, vm.exceptions.name_error) {
        "NameError"
    } else {
        "AttributeError"
    }
}

fn import_init(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    init_with(vm, args, &[names.name, names.path, names.name_from])?;
    let msg = if args.len() == 3 { args[2] } else { Value::None };
    vm.set_exception_field(args[0], names.msg, msg)?;
    Ok(Value::None)
}

fn import_str(vm: &mut Vm, args: &[Value]) -> Res {
    match field(vm, args[0], vm.names.msg) {
        it @ Value::Str(_) => Ok(it),
        _ => base::str(vm, args),
    }
}

fn attribute_init(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    init_with(vm, args, &[names.name, names.obj])?;
    Ok(Value::None)
}

fn name_init(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    init_with(vm, args, &[names.name])?;
    Ok(Value::None)
}
