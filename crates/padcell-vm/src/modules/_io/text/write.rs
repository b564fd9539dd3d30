//! Writing text: it is encoded at once and passed to the buffer.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{buffered, unsupported};
use super::{Text, buffer, open_buffer};
use crate::codecs::Codec;
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn write(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(text) = vm.as_str(args[1]) else {
        let message = alloc::format!("write() argument must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&message));
    };
    open_buffer(vm, args[0])?;
    put(vm, args[0], text)?;
    Ok(Value::Int(i64::try_from(vm.heap.str_len(text)).unwrap_or(i64::MAX)))
}

/// Whether a stream is exactly a `TextIOWrapper`, whose `write` nobody replaced.
pub(crate) fn is_plain_text(vm: &mut Vm, stream: Value) -> Res<bool> {
    let classes = super::io(vm)?;
    if vm.class_of(stream) != classes.wrapper {
        return Ok(false);
    }
    let name = vm.names.write;
    Ok(vm.own_attribute(stream, name)?.is_none())
}

/// Writes text to a plain text stream.
pub(crate) fn write_text(vm: &mut Vm, stream: Value, text: &str, surrogates: bool) -> Res<()> {
    open_buffer(vm, stream)?;
    let Some(it) = vm.payload::<Text>(stream) else { return Ok(()) };
    let direct = it.codec == Some(Codec::Utf8)
        && it.newline.written() == "\n"
        && it.text.is_empty()
        && it.tail.is_empty();
    let (lines, buffer) = (it.line_buffering, it.buffer);
    if direct && !surrogates && buffered::is_plain(vm, buffer)? && buffered::writes(vm, buffer) {
        buffered::put(vm, buffer, text.as_bytes())?;
        if lines && text.contains(['\n', '\r']) {
            buffered::flush(vm, buffer)?;
        }
        return Ok(());
    }
    let made = vm.heap.string_flagged(String::from(text), surrogates)?;
    vm.keep(made);
    match vm.as_str(made) {
        Some(id) => put(vm, stream, id),
        None => Ok(()),
    }
}

fn put(vm: &mut Vm, this: Value, text: Id<Str>) -> Res<()> {
    let Some(it) = vm.payload::<Text>(this) else { return Ok(()) };
    let (newline, lines, through, size) =
        (it.newline.written(), it.line_buffering, it.write_through, it.chunk);
    let has_line = lines && vm.heap.text(text).contains(['\n', '\r']);
    let data = encoded(vm, this, text, newline)?;
    let buffer = buffer(vm, this)?;
    if buffered::is_plain(vm, buffer)? {
        if !buffered::writes(vm, buffer) {
            return Err(unsupported(vm, "not writable"));
        }
        buffered::put(vm, buffer, &data)?;
        if has_line {
            buffered::flush(vm, buffer)?;
        }
    } else {
        vm.heap.charge(data.len())?;
        let mut waiting = 0;
        if let Some(it) = vm.payload_mut::<Text>(this) {
            it.pending.extend_from_slice(&data);
            waiting = it.pending.len();
        }
        if waiting > size || has_line || through {
            pass_on(vm, this)?;
        }
        if has_line {
            vm.call_method(buffer, "flush", &[])?;
        }
    }
    // What was read ahead does not stand at the right place any more.
    if let Some(it) = vm.payload_mut::<Text>(this) {
        if !it.text.is_empty() || !it.tail.is_empty() {
            it.text.clear();
            it.raw.clear();
            it.tail.clear();
            it.position = 0;
            it.exact = true;
        }
    }
    Ok(())
}

/// The bytes of a string, its newlines translated.
fn encoded(vm: &mut Vm, this: Value, text: Id<Str>, newline: &str) -> Res<Vec<u8>> {
    let len = vm.heap.text(text).len();
    vm.spend(1 + len / 16)?;
    vm.heap.room(len.saturating_mul(2))?;
    let mut text = text;
    if newline != "\n" && vm.heap.text(text).contains('\n') {
        let surrogates = vm.heap.str_has_surrogates(text);
        let translated = vm.heap.text(text).replace('\n', newline);
        let translated = vm.heap.string_flagged(translated, surrogates)?;
        vm.keep(translated);
        text = vm.as_str(translated).unwrap_or(text);
    }
    let Some(it) = vm.payload::<Text>(this) else { return Ok(Vec::new()) };
    let (codec, encoder, errors) = (it.codec, it.encoder, it.errors);
    let direct = match codec {
        Some(Codec::Utf8) => !vm.heap.str_has_surrogates(text),
        Some(Codec::Ascii | Codec::Latin1) => vm.heap.str_is_ascii(text),
        _ => false,
    };
    if direct {
        return Ok(String::from(vm.heap.text(text)).into_bytes());
    }
    let bytes = match codec {
        Some(codec) => codec.encode(vm, text, errors)?,
        None if encoder.is_unset() => return Err(unsupported(vm, "not writable")),
        None => vm.call_method(encoder, "encode", &[Value::Str(text)])?,
    };
    vm.copy_bytes(bytes)
}

/// Gives what waits here to the buffer.
pub(super) fn pass_on(vm: &mut Vm, this: Value) -> Res<()> {
    let Some(it) = vm.payload_mut::<Text>(this) else { return Ok(()) };
    if it.pending.is_empty() {
        return Ok(());
    }
    let data = core::mem::take(&mut it.pending);
    let buffer = buffer(vm, this)?;
    let data = vm.heap.bytes(data)?;
    vm.keep(data);
    vm.call_method(buffer, "write", &[data]).map(|_| ())
}

pub(super) fn flush(vm: &mut Vm, args: &[Value]) -> Res {
    let buffer = open_buffer(vm, args[0])?;
    if let Some(it) = vm.payload_mut::<Text>(args[0]) {
        it.telling = it.seekable;
    }
    pass_on(vm, args[0])?;
    if buffered::is_plain(vm, buffer)? {
        buffered::flush(vm, buffer)?;
        return Ok(Value::None);
    }
    vm.call_method(buffer, "flush", &[])?;
    Ok(Value::None)
}

/// An encoder that marks the start of a text must not do so when a file is appended to.
pub(super) fn start_encoder(vm: &mut Vm, this: Value) -> Res<()> {
    let Some(it) = vm.payload::<Text>(this) else { return Ok(()) };
    let (encoder, buffer, seekable) = (it.encoder, it.buffer, it.seekable);
    if encoder.is_unset() || !seekable {
        return Ok(());
    }
    let position = vm.call_method(buffer, "tell", &[])?;
    if !matches!(vm.unwrap(position), Value::Int(0)) {
        vm.call_method(encoder, "setstate", &[Value::Int(0)])?;
    }
    Ok(())
}
