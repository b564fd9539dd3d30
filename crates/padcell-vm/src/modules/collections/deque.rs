//! `collections.deque`.

// tidy: table

mod iterators;
mod operators;
mod places;

use core::any::Any;

use alloc::collections::VecDeque;
use alloc::format;

use crate::error::{Res, Unwind};
use crate::heap::{ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::types::generic_alias::class_getitem;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a deque; `version` changes with its length and order.
#[derive(Default)]
pub(super) struct Deque {
    pub items: VecDeque<Value>,
    pub maxlen: Option<usize>,
    pub version: u64,
}

impl Payload for Deque {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let (front, back) = self.items.as_slices();
        tracer.visit_all(front);
        tracer.visit_all(back);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.items.capacity() * size_of::<Value>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", new),
    Def::method("__init__", "self, iterable=(), maxlen=None", init),
    Def::method("append", "self, item, /", append).doc("Add an element to the right side of the deque."),
    Def::method("appendleft", "self, item, /", append_left)
        .doc("Add an element to the left side of the deque."),
    Def::method("extend", "self, iterable, /", extend)
        .doc("Extend the right side of the deque with elements from the iterable."),
    Def::method("extendleft", "self, iterable, /", extend_left)
        .doc("Extend the left side of the deque with elements from the iterable."),
    Def::method("pop", "self, /", pop).doc("Remove and return the rightmost element."),
    Def::method("popleft", "self, /", pop_left).doc("Remove and return the leftmost element."),
    Def::method("clear", "self, /", clear).doc("Remove all elements from the deque."),
    Def::method("copy", "self, /", copy).doc("Return a shallow copy of a deque."),
    Def::method("__copy__", "self, /", copy).doc("Return a shallow copy of a deque."),
    Def::method("reverse", "self, /", reverse).doc("Reverse *IN PLACE*."),
    Def::method("rotate", "self, n=1, /", rotate)
        .doc("Rotate the deque n steps to the right.  If n is negative, rotates left."),
    Def::method("count", "self, value, /", places::count).doc("Return number of occurrences of value."),
    Def::method("index", "self, value, start=0, stop=0, /", places::index)
        .doc("Return first index of value."),
    Def::method("insert", "self, index, value, /", places::insert).doc("Insert value before index."),
    Def::method("remove", "self, value, /", places::remove).doc("Remove first occurrence of value."),
    Def::get("maxlen", maxlen).doc("maximum size of a deque or None if unbounded"),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", places::get_item),
    Def::method("__setitem__", "self, key, value, /", places::set_item),
    Def::method("__delitem__", "self, key, /", places::delete_item),
    Def::method("__contains__", "self, key, /", places::contains),
    Def::method("__iter__", "self, /", iterators::iter),
    Def::method("__reversed__", "self, /", iterators::reversed),
    Def::method("__add__", "self, value, /", operators::add),
    Def::method("__iadd__", "self, value, /", operators::add_in_place),
    Def::method("__mul__", "self, value, /", operators::multiply),
    Def::method("__rmul__", "self, value, /", operators::multiply),
    Def::method("__imul__", "self, value, /", operators::multiply_in_place),
    Def::method("__eq__", "self, value, /", operators::eq),
    Def::method("__ne__", "self, value, /", operators::ne),
    Def::method("__lt__", "self, value, /", operators::lt),
    Def::method("__le__", "self, value, /", operators::le),
    Def::method("__gt__", "self, value, /", operators::gt),
    Def::method("__ge__", "self, value, /", operators::ge),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__sizeof__", "self, /", size_of_deque),
    Def::class_method("__class_getitem__", "cls, item, /", class_getitem),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let flags = ClassFlags::BASE.with(ClassFlags::SEQUENCE);
    let class = vm.module_class(module, "collections", "deque", flags, METHODS)?;
    vm.class_set(class, vm.names.__hash__, Value::None)?;
    iterators::build(vm, module)
}

/// The data of a deque that is `self`.
fn this(vm: &mut Vm, value: Value) -> Res<&mut Deque> {
    if vm.payload::<Deque>(value).is_none() {
        return Err(vm.type_error("the deque is not initialised"));
    }
    match vm.payload_mut::<Deque>(value) {
        Some(it) => Ok(it),
        None => Err(Unwind::Raised),
    }
}

fn item(vm: &Vm, deque: Value, index: usize) -> Option<Value> {
    vm.payload::<Deque>(deque)?.items.get(index).copied()
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "deque")?;
    vm.heap.object(class, Deque::default())
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let maxlen = if args[2].is_absent() {
        None
    } else {
        if !matches!(vm.unwrap(args[2]), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            return Err(vm.type_error("an integer is required"));
        }
        match usize::try_from(vm.index_i64(args[2])?) {
            Ok(it) => Some(it),
            Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
        }
    };
    let deque = this(vm, args[0])?;
    deque.maxlen = maxlen;
    deque.items.clear();
    deque.version += 1;
    if args[1].is_set() {
        extend_with(vm, args[0], args[1], false)?;
    }
    Ok(Value::None)
}

