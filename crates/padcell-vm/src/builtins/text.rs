//! Builtin functions over characters: `chr`, `ord`.

use alloc::format;

use crate::error::Res;
use crate::heap::char_of;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("chr", "i, /", chr)
        .doc("Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    Def::function("ord", "c, /", ord).doc("Return the ordinal value of a character."),
];

fn chr(vm: &mut Vm, args: &[Value]) -> Res {
    let found = match vm.index(args[0])? {
        Value::Int(it) => u32::try_from(it).ok().and_then(char_of),
        _ => None,
    };
    match found {
        Some((it, false)) => vm.heap.single(it),
        Some((it, true)) => vm.heap.string_flagged(it.into(), true),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, args: &[Value]) -> Res {
    let length = match vm.unwrap(args[0]) {
        Value::Str(id) => match vm.heap.code_points(id).next() {
            Some(it) if vm.heap.str_len(id) == 1 => return Ok(Value::Int(i64::from(it))),
            _ => vm.heap.str_len(id),
        },
        Value::Bytes(id) | Value::ByteArray(id) => match *vm.heap.bytes[id].data {
            [it] => return Ok(Value::Int(i64::from(it))),
            ref other => other.len(),
        },
        _ => {
            let text = format!("ord() expected string of length 1, but {} found", vm.type_name(args[0]));
            return Err(vm.type_error(&text));
        }
    };
    let text = format!("ord() expected a character, but string of length {length} found");
    Err(vm.type_error(&text))
}
