//! `classmethod` and `staticmethod`.

use alloc::format;

use crate::error::Res;
use crate::native::Def;
use crate::object::{ClassMethod, StaticMethod};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const CLASS_METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new_class_method),
    Def::method("__init__", "self, function, /", init),
    Def::method("__get__", "self, instance, owner=None, /", get_class_method),
    Def::method("__repr__", "self, /", repr),
    Def::get("__func__", wrapped),
    Def::get("__wrapped__", wrapped),
    Def::get("__isabstractmethod__", is_abstract),
];

pub(crate) const STATIC_METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new_static_method),
    Def::method("__init__", "self, function, /", init),
    Def::method("__get__", "self, instance, owner=None, /", get_static_method),
    Def::method("__call__", "self, /, *args, **kwargs", call_static_method),
    Def::method("__repr__", "self, /", repr),
    Def::get("__func__", wrapped),
    Def::get("__wrapped__", wrapped),
    Def::get("__isabstractmethod__", is_abstract),
];

/// Attributes of the function that the wrapper shows as its own.
const COPIED: [&str; 4] = ["__module__", "__name__", "__qualname__", "__doc__"];

fn function_of(vm: &Vm, this: Value) -> Value {
    match vm.payload::<ClassMethod>(this) {
        Some(it) => it.function,
        None => vm.payload::<StaticMethod>(this).map_or(Value::None, |it| it.function),
    }
}

fn new_class_method(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.classmethod)?;
    vm.heap.object(class, ClassMethod { function: Value::None })
}

fn new_static_method(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.staticmethod)?;
    vm.heap.object(class, StaticMethod { function: Value::None })
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let function = args[1];
    if let Some(it) = vm.payload_mut::<ClassMethod>(args[0]) {
        it.function = function;
    } else if let Some(it) = vm.payload_mut::<StaticMethod>(args[0]) {
        it.function = function;
    }
    let Some(dict) = vm.dict_of(args[0])? else { return Ok(Value::None) };
    for name in COPIED {
        let name = vm.intern(name)?;
        if let Some(value) = vm.getattr_opt(function, name)? {
            vm.heap.dict_set_str(dict, name, value)?;
        }
    }
    Ok(Value::None)
}

fn get_class_method(vm: &mut Vm, args: &[Value]) -> Res {
    let class = match (args[2], args[1]) {
        (Value::Class(class), _) => class,
        (_, instance) => vm.class_of(instance),
    };
    vm.bind(args[0], Value::Unset, class)
}

fn get_static_method(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(function_of(vm, args[0]))
}

fn call_static_method(vm: &mut Vm, args: &[Value]) -> Res {
    let function = function_of(vm, args[0]);
    vm.call_dict(function, &args[2..], args[1])
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let function = function_of(vm, args[0]);
    let inner = vm.repr(function)?;
    let name = vm.type_name(args[0]);
    vm.heap.string(format!("<{name}({inner})>"))
}

fn wrapped(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(function_of(vm, args[0]))
}

fn is_abstract(vm: &mut Vm, args: &[Value]) -> Res {
    let function = function_of(vm, args[0]);
    vm.is_abstract_method(function).map(Value::Bool)
}
