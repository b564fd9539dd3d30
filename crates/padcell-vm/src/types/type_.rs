//! `type`: making classes, calling them, and what they say of themselves.

mod annotations;
mod attributes;
mod bases;
mod check;
mod new;
mod slots;

use alloc::format;
use alloc::vec::Vec;

pub(crate) use annotations::VALUE_FORMAT;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new::new),
    Def::method("__init__", "self, /, *args, **kwargs", init),
    Def::method("__call__", "self, /, *args, **kwargs", call).doc("Call self as a function."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__getattribute__", "self, name, /", getattribute).doc("Return getattr(self, name)."),
    Def::method("__setattr__", "self, name, value, /", setattr).doc("Implement setattr(self, name, value)."),
    Def::method("__delattr__", "self, name, /", delattr).doc("Implement delattr(self, name)."),
    Def::class_method("__prepare__", "cls, /, *args, **kwargs", prepare)
        .doc("Create the namespace for the class statement"),
    Def::method("mro", "self, /", mro).doc("Return a type's method resolution order."),
    Def::method("__subclasses__", "self, /", subclasses).doc("Return a list of immediate subclasses."),
    Def::method("__instancecheck__", "self, instance, /", check::instancecheck)
        .doc("Check if an object is an instance."),
    Def::method("__subclasscheck__", "self, subclass, /", check::subclasscheck)
        .doc("Check if a class is a subclass."),
    Def::method("__dir__", "self, /", dir).doc("Specialized __dir__ implementation for types."),
    Def::method("__sizeof__", "self, /", sizeof).doc("Return memory consumption of the type object."),
    Def::method("__or__", "self, value, /", crate::types::union_::or).doc("Return self|value."),
    Def::method("__ror__", "self, value, /", crate::types::union_::ror).doc("Return value|self."),
    Def::get_set("__name__", attributes::name, attributes::set_name),
    Def::get_set("__qualname__", attributes::qualname, attributes::set_qualname),
    Def::get_set("__module__", attributes::module, attributes::set_module),
    Def::get_set("__doc__", attributes::doc, attributes::set_doc),
    Def::get_set("__bases__", bases::get, bases::set),
    Def::get("__base__", bases::base),
    Def::get("__mro__", attributes::mro),
    Def::get("__dict__", attributes::dict),
    Def::get("__flags__", attributes::flags),
    Def::get("__basicsize__", attributes::basicsize),
    Def::get("__itemsize__", attributes::itemsize),
    Def::get("__dictoffset__", attributes::dictoffset),
    Def::get("__weakrefoffset__", attributes::weakrefoffset),
    Def::get("__text_signature__", attributes::text_signature),
    Def::get_set("__abstractmethods__", attributes::abstractmethods, attributes::set_abstractmethods),
    Def::get_set("__type_params__", attributes::type_params, attributes::set_type_params),
    Def::get_set("__annotations__", annotations::get, annotations::set),
    Def::get_set("__annotate__", annotations::get_annotate, annotations::set_annotate),
];

fn this(args: &[Value]) -> Id<Class> {
    match args[0] {
        Value::Class(id) => id,
        // The caller of a method checks its `self`.
        _ => unreachable!("a method of type was called without a class"),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let given = args.len() - 2;
    if given == 1 && args[1].is_set() {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if given != 1 && given != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::None)
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let (names, values) = vm.keywords_of(args[1])?;
    let mut all = Vec::with_capacity(args.len() + values.len());
    all.extend_from_slice(&args[2..]);
    all.extend(values);
    vm.instantiate(class, &all, &names)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let path = vm.class_path(this(args));
    vm.heap.string(format!("<class '{path}'>"))
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    let metaclass = vm.class_of(args[0]);
    match vm.by_name(|vm| vm.generic_getattr(args[0], metaclass, name))? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

fn setattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    vm.by_name(|vm| vm.generic_setattr(args[0], name, args[2]))?;
    Ok(Value::None)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[1])?;
    vm.by_name(|vm| vm.generic_setattr(args[0], name, Value::Unset))?;
    Ok(Value::None)
}

fn prepare(vm: &mut Vm, _: &[Value]) -> Res {
    vm.heap.dict().map(Value::Dict)
}

