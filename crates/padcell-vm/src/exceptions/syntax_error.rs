//! `SyntaxError`: where in which source.

use alloc::format;

use super::base::{arguments, field, this};
use super::fields::field_def;
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const METHODS: &[Def] = &[
    Def::method("__init__", "self, /, *args, **kwargs", init),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    field_def!(msg),
    field_def!(filename),
    field_def!(lineno),
    field_def!(offset),
    field_def!(text),
    field_def!(end_lineno),
    field_def!(end_offset),
    field_def!(print_file_and_line),
];

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_set() {
        let text = format!("{}() takes no keyword arguments", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    }
    let tuple = vm.heap.tuple_of(&args[2..])?;
    vm.heap.exceptions[this(args)].args = tuple;
    let names = vm.names;
    let given = arguments(vm, args[0]);
    if let Some(msg) = given.first() {
        vm.set_exception_field(args[0], names.msg, *msg)?;
    }
    let &[_, details] = &*given else { return Ok(Value::None) };
    let details = vm.collect_list(details)?;
    if !(4..=7).contains(&details.len()) || details.len() == 5 {
        let text = match details.len() {
            n @ 0..=3 => format!("function missing required argument (expected at least 4, got {n})"),
            4 | 5 => "end_offset must be provided when end_lineno is provided".into(),
            n => format!("function takes at most 7 arguments ({n} given)"),
        };
        return Err(vm.type_error(&text));
    }
    let fields = [names.filename, names.lineno, names.offset, names.text, names.end_lineno, names.end_offset];
    for (name, value) in fields.into_iter().zip(details) {
        vm.set_exception_field(args[0], name, value)?;
    }
    Ok(Value::None)
}

fn str(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    let msg = field(vm, args[0], names.msg);
    let msg = vm.str(msg)?;
    let file = match field(vm, args[0], names.filename) {
        it @ Value::Str(_) => {
            let path = vm.text_of(it);
            Some(path.rsplit('/').next().unwrap_or(path).into())
        }
        _ => None::<alloc::string::String>,
    };
    let line = match field(vm, args[0], names.lineno) {
        Value::Int(it) => Some(it),
        _ => None,
    };
    vm.heap.string(match (file, line) {
        (Some(file), Some(line)) => format!("{msg} ({file}, line {line})"),
        (Some(file), None) => format!("{msg} ({file})"),
        (None, Some(line)) => format!("{msg} (line {line})"),
        (None, None) => msg,
    })
}
