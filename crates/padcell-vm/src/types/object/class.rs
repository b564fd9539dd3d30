//! `__class__`, `__dict__` and `__weakref__` of objects.

use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, INLINE, Id, Instance, Layout, ShapeId, WeakRef};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Class(vm.class_of(args[0])))
}

pub(super) fn set(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("can't delete __class__ attribute"));
    }
    let Value::Class(to) = args[1] else {
        let text = format!("__class__ must be set to a class, not '{}' object", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let from = vm.class_of(args[0]);
    let module = vm.types.module;
    let modules = vm.is_subclass(from, module) && vm.is_subclass(to, module);
    let heap = |vm: &Vm, it: Id<Class>| vm.heap.classes[it].flags.has(ClassFlags::HEAP);
    if !modules && !(heap(vm, from) && heap(vm, to)) {
        let text = "__class__ assignment only supported for mutable types or ModuleType subclasses";
        return Err(vm.type_error(text));
    }
    if !same_layout(vm, from, to)? {
        let (new, old) = (vm.class_name(to), vm.class_name(from));
        let text = format!("__class__ assignment: '{new}' object layout differs from '{old}'");
        return Err(vm.type_error(&text));
    }
    match args[0] {
        Value::Instance(id) => move_instance(vm, id, to)?,
        Value::Exception(id) => vm.heap.exceptions[id].class = to,
        Value::Module(id) => vm.heap.modules[id].class = to,
        Value::Object(id) => vm.heap.objects[id].class = to,
        Value::Class(id) => {
            vm.heap.classes[id].metaclass = to;
            vm.class_changed(id);
        }
        _ => {}
    }
    Ok(Value::None)
}

/// Whether instances of one class can become instances of another: same builtin type below, same slots and dict.
pub(crate) fn same_layout(vm: &mut Vm, a: Id<Class>, b: Id<Class>) -> Res<bool> {
    let (left, right) = (&vm.heap.classes[a], &vm.heap.classes[b]);
    let layouts = left.layout == right.layout && (left.solid == right.solid || left.layout == Layout::Module);
    if !layouts || left.flags.has(ClassFlags::DICT) != right.flags.has(ClassFlags::DICT) {
        return Ok(false);
    }
    let (mine, theirs) = (vm.slot_names(a)?, vm.slot_names(b)?);
    vm.spend(mine.len() * theirs.len())?;
    Ok(mine.len() == theirs.len() && mine.iter().all(|it| theirs.contains(it)))
}

/// Gives an instance another class. A shape belongs to one class, so the attributes move to a shape of the new one.
fn move_instance(vm: &mut Vm, id: Id<Instance>, to: Id<Class>) -> Res<()> {
    let shape = vm.heap.instances[id].shape;
    if shape == ShapeId::DICT {
        vm.heap.instances[id].class = to;
        return Ok(());
    }
    let names = vm.heap.shapes.names(shape).to_vec();
    let values: Vec<_> = (0..names.len()).map(|slot| vm.heap.instances[id].slot(slot)).collect();
    let root = vm.heap.classes[to].root_shape;
    let it = &mut vm.heap.instances[id];
    it.class = to;
    it.shape = root;
    it.inline = [Value::Unset; INLINE];
    if let Some(rest) = &mut it.rest {
        rest.more.clear();
    }
    for (name, value) in names.into_iter().zip(values) {
        vm.set_own(id, name, value)?;
    }
    vm.watch_finalizer(to, Value::Instance(id))
}

pub(super) fn get_dict(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.dict_of(args[0])? {
        Some(dict) => Ok(Value::Dict(dict)),
        None => Err(vm.no_attribute(args[0], vm.names.__dict__)),
    }
}

pub(super) fn set_dict(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("cannot delete __dict__"));
    }
    let Value::Dict(dict) = vm.unwrap(args[1]) else {
        let text = format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    if matches!(args[0], Value::Module(_) | Value::Class(_)) || !vm.set_dict_of(args[0], dict)? {
        return Err(vm.attribute_error("readonly attribute"));
    }
    Ok(Value::None)
}

pub(super) fn get_weakref(vm: &mut Vm, args: &[Value]) -> Res {
    let references = &vm.heap.weakrefs;
    let found = references.iter().find(|it| {
        let reference = vm.heap.objects[**it].data.as_any().downcast_ref::<WeakRef>();
        reference.is_some_and(|it| it.target.is(args[0]) && it.callback.is_absent())
    });
    Ok(found.map_or(Value::None, |it| Value::Object(*it)))
}