fn mro(vm: &mut Vm, args: &[Value]) -> Res {
    let class = this(args);
    let bases = vm.heap.classes[class].bases.to_vec();
    let mut all = alloc::vec![Value::Class(class)];
    all.extend(vm.linearize(&bases)?.into_iter().map(Value::Class));
    vm.heap.list(all)
}

fn subclasses(vm: &mut Vm, args: &[Value]) -> Res {
    let all = vm.heap.classes[this(args)].subclasses().iter().map(|it| Value::Class(*it)).collect::<Vec<_>>();
    vm.spend(all.len())?;
    vm.heap.list(all)
}

fn dir(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.heap.dict()?;
    vm.add_class_names(names, this(args))?;
    vm.names_for_dir(args[0], names)
}

fn sizeof(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::Int(size_of::<Class>() as i64))
}

impl Vm {
    /// The base from which a class takes its layout (`__base__`); object's class for `object` itself.
    ///
    /// # Errors
    /// TypeError if the layouts of the bases cannot be reconciled, or one of them cannot be a base.
    pub(crate) fn best_base(&mut self, bases: &[Id<Class>]) -> Res<Id<Class>> {
        let object = self.types.object;
        let mut best: Option<(Id<Class>, Id<Class>)> = None;
        for base in bases {
            if !self.heap.classes[*base].flags.has(ClassFlags::BASE) {
                let text = format!("type '{}' is not an acceptable base type", self.class_path(*base));
                return Err(self.type_error(&text));
            }
            self.spend(self.heap.classes[*base].mro.len())?;
            let candidate = self.solid_base(*base);
            match best {
                None => best = Some((*base, candidate)),
                Some((_, winner)) if self.is_subclass(winner, candidate) => {}
                Some((_, winner)) if self.is_subclass(candidate, winner) => best = Some((*base, candidate)),
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(best.map_or(object, |(base, _)| base))
    }

    /// The class that decides what instances look like: the nearest that is builtin or adds slots.
    fn solid_base(&self, class: Id<Class>) -> Id<Class> {
        let mro = &self.heap.classes[class].mro;
        let decides = |it: &Id<Class>| {
            let class = &self.heap.classes[*it];
            !class.slots().is_empty() || class.solid == *it
        };
        mro.iter().copied().find(decides).unwrap_or(self.types.object)
    }

    /// The most derived metaclass of `metaclass` and those of the bases.
    ///
    /// # Errors
    /// TypeError if there is none.
    pub(crate) fn best_metaclass(&mut self, metaclass: Id<Class>, bases: &[Value]) -> Res<Id<Class>> {
        let mut winner = metaclass;
        for base in bases {
            let candidate = self.class_of(*base);
            if self.is_subclass(winner, candidate) {
                continue;
            }
            if self.is_subclass(candidate, winner) {
                winner = candidate;
                continue;
            }
            let text = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases";
            return Err(self.type_error(text));
        }
        Ok(winner)
    }

    /// The MRO of a class: by its metaclass's `mro()` if that is not type's.
    pub(crate) fn compute_mro(&mut self, class: Id<Class>) -> Res<Vec<Id<Class>>> {
        let metaclass = self.heap.classes[class].metaclass;
        if metaclass != self.types.type_ {
            let name = self.names.mro;
            if let Some(method) = self.class_lookup(metaclass, name) {
                if !matches!(method, Value::Native(_)) {
                    return self.custom_mro(class, method);
                }
            }
        }
        let bases = self.heap.classes[class].bases.to_vec();
        let mut all = alloc::vec![class];
        all.extend(self.linearize(&bases)?);
        Ok(all)
    }

    fn custom_mro(&mut self, class: Id<Class>, method: Value) -> Res<Vec<Id<Class>>> {
        let metaclass = self.heap.classes[class].metaclass;
        let method = self.bind(method, Value::Class(class), metaclass)?;
        let result = self.call(method, &[])?;
        self.keep(result);
        let solid = self.heap.classes[class].solid;
        let mut all = Vec::new();
        for item in self.collect_list(result)? {
            let Value::Class(item_class) = item else {
                let text = format!("mro() returned a non-class ('{}')", self.type_name(item));
                return Err(self.type_error(&text));
            };
            if !self.is_subclass(solid, self.heap.classes[item_class].solid) {
                let text =
                    format!("mro() returned base with unsuitable layout ('{}')", self.class_name(item_class));
                return Err(self.type_error(&text));
            }
            all.push(item_class);
        }
        Ok(all)
    }
}
