//! The standard streams as text files.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_policy::{Stream, errno};

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id, Payload, Str, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// `sys.stdin`, `sys.stdout` or `sys.stderr`.
#[derive(Debug)]
pub(crate) struct StandardStream {
    pub stream: Stream,
    /// Bytes read from standard input that no line was made of yet.
    ahead: Vec<u8>,
}

impl Payload for StandardStream {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.ahead.capacity()
    }

    fn as_any(&self) -> &dyn core::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn core::any::Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::method("write", "self, text, /", write),
    Def::method("writelines", "self, lines, /", writelines),
    Def::method("flush", "self, /", flush),
    Def::method("readline", "self, size=-1, /", readline),
    Def::method("read", "self, size=-1, /", read),
    Def::method("readlines", "self, hint=-1, /", readlines),
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", next),
    Def::method("isatty", "self, /", isatty),
    Def::method("fileno", "self, /", |vm, args| Ok(Value::Int(stream(vm, args[0]) as i64))),
    Def::method("readable", "self, /", |vm, args| Ok(Value::Bool(stream(vm, args[0]) == Stream::Stdin))),
    Def::method("writable", "self, /", |vm, args| Ok(Value::Bool(stream(vm, args[0]) != Stream::Stdin))),
    Def::method("seekable", "self, /", |_, _| Ok(Value::Bool(false))),
    Def::method("close", "self, /", flush),
    Def::method("__repr__", "self, /", repr),
    Def::get("closed", |_, _| Ok(Value::Bool(false))),
    Def::get("encoding", |vm, _| vm.heap.str("utf-8")),
    Def::get("errors", errors),
    Def::get("newlines", |_, _| Ok(Value::None)),
    Def::get("line_buffering", |vm, args| Ok(Value::Bool(stream(vm, args[0]) == Stream::Stderr))),
    Def::get("name", |vm, args| {
        let name = stream(vm, args[0]).name();
        vm.heap.string(format!("<{name}>"))
    }),
    Def::get("mode", |vm, args| {
        let mode = if stream(vm, args[0]) == Stream::Stdin { "r" } else { "w" };
        vm.heap.str(mode)
    }),
];

/// Puts the streams into the module.
pub(super) fn fill(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let flags = ClassFlags::DICT;
    let class = vm.native_class("_io", "TextIOWrapper", vm.types.object, flags, METHODS)?;
    for (stream, name, original) in [
        (Stream::Stdin, "stdin", "__stdin__"),
        (Stream::Stdout, "stdout", "__stdout__"),
        (Stream::Stderr, "stderr", "__stderr__"),
    ] {
        let made = vm.heap.object(class, StandardStream { stream, ahead: Vec::new() })?;
        vm.module_set(dict, name, made)?;
        vm.module_set(dict, original, made)?;
    }
    Ok(())
}

fn stream(vm: &Vm, this: Value) -> Stream {
    vm.payload::<StandardStream>(this).map_or(Stream::Stdout, |it| it.stream)
}

