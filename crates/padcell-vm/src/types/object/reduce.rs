//! `__reduce_ex__` and `__getstate__`: what `copy` and `pickle` ask of an object.

use alloc::format;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    by_copyreg(vm, args[0], 0)
}

pub(super) fn reduce_ex(vm: &mut Vm, args: &[Value]) -> Res {
    let protocol = vm.index_i64(args[1])?;
    // An overridden `__reduce__` wins.
    let class = vm.class_of(args[0]);
    if let Some(found) = vm.class_lookup(class, vm.names.__reduce__) {
        let is_own = matches!(found, Value::Native(id) if vm.heap.natives[id].owner == Some(vm.types.object));
        if !is_own {
            let method = vm.getattr(args[0], vm.names.__reduce__)?;
            return vm.call(method, &[]);
        }
    }
    if protocol >= 2 { new_object(vm, args[0]) } else { by_copyreg(vm, args[0], protocol) }
}

/// A function of the `copyreg` module.
fn copyreg(vm: &mut Vm, name: &str) -> Res {
    let module = vm.import("copyreg", None, Value::None, 0)?;
    vm.keep(module);
    let name = vm.intern(name)?;
    vm.getattr(module, name)
}

fn by_copyreg(vm: &mut Vm, this: Value, protocol: i64) -> Res {
    let function = copyreg(vm, "_reduce_ex")?;
    vm.keep(function);
    vm.call(function, &[this, Value::Int(protocol)])
}

/// Protocol 2 and later: `(copyreg.__newobj__, (cls, *args), state, list items, dict items)`.
fn new_object(vm: &mut Vm, this: Value) -> Res {
    let class = vm.class_of(this);
    let (args, kwargs) = new_arguments(vm, this)?;
    vm.keep(args);
    vm.keep(kwargs);
    let (function, call_args) = if kwargs.is_set() {
        let function = copyreg(vm, "__newobj_ex__")?;
        (function, vm.heap.tuple_of(&[Value::Class(class), args, kwargs])?)
    } else {
        let function = copyreg(vm, "__newobj__")?;
        let mut all = alloc::vec![Value::Class(class)];
        all.extend(vm.collect_list(args)?);
        (function, vm.heap.tuple(all)?)
    };
    vm.keep(function);
    vm.keep(call_args);
    let state = vm.call_method(this, "__getstate__", &[])?;
    vm.keep(state);
    let items = match vm.unwrap(this) {
        Value::List(_) => vm.iter(this)?,
        _ => Value::None,
    };
    vm.keep(items);
    let pairs = match vm.unwrap(this) {
        Value::Dict(_) => {
            let pairs = vm.call_method(this, "items", &[])?;
            vm.keep(pairs);
            vm.iter(pairs)?
        }
        _ => Value::None,
    };
    vm.heap.tuple_of(&[function, call_args, state, items, pairs])
}

/// The arguments for `__new__`: a tuple, and a dict or unset.
fn new_arguments(vm: &mut Vm, this: Value) -> Res<(Value, Value)> {
    let name = vm.intern("__getnewargs_ex__")?;
    if let Some(method) = vm.getattr_opt(this, name)? {
        let result = vm.call(method, &[])?;
        let Value::Tuple(id) = vm.unwrap(result) else {
            let text = format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(result));
            return Err(vm.type_error(&text));
        };
        let items = &vm.heap.tuples[id].items;
        let &[args, kwargs] = &**items else {
            let text = format!("__getnewargs_ex__ should return a tuple of length 2, not {}", items.len());
            return Err(vm.value_error(&text));
        };
        let empty = matches!(vm.unwrap(kwargs), Value::Dict(it) if vm.heap.dicts[it].is_empty());
        return Ok((args, if empty { Value::Unset } else { kwargs }));
    }
    let name = vm.intern("__getnewargs__")?;
    if let Some(method) = vm.getattr_opt(this, name)? {
        let result = vm.call(method, &[])?;
        if !matches!(vm.unwrap(result), Value::Tuple(_)) {
            let text = format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(result));
            return Err(vm.type_error(&text));
        }
        return Ok((result, Value::Unset));
    }
    let plain = matches!(this, Value::Instance(_) | Value::Exception(_) | Value::Class(_));
    let class = vm.class_of(this);
    let heap = vm.heap.classes[class].flags.has(crate::heap::ClassFlags::HEAP);
    let reducible = plain
        && matches!(
            vm.unwrap(this),
            Value::Instance(_) | Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::FrozenSet(_)
        );
    if !reducible
        && !matches!(this, Value::List(_) | Value::Dict(_))
        && !(heap && matches!(this, Value::Exception(_)))
    {
        let text = format!("cannot pickle '{}' object", vm.type_name(this));
        return Err(vm.type_error(&text));
    }
    Ok((vm.heap.tuple_of(&[])?, Value::Unset))
}

/// The state of an object: its dict, or (dict, slots), or None.
pub(super) fn getstate(vm: &mut Vm, args: &[Value]) -> Res {
    let this = args[0];
    let class = vm.class_of(this);
    let mut dict = Value::None;
    if vm.heap.classes[class].flags.has(crate::heap::ClassFlags::DICT) {
        // Nobody gets here who may not: `__getstate__` is denied by its name.
        let found = match vm.class_lookup(class, vm.names.__dict__) {
            Some(Value::Native(_)) => vm.dict_of(this)?.map(Value::Dict),
            _ => vm.getattr_opt(this, vm.names.__dict__)?,
        };
        if let Some(found) = found {
            if let Value::Dict(id) = vm.unwrap(found) {
                if !vm.heap.dicts[id].is_empty() || matches!(this, Value::Object(_)) {
                    let copy = vm.heap.dicts[id].copy_cost();
                    vm.heap.room(copy)?;
                    let copy = vm.heap.dicts[id].copy();
                    dict = Value::Dict(vm.heap.add_dict(copy)?);
                    vm.keep(dict);
                }
            }
        }
    }
    let slots = slot_state(vm, this)?;
    if slots.is_none() { Ok(dict) } else { vm.heap.tuple_of(&[dict, slots]) }
}

/// A dict of the slots that are set; None if there are none.
fn slot_state(vm: &mut Vm, this: Value) -> Res {
    let class = vm.class_of(this);
    let names = vm.slot_names(class)?;
    if names.is_empty() {
        return Ok(Value::None);
    }
    let dict = vm.heap.dict()?;
    vm.keep(Value::Dict(dict));
    for name in names {
        if let Some(value) = vm.getattr_opt(this, name)? {
            vm.heap.dict_set_str(dict, name, value)?;
        }
    }
    Ok(if vm.heap.dicts[dict].is_empty() { Value::None } else { Value::Dict(dict) })
}
