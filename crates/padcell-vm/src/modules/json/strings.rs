//! Strings in JSON: reading them with their escapes, and writing them.

use alloc::format;
use alloc::string::String;

use super::decode_error;
use crate::error::Res;
use crate::heap::{Id, Str, char_of, code_point_of};
use crate::value::Value;
use crate::vm::Vm;

/// Why a string is none, and where: an offset in bytes.
pub(super) struct Fault {
    pub(super) message: &'static str,
    pub(super) at: usize,
}

/// A string that was read.
pub(super) struct Scanned {
    pub(super) text: String,
    pub(super) surrogates: bool,
    /// The byte after its closing quote.
    pub(super) end: usize,
}

/// Where a string without escapes ends: the byte of its closing quote. None if it is not as simple as that.
pub(super) fn plain_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let len = rest.iter().position(|it| *it == b'"' || *it == b'\\' || *it < 0x20)?;
    (rest.get(len) == Some(&b'"')).then_some(start + len)
}

/// Reads a string whose first byte after the quote is at `start`. `surrogates` is the flag of the document.
pub(super) fn scan(document: &str, start: usize, strict: bool, surrogates: bool) -> Result<Scanned, Fault> {
    let bytes = document.as_bytes();
    let unterminated = Fault { message: "Unterminated string starting at", at: start.saturating_sub(1) };
    let mut out = Scanned { text: String::new(), surrogates, end: start };
    let mut at = start;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(len) = rest.iter().position(|it| *it == b'"' || *it == b'\\' || (strict && *it < 0x20))
        else {
            return Err(unterminated);
        };
        out.text.push_str(document.get(at..at + len).unwrap_or_default());
        at += len;
        match bytes.get(at) {
            Some(b'"') => {
                out.end = at + 1;
                return Ok(out);
            }
            Some(b'\\') => {}
            _ => return Err(Fault { message: "Invalid control character at", at }),
        }
        let Some(escape) = bytes.get(at + 1).copied() else { return Err(unterminated) };
        let plain = match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let Some(mut code) = four_digits(bytes, at + 2) else {
                    return Err(Fault { message: "Invalid \\uXXXX escape", at: at + 1 });
                };
                at += 6;
                if (0xD800..0xDC00).contains(&code) && bytes.get(at..at + 2) == Some(b"\\u") {
                    if let Some(low @ 0xDC00..0xE000) = four_digits(bytes, at + 2) {
                        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                        at += 6;
                    }
                }
                if let Some((letter, lone)) = char_of(code) {
                    out.text.push(letter);
                    out.surrogates |= lone;
                }
                continue;
            }
            _ => return Err(Fault { message: "Invalid \\escape", at }),
        };
        out.text.push(plain);
        at += 2;
    }
}

fn four_digits(bytes: &[u8], start: usize) -> Option<u32> {
    let digits = bytes.get(start..start + 4)?;
    digits.iter().try_fold(0, |code, it| Some(code * 16 + char::from(*it).to_digit(16)?))
}

/// `scanstring(string, end, strict=True)`.
pub(super) fn scanstring(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(id) = vm.as_str(args[0]) else {
        let text = format!("first argument must be a string, not {}", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    let end = vm.index_i64(args[1])?;
    let strict = if args[2].is_unset() { true } else { vm.truth(args[2])? };
    let chars = vm.heap.str_len(id);
    let start = match usize::try_from(end) {
        Ok(it) if it <= chars => it,
        _ => return Err(vm.value_error("end is out of bounds")),
    };
    let len = vm.heap.text(id).len();
    vm.spend(1 + len / 16)?;
    vm.heap.room(len)?;
    let document = String::from(vm.heap.text(id));
    let start = offset_of(&document, start);
    match scan(&document, start, strict, vm.heap.str_has_surrogates(id)) {
        Ok(it) => {
            let end = chars_before(&document, it.end);
            let text = vm.heap.string_flagged(it.text, it.surrogates)?;
            vm.heap.tuple_of(&[text, Value::Int(i64::try_from(end).unwrap_or(i64::MAX))])
        }
        Err(fault) => {
            let at = chars_before(&document, fault.at);
            Err(decode_error(vm, fault.message, args[0], at))
        }
    }
}

/// The byte at which a character starts.
pub(super) fn offset_of(text: &str, chars: usize) -> usize {
    if text.is_ascii() {
        return chars.min(text.len());
    }
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

/// How many characters stand before a byte.
pub(super) fn chars_before(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(offset, |it| it.chars().count())
}

/// Appends a string in quotes, with everything escaped that JSON wants escaped, or that is not ASCII.
pub(super) fn quote(text: &str, surrogates: bool, ascii: bool, out: &mut String) {
    out.push('"');
    let plain = |it: u8| it >= 0x20 && it != b'"' && it != b'\\' && it != 0x7f && (it < 0x80 || !ascii);
    if text.bytes().all(plain) {
        out.push_str(text);
        out.push('"');
        return;
    }
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\u{0}'..='\u{1f}' => escape(letter as u32, out),
            '\u{7f}' if ascii => escape(0x7f, out),
            it if it.is_ascii() || !ascii => out.push(it),
            it => {
                let code = code_point_of(it, surrogates);
                if let Some(rest) = code.checked_sub(0x10000) {
                    escape(0xD800 + (rest >> 10), out);
                    escape(0xDC00 + (rest & 0x3FF), out);
                } else {
                    escape(code, out);
                }
            }
        }
    }
    out.push('"');
}

fn escape(code: u32, out: &mut String) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.push(char::from_digit((code >> shift) & 0xF, 16).unwrap_or('0'));
    }
}

/// Appends a string of the heap in quotes, within the budgets; whether it may hold lone surrogates.
pub(super) fn push_quoted(vm: &mut Vm, id: Id<Str>, ascii: bool, out: &mut String) -> Res<bool> {
    let len = vm.heap.text(id).len();
    vm.spend(1 + len / 16)?;
    let most = len.saturating_mul(6);
    if out.capacity() - out.len() < most {
        vm.heap.room(out.len().saturating_mul(2).saturating_add(most))?;
    }
    let surrogates = vm.heap.str_has_surrogates(id);
    quote(vm.heap.text(id), surrogates, ascii, out);
    Ok(surrogates && !ascii)
}

fn encoded(vm: &mut Vm, value: Value, ascii: bool) -> Res {
    let Some(id) = vm.as_str(value) else {
        let text = format!("first argument must be a string, not {}", vm.type_name(value));
        return Err(vm.type_error(&text));
    };
    let mut out = String::new();
    let surrogates = push_quoted(vm, id, ascii, &mut out)?;
    vm.heap.string_flagged(out, surrogates)
}

pub(super) fn encode_basestring(vm: &mut Vm, args: &[Value]) -> Res {
    encoded(vm, args[0], false)
}

pub(super) fn encode_basestring_ascii(vm: &mut Vm, args: &[Value]) -> Res {
    encoded(vm, args[0], true)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::{quote, scan};

    #[test]
    fn there_and_back() {
        let text = "a\"\\\n\u{1}é\u{1F600}/\u{7f}";
        for ascii in [true, false] {
            let mut out = String::new();
            quote(text, false, ascii, &mut out);
            let back = scan(&out, 1, true, false).ok();
            assert_eq!(back.as_ref().map(|it| it.text.as_str()), Some(text));
            assert_eq!(back.map(|it| it.end), Some(out.len()));
        }
        assert_eq!(scan("\"\\x\"", 1, true, false).err().map(|it| it.at), Some(1));
        assert!(scan("\"\\ud800\"", 1, true, false).is_ok_and(|it| it.surrogates));
    }
}
