//! `set` and `frozenset`.

// tidy: table

mod algebra;
mod relations;

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Id, Iter, Set};
use crate::native::Def;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! common {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            Def::method("copy", "self, /", copy).doc("Return a shallow copy of a set."),
            Def::method("union", "self, /, *others", algebra::union)
                .doc("Return a new set with elements from the set and all others."),
            Def::method("intersection", "self, /, *others", algebra::intersection)
                .doc("Return a new set with elements common to the set and all others."),
            Def::method("difference", "self, /, *others", algebra::difference)
                .doc("Return a new set with elements in the set that are not in the others."),
            Def::method("symmetric_difference", "self, other, /", algebra::symmetric_difference)
                .doc("Return a new set with elements in either the set or other but not both."),
            Def::method("isdisjoint", "self, other, /", relations::is_disjoint)
                .doc("Return True if two sets have a null intersection."),
            Def::method("issubset", "self, other, /", relations::is_subset)
                .doc("Report whether another set contains this set."),
            Def::method("issuperset", "self, other, /", relations::is_superset)
                .doc("Report whether this set contains another set."),
            Def::method("__len__", "self, /", len),
            Def::method("__contains__", "self, object, /", contains),
            Def::method("__iter__", "self, /", iter),
            Def::method("__repr__", "self, /", repr),
            Def::method("__reduce__", "self, /", reduce),
            Def::method("__sizeof__", "self, /", size_of_set),
            Def::method("__and__", "self, value, /", algebra::and),
            Def::method("__rand__", "self, value, /", algebra::reflected_and),
            Def::method("__or__", "self, value, /", algebra::or),
            Def::method("__ror__", "self, value, /", algebra::reflected_or),
            Def::method("__sub__", "self, value, /", algebra::sub),
            Def::method("__rsub__", "self, value, /", algebra::reflected_sub),
            Def::method("__xor__", "self, value, /", algebra::xor),
            Def::method("__rxor__", "self, value, /", algebra::reflected_xor),
            Def::method("__eq__", "self, value, /", relations::eq),
            Def::method("__ne__", "self, value, /", relations::ne),
            Def::method("__lt__", "self, value, /", relations::lt),
            Def::method("__le__", "self, value, /", relations::le),
            Def::method("__gt__", "self, value, /", relations::gt),
            Def::method("__ge__", "self, value, /", relations::ge),
        ]
    };
}

pub(crate) const METHODS: &[Def] = common![
    Def::static_method("__new__", "cls, *args, **kwargs", new),
    Def::method("__init__", "self, iterable=(), /", init),
    Def::method("add", "self, object, /", add).doc("Add an element to a set."),
    Def::method("remove", "self, object, /", remove)
        .doc("Remove an element from a set; it must be a member."),
    Def::method("discard", "self, object, /", discard).doc("Remove an element from a set if it is a member."),
    Def::method("pop", "self, /", pop).doc("Remove and return an arbitrary set element."),
    Def::method("clear", "self, /", clear).doc("Remove all elements from this set."),
    Def::method("update", "self, /, *others", algebra::update)
        .doc("Update the set, adding elements from all others."),
    Def::method("intersection_update", "self, /, *others", algebra::intersection_update)
        .doc("Update the set, keeping only elements found in it and all others."),
    Def::method("difference_update", "self, /, *others", algebra::difference_update)
        .doc("Update the set, removing elements found in others."),
    Def::method("symmetric_difference_update", "self, other, /", algebra::symmetric_difference_update)
        .doc("Update the set, keeping only elements found in either set, but not in both."),
    Def::method("__ior__", "self, value, /", algebra::or_in_place),
    Def::method("__iand__", "self, value, /", algebra::and_in_place),
    Def::method("__isub__", "self, value, /", algebra::sub_in_place),
    Def::method("__ixor__", "self, value, /", algebra::xor_in_place),
];

pub(crate) const FROZEN_METHODS: &[Def] = common![
    Def::static_method("__new__", "cls, iterable=(), /", new_frozen),
    Def::method("__hash__", "self, /", hash),
];

