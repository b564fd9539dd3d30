//! `_string`: what `string.Formatter` is made of.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id, Str};
use crate::native::Def;
use crate::types::str_::template::{First, Piece, Step, next_piece, split_name, steps};
use crate::types::str_::text::SLOW;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[Def] = &[
    Def::function("formatter_parser", "string, /", formatter_parser),
    Def::function("formatter_field_name_split", "string, /", formatter_field_name_split),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)
}

fn argument(vm: &mut Vm, value: Value) -> Res<Id<Str>> {
    match vm.as_str(value) {
        Some(it) => Ok(it),
        None => {
            let text = alloc::format!("expected str, got {}", vm.type_name(value));
            Err(vm.type_error(&text))
        }
    }
}

/// An iterator over tuples: literal text, field name, format specification, conversion.
fn formatter_parser(vm: &mut Vm, args: &[Value]) -> Res {
    let text = argument(vm, args[0])?;
    vm.spend(vm.heap.text(text).len() / SLOW + 1)?;
    let list = vm.heap.list(Vec::new())?;
    let Value::List(id) = list else { return Ok(list) };
    let end = vm.heap.text(text).len();
    let mut at = 0;
    loop {
        vm.spend(4)?;
        match next_piece(vm.heap.text(text), &mut at, end) {
            Ok(Some(piece)) => {
                let row = row(vm, text, &piece)?;
                vm.heap.list_push(id, row)?;
            }
            Ok(None) => return vm.iter(list),
            Err(message) => return Err(vm.value_error(message)),
        }
    }
}

fn row(vm: &mut Vm, text: Id<Str>, piece: &Piece) -> Res {
    let literal = vm.heap.substring(text, piece.literal.0, piece.literal.1)?;
    let Some(field) = piece.field else {
        return vm.heap.tuple_of(&[literal, Value::None, Value::None, Value::None]);
    };
    let name = vm.heap.substring(text, field.name.0, field.name.1)?;
    let spec = vm.heap.substring(text, field.spec.0, field.spec.1)?;
    let conversion = match field.conversion {
        Some(it) => vm.heap.single(it)?,
        None => Value::None,
    };
    vm.heap.tuple_of(&[literal, name, spec, conversion])
}

/// What a field name starts with, and an iterator over pairs: whether it is an attribute, and its name.
fn formatter_field_name_split(vm: &mut Vm, args: &[Value]) -> Res {
    let id = argument(vm, args[0])?;
    let name = String::from(vm.heap.text(id));
    vm.spend(name.len() + 1)?;
    let (first, rest) = match split_name(&name) {
        Ok(it) => it,
        Err(message) => return Err(vm.value_error(message)),
    };
    let first = match first {
        First::Next => vm.heap.str("")?,
        First::Index(it) => Value::Int(it),
        First::Name(it) => vm.heap.str(it)?,
    };
    let steps = match steps(rest) {
        Ok(it) => it,
        Err(message) => return Err(vm.value_error(message)),
    };
    vm.heap.room(steps.len() * 64)?;
    let mut rows = Vec::with_capacity(steps.len());
    for step in steps {
        let (is_attribute, part) = match step {
            Step::Attribute(it) => (true, vm.heap.str(it)?),
            Step::Key(it) => (false, vm.heap.str(it)?),
            Step::Index(it) => (false, Value::Int(it)),
        };
        rows.push(vm.heap.tuple_of(&[Value::Bool(is_attribute), part])?);
    }
    let list = vm.heap.list(rows)?;
    let rest = vm.iter(list)?;
    vm.heap.tuple_of(&[first, rest])
}
