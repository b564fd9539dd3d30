//! Alternatives: all bind the same names, each in the same registers.

use alloc::vec::Vec;

use padcell_bytecode::Op;
use padcell_syntax::ast;

use super::{Capture, Matching};
use crate::codegen::Codegen;
use crate::error::Result;

impl<'a> Codegen<'a> {
    pub(super) fn or_pattern(
        &mut self,
        it: &'a ast::PatternMatchOr,
        subject: u8,
        matching: &mut Matching,
    ) -> Result {
        let matched = self.unit.label();
        let mut shared: Vec<Capture> = Vec::new();
        let n_patterns = it.patterns.len();
        for (at, pattern) in it.patterns.iter().enumerate() {
            let is_last = at + 1 == n_patterns;
            if !is_last {
                self.refuse_irrefutable(pattern)?;
            }
            let next = self.unit.label();
            let fail = if is_last { matching.fail } else { next };
            let mut own = Matching { fail, captures: Vec::new() };
            self.pattern(pattern, subject, &mut own)?;
            if at == 0 {
                for capture in &own.captures {
                    shared.push(Capture { reg: self.unit.alloc(), ..*capture });
                }
            }
            if own.captures.len() != shared.len() {
                return self.error(it.range, "alternative patterns bind different names");
            }
            for target in &shared {
                let Some(found) = own.captures.iter().find(|it| it.name == target.name) else {
                    return self.error(it.range, "alternative patterns bind different names");
                };
                self.unit.emit(found.range, Op::Move { dst: target.reg, src: found.reg });
            }
            if !is_last {
                self.unit.jump(it.range, matched);
                self.unit.bind(next);
            }
        }
        self.unit.bind(matched);
        for capture in shared {
            if matching.captures.iter().any(|it| it.name == capture.name) {
                let text = self.names.text(capture.name);
                let message = alloc::format!("multiple assignments to name '{text}' in pattern");
                return self.error(it.range, message);
            }
            matching.captures.push(capture);
        }
        Ok(())
    }
}
