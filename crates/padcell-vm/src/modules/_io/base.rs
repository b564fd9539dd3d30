//! `_IOBase` and the abstract classes below it: what every stream inherits.

use alloc::vec::Vec;

use super::{size_argument, unsupported};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The attribute that marks a closed stream which keeps no mark of its own.
const CLOSED: &str = "__IOBase_closed";

pub(crate) const IO_BASE: &[Def] = &[
    Def::method("seek", "self, offset, whence=0, /", |vm, _| Err(unsupported(vm, "seek"))),
    Def::method("tell", "self, /", |vm, args| {
        vm.call_method(args[0], "seek", &[Value::Int(0), Value::Int(1)])
    }),
    Def::method("truncate", "self, size=None, /", |vm, _| Err(unsupported(vm, "truncate"))),
    Def::method("flush", "self, /", flush),
    Def::method("close", "self, /", close),
    Def::method("seekable", "self, /", no),
    Def::method("readable", "self, /", no),
    Def::method("writable", "self, /", no),
    Def::method("isatty", "self, /", isatty),
    Def::method("fileno", "self, /", |vm, _| Err(unsupported(vm, "fileno"))),
    Def::method("_checkClosed", "self, msg=None, /", |vm, args| {
        check_closed(vm, args[0]).map(|()| Value::None)
    }),
    Def::method("_checkSeekable", "self, msg=None, /", |vm, args| {
        check(vm, args[0], "seekable", "File or stream is not seekable.")
    }),
    Def::method("_checkReadable", "self, msg=None, /", |vm, args| {
        check(vm, args[0], "readable", "File or stream is not readable.")
    }),
    Def::method("_checkWritable", "self, msg=None, /", |vm, args| {
        check(vm, args[0], "writable", "File or stream is not writable.")
    }),
    Def::get("closed", |vm, args| is_marked(vm, args[0]).map(Value::Bool)),
    Def::method("__enter__", "self, /", enter),
    Def::method("__exit__", "self, *args", |vm, args| vm.call_method(args[0], "close", &[])),
    Def::method("__iter__", "self, /", enter),
    Def::method("__next__", "self, /", next),
    Def::method("readline", "self, size=-1, /", readline),
    Def::method("readlines", "self, hint=-1, /", readlines),
    Def::method("writelines", "self, lines, /", writelines),
];

pub(crate) const RAW_IO_BASE: &[Def] = &[
    Def::method("read", "self, size=-1, /", raw_read),
    Def::method("readall", "self, /", raw_readall),
    Def::method("readinto", "self, buffer, /", |vm, _| Err(vm.not_implemented_error(""))),
    Def::method("write", "self, b, /", |vm, _| Err(vm.not_implemented_error(""))),
];

pub(crate) const BUFFERED_IO_BASE: &[Def] = &[
    Def::method("detach", "self, /", |vm, _| Err(unsupported(vm, "detach"))),
    Def::method("read", "self, size=-1, /", |vm, _| Err(unsupported(vm, "read"))),
    Def::method("read1", "self, size=-1, /", |vm, _| Err(unsupported(vm, "read1"))),
    Def::method("write", "self, b, /", |vm, _| Err(unsupported(vm, "write"))),
    Def::method("readinto", "self, buffer, /", |vm, args| read_into(vm, args[0], args[1], "read")),
    Def::method("readinto1", "self, buffer, /", |vm, args| read_into(vm, args[0], args[1], "read1")),
];

pub(crate) const TEXT_IO_BASE: &[Def] = &[
    Def::method("detach", "self, /", |vm, _| Err(unsupported(vm, "detach"))),
    Def::method("read", "self, size=-1, /", |vm, _| Err(unsupported(vm, "read"))),
    Def::method("readline", "self, size=-1, /", |vm, _| Err(unsupported(vm, "readline"))),
    Def::method("write", "self, s, /", |vm, _| Err(unsupported(vm, "write"))),
    Def::get("encoding", |_, _| Ok(Value::None)),
    Def::get("newlines", |_, _| Ok(Value::None)),
    Def::get("errors", |_, _| Ok(Value::None)),
];

fn no(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::Bool(false))
}

fn is_marked(vm: &mut Vm, this: Value) -> Res<bool> {
    let name = vm.intern(CLOSED)?;
    Ok(vm.getattr_opt(this, name)?.is_some())
}

/// `stream.closed`.
pub(crate) fn is_closed(vm: &mut Vm, this: Value) -> Res<bool> {
    let name = vm.intern("closed")?;
    match vm.getattr_opt(this, name)? {
        Some(it) => vm.truth(it),
        None => Ok(false),
    }
}

