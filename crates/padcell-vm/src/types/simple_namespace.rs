//! `types.SimpleNamespace`.

use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, mapping_or_iterable=(), /, **kwargs", init),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__replace__", "self, /, **changes", replace),
];

impl Vm {
    /// A new `SimpleNamespace` with these attributes.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn simple_namespace(&mut self, attributes: &[(&str, Value)]) -> Res {
        let this = self.new_instance(self.types.simple_namespace)?;
        let Value::Instance(id) = this else { return Ok(this) };
        for (name, value) in attributes {
            let name = self.intern(name)?;
            self.set_own(id, name, *value)?;
        }
        Ok(this)
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.simple_namespace)?;
    vm.new_instance(class)
}

fn dict(vm: &mut Vm, this: Value) -> Res<Id<Dict>> {
    match vm.dict_of(this)? {
        Some(dict) => Ok(dict),
        None => vm.heap.dict(),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let own = dict(vm, args[0])?;
    if !args[1].is_absent() {
        let copy = vm.call(Value::Class(vm.types.dict), &[args[1]])?;
        let Value::Dict(from) = vm.unwrap(copy) else { return Ok(Value::None) };
        for (key, value) in pairs(vm, from) {
            let Value::Str(key) = vm.unwrap(key) else {
                return Err(vm.type_error("keywords must be strings"));
            };
            vm.heap.dict_set_str(own, key, value)?;
        }
    }
    if let Value::Dict(kwargs) = args[2] {
        for (key, value) in pairs(vm, kwargs) {
            if let Value::Str(key) = vm.unwrap(key) {
                vm.heap.dict_set_str(own, key, value)?;
            }
        }
    }
    Ok(Value::None)
}

fn pairs(vm: &Vm, dict: Id<Dict>) -> Vec<(Value, Value)> {
    vm.heap.dicts[dict].iter().map(|it| (it.key, it.value)).collect()
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    let name = if class == vm.types.simple_namespace { "namespace".into() } else { vm.class_name(class) };
    let Some(handle) = args[0].handle() else { return Ok(Value::None) };
    if vm.repr_active.contains(&handle) {
        return vm.heap.string(format!("{name}(...)"));
    }
    vm.repr_active.push(handle);
    let result = repr_fields(vm, args[0]);
    vm.repr_active.retain(|it| *it != handle);
    let fields = result?;
    vm.heap.string(format!("{name}({fields})"))
}

fn repr_fields(vm: &mut Vm, this: Value) -> Res<alloc::string::String> {
    let own = dict(vm, this)?;
    let mut text = alloc::string::String::new();
    for (key, value) in pairs(vm, own) {
        if !matches!(vm.unwrap(key), Value::Str(_)) || vm.text_of(key).is_empty() {
            continue;
        }
        let shown = vm.repr(value)?;
        if !text.is_empty() {
            text.push_str(", ");
        }
        vm.heap.room(text.len() + shown.len())?;
        text.push_str(vm.text_of(key));
        text.push('=');
        text.push_str(&shown);
    }
    Ok(text)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    if !vm.is_instance(args[1], vm.types.simple_namespace) {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = (dict(vm, args[0])?, dict(vm, args[1])?);
    vm.compare(padcell_bytecode::CompareOp::Eq, Value::Dict(a), Value::Dict(b))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let class = Value::Class(vm.class_of(args[0]));
    let own = dict(vm, args[0])?;
    let empty = vm.heap.tuple_of(&[])?;
    vm.heap.tuple_of(&[class, empty, Value::Dict(own)])
}

fn replace(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    let made = vm.call(Value::Class(class), &[])?;
    vm.keep(made);
    let (from, to) = (dict(vm, args[0])?, dict(vm, made)?);
    let mut all = pairs(vm, from);
    if let Value::Dict(changes) = args[1] {
        all.extend(pairs(vm, changes));
    }
    for (key, value) in all {
        if let Value::Str(key) = vm.unwrap(key) {
            vm.heap.dict_set_str(to, key, value)?;
        }
    }
    Ok(made)
}
