//! UTF-32, in both orders of bytes and with a byte order mark.

use alloc::vec::Vec;

use super::decoder::{Output, Pause};
use super::encoder::Encoding;
use super::errors::Fault;
use super::utf16::Order;
use super::{decoder, encoder};
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

fn put_little(out: &mut Vec<u8>, code: u32) -> bool {
    let fits = char::from_u32(code).is_some();
    if fits {
        out.extend_from_slice(&code.to_le_bytes());
    }
    fits
}

fn put_big(out: &mut Vec<u8>, code: u32) -> bool {
    let fits = char::from_u32(code).is_some();
    if fits {
        out.extend_from_slice(&code.to_be_bytes());
    }
    fits
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, errors: Value, order: Order) -> Res {
    let (name, put): (_, fn(&mut Vec<u8>, u32) -> bool) = match order {
        Order::Little => ("utf-32-le", put_little),
        Order::Big => ("utf-32-be", put_big),
        Order::Marked => ("utf-32", put_little),
    };
    let encoding = Encoding { name, reason: "surrogates not allowed", width: 4, runs: false, put };
    let start = if order == Order::Marked { alloc::vec![0xFF, 0xFE, 0, 0] } else { Vec::new() };
    encoder::run(vm, text, errors, &encoding, start)
}

/// Decodes; gives the text, the bytes read, and the order that was found.
pub(crate) fn decode(
    vm: &mut Vm,
    data: Id<Bytes>,
    errors: Value,
    order: Order,
    last: bool,
) -> Res<(Value, usize, Order)> {
    let (found, skip) = match (order, vm.heap.bytes[data].data.get(..4)) {
        (Order::Marked, Some([0xFF, 0xFE, 0, 0])) => (Order::Little, 4),
        (Order::Marked, Some([0, 0, 0xFE, 0xFF])) => (Order::Big, 4),
        _ => (order, 0),
    };
    let name = match found {
        Order::Little | Order::Marked => "utf-32-le",
        Order::Big => "utf-32-be",
    };
    let mut started = false;
    let (text, read) = decoder::run(vm, data, errors, name, |data, position, out| {
        if !started {
            *position = skip;
            started = true;
        }
        read(data, position, out, found == Order::Big, last)
    })?;
    Ok((text, read, found))
}

fn read(data: &[u8], position: &mut usize, out: &mut Output, big: bool, last: bool) -> Pause {
    loop {
        let start = *position;
        let Some(&[a, b, c, d]) = data.get(start..start.saturating_add(4)) else {
            if start >= data.len() || !last {
                return Pause::End;
            }
            return Pause::Fault(Fault { start, end: data.len(), reason: "truncated data" });
        };
        let code = if big { u32::from_be_bytes([a, b, c, d]) } else { u32::from_le_bytes([a, b, c, d]) };
        match code {
            0xD800..0xE000 => {
                let reason = "code point in surrogate code point range(0xd800, 0xe000)";
                return Pause::Fault(Fault { start, end: start + 4, reason });
            }
            0x11_0000.. => {
                return Pause::Fault(Fault {
                    start,
                    end: start + 4,
                    reason: "code point not in range(0x110000)",
                });
            }
            _ => {
                out.push(code);
                *position = start + 4;
            }
        }
    }
}