/// ValueError for a stream that is closed.
pub(crate) fn check_closed(vm: &mut Vm, this: Value) -> Res<()> {
    if is_closed(vm, this)? { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// `UnsupportedOperation` unless `method` of a stream is true.
pub(crate) fn check(vm: &mut Vm, this: Value, method: &str, message: &str) -> Res {
    let answer = vm.call_method(this, method, &[])?;
    if matches!(answer, Value::Bool(true)) { Ok(answer) } else { Err(unsupported(vm, message)) }
}

fn flush(vm: &mut Vm, args: &[Value]) -> Res {
    if is_marked(vm, args[0])? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(Value::None)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    if is_marked(vm, args[0])? {
        return Ok(Value::None);
    }
    let flushed = vm.call_method(args[0], "flush", &[]);
    let flushed = match flushed {
        Ok(_) => None,
        Err(it) => Some(vm.take_raised(it)?),
    };
    if let Some(raised) = flushed {
        vm.keep(raised);
    }
    let name = vm.intern(CLOSED)?;
    vm.setattr(args[0], name, Value::Bool(true))?;
    match flushed {
        Some(raised) => Err(vm.raise_again(raised)),
        None => Ok(Value::None),
    }
}

impl Vm {
    /// Lets an exception go on that was taken.
    #[cold]
    pub(crate) fn raise_again(&mut self, exception: Value) -> crate::error::Unwind {
        self.heap.raised = exception;
        crate::error::Unwind::Raised
    }
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Res {
    check_closed(vm, args[0])?;
    Ok(Value::Bool(false))
}

fn enter(vm: &mut Vm, args: &[Value]) -> Res {
    check_closed(vm, args[0])?;
    Ok(args[0])
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let line = vm.call_method(args[0], "readline", &[])?;
    if vm.len(line)? == 0 { Err(vm.stop_iteration_with(Value::None)) } else { Ok(line) }
}

/// A line of bytes, read with `peek` where there is one, else byte by byte.
fn readline(vm: &mut Vm, args: &[Value]) -> Res {
    let limit = size_argument(vm, args[1])?;
    let peek = vm.intern("peek")?;
    let peek = vm.getattr_opt(args[0], peek)?;
    vm.keep(peek.unwrap_or(Value::None));
    let mut line: Vec<u8> = Vec::new();
    while limit.is_none_or(|it| line.len() < it) {
        let mut wanted = 1;
        if let Some(peek) = peek {
            let ahead = vm.call(peek, &[Value::Int(1)])?;
            let ahead = io_bytes(vm, ahead, "peek")?;
            if !ahead.is_empty() {
                wanted = ahead.iter().position(|it| *it == b'\n').map_or(ahead.len(), |it| it + 1);
                wanted = limit.map_or(wanted, |it| wanted.min(it - line.len()));
            }
        }
        let read =
            vm.call_method(args[0], "read", &[Value::Int(i64::try_from(wanted).unwrap_or(i64::MAX))])?;
        let read = io_bytes(vm, read, "read")?;
        if read.is_empty() {
            break;
        }
        vm.heap.room(line.len() + read.len())?;
        line.extend_from_slice(&read);
        if line.ends_with(b"\n") {
            break;
        }
    }
    vm.heap.bytes(line)
}

/// What a method of a stream gave, which has to be bytes; None is nothing.
fn io_bytes(vm: &mut Vm, value: Value, method: &str) -> Res<Vec<u8>> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    if matches!(vm.unwrap(value), Value::Bytes(_)) {
        return vm.copy_bytes(value);
    }
    let text =
        alloc::format!("{method}() should have returned a bytes object, not '{}'", vm.type_name(value));
    Err(vm.os_error(&text))
}

/// All lines, or as many as `hint` bytes or characters of them.
pub(crate) fn readlines(vm: &mut Vm, args: &[Value]) -> Res {
    let hint = size_argument(vm, args[1])?.filter(|it| *it > 0);
    let list = vm.heap.list(Vec::new())?;
    vm.keep(list);
    let Value::List(id) = list else { return Ok(list) };
    let iterator = vm.iter(args[0])?;
    vm.keep(iterator);
    let mut length = 0usize;
    while let Some(line) = vm.next(iterator)? {
        vm.heap.list_push(id, line)?;
        if let Some(hint) = hint {
            length = length.saturating_add(vm.len(line)?);
            if length > hint {
                break;
            }
        }
    }
    Ok(list)
}

/// Writes each of an iterable's items.
pub(crate) fn writelines(vm: &mut Vm, args: &[Value]) -> Res {
    check_closed(vm, args[0])?;
    let stream = args[0];
    vm.for_each(args[1], |vm, line| {
        vm.keep(line);
        vm.call_method(stream, "write", &[line]).map(|_| ())
    })?;
    Ok(Value::None)
}

fn raw_read(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(size) = size_argument(vm, args[1])? else { return vm.call_method(args[0], "readall", &[]) };
    vm.heap.room(size)?;
    let buffer = vm.heap.bytearray(alloc::vec![0; size])?;
    vm.keep(buffer);
    let read = vm.call_method(args[0], "readinto", &[buffer])?;
    if read.is_none() {
        return Ok(Value::None);
    }
    let read = vm.index_i64(read)?;
    let mut data = vm.copy_bytes(buffer)?;
    match usize::try_from(read) {
        Ok(read) if read <= data.len() => {
            data.truncate(read);
            vm.heap.bytes(data)
        }
        _ => {
            let text = alloc::format!("readinto returned {read} outside buffer size {size}");
            Err(vm.value_error(&text))
        }
    }
}

fn raw_readall(vm: &mut Vm, args: &[Value]) -> Res {
    let mut all = Vec::new();
    loop {
        let part = vm.call_method(args[0], "read", &[Value::Int(64 << 10)])?;
        if part.is_none() && all.is_empty() {
            return Ok(Value::None);
        }
        let part = io_bytes(vm, part, "read")?;
        if part.is_empty() {
            return vm.heap.bytes(all);
        }
        vm.heap.room(all.len() + part.len())?;
        all.extend_from_slice(&part);
    }
}

/// `readinto` of a stream that can `read`.
fn read_into(vm: &mut Vm, this: Value, buffer: Value, method: &str) -> Res {
    let room = vm.writable_len(buffer)?;
    let read = vm.call_method(this, method, &[Value::Int(i64::try_from(room).unwrap_or(i64::MAX))])?;
    if read.is_none() {
        return Ok(Value::None);
    }
    let data = io_bytes(vm, read, method)?;
    if data.len() > room {
        let text = alloc::format!(
            "{method}() returned too much data: {room} bytes requested, {} returned",
            data.len()
        );
        return Err(vm.value_error(&text));
    }
    vm.write_into(buffer, &data)
}
