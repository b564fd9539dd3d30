//! `types.UnionType`: `int | str`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::native::Def;
use crate::payload;
use crate::types::generic_alias::{self, GenericAlias};
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A union; `args` is a tuple of at least two.
    pub struct Union { args, parameters }
}

pub(crate) const METHODS: &[Def] = &[
    Def::method("__or__", "self, value, /", or).doc("Return self|value."),
    Def::method("__ror__", "self, value, /", ror).doc("Return value|self."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__instancecheck__", "self, instance, /", |vm, args| {
        vm.isinstance(args[1], args[0]).map(Value::Bool)
    }),
    Def::method("__subclasscheck__", "self, subclass, /", |vm, args| {
        vm.issubclass(args[1], args[0]).map(Value::Bool)
    }),
    Def::method("__getitem__", "self, item, /", get_item).doc("Return self[key]."),
    Def::method("__mro_entries__", "self, bases, /", mro_entries),
    Def::class_method("__class_getitem__", "cls, item, /", class_getitem),
    Def::get("__args__", |vm, args| Ok(data(vm, args[0]).args)),
    Def::get("__parameters__", parameters),
    Def::get("__origin__", |vm, _| Ok(Value::Class(vm.types.union_))),
    Def::get("__name__", |vm, _| vm.heap.str("Union")),
    Def::get("__qualname__", |vm, _| vm.heap.str("Union")),
    Def::get("__module__", |vm, _| vm.heap.str("typing")),
];

fn data(vm: &Vm, this: Value) -> Union {
    let none = Union { args: Value::None, parameters: Value::None };
    vm.payload::<Union>(this).copied().unwrap_or(none)
}

fn items(vm: &Vm, tuple: Value) -> Vec<Value> {
    match tuple {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

/// What may stand in a union without a type of its own: None, classes, aliases, unions.
fn is_unionable(vm: &Vm, value: Value) -> bool {
    match value {
        Value::None | Value::Class(_) => true,
        Value::Object(_) => {
            vm.payload::<GenericAlias>(value).is_some() || vm.payload::<Union>(value).is_some()
        }
        _ => false,
    }
}

/// `type.__or__`, and that of aliases.
pub(crate) fn or(vm: &mut Vm, args: &[Value]) -> Res {
    join(vm, args[0], args[1])
}

/// `type.__ror__`.
pub(crate) fn ror(vm: &mut Vm, args: &[Value]) -> Res {
    join(vm, args[1], args[0])
}

fn join(vm: &mut Vm, a: Value, b: Value) -> Res {
    if !is_unionable(vm, a) || !is_unionable(vm, b) {
        return Ok(Value::NotImplemented);
    }
    make(vm, &[a, b])
}

/// A union of these, flattened and without repetition; a single one is itself.
pub(crate) fn make(vm: &mut Vm, parts: &[Value]) -> Res {
    let mut all: Vec<Value> = Vec::new();
    let mark = vm.kept();
    for part in parts {
        let members = match vm.payload::<Union>(*part) {
            Some(it) => items(vm, it.args),
            None if part.is_none() => alloc::vec![Value::Class(vm.types.none_type)],
            None => alloc::vec![*part],
        };
        vm.spend(members.len() * (all.len() + 1))?;
        for member in members {
            if !contains(vm, &all, member)? {
                vm.keep(member);
                all.push(member);
            }
        }
    }
    vm.release(mark);
    if let [one] = all[..] {
        return Ok(one);
    }
    let args = vm.heap.tuple(all)?;
    vm.keep(args);
    let parameters = generic_alias::collect_parameters(vm, args)?;
    vm.heap.object(vm.types.union_, Union { args, parameters })
}

fn contains(vm: &mut Vm, all: &[Value], wanted: Value) -> Res<bool> {
    for it in all {
        if it.is(wanted) {
            return Ok(true);
        }
        if !matches!((it, wanted), (Value::Class(_), Value::Class(_))) && vm.same(*it, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.payload::<Union>(args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = (items(vm, data(vm, args[0]).args), items(vm, data(vm, args[1]).args));
    vm.spend(a.len() * b.len())?;
    if a.len() != b.len() {
        return Ok(Value::Bool(false));
    }
    for it in &a {
        if !contains(vm, &b, *it)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let mut all = 0x5A17_i64;
    for it in items(vm, data(vm, args[0]).args) {
        all = all.wrapping_add(vm.hash(it)?.wrapping_mul(0x9E37_79B1));
    }
    Ok(Value::Int(if all == -1 { -2 } else { all }))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let mut text = String::new();
    for it in items(vm, data(vm, args[0]).args) {
        if !text.is_empty() {
            text.push_str(" | ");
        }
        let part = generic_alias::part_repr(vm, it)?;
        vm.heap.room(text.len() + part.len())?;
        text.push_str(&part);
    }
    vm.heap.string(text)
}

fn parameters(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(data(vm, args[0]).parameters)
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0]);
    let new = generic_alias::substitute(vm, args[0], it.args, it.parameters, args[1])?;
    let parts = items(vm, new);
    vm.keep(new);
    make(vm, &parts)
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Res {
    let shown = vm.repr(args[0])?;
    Err(vm.type_error(&alloc::format!("Cannot subclass {shown}")))
}

/// `typing.Union[int, str]`.
fn class_getitem(vm: &mut Vm, args: &[Value]) -> Res {
    let parts = match vm.unwrap(args[1]) {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => alloc::vec![args[1]],
    };
    if parts.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    let mut checked = Vec::with_capacity(parts.len());
    for it in parts {
        let it = generic_alias::type_argument(vm, it)?;
        vm.keep(it);
        checked.push(it);
    }
    make(vm, &checked)
}
