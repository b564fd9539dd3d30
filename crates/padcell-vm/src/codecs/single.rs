//! ASCII and Latin-1: a byte for each character.

use alloc::string::String;
use alloc::vec::Vec;

use super::decoder::{Output, Pause};
use super::encoder::Encoding;
use super::errors::Fault;
use super::{decoder, encoder};
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const ASCII: Encoding<'static> =
    Encoding { name: "ascii", reason: "ordinal not in range(128)", width: 1, runs: true, put: put_ascii };

pub(crate) const LATIN_1: Encoding<'static> =
    Encoding { name: "latin-1", reason: "ordinal not in range(256)", width: 1, runs: true, put: put_latin_1 };

fn put_ascii(out: &mut Vec<u8>, code: u32) -> bool {
    let fits = code < 0x80;
    if fits {
        out.push(code as u8);
    }
    fits
}

fn put_latin_1(out: &mut Vec<u8>, code: u32) -> bool {
    let fits = code < 0x100;
    if fits {
        out.push(code as u8);
    }
    fits
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, errors: Value, encoding: Encoding<'_>) -> Res {
    if vm.heap.str_is_ascii(text) {
        let mut out = vm.byte_buffer(vm.heap.text(text).len())?;
        out.extend_from_slice(vm.heap.text(text).as_bytes());
        return vm.heap.bytes(out);
    }
    encoder::run(vm, text, errors, &encoding, Vec::new())
}

pub(crate) fn decode_ascii(vm: &mut Vm, data: Id<Bytes>, errors: Value) -> Res<(Value, usize)> {
    decoder::run(vm, data, errors, "ascii", read_ascii)
}

fn read_ascii(data: &[u8], position: &mut usize, out: &mut Output) -> Pause {
    let rest = data.get(*position..).unwrap_or_default();
    let good = rest.iter().position(|it| !it.is_ascii()).unwrap_or(rest.len());
    out.text.push_str(core::str::from_utf8(&rest[..good]).unwrap_or_default());
    *position += good;
    if *position >= data.len() {
        return Pause::End;
    }
    Pause::Fault(Fault { start: *position, end: *position + 1, reason: "ordinal not in range(128)" })
}

pub(crate) fn decode_latin_1(vm: &mut Vm, data: Id<Bytes>) -> Res<(Value, usize)> {
    let len = vm.heap.bytes[data].data.len();
    vm.heap.room(len.saturating_mul(2))?;
    vm.spend(len / 16 + 1)?;
    let text: String = vm.heap.bytes[data].data.iter().map(|it| char::from(*it)).collect();
    Ok((vm.heap.string_shared(text, false)?, len))
}
