//! Reading text: chunks of the buffer are decoded, lines and characters are taken from what was decoded.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{buffered, size_argument, unsupported};
use super::{Newline, Text, open_buffer};
use crate::codecs::Codec;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

fn unread(vm: &Vm, this: Value) -> usize {
    vm.payload::<Text>(this).map_or(0, |it| it.text.len() - it.position)
}

/// The next bytes of the buffer; empty at its end.
fn read_buffer(vm: &mut Vm, this: Value, buffer: Value) -> Res<Vec<u8>> {
    if buffered::is_plain(vm, buffer)? {
        if !buffered::reads(vm, buffer) {
            return Err(unsupported(vm, "not readable"));
        }
        return buffered::read_one(vm, buffer, None);
    }
    let size = vm.payload::<Text>(this).map_or(0, |it| it.chunk);
    let read1 = vm.intern("read1")?;
    let size = Value::Int(i64::try_from(size).unwrap_or(i64::MAX));
    let data = match vm.getattr_opt(buffer, read1)? {
        Some(read1) => vm.call(read1, &[size])?,
        None => vm.call_method(buffer, "read", &[size])?,
    };
    bytes_of(vm, data, "read1")
}

fn bytes_of(vm: &mut Vm, data: Value, method: &str) -> Res<Vec<u8>> {
    if !vm.is_bytes_like(data) {
        let text = alloc::format!(
            "underlying {method}() should have returned a bytes-like object, not '{}'",
            vm.type_name(data)
        );
        return Err(vm.type_error(&text));
    }
    vm.copy_bytes(data)
}

/// Decodes more of the buffer after what is unread; `false` at the end.
fn load(vm: &mut Vm, this: Value) -> Res<bool> {
    let buffer = open_buffer(vm, this)?;
    super::write::pass_on(vm, this)?;
    drop_taken(vm, this);
    let mut got = false;
    loop {
        let data = read_buffer(vm, this, buffer)?;
        let last = data.is_empty();
        let before = vm.payload::<Text>(this).map_or(0, |it| it.text.len());
        decode(vm, this, data, last)?;
        let Some(it) = vm.payload::<Text>(this) else { return Ok(false) };
        got |= !last;
        // A line break must not be cut in two.
        let cut = it.newline.is_universal() && it.text.ends_with('\r') && it.text.len() > before;
        if last || (it.text.len() > before && !cut) {
            break;
        }
    }
    Ok(got)
}

/// Forgets the text that was taken.
fn drop_taken(vm: &mut Vm, this: Value) {
    let Some(it) = vm.payload_mut::<Text>(this) else { return };
    if it.position == 0 {
        return;
    }
    if it.position >= it.text.len() {
        it.text.clear();
        it.raw.clear();
        it.exact = true;
        it.surrogates = false;
    } else {
        if !it.exact {
            let taken = super::position::raw_length(it);
            it.raw.drain(..taken.min(it.raw.len()));
        }
        it.text.drain(..it.position);
    }
    it.position = 0;
}

