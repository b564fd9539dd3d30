//! The check in the attribute primitive: what restricted code may read, set and delete.

use super::permits::{Permit, is_guarded, permit};
use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Id, NativeKind, Str};
use crate::value::Value;
use crate::vm::Vm;

/// What is done to an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// Setting and deleting.
    Write,
}

impl Vm {
    /// Whether caches must not know attributes of this name: who may read them depends on who reads.
    #[inline]
    pub(crate) fn is_guarded(&self, name: Id<Str>) -> bool {
        self.heap.strs[name].guarded
    }

    /// Refuses what restricted code may not do to `object.name`. Every channel of attribute access passes here.
    ///
    /// # Errors
    /// RestrictedError.
    #[inline]
    pub(crate) fn check_access(&mut self, object: Value, name: Id<Str>, access: Access) -> Res<()> {
        if !self.holds_restricted {
            return Ok(());
        }
        if access == Access::Write && !self.restricted && (self.acts_restricted() || self.is_deputy()) {
            self.check_foreign(object, name)?;
        }
        let it = &self.heap.strs[name];
        if it.interned && !it.guarded {
            return Ok(());
        }
        if !self.acts_restricted() {
            return self.check_limited(object, name);
        }
        self.check_guarded(object, name, access)
    }

    /// In the heap of its supervisor, restricted code writes to what restricted code has made, and to instances that it was
    /// handed; but not what the library would believe of those.
    #[cold]
    fn check_foreign(&mut self, object: Value, name: Id<Str>) -> Res<()> {
        if self.is_of_restricted(object) {
            return Ok(());
        }
        let text = match object {
            Value::Class(_) => "classes are read-only in restricted mode",
            Value::Function(_) => "function attributes not accessible in restricted mode",
            Value::Module(_) => "restricted attribute",
            _ if self.describes(name) => "restricted attribute",
            _ => return Ok(()),
        };
        Err(self.restricted_error(text))
    }

    /// A deputy of the library has its authority for what it was written for.
    fn check_limited(&mut self, object: Value, name: Id<Str>) -> Res<()> {
        if !self.is_deputy() || !is_guarded(self.heap.text(name)) {
            return Ok(());
        }
        let limited =
            super::deputies::is_limited(self.heap.text(name)) && !matches!(object, Value::Module(_));
        match limited && (self.restricted || self.is_of_restricted(object)) {
            true => Ok(()),
            false => Err(self.restricted_error("restricted attribute")),
        }
    }

    #[cold]
    fn check_guarded(&mut self, object: Value, name: Id<Str>, access: Access) -> Res<()> {
        // Names that a program computed are not always interned yet.
        let name = self.heap.intern_id(name)?;
        if self.is_guarded(name) && !self.may_access(object, name, access) {
            return Err(self.deny(object, name, access));
        }
        Ok(())
    }

    fn may_access(&mut self, object: Value, name: Id<Str>, access: Access) -> bool {
        let names = self.names;
        // The dict of annotations could be written to, and the library evaluates the text in it.
        if name == names.__annotations__ && !self.restricted && !self.is_of_restricted(object) {
            return !matches!(object, Value::Function(_) | Value::Class(_) | Value::Module(_));
        }
        if let Value::Module(_) = object {
            if [names.__dict__, names.__loader__, names.__spec__].contains(&name) {
                return false;
            }
            // In a restricted cell it shows the program's builtins; elsewhere there is nothing to show.
            if name == names.__builtins__ && !self.restricted {
                return false;
            }
        }
        let class = self.class_of(object);
        let on_type = self.class_lookup_owner(class, name);
        if let Value::Class(this) = object {
            // What the class itself has comes first, but for computed attributes of its metaclass.
            let own = self.class_lookup_owner(this, name);
            return match (on_type, own) {
                (Some((owner, value)), _) if self.is_computed(value) => self.may(owner, value, name, access),
                (_, Some(_)) if access == Access::Write => true,
                (_, Some((owner, value))) | (Some((owner, value)), None) => {
                    self.may(owner, value, name, access)
                }
                (None, None) => true,
            };
        }
        match on_type {
            None => true,
            Some((owner, value)) if self.is_computed(value) => self.may(owner, value, name, access),
            // The object's own attribute hides what its class has, and is what is set.
            Some(_) if access == Access::Write || self.holds_own(object, name) => true,
            Some((owner, value)) => self.may(owner, value, name, access),
        }
    }

