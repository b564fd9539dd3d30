//! `match`: patterns test and take apart the subject; names are bound when the whole pattern has matched.

mod class;
mod mapping;
mod or;
mod sequence;

use alloc::vec::Vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast::{self, Expr, Identifier, Operator, Pattern, Singleton, UnaryOp};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::names::NameId;
use crate::unit::Label;

/// A name that a pattern binds, and the register that holds its value meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Capture {
    name: NameId,
    reg: u8,
    range: TextRange,
}

/// What a pattern needs to know while it is compiled.
pub(super) struct Matching {
    /// Where to go if the pattern does not match.
    fail: Label,
    captures: Vec<Capture>,
}

impl<'a> Codegen<'a> {
    pub(crate) fn match_statement(&mut self, it: &'a ast::StmtMatch) -> Result {
        let subject = self.temp(&it.subject)?;
        let end = self.unit.label();
        let n_cases = it.cases.len();
        for (at, case) in it.cases.iter().enumerate() {
            let is_last = at + 1 == n_cases;
            if !is_last && case.guard.is_none() {
                self.refuse_irrefutable(&case.pattern)?;
            }
            let next = self.unit.label();
            let mark = self.unit.mark();
            let mut matching = Matching { fail: next, captures: Vec::new() };
            self.pattern(&case.pattern, subject, &mut matching)?;
            for capture in &matching.captures {
                self.store_name(capture.range, capture.name, capture.reg);
            }
            self.unit.release(mark);
            if let Some(guard) = case.guard.as_deref() {
                self.jump_if(guard, false, next)?;
            }
            self.conditional_body(&case.body)?;
            self.unit.jump(case.range, end);
            self.unit.bind(next);
        }
        self.unit.bind(end);
        Ok(())
    }

    /// Only the last case may match everything.
    pub(super) fn refuse_irrefutable(&self, pattern: &Pattern) -> Result {
        let mut at = pattern;
        loop {
            match at {
                Pattern::MatchAs(it) => match (&it.pattern, &it.name) {
                    (Some(inner), _) => at = inner,
                    (None, Some(name)) => {
                        let message =
                            alloc::format!("name capture '{name}' makes remaining patterns unreachable");
                        return self.error(at.range(), message);
                    }
                    (None, None) => {
                        return self.error(at.range(), "wildcard makes remaining patterns unreachable");
                    }
                },
                Pattern::MatchOr(it) => match it.patterns.last() {
                    Some(last) => at = last,
                    None => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
    }

    pub(super) fn pattern(&mut self, pattern: &'a Pattern, subject: u8, matching: &mut Matching) -> Result {
        let fail = matching.fail;
        match pattern {
            Pattern::MatchValue(it) => {
                if !is_pattern_value(&it.value) {
                    let message = "patterns may only match literals and attribute lookups";
                    return self.error(it.range, message);
                }
                let mark = self.unit.mark();
                if let Some(value) = crate::fold::small_int(self.source, &it.value)?
                    && let Ok(value) = i16::try_from(value)
                {
                    let op = Op::JumpUnlessEqI { a: subject, value, target: fail.0 };
                    self.unit.emit_jump(it.range, op, fail);
                    return Ok(());
                }
                let value = self.operand(&it.value)?;
                let op = Op::JumpEq { a: subject, b: value, sense: 0, target: fail.0 };
                self.unit.emit_jump(it.range, op, fail);
                self.unit.release(mark);
                Ok(())
            }
            Pattern::MatchSingleton(it) => {
                let constant = match it.value {
                    Singleton::None => {
                        let op = Op::JumpIfNotNone { src: subject, target: fail.0 };
                        self.unit.emit_jump(it.range, op, fail);
                        return Ok(());
                    }
                    Singleton::True => Const::Bool(true),
                    Singleton::False => Const::Bool(false),
                };
                let value = self.unit.alloc();
                self.load_const(it.range, value, constant);
                let op = Op::JumpIs { a: subject, b: value, sense: 0, target: fail.0 };
                self.unit.emit_jump(it.range, op, fail);
                self.unit.release(u32::from(value));
                Ok(())
            }
            Pattern::MatchSequence(it) => self.sequence_pattern(it, subject, matching),
            Pattern::MatchMapping(it) => self.mapping_pattern(it, subject, matching),
            Pattern::MatchClass(it) => self.class_pattern(it, subject, matching),
            Pattern::MatchStar(it) => match &it.name {
                Some(name) => self.capture(name, it.range, subject, matching),
                None => Ok(()),
            },
            Pattern::MatchAs(it) => {
                if let Some(inner) = &it.pattern {
                    self.pattern(inner, subject, matching)?;
                }
                match &it.name {
                    Some(name) => self.capture(name, it.range, subject, matching),
                    None => Ok(()),
                }
            }
            Pattern::MatchOr(it) => self.or_pattern(it, subject, matching),
        }
    }

    /// A part of the subject, in the last temporary that is in use; what it took is given back unless it binds names.
    pub(super) fn subpattern(&mut self, pattern: &'a Pattern, reg: u8, matching: &mut Matching) -> Result {
        let mark = self.unit.mark();
        let n_captures = matching.captures.len();
        self.pattern(pattern, reg, matching)?;
        if matching.captures.len() == n_captures {
            self.unit.release(mark);
        }
        Ok(())
    }

    /// Notes that `name` is to be bound to the value in `reg`, which stays as it is until the pattern ends.
    pub(super) fn capture(
        &mut self,
        name: &'a Identifier,
        range: TextRange,
        reg: u8,
        matching: &mut Matching,
    ) -> Result {
        let id = self.mangle(name.as_str());
        if matching.captures.iter().any(|it| it.name == id) {
            let message = alloc::format!("multiple assignments to name '{name}' in pattern");
            return self.error(range, message);
        }
        if self.unit.overflow {
            return self.error(range, "too many sub-patterns");
        }
        matching.captures.push(Capture { name: id, reg, range });
        Ok(())
    }
}

/// Whether an expression may stand as a value in a pattern.
pub(super) fn is_pattern_value(expression: &Expr) -> bool {
    match expression {
        Expr::UnaryOp(it) => it.op == UnaryOp::USub && it.operand.is_number_literal_expr(),
        Expr::BinOp(it) => {
            matches!(it.op, Operator::Add | Operator::Sub)
                && is_pattern_value(&it.left)
                && it.right.is_number_literal_expr()
        }
        Expr::Attribute(_) => true,
        other => other.is_literal_expr(),
    }
}

/// Whether a pattern matches anything and binds nothing.
pub(super) fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchAs(it) if it.pattern.is_none() && it.name.is_none())
}