/// Decodes bytes and appends the text.
fn decode(vm: &mut Vm, this: Value, data: Vec<u8>, last: bool) -> Res<()> {
    let Some(it) = vm.payload_mut::<Text>(this) else { return Ok(()) };
    let (codec, decoder, errors) = (it.codec, it.decoder, it.errors);
    let mut bytes = core::mem::take(&mut it.tail);
    if bytes.is_empty() {
        bytes = data;
    } else {
        bytes.extend_from_slice(&data);
    }
    vm.spend(bytes.len() / 16)?;
    // The text, and the old text that may have to move.
    let held = vm.payload::<Text>(this).map_or(0, |it| it.text.len());
    vm.heap.charge(bytes.len().saturating_mul(2).saturating_add(held))?;
    if codec == Some(Codec::Utf8) {
        match core::str::from_utf8(&bytes) {
            Ok(text) => {
                append(vm, this, text, &bytes, true, false);
                return Ok(());
            }
            Err(error) if error.error_len().is_none() && !last => {
                let (whole, rest) = bytes.split_at(error.valid_up_to());
                let text = core::str::from_utf8(whole).unwrap_or_default();
                append(vm, this, text, whole, true, false);
                if let Some(it) = vm.payload_mut::<Text>(this) {
                    it.tail = rest.to_vec();
                }
                return Ok(());
            }
            Err(_) => {}
        }
    }
    if codec == Some(Codec::Ascii) && bytes.is_ascii() {
        let text = core::str::from_utf8(&bytes).unwrap_or_default();
        append(vm, this, text, &bytes, true, false);
        return Ok(());
    }
    let Value::Bytes(id) = vm.heap.bytes(bytes.clone())? else { return Ok(()) };
    vm.keep(Value::Bytes(id));
    let (text, used) = match codec {
        Some(codec) => codec.decode(vm, id, errors, last)?,
        None if decoder.is_unset() => return Err(unsupported(vm, "not readable")),
        None => (vm.call_method(decoder, "decode", &[Value::Bytes(id), Value::Bool(last)])?, bytes.len()),
    };
    let Some(text) = vm.as_str(text) else {
        let message = alloc::format!("decoder should return a string result, not '{}'", vm.type_name(text));
        return Err(vm.type_error(&message));
    };
    let surrogates = vm.heap.str_has_surrogates(text);
    let text = String::from(vm.heap.text(text));
    append(vm, this, &text, bytes.get(..used).unwrap_or_default(), false, surrogates);
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.tail = bytes.get(used..).unwrap_or_default().to_vec();
    }
    Ok(())
}

/// Appends decoded text, its newlines translated if the stream does that.
fn append(vm: &mut Vm, this: Value, text: &str, raw: &[u8], exact: bool, surrogates: bool) {
    let Some(it) = vm.payload_mut::<Text>(this) else { return };
    it.surrogates |= surrogates;
    let start = it.text.len();
    let joins = it.text.ends_with('\r');
    let translates = it.newline == Newline::Universal && (text.contains('\r') || joins);
    let exact = exact && !translates;
    if it.exact && !exact && start > 0 {
        // What is unread so far was exact: its bytes are its raw form.
        it.raw = it.text.as_bytes().to_vec();
    }
    if !(it.exact && exact) {
        it.exact = false;
        it.raw.extend_from_slice(raw);
    }
    if it.newline.is_universal() {
        if joins && text.starts_with('\n') {
            it.seen.note("\r\n");
            it.seen.note(text.get(1..).unwrap_or_default());
        } else {
            if joins {
                it.seen.note("\r");
            }
            it.seen.note(text.strip_suffix('\r').unwrap_or(text));
        }
    }
    if !translates {
        it.text.push_str(text);
        return;
    }
    if joins {
        it.text.pop();
        it.text.push('\n');
    }
    let text = if joins { text.strip_prefix('\n').unwrap_or(text) } else { text };
    // A carriage return at the very end waits for what follows it.
    let (body, end) = match text.strip_suffix('\r') {
        Some(body) => (body, "\r"),
        None => (text, ""),
    };
    let mut before = ' ';
    for letter in body.chars() {
        match letter {
            '\n' if before == '\r' => {}
            '\r' => it.text.push('\n'),
            other => it.text.push(other),
        }
        before = letter;
    }
    it.text.push_str(end);
}

/// At the end of the stream a carriage return waits for nothing any more.
fn finish_newline(vm: &mut Vm, this: Value) {
    if let Some(it) = vm.payload_mut::<Text>(this) {
        if it.newline == Newline::Universal && it.text.ends_with('\r') {
            it.seen.note("\r");
            it.text.pop();
            it.text.push('\n');
        }
    }
}

/// Takes `len` bytes of what is unread as a string.
fn take(vm: &mut Vm, this: Value, len: usize) -> Res {
    vm.spend(len / 16)?;
    vm.heap.room(len)?;
    let Some(it) = vm.payload_mut::<Text>(this) else { return vm.heap.str("") };
    let part = String::from(it.text.get(it.position..it.position + len).unwrap_or_default());
    it.position += part.len();
    let surrogates = it.surrogates;
    vm.heap.string_flagged(part, surrogates)
}

