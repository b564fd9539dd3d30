//! Type variables in the arguments of an alias: which there are, and putting types in their places.

use alloc::format;
use alloc::vec::Vec;

use super::items;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// The type variables in a tuple of arguments, each once, in order: a tuple.
pub(crate) fn collect_parameters(vm: &mut Vm, args: Value) -> Res {
    let mut found: Vec<Value> = Vec::new();
    collect(vm, args, &mut found)?;
    vm.heap.tuple(found)
}

fn add(vm: &mut Vm, found: &mut Vec<Value>, value: Value) -> Res<()> {
    vm.spend(found.len() + 1)?;
    if !found.iter().any(|it| it.is(value)) {
        vm.keep(value);
        found.push(value);
    }
    Ok(())
}

fn collect(vm: &mut Vm, args: Value, found: &mut Vec<Value>) -> Res<()> {
    for it in items(vm, args) {
        match it {
            // Classes have no parameters of their own here, and plain data has none at all.
            Value::Class(_)
            | Value::None
            | Value::Ellipsis
            | Value::Str(_)
            | Value::Int(_)
            | Value::Bool(_) => {}
            Value::Tuple(_) => vm.nested(|vm| collect(vm, it, found))?,
            Value::List(id) => {
                let inner = vm.heap.lists[id].items.clone();
                let inner = vm.heap.tuple(inner)?;
                vm.keep(inner);
                vm.nested(|vm| collect(vm, inner, found))?;
            }
            _ => {
                let subst = vm.intern("__typing_subst__")?;
                let class = vm.class_of(it);
                if vm.class_lookup(class, subst).is_some() {
                    add(vm, found, it)?;
                    continue;
                }
                let parameters = vm.intern("__parameters__")?;
                if let Some(inner) = vm.getattr_opt(it, parameters)? {
                    for it in items(vm, inner) {
                        add(vm, found, it)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The arguments with their parameters replaced by those of a subscript: a tuple.
pub(crate) fn substitute(vm: &mut Vm, this: Value, args: Value, parameters: Value, item: Value) -> Res {
    let params = items(vm, parameters);
    if params.is_empty() {
        let shown = vm.repr(this)?;
        return Err(vm.type_error(&format!("{shown} is not a generic class")));
    }
    let mut item = match vm.unwrap(item) {
        it @ Value::Tuple(_) => it,
        _ => vm.heap.tuple_of(&[item])?,
    };
    vm.keep(item);
    let prepare = vm.intern("__typing_prepare_subst__")?;
    for param in &params {
        if let Some(method) = vm.getattr_opt(*param, prepare)? {
            let prepared = vm.call(method, &[this, item])?;
            item = match vm.unwrap(prepared) {
                it @ Value::Tuple(_) => it,
                _ => vm.heap.tuple_of(&[prepared])?,
            };
            vm.keep(item);
        }
    }
    let given = items(vm, item);
    if given.len() != params.len() {
        let shown = vm.repr(this)?;
        let few = if given.len() < params.len() { "few" } else { "many" };
        let text =
            format!("Too {few} arguments for {shown}; actual {}, expected {}", given.len(), params.len());
        return Err(vm.type_error(&text));
    }
    let new = replace_all(vm, items(vm, args), &params, &given)?;
    vm.heap.tuple(new)
}

fn replace_all(vm: &mut Vm, args: Vec<Value>, params: &[Value], given: &[Value]) -> Res<Vec<Value>> {
    let mut new = Vec::with_capacity(args.len());
    for it in args {
        vm.spend(params.len() + 1)?;
        let replaced = vm.nested(|vm| replace(vm, it, params, given))?;
        vm.keep(replaced);
        let unpack = vm.intern("__typing_unpacked_tuple_args__")?;
        let unpacked = match replaced {
            Value::Class(_) => None,
            _ => vm.getattr_opt(it, unpack)?,
        };
        let starred = vm.intern("__typing_is_unpacked_typevartuple__")?;
        let variadic = matches!(vm.getattr_opt(it, starred)?, Some(Value::Bool(true)));
        match (variadic, unpacked, replaced) {
            (true, _, Value::Tuple(id)) => new.extend_from_slice(&vm.heap.tuples[id].items),
            (_, Some(Value::Tuple(_)), _) | (_, _, _) => new.push(replaced),
        }
    }
    Ok(new)
}

fn replace(vm: &mut Vm, arg: Value, params: &[Value], given: &[Value]) -> Res {
    if let Value::Class(_) = arg {
        return Ok(arg);
    }
    if let Some(index) = params.iter().position(|it| it.is(arg)) {
        let subst = vm.intern("__typing_subst__")?;
        let value = given.get(index).copied().unwrap_or(Value::None);
        return match vm.getattr_opt(arg, subst)? {
            Some(method) => vm.call(method, &[value]),
            None => Ok(value),
        };
    }
    match arg {
        Value::Tuple(id) => {
            let inner = vm.heap.tuples[id].items.to_vec();
            let new = replace_all(vm, inner, params, given)?;
            return vm.heap.tuple(new);
        }
        Value::List(id) => {
            let inner = vm.heap.lists[id].items.clone();
            let new = replace_all(vm, inner, params, given)?;
            return vm.heap.list(new);
        }
        _ => {}
    }
    let name = vm.intern("__parameters__")?;
    let Some(inner) = vm.getattr_opt(arg, name)? else { return Ok(arg) };
    let inner = items(vm, inner);
    if inner.is_empty() {
        return Ok(arg);
    }
    let mut chosen = Vec::with_capacity(inner.len());
    let variadic = vm.intern("__typing_is_unpacked_typevartuple__")?;
    for it in inner {
        let index = params.iter().position(|param| param.is(it));
        let value = index.and_then(|it| given.get(it).copied()).unwrap_or(it);
        let _ = variadic;
        match value {
            Value::Tuple(id) if index.is_some() && is_type_var_tuple(vm, it) => {
                chosen.extend_from_slice(&vm.heap.tuples[id].items);
            }
            _ => chosen.push(value),
        }
    }
    let chosen = vm.heap.tuple(chosen)?;
    vm.keep(chosen);
    vm.get_item(arg, chosen)
}

/// A TypeVarTuple stands for any number of types.
fn is_type_var_tuple(vm: &Vm, value: Value) -> bool {
    vm.type_name(value) == "TypeVarTuple"
}

/// What may stand as an argument of `Union[...]`: None becomes its type, a string a forward reference.
pub(crate) fn type_argument(vm: &mut Vm, value: Value) -> Res {
    match value {
        Value::None => Ok(Value::Class(vm.types.none_type)),
        Value::Str(_) => {
            let module = vm.import("annotationlib", None, Value::None, 0)?;
            vm.call_method(module, "ForwardRef", &[value])
        }
        _ => Ok(value),
    }
}
