//! The tables of a code object: constants, names, inline cache sites.

use alloc::sync::Arc;

use padcell_bytecode::{Const, Op};
use padcell_syntax::TextRange;

use super::Codegen;
use crate::constant::ConstKey;
use crate::names::NameId;
use crate::unit::length;

impl Codegen<'_> {
    /// The index of a constant; equal constants share one.
    pub(crate) fn constant_index(&mut self, constant: Const) -> u32 {
        let next = length(self.unit.consts.len());
        if let Some(key) = ConstKey::of(&constant) {
            let index = *self.unit.const_index.entry(key).or_insert(next);
            if index != next {
                return index;
            }
        }
        self.unit.consts.push(constant);
        next
    }

    pub(crate) fn name_index(&mut self, name: NameId) -> u32 {
        let next = length(self.unit.names.len());
        let index = *self.unit.name_index.entry(name).or_insert(next);
        if index == next {
            self.unit.names.push(self.names.text(name));
        }
        index
    }

    /// A new inline cache for a use of `name`.
    pub(crate) fn site(&mut self, name: NameId) -> u32 {
        let index = self.name_index(name);
        self.unit.sites.push(index);
        length(self.unit.sites.len() - 1)
    }

    /// An identifier as it is called here: mangled, if it is private and stands in a class.
    pub(crate) fn mangle(&mut self, text: &str) -> NameId {
        if !crate::names::is_private(text) {
            return self.names.intern(text);
        }
        let scope = self.unit.overlays.last().map_or(self.unit.scope, |it| it.scope);
        let scope = &self.table[scope];
        let spared = scope.mangled.as_ref().is_some_and(|list| !list.iter().any(|it| &**it == text));
        let private = if spared { None } else { scope.private.clone() };
        self.names.intern_mangled(text, private.as_deref())
    }

    pub(crate) fn load_const(&mut self, range: TextRange, dst: u8, constant: Const) {
        let op = match constant {
            Const::None => Op::LoadNone { dst },
            Const::Bool(value) => Op::LoadBool { dst, value: u8::from(value) },
            Const::Int(value) => match i32::try_from(value) {
                Ok(value) => Op::LoadInt { dst, value },
                Err(_) => Op::LoadConst { dst, index: self.constant_index(Const::Int(value)) },
            },
            other => Op::LoadConst { dst, index: self.constant_index(other) },
        };
        self.unit.emit(range, op);
    }

    pub(crate) fn load_str(&mut self, range: TextRange, dst: u8, text: &str) {
        self.load_const(range, dst, Const::Str(Arc::from(text)));
    }
}
