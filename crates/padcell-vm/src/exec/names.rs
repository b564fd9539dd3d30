//! Names and attributes: locals, free variables, globals, and the inline caches of attribute access.

use alloc::format;

use padcell_bytecode::Special;

use super::Flow;
use crate::error::{Res, Unwind};
use crate::frame::Then;
use crate::heap::{BoxCell, Cache, ClassFlags, Dict, Function, Id, NativeKind, ShapeId, Str};
use crate::object::{Found, Property};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A name of the code that runs.
    pub(crate) fn name(&self, index: u32) -> Id<Str> {
        let code = self.frames.last().map_or(Id::fixed(0), |it| it.code);
        self.heap.codes[code].names[index as usize]
    }

    fn site_name(&self, site: u32) -> Id<Str> {
        let code = self.frames.last().map_or(Id::fixed(0), |it| it.code);
        self.heap.codes[code].sites[site as usize].name
    }

    /// Sets the cache of an attribute. What depends on who reads is not cached: other functions may share the code.
    fn set_attribute_cache(&mut self, site: u32, cache: Cache) {
        if !self.is_guarded(self.site_name(site)) {
            self.set_cache(site, cache);
        }
    }

    fn set_cache(&mut self, site: u32, cache: Cache) {
        if let Some(frame) = self.frames.last() {
            self.heap.codes[frame.code].sites[site as usize].cache = cache;
        }
    }

    pub(crate) fn frame_globals(&self) -> Id<Dict> {
        self.frames.last().map_or(self.builtins, |it| it.globals)
    }

    fn frame_function(&self) -> Id<Function> {
        self.frames.last().map_or(Id::fixed(0), |it| it.function)
    }

    /// The namespace of the module or class body that runs; the globals in a function.
    pub(crate) fn frame_namespace(&self) -> Value {
        match self.frames.last() {
            Some(frame) => {
                let own = frame.namespace.or(self.heap.codes[frame.code].namespace);
                own.or(Value::Dict(frame.globals))
            }
            None => Value::Dict(self.builtins),
        }
    }

    #[cold]
    pub(crate) fn unbound_local(&mut self, name: u32) -> Unwind {
        let name = self.name(name);
        let text = format!(
            "cannot access local variable '{}' where it is not associated with a value",
            self.heap.text(name)
        );
        let unwind = self.unbound_local_error(&text);
        self.note_name(unwind, name)
    }

    #[cold]
    pub(crate) fn unbound_free(&mut self, index: u32) -> Unwind {
        let name = self.free_name(index);
        match self.intern(&name) {
            Ok(id) => {
                let text = format!(
                    "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
                );
                let unwind = self.name_error(&text);
                self.note_name(unwind, id)
            }
            Err(it) => it,
        }
    }

    fn free_name(&self, index: u32) -> alloc::string::String {
        let code = self.heap.functions[self.frame_function()].code;
        self.heap.codes[code]
            .code
            .freevars
            .get(index as usize)
            .map_or_else(Default::default, |it| (&*it.name).into())
    }

    pub(crate) fn free_box(&self, index: u32) -> Id<BoxCell> {
        self.heap.functions[self.frame_function()].closure[index as usize]
    }

    pub(crate) fn delete_box(&mut self, cell: u8, name: u32) -> Res<Flow> {
        if let Value::Box(id) = self.reg(cell) {
            if self.heap.boxes[id].value.is_set() {
                self.heap.boxes[id].value = Value::Unset;
                return Ok(Flow::Next);
            }
        }
        Err(self.unbound_local(name))
    }

    pub(crate) fn delete_free(&mut self, index: u32) -> Res<Flow> {
        let id = self.free_box(index);
        if self.heap.boxes[id].value.is_unset() {
            return Err(self.unbound_free(index));
        }
        self.heap.boxes[id].value = Value::Unset;
        Ok(Flow::Next)
    }

    pub(crate) fn load_class_free(&mut self, dst: u8, index: u32) -> Res<Flow> {
        let namespace = self.frame_namespace();
        self.load_free_from(dst, namespace, index)
    }

    pub(crate) fn load_from_dict_or_free(&mut self, dst: u8, dict: u8, index: u32) -> Res<Flow> {
        let dict = self.reg(dict);
        self.load_free_from(dst, dict, index)
    }

    fn load_free_from(&mut self, dst: u8, dict: Value, index: u32) -> Res<Flow> {
        let name = self.free_name(index);
        let name = self.intern(&name)?;
        let mut value = self.lookup_namespace(dict, name)?;
        if value.is_none() {
            let id = self.free_box(index);
            let it = self.heap.boxes[id].value;
            value = if it.is_set() { Some(it) } else { None };
        }
        match value {
            Some(value) => {
                self.set_reg(dst, value);
                Ok(Flow::Next)
            }
            None => Err(self.unbound_free(index)),
        }
    }

    pub(crate) fn make_spill(&mut self, dst: u8) -> Res<Flow> {
        let code = self.frames.last().map_or(Id::fixed(0), |it| it.code);
        let n = self.heap.codes[code].code.spilled.len();
        let list = self.heap.list(alloc::vec![Value::Unset; n])?;
        self.set_reg(dst, list);
        Ok(Flow::Next)
    }

    pub(crate) fn load_spill(&mut self, dst: u8, area: u8, index: u32) -> Res<Flow> {
        let value = match self.reg(area) {
            Value::List(id) => self.heap.lists[id].items.get(index as usize).copied().unwrap_or(Value::Unset),
            _ => Value::Unset,
        };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn store_spill(&mut self, src: u8, area: u8, index: u32) -> Res<Flow> {
        let value = self.reg(src);
        if let Value::List(id) = self.reg(area) {
            if let Some(slot) = self.heap.lists[id].items.get_mut(index as usize) {
                *slot = value;
            }
        }
        Ok(Flow::Next)
    }

    /// A name in a namespace, which may be any mapping.
    fn lookup_namespace(&mut self, namespace: Value, name: Id<Str>) -> Res<Option<Value>> {
        if let Value::Dict(dict) = namespace {
            return Ok(self.heap.dict_str(dict, name));
        }
        match self.get_item(namespace, Value::Str(name)) {
            Ok(value) => Ok(Some(value)),
            Err(Unwind::Raised) if self.raised_is(self.exceptions.key_error) => {
                self.heap.raised = Value::Unset;
                Ok(None)
            }
            Err(it) => Err(it),
        }
    }

    pub(crate) fn load_global(&mut self, dst: u8, site: u32) -> Res<Flow> {
        let name = self.site_name(site);
        let globals = self.frame_globals();
        if let Some(position) = self.heap.dict_str_position(globals, name) {
            let value = self.heap.dicts[globals].at(position).map_or(Value::Unset, |it| it.value);
            if self.has_twin(value) {
                let value = self.seen(value);
                self.set_reg(dst, value);
                return Ok(Flow::Next);
            }
            if matches!(self.heap.dicts[globals].at(position).map(|it| it.key), Some(Value::Str(id)) if id == name)
            {
                self.set_cache(site, Cache::Global { position: position as u32 });
            }
            self.set_reg(dst, value);
            return Ok(Flow::Next);
        }
        let builtins = self.heap.functions[self.frame_function()].builtins;
        let Some(position) = self.heap.dict_str_position(builtins, name) else {
            return Err(self.name_not_defined(name));
        };
        let value = self.heap.dicts[builtins].at(position).map_or(Value::Unset, |it| it.value);
        let version = self.heap.dicts[globals].version();
        self.set_cache(site, Cache::BuiltinGlobal { globals, version, position: position as u32 });
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn store_global(&mut self, src: u8, site: u32) -> Res<Flow> {
        let name = self.site_name(site);
        let globals = self.frame_globals();
        let value = self.reg(src);
        self.heap.dict_set_str(globals, name, value)?;
        if let Some(position) = self.heap.dict_str_position(globals, name) {
            self.set_cache(site, Cache::Global { position: position as u32 });
        }
        Ok(Flow::Next)
    }

    pub(crate) fn delete_global(&mut self, name: u32) -> Res<Flow> {
        let name = self.name(name);
        let globals = self.frame_globals();
        match self.heap.dict_remove_str(globals, name) {
            Some(_) => Ok(Flow::Next),
            None => Err(self.name_not_defined(name)),
        }
    }

    pub(crate) fn load_name(&mut self, dst: u8, site: u32) -> Res<Flow> {
        let namespace = self.frame_namespace();
        let globals = self.frame_globals();
        if matches!(namespace, Value::Dict(it) if it == globals) {
            // A module: the caches of globals serve.
            return self.load_global(dst, site);
        }
        let name = self.site_name(site);
        let value = match self.lookup_namespace(namespace, name)? {
            Some(value) => value,
            None => self.global_or_builtin(name)?,
        };
        let value = self.seen(value);
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    fn global_or_builtin(&mut self, name: Id<Str>) -> Res {
        let globals = self.frame_globals();
        let namespace = self.frames.last().map_or(Value::Unset, |it| self.heap.codes[it.code].namespace);
        if namespace.is_set() {
            if let Some(value) = self.lookup_namespace(namespace, name)? {
                return Ok(value);
            }
        }
        if let Some(value) = self.heap.dict_str(globals, name) {
            return Ok(value);
        }
        let builtins = self.heap.functions[self.frame_function()].builtins;
        match self.heap.dict_str(builtins, name) {
            Some(value) => Ok(value),
            None => Err(self.name_not_defined(name)),
        }
    }

    pub(crate) fn load_from_dict_or_globals(&mut self, dst: u8, dict: u8, name: u32) -> Res<Flow> {
        let name = self.name(name);
        let dict = self.reg(dict);
        let value = match self.lookup_namespace(dict, name)? {
            Some(value) => value,
            None => self.global_or_builtin(name)?,
        };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn store_name(&mut self, src: u8, name: u32) -> Res<Flow> {
        let name = self.name(name);
        let value = self.reg(src);
        match self.frame_namespace() {
            Value::Dict(dict) => self.heap.dict_set_str(dict, name, value)?,
            namespace => self.set_item(namespace, Value::Str(name), value)?,
        }
        Ok(Flow::Next)
    }

    pub(crate) fn delete_name(&mut self, name: u32) -> Res<Flow> {
        let name = self.name(name);
        match self.frame_namespace() {
            Value::Dict(dict) => {
                if self.heap.dict_remove_str(dict, name).is_none() {
                    return Err(self.name_not_defined(name));
                }
            }
            namespace => match self.delete_item(namespace, Value::Str(name)) {
                Err(Unwind::Raised) if self.raised_is(self.exceptions.key_error) => {
                    self.heap.raised = Value::Unset;
                    return Err(self.name_not_defined(name));
                }
                other => other?,
            },
        }
        Ok(Flow::Next)
    }

    pub(crate) fn load_locals(&mut self, dst: u8) -> Res<Flow> {
        let namespace = self.frame_namespace();
        self.set_reg(dst, namespace);
        Ok(Flow::Next)
    }

    pub(crate) fn setup_annotations(&mut self) -> Res<Flow> {
        let namespace = self.frame_namespace();
        let name = self.names.__annotations__;
        if self.lookup_namespace(namespace, name)?.is_none() {
            let dict = Value::Dict(self.heap.dict()?);
            self.set_item(namespace, Value::Str(name), dict)?;
        }
        Ok(Flow::Next)
    }

    pub(crate) fn load_attr(&mut self, dst: u8, obj: u8, site: u32) -> Res<Flow> {
        let name = self.site_name(site);
        let object = self.reg(obj);
        if let Value::Instance(id) = object {
            let class = self.heap.instances[id].class;
            let flags = self.heap.classes[class].flags;
            if !flags.has(ClassFlags::GETATTR) {
                let shape = self.heap.instances[id].shape;
                let version = self.heap.classes[class].version;
                let on_class = self.class_lookup(class, name);
                let found = on_class.map(|value| self.classify(value));
                match found {
                    Some(Found::Property(Property { getter: Value::Function(getter), .. })) => {
                        if shape != ShapeId::DICT {
                            self.set_attribute_cache(site, Cache::Property { shape, version, getter });
                        }
                        return self.enter_getter(dst, getter, object);
                    }
                    Some(Found::Member(_)) => {
                        if let Some(slot) = self.heap.shapes.slot(shape, name) {
                            if shape != ShapeId::DICT {
                                self.set_attribute_cache(site, Cache::Slot { shape, slot: slot as u32 });
                            }
                        }
                    }
                    Some(other) if self.is_data_descriptor(other) => {}
                    _ if shape != ShapeId::DICT => {
                        if let Some(slot) = self.heap.shapes.slot(shape, name) {
                            if !self.is_guarded(name) {
                                self.set_cache(site, Cache::Slot { shape, slot: slot as u32 });
                                self.set_reg(dst, self.heap.instances[id].slot(slot));
                                return Ok(Flow::Next);
                            }
                        } else if let Some((dict, position)) = self.class_data(class, name) {
                            self.set_attribute_cache(
                                site,
                                Cache::ClassData { shape, version, dict, position },
                            );
                        } else if let Some(Found::Plain(value)) = found {
                            if !value.is_data() {
                                self.set_attribute_cache(site, Cache::ClassValue { shape, version, value });
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        let value = self.getattr_or_raise(object, name)?;
        self.set_reg(dst, value);
        self.cache_of_namespace(site, object, name, value);
        Ok(Flow::Next)
    }

    /// Caches an attribute of a class or module, where the value is what stands in the namespace itself.
    fn cache_of_namespace(&mut self, site: u32, object: Value, name: Id<Str>, value: Value) {
        match object {
            Value::Class(class) => {
                let metaclass = self.heap.classes[class].metaclass;
                if metaclass != self.types.type_ || self.class_lookup(metaclass, name).is_some() {
                    return;
                }
                let Some(found) = self.class_lookup(class, name) else { return };
                let plain = match self.classify(found) {
                    Found::Plain(it) | Found::Method(it) => it.is(value),
                    _ => false,
                };
                let version = self.heap.classes[class].version;
                if let Some((dict, position)) = self.class_data(class, name) {
                    let class = class.index();
                    self.set_attribute_cache(site, Cache::OfClassData { class, version, dict, position });
                } else if plain && !value.is_data() {
                    self.set_attribute_cache(site, Cache::OfClass { class: class.index(), version, value });
                }
            }
            Value::Module(module) => {
                if self.has_twin(value) {
                    return;
                }
                let dict = self.heap.modules[module].dict;
                let own = self.heap.modules[module].class;
                if own != self.types.module || self.class_lookup(own, name).is_some() {
                    return;
                }
                let Some(position) = self.heap.dict_str_position(dict, name) else { return };
                if matches!(self.heap.dicts[dict].at(position), Some(it) if matches!(it.key, Value::Str(id) if id == name))
                {
                    self.set_attribute_cache(site, Cache::InModule { dict, position: position as u32 });
                }
            }
            _ => {}
        }
    }

    /// Calls a property's getter by pushing its frame.
    fn enter_getter(&mut self, dst: u8, getter: Id<Function>, this: Value) -> Res<Flow> {
        let base = self.next_base();
        match self.enter_function(getter, base, &[this], &[], Then::Store(dst), Value::Unset)? {
            Some(value) => {
                self.set_reg(dst, value);
                Ok(Flow::Next)
            }
            None => Ok(Flow::Switch),
        }
    }

    pub(crate) fn store_attr(&mut self, obj: u8, src: u8, site: u32) -> Res<Flow> {
        let name = self.site_name(site);
        let (object, value) = (self.reg(obj), self.reg(src));
        let Value::Instance(id) = object else {
            self.setattr(object, name, value)?;
            return Ok(Flow::Next);
        };
        let class = self.heap.instances[id].class;
        let before = self.heap.instances[id].shape;
        let (flags, version) = (self.heap.classes[class].flags, self.heap.classes[class].version);
        if !flags.has(ClassFlags::SETATTR) {
            if let Some(descriptor) = self.class_lookup(class, name) {
                if let Found::Property(Property { setter: Value::Function(setter), .. }) =
                    self.classify(descriptor)
                {
                    if before != ShapeId::DICT {
                        self.set_attribute_cache(site, Cache::Setter { shape: before, version, setter });
                    }
                    let base = self.next_base();
                    let args = [object, value];
                    return match self.enter_function(setter, base, &args, &[], Then::Discard, Value::Unset)? {
                        Some(_) => Ok(Flow::Next),
                        None => Ok(Flow::Switch),
                    };
                }
            }
        }
        self.setattr(object, name, value)?;
        if flags.has(ClassFlags::SETATTR) || self.heap.classes[class].version != version {
            return Ok(Flow::Next);
        }
        let plain = match self.class_lookup(class, name) {
            None => true,
            Some(descriptor) => {
                let found = self.classify(descriptor);
                matches!(found, Found::Member(_)) || !self.is_data_descriptor(found)
            }
        };
        let after = self.heap.instances[id].shape;
        if plain && after != ShapeId::DICT {
            if let Some(slot) = self.heap.shapes.slot(after, name) {
                let slot = slot as u32;
                let cache = if before == after {
                    Cache::Slot { shape: after, slot }
                } else {
                    Cache::Add { before, after, slot, version }
                };
                self.set_attribute_cache(site, cache);
            }
        }
        Ok(Flow::Next)
    }

    pub(crate) fn load_method(&mut self, dst: u8, obj: u8, site: u32) -> Res<Flow> {
        let name = self.site_name(site);
        let object = self.reg(obj);
        let class = self.class_of(object);
        let this = dst.wrapping_add(1);
        if !self.heap.classes[class].flags.has(ClassFlags::GETATTR)
            && !matches!(object, Value::Class(_) | Value::Module(_))
            && !self.is_guarded(name)
        {
            if let Some(value) = self.class_lookup(class, name) {
                let is_method = match value {
                    Value::Function(_) => true,
                    Value::Native(id) => self.heap.natives[id].kind == NativeKind::Method,
                    _ => false,
                };
                if is_method && self.own_attribute(object, name)?.is_none() {
                    let version = self.heap.classes[class].version;
                    match object {
                        Value::Instance(id) => {
                            let shape = self.heap.instances[id].shape;
                            if shape != ShapeId::DICT {
                                self.set_attribute_cache(site, Cache::ClassValue { shape, version, value });
                            }
                        }
                        Value::List(_) | Value::Str(_) | Value::Dict(_) => {
                            self.set_attribute_cache(site, Cache::Builtin { class: class.index(), value });
                        }
                        _ => {}
                    }
                    self.set_reg(dst, value);
                    self.set_reg(this, object);
                    return Ok(Flow::Next);
                }
            }
        }
        if let Value::Class(id) = object {
            if let Some(function) = self.class_method_of(id, name) {
                let version = self.heap.classes[id].version;
                self.set_attribute_cache(
                    site,
                    Cache::ClassMethod { class: id.index(), version, value: function },
                );
                self.set_reg(dst, function);
                self.set_reg(this, object);
                return Ok(Flow::Next);
            }
        }
        let value = self.getattr_or_raise(object, name)?;
        self.set_reg(dst, value);
        self.set_reg(this, Value::Unset);
        self.cache_of_namespace(site, object, name, value);
        Ok(Flow::Next)
    }

    /// The function of a class method, asked of an ordinary class.
    fn class_method_of(&mut self, class: Id<crate::heap::Class>, name: Id<Str>) -> Option<Value> {
        let metaclass = self.heap.classes[class].metaclass;
        if metaclass != self.types.type_ || self.class_lookup(metaclass, name).is_some() {
            return None;
        }
        let found = self.class_lookup(class, name)?;
        match self.classify(found) {
            Found::ClassMethod(function @ Value::Function(_)) => Some(function),
            _ => None,
        }
    }

    pub(crate) fn load_super_attr(&mut self, dst: u8, base: u8, site: u32, method: bool) -> Res<Flow> {
        let name = self.site_name(site);
        let (callee, class, this) =
            (self.reg(base), self.reg(base.wrapping_add(1)), self.reg(base.wrapping_add(2)));
        let is_super = matches!(callee, Value::Class(it) if it == self.types.super_);
        let value = match class {
            Value::Class(class) if is_super => {
                if method {
                    let own = self.class_of(this);
                    let version = self.heap.classes[own].version;
                    let cache =
                        self.frames.last().map(|it| self.heap.codes[it.code].sites[site as usize].cache);
                    match cache {
                        Some(Cache::Super { class: c, version: v, value })
                            if c == class.index() && v == version && !matches!(this, Value::Class(_)) =>
                        {
                            self.set_reg(dst, value);
                            self.set_reg(dst.wrapping_add(1), this);
                            return Ok(Flow::Next);
                        }
                        _ => {}
                    }
                    if let Some((function, this)) = self.super_method(class, this, name)? {
                        self.set_cache(site, Cache::Super { class: class.index(), version, value: function });
                        self.set_reg(dst, function);
                        self.set_reg(dst.wrapping_add(1), this);
                        return Ok(Flow::Next);
                    }
                }
                crate::types::super_::super_getattr(self, class, this, name)?
            }
            _ if is_super => return Err(self.runtime_error("super(): empty __class__ cell")),
            _ => {
                let object = self.call(callee, &[])?;
                self.getattr_or_raise(object, name)?
            }
        };
        self.set_reg(dst, value);
        if method {
            self.set_reg(dst.wrapping_add(1), Value::Unset);
        }
        Ok(Flow::Next)
    }

    /// The common case of `super().method(...)`: a function found behind `class` in the MRO of `this`.
    fn super_method(
        &mut self,
        class: Id<crate::heap::Class>,
        this: Value,
        name: Id<Str>,
    ) -> Res<Option<(Value, Value)>> {
        if matches!(this, Value::Class(_)) {
            return Ok(None);
        }
        let own = self.class_of(this);
        if !self.is_subclass(own, class) || name == self.names.__class__ || self.is_guarded(name) {
            return Ok(None);
        }
        let mro = &self.heap.classes[own].mro;
        let start = mro.iter().position(|it| *it == class).map_or(mro.len(), |it| it + 1);
        Ok(match self.lookup_from(own, start, name).map(|(_, value)| value) {
            Some(value @ Value::Function(_)) => Some((value, this)),
            Some(value @ Value::Native(id)) if self.heap.natives[id].kind == NativeKind::Method => {
                Some((value, this))
            }
            _ => None,
        })
    }

    pub(crate) fn call_super(&mut self, dst: u8, base: u8) -> Res<Flow> {
        let (callee, class, this) =
            (self.reg(base), self.reg(base.wrapping_add(1)), self.reg(base.wrapping_add(2)));
        let is_super = matches!(callee, Value::Class(it) if it == self.types.super_);
        let value = match class {
            Value::Class(class) if is_super => self.new_super(class, this)?,
            _ if is_super => return Err(self.runtime_error("super(): empty __class__ cell")),
            _ => self.call(callee, &[])?,
        };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn load_special(&mut self, dst: u8, obj: u8, kind: u8) -> Res<Flow> {
        let object = self.reg(obj);
        let class = self.class_of(object);
        let names = self.names;
        let (name, protocol) = match kind {
            it if it == Special::Enter as u8 => (names.__enter__, "context manager protocol"),
            it if it == Special::Exit as u8 => (names.__exit__, "context manager protocol"),
            it if it == Special::AsyncEnter as u8 => {
                (names.__aenter__, "asynchronous context manager protocol")
            }
            _ => (names.__aexit__, "asynchronous context manager protocol"),
        };
        let Some(value) = self.class_lookup(class, name) else {
            let mut text = format!("'{}' object does not support the {protocol}", self.class_path(class));
            if name == names.__exit__ || name == names.__aexit__ {
                text.push_str(&format!(" (missed {} method)", self.heap.text(name)));
            }
            return Err(self.type_error(&text));
        };
        let is_method = match value {
            Value::Function(_) => true,
            Value::Native(id) => self.heap.natives[id].kind == NativeKind::Method,
            _ => false,
        };
        if is_method {
            self.set_reg(dst, value);
            self.set_reg(dst.wrapping_add(1), object);
        } else {
            let bound = self.bind(value, object, class)?;
            self.set_reg(dst, bound);
            self.set_reg(dst.wrapping_add(1), Value::Unset);
        }
        Ok(Flow::Next)
    }
}
