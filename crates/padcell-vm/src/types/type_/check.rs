//! `__instancecheck__` and `__subclasscheck__` of classes, and what `isinstance` and `issubclass` make of them.

use alloc::vec::Vec;

use super::this;
use crate::error::Res;
use crate::heap::{ClassFlags, Id, Str};
use crate::types::union_::Union;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn instancecheck(vm: &mut Vm, args: &[Value]) -> Res {
    let _ = this(args);
    vm.plain_isinstance(args[1], args[0]).map(Value::Bool)
}

pub(super) fn subclasscheck(vm: &mut Vm, args: &[Value]) -> Res {
    vm.plain_issubclass(args[1], args[0]).map(Value::Bool)
}

impl Vm {
    /// `isinstance(value, classinfo)`.
    ///
    /// # Errors
    /// TypeError if `classinfo` is no class, and what `__instancecheck__` raises.
    pub fn isinstance(&mut self, value: Value, classinfo: Value) -> Res<bool> {
        if let Value::Class(class) = classinfo {
            if self.class_of(value) == class {
                return Ok(true);
            }
            if self.heap.classes[class].metaclass == self.types.type_ {
                return self.plain_isinstance(value, classinfo);
            }
        }
        if let Some(several) = self.alternatives(classinfo) {
            for it in several {
                if self.nested(|vm| vm.isinstance(value, it))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        match self.call_special(classinfo, self.names.__instancecheck__, &[value])? {
            Some(result) => self.truth(result),
            None => self.plain_isinstance(value, classinfo),
        }
    }

    /// `issubclass(class, classinfo)`.
    ///
    /// # Errors
    /// TypeError if they are no classes, and what `__subclasscheck__` raises.
    pub fn issubclass(&mut self, class: Value, classinfo: Value) -> Res<bool> {
        if let Value::Class(of) = classinfo {
            if self.heap.classes[of].metaclass == self.types.type_ {
                return match class {
                    Value::Class(class) => Ok(self.is_subclass(class, of)),
                    _ => self.plain_issubclass(class, classinfo),
                };
            }
        }
        if let Some(several) = self.alternatives(classinfo) {
            for it in several {
                if self.nested(|vm| vm.issubclass(class, it))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        match self.call_special(classinfo, self.names.__subclasscheck__, &[class])? {
            Some(result) => self.truth(result),
            None => self.plain_issubclass(class, classinfo),
        }
    }

    /// The members of a tuple or union of classes.
    fn alternatives(&self, classinfo: Value) -> Option<Vec<Value>> {
        let tuple = match self.unwrap(classinfo) {
            Value::Tuple(_) => self.unwrap(classinfo),
            _ => self.payload::<Union>(classinfo)?.args,
        };
        match tuple {
            Value::Tuple(id) => Some(self.heap.tuples[id].items.to_vec()),
            _ => None,
        }
    }

    /// `type.__instancecheck__`: by MRO, then by what the object says its `__class__` is.
    pub(crate) fn plain_isinstance(&mut self, value: Value, classinfo: Value) -> Res<bool> {
        let name = self.names.__class__;
        if let Value::Class(class) = classinfo {
            let actual = self.class_of(value);
            if self.is_subclass(actual, class) {
                return Ok(true);
            }
            if !self.heap.classes[actual].flags.has(ClassFlags::GETATTR)
                && self.class_attribute_is_objects(actual, name)
            {
                return Ok(false);
            }
            return Ok(match self.getattr_opt(value, name)? {
                Some(Value::Class(said)) => said != actual && self.is_subclass(said, class),
                _ => false,
            });
        }
        if self.bases_of(classinfo)?.is_none() {
            let text = "isinstance() arg 2 must be a type, a tuple of types, or a union";
            return Err(self.type_error(text));
        }
        match self.getattr_opt(value, name)? {
            Some(said) => self.abstract_issubclass(said, classinfo),
            None => Ok(false),
        }
    }

    fn class_attribute_is_objects(&mut self, class: Id<crate::heap::Class>, name: Id<Str>) -> bool {
        match self.class_lookup(class, name) {
            Some(Value::Native(id)) => self.heap.natives[id].owner == Some(self.types.object),
            _ => false,
        }
    }

    /// `type.__subclasscheck__`.
    pub(crate) fn plain_issubclass(&mut self, class: Value, classinfo: Value) -> Res<bool> {
        if let (Value::Class(class), Value::Class(of)) = (class, classinfo) {
            return Ok(self.is_subclass(class, of));
        }
        if self.bases_of(class)?.is_none() {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        }
        if self.bases_of(classinfo)?.is_none() {
            return Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
        }
        self.abstract_issubclass(class, classinfo)
    }

    /// `__bases__` of something that acts as a class: a tuple.
    fn bases_of(&mut self, class: Value) -> Res<Option<Vec<Value>>> {
        let Some(bases) = self.getattr_opt(class, self.names.__bases__)? else { return Ok(None) };
        match self.unwrap(bases) {
            Value::Tuple(id) => Ok(Some(self.heap.tuples[id].items.to_vec())),
            _ => Ok(None),
        }
    }

    fn abstract_issubclass(&mut self, class: Value, of: Value) -> Res<bool> {
        if class.is(of) {
            return Ok(true);
        }
        self.spend(10)?;
        let Some(bases) = self.bases_of(class)? else { return Ok(false) };
        let mark = self.kept();
        for it in &bases {
            self.keep(*it);
        }
        for it in bases {
            if self.nested(|vm| vm.abstract_issubclass(it, of))? {
                return Ok(true);
            }
        }
        self.release(mark);
        Ok(false)
    }
}
