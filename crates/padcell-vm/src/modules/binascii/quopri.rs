//! Quoted-printable.

use alloc::vec::Vec;

use super::{ascii_data, data};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// Lines are not longer.
const LINE: usize = 76;
const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

pub(super) fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = ascii_data(vm, args[0])?;
    let header = vm.bool_argument(args[1], false)?;
    let mut out = vm.byte_buffer(data.len())?;
    let digit = |at: usize| data.get(at).and_then(|it| char::from(*it).to_digit(16));
    let mut at = 0;
    while let Some(it) = data.get(at).copied() {
        at += 1;
        match it {
            b'_' if header => out.push(b' '),
            b'=' => match (data.get(at), digit(at), digit(at + 1)) {
                (None, ..) => break,
                // A soft end of a line: all of it up to the newline goes.
                (Some(b'\n' | b'\r'), ..) => {
                    let rest = data.get(at..).unwrap_or_default();
                    at += rest.iter().position(|it| *it == b'\n').map_or(rest.len(), |it| it + 1);
                }
                (Some(b'='), ..) => {
                    out.push(b'=');
                    at += 1;
                }
                (_, Some(high), Some(low)) => {
                    out.push((high << 4 | low) as u8);
                    at += 2;
                }
                _ => out.push(b'='),
            },
            _ => out.push(it),
        }
    }
    vm.heap.bytes(out)
}

/// What is written as it is, and what is not.
struct Style {
    quote_tabs: bool,
    text: bool,
    header: bool,
    crlf: bool,
}

impl Style {
    /// Whether the byte at `at` is written as `=XX`.
    fn quotes(&self, data: &[u8], at: usize, column: usize) -> bool {
        let it = data[at];
        let next = data.get(at + 1);
        match it {
            b'=' | 0x7F.. => true,
            b'_' => self.header,
            b'.' if column == 0 => matches!(next, None | Some(b'\n' | b'\r' | 0)),
            b'\r' | b'\n' => !self.text,
            b'\t' | b' ' => self.quote_tabs || next.is_none(),
            _ => it < b' ',
        }
    }
}

pub(super) fn encode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let style = Style {
        quote_tabs: vm.bool_argument(args[1], false)?,
        text: vm.bool_argument(args[2], true)?,
        header: vm.bool_argument(args[3], false)?,
        crlf: data.iter().position(|it| *it == b'\n').is_some_and(|it| it > 0 && data[it - 1] == b'\r'),
    };
    let mut out = vm.byte_buffer(data.len().saturating_mul(4))?;
    write(&data, &style, &mut out);
    vm.heap.bytes(out)
}

fn write(data: &[u8], style: &Style, out: &mut Vec<u8>) {
    let newline: &[u8] = if style.crlf { b"\r\n" } else { b"\n" };
    let mut column = 0;
    let mut at = 0;
    while at < data.len() {
        let it = data[at];
        if style.quotes(data, at, column) {
            if column + 3 >= LINE {
                out.push(b'=');
                out.extend_from_slice(newline);
                column = 0;
            }
            out.extend([b'=', DIGITS[usize::from(it >> 4)], DIGITS[usize::from(it & 15)]]);
            column += 3;
            at += 1;
            continue;
        }
        let ends = style.text && (it == b'\n' || it == b'\r' && data.get(at + 1) == Some(&b'\n'));
        if ends {
            column = 0;
            // A space before the end of a line would get lost.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                out.extend([b'=', DIGITS[usize::from(last >> 4)], DIGITS[usize::from(last & 15)]]);
            }
            out.extend_from_slice(newline);
            at += if it == b'\r' { 2 } else { 1 };
            continue;
        }
        let line_goes_on = data.get(at + 1).is_some_and(|it| *it != b'\n');
        if line_goes_on && column + 1 >= LINE {
            out.push(b'=');
            out.extend_from_slice(newline);
            column = 0;
        }
        column += 1;
        out.push(if style.header && it == b' ' { b'_' } else { it });
        at += 1;
    }
}
