//! Mapping patterns.

use alloc::collections::BTreeSet;

use padcell_bytecode::{Const, Op};
use padcell_syntax::Ranged;
use padcell_syntax::ast;

use super::{Matching, is_pattern_value};
use crate::codegen::Codegen;
use crate::constant::{ConstKey, repr};
use crate::error::Result;
use crate::fold;
use crate::unit::length;

impl<'a> Codegen<'a> {
    pub(super) fn mapping_pattern(
        &mut self,
        it: &'a ast::PatternMatchMapping,
        subject: u8,
        matching: &mut Matching,
    ) -> Result {
        let fail = matching.fail;
        self.check_mapping_keys(it)?;
        let start = self.unit.mark();
        let test = self.unit.alloc();
        self.unit.emit(it.range, Op::MatchMapping { dst: test, src: subject });
        self.unit.emit_jump(it.range, Op::JumpIfFalse { src: test, target: fail.0 }, fail);
        let count = length(it.keys.len());
        if count == 0 && it.rest.is_none() {
            self.unit.release(start);
            return Ok(());
        }
        let base = self.unit.alloc_block(count.max(1));
        let mut values = base;
        if count > 0 {
            let Ok(value) = i16::try_from(it.keys.len()) else {
                return self.error(it.range, "too many sub-patterns in mapping pattern");
            };
            self.unit.emit(it.range, Op::GetLen { dst: test, src: subject });
            self.unit.emit_jump(it.range, Op::JumpUnlessGeI { a: test, value, target: fail.0 }, fail);
            for (offset, key) in it.keys.iter().enumerate() {
                self.into(key, at(base, offset))?;
            }
            let keys = self.unit.alloc();
            self.unit.emit(it.range, Op::BuildTuple { dst: keys, base, count });
            self.unit.emit(it.range, Op::MatchKeys { dst: test, src: subject, keys });
            self.unit.emit_jump(it.range, Op::JumpIfNone { src: test, target: fail.0 }, fail);
            if it.rest.is_none() {
                // The keys are not needed any more: the values take their registers, which matters where patterns nest.
                self.unit.release(start);
            }
            values = self.unit.alloc_block(count);
            self.unit.emit(it.range, Op::UnpackSequence { src: test, base: values, count });
        }
        if let Some(rest) = &it.rest {
            let dict = self.unit.alloc();
            self.unit.emit(it.range, Op::BuildDict { dst: dict, base: dict, count: 0 });
            self.unit.emit(it.range, Op::DictUpdate { dict, src: subject });
            for offset in 0..it.keys.len() {
                self.unit.emit(it.range, Op::DeleteItem { obj: dict, key: at(base, offset) });
            }
            self.capture(rest, it.range, dict, matching)?;
        }
        for (offset, pattern) in it.patterns.iter().enumerate() {
            self.subpattern(pattern, at(values, offset), matching)?;
        }
        Ok(())
    }

    fn check_mapping_keys(&self, it: &ast::PatternMatchMapping) -> Result {
        let mut seen = BTreeSet::new();
        for key in &it.keys {
            if !is_pattern_value(key) {
                let message = "mapping pattern keys may only match literals and attribute lookups";
                return self.error(key.range(), message);
            }
            let Some(constant) = fold::constant(self.source, key)? else { continue };
            if ConstKey::of(&equal_number(&constant)).is_some_and(|it| !seen.insert(it)) {
                let message = alloc::format!("mapping pattern checks duplicate key ({})", repr(&constant));
                return self.error(it.range, message);
            }
        }
        Ok(())
    }
}

/// The register `offset` places after `base`; a block too large for registers is refused elsewhere.
fn at(base: u8, offset: usize) -> u8 {
    base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX))
}

/// The constant that stands for all that are equal to it: `0`, `False`, `0.0` and `0j` are one key.
fn equal_number(constant: &Const) -> Const {
    match constant {
        Const::Bool(it) => Const::Int(i64::from(*it)),
        Const::Complex(real, 0.0) => equal_number(&Const::Float(*real)),
        Const::Float(it) => {
            let whole = *it as i64;
            if whole as f64 == *it { Const::Int(whole) } else { constant.clone() }
        }
        other => other.clone(),
    }
}
