//! `TextIOWrapper`: text over a buffered stream.
//!
//! The usual encodings are decoded here, and everything else by the incremental decoder that the registry of codecs
//! gives. `text` holds what was decoded, its newlines translated; it is taken up to `position`.

mod position;
mod read;
mod write;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use super::{base, buffered, io};
use crate::codecs::{Codec, registry};
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use read::line_end;
pub(crate) use write::{is_plain_text, write_text};

/// What ends a line, and whether it becomes `\n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Newline {
    /// Any, translated.
    Universal,
    /// Any, as they are.
    Untranslated,
    Lf,
    Cr,
    CrLf,
}

impl Newline {
    /// The `newline` argument.
    pub(crate) fn parse(vm: &mut Vm, value: Value) -> Res<Self> {
        if value.is_absent() {
            return Ok(Self::Universal);
        }
        if vm.as_str(value).is_none() {
            let text = format!("newline must be str or None, not {}", vm.type_name(value));
            return Err(vm.type_error(&text));
        }
        Ok(match vm.text_of(value) {
            "" => Self::Untranslated,
            "\n" => Self::Lf,
            "\r" => Self::Cr,
            "\r\n" => Self::CrLf,
            _ => {
                let shown = vm.repr(value)?;
                let text = format!("illegal newline value: {shown}");
                return Err(vm.value_error(&text));
            }
        })
    }

    /// What `\n` is written as.
    pub(crate) fn written(self) -> &'static str {
        match self {
            Self::Cr => "\r",
            Self::CrLf => "\r\n",
            _ => "\n",
        }
    }

    pub(crate) fn is_universal(self) -> bool {
        matches!(self, Self::Universal | Self::Untranslated)
    }
}

/// Which newlines were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    cr: bool,
    lf: bool,
    crlf: bool,
}

impl Seen {
    /// Looks at text in which no `\r\n` is cut.
    pub(crate) fn note(&mut self, text: &str) {
        self.note_bytes(text.as_bytes());
    }

    fn note_bytes(&mut self, bytes: &[u8]) {
        if self.cr && self.lf && self.crlf {
            return;
        }
        if !self.lf && !bytes.contains(&b'\r') {
            self.lf = bytes.contains(&b'\n');
            return;
        }
        let mut before = 0;
        for byte in bytes {
            match (before, *byte) {
                (b'\r', b'\n') => self.crlf = true,
                (b'\r', _) => self.cr = true,
                (_, b'\n') => self.lf = true,
                _ => {}
            }
            before = *byte;
        }
        self.cr |= before == b'\r';
    }

    /// The `newlines` attribute.
    pub(crate) fn value(self, vm: &mut Vm) -> Res {
        let kinds = [(self.cr, "\r"), (self.lf, "\n"), (self.crlf, "\r\n")];
        let mut values = Vec::new();
        for (_, text) in kinds.into_iter().filter(|(seen, _)| *seen) {
            values.push(vm.heap.str(text)?);
        }
        match values[..] {
            [] => Ok(Value::None),
            [one] => Ok(one),
            _ => vm.heap.tuple(values),
        }
    }
}

/// The data of a `TextIOWrapper`.
pub(crate) struct Text {
    /// Unset before `__init__` and after `detach`.
    buffer: Value,
    detached: bool,
    encoding: Value,
    errors: Value,
    /// UTF-8, ASCII or Latin-1; everything else is done by `decoder` and `encoder`.
    codec: Option<Codec>,
    decoder: Value,
    encoder: Value,
    newline: Newline,
    line_buffering: bool,
    write_through: bool,
    /// Encoded and not passed on, for buffers that are no class of this module.
    pending: Vec<u8>,
    text: String,
    position: usize,
    surrogates: bool,
    /// Whether the bytes of `text` are those that were read.
    exact: bool,
    /// What `text` was decoded from, where it is not exact.
    raw: Vec<u8>,
    /// The start of a character whose rest was not read yet.
    tail: Vec<u8>,
    seen: Seen,
    seekable: bool,
    /// Off while the stream is iterated over.
    telling: bool,
    chunk: usize,
}

