//! `list`.

// tidy: table

mod assign;
mod sort;

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::heap::{Id, Iter, List};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", new),
    Def::method("__init__", "self, iterable=(), /", init),
    Def::method("append", "self, object, /", append).doc("Append object to the end of the list."),
    Def::method("extend", "self, iterable, /", extend)
        .doc("Extend list by appending elements from the iterable."),
    Def::method("insert", "self, index, object, /", insert).doc("Insert object before index."),
    Def::method("pop", "self, index=-1, /", pop).doc("Remove and return item at index (default last)."),
    Def::method("remove", "self, value, /", remove).doc("Remove first occurrence of value."),
    Def::method("clear", "self, /", clear).doc("Remove all items from list."),
    Def::method("copy", "self, /", copy).doc("Return a shallow copy of the list."),
    Def::method("count", "self, value, /", count).doc("Return number of occurrences of value."),
    Def::method("index", "self, value, start=0, stop=9223372036854775807, /", index)
        .doc("Return first index of value."),
    Def::method("reverse", "self, /", reverse).doc("Reverse *IN PLACE*."),
    Def::method("sort", "self, /, *, key=None, reverse=False", sort)
        .doc("Sort the list in ascending order and return None."),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, index, /", get_item),
    Def::method("__setitem__", "self, key, value, /", set_item),
    Def::method("__delitem__", "self, key, /", delete_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__iter__", "self, /", iter),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__add__", "self, value, /", add),
    Def::method("__iadd__", "self, value, /", add_in_place),
    Def::method("__mul__", "self, value, /", multiply),
    Def::method("__rmul__", "self, value, /", multiply),
    Def::method("__imul__", "self, value, /", multiply_in_place),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", lt),
    Def::method("__le__", "self, value, /", le),
    Def::method("__gt__", "self, value, /", gt),
    Def::method("__ge__", "self, value, /", ge),
    Def::method("__repr__", "self, /", repr),
    Def::method("__sizeof__", "self, /", size_of_list),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<List>> {
    match vm.unwrap(args[0]) {
        Value::List(id) => Ok(id),
        _ => Err(vm.type_error("the list is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.list)?;
    let list = vm.heap.list(Vec::new())?;
    vm.wrap(class, list)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.lists[id].items.clear();
    if args[1].is_set() {
        vm.extend_list(id, args[1])?;
    }
    Ok(Value::None)
}

fn append(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.list_push(id, args[1])?;
    Ok(Value::None)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.extend_list(id, args[1])?;
    Ok(Value::None)
}

impl Vm {
    /// `list.extend(iterable)`.
    ///
    /// # Errors
    /// TypeError if it is not iterable, what it raises, and when memory runs out.
    pub fn extend_list(&mut self, id: Id<List>, iterable: Value) -> Res<()> {
        if let Value::List(_) | Value::Tuple(_) = iterable {
            let count = self.sequence_len(iterable);
            self.spend(count / 16)?;
            self.heap.list_grow(id, count)?;
            match iterable {
                Value::List(other) if other == id => self.heap.lists[id].items.extend_from_within(..),
                Value::List(other) => {
                    let mut items = core::mem::take(&mut self.heap.lists[id].items);
                    items.extend_from_slice(&self.heap.lists[other].items);
                    self.heap.lists[id].items = items;
                }
                Value::Tuple(other) => {
                    let heap = &mut self.heap;
                    heap.lists[id].items.extend_from_slice(&heap.tuples[other].items);
                }
                _ => {}
            }
            return Ok(());
        }
        let mark = self.kept();
        self.keep(Value::List(id));
        self.for_each(iterable, |vm, item| vm.heap.list_push(id, item))?;
        self.release(mark);
        Ok(())
    }

    /// `list[key]`.
    ///
    /// # Errors
    /// TypeError for a key that is neither index nor slice, IndexError.
    pub fn list_get(&mut self, id: Id<List>, key: Value) -> Res {
        if let Value::Slice(slice) = key {
            let items = self.sequence_slice(Value::List(id), slice)?;
            return self.heap.list(items);
        }
        let index = self.item_index(key, "list")?;
        let items = &self.heap.lists[id].items;
        match place(index, items.len()).and_then(|it| items.get(it)) {
            Some(it) => Ok(*it),
            None => Err(self.index_error("list index out of range")),
        }
    }
}

/// The position that an index means in a sequence of `len` items.
pub(crate) fn place(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 { index.checked_add(i64::try_from(len).ok()?)? } else { index };
    usize::try_from(index).ok().filter(|it| *it < len)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let index = vm.index_i64(args[1])?;
    vm.heap.list_grow(id, 1)?;
    let len = vm.heap.lists[id].items.len();
    let at = if index < 0 { index.saturating_add(len as i64).max(0) } else { index.min(len as i64) } as usize;
    vm.spend((len - at) / 64)?;
    vm.heap.lists[id].items.insert(at, args[2]);
    Ok(Value::None)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if args[1].is_unset() {
        return match vm.heap.lists[id].items.pop() {
            Some(it) => Ok(it),
            None => Err(vm.index_error("pop from empty list")),
        };
    }
    let index = vm.index_i64(args[1])?;
    let len = vm.heap.lists[id].items.len();
    if len == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let Some(at) = place(index, len) else { return Err(vm.index_error("pop index out of range")) };
    vm.spend((len - at) / 64)?;
    Ok(vm.heap.lists[id].items.remove(at))
}

fn remove(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some(at) = vm.sequence_find(Value::List(id), args[1], 0, usize::MAX)? else {
        return Err(vm.value_error("list.remove(x): x not in list"));
    };
    let items = &mut vm.heap.lists[id].items;
    if at < items.len() {
        let moved = items.len() - at;
        items.remove(at);
        vm.spend(moved / 64)?;
    }
    Ok(Value::None)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.lists[id].items = Vec::new();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.room_for(vm.heap.lists[id].items.len())?;
    let items = vm.heap.lists[id].items.clone();
    vm.heap.list(items)
}

fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.sequence_count(Value::List(id), args[1])
}

fn index(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let (from, to) = vm.search_bounds(Value::List(id), args[2], args[3])?;
    match vm.sequence_find(Value::List(id), args[1], from, to)? {
        Some(it) => Ok(Value::Int(it as i64)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.spend(vm.heap.lists[id].items.len() / 16)?;
    vm.heap.lists[id].items.reverse();
    Ok(Value::None)
}

fn sort(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let reverse = args[2].is_set() && vm.truth(args[2])?;
    vm.list_sort(id, args[1], reverse)?;
    Ok(Value::None)
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(vm.heap.lists[id].items.len() as i64))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.list_get(id, args[1])
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.list_set(id, args[1], args[2])?;
    Ok(Value::None)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.list_delete(id, args[1])?;
    Ok(Value::None)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Bool(vm.sequence_find(Value::List(id), args[1], 0, usize::MAX)?.is_some()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let list = this(vm, args)?;
    vm.heap.iter(Iter::List { list, index: 0 })
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let list = this(vm, args)?;
    let left = vm.heap.lists[list].items.len();
    vm.heap.iter(Iter::ListReversed { list, left })
}

fn add(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Value::List(other) = vm.unwrap(args[1]) else {
        let text = format!("can only concatenate list (not \"{}\") to list", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let total = vm.heap.lists[id].items.len().saturating_add(vm.heap.lists[other].items.len());
    vm.room_for(total)?;
    let mut items = Vec::with_capacity(total);
    items.extend_from_slice(&vm.heap.lists[id].items);
    items.extend_from_slice(&vm.heap.lists[other].items);
    vm.heap.list(items)
}

fn add_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.extend_list(id, args[1])?;
    Ok(args[0])
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some(times) = vm.repeat_count(args[1])? else {
        let text = format!("can't multiply sequence by non-int of type '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let items = vm.repeated(Value::List(id), times)?;
    vm.heap.list(items)
}

fn multiply_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some(times) = vm.repeat_count(args[1])? else {
        let text = format!("can't multiply sequence by non-int of type '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let items = vm.repeated(Value::List(id), times)?;
    vm.heap.charge(items.capacity().saturating_mul(size_of::<Value>()))?;
    vm.heap.lists[id].items = items;
    Ok(args[0])
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (a @ Value::List(_), b @ Value::List(_)) => vm.compare_sequences(op, a, b),
        _ => Ok(Value::NotImplemented),
    }
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Eq, args)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ne, args)
}

fn lt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Lt, args)
}

fn le(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Le, args)
}

fn gt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Gt, args)
}

fn ge(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ge, args)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if vm.heap.lists[id].items.is_empty() {
        return vm.heap.str("[]");
    }
    vm.guarded_repr(Value::List(id), "[...]", |vm| vm.repr_sequence(Value::List(id), "[", "]"))
}

fn size_of_list(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(40 + 8 * vm.heap.lists[id].items.capacity() as i64))
}
