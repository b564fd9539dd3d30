//! Base64.

use alloc::vec::Vec;

use super::{ascii_data, data, error, numbered};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value_of(it: u8) -> Option<u8> {
    Some(match it {
        b'A'..=b'Z' => it - b'A',
        b'a'..=b'z' => it - b'a' + 26,
        b'0'..=b'9' => it - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

pub(super) fn encode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let newline = vm.bool_argument(args[1], true)?;
    let mut out = vm.byte_buffer((data.len() / 3).saturating_mul(4).saturating_add(5))?;
    for three in data.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            out.push(if index > three.len() { b'=' } else { DIGITS[(word >> shift & 63) as usize] });
        }
    }
    if newline {
        out.push(b'\n');
    }
    vm.heap.bytes(out)
}

pub(super) fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = ascii_data(vm, args[0])?;
    let strict = vm.bool_argument(args[1], false)?;
    let mut out = vm.byte_buffer(data.len() / 4 * 3 + 3)?;
    match read(&data, strict, &mut out) {
        Ok(()) => vm.heap.bytes(out),
        Err("") => {
            let digits = out.len() / 3 * 4 + 1;
            let text = numbered(
                "Invalid base64-encoded string: number of data characters (",
                digits,
                ") cannot be 1 more than a multiple of 4",
            );
            Err(error(vm, &text))
        }
        Err(message) => Err(error(vm, message)),
    }
}

/// Reads digits and padding; an empty message means that one digit is left over.
fn read(data: &[u8], strict: bool, out: &mut Vec<u8>) -> Result<(), &'static str> {
    if strict && data.first() == Some(&b'=') {
        return Err("Leading padding not allowed");
    }
    let (mut position, mut left, mut pads, mut padding) = (0, 0_u8, 0, false);
    for (index, it) in data.iter().enumerate() {
        if *it == b'=' {
            padding = true;
            if strict && position == 0 {
                return Err("Excess padding not allowed");
            }
            if position >= 2 {
                pads += 1;
                if position + pads >= 4 {
                    if strict && index + 1 < data.len() {
                        return Err(if data[index + 1] == b'=' {
                            "Excess padding not allowed"
                        } else {
                            "Excess data after padding"
                        });
                    }
                    return Ok(());
                }
            }
            continue;
        }
        let Some(digit) = value_of(*it) else {
            if strict {
                return Err("Only base64 data is allowed");
            }
            continue;
        };
        if strict && padding {
            return Err("Discontinuous padding not allowed");
        }
        pads = 0;
        match position {
            0 => left = digit,
            1 => {
                out.push(left << 2 | digit >> 4);
                left = digit & 15;
            }
            2 => {
                out.push(left << 4 | digit >> 2);
                left = digit & 3;
            }
            _ => out.push(left << 6 | digit),
        }
        position = (position + 1) % 4;
    }
    match position {
        0 => Ok(()),
        1 => Err(""),
        _ => Err("Incorrect padding"),
    }
}
