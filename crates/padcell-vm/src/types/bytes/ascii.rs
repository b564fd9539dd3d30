//! Case and classes of ASCII in `bytes` and `bytearray`.

use alloc::vec::Vec;

use super::split::is_space;
use crate::error::Res;
use crate::native::Def;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("upper", "self, /", |vm, args| map(vm, args, |data| data.make_ascii_uppercase())),
    Def::method("lower", "self, /", |vm, args| map(vm, args, |data| data.make_ascii_lowercase())),
    Def::method("capitalize", "self, /", |vm, args| map(vm, args, capitalize)),
    Def::method("title", "self, /", |vm, args| map(vm, args, title)),
    Def::method("swapcase", "self, /", |vm, args| map(vm, args, swapcase)),
    Def::method("isalpha", "self, /", |vm, args| all(vm, args, |it| it.is_ascii_alphabetic())),
    Def::method("isalnum", "self, /", |vm, args| all(vm, args, |it| it.is_ascii_alphanumeric())),
    Def::method("isdigit", "self, /", |vm, args| all(vm, args, |it| it.is_ascii_digit())),
    Def::method("isspace", "self, /", |vm, args| all(vm, args, is_space)),
    Def::method("isascii", "self, /", |vm, args| ask(vm, args, <[u8]>::is_ascii)),
    Def::method("islower", "self, /", |vm, args| {
        ask(vm, args, |data| {
            data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
        })
    }),
    Def::method("isupper", "self, /", |vm, args| {
        ask(vm, args, |data| {
            data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
        })
    }),
    Def::method("istitle", "self, /", |vm, args| ask(vm, args, is_title)),
];

fn map(vm: &mut Vm, args: &[Value], change: fn(&mut [u8])) -> Res {
    let this = vm.this_bytes(args[0])?;
    let mut out: Vec<u8> = vm.byte_buffer(vm.heap.bytes[this].data.len())?;
    out.extend_from_slice(&vm.heap.bytes[this].data);
    change(&mut out);
    vm.bytes_as(args[0], out)
}

fn ask(vm: &mut Vm, args: &[Value], test: fn(&[u8]) -> bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST + 1)?;
    Ok(Value::Bool(test(&vm.heap.bytes[this].data)))
}

fn all(vm: &mut Vm, args: &[Value], test: fn(u8) -> bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.spend(vm.heap.bytes[this].data.len() / FAST + 1)?;
    let data = &vm.heap.bytes[this].data;
    Ok(Value::Bool(!data.is_empty() && data.iter().all(|it| test(*it))))
}

fn capitalize(data: &mut [u8]) {
    data.make_ascii_lowercase();
    if let Some(first) = data.first_mut() {
        first.make_ascii_uppercase();
    }
}

fn title(data: &mut [u8]) {
    let mut inside = false;
    for it in data {
        if inside {
            it.make_ascii_lowercase();
        } else {
            it.make_ascii_uppercase();
        }
        inside = it.is_ascii_alphabetic();
    }
}

fn swapcase(data: &mut [u8]) {
    for it in data {
        *it = if it.is_ascii_uppercase() { it.to_ascii_lowercase() } else { it.to_ascii_uppercase() };
    }
}

fn is_title(data: &[u8]) -> bool {
    let (mut found, mut inside) = (false, false);
    for it in data {
        let right = match it {
            b'A'..=b'Z' => !inside,
            b'a'..=b'z' => inside,
            _ => true,
        };
        if !right {
            return false;
        }
        inside = it.is_ascii_alphabetic();
        found |= inside;
    }
    found
}
