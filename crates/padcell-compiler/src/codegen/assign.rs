//! Assignment: plain, unpacking, augmented, annotated.

use alloc::vec::Vec;

use padcell_bytecode::Op;
use padcell_syntax::ast::{self, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::fold;
use crate::unit::length;

/// Up to how many values an assignment of a tuple to a tuple keeps in registers instead of making the tuple.
const MAX_PARALLEL: usize = 16;

/// Unpacking takes registers up to this one; more values are taken one by one.
const MAX_UNPACK_REGISTER: u32 = 200;

impl<'a> Codegen<'a> {
    pub(crate) fn assign(&mut self, it: &'a ast::StmtAssign) -> Result {
        self.assign_to(&it.targets, &it.value)
    }

    fn assign_to(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result {
        let Some((first, rest)) = targets.split_first() else { return Ok(()) };
        if rest.is_empty()
            && let (Some(targets), Expr::Tuple(values)) = (elements(first), value)
            && self.assign_parallel(targets, &values.elts)?
        {
            return Ok(());
        }
        if let Expr::Name(name) = first {
            let id = self.mangle(&name.id);
            if let Some(reg) = self.direct_target(id) {
                self.into(value, reg)?;
                self.unit.bound.insert(reg);
                return rest.iter().try_for_each(|target| self.store(target, reg));
            }
        }
        let plain = rest.is_empty() || targets.iter().all(Expr::is_name_expr);
        // The targets may bind the value's own name before they take the value.
        let value =
            if plain && !self.may_be_bound_anew(value) { self.operand(value)? } else { self.temp(value)? };
        targets.iter().try_for_each(|target| self.store(target, value))
    }

    /// `a, b = x, y` without making the tuple; whether it was done so.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result<bool> {
        let starred = |it: &&[Expr]| it.iter().any(Expr::is_starred_expr);
        if targets.len() != values.len()
            || targets.len() < 2
            || targets.len() > MAX_PARALLEL
            || starred(&targets)
            || starred(&values)
        {
            return Ok(false);
        }
        if targets.len() > 3 && fold::constants(self.source, values)?.is_some() {
            return Ok(false);
        }
        let mut regs = Vec::new();
        for (at, value) in values.iter().enumerate() {
            let stored_before = targets.get(..at).unwrap_or_default();
            regs.push(self.parallel_value(value, stored_before)?);
        }
        for (target, reg) in targets.iter().zip(regs) {
            self.store(target, reg)?;
        }
        Ok(true)
    }

    /// A value that must last until the targets before its own are stored.
    fn parallel_value(&mut self, value: &'a Expr, stored_before: &'a [Expr]) -> Result<u8> {
        let stored = matches!(value, Expr::Name(name) if stored_before.iter().any(|it| stores(it, &name.id)));
        if stored || self.may_be_bound_anew(value) { self.temp(value) } else { self.operand(value) }
    }

    /// Stores a register into a target.
    pub(crate) fn store(&mut self, target: &'a Expr, src: u8) -> Result {
        let mark = self.unit.mark();
        let result = self.store_marked(target, src);
        self.unit.release(mark);
        result
    }

    fn store_marked(&mut self, target: &'a Expr, src: u8) -> Result {
        match target {
            Expr::Name(it) => {
                let name = self.mangle(&it.id);
                self.store_name(it.range, name, src);
                Ok(())
            }
            Expr::Attribute(it) => {
                let obj = self.operand(&it.value)?;
                self.store_attribute(it, obj, src);
                Ok(())
            }
            Expr::Subscript(it) => {
                let scratch = self.unit.alloc();
                let obj = self.operand_before(&it.value, scratch, &[&it.slice])?;
                let place = self.item_place(it)?;
                self.store_item(it.range, obj, place, src);
                Ok(())
            }
            Expr::Tuple(it) => self.unpack(&it.elts, it.range, src),
            Expr::List(it) => self.unpack(&it.elts, it.range, src),
            Expr::Starred(it) => self.error(it.range, "starred assignment target must be in a list or tuple"),
            other => self.error(other.range(), "cannot assign to expression"),
        }
    }

    fn store_attribute(&mut self, it: &'a ast::ExprAttribute, obj: u8, src: u8) {
        let name = self.mangle(it.attr.as_str());
        if matches!(&*it.value, Expr::Name(owner) if &*owner.id == "self") {
            self.note_static_attribute(name);
        }
        let site = self.site(name);
        self.unit.emit(it.range, Op::StoreAttr { obj, src, site });
    }

    /// `self.x = ...` in a method: the class lists the name in `__static_attributes__`.
    fn note_static_attribute(&mut self, name: crate::names::NameId) {
        let table = &self.table;
        let class =
            self.outer.iter_mut().rev().find(|it| table[it.scope].kind == crate::symtable::ScopeKind::Class);
        if let Some(unit) = class {
            unit.static_attributes.insert(name);
        }
    }

    fn item_place(&mut self, it: &'a ast::ExprSubscript) -> Result<ItemPlace> {
        match &*it.slice {
            Expr::Slice(slice) if slice.step.is_none() => Ok(ItemPlace::Slice(self.bounds(slice)?)),
            key => Ok(ItemPlace::Key(self.operand(key)?)),
        }
    }

    fn store_item(&mut self, range: TextRange, obj: u8, place: ItemPlace, src: u8) {
        let op = match place {
            ItemPlace::Slice(base) => Op::StoreSlice { obj, base, src },
            ItemPlace::Key(key) => Op::StoreItem { obj, key, src },
        };
        self.unit.emit(range, op);
    }

    fn unpack(&mut self, targets: &'a [Expr], range: TextRange, src: u8) -> Result {
        let mut starred = None;
        for (at, target) in targets.iter().enumerate() {
            if target.is_starred_expr() {
                if starred.is_some() {
                    return self.error(target.range(), "multiple starred expressions in assignment");
                }
                starred = Some(at);
            }
        }
        let Some(at) = starred else {
            let count = length(targets.len());
            if let Some(base) = self.consecutive_locals(targets) {
                self.unit.emit(range, Op::UnpackSequence { src, base, count });
                for (offset, _) in targets.iter().enumerate() {
                    self.unit.bound.insert(base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX)));
                }
                return Ok(());
            }
            if self.unit.top.saturating_add(count) > MAX_UNPACK_REGISTER {
                return self.unpack_many(targets, range, src);
            }
            let base = if count == 0 { 0 } else { self.unit.alloc_block(count) };
            self.unit.emit(range, Op::UnpackSequence { src, base, count });
            return self.store_all(targets, base);
        };
        let Ok(before) = u8::try_from(at) else {
            return self.error(range, "too many expressions in star-unpacking assignment");
        };
        let base = self.unit.alloc_block(length(targets.len()));
        let after = length(targets.len() - at - 1);
        self.unit.emit(range, Op::UnpackEx { src, base, before, after });
        self.store_all(targets, base)
    }

    fn store_all(&mut self, targets: &'a [Expr], base: u8) -> Result {
        for (offset, target) in targets.iter().enumerate() {
            let src = base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
            let target = match target {
                Expr::Starred(it) => &*it.value,
                other => other,
            };
            self.store(target, src)?;
        }
        Ok(())
    }

    /// The first register, if the targets are plain locals whose registers follow each other.
    fn consecutive_locals(&mut self, targets: &'a [Expr]) -> Option<u8> {
        let mut first = None;
        for (offset, target) in targets.iter().enumerate() {
            let Expr::Name(name) = target else { return None };
            let id = self.mangle(&name.id);
            let reg = self.direct_target(id)?;
            let start = *first.get_or_insert(reg);
            if usize::from(reg) != usize::from(start) + offset {
                return None;
            }
        }
        first
    }

    pub(crate) fn aug_assign(&mut self, it: &'a ast::StmtAugAssign) -> Result {
        match &*it.target {
            Expr::Name(name) => {
                let id = self.mangle(&name.id);
                let rebinds = self.is_walrus_target(id) && super::expr::binds_names(&it.value);
                if !rebinds && let Some(reg) = self.local_register(name.range, id) {
                    return self.binary_right(it.range, reg, reg, it.op, &it.value, true);
                }
                let value = self.unit.alloc();
                self.load_name(name.range, id, value);
                self.binary_right(it.range, value, value, it.op, &it.value, true)?;
                self.store_name(name.range, id, value);
                Ok(())
            }
            Expr::Attribute(target) => {
                let scratch = self.unit.alloc();
                let obj = self.operand_before(&target.value, scratch, &[&it.value])?;
                let value = self.unit.alloc();
                let name = self.mangle(target.attr.as_str());
                let site = self.site(name);
                self.unit.emit(target.range, Op::LoadAttr { dst: value, obj, site });
                self.binary_right(it.range, value, value, it.op, &it.value, true)?;
                self.store_attribute(target, obj, value);
                Ok(())
            }
            Expr::Subscript(target) => {
                let scratch = self.unit.alloc();
                let obj = self.operand_before(&target.value, scratch, &[&target.slice, &it.value])?;
                let place = match &*target.slice {
                    Expr::Slice(slice) if slice.step.is_none() => ItemPlace::Slice(self.bounds(slice)?),
                    key => {
                        let scratch = self.unit.alloc();
                        ItemPlace::Key(self.operand_before(key, scratch, &[&it.value])?)
                    }
                };
                let value = self.unit.alloc();
                let op = match place {
                    ItemPlace::Slice(base) => Op::LoadSlice { dst: value, obj, base },
                    ItemPlace::Key(key) => Op::LoadItem { dst: value, obj, key },
                };
                self.unit.emit(target.range, op);
                let right = &it.value;
                self.binary_right(it.range, value, value, it.op, right, true)?;
                self.store_item(target.range, obj, place, value);
                Ok(())
            }
            other => self.error(other.range(), "illegal expression for augmented assignment"),
        }
    }

    pub(crate) fn ann_assign(&mut self, it: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = &it.value {
            self.assign_to(core::slice::from_ref(&*it.target), value)?;
        } else {
            self.evaluate_target(&it.target)?;
        }
        self.annotate_variable(it)
    }

    /// The target of an annotation without a value: what stands before its dot or bracket is evaluated.
    fn evaluate_target(&mut self, target: &'a Expr) -> Result {
        match target {
            Expr::Attribute(it) => self.discard(&it.value),
            Expr::Subscript(it) => {
                self.discard(&it.value)?;
                self.discard(&it.slice)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn discard(&mut self, expression: &'a Expr) -> Result {
        let mark = self.unit.mark();
        self.operand(expression)?;
        self.unit.release(mark);
        Ok(())
    }
}

/// Where in an object a subscript stores.
#[derive(Clone, Copy)]
enum ItemPlace {
    Key(u8),
    Slice(u8),
}

/// The elements of a tuple or list target.
fn elements(target: &Expr) -> Option<&[Expr]> {
    match target {
        Expr::Tuple(it) => Some(&it.elts),
        Expr::List(it) => Some(&it.elts),
        _ => None,
    }
}

/// Whether storing into a target may change the local `name`.
fn stores(target: &Expr, name: &str) -> bool {
    match target {
        Expr::Name(it) => &*it.id == name,
        Expr::Starred(it) => stores(&it.value, name),
        Expr::Attribute(_) | Expr::Subscript(_) => false,
        other => elements(other).is_none_or(|list| list.iter().any(|it| stores(it, name))),
    }
}
