//! UTF-7: ASCII with runs of base64.

use alloc::vec::Vec;

use super::decoder;
use super::decoder::{Output, Pause};
use super::errors::Fault;
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(it: u8) -> Option<u32> {
    DIGITS.iter().position(|digit| *digit == it).map(|it| it as u32)
}

/// Written as it is.
fn is_direct(code: u32) -> bool {
    match u8::try_from(code) {
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(b'\t' | b'\n' | b'\r' | b' '..=b'}') => true,
        _ => false,
    }
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>) -> Res {
    let len = vm.heap.str_len(text);
    vm.heap.room(len.saturating_mul(8))?;
    vm.spend(len / 4 + 1)?;
    let mut out = Vec::new();
    let (mut bits, mut buffer, mut shifted) = (0_u32, 0_u32, false);
    for code in vm.heap.code_points(text) {
        if is_direct(code) {
            if shifted {
                flush(&mut out, &mut bits, &mut buffer);
                shifted = false;
                if u8::try_from(code).is_ok_and(|it| it == b'-' || digit(it).is_some()) {
                    out.push(b'-');
                }
            }
            out.push(code as u8);
            continue;
        }
        if !shifted {
            if code == u32::from(b'+') {
                out.extend_from_slice(b"+-");
                continue;
            }
            out.push(b'+');
            shifted = true;
        }
        let units = match code.checked_sub(0x10000) {
            Some(it) => [Some(0xD800 | it >> 10), Some(0xDC00 | it & 0x3FF)],
            None => [Some(code), None],
        };
        for unit in units.into_iter().flatten() {
            buffer = buffer << 16 | unit;
            bits += 16;
            while bits >= 6 {
                bits -= 6;
                out.push(DIGITS[(buffer >> bits & 0x3F) as usize]);
                buffer &= (1 << bits) - 1;
            }
        }
    }
    flush(&mut out, &mut bits, &mut buffer);
    if shifted {
        out.push(b'-');
    }
    vm.heap.bytes(out)
}

fn flush(out: &mut Vec<u8>, bits: &mut u32, buffer: &mut u32) {
    if *bits > 0 {
        out.push(DIGITS[(*buffer << (6 - *bits) & 0x3F) as usize]);
        (*bits, *buffer) = (0, 0);
    }
}

/// Where a decoder stands.
#[derive(Default)]
struct Reader {
    shifted: bool,
    /// Where the run of base64 began: in the data, and in the text.
    start: usize,
    text_start: usize,
    bits: u32,
    buffer: u32,
    /// A high surrogate that waits for its other half.
    surrogate: Option<u32>,
}

impl Reader {
    fn unit(&mut self, unit: u32, out: &mut Output) {
        if let Some(high) = self.surrogate.take() {
            if (0xDC00..0xE000).contains(&unit) {
                out.push(0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF));
                return;
            }
            out.push(high);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
        } else {
            out.push(unit);
        }
    }

    /// The end of a run of base64 before `next`; gives what is wrong with it.
    fn leave(&mut self, next: u8, out: &mut Output) -> Option<&'static str> {
        self.shifted = false;
        if self.bits >= 6 {
            return Some("partial character in base64 sequence");
        }
        if self.bits > 0 && self.buffer != 0 {
            return Some("non-zero padding bits in base64 sequence");
        }
        if let Some(high) = self.surrogate.take()
            && next.is_ascii()
            && next != b'+'
        {
            out.push(high);
        }
        None
    }

    fn read(&mut self, data: &[u8], position: &mut usize, out: &mut Output, last: bool) -> Pause {
        while let Some(it) = data.get(*position).copied() {
            let at = *position;
            if self.shifted {
                if let Some(digit) = digit(it) {
                    *position += 1;
                    self.buffer = self.buffer << 6 | digit;
                    self.bits += 6;
                    if self.bits >= 16 {
                        self.bits -= 16;
                        let unit = self.buffer >> self.bits;
                        self.buffer &= (1 << self.bits) - 1;
                        self.unit(unit & 0xFFFF, out);
                    }
                    continue;
                }
                if let Some(reason) = self.leave(it, out) {
                    return Pause::Fault(Fault { start: self.start, end: at + 1, reason });
                }
                *position += usize::from(it == b'-');
            } else if it == b'+' {
                self.start = at;
                match data.get(at + 1) {
                    Some(b'-') => {
                        out.push(u32::from(b'+'));
                        *position += 2;
                    }
                    Some(next) if digit(*next).is_none() => {
                        return Pause::Fault(Fault { start: at, end: at + 2, reason: "ill-formed sequence" });
                    }
                    _ => {
                        *self =
                            Self { shifted: true, start: at, text_start: out.text.len(), ..Self::default() };
                        *position += 1;
                    }
                }
            } else if it.is_ascii() {
                out.push(u32::from(it));
                *position += 1;
            } else {
                return Pause::Fault(Fault {
                    start: at,
                    end: at + 1,
                    reason: "unexpected special character",
                });
            }
        }
        self.finish(data, position, out, last)
    }

    fn finish(&mut self, data: &[u8], position: &mut usize, out: &mut Output, last: bool) -> Pause {
        if !self.shifted {
            return Pause::End;
        }
        if !last {
            *position = self.start;
            out.text.truncate(self.text_start);
            return Pause::End;
        }
        self.shifted = false;
        if self.surrogate.is_some() || self.bits >= 6 || self.bits > 0 && self.buffer != 0 {
            let reason = "unterminated shift sequence";
            return Pause::Fault(Fault { start: self.start, end: data.len(), reason });
        }
        Pause::End
    }
}

pub(crate) fn decode(vm: &mut Vm, data: Id<Bytes>, errors: Value, last: bool) -> Res<(Value, usize)> {
    let mut reader = Reader::default();
    decoder::run(vm, data, errors, "utf7", |data, position, out| reader.read(data, position, out, last))
}
