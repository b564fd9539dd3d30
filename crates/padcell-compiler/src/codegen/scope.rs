//! Opening and closing of units: which variable lives where.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, CodeFlags, FreeSource, FreeVar, Op, REGISTERS};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::assemble::{NOWHERE, assemble};
use crate::error::Result;
use crate::names::NameId;
use crate::symtable::{Role, ScopeId, ScopeKind, SymbolScope, Symtable, flag};
use crate::unit::{Place, Unit, length};

/// How many locals live in registers; the rest is left to temporaries.
const MAX_REGISTER_LOCALS: usize = 150;
/// How many parameters a function may have: they always live in registers.
const MAX_PARAMETERS: usize = 200;

impl<'a> Codegen<'a> {
    /// Begins the code object of a scope that `node` opens.
    pub(crate) fn enter<T: Ranged>(&mut self, node: &T, role: Role, name: &str, first: TextRange) -> Result {
        let Some(scope) = self.table.find(node, role) else {
            return self.error(node.range(), "no symbol table for this node");
        };
        self.enter_scope(scope, name, first)
    }

    pub(crate) fn enter_scope(&mut self, scope: ScopeId, name: &str, first: TextRange) -> Result {
        let first_line = self.lines.line(first.start());
        let qualname = self.qualname(scope, name);
        let mut unit = Unit::new(scope, name.into(), qualname, first_line);
        let mut flags = CodeFlags::default();
        let table = &self.table[scope];
        if table.is_function_like() {
            flags = flags.with(CodeFlags::OPTIMIZED).with(CodeFlags::NEWLOCALS);
        }
        if table.nested && table.kind != ScopeKind::Class {
            flags = flags.with(CodeFlags::NESTED);
        }
        if table.is_function_like() {
            flags = match (table.coroutine, table.generator) {
                (true, true) => flags.with(CodeFlags::ASYNC_GENERATOR),
                (true, false) => flags.with(CodeFlags::COROUTINE),
                (false, true) => flags.with(CodeFlags::GENERATOR),
                (false, false) => flags,
            };
        }
        unit.flags = flags;
        self.place_free_variables(&mut unit, scope)?;
        if self.table[scope].is_function_like() {
            self.place_locals(&mut unit, scope)?;
        } else if self.table[scope].kind == ScopeKind::Class {
            self.place_class_boxes(&mut unit, scope);
        }
        self.outer.push(core::mem::replace(&mut self.unit, unit));
        self.prologue();
        Ok(())
    }

    /// Ends the current unit and goes on with the one around it.
    pub(crate) fn leave(&mut self) -> Result<Arc<Code>> {
        let outer = self.outer.pop().unwrap_or_else(|| Unit::new(Symtable::TOP, "".into(), "".into(), 0));
        let unit = core::mem::replace(&mut self.unit, outer);
        self.finish(unit)
    }

    pub(crate) fn finish(&mut self, mut unit: Unit<'a>) -> Result<Arc<Code>> {
        if self.future_annotations {
            unit.flags = unit.flags.with(CodeFlags::FUTURE_ANNOTATIONS);
        }
        if unit.overflow || unit.max as usize > REGISTERS {
            let range = unit.ops.last().map_or(NOWHERE, |it| it.range);
            return self.error(range, format!("'{}' is too complex: out of registers", unit.name));
        }
        Ok(Arc::new(assemble(unit, &self.options.filename, &mut self.lines)))
    }

    fn place_free_variables(&mut self, unit: &mut Unit<'a>, scope: ScopeId) -> Result {
        for at in 0..self.table[scope].symbols.len() {
            let Some(symbol) = self.table[scope].symbols.get(at) else { break };
            if symbol.scope != SymbolScope::Free && !symbol.has(flag::FREE_CLASS) {
                continue;
            }
            let name = symbol.name;
            let Some(source) = self.box_of(name) else {
                let range = self.table[scope].range;
                let text = self.names.text(name);
                return self.error(range, format!("free variable '{text}' without an owner"));
            };
            unit.places.insert(name, Place::Free(length(unit.freevars.len())));
            unit.freevars.push(FreeVar { name: self.names.text(name), source });
        }
        Ok(())
    }

    /// Where the current unit holds the box of a variable.
    fn box_of(&self, name: NameId) -> Option<FreeSource> {
        if let Some(&reg) = self.unit.class_boxes.get(&name) {
            return Some(FreeSource::Register(reg));
        }
        match self.place(name)? {
            Place::Box(reg) => Some(FreeSource::Register(reg)),
            Place::Free(index) => Some(FreeSource::Free(index)),
            Place::SpillBox(index) => Some(FreeSource::Spill(index)),
            Place::Register(_) | Place::Spill(_) => None,
        }
    }

