//! Error handlers: what happens with what cannot be encoded or decoded.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::registry;
use crate::error::{Res, Unwind};
use crate::heap::{Bytes, Class, Id, Native, Str};
use crate::native::Def;
use crate::types::str_::repr::push_code;
use crate::value::Value;
use crate::vm::Vm;

/// An error handler.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
    /// Written in Python.
    Other(Value),
}

impl Handler {
    /// The handler that needs no Python with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => Self::Strict,
            "ignore" => Self::Ignore,
            "replace" => Self::Replace,
            "backslashreplace" => Self::BackslashReplace,
            "xmlcharrefreplace" => Self::XmlCharRefReplace,
            "namereplace" => Self::NameReplace,
            "surrogateescape" => Self::SurrogateEscape,
            "surrogatepass" => Self::SurrogatePass,
            _ => return None,
        })
    }

    /// The handler that an `errors` argument names.
    pub(crate) fn find(vm: &mut Vm, errors: Value) -> Res<Self> {
        if errors.is_absent() {
            return Ok(Self::Strict);
        }
        if let Some(it) = Self::named(vm.text_of(errors)) {
            return Ok(it);
        }
        match registry::registered_error(vm, errors)? {
            Some(it) => {
                vm.keep(it);
                Ok(Self::Other(it))
            }
            None => {
                let text = format!("unknown error handler name '{}'", vm.text_of(errors));
                Err(vm.lookup_error(&text))
            }
        }
    }
}

/// Where something cannot be encoded or decoded, and why. Positions count bytes in data, characters in text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) reason: &'static str,
}

/// What stands in for a part of a text that could not be encoded.
pub(crate) enum Replacement {
    Text(Value),
    Bytes(Vec<u8>),
}

/// A UnicodeEncodeError or UnicodeDecodeError with its attributes.
fn new_error(vm: &mut Vm, class: Id<Class>, encoding: &str, object: Value, fault: Fault) -> Res {
    let encoding = vm.heap.str(encoding)?;
    let reason = vm.heap.str(fault.reason)?;
    let (start, end) = (Value::Int(fault.start as i64), Value::Int(fault.end as i64));
    let exception = vm.new_exception(class, &[encoding, object, start, end, reason])?;
    let names = vm.names;
    let fields = [
        (names.encoding, encoding),
        (names.object, object),
        (names.start, start),
        (names.end, end),
        (names.reason, reason),
    ];
    for (name, value) in fields {
        vm.set_exception_field(exception, name, value)?;
    }
    Ok(exception)
}

pub(crate) fn encode_error(vm: &mut Vm, encoding: &str, text: Id<Str>, fault: Fault) -> Unwind {
    let class = vm.exceptions.unicode_encode_error;
    match new_error(vm, class, encoding, Value::Str(text), fault) {
        Ok(it) => vm.raise(it),
        Err(it) => it,
    }
}

pub(crate) fn decode_error(vm: &mut Vm, encoding: &str, data: Id<Bytes>, fault: Fault) -> Unwind {
    let class = vm.exceptions.unicode_decode_error;
    match new_error(vm, class, encoding, Value::Bytes(data), fault) {
        Ok(it) => vm.raise(it),
        Err(it) => it,
    }
}

/// Calls a handler written in Python: its replacement, and where to go on.
fn call_handler(
    vm: &mut Vm,
    handler: Value,
    exception: Value,
    len: usize,
    message: &str,
) -> Res<(Value, usize)> {
    vm.keep(exception);
    let result = vm.call(handler, &[exception])?;
    let pair = match vm.unwrap(result) {
        Value::Tuple(id) => match *vm.heap.tuples[id].items {
            [replacement, position] => Some((replacement, position)),
            _ => None,
        },
        _ => None,
    };
    let Some((replacement, position)) = pair else { return Err(vm.type_error(message)) };
    vm.keep(replacement);
    let position = match vm.unwrap(position) {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => vm.index_i64(position)?,
        _ => return Err(vm.type_error(message)),
    };
    let at = if position < 0 { position.saturating_add(len as i64) } else { position };
    match usize::try_from(at) {
        Ok(at) if at <= len => Ok((replacement, at)),
        _ => {
            let text = format!("position {position} from error handler out of bounds");
            Err(vm.index_error(&text))
        }
    }
}

