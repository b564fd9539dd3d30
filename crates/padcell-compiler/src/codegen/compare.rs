//! Comparisons as values.

use padcell_bytecode::{CompareOp, Const, Op};
use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, CmpOp, Expr};

use super::Codegen;
use crate::error::Result;
use crate::fold;

impl<'a> Codegen<'a> {
    /// `a < b < c`, as a value.
    pub(crate) fn compare(&mut self, it: &'a ast::ExprCompare, dst: u8) -> Result {
        let Some((last_op, ops)) = it.ops.split_last() else { return Ok(()) };
        let mut comparators = it.comparators.iter();
        let Some(first) = comparators.next() else { return Ok(()) };
        if ops.is_empty() {
            let scratch = self.scratch(dst);
            let a = self.operand_before(&it.left, scratch, &[first])?;
            let b = self.comparator(*last_op, first)?;
            self.unit.emit(it.range, compare_op(*last_op, dst, a, b));
            return Ok(());
        }
        let end = self.unit.label();
        let result = self.scratch(dst);
        let mut a = self.chain_operand(&it.left)?;
        let mut right = first;
        for op in ops {
            // The middle operand is read twice, and what follows may bind its name anew: it is copied.
            let b = self.temp(right)?;
            self.unit.emit(it.range, compare_op(*op, result, a, b));
            self.unit.emit_jump(it.range, Op::JumpIfFalse { src: result, target: end.0 }, end);
            a = b;
            match comparators.next() {
                Some(next) => right = next,
                None => break,
            }
        }
        let b = self.comparator(*last_op, right)?;
        self.unit.emit(it.range, compare_op(*last_op, result, a, b));
        self.unit.bind(end);
        self.move_to(it.range, dst, result);
        Ok(())
    }

    fn chain_operand(&mut self, expression: &'a Expr) -> Result<u8> {
        if self.may_be_bound_anew(expression) { self.temp(expression) } else { self.operand(expression) }
    }

    /// The right operand; a display of constants after `in` becomes one constant.
    pub(crate) fn comparator(&mut self, op: CmpOp, expression: &'a Expr) -> Result<u8> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(constant) = self.constant_container(expression)?
        {
            let dst = self.unit.alloc();
            self.load_const(expression.range(), dst, constant);
            return Ok(dst);
        }
        self.operand(expression)
    }

    /// A display of constants that is only iterated or searched, as one constant.
    pub(crate) fn constant_container(&self, expression: &Expr) -> Result<Option<Const>> {
        match expression {
            Expr::Set(it) => Ok(fold::constants(self.source, &it.elts)?.map(Const::FrozenSet)),
            Expr::List(it) => Ok(fold::constants(self.source, &it.elts)?.map(Const::Tuple)),
            _ => Ok(None),
        }
    }
}

pub(crate) fn compare_op(op: CmpOp, dst: u8, a: u8, b: u8) -> Op {
    match op {
        CmpOp::Is => Op::Is { dst, a, b, negate: 0 },
        CmpOp::IsNot => Op::Is { dst, a, b, negate: 1 },
        CmpOp::In => Op::In { dst, a, b, negate: 0 },
        CmpOp::NotIn => Op::In { dst, a, b, negate: 1 },
        CmpOp::Lt => Op::Compare { dst, a, b, op: CompareOp::Lt as u32 },
        CmpOp::LtE => Op::Compare { dst, a, b, op: CompareOp::Le as u32 },
        CmpOp::Eq => Op::Compare { dst, a, b, op: CompareOp::Eq as u32 },
        CmpOp::NotEq => Op::Compare { dst, a, b, op: CompareOp::Ne as u32 },
        CmpOp::Gt => Op::Compare { dst, a, b, op: CompareOp::Gt as u32 },
        CmpOp::GtE => Op::Compare { dst, a, b, op: CompareOp::Ge as u32 },
    }
}

/// The fused compare-and-jump: jumps if the comparison's truth is `sense`.
pub(crate) fn compare_jump(op: CmpOp, a: u8, b: u8, sense: bool, target: u32) -> Op {
    let sense_bit = u8::from(sense);
    match op {
        CmpOp::Lt => Op::JumpLt { a, b, sense: sense_bit, target },
        CmpOp::LtE => Op::JumpLe { a, b, sense: sense_bit, target },
        CmpOp::Eq => Op::JumpEq { a, b, sense: sense_bit, target },
        CmpOp::NotEq => Op::JumpNe { a, b, sense: sense_bit, target },
        CmpOp::Gt => Op::JumpGt { a, b, sense: sense_bit, target },
        CmpOp::GtE => Op::JumpGe { a, b, sense: sense_bit, target },
        CmpOp::Is => Op::JumpIs { a, b, sense: sense_bit, target },
        CmpOp::IsNot => Op::JumpIs { a, b, sense: u8::from(!sense), target },
        CmpOp::In => Op::JumpIn { a, b, sense: sense_bit, target },
        CmpOp::NotIn => Op::JumpIn { a, b, sense: u8::from(!sense), target },
    }
}

/// The same against a small constant.
pub(crate) fn compare_jump_int(op: CmpOp, a: u8, value: i16, sense: bool, target: u32) -> Option<Op> {
    Some(match (op, sense) {
        (CmpOp::Lt, true) => Op::JumpIfLtI { a, value, target },
        (CmpOp::Lt, false) => Op::JumpUnlessLtI { a, value, target },
        (CmpOp::LtE, true) => Op::JumpIfLeI { a, value, target },
        (CmpOp::LtE, false) => Op::JumpUnlessLeI { a, value, target },
        (CmpOp::Eq, true) => Op::JumpIfEqI { a, value, target },
        (CmpOp::Eq, false) => Op::JumpUnlessEqI { a, value, target },
        (CmpOp::NotEq, true) => Op::JumpIfNeI { a, value, target },
        (CmpOp::NotEq, false) => Op::JumpUnlessNeI { a, value, target },
        (CmpOp::Gt, true) => Op::JumpIfGtI { a, value, target },
        (CmpOp::Gt, false) => Op::JumpUnlessGtI { a, value, target },
        (CmpOp::GtE, true) => Op::JumpIfGeI { a, value, target },
        (CmpOp::GtE, false) => Op::JumpUnlessGeI { a, value, target },
        _ => return None,
    })
}
