//! `FileIO`: a descriptor of the cell as a raw stream.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;

use padcell_policy::{FileKind, OpenOptions, SeekFrom, errno};

use super::{BUFFER_SIZE, io, size_argument, unsupported};
use crate::descriptors::Target;
use crate::error::{Res, Unwind};
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `FileIO`.
pub(crate) struct FileIO {
    /// -1 when it is closed or was never opened.
    pub(crate) fd: i64,
    pub(crate) readable: bool,
    pub(crate) writable: bool,
    created: bool,
    appending: bool,
    closefd: bool,
    seekable: Option<bool>,
    name: Value,
    /// While this lives, the descriptor has an owner.
    owner: Option<Arc<()>>,
}

impl Default for FileIO {
    fn default() -> Self {
        Self {
            fd: -1,
            readable: false,
            writable: false,
            created: false,
            appending: false,
            closefd: true,
            seekable: None,
            name: Value::Unset,
            owner: None,
        }
    }
}

impl Payload for FileIO {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.name);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", |vm, args| {
        let class = super::class_argument(vm, args[0])?;
        vm.heap.object(class, FileIO::default())
    }),
    Def::method("__init__", "self, file, mode='r', closefd=True, opener=None", init),
    Def::method("read", "self, size=-1, /", read),
    Def::method("readall", "self, /", |vm, args| {
        let fd = readable(vm, args[0])?;
        let all = read_all(vm, fd)?;
        vm.heap.bytes(all)
    }),
    Def::method("readinto", "self, buffer, /", |vm, args| {
        let fd = readable(vm, args[0])?;
        let room = vm.writable_len(args[1])?;
        let data = vm.read_descriptor(fd, room)?;
        vm.write_into(args[1], &data)
    }),
    Def::method("write", "self, b, /", write),
    Def::method("seek", "self, pos, whence=0, /", seek),
    Def::method("tell", "self, /", |vm, args| {
        let fd = open_fd(vm, args[0])?;
        vm.seek_descriptor(fd, 0, 1).map(Value::Int)
    }),
    Def::method("truncate", "self, size=None, /", truncate),
    Def::method("close", "self, /", close),
    Def::method("seekable", "self, /", |vm, args| seekable(vm, args[0]).map(Value::Bool)),
    Def::method("readable", "self, /", |vm, args| {
        open_fd(vm, args[0])?;
        Ok(Value::Bool(vm.payload::<FileIO>(args[0]).is_some_and(|it| it.readable)))
    }),
    Def::method("writable", "self, /", |vm, args| {
        open_fd(vm, args[0])?;
        Ok(Value::Bool(vm.payload::<FileIO>(args[0]).is_some_and(|it| it.writable)))
    }),
    Def::method("fileno", "self, /", |vm, args| open_fd(vm, args[0]).map(Value::Int)),
    Def::method("isatty", "self, /", |vm, args| {
        let fd = open_fd(vm, args[0])?;
        Ok(Value::Bool(vm.descriptor_is_terminal(fd)))
    }),
    Def::get("closed", |vm, args| Ok(Value::Bool(vm.payload::<FileIO>(args[0]).is_none_or(|it| it.fd < 0)))),
    Def::get("closefd", |vm, args| {
        Ok(Value::Bool(vm.payload::<FileIO>(args[0]).is_some_and(|it| it.closefd)))
    }),
    Def::get("mode", |vm, args| {
        let mode = vm.payload::<FileIO>(args[0]).map_or("", mode);
        vm.heap.str(mode)
    }),
    Def::get("_blksize", |_, _| Ok(Value::Int(BUFFER_SIZE as i64))),
    Def::get_set("name", name, set_name),
    Def::method("__repr__", "self, /", repr),
    Def::method("__getstate__", "self, /", |vm, args| Err(super::cannot_pickle(vm, args[0]))),
];

fn mode(it: &FileIO) -> &'static str {
    match (it.created, it.appending, it.readable, it.writable) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, false) => "rb",
        _ => "wb",
    }
}

/// What a mode string asks for.
struct Mode {
    options: OpenOptions,
    created: bool,
    appending: bool,
}

