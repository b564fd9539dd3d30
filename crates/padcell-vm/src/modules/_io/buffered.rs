//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: a buffer before a raw stream.
//!
//! Before a `FileIO`, what was written waits in the table of descriptors; before any other raw stream it waits here.

use alloc::format;
use alloc::vec::Vec;
use core::any::Any;

use super::{BUFFER_SIZE, base, fileio, io, size_argument};
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a buffered stream.
pub(crate) struct Buffered {
    /// Unset before `__init__` and after `detach`.
    pub(crate) raw: Value,
    detached: bool,
    reads: bool,
    writes: bool,
    size: usize,
    /// Read from the raw stream; taken up to `position`.
    buffer: Vec<u8>,
    position: usize,
    /// Written and not passed on, for raw streams that are no `FileIO`.
    pending: Vec<u8>,
}

impl Payload for Buffered {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.raw);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.buffer.capacity() + self.pending.capacity()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

macro_rules! methods {
    ($name:ident, $reads:literal, $writes:literal, [$($more:expr,)*]) => {
        pub(crate) const $name: &[Def] = &[
            Def::static_method("__new__", "cls, *args, **kwargs", |vm, args| new(vm, args[0], $reads, $writes)),
            Def::method("__init__", "self, raw, buffer_size=131072", init),
            Def::method("seek", "self, target, whence=0, /", seek),
            Def::method("tell", "self, /", |vm, args| tell(vm, args[0]).map(Value::Int)),
            Def::method("truncate", "self, pos=None, /", truncate),
            Def::method("flush", "self, /", |vm, args| {
                raw_of(vm, args[0], "flush of closed file")?;
                flush(vm, args[0])?;
                Ok(Value::None)
            }),
            Def::method("close", "self, /", |vm, args| close(vm, args[0])),
            Def::method("detach", "self, /", detach).denied(),
            Def::method("seekable", "self, /", |vm, args| ask_raw(vm, args[0], "seekable")),
            Def::method("readable", "self, /", |vm, args| ask_raw(vm, args[0], "readable")),
            Def::method("writable", "self, /", |vm, args| ask_raw(vm, args[0], "writable")),
            Def::method("fileno", "self, /", |vm, args| ask_raw(vm, args[0], "fileno")),
            Def::method("isatty", "self, /", |vm, args| ask_raw(vm, args[0], "isatty")),
            Def::get("closed", |vm, args| is_closed(vm, args[0]).map(Value::Bool)),
            Def::get("raw", |vm, args| Ok(vm.payload::<Buffered>(args[0]).map_or(Value::None, |it| it.raw.or(Value::None)))).denied(),
            Def::get("name", |vm, args| attribute_of_raw(vm, args[0], "name")),
            Def::get("mode", |vm, args| attribute_of_raw(vm, args[0], "mode")),
            Def::method("__repr__", "self, /", repr),
            Def::method("__getstate__", "self, /", |vm, args| Err(super::cannot_pickle(vm, args[0]))),
            $($more,)*
        ];
    };
}

methods!(
    READER,
    true,
    false,
    [
        Def::method("read", "self, size=-1, /", read),
        Def::method("read1", "self, size=-1, /", read1),
        Def::method("peek", "self, size=0, /", peek),
        Def::method("readinto", "self, buffer, /", readinto),
        Def::method("readinto1", "self, buffer, /", readinto1),
        Def::method("readline", "self, size=-1, /", readline),
        Def::method("__next__", "self, /", next),
    ]
);

methods!(WRITER, false, true, [Def::method("write", "self, buffer, /", write),]);

methods!(
    RANDOM,
    true,
    true,
    [
        Def::method("read", "self, size=-1, /", read),
        Def::method("read1", "self, size=-1, /", read1),
        Def::method("peek", "self, size=0, /", peek),
        Def::method("readinto", "self, buffer, /", readinto),
        Def::method("readinto1", "self, buffer, /", readinto1),
        Def::method("readline", "self, size=-1, /", readline),
        Def::method("__next__", "self, /", next),
        Def::method("write", "self, buffer, /", write),
    ]
);

