//! `dict_keys`, `dict_values`, `dict_items`.

// tidy: table

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::heap::{Class, Dict, Id, Iter, Set};
use crate::native::Def;
use crate::payload;
use crate::types::mapping_proxy::MappingProxy;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A view on a dict.
    pub(crate) struct DictView { dict }
}

pub(crate) const KEYS: &[Def] = &[
    Def::method("__len__", "self, /", len),
    Def::method("__iter__", "self, /", iter),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__repr__", "self, /", repr),
    Def::get("mapping", mapping).doc("dictionary that this view refers to"),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("isdisjoint", "self, other, /", is_disjoint)
        .doc("Return True if the view and the given iterable have a null intersection."),
    Def::method("__and__", "self, value, /", and),
    Def::method("__rand__", "self, value, /", and),
    Def::method("__or__", "self, value, /", or),
    Def::method("__ror__", "self, value, /", reflected_or),
    Def::method("__sub__", "self, value, /", sub),
    Def::method("__rsub__", "self, value, /", reflected_sub),
    Def::method("__xor__", "self, value, /", xor),
    Def::method("__rxor__", "self, value, /", reflected_xor),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", lt),
    Def::method("__le__", "self, value, /", le),
    Def::method("__gt__", "self, value, /", gt),
    Def::method("__ge__", "self, value, /", ge),
];

pub(crate) const VALUES: &[Def] = &[
    Def::method("__len__", "self, /", len),
    Def::method("__iter__", "self, /", iter),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__repr__", "self, /", repr),
    Def::get("mapping", mapping).doc("dictionary that this view refers to"),
];

/// A view of this class on a dict or an instance of a subclass.
pub(crate) fn new(vm: &mut Vm, class: Id<Class>, dict: Value) -> Res {
    vm.heap.object(class, DictView { dict })
}

impl Vm {
    /// The dict behind a view, and what it shows: 0 keys, 1 values, 2 items.
    pub(crate) fn dict_view(&self, view: Value) -> Option<(Id<Dict>, u8)> {
        let dict = self.payload::<DictView>(view)?.dict;
        let Value::Dict(id) = self.unwrap(dict) else { return None };
        let class = self.class_of(view);
        let what = if self.is_subclass(class, self.types.dict_keys) {
            0
        } else if self.is_subclass(class, self.types.dict_values) {
            1
        } else {
            2
        };
        Some((id, what))
    }

    /// Whether an item of a keys or items view is there.
    fn view_contains(&mut self, id: Id<Dict>, what: u8, item: Value) -> Res<bool> {
        if what == 0 {
            let hash = self.hash(item)?;
            return Ok(self.dict_find(id, item, hash)?.is_some());
        }
        let Value::Tuple(pair) = self.unwrap(item) else { return Ok(false) };
        let [key, value] = self.heap.tuples[pair].items[..] else { return Ok(false) };
        match self.dict_get(id, key)? {
            Some(found) => self.same(found, value),
            None => Ok(false),
        }
    }

    /// How many items a set, frozenset, keys or items view has; None for anything else.
    fn set_like_len(&self, value: Value) -> Option<usize> {
        match self.unwrap(value) {
            Value::Set(id) | Value::FrozenSet(id) => Some(self.heap.sets[id].len()),
            _ => match self.dict_view(value) {
                Some((_, 1)) | None => None,
                Some((id, _)) => Some(self.heap.dicts[id].len()),
            },
        }
    }

    /// Whether every item of `a` is in `b`.
    fn all_contained(&mut self, a: Value, b: Value) -> Res<bool> {
        let iterator = self.iter(a)?;
        let mark = self.kept();
        self.keep(iterator);
        while let Some(item) = self.next(iterator)? {
            self.keep(item);
            if !self.contains(b, item)? {
                self.release(mark);
                return Ok(false);
            }
            self.release(mark + 1);
        }
        self.release(mark);
        Ok(true)
    }
}

