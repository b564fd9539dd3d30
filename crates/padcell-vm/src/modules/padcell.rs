//! `_padcell`: cells and bastions, for the `rexec` and `Bastion` modules of the library.

mod bastion;
mod cell;
mod limits;
mod names;
mod namespace;
mod never;
mod policy;
mod root;
mod supervision;

pub(crate) use bastion::Bastion;

use alloc::format;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[Def] = &[
    Def::function("cell", "policy, budget, permitted, /", cell::make),
    Def::function("bastion", "class, object, filter, name, specials, wrap, /", bastion::make),
    Def::function("names", "names, /", names::make),
    Def::function("root", "directory, write, /", root::make),
    Def::function("visible", "name, /", visible),
    Def::function("has_module", "name, /", |vm, args| {
        let name = vm.string_of(args[0]);
        vm.has_module(&name).map(Value::Bool)
    }),
    Def::function("is_library", "module, /", is_library),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let object = vm.types.object;
    let cell = vm.native_class("_padcell", "Cell", object, ClassFlags::default(), cell::METHODS)?;
    let bastion = vm.native_class("Bastion", "BastionClass", object, ClassFlags::BASE, bastion::METHODS)?;
    let exception = vm.exceptions.exception;
    let stopped =
        vm.native_class("rexec", "CellStopped", exception, ClassFlags::BASE.with(ClassFlags::DICT), &[])?;
    vm.membrane.stopped_class = Some(stopped);
    let names = vm.native_class("_padcell", "Names", object, ClassFlags::default(), &[])?;
    let root = vm.native_class("_padcell", "Root", object, ClassFlags::default(), root::METHODS)?;
    let remote = vm.remote_class()?;
    let restricted = vm.exceptions.restricted_error;
    for (name, class) in [
        ("Cell", cell),
        ("BastionClass", bastion),
        ("CellStopped", stopped),
        ("Remote", remote),
        ("Root", root),
        ("Names", names),
        ("RestrictedError", restricted),
    ] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    Ok(())
}

/// A builtin as the code sees it that is not of the library: what a supervisor has put in its place, if one has.
fn visible(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[0])?;
    match vm.heap.dict_str(vm.visible_builtins, name) {
        Some(value) => Ok(value),
        None => {
            let text = format!("name '{}' is not defined", vm.heap.text(name));
            Err(vm.name_error(&text))
        }
    }
}

/// Whether a module is the runtime's: native, or of the bundled library.
fn is_library(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Module(id) = args[0] else { return Ok(Value::Bool(false)) };
    let sys = vm.intern("sys")?;
    let sys = vm.heap.dict_str(vm.modules, sys);
    let is_sys = sys.is_some_and(|it| it.is(args[0]));
    Ok(Value::Bool(vm.heap.modules[id].library || is_sys))
}

/// A class that `build` put into the module.
fn class_of_module(vm: &mut Vm, name: &str) -> Res<Id<Class>> {
    let module = vm.import("_padcell", None, Value::None, 0)?;
    let name = vm.intern(name)?;
    match vm.getattr(module, name)? {
        Value::Class(class) => Ok(class),
        _ => Err(vm.type_error("_padcell was changed")),
    }
}
