//! Classes: making them, looking attributes up along the MRO, versions that keep caches honest.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;

use crate::error::Res;
use crate::heap::{Bases, Class, ClassFlags, Dict, Id, Layout, Native, NativeKind, ShapeId, Str};
use crate::native::Def;
use crate::object::fill::{Overrides, Pending};
use crate::types::Types;
use crate::value::Value;
use crate::vm::{LOOKUPS, Lookup, Vm};

impl Vm {
    /// The class of a value that is no instance of a class of its own.
    #[inline]
    pub(crate) fn builtin_class_of(&self, value: Value) -> Id<Class> {
        if let Value::Bound(id) = value {
            let native = matches!(self.heap.bounds[id].function, Value::Native(_));
            return if native { self.types.builtin_function } else { self.types.method };
        }
        builtin_class(
            self.types,
            value,
            |id| self.heap.natives[id].kind,
            |it| self.iterator_class(it),
            |it| self.generator_class(it),
        )
    }

    fn iterator_class(&self, id: Id<crate::heap::Iter>) -> Id<Class> {
        use crate::heap::Iter;
        let types = &self.types;
        match &self.heap.iters[id] {
            Iter::Exhausted | Iter::Sequence { .. } => types.iterator,
            Iter::Range { .. } => types.range_iterator,
            Iter::BigRange { .. } => types.longrange_iterator,
            Iter::List { .. } => types.list_iterator,
            Iter::ListReversed { .. } => types.list_reverseiterator,
            Iter::Tuple { .. } => types.tuple_iterator,
            Iter::Str { .. } => types.str_iterator,
            Iter::Bytes { bytes: Value::ByteArray(_), .. } => types.bytearray_iterator,
            Iter::Bytes { .. } => types.bytes_iterator,
            Iter::DictKeys { .. } => types.dict_keyiterator,
            Iter::DictValues { .. } => types.dict_valueiterator,
            Iter::DictItems { .. } => types.dict_itemiterator,
            Iter::DictReversed { what: 0, .. } => types.dict_reversekeyiterator,
            Iter::DictReversed { what: 1, .. } => types.dict_reversevalueiterator,
            Iter::DictReversed { .. } => types.dict_reverseitemiterator,
            Iter::Set { .. } => types.set_iterator,
            Iter::SequenceReversed { .. } => types.reversed,
            Iter::Callable { .. } => types.callable_iterator,
            Iter::Enumerate { .. } => types.enumerate,
            Iter::Zip { .. } => types.zip,
            Iter::Map { .. } => types.map,
            Iter::Filter { .. } => types.filter,
        }
    }

    fn generator_class(&self, id: Id<crate::heap::Generator>) -> Id<Class> {
        use crate::heap::GeneratorKind;
        match self.heap.generators[id].kind {
            GeneratorKind::Generator => self.types.generator,
            GeneratorKind::Coroutine => self.types.coroutine,
            GeneratorKind::AsyncGenerator => self.types.async_generator,
        }
    }

    /// Makes a class of the table of builtin types.
    pub(crate) fn new_builtin_class(
        &mut self,
        name: &'static str,
        base: Id<Class>,
        layout: Layout,
        flags: ClassFlags,
    ) -> Res<Id<Class>> {
        let name = Value::Str(self.heap.intern_static(name)?);
        let this = Id::fixed(self.heap.classes.len() as u32);
        let is_object = this == self.types.object;
        let mut mro = vec![this];
        if !is_object {
            mro.extend(self.heap.classes[base].mro.iter().copied());
        }
        let version = self.heap.new_version();
        let root_shape = if layout == Layout::Object { self.heap.shapes.root(this) } else { ShapeId::DICT };
        let id = self.heap.add_class(Class {
            name,
            bases: if is_object { Bases::default() } else { Bases::One(base) },
            mro: mro.into(),
            members: Id::fixed(0),
            overrides: 0,
            metaclass: self.types.type_,
            layout,
            solid: if layout == Layout::Object { self.types.object } else { this },
            flags: flags.with(ClassFlags::UNFILLED),
            version,
            root_shape,
            rest: None,
        })?;
        if !is_object {
            self.heap.add_subclass(base, id)?;
        }
        Ok(id)
    }

