//! Class patterns.

use alloc::vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::Ranged;
use padcell_syntax::ast;

use super::Matching;
use crate::codegen::Codegen;
use crate::error::Result;
use crate::unit::length;

/// All parts are taken into registers side by side.
const MAX_PARTS: usize = 200;

impl<'a> Codegen<'a> {
    pub(super) fn class_pattern(
        &mut self,
        it: &'a ast::PatternMatchClass,
        subject: u8,
        matching: &mut Matching,
    ) -> Result {
        let fail = matching.fail;
        let arguments = &it.arguments;
        if arguments.patterns.len() + arguments.keywords.len() > MAX_PARTS {
            return self.error(it.range, "too many sub-patterns in class pattern");
        }
        let n_positional = i64::from(length(arguments.patterns.len()));
        let mut spec = vec![Const::Int(n_positional)];
        for (at, keyword) in arguments.keywords.iter().enumerate() {
            let name = keyword.attr.as_str();
            if arguments.keywords.iter().take(at).any(|it| it.attr.as_str() == name) {
                let message = alloc::format!("attribute name repeated in class pattern: {name}");
                return self.error(keyword.pattern.range(), message);
            }
            spec.push(crate::fold::text(name));
        }
        let start = self.unit.mark();
        let dst = self.unit.alloc();
        let class = self.operand_at(&it.cls, dst)?;
        let spec = self.constant_index(Const::Tuple(spec));
        self.unit.emit(it.range, Op::MatchClass { dst, src: subject, class, spec });
        self.unit.emit_jump(it.range, Op::JumpIfNone { src: dst, target: fail.0 }, fail);
        let count = length(arguments.patterns.len() + arguments.keywords.len());
        self.unit.release(start);
        if count == 0 {
            return Ok(());
        }
        let base = self.unit.alloc_block(count);
        self.unit.emit(it.range, Op::UnpackSequence { src: dst, base, count });
        let keywords = arguments.keywords.iter().map(|it| &it.pattern);
        for (offset, pattern) in arguments.patterns.iter().chain(keywords).enumerate() {
            let reg = base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
            self.subpattern(pattern, reg, matching)?;
        }
        Ok(())
    }
}
