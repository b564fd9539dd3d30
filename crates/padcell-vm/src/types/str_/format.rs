//! `format`, `format_map` and `__format__`.

use alloc::format;
use alloc::string::String;

use super::template::{Field, First, Span, Step, next_piece, split_name, steps};
use super::text::SLOW;
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("__format__", "self, format_spec, /", crate::types::format::method),
    Def::method("format", "self, /, *args, **kwargs", format),
    Def::method("format_map", "self, mapping, /", format_map),
];

/// Fields in specifications of fields: one level.
const DEPTH: usize = 2;

/// How positional fields are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    Unknown,
    Automatic(usize),
    Manual,
}

/// What a format string is filled in with.
struct Filling<'a> {
    /// The format string.
    text: Id<Str>,
    /// Positional arguments; None for `format_map`.
    args: Option<&'a [Value]>,
    /// The dict of keyword arguments, the mapping of `format_map`, or unset.
    names: Value,
    numbering: Numbering,
}

fn format(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.this_str(args[0])?;
    let (names, positional) = (args[1], args.get(2..).unwrap_or_default());
    // Positional arguments are kept by the caller.
    let mut filling = Filling { text, args: Some(positional), names, numbering: Numbering::Unknown };
    fill(vm, &mut filling)
}

fn format_map(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.this_str(args[0])?;
    let mut filling = Filling { text, args: None, names: args[1], numbering: Numbering::Unknown };
    fill(vm, &mut filling)
}

fn fill(vm: &mut Vm, filling: &mut Filling<'_>) -> Res {
    vm.keep(Value::Str(filling.text));
    let mut out = TextBuilder::new("");
    let end = vm.heap.text(filling.text).len();
    vm.spend(end / SLOW + 1)?;
    render(vm, filling, (0, end), DEPTH, &mut out)?;
    out.finish(vm)
}

fn render(
    vm: &mut Vm,
    filling: &mut Filling<'_>,
    span: Span,
    depth: usize,
    out: &mut TextBuilder,
) -> Res<()> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    let mut at = span.0;
    loop {
        let piece = match next_piece(vm.heap.text(filling.text), &mut at, span.1) {
            Ok(Some(it)) => it,
            Ok(None) => return Ok(()),
            Err(message) => return Err(vm.value_error(message)),
        };
        out.push_part(vm, filling.text, piece.literal)?;
        if let Some(field) = piece.field {
            let mark = vm.kept();
            render_field(vm, filling, &field, depth, out)?;
            vm.release(mark);
        }
    }
}

fn render_field(
    vm: &mut Vm,
    filling: &mut Filling<'_>,
    field: &Field,
    depth: usize,
    out: &mut TextBuilder,
) -> Res<()> {
    let value = field_value(vm, filling, field)?;
    vm.keep(value);
    let value = convert(vm, value, field.conversion)?;
    vm.keep(value);
    let spec = if field.nested {
        let mut spec = TextBuilder::new("");
        render(vm, filling, field.spec, depth - 1, &mut spec)?;
        spec.finish(vm)?
    } else {
        vm.heap.substring(filling.text, field.spec.0, field.spec.1)?
    };
    vm.keep(spec);
    let text = vm.format_value(value, spec)?;
    if let Some(id) = vm.as_str(text) {
        out.push_str(vm, id)?;
    }
    Ok(())
}

/// What `!r`, `!s` and `!a` make of a value.
fn convert(vm: &mut Vm, value: Value, conversion: Option<char>) -> Res {
    match conversion {
        None => Ok(value),
        Some('s') => vm.str_value(value),
        Some('r') => vm.repr_value(value),
        Some('a') => {
            let repr = vm.repr_value(value)?;
            vm.ascii_of(repr)
        }
        Some(it @ '!'..='~') => {
            let text = format!("Unknown conversion specifier {it}");
            Err(vm.value_error(&text))
        }
        Some(it) => {
            let text = format!("Unknown conversion specifier \\x{:x}", it as u32);
            Err(vm.value_error(&text))
        }
    }
}

/// The object that a field names.
fn field_value(vm: &mut Vm, filling: &mut Filling<'_>, field: &Field) -> Res {
    let name = String::from(vm.heap.text(filling.text).get(field.name.0..field.name.1).unwrap_or_default());
    vm.spend(name.len() / SLOW + 2)?;
    let (first, rest) = match split_name(&name) {
        Ok(it) => it,
        Err(message) => return Err(vm.value_error(message)),
    };
    let mut value = first_value(vm, filling, first)?;
    let steps = match steps(rest) {
        Ok(it) => it,
        Err(message) => return Err(vm.value_error(message)),
    };
    for step in steps {
        vm.keep(value);
        vm.spend(2)?;
        value = match step {
            Step::Attribute(name) => {
                let name = vm.intern(name)?;
                // Templates are data, in the library as well: in a restricted cell no field reaches what is restricted.
                if vm.is_restricted() {
                    vm.nested(|vm| vm.getattr_or_raise(value, name))?
                } else {
                    vm.getattr_or_raise(value, name)?
                }
            }
            Step::Index(index) => vm.get_item(value, Value::Int(index))?,
            Step::Key(key) => {
                let key = vm.heap.str(key)?;
                vm.keep(key);
                vm.get_item(value, key)?
            }
        };
    }
    Ok(value)
}

/// The argument that a field's name starts with.
fn first_value(vm: &mut Vm, filling: &mut Filling<'_>, first: First<'_>) -> Res {
    let index = match (first, filling.numbering) {
        (First::Name(name), _) => {
            let key = vm.heap.str(name)?;
            vm.keep(key);
            return match filling.names {
                Value::Unset => Err(vm.missing_key(key)),
                names => vm.get_item(names, key),
            };
        }
        (First::Next, Numbering::Manual) => {
            return Err(
                vm.value_error("cannot switch from manual field specification to automatic field numbering")
            );
        }
        (First::Index(_), Numbering::Automatic(_)) => {
            return Err(
                vm.value_error("cannot switch from automatic field numbering to manual field specification")
            );
        }
        (First::Next, numbering) => {
            let index = if let Numbering::Automatic(it) = numbering { it } else { 0 };
            filling.numbering = Numbering::Automatic(index + 1);
            index
        }
        (First::Index(it), _) => {
            filling.numbering = Numbering::Manual;
            usize::try_from(it).unwrap_or(usize::MAX)
        }
    };
    let Some(args) = filling.args else {
        return Err(vm.value_error("Format string contains positional fields"));
    };
    match args.get(index) {
        Some(it) => Ok(*it),
        None => {
            let text = format!("Replacement index {index} out of range for positional args tuple");
            Err(vm.index_error(&text))
        }
    }
}