/// Makes room for `more` items, charged.
fn grow(vm: &mut Vm, deque: Value, more: usize) -> Res<()> {
    let items = &this(vm, deque)?.items;
    let (len, capacity) = (items.len(), items.capacity());
    let wanted = len.saturating_add(more);
    if wanted > capacity {
        let capacity_now = wanted.max(capacity * 2).max(8);
        vm.heap.charge((capacity_now - capacity).saturating_mul(size_of::<Value>()))?;
        this(vm, deque)?.items.reserve_exact(capacity_now - len);
    }
    Ok(())
}

/// Adds an item at one end; what is too much falls off the other.
fn push(vm: &mut Vm, deque: Value, item: Value, left: bool) -> Res<()> {
    let it = this(vm, deque)?;
    it.version += 1;
    if let Some(maxlen) = it.maxlen {
        if it.items.len() >= maxlen {
            if maxlen == 0 {
                return Ok(());
            }
            if left {
                it.items.pop_back()
            } else {
                it.items.pop_front()
            };
        }
    }
    if it.items.len() == it.items.capacity() {
        grow(vm, deque, 1)?;
    }
    let it = this(vm, deque)?;
    if left {
        it.items.push_front(item)
    } else {
        it.items.push_back(item)
    }
    Ok(())
}

fn extend_with(vm: &mut Vm, deque: Value, iterable: Value, left: bool) -> Res<()> {
    let mut iterable = iterable;
    if iterable.is(deque) {
        let items = operators::items_of(vm, deque)?;
        iterable = vm.heap.list(items)?;
    }
    vm.for_each(iterable, |vm, item| push(vm, deque, item, left))
}

fn append(vm: &mut Vm, args: &[Value]) -> Res {
    push(vm, args[0], args[1], false)?;
    Ok(Value::None)
}

fn append_left(vm: &mut Vm, args: &[Value]) -> Res {
    push(vm, args[0], args[1], true)?;
    Ok(Value::None)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Res {
    extend_with(vm, args[0], args[1], false)?;
    Ok(Value::None)
}

fn extend_left(vm: &mut Vm, args: &[Value]) -> Res {
    extend_with(vm, args[0], args[1], true)?;
    Ok(Value::None)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    it.version += 1;
    match it.items.pop_back() {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn pop_left(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    it.version += 1;
    match it.items.pop_front() {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn clear(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    it.version += 1;
    it.items = VecDeque::new();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let class = Value::Class(vm.class_of(args[0]));
    match this(vm, args[0])?.maxlen {
        Some(maxlen) => vm.call(class, &[args[0], Value::Int(i64::try_from(maxlen).unwrap_or(i64::MAX))]),
        None => vm.call(class, &args[..1]),
    }
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Res {
    let count = this(vm, args[0])?.items.len();
    vm.spend(count / 16)?;
    let it = this(vm, args[0])?;
    it.items.make_contiguous().reverse();
    Ok(Value::None)
}

fn rotate(vm: &mut Vm, args: &[Value]) -> Res {
    let by = if args[1].is_set() { vm.index_i64(args[1])? } else { 1 };
    let len = this(vm, args[0])?.items.len();
    if len < 2 {
        return Ok(Value::None);
    }
    let by = by.rem_euclid(len as i64) as usize;
    vm.spend(by.min(len - by) / 16)?;
    let it = this(vm, args[0])?;
    it.version += 1;
    it.items.rotate_right(by);
    Ok(Value::None)
}

fn maxlen(vm: &mut Vm, args: &[Value]) -> Res {
    let maxlen = this(vm, args[0])?.maxlen;
    Ok(maxlen.map_or(Value::None, |it| Value::Int(i64::try_from(it).unwrap_or(i64::MAX))))
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Int(this(vm, args[0])?.items.len() as i64))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    vm.guarded_repr(args[0], "[...]", |vm| {
        let items = operators::items_of(vm, args[0])?;
        let list = vm.heap.list(items)?;
        vm.keep(list);
        let name = vm.type_name(args[0]);
        let mut text = TextBuilder::new(&name);
        text.push(vm, "(")?;
        text.push_repr(vm, list)?;
        match this(vm, args[0])?.maxlen {
            Some(maxlen) => text.push(vm, &format!(", maxlen={maxlen})"))?,
            None => text.push(vm, ")")?,
        }
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let class = Value::Class(vm.class_of(args[0]));
    let state = vm.instance_state(args[0])?;
    let maxlen = maxlen(vm, args)?;
    let arguments = if maxlen.is_none() {
        vm.heap.tuple_of(&[])?
    } else {
        let empty = vm.heap.tuple_of(&[])?;
        vm.heap.tuple_of(&[empty, maxlen])?
    };
    let items = operators::items_of(vm, args[0])?;
    let items = vm.heap.list(items)?;
    let iterator = vm.iter(items)?;
    vm.heap.tuple_of(&[class, arguments, state, iterator])
}

fn size_of_deque(vm: &mut Vm, args: &[Value]) -> Res {
    let capacity = this(vm, args[0])?.items.capacity();
    Ok(Value::Int(80 + 8 * capacity as i64))
}
