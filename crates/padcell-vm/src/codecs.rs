//! Text encodings: the native codecs by their usual names, all others through the registry of the cell.

pub(crate) mod charmap;
pub(crate) mod decoder;
pub(crate) mod encoder;
pub(crate) mod errors;
pub(crate) mod escape;
pub(crate) mod registry;
pub(crate) mod single;
pub(crate) mod utf16;
pub(crate) mod utf32;
pub(crate) mod utf7;
pub(crate) mod utf8;

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// A codec that needs no Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Utf16(utf16::Order),
    Utf32(utf16::Order),
    Utf7,
    UnicodeEscape,
    RawUnicodeEscape,
}

/// How the registry spells a name: lower case, with `_` for everything but letters, digits and dots.
pub(crate) fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for it in name.chars() {
        if it.is_alphanumeric() || it == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            if it.is_ascii() {
                out.push(it.to_ascii_lowercase());
            }
        } else {
            gap = true;
        }
    }
    out
}

impl Codec {
    /// The native codec with this normalized name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        use utf16::Order;
        Some(match name {
            "utf_8" | "utf8" | "u8" | "cp65001" => Self::Utf8,
            "ascii" | "us_ascii" | "646" => Self::Ascii,
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" | "8859" | "l1" | "latin" | "cp819" => {
                Self::Latin1
            }
            "utf_16" | "utf16" | "u16" => Self::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "utf16le" | "utf16_le" => Self::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "utf16be" | "utf16_be" => Self::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Self::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" | "utf32le" | "utf32_le" => Self::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" | "utf32be" | "utf32_be" => Self::Utf32(Order::Big),
            "utf_7" | "utf7" | "u7" => Self::Utf7,
            "unicode_escape" => Self::UnicodeEscape,
            "raw_unicode_escape" => Self::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// Encodes a string; `errors` is the name of an error handler, or absent.
    pub(crate) fn encode(self, vm: &mut Vm, text: Id<Str>, errors: Value) -> Res {
        match self {
            Self::Utf8 => utf8::encode(vm, text, errors),
            Self::Ascii => single::encode(vm, text, errors, single::ASCII),
            Self::Latin1 => single::encode(vm, text, errors, single::LATIN_1),
            Self::Utf16(order) => utf16::encode(vm, text, errors, order),
            Self::Utf32(order) => utf32::encode(vm, text, errors, order),
            Self::Utf7 => utf7::encode(vm, text),
            Self::UnicodeEscape => escape::unicode_escape_encode(vm, text),
            Self::RawUnicodeEscape => escape::raw_unicode_escape_encode(vm, text),
        }
    }

    /// Decodes bytes; gives the text and how many bytes were read: all of them where `last`.
    pub(crate) fn decode(
        self,
        vm: &mut Vm,
        data: Id<Bytes>,
        errors: Value,
        last: bool,
    ) -> Res<(Value, usize)> {
        match self {
            Self::Utf8 => utf8::decode(vm, data, errors, last),
            Self::Ascii => single::decode_ascii(vm, data, errors),
            Self::Latin1 => single::decode_latin_1(vm, data),
            Self::Utf16(order) => utf16::decode(vm, data, errors, order, last).map(|it| (it.0, it.1)),
            Self::Utf32(order) => utf32::decode(vm, data, errors, order, last).map(|it| (it.0, it.1)),
            Self::Utf7 => utf7::decode(vm, data, errors, last),
            Self::UnicodeEscape => escape::unicode_escape_decode(vm, data, errors, last),
            Self::RawUnicodeEscape => escape::raw_unicode_escape_decode(vm, data, errors, last),
        }
    }
}

/// The native codec that an argument names; UTF-8 where it is absent.
fn native(vm: &Vm, encoding: Value) -> Option<Codec> {
    if encoding.is_absent() {
        return Some(Codec::Utf8);
    }
    let name = vm.text_of(encoding);
    match name {
        "utf-8" | "utf8" => Some(Codec::Utf8),
        "ascii" => Some(Codec::Ascii),
        "latin-1" => Some(Codec::Latin1),
        _ if name.len() > 40 => None,
        _ => Codec::named(&normalized(name)),
    }
}

/// `text.encode(encoding, errors)`: always a `bytes`.
///
/// # Errors
/// UnicodeEncodeError, LookupError, and what codecs written in Python raise.
pub(crate) fn encode(vm: &mut Vm, text: Id<Str>, encoding: Value, errors: Value) -> Res {
    if let Some(codec) = native(vm, encoding) {
        return codec.encode(vm, text, errors);
    }
    let result = registry::call_text_codec(vm, Value::Str(text), encoding, errors, registry::Part::Encoder)?;
    match vm.unwrap(result) {
        it @ Value::Bytes(_) => Ok(it),
        Value::ByteArray(id) => {
            let data = vm.heap.bytes[id].data.clone();
            vm.heap.bytes(data)
        }
        _ => {
            let text = format!(
                "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                vm.text_of(encoding),
                vm.type_name(result)
            );
            Err(vm.type_error(&text))
        }
    }
}

/// `data.decode(encoding, errors)`: always a `str`.
///
/// # Errors
/// UnicodeDecodeError, LookupError, and what codecs written in Python raise.
pub(crate) fn decode(vm: &mut Vm, data: Id<Bytes>, encoding: Value, errors: Value) -> Res {
    if let Some(codec) = native(vm, encoding) {
        return codec.decode(vm, data, errors, true).map(|it| it.0);
    }
    let result =
        registry::call_text_codec(vm, Value::Bytes(data), encoding, errors, registry::Part::Decoder)?;
    if vm.as_str(result).is_some() {
        return Ok(vm.unwrap(result));
    }
    let text = format!(
        "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
        vm.text_of(encoding),
        vm.type_name(result)
    );
    Err(vm.type_error(&text))
}