/// The set behind `self`.
fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Set>> {
    match vm.as_set(args[0]) {
        Some(id) => Ok(id),
        None => Err(vm.type_error("the set is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.set)?;
    let set = vm.heap.add_set(Set::default())?;
    vm.wrap(class, Value::Set(set))
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.sets[id].clear();
    if args[1].is_set() {
        vm.update_set(id, args[1])?;
    }
    Ok(Value::None)
}

fn new_frozen(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.frozenset)?;
    let frozen = match args[1] {
        it @ Value::FrozenSet(_) => it,
        iterable => {
            let set = vm.heap.add_set(Set::default())?;
            vm.keep(Value::FrozenSet(set));
            if iterable.is_set() {
                vm.update_set(set, iterable)?;
            }
            Value::FrozenSet(set)
        }
    };
    vm.wrap(class, frozen)
}

impl Vm {
    /// The set behind a `set`, a `frozenset`, or an instance of a subclass.
    pub(crate) fn as_set(&self, value: Value) -> Option<Id<Set>> {
        match self.unwrap(value) {
            Value::Set(id) | Value::FrozenSet(id) => Some(id),
            _ => None,
        }
    }

    /// A key as `in`, `remove` and `discard` take it: a set stands for the frozenset of its items.
    fn set_key(&mut self, key: Value) -> Res {
        if let Value::Set(id) = self.unwrap(key) {
            let class = self.class_of(key);
            let unhashable = !matches!(key, Value::Instance(_))
                || self.class_lookup(class, self.names.__hash__).is_none_or(|it| it.is_none());
            if unhashable {
                let copy = self.set_copy(id)?;
                self.keep(Value::FrozenSet(copy));
                return Ok(Value::FrozenSet(copy));
            }
        }
        Ok(key)
    }

    /// A copy of a set's items.
    pub(crate) fn set_copy(&mut self, id: Id<Set>) -> Res<Id<Set>> {
        let cost = self.heap.sets[id].copy_cost();
        self.spend(self.heap.sets[id].end() / 8)?;
        self.heap.room(cost)?;
        let copy = self.heap.sets[id].copy();
        self.heap.add_set(copy)
    }

    /// The items of a set.
    pub(crate) fn set_items(&mut self, id: Id<Set>) -> Res<Vec<Value>> {
        self.spend(self.heap.sets[id].end() / 16)?;
        self.heap.room(self.heap.sets[id].len().saturating_mul(size_of::<Value>()))?;
        Ok(self.heap.sets[id].iter().map(|it| it.key).collect())
    }
}

fn add(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.set_add(id, args[1])?;
    Ok(Value::None)
}

fn remove(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let key = vm.set_key(args[1])?;
    if !vm.set_remove(id, key)? {
        return Err(vm.missing_key(args[1]));
    }
    Ok(Value::None)
}

fn discard(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let key = vm.set_key(args[1])?;
    vm.set_remove(id, key)?;
    Ok(Value::None)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some((position, entry)) = vm.heap.sets[id].next_from(0) else {
        return Err(vm.key_error("pop from an empty set"));
    };
    vm.spend(position / 64)?;
    vm.heap.sets[id].remove_at(position);
    Ok(entry.key)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.sets[id].clear();
    Ok(Value::None)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    if let Value::FrozenSet(_) = args[0] {
        return Ok(args[0]);
    }
    let id = this(vm, args)?;
    let copy = vm.set_copy(id)?;
    Ok(like(vm, args[0], copy))
}

/// A set as a `set` or `frozenset`, as `value` is one.
fn like(vm: &Vm, value: Value, set: Id<Set>) -> Value {
    match vm.unwrap(value) {
        Value::FrozenSet(_) => Value::FrozenSet(set),
        _ => Value::Set(set),
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(vm.heap.sets[id].len() as i64))
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let key = vm.set_key(args[1])?;
    vm.set_has(id, key).map(Value::Bool)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let set = this(vm, args)?;
    let size = vm.heap.sets[set].len();
    vm.heap.iter(Iter::Set { set, position: 0, size })
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let class = vm.class_of(args[0]);
    let name = vm.class_name(class);
    if vm.heap.sets[id].is_empty() {
        return vm.heap.string(alloc::format!("{name}()"));
    }
    let cycle = alloc::format!("{name}(...)");
    vm.guarded_repr(vm.unwrap(args[0]), &cycle, |vm| {
        let plain = class == vm.types.set;
        let mut text = TextBuilder::new("");
        if !plain {
            text.push(vm, &name)?;
            text.push(vm, "(")?;
        }
        text.push(vm, "{")?;
        let items = vm.set_items(id)?;
        let list = vm.heap.list(items)?;
        vm.keep(list);
        let mut index = 0;
        while let Some(item) = vm.sequence_item(list, index) {
            if index > 0 {
                text.push(vm, ", ")?;
            }
            text.push_repr(vm, item)?;
            index += 1;
        }
        text.push(vm, if plain { "}" } else { "})" })?;
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let items = vm.set_items(id)?;
    let list = vm.heap.list(items)?;
    let arguments = vm.heap.tuple_of(&[list])?;
    let state = vm.instance_state(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, arguments, state])
}

fn size_of_set(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(200 + 16 * vm.heap.sets[id].len() as i64))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let cached = vm.heap.sets[id].hash;
    if cached != 0 {
        return Ok(Value::Int(cached));
    }
    vm.spend(vm.heap.sets[id].len() / 8)?;
    let mut all: u64 = 0;
    for entry in vm.heap.sets[id].iter() {
        // The order of items must not matter, and close hashes must not cancel out.
        let bits = entry.hash as u64;
        all ^= (bits ^ 89_869_747 ^ (bits << 16)).wrapping_mul(3_644_798_167);
    }
    all ^= (vm.heap.sets[id].len() as u64).wrapping_add(1).wrapping_mul(1_927_868_237);
    all ^= (all >> 11) ^ (all >> 25);
    all = all.wrapping_mul(69_069).wrapping_add(907_133_923);
    let hash = match all as i64 {
        -1 | 0 => 590_923_713,
        it => it,
    };
    vm.heap.sets[id].hash = hash;
    Ok(Value::Int(hash))
}

impl Vm {
    /// The attributes of an instance, as `__reduce__` gives them: its `__dict__`, or None.
    pub(crate) fn instance_state(&mut self, object: Value) -> Res {
        match object {
            Value::Instance(_) | Value::Object(_) => match self.dict_of(object)? {
                Some(dict) if !self.heap.dicts[dict].is_empty() => Ok(Value::Dict(dict)),
                _ => Ok(Value::None),
            },
            _ => Ok(Value::None),
        }
    }
}
