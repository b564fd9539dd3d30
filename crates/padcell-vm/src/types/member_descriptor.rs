//! `member_descriptor`: what `__slots__` puts into a class.

use alloc::format;

use crate::error::Res;
use crate::native::Def;
use crate::object::Member;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::method("__set__", "self, instance, value, /", set),
    Def::method("__delete__", "self, instance, /", delete),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get("__name__", |vm, args| Ok(data(vm, args).name)),
    Def::get("__qualname__", qualname),
    Def::get("__objclass__", |vm, args| Ok(data(vm, args).owner)),
    Def::get("__doc__", doc),
];

fn data(vm: &Vm, args: &[Value]) -> Member {
    let none = Member { name: Value::None, owner: Value::None };
    vm.payload::<Member>(args[0]).copied().unwrap_or(none)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_absent() {
        return Ok(args[0]);
    }
    let it = data(vm, args);
    if let Value::Class(owner) = it.owner {
        if !vm.is_instance(args[1], owner) {
            let text = format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                vm.text_of(it.name),
                vm.class_name(owner),
                vm.type_name(args[1])
            );
            return Err(vm.type_error(&text));
        }
    }
    vm.get_member(args[0], args[1])
}

fn set(vm: &mut Vm, args: &[Value]) -> Res {
    vm.set_member(args[0], args[1], args[2])?;
    Ok(Value::None)
}

fn delete(vm: &mut Vm, args: &[Value]) -> Res {
    vm.set_member(args[0], args[1], Value::Unset)?;
    Ok(Value::None)
}

fn owner_name(vm: &Vm, it: Member) -> alloc::string::String {
    match it.owner {
        Value::Class(owner) => vm.class_name(owner),
        _ => alloc::string::String::new(),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args);
    let text = format!("<member '{}' of '{}' objects>", vm.text_of(it.name), owner_name(vm, it));
    vm.heap.string(text)
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args);
    let text = format!("{}.{}", owner_name(vm, it), vm.text_of(it.name));
    vm.heap.string(text)
}

/// Documentation of a slot, if `__slots__` is a dict.
fn doc(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args);
    let (Value::Class(owner), Value::Str(name)) = (it.owner, it.name) else { return Ok(Value::None) };
    let dict = vm.class_dict(owner);
    match vm.heap.dict_str(dict, vm.names.__slots__).map(|it| vm.unwrap(it)) {
        Some(Value::Dict(slots)) => Ok(vm.heap.dict_str(slots, name).unwrap_or(Value::None)),
        _ => Ok(Value::None),
    }
}
