//! `dict`.

// tidy: table

mod update;
pub(crate) mod views;

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id, Iter};
use crate::native::Def;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", new),
    Def::method("__init__", "self, iterable=(), /, **kwargs", init),
    Def::class_method("fromkeys", "cls, iterable, value=None, /", from_keys)
        .doc("Create a new dictionary with keys from iterable and values set to value."),
    Def::method("get", "self, key, default=None, /", get)
        .doc("Return the value for key if key is in the dictionary, else default."),
    Def::method("setdefault", "self, key, default=None, /", set_default)
        .doc("Insert key with a value of default if key is not in the dictionary."),
    Def::method("pop", "self, key, default=None, /", pop),
    Def::method("popitem", "self, /", pop_item).doc("Remove and return a (key, value) pair as a 2-tuple."),
    Def::method("update", "self, iterable=(), /, **kwargs", update),
    Def::method("clear", "self, /", clear).doc("Remove all items from the dict."),
    Def::method("copy", "self, /", copy).doc("Return a shallow copy of the dict."),
    Def::method("keys", "self, /", keys).doc("Return a set-like object providing a view on the dict's keys."),
    Def::method("values", "self, /", values).doc("Return an object providing a view on the dict's values."),
    Def::method("items", "self, /", items)
        .doc("Return a set-like object providing a view on the dict's items."),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", get_item),
    Def::method("__setitem__", "self, key, value, /", set_item),
    Def::method("__delitem__", "self, key, /", delete_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__iter__", "self, /", iter),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__or__", "self, value, /", or),
    Def::method("__ror__", "self, value, /", reflected_or),
    Def::method("__ior__", "self, value, /", or_in_place),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", unordered),
    Def::method("__le__", "self, value, /", unordered),
    Def::method("__gt__", "self, value, /", unordered),
    Def::method("__ge__", "self, value, /", unordered),
    Def::method("__repr__", "self, /", repr),
    Def::method("__sizeof__", "self, /", size_of_dict),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Dict>> {
    match vm.unwrap(args[0]) {
        Value::Dict(id) => Ok(id),
        _ => Err(vm.type_error("the dict is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.dict)?;
    let dict = vm.heap.dict()?;
    vm.wrap(class, Value::Dict(dict))
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    update(vm, args)
}

fn update(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if args[1].is_set() {
        vm.update_dict(id, args[1])?;
    }
    if let Value::Dict(kwargs) = args[2] {
        vm.merge_dict(id, kwargs)?;
    }
    Ok(Value::None)
}

fn from_keys(vm: &mut Vm, args: &[Value]) -> Res {
    let made = vm.call(args[0], &[])?;
    vm.keep(made);
    let value = args[2].or(Value::None);
    if let Value::Dict(id) = made {
        vm.for_each(args[1], |vm, key| vm.dict_set(id, key, value))?;
    } else {
        vm.for_each(args[1], |vm, key| {
            vm.keep(key);
            vm.set_item(made, key, value)
        })?;
    }
    Ok(made)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.dict_get(id, args[1])?.unwrap_or(args[2].or(Value::None)))
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let hash = vm.hash(args[1])?;
    if let Some(position) = vm.dict_find(id, args[1], hash)? {
        if let Some(entry) = vm.heap.dicts[id].at(position) {
            return Ok(entry.value);
        }
    }
    let value = args[2].or(Value::None);
    vm.heap.dict_push(id, hash, args[1], value)?;
    Ok(value)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    match vm.dict_remove(id, args[1])? {
        Some(value) => Ok(value),
        None if args[2].is_set() => Ok(args[2]),
        None => Err(vm.missing_key(args[1])),
    }
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some(position) = vm.heap.dicts[id].last() else {
        return Err(vm.key_error("popitem(): dictionary is empty"));
    };
    let entry = vm.heap.dicts[id].remove_at(position);
    vm.heap.tuple_of(&[entry.key, entry.value])
}

fn clear(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.dicts[id].clear();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.dict_copy(id).map(Value::Dict)
}

fn keys(vm: &mut Vm, args: &[Value]) -> Res {
    views::new(vm, vm.types.dict_keys, args[0])
}

fn values(vm: &mut Vm, args: &[Value]) -> Res {
    views::new(vm, vm.types.dict_values, args[0])
}

fn items(vm: &mut Vm, args: &[Value]) -> Res {
    views::new(vm, vm.types.dict_items, args[0])
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(vm.heap.dicts[id].len() as i64))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if let Some(value) = vm.dict_get(id, args[1])? {
        return Ok(value);
    }
    if let Value::Instance(_) = args[0] {
        if let Some(value) = vm.call_special(args[0], vm.names.__missing__, &[args[1]])? {
            return Ok(value);
        }
    }
    Err(vm.missing_key(args[1]))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.dict_set(id, args[1], args[2])?;
    Ok(Value::None)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    match vm.dict_remove(id, args[1])? {
        Some(_) => Ok(Value::None),
        None => Err(vm.missing_key(args[1])),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let hash = vm.hash(args[1])?;
    Ok(Value::Bool(vm.dict_find(id, args[1], hash)?.is_some()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = this(vm, args)?;
    let size = vm.heap.dicts[dict].len();
    vm.heap.iter(Iter::DictKeys { dict, position: 0, size })
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = this(vm, args)?;
    vm.dict_reversed(dict, 0)
}

impl Vm {
    /// `reversed` of a dict (`what` 0), of its values (1) or items (2).
    pub(crate) fn dict_reversed(&mut self, dict: Id<Dict>, what: u8) -> Res {
        let it = &self.heap.dicts[dict];
        let (left, size) = (it.end(), it.len());
        self.heap.iter(Iter::DictReversed { dict, left, size, what })
    }
}

fn or(vm: &mut Vm, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (Value::Dict(a), Value::Dict(_)) => merged(vm, a, args[1]),
        _ => Ok(Value::NotImplemented),
    }
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Res {
    match (vm.unwrap(args[1]), vm.unwrap(args[0])) {
        (Value::Dict(a), Value::Dict(_)) => merged(vm, a, args[0]),
        _ => Ok(Value::NotImplemented),
    }
}

fn merged(vm: &mut Vm, a: Id<Dict>, b: Value) -> Res {
    let copy = vm.dict_copy(a)?;
    vm.keep(Value::Dict(copy));
    vm.update_dict(copy, b)?;
    Ok(Value::Dict(copy))
}

fn or_in_place(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.update_dict(id, args[1])?;
    Ok(args[0])
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (Value::Dict(a), Value::Dict(b)) => vm.dict_equal(a, b).map(Value::Bool),
        _ => Ok(Value::NotImplemented),
    }
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (Value::Dict(a), Value::Dict(b)) => Ok(Value::Bool(!vm.dict_equal(a, b)?)),
        _ => Ok(Value::NotImplemented),
    }
}

fn unordered(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::NotImplemented)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if vm.heap.dicts[id].is_empty() {
        return vm.heap.str("{}");
    }
    vm.guarded_repr(Value::Dict(id), "{...}", |vm| {
        let mut text = TextBuilder::new("{");
        let mut at = 0;
        let mut first = true;
        while let Some((position, entry)) = vm.heap.dicts[id].next_from(at) {
            let mark = vm.kept();
            vm.keep(entry.value);
            if !first {
                text.push(vm, ", ")?;
            }
            text.push_repr(vm, entry.key)?;
            text.push(vm, ": ")?;
            text.push_repr(vm, entry.value)?;
            vm.release(mark);
            first = false;
            at = position + 1;
        }
        text.push(vm, "}")?;
        text.finish(vm)
    })
}

fn size_of_dict(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(48 + 24 * vm.heap.dicts[id].len() as i64))
}