/// What stands in for the characters of a fault, and the index of the character at which to go on.
pub(crate) fn handle_encode(
    vm: &mut Vm,
    handler: Handler,
    encoding: &str,
    text: Id<Str>,
    fault: Fault,
) -> Res<(Replacement, usize)> {
    vm.spend(8 + (fault.end - fault.start) / 4)?;
    let mut out = String::new();
    match handler {
        Handler::Strict => return Err(encode_error(vm, encoding, text, fault)),
        Handler::Ignore => {}
        Handler::Replace => {
            vm.heap.room(fault.end - fault.start)?;
            out.extend(core::iter::repeat_n('?', fault.end - fault.start));
        }
        Handler::BackslashReplace | Handler::XmlCharRefReplace | Handler::NameReplace => {
            vm.heap.room((fault.end - fault.start).saturating_mul(12))?;
            for code in codes(vm, text, fault) {
                push_reference(&mut out, handler, code);
            }
        }
        Handler::SurrogateEscape => {
            let bytes = codes(vm, text, fault)
                .map(|it| u8::try_from(it.wrapping_sub(0xDC00)).ok().filter(|it| *it >= 0x80))
                .collect::<Option<Vec<_>>>();
            return match bytes {
                Some(it) => Ok((Replacement::Bytes(it), fault.end)),
                None => Err(encode_error(vm, encoding, text, fault)),
            };
        }
        Handler::SurrogatePass => {
            let mut bytes = Vec::new();
            let passed = codes(vm, text, fault).all(|it| pass_surrogate(&mut bytes, encoding, it));
            return match passed {
                true => Ok((Replacement::Bytes(bytes), fault.end)),
                false => Err(encode_error(vm, encoding, text, fault)),
            };
        }
        Handler::Other(function) => {
            let class = vm.exceptions.unicode_encode_error;
            let exception = new_error(vm, class, encoding, Value::Str(text), fault)?;
            let len = vm.heap.str_len(text);
            let message = "encoding error handler must return (str/bytes, int) tuple";
            let (replacement, position) = call_handler(vm, function, exception, len, message)?;
            let replacement = match vm.unwrap(replacement) {
                it @ Value::Str(_) => Replacement::Text(it),
                Value::Bytes(id) => Replacement::Bytes(vm.heap.bytes[id].data.clone()),
                _ => return Err(vm.type_error(message)),
            };
            return Ok((replacement, position));
        }
    }
    let out = vm.heap.string(out)?;
    vm.keep(out);
    Ok((Replacement::Text(out), fault.end))
}

/// The code points of a fault.
fn codes(vm: &Vm, text: Id<Str>, fault: Fault) -> impl Iterator<Item = u32> + '_ {
    let (start, end) = (vm.heap.byte_offset(text, fault.start), vm.heap.byte_offset(text, fault.end));
    let surrogates = vm.heap.str_has_surrogates(text);
    let part = vm.heap.text(text).get(start..end).unwrap_or_default();
    part.chars().map(move |it| crate::heap::code_point_of(it, surrogates))
}

fn push_reference(out: &mut String, handler: Handler, code: u32) {
    match handler {
        Handler::XmlCharRefReplace => {
            // Writing to a string cannot fail.
            let _ = write!(out, "&#{code};");
        }
        Handler::NameReplace => match char::from_u32(code).and_then(rustpython_unicode::character_name) {
            Some(name) => {
                out.push_str("\\N{");
                out.push_str(&name);
                out.push('}');
            }
            None => push_code(out, code),
        },
        _ => push_code(out, code),
    }
}

/// The encodings in which `surrogatepass` knows how a surrogate looks.
fn surrogate_width(encoding: &str) -> Option<(usize, bool)> {
    let name = super::normalized(encoding);
    Some(match name.as_str() {
        "utf_8" | "utf8" | "cp65001" => (3, false),
        "utf_16" | "utf_16_le" | "utf16" => (2, false),
        "utf_16_be" => (2, true),
        "utf_32" | "utf_32_le" | "utf32" => (4, false),
        "utf_32_be" => (4, true),
        _ => return None,
    })
}

fn pass_surrogate(out: &mut Vec<u8>, encoding: &str, code: u32) -> bool {
    if !(0xD800..0xE000).contains(&code) {
        return false;
    }
    match surrogate_width(encoding) {
        Some((3, _)) => {
            out.extend([
                0xE0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3F) as u8,
                0x80 | (code & 0x3F) as u8,
            ]);
        }
        Some((2, false)) => out.extend((code as u16).to_le_bytes()),
        Some((2, true)) => out.extend((code as u16).to_be_bytes()),
        Some((_, false)) => out.extend(code.to_le_bytes()),
        Some((_, true)) => out.extend(code.to_be_bytes()),
        None => return false,
    }
    true
}

/// A surrogate that stands encoded at the start of `data`.
fn passed_surrogate(data: &[u8], encoding: &str) -> Option<(u32, usize)> {
    let (width, big) = surrogate_width(encoding)?;
    let data = data.get(..width)?;
    let code = match *data {
        [a @ 0xE0..=0xEF, b @ 0x80..=0xBF, c @ 0x80..=0xBF] => {
            (u32::from(a) & 0xF) << 12 | (u32::from(b) & 0x3F) << 6 | u32::from(c) & 0x3F
        }
        [a, b] => u32::from(if big { u16::from_be_bytes([a, b]) } else { u16::from_le_bytes([a, b]) }),
        [a, b, c, d] => {
            if big {
                u32::from_be_bytes([a, b, c, d])
            } else {
                u32::from_le_bytes([a, b, c, d])
            }
        }
        _ => return None,
    };
    (0xD800..0xE000).contains(&code).then_some((code, width))
}

