//! Attribute access: THE primitive that every channel goes through.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use super::descriptor::{Found, Member};
use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, INLINE, Id, Instance, InstanceRest, NativeKind, ShapeId, Str};
use crate::restricted::Access;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `object.name`.
    ///
    /// # Errors
    /// AttributeError, and whatever descriptors and `__getattr__` raise.
    pub fn getattr(&mut self, object: Value, name: Id<Str>) -> Res {
        self.getattr_or_raise(object, name)
    }

    /// `object.name`, or None where that raises AttributeError.
    ///
    /// # Errors
    /// Every other exception.
    pub fn getattr_opt(&mut self, object: Value, name: Id<Str>) -> Res<Option<Value>> {
        let class = self.class_of(object);
        if !self.heap.classes[class].flags.has(ClassFlags::GETATTR) {
            return self.catch_attribute_error(|vm| vm.generic_getattr(object, class, name));
        }
        let by_getattribute = self.catch_attribute_error(|vm| vm.call_getattribute(object, class, name))?;
        if by_getattribute.is_some() {
            return Ok(by_getattribute);
        }
        if self.class_lookup(class, self.names.__getattr__).is_none() {
            return Ok(None);
        }
        self.catch_attribute_error(|vm| {
            let Some(method) = vm.lookup_special(object, vm.names.__getattr__)? else { return Ok(None) };
            vm.call(method, &[Value::Str(name)]).map(Some)
        })
    }

    /// As `getattr_opt`, with the AttributeError that user code raised left as it is.
    pub(crate) fn getattr_or_raise(&mut self, object: Value, name: Id<Str>) -> Res {
        let class = self.class_of(object);
        if !self.heap.classes[class].flags.has(ClassFlags::GETATTR) {
            return match self.generic_getattr(object, class, name)? {
                Some(value) => Ok(value),
                None => Err(self.no_attribute(object, name)),
            };
        }
        let has_getattr = self.class_lookup(class, self.names.__getattr__).is_some();
        match self.call_getattribute(object, class, name) {
            Ok(Some(value)) => return Ok(value),
            Ok(None) if !has_getattr => return Err(self.no_attribute(object, name)),
            Ok(None) => {}
            Err(Unwind::Raised) if has_getattr && self.raised_is(self.exceptions.attribute_error) => {
                self.heap.raised = Value::Unset;
            }
            Err(other) => return Err(other),
        }
        let Some(method) = self.lookup_special(object, self.names.__getattr__)? else {
            return Err(self.no_attribute(object, name));
        };
        self.call(method, &[Value::Str(name)])
    }

    fn call_getattribute(&mut self, object: Value, class: Id<Class>, name: Id<Str>) -> Res<Option<Value>> {
        match self.class_lookup(class, self.names.__getattribute__) {
            None => self.generic_getattr(object, class, name),
            Some(Value::Native(id)) if self.is_generic_getattribute(id) => {
                self.generic_getattr(object, class, name)
            }
            Some(method) => {
                let method = self.bind(method, object, class)?;
                self.call_for_actor(method, &[Value::Str(name)]).map(Some)
            }
        }
    }

    /// Whether a native `__getattribute__` is one that `generic_getattr` stands for.
    fn is_generic_getattribute(&self, id: Id<crate::heap::Native>) -> bool {
        let owner = self.heap.natives[id].owner;
        [self.types.object, self.types.type_, self.types.module].into_iter().any(|it| owner == Some(it))
    }

    /// Turns an AttributeError into None.
    pub(crate) fn catch_attribute_error(
        &mut self,
        f: impl FnOnce(&mut Self) -> Res<Option<Value>>,
    ) -> Res<Option<Value>> {
        match f(self) {
            Err(Unwind::Raised) if self.raised_is(self.exceptions.attribute_error) => {
                self.heap.raised = Value::Unset;
                Ok(None)
            }
            other => other,
        }
    }

    /// `object.__getattribute__` of `object` and `type`: descriptors and the instance's own attributes.
    pub(crate) fn generic_getattr(
        &mut self,
        object: Value,
        class: Id<Class>,
        name: Id<Str>,
    ) -> Res<Option<Value>> {
        self.check_access(object, name, Access::Read)?;
        let found = self.find_attribute(object, class, name)?;
        let shared = matches!(object, Value::Module(_));
        if self.holds_restricted && !shared && found.is_some_and(|it| self.is_denied_native(it)) {
            // Else the program would hand it to the library, which may call it. A module's is the program's own.
            self.refuse_restricted()?;
        }
        Ok(found.map(|it| self.seen(it)))
    }

    fn find_attribute(&mut self, object: Value, class: Id<Class>, name: Id<Str>) -> Res<Option<Value>> {
        let on_class = self.class_lookup(class, name);
        if let Some(value) = on_class {
            let found = self.classify(value);
            // One that can only be set does not hide what the instance holds.
            if !matches!(found, Found::Plain(_)) && self.is_data_descriptor(found) {
                return self.bind(value, object, class).map(Some);
            }
        }
        if let Value::Class(this) = object {
            if let Some((_, value)) = self.class_lookup_owner(this, name) {
                return self.bind(value, Value::Unset, this).map(Some);
            }
        } else if let Some(value) = self.own_attribute(object, name)? {
            return Ok(Some(value));
        }
        match on_class {
            Some(value) => self.bind(value, object, class).map(Some),
            None => self.module_getattr(object, name),
        }
    }

    /// `__getattr__` that a module defines.
    fn module_getattr(&mut self, object: Value, name: Id<Str>) -> Res<Option<Value>> {
        let Value::Module(id) = object else { return Ok(None) };
        match self.heap.dict_str(self.heap.modules[id].dict, self.names.__getattr__) {
            Some(function) => self.call(function, &[Value::Str(name)]).map(Some),
            None => Ok(None),
        }
    }

    /// Whether the object itself holds an attribute with this (interned) name.
    pub(crate) fn holds_own(&mut self, object: Value, name: Id<Str>) -> bool {
        match object {
            Value::Instance(id) if self.heap.instances[id].shape != ShapeId::DICT => {
                self.heap.shapes.slot(self.heap.instances[id].shape, name).is_some()
            }
            _ => self.own_dict(object).is_some_and(|dict| self.heap.dict_str(dict, name).is_some()),
        }
    }

    /// An attribute that the object itself holds.
    pub(crate) fn own_attribute(&mut self, object: Value, name: Id<Str>) -> Res<Option<Value>> {
        let name = self.heap.intern_id(name)?;
        if let Value::Instance(id) = object {
            let it = &self.heap.instances[id];
            if it.shape != ShapeId::DICT {
                let slot = self.heap.shapes.slot(it.shape, name);
                return Ok(slot.map(|slot| it.slot(slot)));
            }
        }
        Ok(self.own_dict(object).and_then(|dict| self.heap.dict_str(dict, name)))
    }

    /// The dict of an object that has one already.
    fn own_dict(&mut self, object: Value) -> Option<Id<Dict>> {
        match object {
            Value::Instance(id) => self.heap.instances[id].rest.as_ref().and_then(|it| it.dict),
            Value::Exception(id) => self.heap.exceptions[id].dict,
            Value::Object(id) => self.heap.objects[id].dict,
            Value::Function(id) => self.heap.functions[id].dict,
            Value::Module(id) => Some(self.heap.modules[id].dict),
            Value::Class(id) => Some(self.class_dict(id)),
            _ => None,
        }
    }

    /// `object.__dict__`: the dict in which the object's attributes live from now on. None for objects without one.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn dict_of(&mut self, object: Value) -> Res<Option<Id<Dict>>> {
        if let Some(dict) = self.own_dict(object) {
            return Ok(Some(dict));
        }
        let class = self.class_of(object);
        if !self.heap.classes[class].flags.has(ClassFlags::DICT) {
            return Ok(None);
        }
        let dict = self.heap.dict()?;
        match object {
            Value::Instance(id) => {
                self.keep(Value::Dict(dict));
                self.move_to_dict(id, dict)?;
                self.roots.pop();
            }
            Value::Exception(id) => self.heap.exceptions[id].dict = Some(dict),
            Value::Object(id) => self.heap.objects[id].dict = Some(dict),
            Value::Function(id) => self.heap.functions[id].dict = Some(dict),
            _ => return Ok(None),
        }
        Ok(Some(dict))
    }

    /// Replaces the dict of an object.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn set_dict_of(&mut self, object: Value, dict: Id<Dict>) -> Res<bool> {
        if self.dict_of(object)?.is_none() {
            return Ok(false);
        }
        match object {
            Value::Instance(id) => {
                if let Some(rest) = &mut self.heap.instances[id].rest {
                    rest.dict = Some(dict);
                }
            }
            Value::Exception(id) => self.heap.exceptions[id].dict = Some(dict),
            Value::Object(id) => self.heap.objects[id].dict = Some(dict),
            Value::Function(id) => self.heap.functions[id].dict = Some(dict),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn move_to_dict(&mut self, id: Id<Instance>, dict: Id<Dict>) -> Res<()> {
        let shape = self.heap.instances[id].shape;
        let names: Vec<_> = self.heap.shapes.names(shape).to_vec();
        let slots = self.slot_names(self.heap.instances[id].class)?;
        let mut own_slots = None;
        for (slot, name) in names.into_iter().enumerate() {
            let value = self.heap.instances[id].slot(slot);
            if value.is_unset() {
                continue;
            }
            // What `__slots__` declares is not in the dict.
            let into = match own_slots {
                _ if !slots.contains(&name) => dict,
                Some(it) => it,
                None => *own_slots.insert(self.heap.dict()?),
            };
            self.heap.dict_set_str(into, name, value)?;
        }
        self.heap.charge(size_of::<InstanceRest>())?;
        let it = &mut self.heap.instances[id];
        it.shape = ShapeId::DICT;
        it.inline = [Value::Unset; INLINE];
        let rest = it.rest.get_or_insert_with(Box::default);
        rest.more = Vec::new();
        rest.dict = Some(dict);
        rest.members = own_slots;
        Ok(())
    }

    /// The names of all slots that instances of a class have.
    pub(crate) fn slot_names(&mut self, class: Id<Class>) -> Res<Vec<Id<Str>>> {
        self.spend(self.heap.classes[class].mro.len() / 4)?;
        let mut all = Vec::new();
        for it in self.heap.classes[class].mro.iter() {
            for name in self.heap.classes[*it].slots() {
                if let Value::Str(name) = name {
                    all.push(*name);
                }
            }
        }
        Ok(all)
    }

    /// Sets a slot that `__slots__` declares: by shape, or beside the dict of an instance that has one.
    pub(crate) fn set_slot(&mut self, id: Id<Instance>, name: Id<Str>, value: Value) -> Res<()> {
        if self.heap.instances[id].shape != ShapeId::DICT {
            if self.set_by_shape(id, name, value)? {
                return Ok(());
            }
            let dict = self.heap.dict()?;
            self.move_to_dict(id, dict)?;
        }
        let slots = match self.rest_of(id)?.members {
            Some(slots) => slots,
            None => {
                let slots = self.heap.dict()?;
                self.rest_of(id)?.members = Some(slots);
                slots
            }
        };
        self.heap.dict_set_str(slots, name, value)
    }

    fn delete_slot(&mut self, id: Id<Instance>, name: Id<Str>) -> Res<bool> {
        if self.heap.instances[id].shape != ShapeId::DICT {
            return self.delete_own(id, name);
        }
        let slots = self.heap.instances[id].rest.as_ref().and_then(|it| it.members);
        Ok(slots.is_some_and(|it| self.heap.dict_remove_str(it, name).is_some()))
    }

    /// Sets an attribute of an instance that has a shape; false where it should use a dict from now on.
    fn set_by_shape(&mut self, id: Id<Instance>, name: Id<Str>, value: Value) -> Res<bool> {
        let shape = self.heap.instances[id].shape;
        match self.heap.shapes.slot(shape, name) {
            Some(slot) => self.put_slot(id, slot, value).map(|()| true),
            None => self.add_to_shape(id, shape, name, value),
        }
    }

    /// Gives an instance one more attribute by a new shape; false where it should use a dict.
    fn add_to_shape(&mut self, id: Id<Instance>, shape: ShapeId, name: Id<Str>, value: Value) -> Res<bool> {
        let Some((next, cost)) = self.heap.shapes.add(shape, name) else { return Ok(false) };
        if cost > 0 {
            self.heap.charge_fixed(cost)?;
        }
        let slot = self.heap.shapes.names(next).len() - 1;
        self.put_slot(id, slot, value)?;
        self.heap.instances[id].shape = next;
        Ok(true)
    }

    /// Makes sure that an instance has its rarely needed part.
    pub(crate) fn rest_of(&mut self, id: Id<Instance>) -> Res<&mut InstanceRest> {
        if self.heap.instances[id].rest.is_none() {
            self.heap.charge(size_of::<InstanceRest>())?;
        }
        Ok(self.heap.instances[id].rest.get_or_insert_with(Box::default))
    }

    /// Sets an attribute that the instance itself holds: by shape, or in its dict.
    pub(crate) fn set_own(&mut self, id: Id<Instance>, name: Id<Str>, value: Value) -> Res<()> {
        let name = self.heap.intern_id(name)?;
        if self.heap.instances[id].shape == ShapeId::DICT {
            let dict = match self.dict_of(Value::Instance(id))? {
                Some(dict) => dict,
                None => return Err(self.no_attribute(Value::Instance(id), name)),
            };
            return self.heap.dict_set_str(dict, name, value);
        }
        if self.set_by_shape(id, name, value)? {
            return Ok(());
        }
        // Too many attributes for a shape, or names that are data.
        let dict = self.heap.dict()?;
        self.move_to_dict(id, dict)?;
        self.heap.dict_set_str(dict, name, value)
    }

    fn put_slot(&mut self, id: Id<Instance>, slot: usize, value: Value) -> Res<()> {
        if slot < INLINE {
            self.heap.instances[id].inline[slot] = value;
            return Ok(());
        }
        let index = slot - INLINE;
        let rest = self.rest_of(id)?;
        if index < rest.more.len() {
            rest.more[index] = value;
            return Ok(());
        }
        if rest.more.len() == rest.more.capacity() {
            let more = rest.more.capacity().max(4);
            self.heap.charge(more * size_of::<Value>())?;
            self.rest_of(id)?.more.reserve_exact(more);
        }
        self.rest_of(id)?.more.push(value);
        Ok(())
    }

    fn delete_own(&mut self, id: Id<Instance>, name: Id<Str>) -> Res<bool> {
        let name = self.heap.intern_id(name)?;
        let shape = self.heap.instances[id].shape;
        if shape == ShapeId::DICT {
            let dict = self.own_dict(Value::Instance(id));
            return Ok(dict.is_some_and(|dict| self.heap.dict_remove_str(dict, name).is_some()));
        }
        let Some(gone) = self.heap.shapes.slot(shape, name) else { return Ok(false) };
        // The shape without the name is found by adding the others in order.
        let names: Vec<_> = self.heap.shapes.names(shape).to_vec();
        let values: Vec<_> = (0..names.len()).map(|slot| self.heap.instances[id].slot(slot)).collect();
        let class = self.heap.instances[id].class;
        let root = self.heap.classes[class].root_shape;
        let it = &mut self.heap.instances[id];
        it.shape = root;
        it.inline = [Value::Unset; INLINE];
        if let Some(rest) = &mut it.rest {
            rest.more.clear();
        }
        let slots = self.slot_names(class)?;
        for (slot, (name, value)) in names.into_iter().zip(values).enumerate() {
            if slot == gone {
                continue;
            }
            if slots.contains(&name) {
                self.set_slot(id, name, value)?;
            } else {
                self.set_own(id, name, value)?;
            }
        }
        Ok(true)
    }

    /// `object.name = value`; with an unset value, `del object.name`.
    ///
    /// # Errors
    /// AttributeError, TypeError for builtin classes, and whatever descriptors and `__setattr__` raise.
    pub fn setattr(&mut self, object: Value, name: Id<Str>, value: Value) -> Res<()> {
        let class = self.class_of(object);
        if self.heap.classes[class].flags.has(ClassFlags::SETATTR) {
            let special = if value.is_set() { self.names.__setattr__ } else { self.names.__delattr__ };
            if let Some(method) = self.class_lookup(class, special) {
                if !matches!(method, Value::Native(_))
                    || self.heap.classes[class].layout == crate::heap::Layout::Native
                {
                    let method = self.bind(method, object, class)?;
                    let args = [Value::Str(name), value];
                    self.call_for_actor(method, if value.is_set() { &args } else { &args[..1] })?;
                    return Ok(());
                }
            }
        }
        self.generic_setattr(object, name, value)
    }

    /// `object.__setattr__` of `object` and `type`.
    pub(crate) fn generic_setattr(&mut self, object: Value, name: Id<Str>, value: Value) -> Res<()> {
        self.check_access(object, name, Access::Write)?;
        let class = self.class_of(object);
        if let Value::Class(this) = object {
            return self.set_class_attribute(this, class, name, value);
        }
        if let Some(descriptor) = self.class_lookup(class, name) {
            let found = self.classify(descriptor);
            if self.is_data_descriptor(found) {
                return self.set_through(descriptor, found, object, name, value);
            }
        }
        if let Value::Instance(id) = object {
            let has_dict = self.heap.classes[class].flags.has(ClassFlags::DICT);
            if !has_dict {
                return Err(self.cannot_set(object, class, name, value));
            }
            if value.is_set() {
                return self.set_own(id, name, value);
            }
            return match self.delete_own(id, name)? {
                true => Ok(()),
                false => Err(self.no_attribute(object, name)),
            };
        }
        let name = self.heap.intern_id(name)?;
        let object = match object {
            Value::Module(id) => Value::Module(self.written_module(id, name)),
            other => other,
        };
        let Some(dict) = self.dict_of(object)? else {
            return Err(self.cannot_set(object, class, name, value));
        };
        if value.is_set() {
            return self.heap.dict_set_str(dict, name, value);
        }
        match self.heap.dict_remove_str(dict, name) {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(object, name)),
        }
    }

    fn cannot_set(&mut self, object: Value, class: Id<Class>, name: Id<Str>, value: Value) -> Unwind {
        let type_name = self.class_name(class);
        let exists = self.class_lookup_owner(class, name).is_some();
        let text = self.heap.text(name);
        let message = if exists {
            format!("'{type_name}' object attribute '{text}' is read-only")
        } else if value.is_unset() {
            return self.no_attribute(object, name);
        } else {
            format!(
                "'{type_name}' object has no attribute '{text}' and no __dict__ for setting new attributes"
            )
        };
        self.attribute_error_about(&message, object, name)
    }

    fn set_class_attribute(
        &mut self,
        this: Id<Class>,
        metaclass: Id<Class>,
        name: Id<Str>,
        value: Value,
    ) -> Res<()> {
        if !self.heap.classes[this].flags.has(ClassFlags::HEAP) {
            let text = format!(
                "cannot set '{}' attribute of immutable type '{}'",
                self.heap.text(name),
                self.class_name(this)
            );
            return Err(self.type_error(&text));
        }
        if let Some(descriptor) = self.class_lookup(metaclass, name) {
            let found = self.classify(descriptor);
            if self.is_data_descriptor(found) {
                return self.set_through(descriptor, found, Value::Class(this), name, value);
            }
        }
        if value.is_set() {
            return self.class_set(this, name, value);
        }
        let name = self.heap.intern_id(name)?;
        let dict = self.class_dict(this);
        if self.heap.dict_remove_str(dict, name).is_none() {
            let text = format!(
                "type object '{}' has no attribute '{}'",
                self.class_name(this),
                self.heap.text(name)
            );
            return Err(self.attribute_error_about(&text, Value::Class(this), name));
        }
        self.class_changed(this);
        Ok(())
    }

    /// Sets (or deletes) through a data descriptor.
    fn set_through(
        &mut self,
        descriptor: Value,
        found: Found,
        object: Value,
        name: Id<Str>,
        value: Value,
    ) -> Res<()> {
        match found {
            Found::Property(it) => {
                let (function, what) =
                    if value.is_set() { (it.setter, "setter") } else { (it.deleter, "deleter") };
                if function.is_absent() {
                    let text = format!(
                        "property '{}' of '{}' object has no {what}",
                        self.heap.text(name),
                        self.type_name(object)
                    );
                    return Err(self.attribute_error_about(&text, object, name));
                }
                let args = [object, value];
                self.call(function, if value.is_set() { &args } else { &args[..1] })?;
                Ok(())
            }
            Found::GetSet(_) => self.call_setter(descriptor, object, name, value),
            Found::Member(_) => self.set_member(descriptor, object, value),
            _ => {
                let special = if value.is_set() { self.names.__set__ } else { self.names.__delete__ };
                let Some(method) = self.lookup_special(descriptor, special)? else {
                    let text = self.string_of(Value::Str(special));
                    return Err(self.attribute_error(&text));
                };
                let args = [object, value];
                self.call(method, if value.is_set() { &args } else { &args[..1] })?;
                Ok(())
            }
        }
    }

    fn call_setter(&mut self, descriptor: Value, object: Value, name: Id<Str>, value: Value) -> Res<()> {
        let Value::Native(id) = descriptor else { return Ok(()) };
        debug_assert!(self.heap.natives[id].kind == NativeKind::GetSet);
        if self.heap.natives[id].def.denied {
            self.refuse_restricted()?;
        }
        match self.heap.natives[id].def.set {
            Some(set) => set(self, &[object, value]).map(|_| ()),
            None => {
                let text = format!(
                    "attribute '{}' of '{}' objects is not writable",
                    self.heap.text(name),
                    self.type_name(object)
                );
                Err(self.attribute_error_about(&text, object, name))
            }
        }
    }

    /// What stands in a slot that `__slots__` made, whatever the class has become.
    pub(crate) fn raw_slot(&self, id: Id<Instance>, name: Id<Str>) -> Value {
        let it = &self.heap.instances[id];
        let beside = it.rest.as_ref().and_then(|it| it.members);
        match self.heap.shapes.slot(it.shape, name) {
            Some(slot) => it.slot(slot),
            None => beside.and_then(|it| self.heap.dict_str(it, name)).unwrap_or(Value::Unset),
        }
    }

    /// Reads a slot that `__slots__` made.
    pub(crate) fn get_member(&mut self, descriptor: Value, this: Value) -> Res {
        let Some(member) = self.payload::<Member>(descriptor).copied() else { return Ok(descriptor) };
        let Value::Str(name) = member.name else { return Ok(descriptor) };
        let value = if let Value::Instance(id) = this {
            self.raw_slot(id, name)
        } else {
            self.own_attribute(this, name)?.unwrap_or(Value::Unset)
        };
        if value.is_unset() {
            return Err(self.no_attribute(this, name));
        }
        Ok(value)
    }

    pub(crate) fn set_member(&mut self, descriptor: Value, this: Value, value: Value) -> Res<()> {
        let Some(member) = self.payload::<Member>(descriptor).copied() else { return Ok(()) };
        let (Value::Str(name), Value::Class(owner)) = (member.name, member.owner) else { return Ok(()) };
        if !self.is_instance(this, owner) {
            let text = format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                self.heap.text(name),
                self.class_name(owner),
                self.type_name(this)
            );
            return Err(self.type_error(&text));
        }
        match this {
            Value::Instance(id) if value.is_set() => self.set_slot(id, name, value),
            Value::Instance(id) => match self.delete_slot(id, name)? {
                true => Ok(()),
                false => {
                    let text = self.string_of(Value::Str(name));
                    Err(self.attribute_error_about(&text, this, name))
                }
            },
            _ => {
                let Some(dict) = self.member_dict(this)? else { return Err(self.no_attribute(this, name)) };
                if value.is_set() {
                    return self.heap.dict_set_str(dict, name, value);
                }
                match self.heap.dict_remove_str(dict, name) {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(this, name)),
                }
            }
        }
    }

    /// Native objects keep the slots of their Python subclasses in a dict of their own.
    fn member_dict(&mut self, this: Value) -> Res<Option<Id<Dict>>> {
        if let Some(dict) = self.own_dict(this) {
            return Ok(Some(dict));
        }
        let dict = self.heap.dict()?;
        match this {
            Value::Exception(id) => self.heap.exceptions[id].dict = Some(dict),
            Value::Object(id) => self.heap.objects[id].dict = Some(dict),
            _ => return Ok(None),
        }
        Ok(Some(dict))
    }

    /// A special method of an object's class, bound to the object: what operators and builtins call.
    ///
    /// # Errors
    /// What `__get__` of a descriptor raises.
    pub fn lookup_special(&mut self, object: Value, name: Id<Str>) -> Res<Option<Value>> {
        let class = self.class_of(object);
        match self.class_lookup(class, name) {
            None => Ok(None),
            Some(value) => self.bind(value, object, class).map(Some),
        }
    }

    /// Calls a special method of an object's class; None if it has none (or if it is None).
    ///
    /// # Errors
    /// What the method raises.
    pub fn call_special(&mut self, object: Value, name: Id<Str>, args: &[Value]) -> Res<Option<Value>> {
        let class = self.class_of(object);
        let Some(method) = self.class_lookup(class, name) else { return Ok(None) };
        if method.is_none() {
            return Ok(None);
        }
        if let Value::Function(_) | Value::Native(_) = method {
            let plain = match method {
                Value::Native(id) => self.heap.natives[id].kind == NativeKind::Method,
                _ => true,
            };
            if plain && args.len() < 7 {
                let mut all = [Value::Unset; 8];
                all[0] = object;
                all[1..=args.len()].copy_from_slice(args);
                return self.call(method, &all[..=args.len()]).map(Some);
            }
        }
        let method = self.bind(method, object, class)?;
        self.call(method, args).map(Some)
    }

    /// The AttributeError for an attribute that does not exist.
    #[cold]
    pub fn no_attribute(&mut self, object: Value, name: Id<Str>) -> Unwind {
        let text = self.heap.text(name);
        let message = match object {
            Value::Class(class) => {
                format!("type object '{}' has no attribute '{text}'", self.class_name(class))
            }
            Value::Module(id) => {
                let module = self.heap.dict_str(self.heap.modules[id].dict, self.names.__name__);
                match module {
                    Some(module @ Value::Str(_)) => {
                        format!("module '{}' has no attribute '{text}'", self.text_of(module))
                    }
                    _ => format!("module has no attribute '{text}'"),
                }
            }
            _ => format!("'{}' object has no attribute '{text}'", self.type_name(object)),
        };
        self.attribute_error_about(&message, object, name)
    }
}