impl Payload for Text {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.buffer, self.encoding, self.errors, self.decoder, self.encoder]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.pending.capacity() + self.text.capacity() + self.raw.capacity()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// What `_CHUNK_SIZE` is at first.
const CHUNK: usize = 8192;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", |vm, args| {
        let class = super::class_argument(vm, args[0])?;
        vm.heap.object(class, blank())
    }),
    Def::method(
        "__init__",
        "self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False",
        init,
    ),
    Def::method(
        "reconfigure",
        "self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
        reconfigure,
    )
    .denied(),
    Def::method("read", "self, size=-1, /", read::read),
    Def::method("readline", "self, size=-1, /", read::readline),
    Def::method("__next__", "self, /", read::next),
    Def::method("write", "self, text, /", write::write),
    Def::method("flush", "self, /", write::flush),
    Def::method("tell", "self, /", position::tell),
    Def::method("seek", "self, cookie, whence=0, /", position::seek),
    Def::method("truncate", "self, pos=None, /", position::truncate),
    Def::method("close", "self, /", close),
    Def::method("detach", "self, /", detach).denied(),
    Def::method("seekable", "self, /", |vm, args| ask_buffer(vm, args[0], "seekable")),
    Def::method("readable", "self, /", |vm, args| ask_buffer(vm, args[0], "readable")),
    Def::method("writable", "self, /", |vm, args| ask_buffer(vm, args[0], "writable")),
    Def::method("fileno", "self, /", |vm, args| ask_buffer(vm, args[0], "fileno")),
    Def::method("isatty", "self, /", |vm, args| ask_buffer(vm, args[0], "isatty")),
    Def::get("closed", |vm, args| {
        let buffer = buffer(vm, args[0])?;
        base::is_closed(vm, buffer).map(Value::Bool)
    }),
    Def::get("buffer", |vm, args| buffer(vm, args[0])).denied(),
    Def::get("encoding", |vm, args| {
        Ok(vm.payload::<Text>(args[0]).map_or(Value::None, |it| it.encoding.or(Value::None)))
    }),
    Def::get("errors", |vm, args| {
        Ok(vm.payload::<Text>(args[0]).map_or(Value::None, |it| it.errors.or(Value::None)))
    }),
    Def::get("newlines", |vm, args| {
        let seen = vm.payload::<Text>(args[0]).map(|it| it.seen).unwrap_or_default();
        seen.value(vm)
    }),
    Def::get("line_buffering", |vm, args| {
        Ok(Value::Bool(vm.payload::<Text>(args[0]).is_some_and(|it| it.line_buffering)))
    }),
    Def::get("write_through", |vm, args| {
        Ok(Value::Bool(vm.payload::<Text>(args[0]).is_some_and(|it| it.write_through)))
    }),
    Def::get("name", |vm, args| {
        let buffer = buffer(vm, args[0])?;
        let name = vm.intern("name")?;
        vm.getattr(buffer, name)
    }),
    Def::get_set(
        "_CHUNK_SIZE",
        |vm, args| Ok(Value::Int(vm.payload::<Text>(args[0]).map_or(0, |it| it.chunk as i64))),
        set_chunk,
    ),
    Def::method("__repr__", "self, /", repr),
    Def::method("__getstate__", "self, /", |vm, args| Err(super::cannot_pickle(vm, args[0]))),
];

fn blank() -> Text {
    Text {
        buffer: Value::Unset,
        detached: false,
        encoding: Value::Unset,
        errors: Value::Unset,
        codec: None,
        decoder: Value::Unset,
        encoder: Value::Unset,
        newline: Newline::Universal,
        line_buffering: false,
        write_through: false,
        pending: Vec::new(),
        text: String::new(),
        position: 0,
        surrogates: false,
        exact: true,
        raw: Vec::new(),
        tail: Vec::new(),
        seen: Seen::default(),
        seekable: false,
        telling: false,
        chunk: CHUNK,
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, buffer, encoding, errors, newline, line_buffering, write_through, ..] = args else {
        return Ok(Value::None);
    };
    if !encoding.is_absent() && vm.as_str(encoding).is_none() {
        let text = format!(
            "TextIOWrapper() argument 'encoding' must be str or None, not {}",
            vm.type_name(encoding)
        );
        return Err(vm.type_error(&text));
    }
    if !errors.is_absent() && vm.as_str(errors).is_none() {
        let text =
            format!("TextIOWrapper() argument 'errors' must be str or None, not {}", vm.type_name(errors));
        return Err(vm.type_error(&text));
    }
    let newline = Newline::parse(vm, newline)?;
    let line_buffering = if line_buffering.is_unset() { false } else { vm.truth(line_buffering)? };
    let write_through = if write_through.is_unset() { false } else { vm.truth(write_through)? };
    set_up(vm, this, buffer, encoding, errors, newline)?;
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.line_buffering = line_buffering;
        it.write_through = write_through;
    }
    Ok(Value::None)
}

