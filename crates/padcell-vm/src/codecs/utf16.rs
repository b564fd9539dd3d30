//! UTF-16, in both orders of bytes and with a byte order mark.

use alloc::vec::Vec;

use super::decoder::{Output, Pause};
use super::encoder::Encoding;
use super::errors::Fault;
use super::{decoder, encoder};
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// The order of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
    /// Little, with a mark in front; decoding goes by the mark.
    Marked,
}

impl Order {
    /// As the `byteorder` arguments of `_codecs` say it.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Little => -1,
            Self::Marked => 0,
            Self::Big => 1,
        }
    }

    pub(crate) fn from_number(it: i64) -> Self {
        match it {
            0 => Self::Marked,
            ..0 => Self::Little,
            _ => Self::Big,
        }
    }
}

fn put_little(out: &mut Vec<u8>, code: u32) -> bool {
    put(out, code, u16::to_le_bytes)
}

fn put_big(out: &mut Vec<u8>, code: u32) -> bool {
    put(out, code, u16::to_be_bytes)
}

fn put(out: &mut Vec<u8>, code: u32, bytes: fn(u16) -> [u8; 2]) -> bool {
    let Some(it) = char::from_u32(code) else { return false };
    for unit in it.encode_utf16(&mut [0; 2]) {
        out.extend_from_slice(&bytes(*unit));
    }
    true
}

pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, errors: Value, order: Order) -> Res {
    let (name, put): (_, fn(&mut Vec<u8>, u32) -> bool) = match order {
        Order::Little => ("utf-16-le", put_little),
        Order::Big => ("utf-16-be", put_big),
        Order::Marked => ("utf-16", put_little),
    };
    let encoding = Encoding { name, reason: "surrogates not allowed", width: 4, runs: false, put };
    let start = if order == Order::Marked { alloc::vec![0xFF, 0xFE] } else { Vec::new() };
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
    let mark = vm.heap.bytes[data].data.get(..2).map(|it| (it[0], it[1]));
    let (found, skip) = match (order, mark) {
        (Order::Marked, Some((0xFF, 0xFE))) => (Order::Little, 2),
        (Order::Marked, Some((0xFE, 0xFF))) => (Order::Big, 2),
        _ => (order, 0),
    };
    let name = match found {
        Order::Little | Order::Marked => "utf-16-le",
        Order::Big => "utf-16-be",
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
    let unit = |at: usize| {
        let pair = [*data.get(at)?, *data.get(at + 1)?];
        Some(u32::from(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }))
    };
    loop {
        let start = *position;
        let Some(first) = unit(start) else {
            if start >= data.len() || !last {
                return Pause::End;
            }
            return Pause::Fault(Fault { start, end: data.len(), reason: "truncated data" });
        };
        match first {
            0xD800..0xDC00 => match unit(start + 2) {
                Some(second @ 0xDC00..0xE000) => {
                    out.push(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF));
                    *position = start + 4;
                }
                Some(_) => {
                    return Pause::Fault(Fault { start, end: start + 2, reason: "illegal UTF-16 surrogate" });
                }
                None if last => {
                    return Pause::Fault(Fault { start, end: data.len(), reason: "unexpected end of data" });
                }
                None => return Pause::End,
            },
            0xDC00..0xE000 => {
                return Pause::Fault(Fault { start, end: start + 2, reason: "illegal encoding" });
            }
            _ => {
                out.push(first);
                *position = start + 2;
            }
        }
    }
}
