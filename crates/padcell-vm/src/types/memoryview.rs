//! `memoryview`: one-dimensional views of `bytes` and `bytearray`.

mod item;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Bytes, Id, Payload, Tracer};
use crate::native::Def;
use crate::packing::Item;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `memoryview`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemoryView {
    /// What it shows: a `bytes` or `bytearray`; unset once released.
    base: Value,
    /// The object that the view was asked of.
    object: Value,
    /// Offset of the first item.
    start: usize,
    /// Number of items.
    len: usize,
    /// Bytes from one item to the next.
    stride: i64,
    format: u8,
    item: Item,
    readonly: bool,
}

impl Payload for MemoryView {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.base, self.object]);
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

impl MemoryView {
    fn base_id(&self) -> Option<Id<Bytes>> {
        match self.base {
            Value::Bytes(id) | Value::ByteArray(id) => Some(id),
            _ => None,
        }
    }

    /// Whether it shows the data of this object.
    pub(crate) fn shows(&self, id: Id<Bytes>) -> bool {
        self.base_id() == Some(id)
    }

    /// Length in bytes of what it shows.
    pub(crate) fn byte_len(&self) -> usize {
        self.len * self.item.size()
    }

    fn is_contiguous(&self) -> bool {
        self.stride == self.item.size() as i64 || self.len <= 1
    }

    /// Offset of an item.
    fn offset(&self, index: usize) -> usize {
        (self.start as i64).saturating_add(self.stride.saturating_mul(index as i64)).max(0) as usize
    }

    /// Whether what it shows can be changed.
    pub(crate) fn is_writable(&self) -> bool {
        !self.readonly && self.base.is_set()
    }

    /// The bytes that it shows, to be changed; None where they are not contiguous.
    pub(crate) fn data_mut<'a>(&self, vm: &'a mut Vm) -> Option<&'a mut [u8]> {
        if !self.is_writable() || !self.is_contiguous() {
            return None;
        }
        let end = self.start.checked_add(self.byte_len())?;
        vm.heap.bytes[self.base_id()?].data.get_mut(self.start..end)
    }

    /// The bytes that it shows, in order; None once released.
    pub(crate) fn data<'a>(&self, vm: &'a Vm) -> Option<Cow<'a, [u8]>> {
        let all = &vm.heap.bytes[self.base_id()?].data;
        if self.is_contiguous() {
            let end = self.start.checked_add(self.byte_len())?;
            return all.get(self.start..end).map(Cow::Borrowed);
        }
        let size = self.item.size();
        let mut data = Vec::with_capacity(self.byte_len());
        for index in 0..self.len {
            let at = self.offset(index);
            data.extend_from_slice(all.get(at..at + size)?);
        }
        Some(Cow::Owned(data))
    }
}

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, object", new),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", item::get_item),
    Def::method("__setitem__", "self, key, value, /", item::set_item),
    Def::method("__delitem__", "self, key, /", delete_item),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr),
    Def::method("__enter__", "self, /", enter),
    Def::method("__exit__", "self, /, *args", exit),
    Def::method("__iter__", "self, /", iter),
    Def::method("__buffer__", "self, flags, /", |vm, args| of(vm, args[0])),
    Def::method("tobytes", "self, /, order='C'", tobytes),
    Def::method("tolist", "self, /", item::tolist),
    Def::method("hex", "self, /, sep=None, bytes_per_sep=1", hex),
    Def::method("cast", "self, /, format, shape=None", cast),
    Def::method("toreadonly", "self, /", toreadonly),
    Def::method("release", "self, /", release),
    Def::method("count", "self, value, /", item::count),
    Def::method("index", "self, value, start=0, stop=None, /", item::index),
    Def::get("obj", |vm, args| this(vm, args[0]).map(|it| it.object)).denied(),
    Def::get("nbytes", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.byte_len() as i64))),
    Def::get("itemsize", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.item.size() as i64))),
    Def::get("readonly", |vm, args| this(vm, args[0]).map(|it| Value::Bool(it.readonly))),
    Def::get("format", format_name),
    Def::get("ndim", |vm, args| this(vm, args[0]).map(|_| Value::Int(1))),
    Def::get("shape", |vm, args| {
        let it = this(vm, args[0])?;
        vm.heap.tuple_of(&[Value::Int(it.len as i64)])
    }),
    Def::get("strides", |vm, args| {
        let it = this(vm, args[0])?;
        vm.heap.tuple_of(&[Value::Int(it.stride)])
    }),
    Def::get("suboffsets", |vm, args| {
        this(vm, args[0])?;
        vm.heap.tuple_of(&[])
    }),
    Def::get("contiguous", |vm, args| this(vm, args[0]).map(|it| Value::Bool(it.is_contiguous()))),
    Def::get("c_contiguous", |vm, args| this(vm, args[0]).map(|it| Value::Bool(it.is_contiguous()))),
    Def::get("f_contiguous", |vm, args| this(vm, args[0]).map(|it| Value::Bool(it.is_contiguous()))),
];

