//! `__bases__` and `__base__`.

use alloc::format;
use alloc::vec::Vec;

use super::this;
use crate::error::Res;
use crate::heap::{Class, Id};
use crate::types::object::same_layout;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let bases: Vec<_> = vm.heap.classes[this(args)].bases.iter().map(|it| Value::Class(*it)).collect();
    vm.heap.tuple(bases)
}

pub(super) fn base(vm: &mut Vm, args: &[Value]) -> Res {
    let bases = vm.heap.classes[this(args)].bases.to_vec();
    match *bases {
        [] => Ok(Value::None),
        [one] => Ok(Value::Class(one)),
        _ => vm.best_base(&bases).map(Value::Class),
    }
}

pub(super) fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let name = vm.class_name(class);
    if args[1].is_unset() {
        let text = format!("cannot delete '__bases__' attribute of immutable type '{name}'");
        return Err(vm.type_error(&text));
    }
    let Value::Tuple(tuple) = vm.unwrap(args[1]) else {
        let text = format!("can only assign tuple to {name}.__bases__, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let values = vm.heap.tuples[tuple].items.to_vec();
    if values.is_empty() {
        let text = format!("can only assign non-empty tuple to {name}.__bases__, not ()");
        return Err(vm.type_error(&text));
    }
    let mut bases = Vec::with_capacity(values.len());
    for it in values {
        let Value::Class(base) = it else {
            let text = format!("{name}.__bases__ must be tuple of classes, not '{}'", vm.type_name(it));
            return Err(vm.type_error(&text));
        };
        if vm.is_subclass(base, class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        bases.push(base);
    }
    let new = vm.best_base(&bases)?;
    let old = vm.heap.classes[class].bases.to_vec();
    let old = vm.best_base(&old)?;
    if !same_layout(vm, new, old)? {
        let what = if vm.heap.classes[new].layout == vm.heap.classes[old].layout {
            "object layout"
        } else {
            "deallocator"
        };
        let (new, old) = (vm.class_name(new), vm.class_name(old));
        let text = format!("__bases__ assignment: '{new}' {what} differs from '{old}'");
        return Err(vm.type_error(&text));
    }
    replace(vm, class, bases)?;
    Ok(Value::None)
}

/// Sets the bases and computes the MRO of the class and of all its subclasses; all or nothing.
fn replace(vm: &mut Vm, class: Id<Class>, bases: Vec<Id<Class>>) -> Res<()> {
    let old_bases = core::mem::replace(&mut vm.heap.classes[class].bases, bases.into());
    let affected = descendants(vm, class)?;
    let mut before = Vec::with_capacity(affected.len());
    for it in &affected {
        vm.keep(Value::Class(*it));
        match vm.compute_mro(*it) {
            Ok(mro) => before.push(core::mem::replace(&mut vm.heap.classes[*it].mro, mro.into())),
            Err(unwind) => {
                for (it, mro) in affected.iter().zip(before) {
                    vm.heap.classes[*it].mro = mro;
                }
                vm.heap.classes[class].bases = old_bases;
                vm.class_changed(class);
                return Err(unwind);
            }
        }
    }
    for it in old_bases.iter() {
        if let Some(rest) = &mut vm.heap.classes[*it].rest {
            rest.subclasses.retain(|it| *it != class);
        }
    }
    for index in 0..vm.heap.classes[class].bases.len() {
        let base = vm.heap.classes[class].bases[index];
        vm.heap.add_subclass(base, class)?;
    }
    vm.class_changed(class);
    Ok(())
}

/// A class and all that inherit from it, bases before what inherits from them: an MRO is longer than those of its bases.
fn descendants(vm: &mut Vm, class: Id<Class>) -> Res<Vec<Id<Class>>> {
    let mut all = alloc::vec![class];
    let mut next = 0;
    while let Some(it) = all.get(next).copied() {
        next += 1;
        for index in 0..vm.heap.classes[it].subclasses().len() {
            vm.spend(all.len() / 8 + 1)?;
            let subclass = vm.heap.classes[it].subclasses()[index];
            if !all.contains(&subclass) {
                all.push(subclass);
            }
        }
    }
    all[1..].sort_by_key(|it| vm.heap.classes[*it].mro.len());
    Ok(all)
}
