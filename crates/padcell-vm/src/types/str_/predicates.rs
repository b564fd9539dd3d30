//! `isalpha` and the other questions about all characters of a string.

use super::text::SLOW;
use crate::error::Res;
use crate::native::Def;
use crate::unicode;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("isalpha", "self, /", |vm, args| all(vm, args, unicode::is_alpha)),
    Def::method("isalnum", "self, /", |vm, args| all(vm, args, unicode::is_alnum)),
    Def::method("isdecimal", "self, /", |vm, args| all(vm, args, unicode::is_decimal)),
    Def::method("isdigit", "self, /", |vm, args| all(vm, args, unicode::is_digit)),
    Def::method("isnumeric", "self, /", |vm, args| all(vm, args, unicode::is_numeric)),
    Def::method("isspace", "self, /", |vm, args| all(vm, args, unicode::is_space)),
    Def::method("isascii", "self, /", isascii),
    Def::method("isprintable", "self, /", isprintable),
    Def::method("isidentifier", "self, /", isidentifier),
    Def::method("islower", "self, /", islower),
    Def::method("isupper", "self, /", isupper),
    Def::method("istitle", "self, /", istitle),
];

/// The text of `self`, paid for.
fn text<'a>(vm: &'a mut Vm, args: &[Value]) -> Res<&'a str> {
    let this = vm.this_str(args[0])?;
    vm.spend(vm.heap.text(this).len() / SLOW + 1)?;
    Ok(vm.heap.text(this))
}

fn all(vm: &mut Vm, args: &[Value], test: fn(char) -> bool) -> Res {
    let text = text(vm, args)?;
    Ok(Value::Bool(!text.is_empty() && text.chars().all(test)))
}

fn isascii(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    Ok(Value::Bool(vm.heap.str_is_ascii(this)))
}

fn isprintable(vm: &mut Vm, args: &[Value]) -> Res {
    text(vm, args).map(|it| Value::Bool(it.chars().all(unicode::is_printable)))
}

/// Whether a text can be a name.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(unicode::is_identifier_start) && chars.all(unicode::is_identifier_continue)
}

fn isidentifier(vm: &mut Vm, args: &[Value]) -> Res {
    text(vm, args).map(|it| Value::Bool(is_identifier(it)))
}

/// At least one character of the one case, none of the other.
fn only(text: &str, wanted: fn(char) -> bool, unwanted: fn(char) -> bool) -> bool {
    let mut found = false;
    for it in text.chars() {
        if unwanted(it) || unicode::is_title(it) {
            return false;
        }
        found |= wanted(it);
    }
    found
}

fn islower(vm: &mut Vm, args: &[Value]) -> Res {
    text(vm, args).map(|it| Value::Bool(only(it, unicode::is_lower, unicode::is_upper)))
}

fn isupper(vm: &mut Vm, args: &[Value]) -> Res {
    text(vm, args).map(|it| Value::Bool(only(it, unicode::is_upper, unicode::is_lower)))
}

fn istitle(vm: &mut Vm, args: &[Value]) -> Res {
    let text = text(vm, args)?;
    let (mut found, mut inside) = (false, false);
    for it in text.chars() {
        if unicode::is_upper(it) || unicode::is_title(it) {
            if inside {
                return Ok(Value::Bool(false));
            }
            (found, inside) = (true, true);
        } else if unicode::is_lower(it) {
            if !inside {
                return Ok(Value::Bool(false));
            }
            found = true;
        } else {
            inside = false;
        }
    }
    Ok(Value::Bool(found))
}