#[cold]
fn released(vm: &mut Vm) -> Unwind {
    vm.value_error("operation forbidden on released memoryview object")
}

/// A view that was not released.
fn this(vm: &mut Vm, value: Value) -> Res<MemoryView> {
    match vm.payload::<MemoryView>(value).copied() {
        Some(it) if it.base.is_set() => Ok(it),
        _ => Err(released(vm)),
    }
}

/// A new view object; a bytearray knows that it is shown.
fn add(vm: &mut Vm, view: MemoryView) -> Res {
    let class = vm.types.memoryview;
    let value = vm.heap.object(class, view)?;
    if let Value::ByteArray(id) = view.base {
        let exports = vm.heap.bytes[id].exports;
        vm.heap.bytes[id].exports = exports.saturating_add(1);
    }
    Ok(value)
}

/// `memoryview(object)`.
pub(crate) fn of(vm: &mut Vm, object: Value) -> Res {
    if vm.payload::<MemoryView>(object).is_some() {
        let view = this(vm, object)?;
        return add(vm, view);
    }
    let base = vm.unwrap(object);
    let (id, readonly) = match base {
        Value::Bytes(id) => (id, true),
        Value::ByteArray(id) => (id, false),
        _ => {
            let text = format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(object));
            return Err(vm.type_error(&text));
        }
    };
    let len = vm.heap.bytes[id].data.len();
    add(
        vm,
        MemoryView {
            base,
            object,
            start: 0,
            len,
            stride: 1,
            format: b'B',
            item: Item::Unsigned(1),
            readonly,
        },
    )
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    of(vm, args[1])
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    this(vm, args[0]).map(|it| Value::Int(it.len as i64))
}

fn delete_item(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("cannot delete memory"))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let released = |it: &MemoryView| it.base.is_unset();
    if vm.payload::<MemoryView>(args[0]).is_some_and(released)
        || vm.payload::<MemoryView>(args[1]).is_some_and(released)
    {
        return Ok(Value::Bool(matches!((args[0], args[1]), (Value::Object(a), Value::Object(b)) if a == b)));
    }
    let view = this(vm, args[0])?;
    if !vm.is_bytes_like(args[1]) {
        return Ok(Value::NotImplemented);
    }
    vm.spend(view.byte_len() / FAST)?;
    let other = vm.payload::<MemoryView>(args[1]).copied();
    if let Some(other) = other {
        if other.item != view.item {
            return item::equal(vm, &view, &other);
        }
    } else if view.item.size() != 1 {
        return Ok(Value::Bool(false));
    }
    // Floats that are equal need not look alike, and those that look alike need not be equal.
    if let (Item::Half | Item::Float | Item::Double, Some(other)) = (view.item, other) {
        return item::equal(vm, &view, &other);
    }
    let same = vm.view(args[0]).unwrap_or_default() == vm.view(args[1]).unwrap_or_default();
    Ok(Value::Bool(same))
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match eq(vm, args)? {
        Value::Bool(it) => Value::Bool(!it),
        other => other,
    })
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    if !view.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(view.format, b'B' | b'b' | b'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    vm.spend(view.byte_len() / FAST)?;
    let data = view.data(vm).unwrap_or_default();
    Ok(Value::Int(vm.heap.hash_bytes(&data)))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let released = vm.payload::<MemoryView>(args[0]).is_some_and(|it| it.base.is_unset());
    let what = if released { "released memory" } else { "memory" };
    let text = format!("<{what} at 0x{:012x}>", vm.id_of(args[0]));
    vm.heap.string(text)
}