/// Appends what stands in for the bytes of a fault; gives the position at which to go on.
pub(crate) fn handle_decode(
    vm: &mut Vm,
    handler: Handler,
    encoding: &str,
    data: Id<Bytes>,
    fault: Fault,
    out: &mut super::decoder::Output,
) -> Res<usize> {
    vm.spend(8)?;
    let all = &vm.heap.bytes[data].data;
    let bad = all.get(fault.start..fault.end).unwrap_or_default();
    match handler {
        Handler::Strict => return Err(decode_error(vm, encoding, data, fault)),
        Handler::Ignore => {}
        Handler::Replace => out.push(0xFFFD),
        Handler::BackslashReplace => bad.iter().for_each(|it| push_code(&mut out.text, u32::from(*it))),
        Handler::SurrogateEscape => {
            let high = bad.iter().take(4).take_while(|it| **it >= 0x80).count();
            if high == 0 {
                return Err(decode_error(vm, encoding, data, fault));
            }
            bad[..high].iter().for_each(|it| out.push(0xDC00 + u32::from(*it)));
            return Ok(fault.start + high);
        }
        Handler::SurrogatePass => {
            let tail = all.get(fault.start..).unwrap_or_default();
            let Some((code, width)) = passed_surrogate(tail, encoding) else {
                return Err(decode_error(vm, encoding, data, fault));
            };
            out.push(code);
            return Ok(fault.start + width);
        }
        Handler::XmlCharRefReplace | Handler::NameReplace => {
            return Err(vm.type_error("don't know how to handle UnicodeDecodeError in error callback"));
        }
        Handler::Other(function) => {
            let len = all.len();
            let class = vm.exceptions.unicode_decode_error;
            let exception = new_error(vm, class, encoding, Value::Bytes(data), fault)?;
            let message = "decoding error handler must return (str, int) tuple";
            let (replacement, position) = call_handler(vm, function, exception, len, message)?;
            let Some(id) = vm.as_str(replacement) else { return Err(vm.type_error(message)) };
            let more = vm.heap.text(id).len();
            vm.heap.room(out.text.len().saturating_add(more))?;
            vm.spend(more / 16)?;
            out.text.push_str(vm.heap.text(id));
            out.surrogates |= vm.heap.str_has_surrogates(id);
            return Ok(position);
        }
    }
    Ok(fault.end)
}

/// `codecs.lookup_error(name)`: a registered handler, or the function that stands for a native one.
pub(crate) fn lookup(vm: &mut Vm, name: Value) -> Res {
    if let Some(it) = registry::registered_error(vm, name)? {
        return Ok(it);
    }
    let def = HANDLERS.iter().find(|it| it.name.strip_suffix("_errors") == Some(vm.text_of(name)));
    let Some(def) = def else {
        let text = format!("unknown error handler name '{}'", vm.text_of(name));
        return Err(vm.lookup_error(&text));
    };
    let native = vm.heap.add_native(Native { def, ..Native::default() })?;
    vm.keep(Value::Native(native));
    registry::register_error(vm, name, Value::Native(native))?;
    Ok(Value::Native(native))
}

static HANDLERS: [Def; 8] = [
    Def::function("strict_errors", "exception, /", |vm, args| call_native(vm, args[0], Handler::Strict)),
    Def::function("ignore_errors", "exception, /", |vm, args| call_native(vm, args[0], Handler::Ignore)),
    Def::function("replace_errors", "exception, /", |vm, args| call_native(vm, args[0], Handler::Replace)),
    Def::function("backslashreplace_errors", "exception, /", |vm, args| {
        call_native(vm, args[0], Handler::BackslashReplace)
    }),
    Def::function("xmlcharrefreplace_errors", "exception, /", |vm, args| {
        call_native(vm, args[0], Handler::XmlCharRefReplace)
    }),
    Def::function("namereplace_errors", "exception, /", |vm, args| {
        call_native(vm, args[0], Handler::NameReplace)
    }),
    Def::function("surrogateescape_errors", "exception, /", |vm, args| {
        call_native(vm, args[0], Handler::SurrogateEscape)
    }),
    Def::function("surrogatepass_errors", "exception, /", |vm, args| {
        call_native(vm, args[0], Handler::SurrogatePass)
    }),
];

