//! Attributes of native classes: rows of tables until somebody asks, then entries of a dict.

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Native, Str};
use crate::modules::struct_sequence::Layout;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// Some attributes of a native class.
#[derive(Clone, Copy)]
pub(crate) enum Pending {
    Methods(&'static [Def]),
    Doc(&'static str),
    Module(&'static str),
    /// `__hash__` is None.
    Unhashable,
    /// The fields of a struct sequence.
    Fields(Layout),
}

impl Pending {
    pub(crate) fn overrides(self) -> u8 {
        match self {
            Self::Methods(methods) => Overrides::of(methods),
            Self::Unhashable => Overrides::HASH,
            Self::Doc(_) | Self::Module(_) | Self::Fields(_) => 0,
        }
    }
}

/// Which special methods a native class declares, of those that make a flag.
pub(crate) struct Overrides;

impl Overrides {
    pub(crate) const GETATTRIBUTE: u8 = 1;
    pub(crate) const GETATTR: u8 = 2;
    pub(crate) const SETATTR: u8 = 4;
    pub(crate) const EQ: u8 = 8;
    pub(crate) const HASH: u8 = 16;

    fn of(methods: &[Def]) -> u8 {
        let bit = |it: &Def| match it.name {
            "__getattribute__" => Self::GETATTRIBUTE,
            "__getattr__" => Self::GETATTR,
            "__setattr__" | "__delattr__" => Self::SETATTR,
            "__eq__" => Self::EQ,
            "__hash__" => Self::HASH,
            _ => 0,
        };
        methods.iter().filter(|it| it.name.starts_with("__")).fold(0, |all, it| all | bit(it))
    }
}

impl Vm {
    /// The dict of a class.
    #[inline]
    pub(crate) fn class_dict(&mut self, class: Id<Class>) -> Id<Dict> {
        if self.heap.classes[class].flags.has(ClassFlags::UNFILLED) {
            self.fill_class(class);
        }
        self.heap.classes[class].members
    }

    /// The attribute in the dict of the class itself.
    #[inline]
    pub(crate) fn class_own(&mut self, class: Id<Class>, name: Id<Str>) -> Option<Value> {
        let dict = self.class_dict(class);
        self.heap.dict_str(dict, name)
    }

    /// Adds attributes to a native class. They wait in their table until somebody looks, unless others are in the dict.
    pub(crate) fn add_pending(&mut self, class: Id<Class>, pending: Pending) -> Res<()> {
        let it = &mut self.heap.classes[class];
        it.overrides |= pending.overrides();
        let dict = it.members;
        if it.flags.has(ClassFlags::UNFILLED) {
            if self.unfilled.len() == self.unfilled.capacity() {
                self.heap
                    .charge_fixed((self.unfilled.len() / 2).max(4) * size_of::<(Id<Class>, Pending)>())?;
                self.unfilled.reserve_exact((self.unfilled.len() / 2).max(4));
            }
            self.unfilled.push((class, pending));
            return Ok(());
        }
        self.add_now(class, dict, pending)
    }

    /// Puts the attributes of a native class into its dict. They are few and known beforehand, and who looks an attribute
    /// up expects no failure: they may exceed the limit, which then ends the cell at its next allocation.
    #[cold]
    fn fill_class(&mut self, class: Id<Class>) {
        let mut rows: Vec<Pending> = Vec::new();
        if (class.index() as usize) < self.builtin_classes {
            rows.extend(crate::types::rows().filter(|(it, _)| *it == class).map(|(_, row)| row));
        }
        self.unfilled.retain(|(it, pending)| {
            if *it == class {
                rows.push(*pending);
            }
            *it != class
        });
        let count = |it: &Pending| match it {
            Pending::Methods(it) => it.len(),
            Pending::Fields(it) => it.entries(),
            _ => 1,
        };
        let limit = self.heap.lift_limit();
        let filled = self.heap.dict_with_room(rows.iter().map(count).sum()).and_then(|dict| {
            let it = &mut self.heap.classes[class];
            it.members = dict;
            it.flags = it.flags.without(ClassFlags::UNFILLED);
            rows.into_iter().try_for_each(|it| self.add_now(class, dict, it))
        });
        self.heap.restore_limit(limit);
        debug_assert!(filled.is_ok(), "there is no limit");
    }

    fn add_now(&mut self, class: Id<Class>, dict: Id<Dict>, pending: Pending) -> Res<()> {
        match pending {
            Pending::Methods(methods) => {
                for def in methods {
                    let name = self.heap.intern_static(def.name)?;
                    let native = Native { def, kind: def.kind, owner: Some(class), ..Native::default() };
                    let native = self.heap.add_native(native)?;
                    self.heap.dict_set_str(dict, name, Value::Native(native))?;
                }
                Ok(())
            }
            Pending::Doc(text) => {
                let text = self.heap.static_str(text)?;
                self.heap.dict_set_str(dict, self.names.__doc__, text)
            }
            Pending::Module(name) => {
                let name = self.heap.intern_static(name)?;
                self.heap.dict_set_str(dict, self.names.__module__, Value::Str(name))
            }
            Pending::Fields(layout) => self.add_fields(dict, layout),
            Pending::Unhashable => self.heap.dict_set_str(dict, self.names.__hash__, Value::None),
        }
    }

    /// Puts native methods into the dict of a class.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn add_methods(&mut self, class: Id<Class>, methods: &'static [Def]) -> Res<()> {
        self.add_pending(class, Pending::Methods(methods))?;
        self.class_changed(class);
        Ok(())
    }

    /// The first class along the MRO that declares the special method.
    pub(crate) fn declarer(&self, class: Id<Class>, name: Id<Str>, bit: u8) -> Option<Id<Class>> {
        let mro = &self.heap.classes[class].mro;
        mro.iter().copied().find(|it| {
            let class = &self.heap.classes[*it];
            match class.flags.has(ClassFlags::UNFILLED) {
                true => class.overrides & bit != 0,
                false => self.heap.dict_str(class.members, name).is_some(),
            }
        })
    }
}
