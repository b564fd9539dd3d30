//! Sequence patterns.

use padcell_bytecode::Op;
use padcell_syntax::ast::{self, Pattern};

use super::{Matching, is_wildcard};
use crate::codegen::Codegen;
use crate::error::Result;
use crate::unit::length;

impl<'a> Codegen<'a> {
    pub(super) fn sequence_pattern(
        &mut self,
        it: &'a ast::PatternMatchSequence,
        subject: u8,
        matching: &mut Matching,
    ) -> Result {
        let fail = matching.fail;
        let mut star = None;
        for (at, pattern) in it.patterns.iter().enumerate() {
            if pattern.is_match_star() {
                if star.is_some() {
                    return self.error(it.range, "multiple starred names in sequence pattern");
                }
                star = Some(at);
            }
        }
        let start = self.unit.mark();
        let len = self.unit.alloc();
        self.unit.emit(it.range, Op::MatchSequence { dst: len, src: subject });
        self.unit.emit_jump(it.range, Op::JumpIfFalse { src: len, target: fail.0 }, fail);
        self.length_test(it, subject, len, star.is_some(), matching)?;
        let star_is_wildcard = star
            .and_then(|at| it.patterns.get(at))
            .is_some_and(|pattern| matches!(pattern, Pattern::MatchStar(star) if star.name.is_none()));
        if it.patterns.iter().all(|it| is_wildcard(it) || it.is_match_star())
            && (star.is_none() || star_is_wildcard)
        {
            self.unit.release(start);
            return Ok(());
        }
        match star {
            Some(at) if star_is_wildcard => self.sequence_by_index(it, subject, len, at, matching),
            _ => {
                self.unit.release(start);
                self.sequence_unpacked(it, subject, star, matching)
            }
        }
    }

    fn length_test(
        &mut self,
        it: &'a ast::PatternMatchSequence,
        subject: u8,
        len: u8,
        starred: bool,
        matching: &Matching,
    ) -> Result {
        let fail = matching.fail;
        let least = it.patterns.len() - usize::from(starred);
        if starred && least == 0 {
            return Ok(());
        }
        let Ok(value) = i16::try_from(least) else {
            return self.error(it.range, "too many sub-patterns in sequence pattern");
        };
        self.unit.emit(it.range, Op::GetLen { dst: len, src: subject });
        let target = fail.0;
        let op = if starred {
            Op::JumpUnlessGeI { a: len, value, target }
        } else {
            Op::JumpUnlessEqI { a: len, value, target }
        };
        self.unit.emit_jump(it.range, op, fail);
        Ok(())
    }

    fn sequence_unpacked(
        &mut self,
        it: &'a ast::PatternMatchSequence,
        subject: u8,
        star: Option<usize>,
        matching: &mut Matching,
    ) -> Result {
        let count = length(it.patterns.len());
        let base = self.unit.alloc_block(count);
        let op = match star {
            None => Op::UnpackSequence { src: subject, base, count },
            Some(at) => {
                let Ok(before) = u8::try_from(at) else {
                    return self.error(it.range, "too many expressions in star-unpacking sequence pattern");
                };
                Op::UnpackEx { src: subject, base, before, after: count - 1 - u32::from(before) }
            }
        };
        self.unit.emit(it.range, op);
        for (offset, pattern) in it.patterns.iter().enumerate() {
            let reg = base.saturating_add(u8::try_from(offset).unwrap_or(u8::MAX));
            self.subpattern(pattern, reg, matching)?;
        }
        Ok(())
    }

    /// `[a, *_, b]`: the elements are taken one by one, the rest is not looked at.
    fn sequence_by_index(
        &mut self,
        it: &'a ast::PatternMatchSequence,
        subject: u8,
        len: u8,
        star: usize,
        matching: &mut Matching,
    ) -> Result {
        for (at, pattern) in it.patterns.iter().enumerate() {
            if at == star || is_wildcard(pattern) {
                continue;
            }
            let dst = self.unit.alloc();
            if at < star {
                let index = i32::try_from(at).unwrap_or(i32::MAX);
                self.unit.emit(it.range, Op::LoadItemI { dst, obj: subject, index });
            } else {
                let value = i32::try_from(it.patterns.len() - at).unwrap_or(i32::MAX);
                self.unit.emit(it.range, Op::SubI { dst, a: len, inplace: 0, value });
                self.unit.emit(it.range, Op::LoadItem { dst, obj: subject, key: dst });
            }
            self.subpattern(pattern, dst, matching)?;
        }
        Ok(())
    }
}
