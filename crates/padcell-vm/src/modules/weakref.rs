//! `_weakref`: references that do not keep their object alive.

mod proxy;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_bytecode::CompareOp;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Object, WeakRef};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) use proxy::PROXY;

/// `weakref.ref(x)` gives the same reference again if it was made recently: more are not looked at.
const RECENT: usize = 32;

pub(crate) const REFERENCE: &[Def] = &[
    Def::static_method("__new__", "cls, object, callback=None, /, **kwargs", new),
    Def::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None)),
    Def::method("__call__", "self, /", |vm, args| Ok(target(vm, args[0]).or(Value::None)))
        .doc("Call self as a function."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__ne__", "self, value, /", ne).doc("Return self!=value."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get("__callback__", callback),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
];

const FUNCTIONS: &[Def] = &[
    Def::function("getweakrefcount", "object, /", getweakrefcount)
        .doc("Return the number of weak references to 'object'."),
    Def::function("getweakrefs", "object, /", getweakrefs)
        .doc("Return a list of all weak reference objects pointing to 'object'."),
    Def::function("proxy", "object, callback=None, /", proxy::new)
        .doc("Create a proxy object that weakly references 'object'."),
    Def::function("_remove_dead_weakref", "dct, key, /", remove_dead_weakref),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let callable = proxy::callable_class(vm)?;
    for (name, class) in [
        ("ref", vm.types.weakref),
        ("ReferenceType", vm.types.weakref),
        ("ProxyType", vm.types.weakproxy),
        ("CallableProxyType", callable),
    ] {
        vm.module_set(dict, name, Value::Class(class))?;
    }
    Ok(())
}

/// The object that a reference or proxy refers to; unset once it is dead.
pub(crate) fn target(vm: &Vm, reference: Value) -> Value {
    vm.payload::<WeakRef>(reference).map_or(Value::Unset, |it| it.target)
}

/// Whether there can be weak references to a value.
fn is_referable(vm: &Vm, value: Value) -> bool {
    match value {
        Value::Function(_) | Value::Class(_) | Value::Module(_) | Value::Generator(_) => true,
        Value::Bound(_) | Value::Native(_) | Value::Set(_) | Value::FrozenSet(_) | Value::Code(_) => true,
        Value::Instance(_) | Value::Exception(_) => {
            vm.heap.classes[vm.class_of(value)].flags.has(ClassFlags::WEAKREF)
        }
        // What native modules make can be referred to, but not the reference itself.
        Value::Object(_) => {
            vm.payload::<WeakRef>(value).is_none()
                || vm.heap.classes[vm.class_of(value)].flags.has(ClassFlags::HEAP)
        }
        _ => false,
    }
}

/// A new weak reference of some class.
fn make(vm: &mut Vm, class: Id<Class>, object: Value, callback: Value) -> Res {
    if !is_referable(vm, object) {
        let text = format!("cannot create weak reference to '{}' object", vm.type_name(object));
        return Err(vm.type_error(&text));
    }
    let made =
        vm.heap.object(class, WeakRef { target: object, callback: callback.or(Value::None), hash: None })?;
    vm.heap.charge(size_of::<Id<Object>>())?;
    if let Value::Object(id) = made {
        vm.heap.weakrefs.push(id);
    }
    Ok(made)
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.weakref)?;
    let &[_, object, callback, ..] = args else { return Ok(Value::None) };
    if class == vm.types.weakref && callback.is_absent() {
        if let Some(it) = recent(vm, class, object) {
            return Ok(it);
        }
    }
    make(vm, class, object, callback)
}

/// A reference without a callback to this object, if one was made recently.
fn recent(vm: &Vm, class: Id<Class>, object: Value) -> Option<Value> {
    let last = vm.heap.weakrefs.iter().rev().take(RECENT).map(|it| Value::Object(*it));
    last.into_iter().find(|it| {
        let plain =
            vm.payload::<WeakRef>(*it).is_some_and(|it| it.target.is(object) && it.callback.is_absent());
        plain && vm.class_of(*it) == class
    })
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(hash) = vm.payload::<WeakRef>(args[0]).and_then(|it| it.hash) {
        return Ok(Value::Int(hash));
    }
    let target = target(vm, args[0]);
    if target.is_unset() {
        return Err(vm.type_error("weak object has gone away"));
    }
    let hash = vm.hash(target)?;
    vm.change::<WeakRef>(args[0], |it| it.hash = Some(hash));
    Ok(Value::Int(hash))
}

fn compare(vm: &mut Vm, args: &[Value], op: CompareOp) -> Res {
    if vm.payload::<WeakRef>(args[1]).is_none() || !vm.is_instance(args[1], vm.types.weakref) {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = (target(vm, args[0]), target(vm, args[1]));
    if a.is_unset() || b.is_unset() {
        let same = args[0].is(args[1]);
        return Ok(Value::Bool(same == (op == CompareOp::Eq)));
    }
    vm.compare(op, a, b)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, CompareOp::Eq)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, CompareOp::Ne)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let (at, target) = (vm.id_of(args[0]), target(vm, args[0]));
    let text = if target.is_unset() {
        format!("<weakref at 0x{at:012x}; dead>")
    } else {
        let (class, of) = (vm.type_name(target), vm.id_of(target));
        let name = match vm.getattr_opt(target, vm.names.__name__)? {
            Some(name @ Value::Str(_)) => format!(" ({})", vm.text_of(name)),
            _ => String::new(),
        };
        format!("<weakref at 0x{at:012x}; to '{class}' at 0x{of:012x}{name}>")
    };
    vm.heap.string(text)
}

fn callback(vm: &mut Vm, args: &[Value]) -> Res {
    let it = vm.payload::<WeakRef>(args[0]);
    Ok(it.filter(|it| it.target.is_set()).map_or(Value::None, |it| it.callback))
}

/// All references and proxies to an object that are alive.
fn references(vm: &mut Vm, object: Value) -> Res<Vec<Value>> {
    vm.spend(vm.heap.weakrefs.len() / 8)?;
    let all = vm.heap.weakrefs.iter().map(|it| Value::Object(*it));
    Ok(all.filter(|it| target(vm, *it).is(object) && object.is_set()).collect())
}

fn getweakrefcount(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Int(references(vm, args[0])?.len() as i64))
}

fn getweakrefs(vm: &mut Vm, args: &[Value]) -> Res {
    let all = references(vm, args[0])?;
    vm.heap.list(all)
}

/// Removes a key whose value is a dead reference.
fn remove_dead_weakref(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Dict(dict) = vm.unwrap(args[0]) else {
        let text = format!("_remove_dead_weakref() argument 1 must be dict, not {}", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    if let Some(value) = vm.dict_get(dict, args[1])? {
        if vm.payload::<WeakRef>(value).is_some_and(|it| it.target.is_unset()) {
            vm.dict_remove(dict, args[1])?;
        }
    }
    Ok(Value::None)
}

/// The error for the use of a proxy whose object is dead.
#[cold]
fn gone(vm: &mut Vm) -> Unwind {
    vm.reference_error("weakly-referenced object no longer exists")
}