    /// Makes a class of a native module: its methods, its base, whether it can be subclassed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn native_class(
        &mut self,
        module: &'static str,
        name: &'static str,
        base: Id<Class>,
        flags: ClassFlags,
        methods: &'static [Def],
    ) -> Res<Id<Class>> {
        let base_layout = self.heap.classes[base].layout;
        let layout = if base_layout == Layout::Object { Layout::Native } else { base_layout };
        let text = Value::Str(self.heap.intern_static(name)?);
        let metaclass = self.types.type_;
        let version = self.heap.new_version();
        let id = self.heap.add_class(Class {
            name: text,
            bases: Bases::One(base),
            mro: Arc::default(),
            members: Id::fixed(0),
            overrides: 0,
            metaclass,
            layout,
            solid: base,
            flags: flags.with(ClassFlags::UNFILLED),
            version,
            root_shape: ShapeId::DICT,
            rest: None,
        })?;
        let mut mro = vec![id];
        mro.extend(self.heap.classes[base].mro.iter().copied());
        // Others have no instances with attributes by shape.
        let wrapped = layout == Layout::Wrapped;
        let root_shape = if wrapped { self.heap.shapes.root(id) } else { ShapeId::DICT };
        let class = &mut self.heap.classes[id];
        class.mro = mro.into();
        class.root_shape = root_shape;
        if base_layout != Layout::Wrapped {
            class.solid = id;
        }
        self.heap.add_subclass(base, id)?;
        self.add_pending(id, Pending::Module(module))?;
        if flags.has(ClassFlags::DICT) && !self.heap.classes[base].flags.has(ClassFlags::DICT) {
            self.add_methods(id, crate::types::object::DICT)?;
        }
        self.add_methods(id, methods)?;
        Ok(id)
    }

    /// Puts native functions into a module's dict.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn add_functions(&mut self, dict: Id<crate::heap::Dict>, functions: &'static [Def]) -> Res<()> {
        let module = self.heap.dict_str(dict, self.names.__name__).unwrap_or(Value::None);
        for def in functions {
            let name = self.heap.intern_static(def.name)?;
            let kind = NativeKind::Function;
            let native = self.heap.add_native(Native { def, kind, module, ..Native::default() })?;
            self.heap.dict_set_str(dict, name, Value::Native(native))?;
        }
        Ok(())
    }

    /// The attribute of a class along its MRO, as it stands in the class dict: not bound.
    #[inline]
    #[must_use]
    pub fn class_lookup(&mut self, class: Id<Class>, name: Id<Str>) -> Option<Value> {
        let version = self.heap.classes[class].version;
        let index = self.lookup_index(class, name);
        let entry = self.lookups[index];
        if entry.version == version && entry.class == class.index() && entry.name == name.index() {
            return if entry.value.is_set() { Some(entry.value) } else { None };
        }
        let found = self.class_lookup_owner(class, name).map(|(_, value)| value);
        let value = found.unwrap_or(Value::Unset);
        self.lookups[index] = Lookup { version, class: class.index(), name: name.index(), value };
        self.lookup_misses += 1;
        if self.lookup_misses > 2 * self.lookups.len() {
            self.grow_lookups();
        }
        found
    }

    /// The cache starts small, since most cells look few attributes up.
    #[cold]
    fn grow_lookups(&mut self) {
        self.lookup_misses = 0;
        let (old, new) = (self.lookups.len(), (self.lookups.len() * 4).min(LOOKUPS));
        if new > old {
            self.heap.adjust_fixed(old * size_of::<Lookup>(), new * size_of::<Lookup>());
            self.lookups = vec![Lookup::default(); new].into_boxed_slice();
        }
    }

    /// As [`Vm::class_lookup`], with the class in whose dict the attribute stands.
    #[must_use]
    pub fn class_lookup_owner(&mut self, class: Id<Class>, name: Id<Str>) -> Option<(Id<Class>, Value)> {
        self.lookup_from(class, 0, name)
    }

    /// The same for the classes from `position` in the MRO.
    pub(crate) fn lookup_from(
        &mut self,
        class: Id<Class>,
        mut position: usize,
        name: Id<Str>,
    ) -> Option<(Id<Class>, Value)> {
        while let Some(owner) = self.heap.classes[class].mro.get(position).copied() {
            if let Some(value) = self.class_own(owner, name) {
                return Some((owner, value));
            }
            position += 1;
        }
        None
    }

    /// Whether `class` is `base` or inherits from it (by MRO; no `__subclasscheck__`).
    #[inline]
    #[must_use]
    pub fn is_subclass(&self, class: Id<Class>, base: Id<Class>) -> bool {
        class == base || self.heap.classes[class].mro.contains(&base)
    }

    /// Whether a value is an instance of a class (by MRO; no `__instancecheck__`).
    #[must_use]
    pub fn is_instance(&self, value: Value, class: Id<Class>) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// The flags of all builtin classes, which were made without.
    pub(crate) fn finish_building(&mut self) {
        self.building = false;
        for (class, row) in crate::types::rows() {
            self.heap.classes[class].overrides |= row.overrides();
        }
        for index in 0..self.heap.classes.len() as u32 {
            self.refresh_flags(Id::fixed(index));
        }
    }

    /// To be called after any change of a class's attributes or bases: new versions, flags computed anew.
    pub(crate) fn class_changed(&mut self, class: Id<Class>) {
        let mut pending = vec![class];
        if self.building {
            return;
        }
        while let Some(class) = pending.pop() {
            let version = self.heap.new_version();
            self.heap.classes[class].version = version;
            self.refresh_flags(class);
            pending.extend(self.heap.classes[class].subclasses().iter().copied());
        }
    }

    /// Sets the flags that say which special methods a class overrides.
    fn refresh_flags(&mut self, class: Id<Class>) {
        let (names, types) = (self.names, self.types);
        let plain = [types.object, types.type_, types.module];
        let other = |owner: Option<Id<Class>>| owner.is_some_and(|it| !plain.contains(&it));
        let getattr = other(self.declarer(class, names.__getattribute__, Overrides::GETATTRIBUTE))
            || self.declarer(class, names.__getattr__, Overrides::GETATTR).is_some();
        let setattr = other(self.declarer(class, names.__setattr__, Overrides::SETATTR))
            || other(self.declarer(class, names.__delattr__, Overrides::SETATTR));
        let written = |owner: Option<Id<Class>>| {
            owner.is_some_and(|it| {
                let owner = &self.heap.classes[it];
                it != types.object && (owner.flags.has(ClassFlags::HEAP) || owner.layout == Layout::Native)
            })
        };
        let eq = written(self.declarer(class, names.__eq__, Overrides::EQ));
        let hash = written(self.declarer(class, names.__hash__, Overrides::HASH));
        // No native class has a finalizer, or a `__new__` that is no native.
        let new = self.declarer(class, names.__new__, 0).is_some_and(|owner| {
            let found = self.heap.dict_str(self.heap.classes[owner].members, names.__new__);
            !matches!(found, Some(Value::Native(_)))
        });
        let del = self.declarer(class, names.__del__, 0).is_some();
        let inherited = self.heap.classes[class]
            .mro
            .iter()
            .skip(1)
            .fold(0, |all, it| all | self.heap.classes[*it].flags.0);
        let mut flags = self.heap.classes[class].flags;
        for (flag, on) in [
            (ClassFlags::GETATTR, getattr),
            (ClassFlags::SETATTR, setattr),
            (ClassFlags::EQ, eq),
            (ClassFlags::HASH, hash),
            (ClassFlags::NEW, new),
            (ClassFlags::DEL, del),
        ] {
            flags = if on { flags.with(flag) } else { flags.without(flag) };
        }
        for flag in [ClassFlags::SEQUENCE, ClassFlags::MAPPING, ClassFlags::META, ClassFlags::MATCH_SELF] {
            if ClassFlags(inherited).has(flag) {
                flags = flags.with(flag);
            }
        }
        self.heap.classes[class].flags = flags;
    }

    /// Sets an attribute of a class: the choke point for changes of class dicts.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn class_set(&mut self, class: Id<Class>, name: Id<Str>, value: Value) -> Res<()> {
        let name = self.heap.intern_id(name)?;
        let dict = self.class_dict(class);
        if value.is_data() {
            if let Some(position) = self.heap.dict_str_position(dict, name) {
                let before = self.heap.dicts[dict].at(position).map_or(Value::Unset, |it| it.value);
                if before.is_data() && !self.heap.text(name).starts_with("__") {
                    self.heap.dicts[dict].set_at(position, value);
                    self.forget_lookups(class, name);
                    return Ok(());
                }
            }
        }
        self.heap.dict_set_str(dict, name, value)?;
        self.class_changed(class);
        Ok(())
    }

    /// Where a class holds data under a name, itself or by a base: a dict, and the position in it. None for what is no
    /// data, and for what could be replaced without a note of it.
    pub(crate) fn class_data(&mut self, class: Id<Class>, name: Id<Str>) -> Option<(Id<Dict>, u32)> {
        let (owner, value) = self.class_lookup_owner(class, name)?;
        let dict = self.class_dict(owner);
        if !value.is_data() || !self.heap.classes[owner].flags.has(ClassFlags::HEAP) {
            return None;
        }
        self.heap.dict_str_position(dict, name).map(|it| (dict, it as u32))
    }

    /// Data of a class was replaced by other data: what was remembered of this name is out of date.
    fn forget_lookups(&mut self, class: Id<Class>, name: Id<Str>) {
        let mut pending = vec![class];
        while let Some(class) = pending.pop() {
            let index = self.lookup_index(class, name);
            self.lookups[index] = Lookup::default();
            pending.extend(self.heap.classes[class].subclasses().iter().copied());
        }
    }

    fn lookup_index(&self, class: Id<Class>, name: Id<Str>) -> usize {
        let mixed =
            class.index().wrapping_mul(0x9E37).wrapping_add(name.index().wrapping_mul(0x85EB_CA6B) >> 7);
        // Their number is a power of two.
        mixed as usize & (self.lookups.len() - 1)
    }

    /// A new exception class of the table.
    pub(crate) fn new_exception_class(&mut self, name: &'static str, base: Id<Class>) -> Res<Id<Class>> {
        let flags = ClassFlags::BASE.with(ClassFlags::DICT);
        let id = self.new_builtin_class(name, base, Layout::Exception, flags)?;
        let solid = if base == self.types.object { id } else { self.heap.classes[base].solid };
        self.heap.classes[id].solid = solid;
        Ok(id)
    }

    /// The qualified name of a class with its module, as `repr` shows it.
    #[must_use]
    pub fn class_path(&mut self, class: Id<Class>) -> String {
        let qualname = self.string_of(self.heap.classes[class].qualname());
        match self.class_own(class, self.names.__module__) {
            Some(module @ Value::Str(_)) if self.text_of(module) != "builtins" => {
                alloc::format!("{}.{qualname}", self.text_of(module))
            }
            _ => qualname,
        }
    }
}

