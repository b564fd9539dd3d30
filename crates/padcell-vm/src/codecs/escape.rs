//! `unicode_escape` and `raw_unicode_escape`, and the escapes of bytes that `_codecs` knows.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::decoder;
use super::decoder::{Output, Pause};
use super::errors::Fault;
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::types::str_::repr::push_code;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) fn unicode_escape_encode(vm: &mut Vm, text: Id<Str>) -> Res {
    let len = vm.heap.str_len(text);
    vm.heap.room(len.saturating_mul(10))?;
    vm.spend(len / 4 + 1)?;
    let mut out = String::new();
    for code in vm.heap.code_points(text) {
        match char::from_u32(code) {
            Some('\\') => out.push_str("\\\\"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some(it @ ' '..='~') => out.push(it),
            _ => push_code(&mut out, code),
        }
    }
    vm.heap.bytes(out.into_bytes())
}

pub(crate) fn raw_unicode_escape_encode(vm: &mut Vm, text: Id<Str>) -> Res {
    let len = vm.heap.str_len(text);
    vm.heap.room(len.saturating_mul(10))?;
    vm.spend(len / 4 + 1)?;
    let mut out = Vec::new();
    let mut escape = String::new();
    for code in vm.heap.code_points(text) {
        match u8::try_from(code) {
            Ok(it) => out.push(it),
            Err(_) => {
                escape.clear();
                push_code(&mut escape, code);
                out.extend_from_slice(escape.as_bytes());
            }
        }
    }
    vm.heap.bytes(out)
}

pub(crate) fn unicode_escape_decode(
    vm: &mut Vm,
    data: Id<Bytes>,
    errors: Value,
    last: bool,
) -> Res<(Value, usize)> {
    decoder::run(vm, data, errors, "unicodeescape", |data, position, out| {
        while let Some(it) = data.get(*position).copied() {
            if it != b'\\' {
                out.push(u32::from(it));
                *position += 1;
                continue;
            }
            match read_escape(data, *position, out) {
                Escape::To(next) => *position = next,
                Escape::Wrong(end, reason) => return Pause::Fault(Fault { start: *position, end, reason }),
                Escape::Cut(_) if !last => return Pause::End,
                Escape::Cut(reason) => {
                    return Pause::Fault(Fault { start: *position, end: data.len(), reason });
                }
            }
        }
        Pause::End
    })
}

/// What an escape came to.
enum Escape {
    /// It is read; the position after it.
    To(usize),
    /// It is wrong up to this position.
    Wrong(usize, &'static str),
    /// It is not complete.
    Cut(&'static str),
}

/// Reads the escape whose backslash stands at `start`.
fn read_escape(data: &[u8], start: usize, out: &mut Output) -> Escape {
    let Some(kind) = data.get(start + 1).copied() else { return Escape::Cut("\\ at end of string") };
    let next = start + 2;
    let simple = match kind {
        b'\n' => return Escape::To(next),
        b'\\' | b'\'' | b'"' => kind,
        b'b' => 8,
        b'f' => 12,
        b't' => b'\t',
        b'n' => b'\n',
        b'r' => b'\r',
        b'v' => 11,
        b'a' => 7,
        b'0'..=b'7' => return read_octal(data, start + 1, out),
        b'x' => return read_hex(data, next, 2, "truncated \\xXX escape", out),
        b'u' => return read_hex(data, next, 4, "truncated \\uXXXX escape", out),
        b'U' => return read_hex(data, next, 8, "truncated \\UXXXXXXXX escape", out),
        b'N' => return read_name(data, next, out),
        _ => {
            out.push(u32::from(b'\\'));
            kind
        }
    };
    out.push(u32::from(simple));
    Escape::To(next)
}

fn read_octal(data: &[u8], start: usize, out: &mut Output) -> Escape {
    let digits = data.iter().skip(start).take(3).take_while(|it| matches!(it, b'0'..=b'7'));
    let (code, count) = digits.fold((0, 0), |(code, count), it| (code * 8 + u32::from(it - b'0'), count + 1));
    out.push(code);
    Escape::To(start + count)
}

fn read_hex(data: &[u8], start: usize, count: usize, truncated: &'static str, out: &mut Output) -> Escape {
    let mut code: u32 = 0;
    for at in start..start + count {
        let Some(it) = data.get(at) else { return Escape::Cut(truncated) };
        let Some(digit) = char::from(*it).to_digit(16) else { return Escape::Wrong(at, truncated) };
        code = code << 4 | digit;
    }
    if code > 0x10_FFFF {
        return Escape::Wrong(start + count, "illegal Unicode character");
    }
    out.push(code);
    Escape::To(start + count)
}

fn read_name(data: &[u8], start: usize, out: &mut Output) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    match data.get(start) {
        None => return Escape::Cut(MALFORMED),
        Some(b'{') => {}
        Some(_) => return Escape::Wrong(start, MALFORMED),
    }
    let tail = data.get(start + 1..).unwrap_or_default();
    let Some(len) = tail.iter().position(|it| *it == b'}') else { return Escape::Cut(MALFORMED) };
    let end = start + 1 + len;
    if len == 0 {
        return Escape::Wrong(end, MALFORMED);
    }
    let found = core::str::from_utf8(&tail[..len])
        .ok()
        .filter(|it| it.len() < 256)
        .and_then(rustpython_unicode::lookup_character);
    match found {
        Some(it) => {
            out.push(it as u32);
            Escape::To(end + 1)
        }
        None => Escape::Wrong(end + 1, "unknown Unicode character name"),
    }
}

pub(crate) fn raw_unicode_escape_decode(
    vm: &mut Vm,
    data: Id<Bytes>,
    errors: Value,
    last: bool,
) -> Res<(Value, usize)> {
    decoder::run(vm, data, errors, "rawunicodeescape", |data, position, out| {
        while let Some(it) = data.get(*position).copied() {
            let start = *position;
            let escape = match (it, data.get(start + 1)) {
                (b'\\', Some(b'u')) => read_hex(data, start + 2, 4, "truncated \\uXXXX escape", out),
                (b'\\', Some(b'U')) => read_hex(data, start + 2, 8, "truncated \\UXXXXXXXX escape", out),
                (b'\\', Some(next)) => {
                    out.push(u32::from(b'\\'));
                    out.push(u32::from(*next));
                    Escape::To(start + 2)
                }
                (b'\\', None) if !last => return Pause::End,
                _ => {
                    out.push(u32::from(it));
                    Escape::To(start + 1)
                }
            };
            match escape {
                Escape::To(next) => *position = next,
                Escape::Wrong(end, "illegal Unicode character") => {
                    return Pause::Fault(Fault { start, end, reason: "\\Uxxxxxxxx out of range" });
                }
                Escape::Wrong(end, reason) => return Pause::Fault(Fault { start, end, reason }),
                Escape::Cut(_) if !last => return Pause::End,
                Escape::Cut(reason) => return Pause::Fault(Fault { start, end: data.len(), reason }),
            }
        }
        Pause::End
    })
}

/// `_codecs.escape_encode`: the repr of bytes without its quotes.
pub(crate) fn escape_encode(vm: &mut Vm, data: &[u8]) -> Res {
    vm.heap.room(data.len().saturating_mul(4))?;
    vm.spend(data.len() / 4 + 1)?;
    let mut out = String::new();
    for it in data {
        crate::types::bytes::push_escaped(&mut out, *it, b'\'');
    }
    vm.heap.bytes(out.into_bytes())
}

/// `_codecs.escape_decode`: the escapes of a bytes literal.
pub(crate) fn escape_decode(vm: &mut Vm, data: &[u8], errors: &str) -> Res {
    vm.spend(data.len() / 4 + 1)?;
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(it) = data.get(at).copied() {
        at += 1;
        if it != b'\\' {
            out.push(it);
            continue;
        }
        let Some(kind) = data.get(at).copied() else { return Err(vm.value_error("Trailing \\ in string")) };
        at += 1;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(kind),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let digits = data.iter().skip(at - 1).take(3).take_while(|it| matches!(it, b'0'..=b'7'));
                let (code, count) =
                    digits.fold((0_u32, 0), |(code, n), it| (code * 8 + u32::from(it - b'0'), n + 1));
                out.push((code & 0xFF) as u8);
                at += count - 1;
            }
            b'x' => {
                let digit = |at: usize| data.get(at).and_then(|it| char::from(*it).to_digit(16));
                match (digit(at), digit(at + 1)) {
                    (Some(a), Some(b)) => {
                        out.push((a << 4 | b) as u8);
                        at += 2;
                    }
                    (first, _) => match errors {
                        "replace" => {
                            out.push(b'?');
                            at += usize::from(first.is_some());
                        }
                        "ignore" => at += usize::from(first.is_some()),
                        "strict" => {
                            let text = format!("invalid \\x escape at position {}", at - 2);
                            return Err(vm.value_error(&text));
                        }
                        _ => {
                            let text = format!("decoding error; unknown error handling code: {errors}");
                            return Err(vm.value_error(&text));
                        }
                    },
                }
            }
            _ => out.extend([b'\\', kind]),
        }
    }
    vm.heap.bytes(out)
}
