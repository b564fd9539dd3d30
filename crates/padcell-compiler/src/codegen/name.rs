//! Names: where each is found, and the ops that load, store and unbind it.

use padcell_bytecode::Op;
use padcell_syntax::TextRange;

use super::{Codegen, SPILL_AREA};
use crate::names::NameId;
use crate::symtable::{ScopeKind, SymbolScope, flag};
use crate::unit::Place;

/// How a name is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Place(Place),
    /// The namespace of a module or class body, then globals and builtins.
    Namespace,
    /// In a class body: a free variable that the namespace may hide.
    ClassFree(u32),
    Global,
    /// In an annotation scope of a class: the class's namespace, then globals.
    ClassdictGlobal,
    /// In an annotation scope of a class: the class's namespace, then a free variable.
    ClassdictFree(u32),
}

impl Codegen<'_> {
    /// The place of a variable that lives in this frame.
    pub(crate) fn place(&self, name: NameId) -> Option<Place> {
        for overlay in self.unit.overlays.iter().rev() {
            if let Some(place) = overlay.places.get(&name) {
                return Some(*place);
            }
        }
        self.unit.places.get(&name).copied()
    }

    pub(crate) fn access(&self, name: NameId) -> Access {
        for overlay in self.unit.overlays.iter().rev() {
            if let Some(place) = overlay.places.get(&name) {
                return Access::Place(*place);
            }
        }
        let scope = &self.table[self.unit.scope];
        let found = scope.symbol(name).map_or(SymbolScope::GlobalImplicit, |it| it.scope);
        let place = self.unit.places.get(&name).copied();
        match (scope.kind, found) {
            (_, SymbolScope::GlobalExplicit) => Access::Global,
            (ScopeKind::Module, _) => Access::Namespace,
            (ScopeKind::Class, SymbolScope::Free) => match place {
                Some(Place::Free(index)) => Access::ClassFree(index),
                _ => Access::Namespace,
            },
            (ScopeKind::Class, _) => Access::Namespace,
            (_, SymbolScope::GlobalImplicit | SymbolScope::Unknown) => {
                if scope.sees_class {
                    Access::ClassdictGlobal
                } else {
                    Access::Global
                }
            }
            (_, SymbolScope::Free) if scope.sees_class && !self.is_class_name(name) => match place {
                Some(Place::Free(index)) => Access::ClassdictFree(index),
                _ => Access::Global,
            },
            _ => place.map_or(Access::Global, Access::Place),
        }
    }

    /// `__classdict__` and its kin are never looked up in the namespace.
    fn is_class_name(&self, name: NameId) -> bool {
        matches!(&*self.names.text(name), "__classdict__" | "__class__" | "__conditional_annotations__")
    }

    /// The register of a plain local, after a check that it is bound; none if it is no plain local.
    pub(crate) fn local_register(&mut self, range: TextRange, name: NameId) -> Option<u8> {
        let Access::Place(Place::Register(reg)) = self.access(name) else { return None };
        self.check_bound(range, name, reg);
        Some(reg)
    }

    fn check_bound(&mut self, range: TextRange, name: NameId, reg: u8) {
        if !self.unit.bound.contains(reg) {
            let name = self.name_index(name);
            self.unit.emit(range, Op::CheckBound { reg, name });
            self.unit.bound.insert(reg);
        }
    }

    /// Whether `:=` binds the name somewhere in the current function.
    pub(crate) fn is_walrus_target(&self, name: NameId) -> bool {
        self.table[self.unit.scope].symbol(name).is_some_and(|it| it.has(flag::WALRUS))
    }

    pub(crate) fn load_name(&mut self, range: TextRange, name: NameId, dst: u8) {
        match self.access(name) {
            Access::Place(place) => self.load_place(range, name, place, dst),
            Access::Namespace => {
                let site = self.site(name);
                self.unit.emit(range, Op::LoadName { dst, site });
            }
            Access::Global => {
                let site = self.site(name);
                self.unit.emit(range, Op::LoadGlobal { dst, site });
            }
            Access::ClassFree(index) => self.unit.emit(range, Op::LoadClassFree { dst, index }),
            Access::ClassdictGlobal => {
                let dict = self.load_classdict(range);
                let name = self.name_index(name);
                self.unit.emit(range, Op::LoadFromDictOrGlobals { dst, dict, name });
                self.unit.release(u32::from(dict));
            }
            Access::ClassdictFree(index) => {
                let dict = self.load_classdict(range);
                self.unit.emit(range, Op::LoadFromDictOrFree { dst, dict, index });
                self.unit.release(u32::from(dict));
            }
        }
    }

    fn load_classdict(&mut self, range: TextRange) -> u8 {
        let name = self.names.intern("__classdict__");
        let dict = self.unit.alloc();
        if let Some(place) = self.place(name) {
            self.load_place(range, name, place, dict);
        }
        dict
    }

    fn load_place(&mut self, range: TextRange, name: NameId, place: Place, dst: u8) {
        match place {
            Place::Register(reg) => {
                self.check_bound(range, name, reg);
                if reg != dst {
                    self.unit.emit(range, Op::Move { dst, src: reg });
                }
            }
            Place::Box(cell) => {
                let name = self.name_index(name);
                self.unit.emit(range, Op::LoadBox { dst, cell, name });
            }
            Place::Free(index) => self.unit.emit(range, Op::LoadFree { dst, index }),
            Place::Spill(index) => {
                // The check needs the value in a register that is no other variable's.
                let name = self.name_index(name);
                let temp = self.unit.alloc();
                self.unit.emit(range, Op::LoadSpill { dst: temp, area: SPILL_AREA, index });
                self.unit.emit(range, Op::CheckBound { reg: temp, name });
                self.unit.emit(range, Op::Move { dst, src: temp });
                self.unit.release(u32::from(temp));
            }
            Place::SpillBox(index) => {
                let cell = self.load_spilled_box(range, index);
                let name = self.name_index(name);
                self.unit.emit(range, Op::LoadBox { dst, cell, name });
                self.unit.release(u32::from(cell));
            }
        }
    }

    fn load_spilled_box(&mut self, range: TextRange, index: u32) -> u8 {
        let cell = self.unit.alloc();
        self.unit.emit(range, Op::LoadSpill { dst: cell, area: SPILL_AREA, index });
        cell
    }

    pub(crate) fn store_name(&mut self, range: TextRange, name: NameId, src: u8) {
        match self.access(name) {
            Access::Place(Place::Register(reg)) => {
                if reg != src {
                    self.unit.emit(range, Op::Move { dst: reg, src });
                }
                self.unit.bound.insert(reg);
            }
            Access::Place(Place::Box(cell)) => self.unit.emit(range, Op::StoreBox { cell, src }),
            Access::Place(Place::Free(index)) | Access::ClassdictFree(index) => {
                self.unit.emit(range, Op::StoreFree { src, index });
            }
            Access::Place(Place::Spill(index)) => {
                self.unit.emit(range, Op::StoreSpill { src, area: SPILL_AREA, index });
            }
            Access::Place(Place::SpillBox(index)) => {
                let cell = self.load_spilled_box(range, index);
                self.unit.emit(range, Op::StoreBox { cell, src });
                self.unit.release(u32::from(cell));
            }
            Access::ClassFree(index) => self.unit.emit(range, Op::StoreFree { src, index }),
            Access::Namespace => self.store_name_op(range, name, src),
            Access::Global | Access::ClassdictGlobal => {
                let site = self.site(name);
                self.unit.emit(range, Op::StoreGlobal { src, site });
            }
        }
    }

    pub(crate) fn store_name_op(&mut self, range: TextRange, name: NameId, src: u8) {
        let name = self.name_index(name);
        self.unit.emit(range, Op::StoreName { src, name });
    }

    pub(crate) fn delete_name(&mut self, range: TextRange, name: NameId) {
        let index = self.name_index(name);
        match self.access(name) {
            Access::Place(Place::Register(reg)) => {
                self.unit.emit(range, Op::DeleteLocal { reg, name: index });
                self.unit.bound.remove(reg);
            }
            Access::Place(Place::Box(cell)) => self.unit.emit(range, Op::DeleteBox { cell, name: index }),
            Access::Place(Place::Free(free)) | Access::ClassFree(free) | Access::ClassdictFree(free) => {
                self.unit.emit(range, Op::DeleteFree { index: free });
            }
            Access::Place(Place::Spill(spill)) => {
                let temp = self.unit.alloc();
                self.unit.emit(range, Op::LoadSpill { dst: temp, area: SPILL_AREA, index: spill });
                self.unit.emit(range, Op::DeleteLocal { reg: temp, name: index });
                self.unit.emit(range, Op::StoreSpill { src: temp, area: SPILL_AREA, index: spill });
                self.unit.release(u32::from(temp));
            }
            Access::Place(Place::SpillBox(spill)) => {
                let cell = self.load_spilled_box(range, spill);
                self.unit.emit(range, Op::DeleteBox { cell, name: index });
                self.unit.release(u32::from(cell));
            }
            Access::Namespace => self.unit.emit(range, Op::DeleteName { name: index }),
            Access::Global | Access::ClassdictGlobal => {
                self.unit.emit(range, Op::DeleteGlobal { name: index });
            }
        }
    }

    /// The register that a store into `name` can write to directly.
    pub(crate) fn direct_target(&self, name: NameId) -> Option<u8> {
        match self.access(name) {
            Access::Place(Place::Register(reg)) => Some(reg),
            _ => None,
        }
    }
}