    fn is_computed(&self, value: Value) -> bool {
        matches!(value, Value::Native(id) if self.heap.natives[id].kind == NativeKind::GetSet)
    }

    /// What Python code has put into a class is its own; what the machine has put there, the table decides.
    fn may(&self, owner: Id<Class>, value: Value, name: Id<Str>, access: Access) -> bool {
        let heap = self.heap.classes[owner].flags.has(ClassFlags::HEAP);
        if heap && !matches!(value, Value::Native(_)) {
            return true;
        }
        let class = if heap { "object" } else { self.text_of(self.heap.classes[owner].name) };
        match permit(class, self.heap.text(name)) {
            Some(Permit::Allow | Permit::Virtual) => true,
            Some(Permit::ReadOnly) => access == Access::Read,
            Some(Permit::Deny) | None => false,
        }
    }

    /// The denial: a constant text, and no object.
    #[cold]
    fn deny(&mut self, object: Value, name: Id<Str>, access: Access) -> Unwind {
        let read = access == Access::Read;
        let text = match (object, self.heap.text(name)) {
            (
                Value::Function(_),
                "__code__" | "__defaults__" | "__kwdefaults__" | "__dict__" | "__name__" | "__qualname__",
            ) => "function attributes not accessible in restricted mode",
            (Value::Function(_), "__closure__" | "__globals__" | "__builtins__") if !read => {
                return self.attribute_error("readonly attribute");
            }
            (Value::Bound(_) | Value::Native(_), "__self__" | "__func__") if !read => {
                return self.attribute_error("readonly attribute");
            }
            (Value::Bound(id), "__self__") if matches!(self.heap.bounds[id].function, Value::Native(_)) => {
                "method.__self__ not accessible in restricted mode"
            }
            (Value::Native(_), "__self__") => "method.__self__ not accessible in restricted mode",
            (Value::Class(_), "__dict__") if read => "class.__dict__ not accessible in restricted mode",
            (Value::Class(_), "__dict__" | "__bases__" | "__mro__" | "__base__" | "__abstractmethods__")
                if !read =>
            {
                "classes are read-only in restricted mode"
            }
            (Value::Module(_), _) => "restricted attribute",
            (_, "__dict__") if read => "instance.__dict__ not accessible in restricted mode",
            (_, "__dict__") => "__dict__ not accessible in restricted mode",
            (_, "__class__") => "__class__ not accessible in restricted mode",
            _ => "restricted attribute",
        };
        self.restricted_error(text)
    }

    /// Whether this is a native, bound or not, that restricted code may not call.
    pub(crate) fn is_denied_native(&self, value: Value) -> bool {
        match value {
            Value::Native(id) => self.heap.natives[id].def.denied,
            Value::Bound(id) => {
                matches!(self.heap.bounds[id].function, Value::Native(it) if self.heap.natives[it].def.denied)
            }
            _ => false,
        }
    }

    /// Refuses a native that restricted code may not call, or may not call so.
    ///
    /// # Errors
    /// RestrictedError.
    pub(crate) fn refuse_restricted(&mut self) -> Res<()> {
        match self.acts_restricted() || self.is_deputy() {
            true => Err(self.restricted_error("restricted attribute")),
            false => Ok(()),
        }
    }
}

impl Vm {
    /// The keys of a dict of attribute names; for restricted code without those that it may not read.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn names_for_dir(&mut self, object: Value, names: Id<crate::heap::Dict>) -> Res {
        if !self.acts_restricted() {
            return self.list_of_keys(names);
        }
        let all: alloc::vec::Vec<Value> = self.heap.dicts[names].iter().map(|it| it.key).collect();
        self.spend(all.len())?;
        let mut permitted = alloc::vec::Vec::with_capacity(all.len());
        for key in all {
            let Value::Str(id) = key else { continue };
            let name = self.heap.intern_id(id)?;
            if !self.is_guarded(name) || self.may_access(object, name, Access::Read) {
                permitted.push(key);
            }
        }
        self.heap.list(permitted)
    }
}
