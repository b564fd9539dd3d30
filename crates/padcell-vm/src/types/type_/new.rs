//! `type.__new__`: makes a class of a name, bases and a namespace.

use alloc::boxed::Box;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, ClassRest, Dict, Id, Layout, ShapeId};
use crate::object::{ClassMethod, StaticMethod};
use crate::value::Value;
use crate::vm::Vm;

/// What a class costs besides its slot: its shape, and its entries in its bases.
const FIXED_COST: usize = 128;

/// What the arguments say.
struct Request {
    metaclass: Id<Class>,
    name: Value,
    bases: Vec<Id<Class>>,
    base: Id<Class>,
    /// A copy of the namespace: the class's dict.
    dict: Id<Dict>,
}

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let metaclass = metaclass_argument(vm, args[0])?;
    let kwargs = args[1];
    let &[name, bases, namespace] = &args[2..] else {
        let text = format!("type.__new__() takes exactly 3 arguments ({} given)", args.len() - 2);
        return Err(vm.type_error(&text));
    };
    if !matches!(vm.unwrap(name), Value::Str(_)) {
        return Err(wrong_argument(vm, 1, "str", name));
    }
    let Value::Tuple(bases_id) = vm.unwrap(bases) else { return Err(wrong_argument(vm, 2, "tuple", bases)) };
    let Value::Dict(namespace_id) = vm.unwrap(namespace) else {
        return Err(wrong_argument(vm, 3, "dict", namespace));
    };
    let base_values = vm.heap.tuples[bases_id].items.to_vec();
    let metaclass = match winner(vm, metaclass, &base_values, &[name, bases, namespace], kwargs)? {
        Winner::Class(it) => it,
        Winner::Made(value) => return Ok(value),
    };
    let bases = base_classes(vm, &base_values)?;
    let base = vm.best_base(&bases)?;
    if vm.text_of(name).contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let cost = vm.heap.dicts[namespace_id].copy_cost();
    vm.spend(vm.heap.dicts[namespace_id].len())?;
    vm.heap.room(cost)?;
    let copy = vm.heap.dicts[namespace_id].copy();
    let dict = vm.heap.add_dict(copy)?;
    vm.keep(Value::Dict(dict));
    let request = Request { metaclass, name: vm.unwrap(name), bases, base, dict };
    let class = make(vm, request)?;
    vm.keep(Value::Class(class));
    set_names(vm, class)?;
    init_subclass(vm, class, kwargs)?;
    Ok(Value::Class(class))
}

fn wrong_argument(vm: &mut Vm, number: usize, expected: &str, got: Value) -> Unwind {
    let text = format!("type.__new__() argument {number} must be {expected}, not {}", vm.type_name(got));
    vm.type_error(&text)
}

fn metaclass_argument(vm: &mut Vm, value: Value) -> Res<Id<Class>> {
    let Value::Class(metaclass) = value else {
        let text = format!("type.__new__(X): X is not a type object ({})", vm.type_name(value));
        return Err(vm.type_error(&text));
    };
    if !vm.is_subclass(metaclass, vm.types.type_) {
        let name = vm.class_name(metaclass);
        let text = format!("type.__new__({name}): {name} is not a subtype of type");
        return Err(vm.type_error(&text));
    }
    Ok(metaclass)
}

enum Winner {
    Class(Id<Class>),
    /// Another metaclass's `__new__` made the class.
    Made(Value),
}

