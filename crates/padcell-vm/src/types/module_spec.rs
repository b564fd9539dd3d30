//! `ModuleSpec`: what is known of a module before it is loaded.

use alloc::format;

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("__init__", "self, name, loader, *, origin=None, loader_state=None, is_package=None", init),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::get("parent", parent).doc("The name of the module's parent."),
    Def::get_set(
        "cached",
        |vm, args| attribute(vm, args[0], "_cached"),
        |vm, args| change(vm, args, "_cached"),
    ),
    Def::get_set(
        "has_location",
        |vm, args| attribute(vm, args[0], "_set_fileattr"),
        |vm, args| change(vm, args, "_set_fileattr"),
    ),
];

fn attribute(vm: &mut Vm, this: Value, name: &str) -> Res {
    let name = vm.intern(name)?;
    Ok(vm.own_attribute(this, name)?.unwrap_or(Value::None))
}

fn change(vm: &mut Vm, args: &[Value], name: &str) -> Res {
    let name = vm.intern(name)?;
    vm.setattr(args[0], name, args[1].or(Value::None))?;
    Ok(Value::None)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, name, loader, origin, state, is_package] = args else { return Ok(Value::None) };
    let locations = if is_package.is_set() && vm.truth(is_package)? {
        vm.heap.list(alloc::vec::Vec::new())?
    } else {
        Value::None
    };
    for (attribute, value) in [
        ("name", name),
        ("loader", loader),
        ("origin", origin.or(Value::None)),
        ("loader_state", state.or(Value::None)),
        ("submodule_search_locations", locations),
        ("_set_fileattr", Value::Bool(false)),
        ("_cached", Value::None),
    ] {
        let attribute = vm.intern(attribute)?;
        vm.setattr(this, attribute, value)?;
    }
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.type_name(args[0]);
    let (name, loader) = (attribute(vm, args[0], "name")?, attribute(vm, args[0], "loader")?);
    let mut text = format!("{class}(name={}, loader={}", vm.repr(name)?, vm.repr(loader)?);
    for field in ["origin", "submodule_search_locations"] {
        let value = attribute(vm, args[0], field)?;
        if !value.is_none() {
            text.push_str(&format!(", {field}={}", vm.repr(value)?));
        }
    }
    text.push(')');
    vm.heap.string(text)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    if !vm.is_instance(args[1], vm.types.module_spec) {
        return Ok(Value::NotImplemented);
    }
    for field in ["name", "loader", "origin", "submodule_search_locations", "_cached", "_set_fileattr"] {
        let (a, b) = (attribute(vm, args[0], field)?, attribute(vm, args[1], field)?);
        if !vm.same(a, b)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn parent(vm: &mut Vm, args: &[Value]) -> Res {
    let name = attribute(vm, args[0], "name")?;
    let is_package = !attribute(vm, args[0], "submodule_search_locations")?.is_none();
    let text = vm.string_of(name);
    if is_package {
        return vm.heap.str(&text);
    }
    vm.heap.str(text.rsplit_once('.').map_or("", |(it, _)| it))
}