pub(super) fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let size = size_argument(vm, args[1])?;
    let this = args[0];
    let buffer = open_buffer(vm, this)?;
    let Some(size) = size else {
        super::write::pass_on(vm, this)?;
        drop_taken(vm, this);
        let plain = buffered::is_plain(vm, buffer)? && buffered::reads(vm, buffer);
        if vm.payload::<Text>(this).is_some_and(|it| it.codec.is_none() && it.decoder.is_unset()) {
            return Err(unsupported(vm, "not readable"));
        }
        if !plain {
            let data = vm.call_method(buffer, "read", &[])?;
            let data = bytes_of(vm, data, "read")?;
            decode(vm, this, data, true)?;
        } else {
            let data = buffered::read_rest(vm, buffer)?;
            decode(vm, this, data, true)?;
        }
        finish_newline(vm, this);
        let len = unread(vm, this);
        let all = take(vm, this, len)?;
        drop_taken(vm, this);
        return Ok(all);
    };
    let mut chars = count(vm, this, 0);
    while chars < size {
        let from = unread(vm, this);
        if !load(vm, this)? {
            finish_newline(vm, this);
            break;
        }
        chars += count(vm, this, from);
    }
    let Some(it) = vm.payload::<Text>(this) else { return vm.heap.str("") };
    let rest = it.text.get(it.position..).unwrap_or_default();
    let len = rest.char_indices().nth(size).map_or(rest.len(), |(at, _)| at);
    take(vm, this, len)
}

/// Characters of what is unread, from a byte on.
fn count(vm: &Vm, this: Value, from: usize) -> usize {
    vm.payload::<Text>(this)
        .map_or(0, |it| it.text.get(it.position + from..).unwrap_or_default().chars().count())
}

/// Where the first line of a text ends, if a line break is there from the byte `from` on.
pub(crate) fn line_end(text: &str, from: usize, newline: Newline) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    match newline {
        Newline::Universal | Newline::Lf => bytes.iter().position(|it| *it == b'\n').map(|at| from + at + 1),
        Newline::Cr => bytes.iter().position(|it| *it == b'\r').map(|at| from + at + 1),
        Newline::CrLf => {
            // The first half may stand before `from`.
            let start = from.saturating_sub(1);
            let bytes = text.as_bytes().get(start..)?;
            bytes.windows(2).position(|it| it == b"\r\n").map(|at| start + at + 2)
        }
        Newline::Untranslated => {
            let at = bytes.iter().position(|it| matches!(it, b'\n' | b'\r'))?;
            let width = if bytes.get(at..at + 2) == Some(b"\r\n") { 2 } else { 1 };
            Some(from + at + width)
        }
    }
}

fn line(vm: &mut Vm, this: Value, limit: Option<usize>) -> Res {
    let mut from = 0;
    loop {
        let Some(it) = vm.payload::<Text>(this) else { return vm.heap.str("") };
        let rest = it.text.get(it.position..).unwrap_or_default();
        let found = line_end(rest, from, it.newline);
        let cap = match limit {
            Some(limit) if limit < rest.len() => rest.char_indices().nth(limit).map(|(at, _)| at),
            _ => None,
        };
        match (found, cap) {
            (Some(end), Some(cap)) => return take(vm, this, end.min(cap)),
            (Some(end), None) | (None, Some(end)) => return take(vm, this, end),
            (None, None) => {}
        }
        from = rest.len();
        if !load(vm, this)? {
            finish_newline(vm, this);
            let len = unread(vm, this);
            return take(vm, this, len);
        }
    }
}

pub(super) fn readline(vm: &mut Vm, args: &[Value]) -> Res {
    let limit = size_argument(vm, args[1])?;
    open_buffer(vm, args[0])?;
    line(vm, args[0], limit)
}

pub(super) fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let this = args[0];
    open_buffer(vm, this)?;
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.telling = false;
    }
    let classes = super::io(vm)?;
    let line = if vm.class_of(this) == classes.wrapper {
        line(vm, this, None)?
    } else {
        vm.call_method(this, "readline", &[])?
    };
    if vm.len(line)? > 0 {
        return Ok(line);
    }
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.telling = it.seekable;
    }
    Err(vm.stop_iteration_with(Value::None))
}