fn winner(
    vm: &mut Vm,
    metaclass: Id<Class>,
    bases: &[Value],
    args: &[Value; 3],
    kwargs: Value,
) -> Res<Winner> {
    for base in bases {
        if matches!(base, Value::Class(_)) {
            continue;
        }
        if vm.getattr_opt(*base, vm.names.__mro_entries__)?.is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = vm.best_metaclass(metaclass, bases)?;
    if winner != metaclass {
        if let Some(found) = vm.class_lookup(winner, vm.names.__new__) {
            let is_types =
                matches!(found, Value::Native(id) if vm.heap.natives[id].owner == Some(vm.types.type_));
            if !is_types {
                let found = vm.bind(found, Value::Unset, winner)?;
                let all = [Value::Class(winner), args[0], args[1], args[2]];
                return vm.call_dict(found, &all, kwargs).map(Winner::Made);
            }
        }
    }
    Ok(Winner::Class(winner))
}

fn base_classes(vm: &mut Vm, values: &[Value]) -> Res<Vec<Id<Class>>> {
    if values.is_empty() {
        return Ok(alloc::vec![vm.types.object]);
    }
    let mut bases = Vec::with_capacity(values.len());
    for it in values {
        let Value::Class(class) = *it else { return Err(vm.type_error("bases must be types")) };
        if bases.contains(&class) {
            let text = format!("duplicate base class {}", vm.class_name(class));
            return Err(vm.type_error(&text));
        }
        bases.push(class);
    }
    Ok(bases)
}

fn make(vm: &mut Vm, request: Request) -> Res<Id<Class>> {
    let Request { metaclass, name, bases, base, dict } = request;
    let slots = super::slots::read(vm, dict, name, base, &bases)?;
    let qualname = take_qualname(vm, dict)?.filter(|it| !it.is(name));
    let rest = (qualname.is_some() || !slots.names.is_empty()).then(|| {
        let names = slots.names.iter().map(|it| Value::Str(*it)).collect();
        Box::new(ClassRest { qualname: qualname.unwrap_or_default(), slots: names, ..ClassRest::default() })
    });
    set_defaults(vm, dict)?;
    let below = &vm.heap.classes[base];
    let (layout, solid) = (below.layout, below.solid);
    let flags = ClassFlags::HEAP.with(ClassFlags::BASE).with(slots.flags);
    let flags = if vm.frame_is_restricted() { flags.with(ClassFlags::RESTRICTED) } else { flags };
    vm.heap.charge_fixed(FIXED_COST)?;
    let version = vm.heap.new_version();
    let class = vm.heap.add_class(Class {
        name,
        bases: bases.into(),
        mro: Arc::default(),
        members: dict,
        overrides: 0,
        metaclass,
        layout: if layout == Layout::Wrapped || layout != Layout::Object { layout } else { Layout::Object },
        solid,
        flags,
        version,
        root_shape: ShapeId::DICT,
        rest,
    })?;
    vm.keep(Value::Class(class));
    vm.heap.classes[class].root_shape = vm.heap.shapes.root(class);
    let mro = vm.compute_mro(class)?;
    vm.heap.classes[class].mro = mro.into();
    slots.add_members(vm, class)?;
    for index in 0..vm.heap.classes[class].bases.len() {
        let base = vm.heap.classes[class].bases[index];
        vm.heap.add_subclass(base, class)?;
    }
    fill_boxes(vm, class)?;
    vm.class_changed(class);
    Ok(class)
}

fn take_qualname(vm: &mut Vm, dict: Id<Dict>) -> Res<Option<Value>> {
    let Some(qualname) = vm.heap.dict_str(dict, vm.names.__qualname__) else { return Ok(None) };
    if !matches!(vm.unwrap(qualname), Value::Str(_)) {
        let text = format!("type __qualname__ must be a str, not {}", vm.type_name(qualname));
        return Err(vm.type_error(&text));
    }
    vm.heap.dict_remove_str(dict, vm.names.__qualname__);
    Ok(Some(vm.unwrap(qualname)))
}

/// Fills in what a namespace need not say, and turns the functions that are never plain methods into what they are.
fn set_defaults(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let names = vm.names;
    if vm.heap.dict_str(dict, names.__module__).is_none() {
        if let Some(frame) = vm.frames.last() {
            let globals = frame.globals;
            if let Some(module) = vm.heap.dict_str(globals, names.__name__) {
                vm.heap.dict_set_str(dict, names.__module__, module)?;
            }
        }
    }
    if let Some(function @ Value::Function(_)) = vm.heap.dict_str(dict, names.__new__) {
        let made = vm.heap.object(vm.types.staticmethod, StaticMethod { function })?;
        vm.heap.dict_set_str(dict, names.__new__, made)?;
    }
    for name in [names.__init_subclass__, names.__class_getitem__] {
        if let Some(function @ Value::Function(_)) = vm.heap.dict_str(dict, name) {
            let made = vm.heap.object(vm.types.classmethod, ClassMethod { function })?;
            vm.heap.dict_set_str(dict, name, made)?;
        }
    }
    if vm.heap.dict_str(dict, names.__eq__).is_some() && vm.heap.dict_str(dict, names.__hash__).is_none() {
        vm.heap.dict_set_str(dict, names.__hash__, Value::None)?;
    }
    if vm.heap.dict_str(dict, names.__doc__).is_none() {
        vm.heap.dict_set_str(dict, names.__doc__, Value::None)?;
    }
    Ok(())
}

/// The boxes that the class body left: `__class__` of its methods, and the namespace of its annotation scopes.
fn fill_boxes(vm: &mut Vm, class: Id<Class>) -> Res<()> {
    let dict = vm.class_dict(class);
    for (name, content, text) in [
        (vm.names.__classcell__, Value::Class(class), "__classcell__"),
        (vm.names.__classdictcell__, Value::Dict(dict), "__classdictcell__"),
    ] {
        let Some(cell) = vm.heap.dict_remove_str(dict, name) else { continue };
        let Value::Box(id) = cell else {
            let path = vm.class_of(cell);
            let path = vm.class_path(path);
            let text = format!("{text} must be a nonlocal cell, not <class '{path}'>");
            return Err(vm.type_error(&text));
        };
        vm.heap.boxes[id].value = content;
    }
    Ok(())
}

/// Calls `__set_name__` of what the namespace holds.
fn set_names(vm: &mut Vm, class: Id<Class>) -> Res<()> {
    let dict = vm.class_dict(class);
    let mut pending = Vec::new();
    vm.spend(vm.heap.dicts[dict].len())?;
    for it in vm.heap.dicts[dict].iter() {
        if let Value::Instance(_) | Value::Object(_) | Value::Class(_) = it.value {
            pending.push((it.key, it.value));
        }
    }
    let mark = vm.kept();
    for (key, value) in &pending {
        vm.keep(*key);
        vm.keep(*value);
    }
    for (key, value) in pending {
        let Some(method) = vm.lookup_special(value, vm.names.__set_name__)? else { continue };
        if let Err(unwind) = vm.call(method, &[Value::Class(class), key]) {
            return Err(note_set_name(vm, unwind, class, key, value));
        }
    }
    vm.release(mark);
    Ok(())
}

/// Says in a note which `__set_name__` failed.
fn note_set_name(vm: &mut Vm, unwind: Unwind, class: Id<Class>, key: Value, value: Value) -> Unwind {
    let exception = vm.heap.raised;
    if unwind != Unwind::Raised || !matches!(exception, Value::Exception(_)) {
        return unwind;
    }
    vm.keep(exception);
    let noted = vm.repr(key).and_then(|key| {
        let text = format!(
            "Error calling __set_name__ on '{}' instance {key} in '{}'",
            vm.type_name(value),
            vm.class_name(class)
        );
        let note = vm.heap.string(text)?;
        vm.add_note(exception, note)
    });
    match noted {
        Err(Unwind::Stop) => Unwind::Stop,
        _ => {
            vm.heap.raised = exception;
            Unwind::Raised
        }
    }
}

/// Calls `super(cls, cls).__init_subclass__(**kwargs)`.
fn init_subclass(vm: &mut Vm, class: Id<Class>, kwargs: Value) -> Res<()> {
    let name = vm.names.__init_subclass__;
    let Some(method) = vm.super_lookup(class, class, name) else { return Ok(()) };
    let plain = matches!(method, Value::Native(id) if vm.heap.natives[id].owner == Some(vm.types.object));
    if plain {
        if !matches!(kwargs, Value::Unset | Value::None) {
            let name = vm.string_of(vm.heap.classes[class].qualname());
            let text = format!("{name}.__init_subclass__() takes no keyword arguments");
            return Err(vm.type_error(&text));
        }
        return Ok(());
    }
    let method = vm.bind(method, Value::Unset, class)?;
    vm.call_dict(method, &[], kwargs).map(|_| ())
}
