//! `types.FunctionType(code, globals, ...)`.

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::Op;

use crate::error::Res;
use crate::heap::{CodeObject, Function, Id};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let &[_, code, globals, name, defaults, closure, kwdefaults] = args else { return Ok(Value::None) };
    let Value::Code(code) = code else {
        let text = format!("function() argument 'code' must be code, not {}", vm.type_name(code));
        return Err(vm.type_error(&text));
    };
    let mapping = globals;
    let Value::Dict(globals) = vm.unwrap(globals) else {
        let text = format!("function() argument 'globals' must be dict, not {}", vm.type_name(globals));
        return Err(vm.type_error(&text));
    };
    let name = match vm.unwrap(name) {
        Value::None | Value::Unset => vm.heap.str(&vm.heap.codes[code].code.name.clone())?,
        it @ Value::Str(_) => it,
        _ => return Err(vm.type_error("arg 3 (name) must be None or string")),
    };
    let defaults = match vm.unwrap(defaults) {
        Value::None | Value::Unset => Value::None,
        it @ Value::Tuple(_) => it,
        _ => return Err(vm.type_error("arg 4 (defaults) must be None or tuple")),
    };
    let kwdefaults = match vm.unwrap(kwdefaults) {
        Value::None | Value::Unset => Value::None,
        it @ Value::Dict(_) => it,
        _ => return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict")),
    };
    let boxes = match vm.unwrap(closure) {
        Value::None | Value::Unset => Vec::new(),
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
    };
    let wanted = vm.heap.codes[code].code.freevars.len();
    if boxes.len() != wanted {
        let name = vm.string_of(name);
        let text = format!("{name} requires closure of length {wanted}, not {}", boxes.len());
        return Err(vm.value_error(&text));
    }
    let mut cells = Vec::with_capacity(wanted);
    for it in boxes {
        let Value::Box(id) = it else {
            let text = format!("arg 5 (closure) expected cell, found {}", vm.type_name(it));
            return Err(vm.type_error(&text));
        };
        cells.push(id);
    }
    let doc = match vm.heap.codes[code].code.doc.clone() {
        Some(it) => vm.heap.str(&it)?,
        None => Value::None,
    };
    let code = match mapping {
        Value::Dict(_) => code,
        _ => with_namespace(vm, code, mapping)?,
    };
    let maker = vm.acts_restricted();
    let (builtins, restricted) = vm.mode_of(code, globals, maker)?;
    let module = vm.heap.dict_str(globals, vm.names.__name__).unwrap_or(Value::None);
    let function = vm.heap.add_function(Function {
        code,
        globals,
        builtins,
        restricted,
        name,
        qualname: name,
        module,
        doc,
        defaults,
        kwdefaults,
        closure: cells.into_boxed_slice(),
        ..Function::default()
    })?;
    Ok(Value::Function(function))
}

/// The same code with its global names looked up in a dict subclass, whose `__missing__` may make them up: `annotationlib`
/// runs annotations so.
fn with_namespace(vm: &mut Vm, code: Id<CodeObject>, mapping: Value) -> Res<Id<CodeObject>> {
    let shared = vm.heap.codes[code].code.clone();
    let restricted = vm.heap.codes[code].restricted;
    let copy = vm.load_code_as(&shared, restricted, false)?;
    vm.keep(Value::Code(copy));
    let it = &mut vm.heap.codes[copy];
    it.namespace = mapping;
    for op in &mut it.ops {
        if let Op::LoadGlobal { dst, site } = *op {
            *op = Op::LoadName { dst, site };
        }
    }
    Ok(copy)
}