fn write(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(id) = vm.unwrap(args[1]) else {
        let text = format!("write() argument must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let stream = stream(vm, args[0]);
    let mut out = String::new();
    vm.spend(vm.heap.text(id).len() / 16)?;
    vm.heap.room(vm.heap.text(id).len())?;
    if vm.heap.str_has_surrogates(id) {
        encode_stream_text(vm, stream, id, &mut out)?;
    } else {
        out.push_str(vm.heap.text(id));
    }
    vm.write_console(stream, out.as_bytes())?;
    Ok(Value::Int(vm.heap.str_len(id) as i64))
}

fn writelines(vm: &mut Vm, args: &[Value]) -> Res {
    let this = args[0];
    vm.for_each(args[1], |vm, line| vm.call_method(this, "write", &[line]).map(|_| ()))?;
    Ok(Value::None)
}

fn flush(vm: &mut Vm, _: &[Value]) -> Res {
    match vm.authority.flush_streams() {
        Ok(()) => Ok(Value::None),
        Err(error) => Err(vm.raise_os_error(&error, Value::Unset)),
    }
}

/// Reads once more from the console; false at the end.
fn fill_ahead(vm: &mut Vm, this: Value) -> Res<bool> {
    let mut buffer = alloc::vec![0; 8 << 10];
    vm.heap.room(buffer.len())?;
    loop {
        match vm.authority.read_stdin(&mut buffer) {
            Ok(0) => return Ok(false),
            Ok(n) => {
                vm.spend(n / 16)?;
                vm.heap.room(vm.payload::<StandardStream>(this).map_or(0, |it| it.ahead.len()) + n)?;
                if let Some(it) = vm.payload_mut::<StandardStream>(this) {
                    it.ahead.extend_from_slice(&buffer[..n]);
                }
                return Ok(true);
            }
            Err(error) if error.errno == errno::EINTR => vm.interrupted()?,
            Err(error) => return Err(vm.raise_os_error(&error, Value::Unset)),
        }
    }
}

/// The first `count` bytes read ahead, as text.
fn take(vm: &mut Vm, this: Value, count: usize) -> Res {
    let data: Vec<u8> = match vm.payload_mut::<StandardStream>(this) {
        Some(it) => it.ahead.drain(..count.min(it.ahead.len())).collect(),
        None => Vec::new(),
    };
    let text = String::from_utf8_lossy(&data).replace("\r\n", "\n");
    vm.heap.string(text)
}

fn line_end(vm: &Vm, this: Value) -> Option<usize> {
    vm.payload::<StandardStream>(this)?.ahead.iter().position(|it| *it == b'\n').map(|it| it + 1)
}

fn ahead(vm: &Vm, this: Value) -> usize {
    vm.payload::<StandardStream>(this).map_or(0, |it| it.ahead.len())
}

fn readline(vm: &mut Vm, args: &[Value]) -> Res {
    loop {
        if let Some(end) = line_end(vm, args[0]) {
            return take(vm, args[0], end);
        }
        if !fill_ahead(vm, args[0])? {
            let rest = ahead(vm, args[0]);
            return take(vm, args[0], rest);
        }
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let size = if args[1].is_absent() { -1 } else { vm.index_i64(args[1])? };
    let wanted = usize::try_from(size).unwrap_or(usize::MAX);
    while ahead(vm, args[0]) < wanted && fill_ahead(vm, args[0])? {}
    let count = ahead(vm, args[0]).min(wanted);
    take(vm, args[0], count)
}

fn readlines(vm: &mut Vm, args: &[Value]) -> Res {
    let mut lines = Vec::new();
    loop {
        let line = readline(vm, args)?;
        if vm.text_of(line).is_empty() {
            return vm.heap.list(lines);
        }
        lines.push(line);
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let line = readline(vm, args)?;
    if vm.text_of(line).is_empty() {
        return Err(vm.stop_iteration_with(Value::None));
    }
    Ok(line)
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Res {
    let stream = stream(vm, args[0]);
    Ok(Value::Bool(vm.authority.is_terminal(stream)))
}

fn errors(vm: &mut Vm, args: &[Value]) -> Res {
    let errors = if stream(vm, args[0]) == Stream::Stderr { "backslashreplace" } else { "strict" };
    vm.heap.str(errors)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let stream = stream(vm, args[0]);
    let mode = if stream == Stream::Stdin { "r" } else { "w" };
    vm.heap.string(format!("<_io.TextIOWrapper name='<{}>' mode='{mode}' encoding='utf-8'>", stream.name()))
}

/// Text with lone surrogates as a standard stream shows it: standard error escapes them, standard output refuses.
pub(crate) fn encode_stream_text(vm: &mut Vm, stream: Stream, id: Id<Str>, out: &mut String) -> Res<()> {
    let text = String::from(vm.heap.text(id));
    for (index, it) in text.chars().enumerate() {
        let code = crate::heap::code_point_of(it, true);
        if !(0xD800..0xE000).contains(&code) {
            out.push(it);
            continue;
        }
        if stream != Stream::Stderr {
            let class = vm.exceptions.unicode_encode_error;
            let encoding = vm.heap.str("utf-8")?;
            let reason = vm.heap.str("surrogates not allowed")?;
            let (start, end) = (index as i64, index as i64 + 1);
            let args = [encoding, Value::Str(id), start.into(), end.into(), reason];
            let exception = vm.call(Value::Class(class), &args)?;
            return Err(vm.raise(exception));
        }
        out.push_str(&format!("\\u{code:04x}"));
    }
    Ok(())
}
