//! Descriptors with a native type of their own: property, classmethod, staticmethod, super.

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, Id, NativeKind, Payload, Tracer};
use crate::modules::collections::TupleGetter;
use crate::value::Value;
use crate::vm::Vm;

/// Declares the data of a native type: its fields are values.
#[macro_export]
macro_rules! payload {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $field:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        $vis struct $name { $($(#[$fmeta])* pub $field: $crate::Value),* }

        impl $crate::Payload for $name {
            fn trace(&self, tracer: &mut $crate::Tracer<'_>) {
                $(tracer.visit(self.$field);)*
            }

            fn footprint(&self) -> usize {
                size_of::<Self>()
            }

            fn as_any(&self) -> &dyn core::any::Any {
                self
            }

            fn as_any_mut(&mut self) -> &mut dyn core::any::Any {
                self
            }
        }
    };
}

payload! {
    /// A `property`; absent functions are None.
    pub struct Property { getter, setter, deleter, doc, name }
}

payload! {
    /// A `classmethod`.
    pub struct ClassMethod { function }
}

payload! {
    /// A `staticmethod`.
    pub struct StaticMethod { function }
}

/// A `super` object.
#[derive(Clone, Copy, Debug)]
pub struct Super {
    /// The search starts after this class.
    pub class: Id<Class>,
    /// The instance or class that methods are bound to; unset in an unbound super.
    pub object: Value,
    /// The class whose MRO is searched.
    pub object_class: Id<Class>,
}

impl Payload for Super {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[Value::Class(self.class), self.object, Value::Class(self.object_class)]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// What an attribute found on a class does when it is read through an instance.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found {
    /// Nothing: it is the result itself.
    Plain(Value),
    /// It becomes a method bound to the instance.
    Method(Value),
    /// It becomes a method bound to the class.
    ClassMethod(Value),
    /// A property: its getter is called.
    Property(Property),
    /// A native computed attribute.
    GetSet(Value),
    /// A slot of instances (`__slots__`).
    Member(Value),
    /// `__get__` of its class is called.
    Get(Value),
}

payload! {
    /// A `__slots__` entry: the descriptor of one attribute that instances keep in a slot.
    pub struct Member { name, owner }
}

impl Vm {
    /// The data of a native object, if it is a `T`.
    #[inline]
    #[must_use]
    pub fn payload<T: Payload>(&self, value: Value) -> Option<&T> {
        let Value::Object(id) = value else { return None };
        self.heap.objects[id].data.as_any().downcast_ref()
    }

    /// The data of a native object, to be changed.
    #[inline]
    #[must_use]
    pub fn payload_mut<T: Payload>(&mut self, value: Value) -> Option<&mut T> {
        let Value::Object(id) = value else { return None };
        self.heap.objects[id].data.as_any_mut().downcast_mut()
    }

    /// Says how an attribute found on a class is to be read.
    pub(crate) fn classify(&mut self, value: Value) -> Found {
        match value {
            Value::Function(_) => Found::Method(value),
            Value::Native(id) => match self.heap.natives[id].kind {
                NativeKind::Function | NativeKind::Static => Found::Plain(value),
                NativeKind::Method => Found::Method(value),
                NativeKind::ClassMethod => Found::ClassMethod(value),
                NativeKind::GetSet => Found::GetSet(value),
            },
            Value::Object(_) => {
                if let Some(it) = self.payload::<Property>(value).copied() {
                    if self.class_of(value) == self.types.property {
                        return Found::Property(it);
                    }
                }
                if let Some(it) = self.payload::<StaticMethod>(value) {
                    return Found::Plain(it.function);
                }
                if let Some(it) = self.payload::<ClassMethod>(value).copied() {
                    return Found::ClassMethod(it.function);
                }
                if self.payload::<Member>(value).is_some() {
                    return Found::Member(value);
                }
                self.classify_by_class(value)
            }
            Value::Instance(_) => self.classify_by_class(value),
            _ => Found::Plain(value),
        }
    }

    fn classify_by_class(&mut self, value: Value) -> Found {
        let class = self.class_of(value);
        if self.class_lookup(class, self.names.__get__).is_some() {
            Found::Get(value)
        } else {
            Found::Plain(value)
        }
    }

    /// Whether an attribute found on a class takes precedence over the instance's own.
    pub(crate) fn is_data_descriptor(&mut self, found: Found) -> bool {
        match found {
            Found::Property(_) | Found::GetSet(_) | Found::Member(_) => true,
            Found::Get(value) | Found::Plain(value) => {
                if !matches!(value, Value::Instance(_) | Value::Object(_)) {
                    return false;
                }
                let class = self.class_of(value);
                self.class_lookup(class, self.names.__set__).is_some()
                    || self.class_lookup(class, self.names.__delete__).is_some()
            }
            Found::Method(_) | Found::ClassMethod(_) => false,
        }
    }

    /// Reads an attribute found on `class` through `this` (unset: through the class itself).
    pub(crate) fn bind(&mut self, value: Value, this: Value, class: Id<Class>) -> Res {
        match self.classify(value) {
            Found::Plain(value) => Ok(value),
            Found::Method(_) | Found::Property(_) | Found::Member(_) | Found::GetSet(_)
                if this.is_unset() =>
            {
                Ok(value)
            }
            Found::Method(value) => self.heap.bound(value, this),
            Found::ClassMethod(function) => self.bind_class_method(function, class),
            Found::Property(it) => self.get_property(it, this),
            Found::GetSet(value) => self.call_getter(value, this),
            Found::Member(value) => self.get_member(value, this),
            Found::Get(value) => {
                if let (Some(getter), true) = (self.payload::<TupleGetter>(value).copied(), !this.is_absent())
                {
                    return self.tuple_field(getter, this);
                }
                let Some(get) = self.lookup_special(value, self.names.__get__)? else { return Ok(value) };
                let through = if this.is_unset() { Value::None } else { this };
                self.call(get, &[through, Value::Class(class)])
            }
        }
    }

    fn bind_class_method(&mut self, function: Value, class: Id<Class>) -> Res {
        match self.classify(function) {
            Found::Method(_) | Found::Plain(_) | Found::ClassMethod(_) => {
                self.heap.bound(function, Value::Class(class))
            }
            _ => {
                let metaclass = self.heap.classes[class].metaclass;
                self.bind(function, Value::Class(class), metaclass)
            }
        }
    }

    pub(crate) fn get_property(&mut self, property: Property, this: Value) -> Res {
        if property.getter.is_absent() {
            let class = self.type_name(this);
            let text = match property.name {
                Value::Str(_) => alloc::format!(
                    "property '{}' of '{class}' object has no getter",
                    self.text_of(property.name)
                ),
                _ => alloc::format!("property of '{class}' object has no getter"),
            };
            return Err(self.attribute_error(&text));
        }
        self.call(property.getter, &[this])
    }

    /// Calls the getter of a native computed attribute.
    pub(crate) fn call_getter(&mut self, value: Value, this: Value) -> Res {
        let Value::Native(id) = value else { return Ok(value) };
        let native = &self.heap.natives[id];
        let (def, owner) = (native.def, native.owner);
        if def.denied {
            self.refuse_restricted()?;
        }
        if let Some(owner) = owner {
            if !self.is_instance(this, owner) {
                let text = alloc::format!(
                    "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                    def.name,
                    self.class_name(owner),
                    self.type_name(this)
                );
                return Err(self.type_error(&text));
            }
        }
        (def.call)(self, &[this])
    }
}
