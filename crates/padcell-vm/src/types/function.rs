//! `function`: what `def` and `lambda` make.

mod annotations;
mod new;

use alloc::format;

use crate::error::Res;
use crate::heap::{Function, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method(
        "__new__",
        "cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None",
        new::new,
    )
    .denied(),
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__get__", "self, instance, owner=None, /", get)
        .doc("Return an attribute of instance, which is of type owner."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get_set("__code__", code, set_code),
    Def::get("__globals__", |vm, args| Ok(Value::Dict(vm.heap.functions[this(args)].globals))),
    Def::get("__builtins__", |vm, args| Ok(Value::Dict(vm.heap.functions[this(args)].builtins))),
    Def::get("__closure__", closure),
    Def::get_set("__defaults__", |vm, args| Ok(vm.heap.functions[this(args)].defaults), set_defaults),
    Def::get_set("__kwdefaults__", |vm, args| Ok(vm.heap.functions[this(args)].kwdefaults), set_kwdefaults),
    Def::get_set("__name__", |vm, args| Ok(vm.heap.functions[this(args)].name), set_name),
    Def::get_set("__qualname__", |vm, args| Ok(vm.heap.functions[this(args)].qualname), set_qualname),
    Def::get_set("__module__", |vm, args| Ok(vm.heap.functions[this(args)].module), set_module),
    Def::get_set("__doc__", |vm, args| Ok(vm.heap.functions[this(args)].doc), set_doc),
    Def::get_set("__annotations__", annotations::get, annotations::set),
    Def::get_set("__annotate__", annotations::get_annotate, annotations::set_annotate),
    Def::get_set("__type_params__", type_params, set_type_params),
];

pub(super) fn this(args: &[Value]) -> Id<Function> {
    match args[0] {
        Value::Function(id) => id,
        _ => unreachable!("a method of function was called without a function"),
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    vm.call_dict(args[0], &args[2..], args[1])
}

/// `__get__` of functions and of native methods: bound to an instance, or as it is.
pub(crate) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let through_class = match args[2] {
        Value::Class(class) => args[1].is_none() && class != vm.types.none_type,
        _ => false,
    };
    if args[1].is_none() && args[2].is_absent() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    if through_class { Ok(args[0]) } else { vm.heap.bound(args[0], args[1]) }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(vm.heap.functions[this(args)].qualname);
    let text = format!("<function {name} at 0x{:012x}>", vm.id_of(args[0]));
    vm.heap.string(text)
}

fn code(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Code(vm.heap.functions[this(args)].code))
}

fn set_code(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(args);
    let Value::Code(code) = args[1] else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (have, wanted) = (vm.heap.functions[id].closure.len(), vm.heap.codes[code].code.freevars.len());
    if have != wanted {
        let name = vm.string_of(vm.heap.functions[id].name);
        let text = format!("{name}() requires a code object with {have} free vars, not {wanted}");
        return Err(vm.value_error(&text));
    }
    // Code that was restricted stays so in whatever function it is.
    if vm.heap.codes[code].restricted && !vm.heap.functions[id].restricted {
        let globals = vm.heap.functions[id].globals;
        let (builtins, restricted) = vm.mode_of(code, globals, false)?;
        vm.heap.functions[id].builtins = builtins;
        vm.heap.functions[id].restricted = restricted;
    }
    vm.heap.functions[id].code = code;
    Ok(Value::None)
}

fn closure(vm: &mut Vm, args: &[Value]) -> Res {
    let boxes: alloc::vec::Vec<_> =
        vm.heap.functions[this(args)].closure.iter().map(|it| Value::Box(*it)).collect();
    if boxes.is_empty() { Ok(Value::None) } else { vm.heap.tuple(boxes) }
}

fn set_defaults(vm: &mut Vm, args: &[Value]) -> Res {
    let value = args[1].or(Value::None);
    let value = match vm.unwrap(value) {
        it @ (Value::None | Value::Tuple(_)) => it,
        _ => return Err(vm.type_error("__defaults__ must be set to a tuple object")),
    };
    vm.heap.functions[this(args)].defaults = value;
    Ok(Value::None)
}

fn set_kwdefaults(vm: &mut Vm, args: &[Value]) -> Res {
    let value = args[1].or(Value::None);
    let value = match vm.unwrap(value) {
        it @ (Value::None | Value::Dict(_)) => it,
        _ => return Err(vm.type_error("__kwdefaults__ must be set to a dict object")),
    };
    vm.heap.functions[this(args)].kwdefaults = value;
    Ok(Value::None)
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Res {
    let name @ Value::Str(_) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("__name__ must be set to a string object"));
    };
    vm.heap.functions[this(args)].name = name;
    Ok(Value::None)
}

fn set_qualname(vm: &mut Vm, args: &[Value]) -> Res {
    let name @ Value::Str(_) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    };
    vm.heap.functions[this(args)].qualname = name;
    Ok(Value::None)
}

fn set_module(vm: &mut Vm, args: &[Value]) -> Res {
    vm.heap.functions[this(args)].module = args[1].or(Value::None);
    Ok(Value::None)
}

fn set_doc(vm: &mut Vm, args: &[Value]) -> Res {
    vm.heap.functions[this(args)].doc = args[1].or(Value::None);
    Ok(Value::None)
}

fn type_params(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.heap.functions[this(args)].type_params {
        Value::Unset => vm.heap.tuple_of(&[]),
        it => Ok(it),
    }
}

fn set_type_params(vm: &mut Vm, args: &[Value]) -> Res {
    if !matches!(args[1], Value::Tuple(_)) {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    vm.heap.functions[this(args)].type_params = args[1];
    Ok(Value::None)
}
