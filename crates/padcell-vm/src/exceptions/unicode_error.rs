//! `UnicodeDecodeError`, `UnicodeEncodeError` and `UnicodeTranslateError`.

use alloc::format;
use alloc::string::String;

use super::base::{field, this};
use super::fields::field_def;
use crate::error::{Res, Unwind};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DECODE: &[Def] = &[
    Def::method("__init__", "self, /, *args, **kwargs", init_decode),
    Def::method("__str__", "self, /", str_decode).doc("Return str(self)."),
    field_def!(encoding),
    field_def!(object),
    field_def!(start),
    field_def!(end),
    field_def!(reason),
];

pub(super) const ENCODE: &[Def] = &[
    Def::method("__init__", "self, /, *args, **kwargs", init_encode),
    Def::method("__str__", "self, /", str_encode).doc("Return str(self)."),
    field_def!(encoding),
    field_def!(object),
    field_def!(start),
    field_def!(end),
    field_def!(reason),
];

pub(super) const TRANSLATE: &[Def] = &[
    Def::method("__init__", "self, /, *args, **kwargs", init_translate),
    Def::method("__str__", "self, /", str_translate).doc("Return str(self)."),
    field_def!(encoding),
    field_def!(object),
    field_def!(start),
    field_def!(end),
    field_def!(reason),
];

fn expect_count(vm: &mut Vm, args: &[Value], count: usize) -> Res<()> {
    let given = args.len() - 2;
    if args[1].is_set() {
        let text = format!("{}() takes no keyword arguments", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    }
    if given != count {
        let text = format!("function takes exactly {count} arguments ({given} given)");
        return Err(vm.type_error(&text));
    }
    Ok(())
}

fn wrong(vm: &mut Vm, number: usize, expected: &str, got: Value) -> Unwind {
    let text = format!("argument {number} must be {expected}, not {}", vm.type_name(got));
    vm.type_error(&text)
}

/// Checks and sets object, start, end and reason; `first` is the number of the object's argument.
fn set_fields(vm: &mut Vm, args: &[Value], object: Value, first: usize) -> Res {
    let names = vm.names;
    let at = first + 2;
    let (start, end) = (vm.index(args[at])?, vm.index(args[at + 1])?);
    if !matches!(vm.unwrap(args[at + 2]), Value::Str(_)) {
        return Err(wrong(vm, first + 3, "str", args[at + 2]));
    }
    let fields =
        [(names.object, object), (names.start, start), (names.end, end), (names.reason, args[at + 2])];
    for (name, value) in fields {
        vm.set_exception_field(args[0], name, value)?;
    }
    let tuple = vm.heap.tuple_of(&args[2..])?;
    vm.heap.exceptions[this(args)].args = tuple;
    Ok(Value::None)
}

fn set_encoding(vm: &mut Vm, args: &[Value]) -> Res<()> {
    if !matches!(vm.unwrap(args[2]), Value::Str(_)) {
        return Err(wrong(vm, 1, "str", args[2]));
    }
    vm.set_exception_field(args[0], vm.names.encoding, args[2])
}

fn init_decode(vm: &mut Vm, args: &[Value]) -> Res {
    expect_count(vm, args, 5)?;
    set_encoding(vm, args)?;
    let object = match vm.unwrap(args[3]) {
        it @ Value::Bytes(_) => it,
        Value::ByteArray(id) => {
            vm.heap.room(vm.heap.bytes[id].data.len())?;
            let data = vm.heap.bytes[id].data.clone();
            vm.heap.bytes(data)?
        }
        other => {
            let text = format!("a bytes-like object is required, not '{}'", vm.type_name(other));
            return Err(vm.type_error(&text));
        }
    };
    set_fields(vm, args, object, 2)
}

fn init_encode(vm: &mut Vm, args: &[Value]) -> Res {
    expect_count(vm, args, 5)?;
    set_encoding(vm, args)?;
    if !matches!(vm.unwrap(args[3]), Value::Str(_)) {
        return Err(wrong(vm, 2, "str", args[3]));
    }
    set_fields(vm, args, args[3], 2)
}

fn init_translate(vm: &mut Vm, args: &[Value]) -> Res {
    expect_count(vm, args, 4)?;
    if !matches!(vm.unwrap(args[2]), Value::Str(_)) {
        return Err(wrong(vm, 1, "str", args[2]));
    }
    set_fields(vm, args, args[2], 1)
}

/// Start, end and reason, clipped to the object's length.
fn range(vm: &mut Vm, this: Value, len: usize) -> Res<(usize, usize, String)> {
    let names = vm.names;
    let [start, end, reason] = [names.start, names.end, names.reason].map(|it| field(vm, this, it));
    let clip = |it: Value, low: usize| match it {
        Value::Int(it) => usize::try_from(it).unwrap_or(0).clamp(low.min(len), len),
        _ => low,
    };
    let start = clip(start, 0).min(len.saturating_sub(1));
    let end = clip(end, start);
    Ok((start, end, vm.str(reason)?))
}

fn str_decode(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.names;
    let Value::Bytes(id) = vm.unwrap(field(vm, args[0], names.object)) else { return vm.heap.str("") };
    let len = vm.heap.bytes[id].data.len();
    let (start, end, reason) = range(vm, args[0], len)?;
    let encoding = vm.str(field(vm, args[0], names.encoding))?;
    let text = match vm.heap.bytes[id].data.get(start) {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end as i64 - 1)
        }
    };
    vm.heap.string(text)
}

/// The code point at an index, as an escape.
fn escaped(vm: &Vm, id: crate::heap::Id<crate::heap::Str>, index: usize) -> Option<String> {
    let surrogates = vm.heap.str_has_surrogates(id);
    let it = vm.heap.text(id).chars().nth(index)?;
    let code = crate::heap::code_point_of(it, surrogates);
    Some(match code {
        0..=0xFF => format!("\\x{code:02x}"),
        0x100..=0xFFFF => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    })
}

fn str_text(vm: &mut Vm, args: &[Value], what: &str) -> Res {
    let names = vm.names;
    let Value::Str(id) = vm.unwrap(field(vm, args[0], names.object)) else { return vm.heap.str("") };
    let len = vm.heap.str_len(id);
    vm.spend(len / 8)?;
    let (start, end, reason) = range(vm, args[0], len)?;
    let prefix = match field(vm, args[0], names.encoding) {
        Value::None => String::new(),
        it => format!("'{}' codec ", vm.str(it)?),
    };
    let text = match escaped(vm, id, start) {
        Some(shown) if end == start + 1 => {
            format!("{prefix}can't {what} character '{shown}' in position {start}: {reason}")
        }
        _ => format!("{prefix}can't {what} characters in position {start}-{}: {reason}", end as i64 - 1),
    };
    vm.heap.string(text)
}

fn str_encode(vm: &mut Vm, args: &[Value]) -> Res {
    str_text(vm, args, "encode")
}

fn str_translate(vm: &mut Vm, args: &[Value]) -> Res {
    str_text(vm, args, "translate")
}
