//! `repr` and `ascii` of text.

use alloc::string::String;
use core::fmt::Write;

use crate::error::Res;
use crate::heap::{Id, Str, code_point_of};
use crate::unicode::is_printable;
use crate::value::Value;
use crate::vm::Vm;

/// `repr(text)`; `surrogates`: the text may hold stand-ins of lone surrogates.
#[must_use]
pub(crate) fn repr_str(text: &str, surrogates: bool) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for it in text.chars() {
        push_escaped(&mut out, it, quote, surrogates);
    }
    out.push(quote);
    out
}

fn push_escaped(out: &mut String, it: char, quote: char, surrogates: bool) {
    match it {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if it == quote => {
            out.push('\\');
            out.push(it);
        }
        _ if is_printable(it) => out.push(it),
        _ => push_code(out, code_point_of(it, surrogates)),
    }
}

/// A code point as `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub(crate) fn push_code(out: &mut String, code: u32) {
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xFF => write!(out, "\\x{code:02x}"),
        0x100..=0xFFFF => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

impl Vm {
    /// `repr` of a string, as a value.
    pub(crate) fn repr_of_str(&mut self, id: Id<Str>) -> Res {
        let len = self.heap.text(id).len();
        self.spend(len / super::text::SLOW + 1)?;
        self.room_for_escapes(len)?;
        let out = repr_str(self.heap.text(id), self.heap.str_has_surrogates(id));
        self.heap.string(out)
    }

    /// `ascii(value)` made from its repr.
    pub(crate) fn ascii_of(&mut self, repr: Value) -> Res {
        let Some(id) = self.as_str(repr) else { return Ok(repr) };
        if self.heap.str_is_ascii(id) {
            return Ok(Value::Str(id));
        }
        let len = self.heap.text(id).len();
        self.spend(len / super::text::SLOW + 1)?;
        self.room_for_escapes(len)?;
        let mut out = String::new();
        for it in self.heap.code_points(id) {
            match char::from_u32(it) {
                Some(it) if it.is_ascii() => out.push(it),
                _ => push_code(&mut out, it),
            }
        }
        self.heap.string(out)
    }

    fn room_for_escapes(&mut self, len: usize) -> Res<()> {
        // Escapes take at most four times the room; large texts are checked with that, small ones fit anyway.
        if len > 1024 { self.heap.room(len.saturating_mul(4)) } else { Ok(()) }
    }
}
