//! Builtin functions that ask about objects: attributes, classes, names, identity.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("getattr", "object, name, default=None, /", getattr)
        .doc("Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y."),
    Def::function("setattr", "obj, name, value, /", setattr)
        .doc("Sets the named attribute on the given object to the specified value."),
    Def::function("delattr", "obj, name, /", delattr)
        .doc("Deletes the named attribute from the given object."),
    Def::function("hasattr", "obj, name, /", hasattr)
        .doc("Return whether the object has an attribute with the given name."),
    Def::function("isinstance", "obj, class_or_tuple, /", isinstance)
        .doc("Return whether an object is an instance of a class or of a subclass thereof."),
    Def::function("issubclass", "cls, class_or_tuple, /", issubclass)
        .doc("Return whether 'cls' is derived from another class or is the same class."),
    Def::function("callable", "obj, /", callable)
        .doc("Return whether the object is callable (i.e., some kind of function)."),
    Def::function("dir", "object=None, /", dir).doc("Show attributes of an object."),
    Def::function("vars", "object=None, /", vars)
        .doc("Return the __dict__ attribute for a module, class, instance, or any other object with one."),
    Def::function("id", "obj, /", |vm, args| Ok(Value::Int(vm.id_of(args[0]))))
        .doc("Return the identity of an object."),
    Def::function("hash", "obj, /", |vm, args| vm.hash(args[0]).map(Value::Int))
        .doc("Return the hash value for the given object."),
    Def::function("repr", "obj, /", |vm, args| vm.repr_value(args[0]))
        .doc("Return the canonical string representation of the object."),
    Def::function("ascii", "obj, /", ascii).doc("Return an ASCII-only representation of an object."),
    Def::function("format", "value, format_spec='', /", format_)
        .doc("Return type(value).__format__(value, format_spec)"),
];

fn getattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    if args[2].is_unset() {
        return vm.getattr_or_raise(args[0], name);
    }
    Ok(vm.getattr_opt(args[0], name)?.unwrap_or(args[2]))
}

fn setattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    vm.setattr(args[0], name, args[2])?;
    Ok(Value::None)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    vm.setattr(args[0], name, Value::Unset)?;
    Ok(Value::None)
}

fn hasattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    Ok(Value::Bool(vm.getattr_opt(args[0], name)?.is_some()))
}

fn isinstance(vm: &mut Vm, args: &[Value]) -> Res {
    vm.isinstance(args[0], args[1]).map(Value::Bool)
}

fn issubclass(vm: &mut Vm, args: &[Value]) -> Res {
    vm.issubclass(args[0], args[1]).map(Value::Bool)
}

fn callable(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(vm.is_callable(args[0])))
}

fn dir(vm: &mut Vm, args: &[Value]) -> Res {
    let listed = if args[0].is_unset() {
        vm.check_own_namespace()?;
        let locals = vm.locals()?;
        vm.keep(locals);
        locals
    } else {
        match vm.lookup_special(args[0], vm.names.__dir__)? {
            Some(method) => vm.call_for_actor(method, &[])?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        }
    };
    vm.keep(listed);
    let names = vm.collect_list(listed)?;
    let list = vm.heap.list(names)?;
    vm.keep(list);
    sort_names(vm, list)?;
    Ok(list)
}

/// Sorts a list: natively if it holds only strings, which is the rule.
fn sort_names(vm: &mut Vm, list: Value) -> Res<()> {
    let Value::List(id) = list else { return Ok(()) };
    let items = vm.heap.lists[id].items.clone();
    if !items.iter().all(|it| matches!(it, Value::Str(_))) {
        vm.call_method(list, "sort", &[])?;
        return Ok(());
    }
    vm.spend(items.len() * 4)?;
    let mut keyed: Vec<(String, Value)> = items.into_iter().map(|it| (vm.string_of(it), it)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    vm.heap.lists[id].items = keyed.into_iter().map(|(_, it)| it).collect();
    Ok(())
}

fn vars(vm: &mut Vm, args: &[Value]) -> Res {
    if args[0].is_unset() {
        vm.check_own_namespace()?;
        return vm.locals();
    }
    match vm.getattr_opt(args[0], vm.names.__dict__)? {
        Some(it) => Ok(it),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

fn ascii(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.ascii(args[0])?;
    vm.heap.string(text)
}

fn format_(vm: &mut Vm, args: &[Value]) -> Res {
    let spec = match args[1] {
        Value::Unset => Value::Str(vm.intern("")?),
        it if matches!(vm.unwrap(it), Value::Str(_)) => it,
        it => {
            let text = format!("format() argument 2 must be str, not {}", vm.type_name(it));
            return Err(vm.type_error(&text));
        }
    };
    vm.format_value(args[0], spec)
}