/// Makes an object ready: its codec, and whether its buffer can seek.
fn set_up(
    vm: &mut Vm,
    this: Value,
    buffer: Value,
    encoding: Value,
    errors: Value,
    newline: Newline,
) -> Res<()> {
    let encoding = default_encoding(vm, encoding)?;
    vm.keep(encoding);
    let errors = if errors.is_absent() { Value::Str(vm.intern("strict")?) } else { vm.unwrap(errors) };
    vm.keep(errors);
    let seekable = vm.call_method(buffer, "seekable", &[])?;
    let seekable = vm.truth(seekable)?;
    let (codec, decoder, encoder) = coders(vm, buffer, encoding, errors)?;
    let mut made = blank();
    made.buffer = buffer;
    made.encoding = encoding;
    made.errors = errors;
    (made.codec, made.decoder, made.encoder) = (codec, decoder, encoder);
    made.newline = newline;
    (made.seekable, made.telling) = (seekable, seekable);
    if let Some(it) = vm.payload_mut::<Text>(this) {
        *it = made;
    }
    write::start_encoder(vm, this)
}

/// The encoding that an argument names.
fn default_encoding(vm: &mut Vm, encoding: Value) -> Res {
    if encoding.is_absent() || vm.text_of(encoding) == "locale" {
        return vm.intern("UTF-8").map(Value::Str);
    }
    let text = vm.text_of(encoding);
    if text.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(vm.unwrap(encoding))
}

/// The native codec for an encoding, or the two objects that do its work.
fn coders(vm: &mut Vm, buffer: Value, encoding: Value, errors: Value) -> Res<(Option<Codec>, Value, Value)> {
    let codec = Codec::named(&crate::codecs::normalized(vm.text_of(encoding)));
    if let Some(Codec::Utf8 | Codec::Ascii | Codec::Latin1) = codec {
        return Ok((codec, Value::Unset, Value::Unset));
    }
    let info = registry::lookup(vm, encoding)?;
    vm.keep(info);
    let is_text = vm.intern("_is_text_encoding")?;
    if let Some(it) = vm.getattr_opt(info, is_text)? {
        if !vm.truth(it)? {
            let text = format!(
                "'{}' is not a text encoding; use codecs.open() to handle arbitrary codecs",
                vm.text_of(encoding)
            );
            return Err(vm.lookup_error(&text));
        }
    }
    let (mut decoder, mut encoder) = (Value::Unset, Value::Unset);
    let readable = vm.call_method(buffer, "readable", &[])?;
    if vm.truth(readable)? {
        decoder = vm.call_method(info, "incrementaldecoder", &[errors])?;
        vm.keep(decoder);
    }
    let writable = vm.call_method(buffer, "writable", &[])?;
    if vm.truth(writable)? {
        encoder = vm.call_method(info, "incrementalencoder", &[errors])?;
        vm.keep(encoder);
    }
    Ok((None, decoder, encoder))
}

/// A wrapper around a buffer, as `open` makes it.
pub(crate) fn over(
    vm: &mut Vm,
    buffer: Value,
    encoding: Value,
    errors: Value,
    newline: Value,
    line_buffering: bool,
) -> Res {
    let class = io(vm)?.wrapper;
    let newline = Newline::parse(vm, newline)?;
    let this = vm.heap.object(class, blank())?;
    vm.keep(this);
    set_up(vm, this, buffer, encoding, errors, newline)?;
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.line_buffering = line_buffering;
    }
    Ok(this)
}

/// A wrapper of a console stream: everything about it is known.
pub(crate) fn for_console(vm: &mut Vm, buffer: Value, errors: &str, line_buffering: bool) -> Res {
    let class = io(vm)?.wrapper;
    let mut made = blank();
    made.buffer = buffer;
    made.encoding = Value::Str(vm.intern("utf-8")?);
    made.errors = Value::Str(vm.intern(errors)?);
    made.codec = Some(Codec::Utf8);
    made.line_buffering = line_buffering;
    vm.heap.object(class, made)
}

