//! `tell`, `seek` and `truncate` of text: positions of the buffer, found back from what was decoded.

use super::super::{base, buffered, unsupported};
use super::{Text, buffer, open_buffer};
use crate::codecs::Codec;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// How many bytes of `raw` the text up to `position` was decoded from.
pub(super) fn raw_length(it: &Text) -> usize {
    let mut raw = it.raw.as_slice();
    let mut wanted = it.text.get(..it.position).unwrap_or_default().chars();
    let whole = raw.len();
    while wanted.next().is_some() {
        let width = match raw.first() {
            None => break,
            Some(b'\r') if raw.get(1) == Some(&b'\n') && it.newline == super::Newline::Universal => 2,
            Some(first) if it.codec == Some(Codec::Utf8) => utf8_width(*first, raw),
            Some(_) => 1,
        };
        raw = raw.get(width..).unwrap_or_default();
    }
    whole - raw.len()
}

/// Bytes of the character at the start of `raw`, or 1 for what is none.
fn utf8_width(first: u8, raw: &[u8]) -> usize {
    let width = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    match raw.get(..width).map(core::str::from_utf8) {
        Some(Ok(_)) => width,
        _ => 1,
    }
}

pub(super) fn tell(vm: &mut Vm, args: &[Value]) -> Res {
    let this = args[0];
    let buffer = open_buffer(vm, this)?;
    let Some(it) = vm.payload::<Text>(this) else { return Ok(Value::None) };
    let (seekable, telling) = (it.seekable, it.telling);
    if !seekable {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !telling {
        return Err(vm.os_error("telling position disabled by next() call"));
    }
    super::write::flush(vm, args)?;
    let position = if buffered::is_plain(vm, buffer)? {
        buffered::tell(vm, buffer)?
    } else {
        let position = vm.call_method(buffer, "tell", &[])?;
        vm.index_i64(position)?
    };
    let Some(it) = vm.payload::<Text>(this) else { return Ok(Value::None) };
    let rest = it.text.get(it.position..).unwrap_or_default();
    let unread = if rest.is_empty() {
        0
    } else if it.exact {
        rest.len()
    } else if it.codec.is_some() {
        it.raw.len().saturating_sub(raw_length(it))
    } else {
        let (encoding, errors, rest) = (it.encoding, it.errors, alloc::string::String::from(rest));
        let rest = vm.heap.string(rest)?;
        vm.keep(rest);
        let Some(id) = vm.as_str(rest) else { return Ok(Value::None) };
        let bytes = crate::codecs::encode(vm, id, encoding, errors)?;
        vm.view_len(bytes)
    };
    let tail = vm.payload::<Text>(this).map_or(0, |it| it.tail.len());
    let told = position.saturating_sub(i64::try_from(unread + tail).unwrap_or(0));
    if let Some(it) = vm.payload_mut::<Text>(this) {
        // Where the position is counted from the start of the file, newlines are counted anew too.
        let raw = if it.exact { it.text.as_bytes() } else { it.raw.as_slice() };
        let taken = raw.len().saturating_sub(unread);
        if it.position > 0 && it.codec.is_some() && i64::try_from(taken) == Ok(told) {
            let mut seen = super::Seen::default();
            // A carriage return that is cut off from what follows it counts with that.
            let cut = raw.get(..taken + 1).is_some_and(|it| it.ends_with(b"\r\n"));
            if it.newline.is_universal() {
                seen.note_bytes(raw.get(..taken + usize::from(cut)).unwrap_or_default());
            }
            it.seen = seen;
        }
    }
    Ok(Value::Int(told))
}

pub(super) fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    let this = args[0];
    let buffer = open_buffer(vm, this)?;
    let whence = if args[2].is_unset() { 0 } else { vm.index_i64(args[2])? };
    if !vm.payload::<Text>(this).is_some_and(|it| it.seekable) {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let mut cookie = vm.index_i64(args[1])?;
    match whence {
        0 => {}
        1 if cookie != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        1 => {
            let here = vm.call_method(this, "tell", &[])?;
            cookie = vm.index_i64(here)?;
        }
        2 if cookie != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        2 => {}
        _ => {
            let text = alloc::format!("invalid whence ({whence}, should be 0, 1 or 2)");
            return Err(vm.value_error(&text));
        }
    }
    if cookie < 0 {
        let text = alloc::format!("negative seek position {cookie}");
        return Err(vm.value_error(&text));
    }
    vm.call_method(this, "flush", &[])?;
    let to_end = whence == 2;
    let arguments = if to_end { [Value::Int(0), Value::Int(2)] } else { [Value::Int(cookie), Value::Int(0)] };
    let result = vm.call_method(buffer, "seek", &arguments)?;
    let Some(it) = vm.payload_mut::<Text>(this) else { return Ok(result) };
    it.text.clear();
    it.raw.clear();
    it.tail.clear();
    (it.position, it.exact) = (0, true);
    if to_end || cookie == 0 {
        it.seen = super::Seen::default();
    }
    let (decoder, encoder) = (it.decoder, it.encoder);
    if decoder.is_set() {
        vm.call_method(decoder, "reset", &[])?;
    }
    if encoder.is_set() {
        let at_start = matches!(result, Value::Int(0));
        if at_start {
            vm.call_method(encoder, "reset", &[])?;
        } else {
            vm.call_method(encoder, "setstate", &[Value::Int(0)])?;
        }
    }
    Ok(if to_end { result } else { Value::Int(cookie) })
}

pub(super) fn truncate(vm: &mut Vm, args: &[Value]) -> Res {
    let buffer = buffer(vm, args[0])?;
    base::check_closed(vm, buffer)?;
    vm.call_method(args[0], "flush", &[])?;
    let position = if args[1].is_absent() { vm.call_method(args[0], "tell", &[])? } else { args[1] };
    vm.call_method(buffer, "truncate", &[position])
}