fn enter(vm: &mut Vm, args: &[Value]) -> Res {
    this(vm, args[0])?;
    Ok(args[0])
}

fn exit(vm: &mut Vm, args: &[Value]) -> Res {
    release(vm, &args[..1])
}

fn release(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(view) = vm.payload_mut::<MemoryView>(args[0]) else { return Ok(Value::None) };
    let base = core::mem::take(&mut view.base);
    view.object = Value::None;
    if let Value::ByteArray(id) = base {
        let exports = vm.heap.bytes[id].exports;
        vm.heap.bytes[id].exports = exports.saturating_sub(1);
    }
    Ok(Value::None)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    this(vm, args[0])?;
    vm.heap.iter(crate::heap::Iter::Sequence { object: args[0], index: 0 })
}

fn tobytes(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    if !args[1].is_absent() && !matches!(vm.text_of(args[1]), "C" | "F" | "A") {
        return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
    }
    vm.heap.room(view.byte_len())?;
    vm.spend(view.byte_len() / FAST + 1)?;
    let data = view.data(vm).map(Cow::into_owned).unwrap_or_default();
    vm.heap.bytes(data)
}

fn hex(vm: &mut Vm, args: &[Value]) -> Res {
    this(vm, args[0])?;
    let out = crate::types::bytes::hex::hex_of(vm, args[0], args[1], args[2])?;
    vm.heap.string(String::from_utf8(out).unwrap_or_default())
}

fn format_name(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    vm.heap.single(char::from(view.format))
}

fn toreadonly(vm: &mut Vm, args: &[Value]) -> Res {
    let view = this(vm, args[0])?;
    add(vm, MemoryView { readonly: true, ..view })
}

fn cast(vm: &mut Vm, args: &[Value]) -> Res {
    const WRONG: &str = "memoryview: destination format must be a native single character format prefixed with an optional '@'";
    let view = this(vm, args[0])?;
    let name = vm.str_argument("cast() argument 'format'", args[1])?;
    let name = vm.heap.text(name);
    let code = match *name.strip_prefix('@').unwrap_or(name).as_bytes() {
        [it] => Some(it),
        _ => None,
    };
    let Some((code, item)) = code.and_then(|it| Item::of(it, true).map(|item| (it, item))) else {
        return Err(vm.value_error(WRONG));
    };
    if !args[2].is_absent() {
        check_shape(vm, args[2], view.byte_len() / item.size())?;
    }
    if !view.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let is_byte = |it: u8| matches!(it, b'B' | b'b' | b'c');
    if !is_byte(code) && !is_byte(view.format) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if view.byte_len() % item.size() != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let len = view.byte_len() / item.size();
    add(vm, MemoryView { len, stride: item.size() as i64, format: code, item, ..view })
}

/// Only the shape that a view of one dimension has anyway is supported.
fn check_shape(vm: &mut Vm, shape: Value, len: usize) -> Res<()> {
    let items = vm.collect_list(shape)?;
    if let [one] = items.as_slice() {
        if vm.index_i64(*one)? == len as i64 {
            return Ok(());
        }
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    Err(vm.not_implemented_error("memoryview: only one dimension is supported"))
}
