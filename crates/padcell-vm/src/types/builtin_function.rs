//! Native functions, methods and computed attributes as objects.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::heap::{ClassFlags, Native, NativeKind};
use crate::native::{Def, Signature};
use crate::restricted::Access;
use crate::types::{function, method};
use crate::value::Value;
use crate::vm::Vm;

/// `builtin_function_or_method`: functions, and native methods bound to an object.
pub(crate) const FUNCTIONS: &[Def] = &[
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__ne__", "self, value, /", ne).doc("Return self!=value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__repr__", "self, /", repr_function).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", reduce),
    Def::get("__name__", name),
    Def::get("__qualname__", qualname),
    Def::get("__module__", module),
    Def::get("__doc__", doc),
    Def::get("__self__", bound_to),
    Def::get("__text_signature__", text_signature),
];

/// `method_descriptor`: a native method as it stands in its class.
pub(crate) const METHODS: &[Def] = &[
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::method("__repr__", "self, /", repr_method).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", reduce),
    Def::get("__name__", name),
    Def::get("__qualname__", qualname),
    Def::get("__doc__", doc),
    Def::get("__objclass__", owner),
    Def::get("__text_signature__", text_signature),
];

/// `classmethod_descriptor`.
pub(crate) const CLASS_METHODS: &[Def] = &[
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__get__", "self, instance, owner=None, /", get_class_method),
    Def::method("__repr__", "self, /", repr_method).doc("Return repr(self)."),
    Def::get("__name__", name),
    Def::get("__qualname__", qualname),
    Def::get("__doc__", doc),
    Def::get("__objclass__", owner),
    Def::get("__text_signature__", text_signature),
];

/// `getset_descriptor`: a computed attribute.
pub(crate) const COMPUTED: &[Def] = &[
    Def::method("__get__", "self, instance, owner=None, /", get_computed),
    Def::method("__set__", "self, instance, value, /", set_computed),
    Def::method("__delete__", "self, instance, /", delete_computed),
    Def::method("__repr__", "self, /", repr_computed).doc("Return repr(self)."),
    Def::get("__name__", name),
    Def::get("__qualname__", qualname),
    Def::get("__doc__", doc),
    Def::get("__objclass__", owner),
];

/// The native behind a function, method or bound method.
fn native(vm: &Vm, value: Value) -> Native {
    match value {
        Value::Native(id) => vm.heap.natives[id].clone(),
        Value::Bound(id) => native(vm, vm.heap.bounds[id].function),
        _ => Native::default(),
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    vm.call_dict(args[0], &args[2..], args[1])
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match method::same(vm, args[0], args[1]) {
        Some(same) => Value::Bool(same),
        None if args[0].is(args[1]) => Value::Bool(true),
        None => Value::NotImplemented,
    })
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match eq(vm, args)? {
        Value::Bool(it) => Value::Bool(!it),
        other => other,
    })
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    vm.hash(args[0]).map(Value::Int)
}

fn repr_function(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    let text = match args[0] {
        Value::Bound(id) => {
            let this = vm.heap.bounds[id].this;
            format!(
                "<built-in method {} of {} object at 0x{:012x}>",
                it.def.name,
                vm.type_name(this),
                vm.id_of(this)
            )
        }
        _ => match it.owner {
            Some(owner) if it.kind == NativeKind::Static => {
                let of = Value::Class(owner);
                format!("<built-in method {} of type object at 0x{:012x}>", it.def.name, vm.id_of(of))
            }
            _ => format!("<built-in function {}>", it.def.name),
        },
    };
    vm.heap.string(text)
}

fn repr_method(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    let owner = it.owner.map_or_else(String::new, |it| vm.class_name(it));
    let name = it.def.name;
    let text = if name.starts_with("__") && name.ends_with("__") && it.kind == NativeKind::Method {
        format!("<slot wrapper '{name}' of '{owner}' objects>")
    } else {
        format!("<method '{name}' of '{owner}' objects>")
    };
    vm.heap.string(text)
}

fn repr_computed(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    let owner = it.owner.map_or_else(String::new, |it| vm.class_name(it));
    vm.heap.string(format!("<attribute '{}' of '{owner}' objects>", it.def.name))
}

/// By name: `copy` and `pickle` find natives again through their class or module.
fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    if let Value::Bound(_) = args[0] {
        return method::reduce(vm, args);
    }
    let it = native(vm, args[0]);
    let Some(owner) = it.owner else { return name(vm, args) };
    let name = name(vm, args)?;
    let getattr = vm.intern("getattr")?;
    let getattr = vm.heap.dict_str(vm.builtins, getattr).unwrap_or(Value::None);
    let pair = vm.heap.tuple_of(&[Value::Class(owner), name])?;
    vm.heap.tuple_of(&[getattr, pair])
}

