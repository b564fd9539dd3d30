//! `property`: attributes computed by functions.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::native::Def;
use crate::object::Property;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, fget=None, fset=None, fdel=None, doc=None", init),
    Def::method("getter", "self, getter, /", getter)
        .doc("Descriptor to obtain a copy of the property with a different getter."),
    Def::method("setter", "self, setter, /", setter)
        .doc("Descriptor to obtain a copy of the property with a different setter."),
    Def::method("deleter", "self, deleter, /", deleter)
        .doc("Descriptor to obtain a copy of the property with a different deleter."),
    Def::method("__get__", "self, instance, owner=None, /", get)
        .doc("Return an attribute of instance, which is of type owner."),
    Def::method("__set__", "self, instance, value, /", set).doc("Set an attribute of instance to value."),
    Def::method("__delete__", "self, instance, /", delete).doc("Delete an attribute of instance."),
    Def::method("__set_name__", "self, owner, name, /", set_name).doc("Method to set name of a property."),
    Def::get("fget", |vm, args| Ok(data(vm, args[0])?.getter)),
    Def::get("fset", |vm, args| Ok(data(vm, args[0])?.setter)),
    Def::get("fdel", |vm, args| Ok(data(vm, args[0])?.deleter)),
    Def::get_set("__doc__", |vm, args| Ok(data(vm, args[0])?.doc), set_doc),
    Def::get_set("__name__", name, change_name),
    Def::get("__isabstractmethod__", is_abstract),
];

fn data(vm: &mut Vm, this: Value) -> Res<Property> {
    match vm.payload::<Property>(this) {
        Some(it) => Ok(*it),
        None => Err(vm.type_error("descriptor requires a 'property' object")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.property)?;
    let none = Value::None;
    vm.heap
        .object(class, Property { getter: none, setter: none, deleter: none, doc: none, name: Value::Unset })
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let given = args[4];
    let mut doc = given.or(Value::None);
    if doc.is_none() && !args[1].is_absent() {
        doc = vm.getattr_opt(args[1], vm.names.__doc__)?.unwrap_or(Value::None);
    }
    if let Some(it) = vm.payload_mut::<Property>(args[0]) {
        it.getter = args[1].or(Value::None);
        it.setter = args[2].or(Value::None);
        it.deleter = args[3].or(Value::None);
        it.doc = doc;
    }
    if vm.class_of(args[0]) != vm.types.property && !doc.is_none() {
        // A subclass may have a `__doc__` of its own in its class: the property's goes into the instance.
        if let Some(dict) = vm.dict_of(args[0])? {
            vm.heap.dict_set_str(dict, vm.names.__doc__, doc)?;
        }
    }
    Ok(Value::None)
}

/// A property of the same class with one function replaced.
fn copy(vm: &mut Vm, this: Value, change: impl FnOnce(&mut Property)) -> Res {
    let old = data(vm, this)?;
    let mut it = old;
    change(&mut it);
    // Documentation that came from the getter is taken from the new one.
    let from_getter = match vm.getattr_opt(old.getter, vm.names.__doc__)? {
        Some(doc) if !old.getter.is_none() => doc.is(old.doc),
        _ => false,
    };
    let doc = if from_getter { Value::None } else { old.doc };
    let class = Value::Class(vm.class_of(this));
    let made = vm.call(class, &[it.getter, it.setter, it.deleter, doc])?;
    if let Some(new) = vm.payload_mut::<Property>(made) {
        new.name = old.name;
    }
    Ok(made)
}

fn getter(vm: &mut Vm, args: &[Value]) -> Res {
    copy(vm, args[0], |it| it.getter = args[1])
}

fn setter(vm: &mut Vm, args: &[Value]) -> Res {
    copy(vm, args[0], |it| it.setter = args[1])
}

fn deleter(vm: &mut Vm, args: &[Value]) -> Res {
    copy(vm, args[0], |it| it.deleter = args[1])
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if args[1].is_absent() { Ok(args[0]) } else { vm.get_property(it, args[1]) }
}

fn missing(vm: &mut Vm, it: Property, object: Value, what: &str) -> crate::error::Unwind {
    let class = vm.type_name(object);
    let name = match it.name {
        Value::Str(_) => format!(" '{}'", vm.text_of(it.name)),
        _ => String::new(),
    };
    vm.attribute_error(&format!("property{name} of '{class}' object has no {what}"))
}

fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if it.setter.is_none() {
        return Err(missing(vm, it, args[1], "setter"));
    }
    vm.call(it.setter, &[args[1], args[2]])?;
    Ok(Value::None)
}

fn delete(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if it.deleter.is_none() {
        return Err(missing(vm, it, args[1], "deleter"));
    }
    vm.call(it.deleter, &[args[1]])?;
    Ok(Value::None)
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(it) = vm.payload_mut::<Property>(args[0]) {
        it.name = args[2];
    }
    Ok(Value::None)
}

fn set_doc(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(it) = vm.payload_mut::<Property>(args[0]) {
        it.doc = args[1].or(Value::None);
    }
    Ok(Value::None)
}

fn name(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if it.name.is_set() {
        return Ok(it.name);
    }
    if !it.getter.is_none() {
        if let Some(name) = vm.getattr_opt(it.getter, vm.names.__name__)? {
            return Ok(name);
        }
    }
    Err(vm.no_attribute(args[0], vm.names.__name__))
}

fn change_name(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(it) = vm.payload_mut::<Property>(args[0]) {
        it.name = args[1];
    }
    Ok(Value::None)
}

fn is_abstract(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    for function in [it.getter, it.setter, it.deleter] {
        if vm.is_abstract_method(function)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

impl Vm {
    /// Whether a function is marked as an abstract method.
    pub(crate) fn is_abstract_method(&mut self, function: Value) -> Res<bool> {
        if function.is_absent() {
            return Ok(false);
        }
        match self.getattr_opt(function, self.names.__isabstractmethod__)? {
            Some(it) => self.truth(it),
            None => Ok(false),
        }
    }
}