/// The class of a builtin value; the closures answer for the kinds that have several.
#[inline]
fn builtin_class(
    types: &Types,
    value: Value,
    native: impl FnOnce(Id<Native>) -> NativeKind,
    iterator: impl FnOnce(Id<crate::heap::Iter>) -> Id<Class>,
    generator: impl FnOnce(Id<crate::heap::Generator>) -> Id<Class>,
) -> Id<Class> {
    match value {
        Value::None | Value::Unset => types.none_type,
        Value::NotImplemented => types.not_implemented_type,
        Value::Ellipsis => types.ellipsis,
        Value::Bool(_) => types.bool_,
        Value::Int(_) | Value::BigInt(_) => types.int,
        Value::Float(_) => types.float,
        Value::Complex(_) => types.complex,
        Value::Str(_) => types.str_,
        Value::Bytes(_) => types.bytes,
        Value::ByteArray(_) => types.bytearray,
        Value::Tuple(_) => types.tuple,
        Value::List(_) => types.list,
        Value::Dict(_) => types.dict,
        Value::Set(_) => types.set,
        Value::FrozenSet(_) => types.frozenset,
        Value::Range(_) => types.range,
        Value::Slice(_) => types.slice,
        Value::Function(_) => types.function,
        Value::Native(id) => match native(id) {
            NativeKind::Function | NativeKind::Static => types.builtin_function,
            NativeKind::Method => types.method_descriptor,
            NativeKind::ClassMethod => types.classmethod_descriptor,
            NativeKind::GetSet => types.getset_descriptor,
        },
        Value::Bound(_) => types.method,
        Value::Generator(id) => generator(id),
        Value::Iter(id) => iterator(id),
        Value::Code(_) => types.code,
        Value::Box(_) => types.cell,
        Value::Class(_) => types.type_,
        Value::Module(_) => types.module,
        Value::Instance(_) | Value::Exception(_) | Value::Object(_) => types.object,
    }
}
