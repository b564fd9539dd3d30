//! `module`.

use alloc::format;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::types::type_::VALUE_FORMAT;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, name, doc=None", init),
    Def::method("__getattribute__", "self, name, /", getattribute).doc("Return getattr(self, name)."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__dir__", "self, /", dir).doc("__dir__() -> list\nspecialized dir() implementation"),
    Def::get_set("__annotations__", annotations, set_annotations),
    Def::get_set("__annotate__", annotate, set_annotate),
];

fn dict(vm: &Vm, args: &[Value]) -> Id<Dict> {
    match args[0] {
        Value::Module(id) => vm.heap.modules[id].dict,
        _ => unreachable!("a method of module was called without a module"),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.module)?;
    vm.bare_module(class)
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    if !matches!(vm.unwrap(args[1]), Value::Str(_)) {
        let text = format!("module.__init__() argument 'name' must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let dict = dict(vm, args);
    let names = vm.names;
    let none = Value::None;
    for (name, value) in [
        (names.__name__, args[1]),
        (names.__doc__, args[2].or(none)),
        (names.__package__, none),
        (names.__loader__, none),
        (names.__spec__, none),
    ] {
        vm.heap.dict_set_str(dict, name, value)?;
    }
    Ok(none)
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let class = vm.class_of(args[0]);
    match vm.by_name(|vm| vm.generic_getattr(args[0], class, name))? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = dict(vm, args);
    let names = vm.names;
    let name = match vm.heap.dict_str(dict, names.__name__) {
        Some(it) => vm.repr(it)?,
        None => "'?'".into(),
    };
    let text = match vm.heap.dict_str(dict, names.__file__) {
        Some(file @ Value::Str(_)) => format!("<module {name} from {}>", vm.repr(file)?),
        _ => {
            let native =
                vm.heap.dict_str(dict, names.__name__).map(|it| vm.string_of(it)).unwrap_or_default();
            if crate::modules::find(&native).is_some() {
                format!("<module {name} (built-in)>")
            } else {
                format!("<module {name}>")
            }
        }
    };
    vm.heap.string(text)
}

fn dir(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = dict(vm, args);
    if let Some(function) = vm.heap.dict_str(dict, vm.names.__dir__) {
        return vm.call(function, &[]);
    }
    vm.names_for_dir(args[0], dict)
}

fn annotations(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = dict(vm, args);
    let names = vm.names;
    if let Some(it) = vm.heap.dict_str(dict, names.__annotations__) {
        return Ok(it);
    }
    let made = match vm.heap.dict_str(dict, names.__annotate__) {
        Some(function) if !function.is_none() => vm.call(function, &[VALUE_FORMAT])?,
        _ => Value::Dict(vm.heap.dict()?),
    };
    vm.heap.dict_set_str(dict, names.__annotations__, made)?;
    Ok(made)
}

fn set_annotations(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = dict(vm, args);
    let names = vm.names;
    if args[1].is_set() {
        vm.heap.dict_set_str(dict, names.__annotations__, args[1])?;
    } else if vm.heap.dict_remove_str(dict, names.__annotations__).is_none() {
        return Err(vm.no_attribute(args[0], names.__annotations__));
    }
    vm.heap.dict_remove_str(dict, names.__annotate__);
    Ok(Value::None)
}

fn annotate(vm: &mut Vm, args: &[Value]) -> Res {
    let dict = dict(vm, args);
    Ok(vm.heap.dict_str(dict, vm.names.__annotate__).unwrap_or(Value::None))
}

fn set_annotate(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    }
    if !args[1].is_none() && !vm.is_callable(args[1]) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let dict = dict(vm, args);
    vm.heap.dict_set_str(dict, vm.names.__annotate__, args[1])?;
    if !args[1].is_none() {
        vm.heap.dict_remove_str(dict, vm.names.__annotations__);
    }
    Ok(Value::None)
}
