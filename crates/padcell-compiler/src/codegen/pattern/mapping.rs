//! Mapping patterns.

use alloc::collections::BTreeSet;

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::ast;

use super::Matching;
use crate::codegen::Codegen;
use crate::constant::ConstKey;
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
        let test = self.unit.alloc();
        self.unit.emit(it.range, Op::MatchMapping { dst: test, src: subject });
        self.unit.emit_jump(it.range, Op::JumpIfFalse { src: test, target: fail.0 }, fail);
        let count = length(it.keys.len());
        let base = self.unit.alloc_block(count.max(1));
        if count > 0 {
            let Ok(value) = i16::try_from(it.keys.len()) else {
                return self.error(it.range, "too many sub-patterns in mapping pattern");
            };
            self.unit.emit(it.range, Op::GetLen { dst: test, src: subject });
            self.unit.emit_jump(it.range, Op::JumpUnlessGeI { a: test, value, target: fail.0 }, fail);
            for (offset, key) in it.keys.iter().enumerate() {
                let dst = base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
                self.into(key, dst)?;
            }
            let keys = self.unit.alloc();
            self.unit.emit(it.range, Op::BuildTuple { dst: keys, base, count });
            self.unit.emit(it.range, Op::MatchKeys { dst: test, src: subject, keys });
            self.unit.emit_jump(it.range, Op::JumpIfNone { src: test, target: fail.0 }, fail);
            let values = self.unit.alloc_block(count);
            self.unit.emit(it.range, Op::UnpackSequence { src: test, base: values, count });
            for (offset, pattern) in it.patterns.iter().enumerate() {
                let reg = values.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
                self.pattern(pattern, reg, matching)?;
            }
        }
        if let Some(rest) = &it.rest {
            let dict = self.unit.alloc();
            self.unit.emit(it.range, Op::BuildDict { dst: dict, base: dict, count: 0 });
            self.unit.emit(it.range, Op::DictUpdate { dict, src: subject });
            for offset in 0..it.keys.len() {
                let key = base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
                self.unit.emit(it.range, Op::DeleteItem { obj: dict, key });
            }
            self.capture(rest, dict, matching)?;
        }
        Ok(())
    }

    fn check_mapping_keys(&self, it: &ast::PatternMatchMapping) -> Result {
        let mut seen = BTreeSet::new();
        for key in &it.keys {
            let Some(constant) = fold::constant(self.source, key)? else { continue };
            if ConstKey::of(&constant).is_some_and(|it| !seen.insert(it)) {
                let range = key.range();
                let text = self.source.text().get(range.start().to_usize()..range.end().to_usize());
                let message =
                    alloc::format!("mapping pattern checks duplicate key ({})", text.unwrap_or_default());
                return self.error(it.range, message);
            }
        }
        Ok(())
    }
}
