//! What a class says of itself: names, documentation, MRO, flags.

use alloc::format;
use alloc::vec::Vec;

use super::this;
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id, Str};
use crate::types::mapping_proxy::MappingProxy;
use crate::value::Value;
use crate::vm::Vm;

/// The offset that stands for "has one": the sign and the nearness to zero are all that code looks at.
const OFFSET: i64 = 16;

pub(super) fn name(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.heap.classes[this(args)].name)
}

/// The string that is assigned to a name of a class.
fn new_name(vm: &mut Vm, args: &[Value], attribute: &str) -> Res {
    let class = vm.class_name(this(args));
    if args[1].is_unset() {
        let text = format!("cannot delete '{attribute}' attribute of immutable type '{class}'");
        return Err(vm.type_error(&text));
    }
    match vm.unwrap(args[1]) {
        text @ Value::Str(_) => Ok(text),
        _ => {
            let text =
                format!("can only assign string to {class}.{attribute}, not '{}'", vm.type_name(args[1]));
            Err(vm.type_error(&text))
        }
    }
}

pub(super) fn set_name(vm: &mut Vm, args: &[Value]) -> Res {
    let name = new_name(vm, args, "__name__")?;
    if vm.text_of(name).contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    vm.heap.charge_rest(this(args))?;
    let class = &mut vm.heap.classes[this(args)];
    class.rest_mut().qualname = class.qualname();
    class.name = name;
    Ok(Value::None)
}

pub(super) fn qualname(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.heap.classes[this(args)].qualname())
}

pub(super) fn set_qualname(vm: &mut Vm, args: &[Value]) -> Res {
    let name = new_name(vm, args, "__qualname__")?;
    vm.heap.charge_rest(this(args))?;
    vm.heap.classes[this(args)].rest_mut().qualname = name;
    Ok(Value::None)
}

/// An attribute in the class's own dict, bound as its descriptor says.
pub(super) fn own(vm: &mut Vm, class: Id<Class>, name: Id<Str>) -> Res<Option<Value>> {
    match vm.class_own(class, name) {
        Some(value) => vm.bind(value, Value::Unset, class).map(Some),
        None => Ok(None),
    }
}

pub(super) fn module(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    if let Some(value) = vm.class_own(class, vm.names.__module__) {
        return Ok(value);
    }
    if vm.heap.classes[class].flags.has(ClassFlags::HEAP) {
        return Err(vm.attribute_error("__module__"));
    }
    Ok(Value::Str(vm.names.builtins))
}

/// Refuses to delete an attribute.
fn must_have_value(vm: &mut Vm, args: &[Value], attribute: &str) -> Res<()> {
    if args[1].is_unset() {
        let text = format!(
            "cannot delete '{attribute}' attribute of immutable type '{}'",
            vm.class_name(this(args))
        );
        return Err(vm.type_error(&text));
    }
    Ok(())
}

pub(super) fn set_module(vm: &mut Vm, args: &[Value]) -> Res {
    must_have_value(vm, args, "__module__")?;
    vm.class_set(this(args), vm.names.__module__, args[1])?;
    Ok(Value::None)
}

pub(super) fn doc(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.names.__doc__;
    Ok(own(vm, this(args), name)?.unwrap_or(Value::None))
}

pub(super) fn set_doc(vm: &mut Vm, args: &[Value]) -> Res {
    must_have_value(vm, args, "__doc__")?;
    vm.class_set(this(args), vm.names.__doc__, args[1])?;
    Ok(Value::None)
}

pub(super) fn mro(vm: &mut Vm, args: &[Value]) -> Res {
    let all: Vec<_> = vm.heap.classes[this(args)].mro.iter().map(|it| Value::Class(*it)).collect();
    vm.heap.tuple(all)
}

pub(super) fn dict(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = Value::Dict(vm.class_dict(this(args)));
    vm.heap.object(vm.types.mapping_proxy, MappingProxy { mapping })
}

/// CPython's `tp_flags`, as far as code looks at them.
pub(super) fn flags(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let flags = vm.heap.classes[class].flags;
    let types = vm.types;
    let mut bits = 1 << 12;
    for (flag, bit) in [
        (ClassFlags::SEQUENCE, 5),
        (ClassFlags::MAPPING, 6),
        (ClassFlags::HEAP, 9),
        (ClassFlags::BASE, 10),
        (ClassFlags::ABSTRACT, 20),
    ] {
        if flags.has(flag) {
            bits |= 1 << bit;
        }
    }
    if !flags.has(ClassFlags::HEAP) {
        bits |= 1 << 8;
    }
    for (base, bit) in [
        (types.int, 24),
        (types.list, 25),
        (types.tuple, 26),
        (types.bytes, 27),
        (types.str_, 28),
        (types.dict, 29),
        (vm.exceptions.base_exception, 30),
        (types.type_, 31),
    ] {
        if vm.is_subclass(class, base) {
            bits |= 1 << bit;
        }
    }
    Ok(Value::Int(bits))
}

pub(super) fn basicsize(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let slots: usize = vm.heap.classes[class].mro.iter().map(|it| vm.heap.classes[*it].slots().len()).sum();
    Ok(Value::Int(OFFSET + 8 * slots as i64))
}

pub(super) fn itemsize(vm: &mut Vm, args: &[Value]) -> Res {
    let solid = vm.heap.classes[this(args)].solid;
    let types = &vm.types;
    Ok(Value::Int(match solid {
        it if it == types.int || it == types.bool_ => 4,
        it if it == types.tuple => 8,
        it if it == types.bytes => 1,
        _ => 0,
    }))
}

pub(super) fn dictoffset(vm: &mut Vm, args: &[Value]) -> Res {
    let has = vm.heap.classes[this(args)].flags.has(ClassFlags::DICT);
    Ok(Value::Int(if has { -1 } else { 0 }))
}

pub(super) fn weakrefoffset(vm: &mut Vm, args: &[Value]) -> Res {
    let has = vm.heap.classes[this(args)].flags.has(ClassFlags::WEAKREF);
    Ok(Value::Int(if has { OFFSET } else { 0 }))
}

pub(super) fn text_signature(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::None)
}

pub(super) fn abstractmethods(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let name = vm.names.__abstractmethods__;
    match vm.class_own(class, name) {
        Some(value) if class != vm.types.type_ => Ok(value),
        _ => Err(vm.attribute_error_about("__abstractmethods__", args[0], name)),
    }
}

pub(super) fn set_abstractmethods(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let name = vm.names.__abstractmethods__;
    let is_abstract = if args[1].is_unset() {
        let dict = vm.class_dict(class);
        if vm.heap.dict_remove_str(dict, name).is_none() {
            return Err(vm.no_attribute(args[0], name));
        }
        vm.class_changed(class);
        false
    } else {
        let is_abstract = vm.truth(args[1])?;
        vm.class_set(class, name, args[1])?;
        is_abstract
    };
    let flags = vm.heap.classes[class].flags;
    vm.heap.classes[class].flags =
        if is_abstract { flags.with(ClassFlags::ABSTRACT) } else { flags.without(ClassFlags::ABSTRACT) };
    Ok(Value::None)
}

pub(super) fn type_params(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.class_own(this(args), vm.names.__type_params__) {
        Some(value) => Ok(value),
        None => vm.heap.tuple_of(&[]),
    }
}

pub(super) fn set_type_params(vm: &mut Vm, args: &[Value]) -> Res {
    must_have_value(vm, args, "__type_params__")?;
    vm.class_set(this(args), vm.names.__type_params__, args[1])?;
    Ok(Value::None)
}