fn parse_mode(text: &str) -> Option<Mode> {
    let (mut base, mut plus) = (None, false);
    for letter in text.chars() {
        match letter {
            'r' | 'w' | 'a' | 'x' if base.is_none() => base = Some(letter),
            '+' if !plus => plus = true,
            'b' => {}
            _ => return None,
        }
    }
    let options = match base? {
        'r' => OpenOptions::READ,
        'w' => OpenOptions::WRITE,
        'a' => OpenOptions::APPEND,
        _ => OpenOptions::EXCLUSIVE,
    };
    // A file that was read can be written with "+", and one that was written can be read.
    let options = if plus { options.plus() } else { options };
    Some(Mode { options, created: base == Some('x'), appending: base == Some('a') })
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, file, mode, closefd, opener, ..] = args else { return Ok(Value::None) };
    if vm.payload::<FileIO>(this).is_some_and(|it| it.fd >= 0) {
        close(vm, args)?;
    }
    let mode_text = if mode.is_unset() { String::from("r") } else { vm.string_of(mode) };
    let Some(mode) = parse_mode(&mode_text) else {
        return Err(vm.value_error(if mode_text.chars().all(|it| "rwaxb+".contains(it)) {
            "Must have exactly one of create/read/write/append mode and at most one plus"
        } else {
            "invalid mode"
        }));
    };
    let closefd = if closefd.is_unset() { true } else { vm.truth(closefd)? };
    let mut made = FileIO {
        readable: mode.options.read,
        writable: mode.options.write || mode.options.append,
        created: mode.created,
        appending: mode.appending,
        closefd,
        name: file,
        ..FileIO::default()
    };
    if matches!(vm.unwrap(file), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
        let fd = vm.index_i64(file)?;
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        vm.descriptor(fd)?;
        made.fd = fd;
    } else {
        if !closefd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        let path = vm.path_argument(file, "")?;
        if opener.is_absent() {
            if vm.authority.stat(&path, true).is_ok_and(|it| it.kind == FileKind::Directory) {
                return Err(vm.raise_errno(errno::EISDIR, file));
            }
            let (fd, owner) = vm.open_descriptor(&path, mode.options, file, true)?;
            (made.fd, made.owner) = (fd, owner);
            if mode.appending {
                vm.seek_descriptor(fd, 0, 2)?;
            }
        } else {
            let flags = super::open::flags(mode.options);
            let fd = vm.call(opener, &[file, Value::Int(flags)])?;
            let fd = match vm.unwrap(fd) {
                Value::Int(fd) => fd,
                _ => return Err(vm.type_error("expected integer from opener")),
            };
            if fd < 0 {
                let text = format!("opener returned {fd}");
                return Err(vm.value_error(&text));
            }
            vm.descriptor(fd)?;
            made.fd = fd;
            if made.closefd {
                made.owner = vm.own_descriptor(fd);
            }
        }
    }
    if let Some(it) = vm.payload_mut::<FileIO>(this) {
        *it = made;
    }
    Ok(Value::None)
}

/// A `FileIO` for a descriptor that exists.
pub(crate) fn new(vm: &mut Vm, fd: i64, readable: bool, writable: bool, name: Value) -> Res {
    let class = io(vm)?.fileio;
    vm.heap.object(class, FileIO { fd, readable, writable, closefd: false, name, ..FileIO::default() })
}

/// The descriptor of an open `FileIO`.
fn open_fd(vm: &mut Vm, this: Value) -> Res<i64> {
    match vm.payload::<FileIO>(this) {
        Some(it) if it.fd >= 0 => Ok(it.fd),
        _ => Err(closed(vm)),
    }
}

#[cold]
fn closed(vm: &mut Vm) -> Unwind {
    vm.value_error("I/O operation on closed file")
}

fn readable(vm: &mut Vm, this: Value) -> Res<i64> {
    let fd = open_fd(vm, this)?;
    match vm.payload::<FileIO>(this) {
        Some(it) if it.readable => Ok(fd),
        _ => Err(unsupported(vm, "File not open for reading")),
    }
}

fn writable(vm: &mut Vm, this: Value) -> Res<i64> {
    let fd = open_fd(vm, this)?;
    match vm.payload::<FileIO>(this) {
        Some(it) if it.writable => Ok(fd),
        _ => Err(unsupported(vm, "File not open for writing")),
    }
}

