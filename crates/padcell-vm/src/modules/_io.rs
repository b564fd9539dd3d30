//! `_io`: files, streams in memory, and the text layer; `io` adds its abstract classes to it.

mod base;
mod buffered;
mod bytesio;
mod fileio;
mod newline;
mod open;
mod pair;
mod stringio;
mod text;

use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Layout, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

pub(crate) use open::{OPEN, standard_stream};
pub(crate) use text::{is_plain_text, write_text};

/// Bytes that a buffer holds unless the program says otherwise.
pub(crate) const BUFFER_SIZE: usize = 128 << 10;

/// The classes of the module.
#[derive(Clone, Copy)]
pub(crate) struct Io {
    pub(crate) iobase: Id<Class>,
    pub(crate) raw: Id<Class>,
    pub(crate) buffered: Id<Class>,
    pub(crate) text: Id<Class>,
    pub(crate) fileio: Id<Class>,
    pub(crate) bytesio: Id<Class>,
    pub(crate) stringio: Id<Class>,
    pub(crate) reader: Id<Class>,
    pub(crate) writer: Id<Class>,
    pub(crate) random: Id<Class>,
    pub(crate) pair: Id<Class>,
    pub(crate) wrapper: Id<Class>,
    pub(crate) newline_decoder: Id<Class>,
}

#[derive(Default)]
struct IoState {
    classes: Option<Io>,
    unsupported: Value,
}

impl State for IoState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.unsupported);
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The classes, made when the first of them is needed.
pub(crate) fn io(vm: &mut Vm) -> Res<Io> {
    if let Some(it) = vm.state::<IoState>().classes {
        return Ok(it);
    }
    let object = vm.types.object;
    let iobase = abstract_class(vm, "_IOBase", object, base::IO_BASE)?;
    let raw = abstract_class(vm, "_RawIOBase", iobase, base::RAW_IO_BASE)?;
    let buffered = abstract_class(vm, "_BufferedIOBase", iobase, base::BUFFERED_IO_BASE)?;
    let text = abstract_class(vm, "_TextIOBase", iobase, base::TEXT_IO_BASE)?;
    let classes = Io {
        iobase,
        raw,
        buffered,
        text,
        fileio: concrete_class(vm, "FileIO", raw, fileio::METHODS)?,
        bytesio: concrete_class(vm, "BytesIO", buffered, bytesio::METHODS)?,
        stringio: concrete_class(vm, "StringIO", text, stringio::METHODS)?,
        reader: concrete_class(vm, "BufferedReader", buffered, buffered::READER)?,
        writer: concrete_class(vm, "BufferedWriter", buffered, buffered::WRITER)?,
        random: concrete_class(vm, "BufferedRandom", buffered, buffered::RANDOM)?,
        pair: concrete_class(vm, "BufferedRWPair", buffered, pair::METHODS)?,
        wrapper: concrete_class(vm, "TextIOWrapper", text, text::METHODS)?,
        newline_decoder: concrete_class(vm, "IncrementalNewlineDecoder", object, newline::METHODS)?,
    };
    vm.state::<IoState>().classes = Some(classes);
    Ok(classes)
}

/// A class that only has methods: its instances are ordinary ones, so that it can stand beside others as a base.
fn abstract_class(
    vm: &mut Vm,
    name: &'static str,
    base: Id<Class>,
    methods: &'static [Def],
) -> Res<Id<Class>> {
    let class = vm.native_class("_io", name, base, ClassFlags::BASE.with(ClassFlags::DICT), methods)?;
    let object = vm.types.object;
    let it = &mut vm.heap.classes[class];
    it.layout = Layout::Object;
    it.solid = object;
    Ok(class)
}

fn concrete_class(
    vm: &mut Vm,
    name: &'static str,
    base: Id<Class>,
    methods: &'static [Def],
) -> Res<Id<Class>> {
    vm.native_class("_io", name, base, ClassFlags::BASE.with(ClassFlags::DICT), methods)
}