fn name(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    vm.intern(it.def.name).map(Value::Str)
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    let owner = match args[0] {
        Value::Bound(id) => match vm.heap.bounds[id].this {
            Value::Class(class) => Some(class),
            this => Some(vm.class_of(this)),
        },
        _ => it.owner,
    };
    let text = match owner {
        Some(owner) => format!("{}.{}", vm.text_of(vm.heap.classes[owner].qualname()), it.def.name),
        None => String::from(it.def.name),
    };
    vm.heap.string(text)
}

fn module(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    Ok(if it.kind == NativeKind::Function { it.module } else { Value::None })
}

fn doc(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    if it.def.doc.is_empty() { Ok(Value::None) } else { vm.heap.str(it.def.doc) }
}

fn bound_to(vm: &mut Vm, args: &[Value]) -> Res {
    if let Value::Bound(id) = args[0] {
        return Ok(vm.heap.bounds[id].this);
    }
    let it = native(vm, args[0]);
    if let (NativeKind::Static, Some(owner)) = (it.kind, it.owner) {
        return Ok(Value::Class(owner));
    }
    match it.module {
        Value::Str(name) => Ok(vm.heap.dict_str(vm.modules, name).unwrap_or(Value::None)),
        _ => Ok(Value::None),
    }
}

fn owner(vm: &mut Vm, args: &[Value]) -> Res {
    match native(vm, args[0]).owner {
        Some(owner) => Ok(Value::Class(owner)),
        None => Err(vm.no_attribute(args[0], vm.names.__objclass__)),
    }
}

fn text_signature(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    if it.kind == NativeKind::Static && it.def.name == "__new__" {
        return vm.heap.str("($type, *args, **kwargs)");
    }
    let text = Signature::text(it.def.signature);
    vm.heap.string(text)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let it = native(vm, args[0]);
    if let (Some(owner), false) = (it.owner, args[1].is_absent()) {
        check_instance(vm, &it, owner, args[1])?;
    }
    function::get(vm, args)
}

fn check_instance(
    vm: &mut Vm,
    it: &Native,
    owner: crate::heap::Id<crate::heap::Class>,
    instance: Value,
) -> Res<()> {
    if !vm.is_instance(instance, owner) {
        let text = format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            it.def.name,
            vm.class_name(owner),
            vm.type_name(instance)
        );
        return Err(vm.type_error(&text));
    }
    Ok(())
}

fn get_class_method(vm: &mut Vm, args: &[Value]) -> Res {
    let class = match (args[2], args[1]) {
        (Value::Class(class), _) => class,
        (_, instance) => vm.class_of(instance),
    };
    vm.heap.bound(args[0], Value::Class(class))
}

fn get_computed(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_absent() && !matches!(args[2], Value::Class(it) if it == vm.types.none_type) {
        return Ok(args[0]);
    }
    check_by_hand(vm, args[0], args[1], Access::Read)?;
    vm.call_getter(args[0], args[1])
}

/// A descriptor that is asked by hand gives what the attribute would.
fn check_by_hand(vm: &mut Vm, descriptor: Value, object: Value, access: Access) -> Res<()> {
    let it = native(vm, descriptor);
    if it.def.denied {
        vm.refuse_restricted()?;
    }
    let name = vm.intern(it.def.name)?;
    vm.check_access(object, name, access)
}

fn set_computed(vm: &mut Vm, args: &[Value]) -> Res {
    change_computed(vm, args[0], args[1], args[2])
}

fn delete_computed(vm: &mut Vm, args: &[Value]) -> Res {
    change_computed(vm, args[0], args[1], Value::Unset)
}

fn change_computed(vm: &mut Vm, descriptor: Value, object: Value, value: Value) -> Res {
    let it = native(vm, descriptor);
    check_by_hand(vm, descriptor, object, Access::Write)?;
    if let Some(owner) = it.owner {
        check_instance(vm, &it, owner, object)?;
    }
    if let Value::Class(class) = object {
        if !vm.heap.classes[class].flags.has(ClassFlags::HEAP) {
            let text = format!(
                "cannot set '{}' attribute of immutable type '{}'",
                it.def.name,
                vm.class_name(class)
            );
            return Err(vm.type_error(&text));
        }
    }
    match it.def.set {
        Some(set) => set(vm, &[object, value]),
        None => {
            let owner = it.owner.map_or_else(String::new, |it| vm.class_name(it));
            let text = format!("attribute '{}' of '{owner}' objects is not writable", it.def.name);
            Err(vm.attribute_error(&text))
        }
    }
}
