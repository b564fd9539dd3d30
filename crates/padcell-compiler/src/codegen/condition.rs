//! Conditions: jumps on the truth of an expression, without making the truth value.

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, BoolOp, CmpOp, Expr, UnaryOp};

use super::Codegen;
use super::compare::{compare_jump, compare_jump_int};
use super::operator::is_true;
use crate::error::Result;
use crate::fold;
use crate::unit::Label;

impl<'a> Codegen<'a> {
    /// Jumps to `label` if the truth of the expression is `sense`; goes on otherwise.
    pub(crate) fn jump_if(&mut self, expression: &'a Expr, sense: bool, label: Label) -> Result {
        let mark = self.unit.mark();
        let result = self.jump_if_marked(expression, sense, label);
        self.unit.release(mark);
        result
    }

    fn jump_if_marked(&mut self, expression: &'a Expr, sense: bool, label: Label) -> Result {
        let mut sense = sense;
        let mut expression = expression;
        while let Expr::UnaryOp(it) = expression {
            if it.op != UnaryOp::Not {
                break;
            }
            sense = !sense;
            expression = &it.operand;
        }
        if let Some(value) = self.known_truth(expression)? {
            if value == sense {
                self.unit.jump(expression.range(), label);
            }
            return Ok(());
        }
        match expression {
            Expr::BoolOp(it) => self.jump_if_bool_op(it, sense, label),
            Expr::Compare(it) => self.jump_if_compare(it, sense, label),
            Expr::If(it) => {
                let otherwise = self.unit.label();
                let end = self.unit.label();
                self.jump_if(&it.test, false, otherwise)?;
                self.jump_if(&it.body, sense, label)?;
                self.unit.jump(it.range, end);
                self.unit.bind(otherwise);
                self.jump_if(&it.orelse, sense, label)?;
                self.unit.bind(end);
                Ok(())
            }
            other => {
                let src = self.operand(other)?;
                let target = label.0;
                let op = if sense { Op::JumpIfTrue { src, target } } else { Op::JumpIfFalse { src, target } };
                self.unit.emit_jump(other.range(), op, label);
                Ok(())
            }
        }
    }

    /// The truth of an expression that is known now.
    pub(crate) fn known_truth(&self, expression: &Expr) -> Result<Option<bool>> {
        if let Expr::Name(it) = expression {
            return Ok((&*it.id == "__debug__").then_some(self.options.optimize == 0));
        }
        Ok(fold::constant(self.source, expression)?.map(|it| is_true(&it)))
    }

    fn jump_if_bool_op(&mut self, it: &'a ast::ExprBoolOp, sense: bool, label: Label) -> Result {
        let Some((last, others)) = it.values.split_last() else { return Ok(()) };
        // `and` is decided by the first false value, `or` by the first true one.
        let deciding = it.op == BoolOp::Or;
        if deciding == sense {
            for value in others {
                self.jump_if(value, sense, label)?;
            }
            return self.jump_if(last, sense, label);
        }
        let end = self.unit.label();
        for value in others {
            self.jump_if(value, deciding, end)?;
        }
        self.jump_if(last, sense, label)?;
        self.unit.bind(end);
        Ok(())
    }

    fn jump_if_compare(&mut self, it: &'a ast::ExprCompare, sense: bool, label: Label) -> Result {
        let Some((last_op, ops)) = it.ops.split_last() else { return Ok(()) };
        let mut comparators = it.comparators.iter();
        let Some(first) = comparators.next() else { return Ok(()) };
        if ops.is_empty() {
            let scratch = self.unit.alloc();
            let a = self.operand_before(&it.left, scratch, &[first])?;
            return self.jump_if_compared(it, *last_op, a, first, sense, label);
        }
        let failed = self.unit.label();
        let on_failure = if sense { failed } else { label };
        let mut a = self.temp(&it.left)?;
        let mut right = first;
        for op in ops {
            let b = self.temp(right)?;
            self.unit.emit_jump(it.range, compare_jump(*op, a, b, false, on_failure.0), on_failure);
            a = b;
            match comparators.next() {
                Some(next) => right = next,
                None => break,
            }
        }
        self.jump_if_compared(it, *last_op, a, right, sense, label)?;
        self.unit.bind(failed);
        Ok(())
    }

    fn jump_if_compared(
        &mut self,
        it: &'a ast::ExprCompare,
        op: CmpOp,
        a: u8,
        right: &'a Expr,
        sense: bool,
        label: Label,
    ) -> Result {
        let target = label.0;
        if right.is_none_literal_expr() && matches!(op, CmpOp::Is | CmpOp::IsNot) {
            let on_none = (op == CmpOp::Is) == sense;
            let op = if on_none {
                Op::JumpIfNone { src: a, target }
            } else {
                Op::JumpIfNotNone { src: a, target }
            };
            self.unit.emit_jump(it.range, op, label);
            return Ok(());
        }
        if let Some(value) = fold::small_int(self.source, right)?
            && let Ok(value) = i16::try_from(value)
            && let Some(op) = compare_jump_int(op, a, value, sense, target)
        {
            self.unit.emit_jump(it.range, op, label);
            return Ok(());
        }
        let b = self.comparator(op, right)?;
        self.unit.emit_jump(it.range, compare_jump(op, a, b, sense, target), label);
        Ok(())
    }
}