/// `io.UnsupportedOperation`, which is an OSError and a ValueError.
pub(crate) fn unsupported_class(vm: &mut Vm) -> Res {
    let made = vm.state::<IoState>().unsupported;
    if made.is_set() {
        return Ok(made);
    }
    let name = vm.heap.str("UnsupportedOperation")?;
    vm.keep(name);
    let bases = [Value::Class(vm.exceptions.os_error), Value::Class(vm.exceptions.value_error)];
    let bases = vm.heap.tuple_of(&bases)?;
    vm.keep(bases);
    let dict = vm.heap.dict()?;
    vm.keep(Value::Dict(dict));
    let module = Value::Str(vm.intern("io")?);
    vm.heap.dict_set_str(dict, vm.names.__module__, module)?;
    let class = vm.call(Value::Class(vm.types.type_), &[name, bases, Value::Dict(dict)])?;
    vm.state::<IoState>().unsupported = class;
    Ok(class)
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub(crate) fn unsupported(vm: &mut Vm, message: &str) -> Unwind {
    let made = unsupported_class(vm).and_then(|class| {
        let message = vm.heap.str(message)?;
        vm.call(class, &[message])
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(it) => it,
    }
}

/// A size argument: None where it is absent, `None` or negative.
pub(crate) fn size_argument(vm: &mut Vm, value: Value) -> Res<Option<usize>> {
    if value.is_absent() {
        return Ok(None);
    }
    if vm.call_special_exists(value) {
        let size = vm.index_i64(value)?;
        return Ok(usize::try_from(size).ok());
    }
    let text = alloc::format!("argument should be integer or None, not '{}'", vm.type_name(value));
    Err(vm.type_error(&text))
}

impl Vm {
    /// Whether a value can be an index.
    fn call_special_exists(&mut self, value: Value) -> bool {
        if matches!(self.unwrap(value), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            return true;
        }
        let class = self.class_of(value);
        self.class_lookup(class, self.names.__index__).is_some()
    }
}

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let it = io(vm)?;
    let classes = [
        it.iobase,
        it.raw,
        it.buffered,
        it.text,
        it.fileio,
        it.bytesio,
        it.stringio,
        it.reader,
        it.writer,
        it.random,
        it.pair,
        it.wrapper,
        it.newline_decoder,
    ];
    for class in classes {
        let Value::Str(name) = vm.heap.classes[class].name else { continue };
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    let unsupported = unsupported_class(vm)?;
    let blocking = Value::Class(vm.exceptions.blocking_io_error);
    let size = Value::Int(i64::try_from(BUFFER_SIZE).unwrap_or(i64::MAX));
    for (name, value) in
        [("UnsupportedOperation", unsupported), ("BlockingIOError", blocking), ("DEFAULT_BUFFER_SIZE", size)]
    {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, value)?;
    }
    let open = vm.intern("open")?;
    if let Some(it) = vm.heap.dict_str(vm.builtins, open) {
        vm.heap.dict_set_str(dict, open, it)?;
    }
    vm.add_functions(dict, open::FUNCTIONS)
}

/// The class that `__new__` was called with.
fn class_argument(vm: &mut Vm, value: Value) -> Res<Id<Class>> {
    match value {
        Value::Class(class) => Ok(class),
        _ => Err(vm.type_error("__new__(): not a type object")),
    }
}

/// Streams are no data.
#[cold]
fn cannot_pickle(vm: &mut Vm, this: Value) -> Unwind {
    let text = alloc::format!("cannot pickle '{}' instances", vm.type_name(this));
    vm.type_error(&text)
}

impl Vm {
    /// Length in bytes of a writable buffer argument.
    ///
    /// # Errors
    /// TypeError for anything else.
    pub(crate) fn writable_len(&mut self, value: Value) -> Res<usize> {
        let plain = self.unwrap(value);
        if !matches!(plain, Value::Bytes(_)) && self.is_bytes_like(plain) {
            self.bytes_like(plain)?;
            return Ok(self.view_len(plain));
        }
        let text = alloc::format!(
            "readinto() argument must be read-write bytes-like object, not {}",
            self.type_name(value)
        );
        Err(self.type_error(&text))
    }

    /// Copies data to the start of a writable buffer, and gives its length.
    ///
    /// # Errors
    /// TypeError for anything else.
    pub(crate) fn write_into(&mut self, value: Value, data: &[u8]) -> Res {
        let len = Value::Int(i64::try_from(data.len()).unwrap_or(i64::MAX));
        if let Value::ByteArray(id) = self.unwrap(value) {
            if let Some(place) = self.heap.bytes[id].data.get_mut(..data.len()) {
                place.copy_from_slice(data);
                return Ok(len);
            }
        }
        let mark = self.kept();
        let source = self.heap.bytes(data.to_vec())?;
        self.keep(source);
        let part =
            self.heap.add_slice(crate::heap::Slice { start: Value::Int(0), stop: len, step: Value::None })?;
        self.keep(Value::Slice(part));
        self.set_item(value, Value::Slice(part), source)?;
        self.release(mark);
        Ok(len)
    }
}