/// A native handler called with an exception object, as one written in Python is.
fn call_native(vm: &mut Vm, exception: Value, handler: Handler) -> Res {
    let types = vm.exceptions;
    let is = |vm: &Vm, class| matches!(exception, Value::Exception(_)) && vm.is_instance(exception, class);
    if let Handler::Strict = handler {
        if is(vm, types.base_exception) {
            return Err(vm.raise(exception));
        }
        return Err(vm.type_error("codec must pass exception instance"));
    }
    if is(vm, types.unicode_decode_error) {
        return call_native_decode(vm, exception, handler);
    }
    if is(vm, types.unicode_encode_error) {
        return call_native_encode(vm, exception, handler);
    }
    if is(vm, types.unicode_translate_error)
        && !matches!(handler, Handler::SurrogateEscape | Handler::SurrogatePass)
    {
        return call_native_translate(vm, exception, handler);
    }
    let text = format!("don't know how to handle {} in error callback", vm.type_name(exception));
    Err(vm.type_error(&text))
}

/// `start` and `end` of an exception, clipped to an object of `len` items.
fn fault_of(vm: &mut Vm, exception: Value, len: usize) -> Fault {
    let names = vm.names;
    let field = |name| match vm.exception_field(exception, name) {
        Some(Value::Int(it)) => usize::try_from(it).unwrap_or(0),
        _ => 0,
    };
    let start = field(names.start).min(len.saturating_sub(1));
    let end = field(names.end).clamp(len.min(1), len).max(start);
    Fault { start, end, reason: "" }
}

fn call_native_decode(vm: &mut Vm, exception: Value, handler: Handler) -> Res {
    let names = vm.names;
    let object = vm.exception_field(exception, names.object).unwrap_or(Value::None);
    let data = vm.buffer_argument(object)?;
    let fault = fault_of(vm, exception, vm.heap.bytes[data].data.len());
    let encoding =
        vm.exception_field(exception, names.encoding).map_or_else(String::new, |it| vm.string_of(it));
    let passes = match handler {
        Handler::SurrogateEscape => {
            let bad = vm.heap.bytes[data].data.get(fault.start..fault.end).unwrap_or_default();
            bad.first().is_some_and(|it| *it >= 0x80)
        }
        Handler::SurrogatePass => {
            passed_surrogate(vm.heap.bytes[data].data.get(fault.start..).unwrap_or_default(), &encoding)
                .is_some()
        }
        _ => true,
    };
    if !passes {
        return Err(vm.raise(exception));
    }
    let mut out = super::decoder::Output::default();
    let next = handle_decode(vm, handler, &encoding, data, fault, &mut out)?;
    let text = vm.heap.string_shared(out.text, out.surrogates)?;
    vm.heap.tuple_of(&[text, Value::Int(next as i64)])
}

fn call_native_encode(vm: &mut Vm, exception: Value, handler: Handler) -> Res {
    let names = vm.names;
    let object = vm.exception_field(exception, names.object).unwrap_or(Value::None);
    let text = vm.str_argument("object attribute", object)?;
    let fault = fault_of(vm, exception, vm.heap.str_len(text));
    let encoding =
        vm.exception_field(exception, names.encoding).map_or_else(String::new, |it| vm.string_of(it));
    vm.heap.index_offsets(text)?;
    let passes = match handler {
        Handler::SurrogateEscape => codes(vm, text, fault).all(|it| (0xDC80..0xDD00).contains(&it)),
        Handler::SurrogatePass => {
            surrogate_width(&encoding).is_some()
                && codes(vm, text, fault).all(|it| (0xD800..0xE000).contains(&it))
        }
        _ => true,
    };
    if !passes {
        return Err(vm.raise(exception));
    }
    let (replacement, next) = handle_encode(vm, handler, &encoding, text, fault)?;
    let replacement = match replacement {
        Replacement::Text(it) => it,
        Replacement::Bytes(it) => vm.heap.bytes(it)?,
    };
    vm.heap.tuple_of(&[replacement, Value::Int(next as i64)])
}

fn call_native_translate(vm: &mut Vm, exception: Value, handler: Handler) -> Res {
    let object = vm.exception_field(exception, vm.names.object).unwrap_or(Value::None);
    let text = vm.str_argument("object attribute", object)?;
    let fault = fault_of(vm, exception, vm.heap.str_len(text));
    let replacement = if let Handler::Replace = handler {
        vm.heap.room((fault.end - fault.start).saturating_mul(3))?;
        vm.spend(fault.end - fault.start)?;
        let out = core::iter::repeat_n('\u{FFFD}', fault.end - fault.start).collect();
        vm.heap.string(out)?
    } else {
        vm.heap.index_offsets(text)?;
        match handle_encode(vm, handler, "", text, fault)?.0 {
            Replacement::Text(it) => it,
            Replacement::Bytes(it) => vm.heap.bytes(it)?,
        }
    };
    vm.heap.tuple_of(&[replacement, Value::Int(fault.end as i64)])
}