fn this(vm: &mut Vm, args: &[Value]) -> Res<(Id<Dict>, u8)> {
    match vm.dict_view(args[0]) {
        Some(it) => Ok(it),
        None => Err(vm.type_error("the view has no dict")),
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, _) = this(vm, args)?;
    Ok(Value::Int(vm.heap.dicts[id].len() as i64))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let (dict, what) = this(vm, args)?;
    let size = vm.heap.dicts[dict].len();
    vm.heap.iter(match what {
        0 => Iter::DictKeys { dict, position: 0, size },
        1 => Iter::DictValues { dict, position: 0, size },
        _ => Iter::DictItems { dict, position: 0, size },
    })
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let (dict, what) = this(vm, args)?;
    vm.dict_reversed(dict, what)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, what) = this(vm, args)?;
    vm.guarded_repr(args[0], "...", |vm| {
        let items = vm.dict_contents(id, what)?;
        let list = vm.heap.list(items)?;
        vm.keep(list);
        let name = vm.type_name(args[0]);
        let mut text = TextBuilder::new(&name);
        text.push(vm, "(")?;
        text.push_repr(vm, list)?;
        text.push(vm, ")")?;
        text.finish(vm)
    })
}

fn mapping(vm: &mut Vm, args: &[Value]) -> Res {
    let view: DictView = vm.data(args[0])?;
    vm.heap.object(vm.types.mapping_proxy, MappingProxy { mapping: view.dict })
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, what) = this(vm, args)?;
    vm.view_contains(id, what, args[1]).map(Value::Bool)
}

fn is_disjoint(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, what) = this(vm, args)?;
    let iterator = vm.iter(args[1])?;
    vm.keep(iterator);
    let mark = vm.kept();
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        if vm.view_contains(id, what, item)? {
            return Ok(Value::Bool(false));
        }
        vm.release(mark);
    }
    Ok(Value::Bool(true))
}

/// A new set of the items of an iterable, kept.
fn set_of(vm: &mut Vm, iterable: Value) -> Res<Id<Set>> {
    let set = vm.heap.add_set(Set::default())?;
    vm.keep(Value::Set(set));
    vm.update_set(set, iterable)?;
    Ok(set)
}

fn and(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, what) = this(vm, args)?;
    let set = vm.heap.add_set(Set::default())?;
    vm.keep(Value::Set(set));
    vm.for_each(args[1], |vm, item| {
        vm.keep(item);
        if vm.view_contains(id, what, item)? {
            vm.set_add(set, item)?;
        }
        Ok(())
    })?;
    Ok(Value::Set(set))
}

fn union(vm: &mut Vm, a: Value, b: Value) -> Res {
    let set = set_of(vm, a)?;
    vm.update_set(set, b)?;
    Ok(Value::Set(set))
}

fn or(vm: &mut Vm, args: &[Value]) -> Res {
    union(vm, args[0], args[1])
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Res {
    union(vm, args[1], args[0])
}

fn difference(vm: &mut Vm, a: Value, b: Value) -> Res {
    let set = set_of(vm, a)?;
    vm.set_subtract(set, b)?;
    Ok(Value::Set(set))
}

fn sub(vm: &mut Vm, args: &[Value]) -> Res {
    difference(vm, args[0], args[1])
}

fn reflected_sub(vm: &mut Vm, args: &[Value]) -> Res {
    difference(vm, args[1], args[0])
}

fn exclusive(vm: &mut Vm, a: Value, b: Value) -> Res {
    let set = set_of(vm, a)?;
    vm.set_toggle(set, b)?;
    Ok(Value::Set(set))
}

fn xor(vm: &mut Vm, args: &[Value]) -> Res {
    exclusive(vm, args[0], args[1])
}

fn reflected_xor(vm: &mut Vm, args: &[Value]) -> Res {
    exclusive(vm, args[1], args[0])
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    let (Some(ours), Some(theirs)) = (vm.set_like_len(args[0]), vm.set_like_len(args[1])) else {
        return Ok(Value::NotImplemented);
    };
    Ok(Value::Bool(match op {
        CompareOp::Eq => ours == theirs && vm.all_contained(args[0], args[1])?,
        CompareOp::Ne => ours != theirs || !vm.all_contained(args[0], args[1])?,
        CompareOp::Lt => ours < theirs && vm.all_contained(args[0], args[1])?,
        CompareOp::Le => ours <= theirs && vm.all_contained(args[0], args[1])?,
        CompareOp::Gt => ours > theirs && vm.all_contained(args[1], args[0])?,
        CompareOp::Ge => ours >= theirs && vm.all_contained(args[1], args[0])?,
    }))
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
