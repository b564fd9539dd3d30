//! `collections.OrderedDict`: every dict is ordered; this one can be reordered, and compares in order.

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Iter, Tracer};
use crate::native::Def;
use crate::types::dict::views::{self, KEYS, VALUES};
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::{State, Vm};

const METHODS: &[Def] = &[
    Def::method("move_to_end", "self, key, last=True", move_to_end)
        .doc("Move an existing element to the end (or beginning if last is false)."),
    Def::method("popitem", "self, last=True", pop_item)
        .doc("Remove and return a (key, value) pair from the dictionary."),
    Def::method("keys", "self, /", |vm, args| view(vm, args, |it| it.keys)),
    Def::method("values", "self, /", |vm, args| view(vm, args, |it| it.values)),
    Def::method("items", "self, /", |vm, args| view(vm, args, |it| it.items)),
    Def::method("copy", "self, /", copy).doc("A shallow copy of ordered dict."),
    Def::method("__copy__", "self, /", copy),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__or__", "self, value, /", or),
    Def::method("__ror__", "self, value, /", reflected_or),
];

#[derive(Clone, Copy)]
struct OrderedDict {
    class: Id<Class>,
    keys: Id<Class>,
    values: Id<Class>,
    items: Id<Class>,
}

#[derive(Default)]
struct Classes {
    made: Option<OrderedDict>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let (types, none) = (vm.types, ClassFlags::default());
    let class = vm.native_class("collections", "OrderedDict", types.dict, ClassFlags::BASE, METHODS)?;
    let keys = vm.native_class("builtins", "odict_keys", types.dict_keys, none, KEYS)?;
    let values = vm.native_class("builtins", "odict_values", types.dict_values, none, VALUES)?;
    let items = vm.native_class("builtins", "odict_items", types.dict_items, none, KEYS)?;
    for unhashable in [class, keys, items] {
        vm.class_set(unhashable, vm.names.__hash__, Value::None)?;
    }
    vm.state::<Classes>().made = Some(OrderedDict { class, keys, values, items });
    vm.module_set(module, "OrderedDict", Value::Class(class))
}

/// The dict behind an OrderedDict.
fn this(vm: &mut Vm, value: Value) -> Res<Id<Dict>> {
    match vm.unwrap(value) {
        Value::Dict(id) => Ok(id),
        _ => Err(vm.type_error("the dict is not initialised")),
    }
}

fn is_ordered(vm: &mut Vm, value: Value) -> bool {
    vm.state::<Classes>().made.is_some_and(|it| vm.is_instance(value, it.class))
}

fn view(vm: &mut Vm, args: &[Value], which: fn(&OrderedDict) -> Id<Class>) -> Res {
    let class = vm.state::<Classes>().made.as_ref().map(which);
    views::new(vm, class.unwrap_or(vm.types.dict_keys), args[0])
}

fn move_to_end(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let last = args[2].is_unset() || vm.truth(args[2])?;
    let hash = vm.hash(args[1])?;
    let Some(position) = vm.dict_find(id, args[1], hash)? else { return Err(vm.missing_key(args[1])) };
    if last {
        if vm.heap.dicts[id].last() == Some(position) {
            return Ok(Value::None);
        }
        vm.heap.charge(vm.heap.dicts[id].growth())?;
    } else {
        vm.spend(vm.heap.dicts[id].end() / 8)?;
    }
    vm.heap.dicts[id].move_at(position, last);
    Ok(Value::None)
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let last = args[1].is_unset() || vm.truth(args[1])?;
    let table = &vm.heap.dicts[id];
    let position = if last { table.last() } else { table.next_from(0).map(|it| it.0) };
    let Some(position) = position else { return Err(vm.key_error("dictionary is empty")) };
    let entry = vm.heap.dicts[id].remove_at(position);
    vm.heap.tuple_of(&[entry.key, entry.value])
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let class = Value::Class(vm.class_of(args[0]));
    let made = vm.call(class, &[])?;
    vm.keep(made);
    let (from, to) = (this(vm, args[0])?, this(vm, made)?);
    vm.merge_dict(to, from)?;
    Ok(made)
}

fn equal(vm: &mut Vm, args: &[Value]) -> Res<Option<bool>> {
    let (Value::Dict(a), Value::Dict(b)) = (vm.unwrap(args[0]), vm.unwrap(args[1])) else { return Ok(None) };
    if !vm.dict_equal(a, b)? {
        return Ok(Some(false));
    }
    if !is_ordered(vm, args[1]) {
        return Ok(Some(true));
    }
    let ours = vm.dict_contents(a, 0)?;
    let ours = vm.heap.list(ours)?;
    vm.keep(ours);
    let theirs = vm.dict_contents(b, 0)?;
    let theirs = vm.heap.list(theirs)?;
    vm.keep(theirs);
    let same = vm.compare_sequences(padcell_bytecode::CompareOp::Eq, ours, theirs)?;
    vm.truth(same).map(Some)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(equal(vm, args)?.map_or(Value::NotImplemented, Value::Bool))
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(equal(vm, args)?.map_or(Value::NotImplemented, |it| Value::Bool(!it)))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let name = vm.type_name(args[0]);
    let mut text = TextBuilder::new(&name);
    if vm.heap.dicts[id].is_empty() {
        text.push(vm, "()")?;
        return text.finish(vm);
    }
    vm.guarded_repr(args[0], "...", |vm| {
        text.push(vm, "(")?;
        let items = vm.call_method(args[0], "items", &[])?;
        vm.keep(items);
        let dict = vm.heap.dict()?;
        vm.keep(Value::Dict(dict));
        vm.update_dict(dict, items)?;
        text.push_repr(vm, Value::Dict(dict))?;
        text.push(vm, ")")?;
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args[0])?;
    let state = vm.instance_state(args[0])?;
    let size = vm.heap.dicts[id].len();
    let items = vm.heap.iter(Iter::DictItems { dict: id, position: 0, size })?;
    let class = Value::Class(vm.class_of(args[0]));
    let none = vm.heap.tuple_of(&[])?;
    vm.heap.tuple_of(&[class, none, state, Value::None, items])
}

fn merged(vm: &mut Vm, class_of: Value, a: Value, b: Value) -> Res {
    let class = Value::Class(vm.class_of(class_of));
    let made = vm.call(class, &[a])?;
    vm.keep(made);
    let id = this(vm, made)?;
    vm.update_dict(id, b)?;
    Ok(made)
}

fn or(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.unwrap(args[1]) {
        Value::Dict(_) => merged(vm, args[0], args[0], args[1]),
        _ => Ok(Value::NotImplemented),
    }
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.unwrap(args[1]) {
        Value::Dict(_) => merged(vm, args[0], args[1], args[0]),
        _ => Ok(Value::NotImplemented),
    }
}
