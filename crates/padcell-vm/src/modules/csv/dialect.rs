//! `Dialect`: which characters separate, quote and escape.

use alloc::format;
use alloc::string::String;
use core::any::Any;

use super::{Csv, error};
use crate::error::{Res, Unwind};
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// When fields are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

/// The data of a `Dialect`.
#[derive(Clone, Debug)]
pub(super) struct Dialect {
    pub(super) delimiter: char,
    pub(super) quotechar: Option<char>,
    pub(super) escapechar: Option<char>,
    pub(super) lineterminator: String,
    pub(super) quoting: Quoting,
    pub(super) doublequote: bool,
    pub(super) skipinitialspace: bool,
    pub(super) strict: bool,
}

impl Payload for Dialect {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.lineterminator.capacity()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The attributes of a dialect, which are its keyword arguments too.
const NAMES: [&str; 8] = [
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

pub(super) const METHODS: &[Def] = &[
    Def::static_method(
        "__new__",
        "cls, dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None",
        |vm, args| {
            let mut given = [Value::Unset; 8];
            for (to, from) in given.iter_mut().zip(args.iter().skip(2)) {
                *to = *from;
            }
            // A dialect that is one already, with nothing changed.
            if given.iter().all(|it| it.is_unset()) && vm.payload::<Dialect>(args[1]).is_some() {
                return Ok(args[1]);
            }
            from(vm, args[1], given)
        },
    ),
    Def::get("delimiter", |vm, args| {
        let it = get(vm, args[0])?;
        character(vm, Some(it.delimiter))
    }),
    Def::get("quotechar", |vm, args| {
        let it = get(vm, args[0])?;
        character(vm, it.quotechar)
    }),
    Def::get("escapechar", |vm, args| {
        let it = get(vm, args[0])?;
        character(vm, it.escapechar)
    }),
    Def::get("lineterminator", |vm, args| {
        let it = get(vm, args[0])?;
        vm.heap.str(&it.lineterminator)
    }),
    Def::get("quoting", |vm, args| Ok(Value::Int(get(vm, args[0])?.quoting as i64))),
    Def::get("doublequote", |vm, args| Ok(Value::Bool(get(vm, args[0])?.doublequote))),
    Def::get("skipinitialspace", |vm, args| Ok(Value::Bool(get(vm, args[0])?.skipinitialspace))),
    Def::get("strict", |vm, args| Ok(Value::Bool(get(vm, args[0])?.strict))),
];

/// The data of a dialect object.
pub(super) fn get(vm: &mut Vm, this: Value) -> Res<Dialect> {
    match vm.payload::<Dialect>(this).cloned() {
        Some(it) => Ok(it),
        None => Err(vm.type_error("descriptor requires a '_csv.Dialect' object")),
    }
}

fn character(vm: &mut Vm, it: Option<char>) -> Res {
    match it {
        Some(it) => vm.heap.str(it.encode_utf8(&mut [0; 4])),
        None => Ok(Value::None),
    }
}

/// The dialect registered under a name.
pub(super) fn registered(vm: &mut Vm, name: Value) -> Res {
    let registry = vm.state::<Csv>().registry;
    match vm.get_item(registry, name) {
        Err(Unwind::Raised) if vm.raised_is(vm.exceptions.key_error) => {
            vm.heap.raised = Value::Unset;
            Err(error(vm, "unknown dialect"))
        }
        other => other,
    }
}

/// A dialect from a base (a name, an object, or nothing) and keyword arguments in a dict.
pub(super) fn make(vm: &mut Vm, base: Value, keywords: Value) -> Res {
    let mut base = base;
    let mut given = [Value::Unset; 8];
    if let Value::Dict(dict) = keywords {
        for entry in vm.heap.dicts[dict].iter().copied().collect::<alloc::vec::Vec<_>>() {
            let name = vm.string_of(entry.key);
            match NAMES.iter().position(|it| *it == name).and_then(|it| given.get_mut(it)) {
                Some(slot) => *slot = entry.value,
                None if name == "dialect" && base.is_unset() => base = entry.value,
                None => {
                    let text = format!("'{name}' is an invalid keyword argument for this function");
                    return Err(vm.type_error(&text));
                }
            }
        }
    }
    if given.iter().all(|it| it.is_unset()) && vm.payload::<Dialect>(base).is_some() {
        return Ok(base);
    }
    from(vm, base, given)
}

fn from(vm: &mut Vm, base: Value, mut given: [Value; 8]) -> Res {
    let base = if vm.as_str(base).is_some() { registered(vm, base)? } else { base };
    vm.keep(base);
    if !base.is_absent() {
        for (slot, name) in given.iter_mut().zip(NAMES) {
            if slot.is_unset() {
                let name = vm.intern(name)?;
                if let Some(value) = vm.getattr_opt(base, name)? {
                    vm.keep(value);
                    *slot = value;
                }
            }
        }
    }
    let [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict] =
        given;
    let truth = |vm: &mut Vm, it: Value, default| if it.is_unset() { Ok(default) } else { vm.truth(it) };
    let made = Dialect {
        delimiter: match one(vm, delimiter, "delimiter", Some(','), false)? {
            Some(it) => it,
            None => return Err(vm.type_error("\"delimiter\" must be a 1-character string")),
        },
        doublequote: truth(vm, doublequote, true)?,
        escapechar: one(vm, escapechar, "escapechar", None, true)?,
        lineterminator: match lineterminator {
            Value::Unset => String::from("\r\n"),
            it if vm.as_str(it).is_some() => vm.string_of(it),
            it => {
                let text = format!("\"lineterminator\" must be a string, not {}", vm.type_name(it));
                return Err(vm.type_error(&text));
            }
        },
        quotechar: one(vm, quotechar, "quotechar", Some('"'), true)?,
        quoting: match vm.unwrap(quoting) {
            Value::Unset | Value::Int(0) => Quoting::Minimal,
            Value::Int(1) => Quoting::All,
            Value::Int(2) => Quoting::NonNumeric,
            Value::Int(3) => Quoting::None,
            Value::Int(4) => Quoting::Strings,
            Value::Int(5) => Quoting::NotNull,
            Value::Int(_) => return Err(vm.type_error("bad \"quoting\" value")),
            _ => {
                let text = format!("\"quoting\" must be an integer, not {}", vm.type_name(quoting));
                return Err(vm.type_error(&text));
            }
        },
        skipinitialspace: truth(vm, skipinitialspace, false)?,
        strict: truth(vm, strict, false)?,
    };
    let made = checked(vm, made, quotechar.is_unset())?;
    let Some(class) = vm.state::<Csv>().dialect else { return Ok(Value::None) };
    vm.heap.object(class, made)
}

/// A character option; `none` says that it may be None.
fn one(vm: &mut Vm, value: Value, name: &str, default: Option<char>, none: bool) -> Res<Option<char>> {
    match value {
        Value::Unset => return Ok(default),
        Value::None if none => return Ok(None),
        _ => {}
    }
    let or_none = if none { " or None" } else { "" };
    if vm.as_str(value).is_none() {
        let text = format!("\"{name}\" must be a unicode character{or_none}, not {}", vm.type_name(value));
        return Err(vm.type_error(&text));
    }
    let text = vm.text_of(value);
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(it), None) => Ok(Some(it)),
        _ => {
            let text = format!("\"{name}\" must be a 1-character string");
            Err(vm.type_error(&text))
        }
    }
}