fn new(vm: &mut Vm, class: Value, reads: bool, writes: bool) -> Res {
    let class = super::class_argument(vm, class)?;
    let data = Buffered {
        raw: Value::Unset,
        detached: false,
        reads,
        writes,
        size: BUFFER_SIZE,
        buffer: Vec::new(),
        position: 0,
        pending: Vec::new(),
    };
    vm.heap.object(class, data)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, raw, size, ..] = args else { return Ok(Value::None) };
    let size =
        if size.is_unset() { i64::try_from(BUFFER_SIZE).unwrap_or(i64::MAX) } else { vm.index_i64(size)? };
    let size = match usize::try_from(size) {
        Ok(it @ 1..) => it,
        _ => return Err(vm.value_error("buffer size must be strictly positive")),
    };
    let (reads, writes) = vm.payload::<Buffered>(this).map_or((false, false), |it| (it.reads, it.writes));
    if reads && writes {
        base::check(vm, raw, "seekable", "File or stream is not seekable.")?;
    }
    if reads {
        base::check(vm, raw, "readable", "File or stream is not readable.")?;
    }
    if writes {
        base::check(vm, raw, "writable", "File or stream is not writable.")?;
    }
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        it.raw = raw;
        it.detached = false;
        it.size = size;
        it.buffer = Vec::new();
        it.position = 0;
        it.pending = Vec::new();
    }
    Ok(Value::None)
}

/// A buffered stream over a raw one that is known to fit.
pub(crate) fn over(vm: &mut Vm, raw: Value, reads: bool, writes: bool, size: usize) -> Res {
    let classes = io(vm)?;
    let class = match (reads, writes) {
        (true, true) => classes.random,
        (true, false) => classes.reader,
        _ => classes.writer,
    };
    let this = new(vm, Value::Class(class), reads, writes)?;
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        it.raw = raw;
        it.size = size;
    }
    Ok(this)
}

/// The raw stream.
fn raw(vm: &mut Vm, this: Value) -> Res {
    match vm.payload::<Buffered>(this) {
        Some(it) if it.raw.is_set() => Ok(it.raw),
        Some(it) if it.detached => Err(vm.value_error("raw stream has been detached")),
        _ => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

/// The raw stream, if it is not closed.
fn raw_of(vm: &mut Vm, this: Value, message: &str) -> Res {
    let raw = raw(vm, this)?;
    if fileio::plain_fd(vm, raw).is_none() && base::is_closed(vm, raw)? {
        return Err(vm.value_error(message));
    }
    Ok(raw)
}

fn is_closed(vm: &mut Vm, this: Value) -> Res<bool> {
    let raw = raw(vm, this)?;
    base::is_closed(vm, raw)
}

fn ask_raw(vm: &mut Vm, this: Value, method: &str) -> Res {
    let raw = raw(vm, this)?;
    vm.call_method(raw, method, &[])
}

fn attribute_of_raw(vm: &mut Vm, this: Value, name: &str) -> Res {
    let raw = raw(vm, this)?;
    let name = vm.intern(name)?;
    vm.getattr(raw, name)
}

fn unread(vm: &Vm, this: Value) -> usize {
    vm.payload::<Buffered>(this).map_or(0, |it| it.buffer.len() - it.position)
}

fn buffer_size(vm: &Vm, this: Value) -> usize {
    vm.payload::<Buffered>(this).map_or(BUFFER_SIZE, |it| it.size)
}

/// Reads from the raw stream, at most `max` bytes; None where it would block.
fn raw_read(vm: &mut Vm, this: Value, max: usize) -> Res<Option<Vec<u8>>> {
    flush(vm, this)?;
    let raw = raw(vm, this)?;
    if let Some(fd) = fileio::plain_fd(vm, raw) {
        return vm.read_descriptor(fd, max).map(Some);
    }
    let max = max.min(16 << 20);
    vm.heap.room(max)?;
    let buffer = vm.heap.bytearray(alloc::vec![0; max])?;
    vm.keep(buffer);
    let read = vm.call_method(raw, "readinto", &[buffer])?;
    if read.is_none() {
        return Ok(None);
    }
    let count = vm.index_i64(read)?;
    let mut data = vm.copy_bytes(buffer)?;
    match usize::try_from(count) {
        Ok(count) if count <= data.len() => {
            data.truncate(count);
            Ok(Some(data))
        }
        _ => {
            let text = format!(
                "raw readinto() returned invalid length {count} (should have been between 0 and {max})"
            );
            Err(vm.os_error(&text))
        }
    }
}

/// Takes at most `max` bytes out of the buffer.
fn take(vm: &mut Vm, this: Value, max: usize, out: &mut Vec<u8>) -> Res<()> {
    let len = unread(vm, this).min(max);
    vm.spend(len / 16)?;
    vm.heap.room(out.len().saturating_add(len))?;
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        out.extend_from_slice(it.buffer.get(it.position..it.position + len).unwrap_or_default());
        it.position += len;
    }
    Ok(())
}

/// Reads one buffer full after what is unread; how much that was, or None where it would block.
fn fill(vm: &mut Vm, this: Value) -> Res<Option<usize>> {
    let size = buffer_size(vm, this);
    let Some(mut data) = raw_read(vm, this, size)? else { return Ok(None) };
    let count = data.len();
    vm.heap.charge(data.capacity())?;
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        if it.position < it.buffer.len() {
            it.buffer.drain(..it.position);
            it.buffer.append(&mut data);
        } else {
            it.buffer = data;
        }
        it.position = 0;
    }
    Ok(Some(count))
}

fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let raw = raw_of(vm, args[0], "read of closed file")?;
    let size = match args[1].is_absent() {
        true => None,
        false => match vm.index_i64(args[1])? {
            -1 => None,
            it => match usize::try_from(it) {
                Ok(it) => Some(it),
                Err(_) => return Err(vm.value_error("read length must be non-negative or -1")),
            },
        },
    };
    let Some(size) = size else {
        let data = read_all(vm, args[0], raw)?;
        return match data {
            Some(data) => vm.heap.bytes(data),
            None => Ok(Value::None),
        };
    };
    match read_some(vm, args[0], size)? {
        Some(data) => vm.heap.bytes(data),
        None => Ok(Value::None),
    }
}

/// Reads until `size` bytes are there or the stream ends.
fn read_some(vm: &mut Vm, this: Value, size: usize) -> Res<Option<Vec<u8>>> {
    let mut out = Vec::new();
    take(vm, this, size, &mut out)?;
    while out.len() < size {
        let wanted = size - out.len();
        if wanted >= buffer_size(vm, this) {
            match raw_read(vm, this, wanted)? {
                None if out.is_empty() => return Ok(None),
                Some(data) if !data.is_empty() => {
                    vm.heap.room(out.len().saturating_add(data.len()))?;
                    out.extend_from_slice(&data);
                }
                _ => break,
            }
        } else {
            match fill(vm, this)? {
                None if out.is_empty() => return Ok(None),
                Some(1..) => take(vm, this, wanted, &mut out)?,
                _ => break,
            }
        }
    }
    Ok(Some(out))
}

