//! Annotations of functions: made by the `__annotate__` function when they are first asked for (PEP 649).

use alloc::format;

use super::this;
use crate::error::Res;
use crate::types::type_::VALUE_FORMAT;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(args);
    let ready = vm.heap.functions[id].annotations;
    if ready.is_set() {
        return Ok(ready);
    }
    let annotate = vm.heap.functions[id].annotate;
    let made =
        if annotate.is_absent() { Value::Dict(vm.heap.dict()?) } else { vm.call(annotate, &[VALUE_FORMAT])? };
    if !matches!(vm.unwrap(made), Value::Dict(_)) {
        let text = format!("__annotate__() must return a dict, not {}", vm.type_name(made));
        return Err(vm.type_error(&text));
    }
    vm.heap.functions[id].annotations = made;
    Ok(made)
}

pub(super) fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let value = args[1].or(Value::None);
    let value = match vm.unwrap(value) {
        Value::None => Value::Unset,
        Value::Dict(_) => value,
        _ => return Err(vm.type_error("__annotations__ must be set to a dict object")),
    };
    let function = &mut vm.heap.functions[this(args)];
    function.annotations = value;
    function.annotate = Value::None;
    Ok(Value::None)
}

pub(super) fn get_annotate(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.heap.functions[this(args)].annotate.or(Value::None))
}

pub(super) fn set_annotate(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("__annotate__ cannot be deleted"));
    }
    if !args[1].is_none() && !vm.is_callable(args[1]) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let function = &mut vm.heap.functions[this(args)];
    function.annotate = args[1];
    if !args[1].is_none() {
        function.annotations = Value::Unset;
    }
    Ok(Value::None)
}
