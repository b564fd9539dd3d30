//! The loop that all decoders share: read what is well-formed, ask the error handler about the rest.

use alloc::string::String;

use super::errors::{Fault, Handler, handle_decode};
use crate::error::Res;
use crate::heap::{Bytes, Id, char_of};
use crate::value::Value;
use crate::vm::Vm;

/// The text read so far.
#[derive(Default)]
pub(crate) struct Output {
    pub(crate) text: String,
    pub(crate) surrogates: bool,
}

impl Output {
    /// Appends a code point, a lone surrogate too.
    #[inline]
    pub(crate) fn push(&mut self, code: u32) {
        if let Some((it, surrogate)) = char_of(code) {
            self.text.push(it);
            self.surrogates |= surrogate;
        }
    }
}

/// Why a decoder paused.
pub(crate) enum Pause {
    /// At the end, or before a sequence that is not complete yet.
    End,
    Fault(Fault),
}

/// Decodes `data` with `read`, which goes on at the position that it is given and leaves it where it pauses.
pub(crate) fn run(
    vm: &mut Vm,
    data: Id<Bytes>,
    errors: Value,
    encoding: &str,
    mut read: impl FnMut(&[u8], &mut usize, &mut Output) -> Pause,
) -> Res<(Value, usize)> {
    let len = vm.heap.bytes[data].data.len();
    // Text takes at most three bytes for two, or two for one, of any encoding read here.
    vm.heap.room(len.saturating_mul(2))?;
    vm.spend(len / 16 + 1)?;
    vm.keep(Value::Bytes(data));
    let mut out = Output::default();
    let mut position = 0;
    let mut handler = None;
    loop {
        match read(&vm.heap.bytes[data].data, &mut position, &mut out) {
            Pause::End => break,
            Pause::Fault(fault) => {
                let handler = match handler {
                    Some(it) => it,
                    None => *handler.insert(Handler::find(vm, errors)?),
                };
                let mark = vm.kept();
                vm.heap.room(out.text.len())?;
                position = handle_decode(vm, handler, encoding, data, fault, &mut out)?;
                vm.release(mark);
            }
        }
    }
    let text = vm.heap.string_shared(out.text, out.surrogates)?;
    Ok((text, position))
}