/// Refuses dialects that could not be read back.
fn checked(vm: &mut Vm, mut it: Dialect, plain_quote: bool) -> Res<Dialect> {
    if it.quotechar.is_none() && plain_quote {
        it.quoting = Quoting::None;
    }
    if it.quoting != Quoting::None && it.quotechar.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let bad_space = |letter: char| letter == ' ' && it.skipinitialspace;
    for (name, letter, no_space) in [
        ("delimiter", Some(it.delimiter), false),
        ("escapechar", it.escapechar, true),
        ("quotechar", it.quotechar, true),
    ] {
        let Some(letter) = letter else { continue };
        if matches!(letter, '\n' | '\r') || (no_space && bad_space(letter)) {
            return Err(vm.value_error(&format!("bad {name} value")));
        }
        if it.lineterminator.contains(letter) {
            return Err(vm.value_error(&format!("bad {name} or lineterminator value")));
        }
    }
    for (a, b, names) in [
        (Some(it.delimiter), it.escapechar, "delimiter or escapechar"),
        (Some(it.delimiter), it.quotechar, "delimiter or quotechar"),
        (it.escapechar, it.quotechar, "escapechar or quotechar"),
    ] {
        if a.is_some() && a == b {
            return Err(vm.value_error(&format!("bad {names} value")));
        }
    }
    Ok(it)
}
