//! The builtin functions, by family.

// tidy: table

mod build_class;
mod execute;
mod introspection;
mod iteration;
mod numbers;
mod print;
mod text;
pub(crate) use execute::source_text;

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[&[Def]] = &[
    build_class::FUNCTIONS,
    execute::FUNCTIONS,
    introspection::FUNCTIONS,
    iteration::FUNCTIONS,
    numbers::FUNCTIONS,
    print::FUNCTIONS,
    text::FUNCTIONS,
    crate::modules::_io::OPEN,
];

/// Puts functions, types and constants into the builtins dict.
pub(crate) fn fill(vm: &mut Vm) -> Res<()> {
    let dict = vm.builtins;
    let name = vm.intern("builtins")?;
    vm.heap.dict_set_str(dict, vm.names.__name__, Value::Str(name))?;
    for functions in FUNCTIONS {
        vm.add_functions(dict, functions)?;
    }
    let types = vm.types;
    let classes = [
        types.object,
        types.type_,
        types.int,
        types.bool_,
        types.float,
        types.complex,
        types.str_,
        types.bytes,
        types.bytearray,
        types.tuple,
        types.list,
        types.dict,
        types.set,
        types.frozenset,
        types.range,
        types.slice,
        types.property,
        types.classmethod,
        types.staticmethod,
        types.super_,
        types.memoryview,
        types.enumerate,
        types.zip,
        types.map,
        types.filter,
        types.reversed,
    ];
    for class in classes {
        let crate::value::Value::Str(name) = vm.heap.classes[class].name else { continue };
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    for (name, value) in [
        ("None", Value::None),
        ("True", Value::Bool(true)),
        ("False", Value::Bool(false)),
        ("NotImplemented", Value::NotImplemented),
        ("Ellipsis", Value::Ellipsis),
        ("__debug__", Value::Bool(true)),
    ] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, value)?;
    }
    for (name, class) in [("EnvironmentError", vm.exceptions.os_error), ("IOError", vm.exceptions.os_error)] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    Ok(())
}
