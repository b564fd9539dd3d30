//! UTF-8.

use super::decoder::{Output, Pause};
use super::encoder::Encoding;
use super::errors::Fault;
use super::{decoder, encoder};
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

const ENCODING: Encoding<'static> =
    Encoding { name: "utf-8", reason: "surrogates not allowed", width: 4, runs: true, put };

fn put(out: &mut alloc::vec::Vec<u8>, code: u32) -> bool {
    match char::from_u32(code) {
        Some(it) => {
            out.extend_from_slice(it.encode_utf8(&mut [0; 4]).as_bytes());
            true
        }
        None => false,
    }
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, errors: Value) -> Res {
    if vm.heap.str_has_surrogates(text) {
        return encoder::run(vm, text, errors, &ENCODING, alloc::vec::Vec::new());
    }
    let mut out = vm.byte_buffer(vm.heap.text(text).len())?;
    out.extend_from_slice(vm.heap.text(text).as_bytes());
    vm.heap.bytes(out)
}

pub(crate) fn decode(vm: &mut Vm, data: Id<Bytes>, errors: Value, last: bool) -> Res<(Value, usize)> {
    decoder::run(vm, data, errors, "utf-8", |data, position, out| read(data, position, out, last))
}

fn read(data: &[u8], position: &mut usize, out: &mut Output, last: bool) -> Pause {
    let rest = data.get(*position..).unwrap_or_default();
    let error = match core::str::from_utf8(rest) {
        Ok(text) => {
            out.text.push_str(text);
            *position = data.len();
            return Pause::End;
        }
        Err(it) => it,
    };
    let (good, bad) = rest.split_at(error.valid_up_to());
    out.text.push_str(core::str::from_utf8(good).unwrap_or_default());
    let start = *position + good.len();
    let Some(width) = error.error_len() else {
        *position = start;
        if !last {
            return Pause::End;
        }
        return Pause::Fault(Fault { start, end: data.len(), reason: "unexpected end of data" });
    };
    let starts = bad.first().is_some_and(|it| matches!(it, 0xC2..=0xF4));
    let reason = if starts { "invalid continuation byte" } else { "invalid start byte" };
    Pause::Fault(Fault { start, end: start + width, reason })
}