/// The buffer of a wrapper.
fn buffer(vm: &mut Vm, this: Value) -> Res {
    match vm.payload::<Text>(this) {
        Some(it) if it.buffer.is_set() => Ok(it.buffer),
        Some(it) if it.detached => Err(vm.value_error("underlying buffer has been detached")),
        _ => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

/// The buffer of a wrapper that is not closed.
fn open_buffer(vm: &mut Vm, this: Value) -> Res {
    let buffer = buffer(vm, this)?;
    if buffered::is_plain(vm, buffer)? && buffered::is_open(vm, buffer) {
        return Ok(buffer);
    }
    base::check_closed(vm, buffer)?;
    Ok(buffer)
}

fn ask_buffer(vm: &mut Vm, this: Value, method: &str) -> Res {
    let buffer = buffer(vm, this)?;
    vm.call_method(buffer, method, &[])
}

fn reconfigure(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, encoding, errors, newline, line_buffering, write_through, ..] = args else {
        return Ok(Value::None);
    };
    let buffer = buffer(vm, this)?;
    let Some(it) = vm.payload::<Text>(this) else { return Ok(Value::None) };
    let (old_encoding, old_errors, old_newline, started) =
        (it.encoding, it.errors, it.newline, !it.text.is_empty() || !it.tail.is_empty());
    let (mut lines, mut through) = (it.line_buffering, it.write_through);
    let changes = !encoding.is_absent() || !errors.is_absent() || newline.is_set();
    if changes && started {
        return Err(super::unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    if !line_buffering.is_absent() {
        lines = vm.truth(line_buffering)?;
    }
    if !write_through.is_absent() {
        through = vm.truth(write_through)?;
    }
    vm.call_method(this, "flush", &[])?;
    if changes {
        let new_newline = if newline.is_set() { Newline::parse(vm, newline)? } else { old_newline };
        let new_errors = match (encoding.is_absent(), errors.is_absent()) {
            (_, false) => errors,
            (true, true) => old_errors,
            (false, true) => Value::Unset,
        };
        let new_encoding = if encoding.is_absent() { old_encoding } else { encoding };
        set_up(vm, this, buffer, new_encoding, new_errors, new_newline)?;
    }
    if let Some(it) = vm.payload_mut::<Text>(this) {
        it.line_buffering = lines;
        it.write_through = through;
    }
    Ok(Value::None)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    let buffer = buffer(vm, args[0])?;
    if base::is_closed(vm, buffer)? {
        return Ok(Value::None);
    }
    let error = match vm.call_method(args[0], "flush", &[]) {
        Ok(_) => None,
        Err(it) => Some(vm.take_raised(it)?),
    };
    if let Some(error) = error {
        vm.keep(error);
    }
    vm.call_method(buffer, "close", &[])?;
    match error {
        Some(error) => Err(vm.raise_again(error)),
        None => Ok(Value::None),
    }
}

fn detach(vm: &mut Vm, args: &[Value]) -> Res {
    let buffer = buffer(vm, args[0])?;
    vm.call_method(args[0], "flush", &[])?;
    if let Some(it) = vm.payload_mut::<Text>(args[0]) {
        it.buffer = Value::Unset;
        it.detached = true;
    }
    Ok(buffer)
}

fn set_chunk(vm: &mut Vm, args: &[Value]) -> Res {
    let size = vm.index_i64(args[1])?;
    let Ok(size @ 1..) = usize::try_from(size) else {
        return Err(vm.value_error("a strictly positive integer is required"));
    };
    if let Some(it) = vm.payload_mut::<Text>(args[0]) {
        it.chunk = size;
    }
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.type_name(args[0]);
    let mut text = format!("<_io.{class}");
    for name in ["name", "mode"] {
        let id = vm.intern(name)?;
        match vm.getattr_opt(args[0], id) {
            Ok(Some(value)) => {
                let shown = vm.nested(|vm| vm.repr(value))?;
                text.push_str(&format!(" {name}={shown}"));
            }
            Ok(None) => {}
            Err(it) => {
                vm.take_raised(it)?;
            }
        }
    }
    let encoding = vm.payload::<Text>(args[0]).map_or(Value::None, |it| it.encoding.or(Value::None));
    let shown = vm.repr(encoding)?;
    text.push_str(&format!(" encoding={shown}>"));
    vm.heap.string(text)
}