    fn place_locals(&self, unit: &mut Unit<'a>, scope: ScopeId) -> Result {
        let symbols = &self.table[scope].symbols;
        let n_params = symbols.iter().filter(|it| it.has(flag::PARAM)).count();
        if n_params > MAX_PARAMETERS {
            let message = format!("more than {MAX_PARAMETERS} parameters");
            return self.error(self.table[scope].range, message);
        }
        let is_local = |it: SymbolScope| matches!(it, SymbolScope::Local | SymbolScope::Cell);
        // Parameters were recorded in the order of their registers, before anything else but uses of `__class__`.
        let params = symbols.iter().filter(|it| it.has(flag::PARAM));
        let others = symbols.iter().filter(|it| !it.has(flag::PARAM) && is_local(it.scope));
        for symbol in params.chain(others) {
            let mut text = self.names.text(symbol.name);
            if &*text == ".format" {
                // Named so that no source can name it; shown as CPython shows it.
                text = "format".into();
            }
            let is_box = symbol.scope == SymbolScope::Cell;
            if unit.varnames.len() < MAX_REGISTER_LOCALS.max(n_params) {
                let reg = u8::try_from(unit.varnames.len()).unwrap_or(u8::MAX);
                unit.varnames.push(text.clone());
                unit.places.insert(symbol.name, if is_box { Place::Box(reg) } else { Place::Register(reg) });
                if symbol.has(flag::PARAM) {
                    unit.bound.insert(reg);
                }
                if symbol.has(flag::DELETED) {
                    unit.deleted.insert(reg);
                }
            } else {
                let index = length(unit.spilled.len());
                unit.spilled.push(text.clone());
                unit.places
                    .insert(symbol.name, if is_box { Place::SpillBox(index) } else { Place::Spill(index) });
            }
            if is_box {
                unit.cellvars.push(text);
            }
        }
        unit.first_temp = length(unit.varnames.len());
        unit.top = unit.first_temp;
        unit.max = unit.top;
        unit.pinned = unit.top;
        unit.next_slot = length(unit.spilled.len());
        Ok(())
    }

    /// The names that a class body shares with its functions without binding them.
    fn place_class_boxes(&mut self, unit: &mut Unit<'a>, scope: ScopeId) {
        let it = &self.table[scope];
        let boxes = [
            (it.needs_class, "__class__"),
            (it.needs_classdict, "__classdict__"),
            (it.needs_conditions, "__conditional_annotations__"),
        ];
        for (_, name) in boxes.into_iter().filter(|(needed, _)| *needed) {
            let reg = unit.alloc();
            unit.varnames.push(name.into());
            unit.cellvars.push(name.into());
            unit.class_boxes.insert(self.names.intern(name), reg);
        }
        unit.first_temp = unit.top;
        unit.pinned = unit.top;
    }

    /// Makes the boxes that the function needs from its start.
    fn prologue(&mut self) {
        let boxes: BTreeMap<u8, ()> = self
            .unit
            .places
            .values()
            .filter_map(|it| if let Place::Box(reg) = it { Some((*reg, ())) } else { None })
            .chain(self.unit.class_boxes.values().map(|&reg| (reg, ())))
            .collect();
        for &reg in boxes.keys() {
            self.unit.emit(NOWHERE, Op::MakeBox { dst: reg, src: reg });
        }
        let places: Vec<Place> = self.unit.places.values().copied().collect();
        for place in places {
            if let Place::SpillBox(index) = place {
                self.make_spilled_box(NOWHERE, index);
            }
        }
    }

    /// Makes an empty box in a slot of the spill area.
    pub(crate) fn make_spilled_box(&mut self, range: TextRange, index: u32) {
        let temp = self.unit.alloc();
        self.unit.emit(range, Op::LoadUnset { dst: temp });
        self.unit.emit(range, Op::MakeBox { dst: temp, src: temp });
        self.store_spill(range, temp, index);
        self.unit.release(u32::from(temp));
    }

    fn qualname(&mut self, scope: ScopeId, name: &str) -> Arc<str> {
        let kind = self.table[scope].kind;
        let named = matches!(kind, ScopeKind::Function | ScopeKind::Class);
        // The unit that is current will be the parent; invisible functions around generic things do not count.
        let mut parents = core::iter::once(&self.unit).chain(self.outer.iter().rev());
        let parent = parents.find(|it| !self.table[it.scope].is_annotation_like());
        let Some(parent) = parent else { return name.into() };
        let parent_scope = parent.scope;
        let parent_qualname = parent.qualname.clone();
        if parent_scope == Symtable::TOP {
            return name.into();
        }
        if named {
            let id = self.mangle(name);
            let global =
                self.table[parent_scope].symbol(id).is_some_and(|it| it.scope == SymbolScope::GlobalExplicit);
            if global {
                return name.into();
            }
        }
        if self.table[parent_scope].is_function_like() {
            format!("{parent_qualname}.<locals>.{name}").into()
        } else {
            format!("{parent_qualname}.{name}").into()
        }
    }
}