fn read_all(vm: &mut Vm, this: Value, raw: Value) -> Res<Option<Vec<u8>>> {
    let mut out = Vec::new();
    take(vm, this, usize::MAX, &mut out)?;
    flush(vm, this)?;
    if let Some(fd) = fileio::plain_fd(vm, raw) {
        let rest = fileio::read_all(vm, fd)?;
        if out.is_empty() {
            return Ok(Some(rest));
        }
        vm.heap.room(out.len().saturating_add(rest.len()))?;
        out.extend_from_slice(&rest);
        return Ok(Some(out));
    }
    let readall = vm.intern("readall")?;
    let method = vm.getattr_opt(raw, readall)?;
    let rest = match method {
        Some(method) => vm.call(method, &[])?,
        None => Value::Unset,
    };
    if rest.is_none() {
        return Ok(if out.is_empty() { None } else { Some(out) });
    }
    if rest.is_set() {
        if !matches!(vm.unwrap(rest), Value::Bytes(_)) {
            return Err(vm.type_error("readall() should return bytes"));
        }
        let rest = vm.copy_bytes(rest)?;
        vm.heap.room(out.len().saturating_add(rest.len()))?;
        out.extend_from_slice(&rest);
        return Ok(Some(out));
    }
    loop {
        let size = buffer_size(vm, this);
        match raw_read(vm, this, size)? {
            None if out.is_empty() => return Ok(None),
            Some(data) if !data.is_empty() => {
                vm.heap.room(out.len().saturating_add(data.len()))?;
                out.extend_from_slice(&data);
            }
            _ => return Ok(Some(out)),
        }
    }
}

/// What is there, or what one read of the raw stream gives.
pub(crate) fn read_one(vm: &mut Vm, this: Value, size: Option<usize>) -> Res<Vec<u8>> {
    let mut out = Vec::new();
    if unread(vm, this) == 0 {
        fill(vm, this)?;
    }
    let size = size.unwrap_or_else(|| buffer_size(vm, this));
    take(vm, this, size, &mut out)?;
    Ok(out)
}

fn read1(vm: &mut Vm, args: &[Value]) -> Res {
    let size = size_argument(vm, args[1])?;
    raw_of(vm, args[0], "read of closed file")?;
    if size == Some(0) {
        return vm.heap.bytes(Vec::new());
    }
    let data = read_one(vm, args[0], size)?;
    vm.heap.bytes(data)
}

fn peek(vm: &mut Vm, args: &[Value]) -> Res {
    raw_of(vm, args[0], "peek of closed file")?;
    if unread(vm, args[0]) == 0 {
        fill(vm, args[0])?;
    }
    let data =
        vm.payload::<Buffered>(args[0]).map(|it| it.buffer.get(it.position..).unwrap_or_default().to_vec());
    vm.heap.bytes(data.unwrap_or_default())
}

fn readinto(vm: &mut Vm, args: &[Value]) -> Res {
    let room = vm.writable_len(args[1])?;
    raw_of(vm, args[0], "readinto of closed file")?;
    match read_some(vm, args[0], room)? {
        Some(data) => vm.write_into(args[1], &data),
        None => Ok(Value::None),
    }
}

fn readinto1(vm: &mut Vm, args: &[Value]) -> Res {
    let room = vm.writable_len(args[1])?;
    raw_of(vm, args[0], "readinto of closed file")?;
    if room == 0 {
        return Ok(Value::Int(0));
    }
    let data = read_one(vm, args[0], Some(room))?;
    vm.write_into(args[1], &data)
}

fn line(vm: &mut Vm, this: Value, limit: Option<usize>) -> Res<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let left = limit.map_or(usize::MAX, |it| it - out.len());
        let Some(it) = vm.payload::<Buffered>(this) else { return Ok(out) };
        let rest = it.buffer.get(it.position..).unwrap_or_default();
        let rest = rest.get(..left).unwrap_or(rest);
        let end = rest.iter().position(|it| *it == b'\n').map(|it| it + 1);
        let len = end.unwrap_or(rest.len());
        take(vm, this, len, &mut out)?;
        let full = limit.is_some_and(|it| out.len() >= it);
        if end.is_some() || full || !matches!(fill(vm, this)?, Some(1..)) {
            return Ok(out);
        }
    }
}

fn readline(vm: &mut Vm, args: &[Value]) -> Res {
    let limit = size_argument(vm, args[1])?;
    raw_of(vm, args[0], "readline of closed file")?;
    let line = line(vm, args[0], limit)?;
    vm.heap.bytes(line)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    raw_of(vm, args[0], "readline of closed file")?;
    let line = line(vm, args[0], None)?;
    if line.is_empty() { Err(vm.stop_iteration_with(Value::None)) } else { vm.heap.bytes(line) }
}