impl Vm {
    /// Whether two dicts have equal keys with equal values.
    pub(crate) fn dict_equal(&mut self, a: Id<Dict>, b: Id<Dict>) -> Res<bool> {
        if self.heap.dicts[a].len() != self.heap.dicts[b].len() {
            return Ok(false);
        }
        let mut at = 0;
        while let Some((position, entry)) = self.heap.dicts[a].next_from(at) {
            self.spend(2 + (position - at) / 16)?;
            let mark = self.kept();
            self.keep(entry.key);
            self.keep(entry.value);
            let found = self.dict_find(b, entry.key, entry.hash)?;
            let Some(other) = found.and_then(|it| self.heap.dicts[b].at(it)).map(|it| it.value) else {
                return Ok(false);
            };
            if !self.same(entry.value, other)? {
                return Ok(false);
            }
            self.release(mark);
            at = position + 1;
        }
        Ok(true)
    }

    /// A shallow copy of a dict.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn dict_copy(&mut self, id: Id<Dict>) -> Res<Id<Dict>> {
        let cost = self.heap.dicts[id].copy_cost();
        self.spend(self.heap.dicts[id].end() / 8)?;
        self.heap.room(cost)?;
        let copy = self.heap.dicts[id].copy();
        self.heap.add_dict(copy)
    }

    /// The items of a dict as tuples, or its keys, or its values, in a vector.
    pub(crate) fn dict_contents(&mut self, id: Id<Dict>, what: u8) -> Res<Vec<Value>> {
        let len = self.heap.dicts[id].len();
        self.spend(self.heap.dicts[id].end() / 16)?;
        self.heap.room(len.saturating_mul(size_of::<Value>()))?;
        let mut out = Vec::with_capacity(len);
        let mut at = 0;
        while let Some((position, entry)) = self.heap.dicts[id].next_from(at) {
            out.push(match what {
                0 => entry.key,
                1 => entry.value,
                _ => self.heap.tuple_of(&[entry.key, entry.value])?,
            });
            at = position + 1;
        }
        Ok(out)
    }
}
