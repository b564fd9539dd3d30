//! `binascii`: bytes as text and back, and checksums.

mod base64;
mod crc;
mod quopri;
mod uu;

use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::types::bytes::hex::hex_of;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The exception of the module.
#[derive(Default)]
struct Classes {
    error: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(it) = self.error {
            tracer.visit(Value::Class(it));
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const FUNCTIONS: &[Def] = &[
    Def::function("hexlify", "data, sep=None, bytes_per_sep=1", hexlify),
    Def::function("b2a_hex", "data, sep=None, bytes_per_sep=1", hexlify),
    Def::function("unhexlify", "hexstr, /", unhexlify),
    Def::function("a2b_hex", "hexstr, /", unhexlify),
    Def::function("b2a_base64", "data, /, *, newline=True", base64::encode),
    Def::function("a2b_base64", "data, /, *, strict_mode=False", base64::decode),
    Def::function("b2a_uu", "data, /, *, backtick=False", uu::encode),
    Def::function("a2b_uu", "data, /", uu::decode),
    Def::function("b2a_qp", "data, quotetabs=False, istext=True, header=False", quopri::encode),
    Def::function("a2b_qp", "data, header=False", quopri::decode),
    Def::function("crc32", "data, crc=0, /", crc::crc32),
    Def::function("crc_hqx", "data, crc, /", crc::crc_hqx),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let flags = ClassFlags::BASE.with(ClassFlags::DICT);
    let error = vm.native_class("binascii", "Error", vm.exceptions.value_error, flags, &[])?;
    vm.module_set(dict, "Error", Value::Class(error))?;
    let incomplete = vm.native_class("binascii", "Incomplete", vm.exceptions.exception, flags, &[])?;
    vm.module_set(dict, "Incomplete", Value::Class(incomplete))?;
    vm.state::<Classes>().error = Some(error);
    Ok(())
}

/// Raises `binascii.Error`.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Unwind {
    match vm.state::<Classes>().error {
        Some(class) => vm.raise_text(class, message),
        None => vm.value_error(message),
    }
}

/// A bytes-like argument, paid for as something of which every byte is looked at.
fn data(vm: &mut Vm, value: Value) -> Res<Vec<u8>> {
    let data = vm.copy_bytes(value)?;
    vm.spend(data.len() / 4 + 1)?;
    Ok(data)
}

/// Text of ASCII characters, or a bytes-like object.
fn ascii_data(vm: &mut Vm, value: Value) -> Res<Vec<u8>> {
    if let Some(id) = vm.as_str(value) {
        if !vm.heap.str_is_ascii(id) {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        let len = vm.heap.text(id).len();
        vm.spend(len / 4 + 1)?;
        vm.heap.room(len)?;
        return Ok(vm.heap.text(id).as_bytes().to_vec());
    }
    if !vm.is_bytes_like(value) {
        let text =
            alloc::format!("argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(value));
        return Err(vm.type_error(&text));
    }
    data(vm, value)
}

fn hexlify(vm: &mut Vm, args: &[Value]) -> Res {
    vm.bytes_like(args[0])?;
    let out = hex_of(vm, args[0], args[1], args[2])?;
    vm.heap.bytes(out)
}

fn unhexlify(vm: &mut Vm, args: &[Value]) -> Res {
    let data = ascii_data(vm, args[0])?;
    if data.len() % 2 != 0 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |it: u8| char::from(it).to_digit(16);
    let out: Option<Vec<u8>> =
        data.chunks_exact(2).map(|it| Some((digit(it[0])? << 4 | digit(it[1])?) as u8)).collect();
    match out {
        Some(out) => vm.heap.bytes(out),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

/// The message of an error about a number.
fn numbered(before: &str, number: usize, after: &str) -> String {
    alloc::format!("{before}{number}{after}")
}
