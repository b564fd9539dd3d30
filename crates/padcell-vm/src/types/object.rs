//! `object`: what every class inherits.

mod class;
mod dir;
mod reduce;

pub(crate) use class::same_layout;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Id, Layout, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, /, *args, **kwargs", init)
        .doc("Initialize self.  See help(type(self)) for accurate signature."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__ne__", "self, value, /", ne).doc("Return self!=value."),
    Def::method("__lt__", "self, value, /", not_ordered).doc("Return self<value."),
    Def::method("__le__", "self, value, /", not_ordered).doc("Return self<=value."),
    Def::method("__gt__", "self, value, /", not_ordered).doc("Return self>value."),
    Def::method("__ge__", "self, value, /", not_ordered).doc("Return self>=value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("__getattribute__", "self, name, /", getattribute).doc("Return getattr(self, name)."),
    Def::method("__setattr__", "self, name, value, /", setattr).doc("Implement setattr(self, name, value)."),
    Def::method("__delattr__", "self, name, /", delattr).doc("Implement delattr(self, name)."),
    Def::method("__dir__", "self, /", dir::dir).doc("Default dir() implementation."),
    Def::method("__format__", "self, format_spec, /", format_).doc("Default object formatter."),
    Def::method("__reduce__", "self, /", reduce::reduce).doc("Helper for pickle."),
    Def::method("__reduce_ex__", "self, protocol, /", reduce::reduce_ex).doc("Helper for pickle."),
    Def::method("__getstate__", "self, /", reduce::getstate).doc("Helper for pickle."),
    Def::method("__sizeof__", "self, /", sizeof).doc("Size of object in memory, in bytes."),
    Def::class_method("__init_subclass__", "cls, /", init_subclass)
        .doc("This method is called when a class is subclassed."),
    Def::class_method("__subclasshook__", "cls, subclass, /", subclasshook)
        .doc("Abstract classes can override this to customize issubclass()."),
    Def::get_set("__class__", class::get, class::set).doc("the object's class"),
];

/// `__dict__` of objects that have one: in the table of each class that gives its instances a dict.
pub(crate) const DICT: &[Def] =
    &[Def::get_set("__dict__", class::get_dict, class::set_dict).doc("dictionary for instance variables")];

/// `__weakref__` of instances that can be referred to weakly.
pub(crate) const WEAKREF: &[Def] =
    &[Def::get("__weakref__", class::get_weakref).doc("list of weak references to the object")];

impl Vm {
    /// The class's abstract methods as a message lists them; None if it can be instantiated.
    fn missing_methods(&mut self, class: Id<Class>) -> Res<Option<String>> {
        if !self.heap.classes[class].flags.has(ClassFlags::ABSTRACT) {
            return Ok(None);
        }
        let dict = self.class_dict(class);
        let Some(methods) = self.heap.dict_str(dict, self.names.__abstractmethods__) else { return Ok(None) };
        let mut names = Vec::new();
        for it in self.collect_list(methods)? {
            names.push(format!("'{}'", self.text_of(it)));
        }
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        Ok((!names.is_empty()).then(|| format!("method{plural} {}", names.join(", "))))
    }

    /// Whether `__init__` of a class is object's.
    pub(crate) fn init_is_objects(&mut self, class: Id<Class>) -> bool {
        match self.class_lookup(class, self.names.__init__) {
            Some(Value::Native(id)) => self.heap.natives[id].owner == Some(self.types.object),
            _ => false,
        }
    }

    /// The name of an attribute, as `getattr` and its kin take it.
    ///
    /// # Errors
    /// TypeError if it is no string.
    pub fn attribute_name(&mut self, name: Value) -> Res<Id<Str>> {
        match self.unwrap(name) {
            Value::Str(id) => self.heap.intern_id(id),
            _ => {
                let text = format!("attribute name must be string, not '{}'", self.type_name(name));
                Err(self.type_error(&text))
            }
        }
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Class(class) = args[0] else {
        let text = format!("object.__new__(X): X is not a type object ({})", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    if vm.heap.classes[class].layout != Layout::Object {
        return Err(not_plain(vm, class));
    }
    let excess = args[1].is_set() || args.len() > 2;
    if excess {
        if !vm.new_is_objects(class) {
            let text = "object.__new__() takes exactly one argument (the type to instantiate)";
            return Err(vm.type_error(text));
        }
        if vm.init_is_objects(class) {
            let text = format!("{}() takes no arguments", vm.class_name(class));
            return Err(vm.type_error(&text));
        }
    }
    if let Some(missing) = vm.missing_methods(class)? {
        let name = vm.class_name(class);
        let text = format!(
            "Can't instantiate abstract class {name} without an implementation for abstract {missing}"
        );
        return Err(vm.type_error(&text));
    }
    vm.new_instance(class)
}

/// The error for a class whose instances `object.__new__` cannot make.
fn not_plain(vm: &mut Vm, class: Id<Class>) -> Unwind {
    let name = vm.class_name(class);
    let text = if vm.new_is_objects(class) {
        format!("cannot create '{name}' instances")
    } else {
        let solid = vm.class_name(vm.heap.classes[class].solid);
        format!("object.__new__({name}) is not safe, use {solid}.__new__()")
    };
    vm.type_error(&text)
}

/// `object.__init__`: only complains about arguments that nobody took.
pub(crate) fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let excess = args[1].is_set() || args.len() > 2;
    if excess {
        let class = vm.class_of(args[0]);
        if !vm.init_is_objects(class) {
            let text = "object.__init__() takes exactly one argument (the instance to initialize)";
            return Err(vm.type_error(text));
        }
        if vm.new_is_objects(class) {
            let name = vm.class_name(class);
            let text = format!("{name}.__init__() takes exactly one argument (the instance to initialize)");
            return Err(vm.type_error(&text));
        }
    }
    Ok(Value::None)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.default_repr(args[0]);
    vm.heap.string(text)
}

fn str(vm: &mut Vm, args: &[Value]) -> Res {
    vm.repr_value(args[0])
}

fn eq(_: &mut Vm, args: &[Value]) -> Res {
    Ok(if args[0].is(args[1]) { Value::Bool(true) } else { Value::NotImplemented })
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.call_special(args[0], vm.names.__eq__, &[args[1]])? {
        None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
        Some(value) => Ok(Value::Bool(!vm.truth(value)?)),
    }
}

fn not_ordered(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::NotImplemented)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Int(vm.identity_hash(args[0])))
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let class = vm.class_of(args[0]);
    match vm.by_name(|vm| vm.generic_getattr(args[0], class, name))? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

/// `object.__setattr__` may not go around what a class's own metaclass says.
fn refuse_class(vm: &mut Vm, this: Value, method: &str) -> Res<()> {
    if let Value::Class(_) = this {
        let text = format!("can't apply this {method} to {} object", vm.type_name(this));
        return Err(vm.type_error(&text));
    }
    Ok(())
}

fn setattr(vm: &mut Vm, args: &[Value]) -> Res {
    refuse_class(vm, args[0], "__setattr__")?;
    let name = vm.attribute_name(args[1])?;
    vm.by_name(|vm| vm.generic_setattr(args[0], name, args[2]))?;
    Ok(Value::None)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> Res {
    refuse_class(vm, args[0], "__delattr__")?;
    let name = vm.attribute_name(args[1])?;
    vm.by_name(|vm| vm.generic_setattr(args[0], name, Value::Unset))?;
    Ok(Value::None)
}

fn format_(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(_) = vm.unwrap(args[1]) else {
        let text = format!("__format__() argument must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    if !vm.text_of(args[1]).is_empty() {
        let text = format!("unsupported format string passed to {}.__format__", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    }
    vm.str_value(args[0])
}

fn sizeof(_: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Int(match args[0] {
        Value::Instance(_) => 64,
        _ => 16,
    }))
}

fn init_subclass(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::None)
}

fn subclasshook(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::NotImplemented)
}