fn write(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.as_str(args[1]).is_some() {
        return Err(vm.not_bytes_like(args[1]));
    }
    let data = vm.copy_bytes(args[1])?;
    raw_of(vm, args[0], "write to closed file")?;
    put(vm, args[0], &data)?;
    Ok(Value::Int(i64::try_from(data.len()).unwrap_or(i64::MAX)))
}

/// Takes bytes to be written.
pub(crate) fn put(vm: &mut Vm, this: Value, data: &[u8]) -> Res<()> {
    give_back(vm, this)?;
    let raw = raw(vm, this)?;
    let size = buffer_size(vm, this);
    if let Some(fd) = fileio::plain_fd(vm, raw) {
        return vm.put_descriptor(fd, data, size);
    }
    let waiting = vm.payload::<Buffered>(this).map_or(0, |it| it.pending.len());
    if waiting > 0 && waiting.saturating_add(data.len()) > size {
        flush(vm, this)?;
    }
    vm.heap.charge(data.len())?;
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        it.pending.extend_from_slice(data);
    }
    if data.len() > size { flush(vm, this) } else { Ok(()) }
}

/// Moves the raw stream back over what was read ahead, before something is written.
fn give_back(vm: &mut Vm, this: Value) -> Res<()> {
    let ahead = unread(vm, this);
    if ahead == 0 {
        return Ok(());
    }
    let raw = raw(vm, this)?;
    let back = i64::try_from(ahead).unwrap_or(i64::MAX);
    vm.call_method(raw, "seek", &[Value::Int(-back), Value::Int(1)])?;
    if let Some(it) = vm.payload_mut::<Buffered>(this) {
        it.buffer.clear();
        it.position = 0;
    }
    Ok(())
}

/// Passes on what was written.
pub(crate) fn flush(vm: &mut Vm, this: Value) -> Res<()> {
    let raw = raw(vm, this)?;
    if let Some(fd) = fileio::plain_fd(vm, raw) {
        return vm.flush_descriptor(fd);
    }
    loop {
        let Some(it) = vm.payload_mut::<Buffered>(this) else { return Ok(()) };
        if it.pending.is_empty() {
            return Ok(());
        }
        let data = it.pending.clone();
        let len = data.len();
        let mark = vm.kept();
        let data = vm.heap.bytes(data)?;
        vm.keep(data);
        let written = vm.call_method(raw, "write", &[data])?;
        if written.is_none() {
            return Err(vm.blocking_io_error("write could not complete without blocking"));
        }
        let count = vm.index_i64(written)?;
        vm.release(mark);
        let count = match usize::try_from(count) {
            Ok(it) if it <= len => it,
            _ => {
                let text = format!(
                    "raw write() returned invalid length {count} (should have been between 0 and {len})"
                );
                return Err(vm.os_error(&text));
            }
        };
        if count == 0 {
            return Err(vm.os_error("raw write() wrote nothing"));
        }
        if let Some(it) = vm.payload_mut::<Buffered>(this) {
            it.pending.drain(..count.min(it.pending.len()));
        }
    }
}

fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    let whence = if args[2].is_unset() { 0 } else { vm.index_i64(args[2])? };
    if !(0..=2).contains(&whence) {
        let text = format!("whence value {whence} unsupported");
        return Err(vm.value_error(&text));
    }
    let raw = raw_of(vm, args[0], "seek of closed file")?;
    base::check(vm, raw, "seekable", "File or stream is not seekable.")?;
    let mut target = vm.index_i64(args[1])?;
    flush(vm, args[0])?;
    if whence == 1 {
        target = target.saturating_sub(i64::try_from(unread(vm, args[0])).unwrap_or(0));
    }
    let result = vm.call_method(raw, "seek", &[Value::Int(target), Value::Int(whence)])?;
    if let Some(it) = vm.payload_mut::<Buffered>(args[0]) {
        it.buffer.clear();
        it.position = 0;
    }
    Ok(result)
}

