//! `tuple`.

// tidy: table

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::CompareOp;

use super::list::place;
use crate::error::Res;
use crate::heap::{Id, Iter, Tuple};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable=(), /", new),
    Def::method("count", "self, value, /", count).doc("Return number of occurrences of value."),
    Def::method("index", "self, value, start=0, stop=9223372036854775807, /", index)
        .doc("Return first index of value."),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", get_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__iter__", "self, /", iter),
    Def::method("__add__", "self, value, /", add),
    Def::method("__mul__", "self, value, /", multiply),
    Def::method("__rmul__", "self, value, /", multiply),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", lt),
    Def::method("__le__", "self, value, /", le),
    Def::method("__gt__", "self, value, /", gt),
    Def::method("__ge__", "self, value, /", ge),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr),
    Def::method("__getnewargs__", "self, /", new_args),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Tuple>> {
    match vm.unwrap(args[0]) {
        Value::Tuple(id) => Ok(id),
        _ => Err(vm.type_error("the tuple is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.tuple)?;
    let tuple = match args[1] {
        Value::Unset => vm.heap.tuple(Vec::new())?,
        it @ Value::Tuple(_) => it,
        iterable => vm.tuple_from(iterable)?,
    };
    vm.wrap(class, tuple)
}

impl Vm {
    /// `tuple(iterable)`.
    ///
    /// # Errors
    /// TypeError if it is not iterable, and what it raises.
    pub fn tuple_from(&mut self, iterable: Value) -> Res {
        if let Value::Tuple(_) = iterable {
            return Ok(iterable);
        }
        let items = self.collect_list(iterable)?;
        self.heap.tuple(items)
    }

    /// `tuple[key]`.
    ///
    /// # Errors
    /// TypeError for a key that is neither index nor slice, IndexError.
    pub fn tuple_get(&mut self, id: Id<Tuple>, key: Value) -> Res {
        if let Value::Slice(slice) = key {
            let items = self.sequence_slice(Value::Tuple(id), slice)?;
            return self.heap.tuple(items);
        }
        let index = self.item_index(key, "tuple")?;
        let items = &self.heap.tuples[id].items;
        match place(index, items.len()).and_then(|it| items.get(it)) {
            Some(it) => Ok(*it),
            None => Err(self.index_error("tuple index out of range")),
        }
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.sequence_count(Value::Tuple(id), args[1])
}

fn index(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let (from, to) = vm.search_bounds(Value::Tuple(id), args[2], args[3])?;
    match vm.sequence_find(Value::Tuple(id), args[1], from, to)? {
        Some(it) => Ok(Value::Int(it as i64)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Int(vm.heap.tuples[id].items.len() as i64))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.tuple_get(id, args[1])
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Bool(vm.sequence_find(Value::Tuple(id), args[1], 0, usize::MAX)?.is_some()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let tuple = this(vm, args)?;
    vm.heap.iter(Iter::Tuple { tuple, index: 0 })
}

fn add(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Value::Tuple(other) = vm.unwrap(args[1]) else {
        let text = format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let total = vm.heap.tuples[id].items.len().saturating_add(vm.heap.tuples[other].items.len());
    vm.room_for(total)?;
    let mut items = Vec::with_capacity(total);
    items.extend_from_slice(&vm.heap.tuples[id].items);
    items.extend_from_slice(&vm.heap.tuples[other].items);
    vm.heap.tuple(items)
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let Some(times) = vm.repeat_count(args[1])? else {
        let text = format!("can't multiply sequence by non-int of type '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    if times == 1 {
        return Ok(Value::Tuple(id));
    }
    let items = vm.repeated(Value::Tuple(id), times)?;
    vm.heap.tuple(items)
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (a @ Value::Tuple(_), b @ Value::Tuple(_)) => vm.compare_sequences(op, a, b),
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

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.hash(Value::Tuple(id)).map(Value::Int)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if vm.heap.tuples[id].items.is_empty() {
        return vm.heap.str("()");
    }
    vm.guarded_repr(Value::Tuple(id), "(...)", |vm| vm.repr_sequence(Value::Tuple(id), "(", ")"))
}

fn new_args(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.heap.tuple_of(&[Value::Tuple(id)])
}
