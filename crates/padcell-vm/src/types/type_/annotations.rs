//! Annotations of classes: made by the `__annotate__` function when they are first asked for (PEP 649).

use alloc::format;

use super::attributes::own;
use super::this;
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id};
use crate::value::Value;
use crate::vm::Vm;

/// The format in which `__annotate__` gives values.
pub(crate) const VALUE_FORMAT: Value = Value::Int(1);

fn must_be_heap(vm: &mut Vm, class: Id<Class>, name: &str) -> Res<()> {
    if !vm.heap.classes[class].flags.has(ClassFlags::HEAP) {
        let text = format!("type object '{}' has no attribute '{name}'", vm.class_name(class));
        return Err(vm.attribute_error(&text));
    }
    Ok(())
}

fn annotate_function(vm: &mut Vm, class: Id<Class>) -> Res {
    let names = vm.names;
    for name in [names.__annotate_func__, names.__annotate__] {
        if let Some(value) = own(vm, class, name)? {
            return Ok(value);
        }
    }
    Ok(Value::None)
}

pub(super) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    must_be_heap(vm, class, "__annotations__")?;
    let names = vm.names;
    for name in [names.__annotations__, names.__annotations_cache__] {
        if let Some(value) = own(vm, class, name)? {
            return Ok(value);
        }
    }
    let annotate = annotate_function(vm, class)?;
    let made =
        if annotate.is_none() { Value::Dict(vm.heap.dict()?) } else { vm.call(annotate, &[VALUE_FORMAT])? };
    if !matches!(vm.unwrap(made), Value::Dict(_)) {
        let text = format!("__annotate__() must return a dict, not {}", vm.type_name(made));
        return Err(vm.type_error(&text));
    }
    vm.class_set(class, names.__annotations_cache__, made)?;
    Ok(made)
}

pub(super) fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let names = vm.names;
    let dict = vm.class_dict(class);
    if args[1].is_set() {
        let had = vm.heap.dict_str(dict, names.__annotations__).is_some();
        vm.class_set(class, if had { names.__annotations__ } else { names.__annotations_cache__ }, args[1])?;
    } else {
        let a = vm.heap.dict_remove_str(dict, names.__annotations__);
        let b = vm.heap.dict_remove_str(dict, names.__annotations_cache__);
        vm.class_changed(class);
        if a.or(b).is_none() {
            return Err(vm.attribute_error("__annotations__"));
        }
    }
    if vm.heap.dict_remove_str(dict, names.__annotate_func__).is_some() {
        vm.class_set(class, names.__annotate_func__, Value::None)?;
    }
    Ok(Value::None)
}

pub(super) fn get_annotate(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    must_be_heap(vm, class, "__annotate__")?;
    annotate_function(vm, class)
}

pub(super) fn set_annotate(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    if args[1].is_unset() {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    }
    if !args[1].is_none() && !vm.is_callable(args[1]) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let names = vm.names;
    vm.class_set(class, names.__annotate_func__, args[1])?;
    if !args[1].is_none() {
        let dict = vm.class_dict(class);
        vm.heap.dict_remove_str(dict, names.__annotations_cache__);
        vm.class_changed(class);
    }
    Ok(Value::None)
}