/// Everything from the position to the end.
pub(crate) fn read_all(vm: &mut Vm, fd: i64) -> Res<Vec<u8>> {
    vm.flush_descriptor(fd)?;
    let mut all = Vec::new();
    loop {
        let part = vm.read_descriptor(fd, 256 << 10)?;
        if part.is_empty() {
            return Ok(all);
        }
        vm.heap.room(all.len().saturating_mul(2).saturating_add(part.len()))?;
        if all.is_empty() { all = part } else { all.extend_from_slice(&part) }
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let fd = readable(vm, args[0])?;
    let data = match size_argument(vm, args[1])? {
        None => read_all(vm, fd)?,
        Some(size) => {
            vm.flush_descriptor(fd)?;
            vm.read_descriptor(fd, size)?
        }
    };
    vm.heap.bytes(data)
}

fn write(vm: &mut Vm, args: &[Value]) -> Res {
    let fd = writable(vm, args[0])?;
    let data = vm.copy_bytes(args[1])?;
    vm.flush_descriptor(fd)?;
    let written = vm.write_descriptor(fd, &data)?;
    Ok(Value::Int(i64::try_from(written).unwrap_or(i64::MAX)))
}

fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    let fd = open_fd(vm, args[0])?;
    let (offset, whence) =
        (vm.index_i64(args[1])?, if args[2].is_unset() { 0 } else { vm.index_i64(args[2])? });
    vm.seek_descriptor(fd, offset, whence).map(Value::Int)
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Res {
    let fd = writable(vm, args[0])?;
    let size = if args[1].is_absent() { vm.seek_descriptor(fd, 0, 1)? } else { vm.index_i64(args[1])? };
    vm.truncate_descriptor(fd, size)?;
    Ok(Value::Int(size))
}

/// Whether the position can be moved: not in the console.
fn seekable(vm: &mut Vm, this: Value) -> Res<bool> {
    let fd = open_fd(vm, this)?;
    if let Some(known) = vm.payload::<FileIO>(this).and_then(|it| it.seekable) {
        return Ok(known);
    }
    let known = match vm.descriptor(fd)? {
        Target::Console(_) => false,
        Target::File(file) => vm.authority.seek(file, SeekFrom::Current(0)).is_ok(),
    };
    if let Some(it) = vm.payload_mut::<FileIO>(this) {
        it.seekable = Some(known);
    }
    Ok(known)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = vm.payload_mut::<FileIO>(args[0]) else { return Ok(Value::None) };
    let (fd, closefd) = (it.fd, it.closefd);
    it.fd = -1;
    it.owner = None;
    if fd < 0 {
        return Ok(Value::None);
    }
    let result = if closefd { vm.close_descriptor(fd) } else { vm.flush_descriptor(fd) };
    result.map(|()| Value::None)
}

fn name(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.payload::<FileIO>(args[0]).map(|it| it.name) {
        Some(it) if it.is_set() => Ok(it),
        _ => Err(vm.attribute_error("'_io.FileIO' object has no attribute 'name'")),
    }
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Res {
    let value = args[1];
    if let Some(it) = vm.payload_mut::<FileIO>(args[0]) {
        it.name = value;
    }
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = vm.payload::<FileIO>(args[0]) else { return Ok(Value::None) };
    let (fd, mode, closefd, name) = (it.fd, mode(it), it.closefd, it.name);
    let class = vm.type_name(args[0]);
    let closefd = if closefd { "True" } else { "False" };
    let text = if fd < 0 {
        format!("<_io.{class} [closed]>")
    } else if name.is_unset() {
        format!("<_io.{class} fd={fd} mode='{mode}' closefd={closefd}>")
    } else {
        let name = vm.repr(name)?;
        format!("<_io.{class} name={name} mode='{mode}' closefd={closefd}>")
    };
    vm.heap.string(text)
}

/// The descriptor behind a raw stream that is exactly a `FileIO` and open: it needs no calls of methods.
pub(crate) fn plain_fd(vm: &mut Vm, raw: Value) -> Option<i64> {
    let it = vm.payload::<FileIO>(raw)?;
    let fd = it.fd;
    let class = io(vm).ok()?.fileio;
    (fd >= 0 && vm.class_of(raw) == class).then_some(fd)
}
