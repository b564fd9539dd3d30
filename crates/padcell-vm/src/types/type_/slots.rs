//! `__slots__`: which attributes instances keep without a dict.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Layout, Str};
use crate::object::Member;
use crate::types::object;
use crate::value::Value;
use crate::vm::Vm;

/// What the slots of a class come to.
pub(super) struct Slots {
    pub names: Vec<Id<Str>>,
    /// Whether instances have a dict and can be referred to weakly.
    pub flags: ClassFlags,
    add_dict: bool,
    add_weakref: bool,
}

/// Reads `__slots__` of a class in the making.
pub(super) fn read(
    vm: &mut Vm,
    dict: Id<Dict>,
    class_name: Value,
    base: Id<Class>,
    bases: &[Id<Class>],
) -> Res<Slots> {
    let has = |vm: &Vm, it: Id<Class>, flag| vm.heap.classes[it].flags.has(flag);
    let inherited = |vm: &Vm, flag| bases.iter().any(|it| has(vm, *it, flag));
    let may_add_dict = !has(vm, base, ClassFlags::DICT);
    let may_add_weakref = !has(vm, base, ClassFlags::WEAKREF) && !fixed_size(vm, base);
    let (mut add_dict, mut add_weakref) = (may_add_dict, may_add_weakref);
    let mut names = Vec::new();
    if let Some(given) = vm.heap.dict_str(dict, vm.names.__slots__) {
        let items = match vm.unwrap(given) {
            text @ Value::Str(_) => alloc::vec![text],
            _ => vm.collect_list(given)?,
        };
        let list = vm.heap.list(items.clone())?;
        vm.keep(list);
        (add_dict, add_weakref) = (false, false);
        if !items.is_empty() && has_variable_size(vm, base) {
            let text = format!("nonempty __slots__ not supported for subtype of '{}'", vm.class_name(base));
            return Err(vm.type_error(&text));
        }
        for item in items {
            let name = slot_name(vm, item)?;
            match vm.heap.text(name) {
                "__dict__" if !may_add_dict || add_dict => {
                    return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
                }
                "__dict__" => add_dict = true,
                "__weakref__" if !may_add_weakref || add_weakref => {
                    return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
                }
                "__weakref__" => add_weakref = true,
                _ => names.push(mangled(vm, class_name, name)?),
            }
        }
        check_conflicts(vm, dict, &names)?;
        add_dict |= may_add_dict && inherited(vm, ClassFlags::DICT);
        add_weakref |= may_add_weakref && inherited(vm, ClassFlags::WEAKREF);
    }
    let mut flags = ClassFlags::default();
    if add_dict || !may_add_dict {
        flags = flags.with(ClassFlags::DICT);
    }
    if add_weakref || has(vm, base, ClassFlags::WEAKREF) {
        flags = flags.with(ClassFlags::WEAKREF);
    }
    Ok(Slots { names, flags, add_dict, add_weakref })
}

/// Types whose instances differ in size cannot have slots behind their data.
fn has_variable_size(vm: &Vm, base: Id<Class>) -> bool {
    let types = &vm.types;
    let solid = vm.heap.classes[base].solid;
    [types.int, types.bool_, types.bytes, types.tuple, types.type_].contains(&solid)
}

/// Types of that kind whose subclasses cannot be referred to weakly either.
fn fixed_size(vm: &Vm, base: Id<Class>) -> bool {
    let types = &vm.types;
    [types.int, types.bool_, types.bytes, types.tuple].contains(&vm.heap.classes[base].solid)
}

fn slot_name(vm: &mut Vm, item: Value) -> Res<Id<Str>> {
    let Value::Str(id) = vm.unwrap(item) else {
        let text = format!("__slots__ items must be strings, not '{}'", vm.type_name(item));
        return Err(vm.type_error(&text));
    };
    let text = vm.heap.text(id);
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|it| it == '_' || it.is_alphabetic());
    if !starts || !chars.all(|it| it == '_' || it.is_alphanumeric()) {
        return Err(vm.type_error("__slots__ must be identifiers"));
    }
    vm.heap.intern_id(id)
}

/// A private name (`__x`) as the class's own code spells it (`_C__x`).
fn mangled(vm: &mut Vm, class_name: Value, name: Id<Str>) -> Res<Id<Str>> {
    let text = vm.heap.text(name);
    if !text.starts_with("__") || text.ends_with("__") {
        return Ok(name);
    }
    let class = vm.text_of(class_name).trim_start_matches('_');
    if class.is_empty() {
        return Ok(name);
    }
    let text: String = format!("_{class}{text}");
    vm.intern(&text)
}

fn check_conflicts(vm: &mut Vm, dict: Id<Dict>, names: &[Id<Str>]) -> Res<()> {
    for name in names {
        let text = vm.heap.text(*name);
        if vm.heap.dict_str(dict, *name).is_some() && text != "__qualname__" && text != "__classcell__" {
            let text = format!("'{text}' in __slots__ conflicts with class variable");
            return Err(vm.value_error(&text));
        }
    }
    Ok(())
}

impl Slots {
    /// Puts the descriptors into the class's dict.
    pub(super) fn add_members(&self, vm: &mut Vm, class: Id<Class>) -> Res<()> {
        let dict = vm.class_dict(class);
        for name in &self.names {
            let member = Member { name: Value::Str(*name), owner: Value::Class(class) };
            let member = vm.heap.object(vm.types.member_descriptor, member)?;
            vm.heap.dict_set_str(dict, *name, member)?;
        }
        if vm.heap.classes[class].layout == Layout::Class {
            return Ok(());
        }
        if self.add_dict {
            vm.add_methods(class, object::DICT)?;
        }
        if self.add_weakref {
            vm.add_methods(class, object::WEAKREF)?;
        }
        Ok(())
    }
}
