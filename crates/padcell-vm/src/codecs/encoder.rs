//! The loop that all encoders share: write what can be written, ask the error handler about the rest.

use alloc::vec::Vec;

use super::errors::{Fault, Handler, Replacement, encode_error, handle_encode};
use crate::error::Res;
use crate::heap::{Id, Str, code_point_of};
use crate::value::Value;
use crate::vm::Vm;

/// An encoding of single code points.
pub(crate) struct Encoding<'a> {
    pub(crate) name: &'a str,
    pub(crate) reason: &'static str,
    /// Bytes that one character takes at most.
    pub(crate) width: usize,
    /// Neighbours that cannot be encoded are one fault.
    pub(crate) runs: bool,
    /// Appends a code point; `false` where it cannot be encoded.
    pub(crate) put: fn(&mut Vec<u8>, u32) -> bool,
}

/// Encodes a string, after what stands in `out` already.
pub(crate) fn run(
    vm: &mut Vm,
    text: Id<Str>,
    errors: Value,
    encoding: &Encoding<'_>,
    mut out: Vec<u8>,
) -> Res {
    let len = vm.heap.str_len(text);
    vm.heap.room(len.saturating_mul(encoding.width))?;
    vm.spend(len / 8 + 1)?;
    vm.keep(Value::Str(text));
    out.reserve(len.saturating_mul(encoding.width));
    let surrogates = vm.heap.str_has_surrogates(text);
    let mut handler = None;
    // Offset of the next byte, and its character's index.
    let (mut at, mut index) = (0, 0);
    loop {
        let fault = {
            let mut rest = vm.heap.text(text).get(at..).unwrap_or_default().chars();
            let bad = rest.by_ref().find(|it| {
                let put = (encoding.put)(&mut out, code_point_of(*it, surrogates));
                index += usize::from(put);
                !put
            });
            if bad.is_none() {
                break;
            }
            let mut scratch = Vec::new();
            let more = if encoding.runs {
                rest.take_while(|it| !(encoding.put)(&mut scratch, code_point_of(*it, surrogates))).count()
            } else {
                0
            };
            Fault { start: index, end: index + 1 + more, reason: encoding.reason }
        };
        let handler = match handler {
            Some(it) => it,
            None => {
                vm.heap.index_offsets(text)?;
                *handler.insert(Handler::find(vm, errors)?)
            }
        };
        let mark = vm.kept();
        vm.heap.room(out.len())?;
        let (replacement, next) = handle_encode(vm, handler, encoding.name, text, fault)?;
        put_replacement(vm, &mut out, encoding, text, fault, &replacement)?;
        vm.release(mark);
        index = next;
        at = vm.heap.byte_offset(text, index);
    }
    vm.heap.bytes(out)
}

/// Appends what a handler gave; a text must be encodable itself.
fn put_replacement(
    vm: &mut Vm,
    out: &mut Vec<u8>,
    encoding: &Encoding<'_>,
    text: Id<Str>,
    fault: Fault,
    replacement: &Replacement,
) -> Res<()> {
    match replacement {
        Replacement::Bytes(it) => {
            vm.heap.room(out.len().saturating_add(it.len()))?;
            vm.spend(it.len() / 16)?;
            out.extend_from_slice(it);
        }
        Replacement::Text(value) => {
            let Some(id) = vm.as_str(*value) else { return Ok(()) };
            let len = vm.heap.text(id).len();
            vm.heap.room(out.len().saturating_add(len.saturating_mul(encoding.width)))?;
            vm.spend(len / 4)?;
            let fits = vm.heap.code_points(id).all(|it| (encoding.put)(out, it));
            if !fits {
                return Err(encode_error(vm, encoding.name, text, fault));
            }
        }
    }
    Ok(())
}