/// The position as the program sees it.
pub(crate) fn tell(vm: &mut Vm, this: Value) -> Res<i64> {
    let raw = raw(vm, this)?;
    let position = vm.call_method(raw, "tell", &[])?;
    let position = vm.index_i64(position)?;
    if position < 0 {
        let text = format!("Raw stream returned invalid position {position}");
        return Err(vm.os_error(&text));
    }
    let ahead = i64::try_from(unread(vm, this)).unwrap_or(0);
    let waiting = vm.payload::<Buffered>(this).map_or(0, |it| i64::try_from(it.pending.len()).unwrap_or(0));
    Ok(position.saturating_sub(ahead).saturating_add(waiting))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Res {
    let raw = raw_of(vm, args[0], "truncate of closed file")?;
    if !vm.payload::<Buffered>(args[0]).is_some_and(|it| it.writes) {
        return Err(super::unsupported(vm, "truncate"));
    }
    flush(vm, args[0])?;
    let position = if args[1].is_absent() { Value::Int(tell(vm, args[0])?) } else { args[1] };
    vm.call_method(raw, "truncate", &[position])
}

fn close(vm: &mut Vm, this: Value) -> Res {
    let raw = raw(vm, this)?;
    if base::is_closed(vm, raw)? {
        return Ok(Value::None);
    }
    let flushed = vm.call_method(this, "flush", &[]);
    let error = match flushed {
        Ok(_) => None,
        Err(it) => Some(vm.take_raised(it)?),
    };
    if let Some(error) = error {
        vm.keep(error);
    }
    vm.call_method(raw, "close", &[])?;
    match error {
        Some(error) => Err(vm.raise_again(error)),
        None => Ok(Value::None),
    }
}

fn detach(vm: &mut Vm, args: &[Value]) -> Res {
    let raw = raw(vm, args[0])?;
    vm.call_method(args[0], "flush", &[])?;
    if let Some(it) = vm.payload_mut::<Buffered>(args[0]) {
        it.raw = Value::Unset;
        it.detached = true;
    }
    Ok(raw)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.type_name(args[0]);
    let text = match attribute_of_raw(vm, args[0], "name") {
        Ok(name) => {
            let name = vm.nested(|vm| vm.repr(name))?;
            format!("<_io.{class} name={name}>")
        }
        Err(it) => {
            vm.take_raised(it)?;
            format!("<_io.{class}>")
        }
    };
    vm.heap.string(text)
}

/// Whether a stream is exactly one of the classes here, so that it needs no calls of methods.
pub(crate) fn is_plain(vm: &mut Vm, this: Value) -> Res<bool> {
    let classes = io(vm)?;
    let class = vm.class_of(this);
    Ok(class == classes.reader || class == classes.writer || class == classes.random)
}

/// Whether a plain stream over a `FileIO` is open.
pub(crate) fn is_open(vm: &mut Vm, this: Value) -> bool {
    let raw = vm.payload::<Buffered>(this).map(|it| it.raw);
    raw.is_some_and(|raw| fileio::plain_fd(vm, raw).is_some())
}

/// Whether a buffered stream was made for reading.
pub(crate) fn reads(vm: &Vm, this: Value) -> bool {
    vm.payload::<Buffered>(this).is_some_and(|it| it.reads)
}

/// Whether a buffered stream was made for writing.
pub(crate) fn writes(vm: &Vm, this: Value) -> bool {
    vm.payload::<Buffered>(this).is_some_and(|it| it.writes)
}

/// Everything from the position to the end.
pub(crate) fn read_rest(vm: &mut Vm, this: Value) -> Res<Vec<u8>> {
    let raw = raw_of(vm, this, "read of closed file")?;
    Ok(read_all(vm, this, raw)?.unwrap_or_default())
}
