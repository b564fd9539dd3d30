//! Arithmetic, unary operators, `and` and `or`.

use alloc::vec::Vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast::{self, BoolOp, Expr, Operator, UnaryOp};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::fold;

impl<'a> Codegen<'a> {
    /// A binary operation. The chain of left operands (`a + b + c`) is walked in a loop: it may be as long as the text.
    pub(crate) fn binary(&mut self, it: &'a ast::ExprBinOp, dst: u8) -> Result {
        let mut links: Vec<&'a ast::ExprBinOp> = Vec::new();
        let mut at = it;
        let first = loop {
            links.push(at);
            match &*at.left {
                Expr::BinOp(left) => at = left,
                other => break other,
            }
        };
        links.reverse();
        let mut folded = fold::constant(self.source, first)?;
        let mut value = None;
        let last = links.len() - 1;
        let scratch = if last > 0 || folded.is_some() { self.scratch(dst) } else { dst };
        for (at, link) in links.iter().enumerate() {
            if let Some(left) = folded.take() {
                if let Some(result) = fold::binary(self.source, &left, link)? {
                    folded = Some(result);
                    continue;
                }
                let reg = self.scratch(dst);
                let range = TextRange::new(it.range.start(), link.left.end());
                self.load_const(range, reg, left);
                value = Some(reg);
            }
            let mark = self.unit.mark();
            let left = match value {
                Some(reg) => reg,
                None => self.operand_before(&link.left, scratch, &[&link.right])?,
            };
            let target = if at == last { dst } else { scratch };
            self.binary_right(link.range, target, left, link.op, &link.right, false)?;
            self.unit.release(mark);
            value = Some(target);
        }
        if let Some(constant) = folded {
            self.load_const(it.range, dst, constant);
        }
        Ok(())
    }

    /// `dst = left op right`, with the ops that take a small constant.
    pub(crate) fn binary_right(
        &mut self,
        range: TextRange,
        dst: u8,
        left: u8,
        operator: Operator,
        right: &'a Expr,
        inplace: bool,
    ) -> Result {
        let mark = self.unit.mark();
        if let Some(value) = fold::small_int(self.source, right)? {
            let inplace = u8::from(inplace);
            let a = left;
            let op = match operator {
                Operator::Add => Some(Op::AddI { dst, a, inplace, value }),
                Operator::Sub => Some(Op::SubI { dst, a, inplace, value }),
                Operator::Mult => Some(Op::MulI { dst, a, inplace, value }),
                Operator::FloorDiv => Some(Op::FloorDivI { dst, a, inplace, value }),
                Operator::Mod => Some(Op::ModI { dst, a, inplace, value }),
                Operator::BitAnd => Some(Op::AndI { dst, a, inplace, value }),
                Operator::LShift => Some(Op::LShiftI { dst, a, inplace, value }),
                Operator::RShift => Some(Op::RShiftI { dst, a, inplace, value }),
                _ => None,
            };
            if let Some(op) = op {
                self.unit.emit(range, op);
                return Ok(());
            }
        }
        let right = self.operand(right)?;
        self.unit.emit(range, binary_op(operator, dst, left, right, inplace));
        self.unit.release(mark);
        Ok(())
    }

    pub(crate) fn unary(&mut self, it: &'a ast::ExprUnaryOp, dst: u8) -> Result {
        // `not not not x` and `- - - x` may be long.
        let mut links = Vec::new();
        let mut at = it;
        let operand = loop {
            links.push(at);
            match &*at.operand {
                Expr::UnaryOp(inner) => at = inner,
                other => break other,
            }
        };
        let mut folded = fold::constant(self.source, operand)?;
        let scratch = if links.len() > 1 { self.scratch(dst) } else { dst };
        let mut value = None;
        let n_links = links.len();
        for (at, link) in links.into_iter().rev().enumerate() {
            if let Some(constant) = folded.take() {
                match fold::unary(link.op, &constant) {
                    Some(result) => {
                        folded = Some(result);
                        continue;
                    }
                    None => {
                        let reg = self.unit.alloc();
                        self.load_const(link.operand.range(), reg, constant);
                        value = Some(reg);
                    }
                }
            }
            let a = match value {
                Some(reg) => reg,
                None => self.operand_at(operand, scratch)?,
            };
            let target = if at + 1 == n_links { dst } else { scratch };
            let op = match link.op {
                UnaryOp::Invert => Op::Invert { dst: target, a },
                UnaryOp::Not => Op::Not { dst: target, a },
                UnaryOp::UAdd => Op::Pos { dst: target, a },
                UnaryOp::USub => Op::Neg { dst: target, a },
            };
            self.unit.emit(link.range, op);
            value = Some(target);
        }
        if let Some(constant) = folded {
            self.load_const(it.range, dst, constant);
        }
        Ok(())
    }

    /// `a and b and c`, as a value.
    pub(crate) fn bool_op(&mut self, it: &'a ast::ExprBoolOp, dst: u8) -> Result {
        let end = self.unit.label();
        let Some((last, others)) = it.values.split_last() else { return Ok(()) };
        // `x = x or y`: the first value is where it belongs already.
        let own = match others {
            [Expr::Name(first)] => {
                let name = self.mangle(&first.id);
                self.direct_target(name) == Some(dst) && self.unit.bound.contains(dst)
            }
            _ => false,
        };
        let scratch = if own { dst } else { self.scratch(dst) };
        for value in others {
            if let Some(constant) = fold::constant(self.source, value)? {
                if is_true(&constant) == (it.op == BoolOp::And) {
                    // It never decides.
                    continue;
                }
                self.load_const(value.range(), scratch, constant);
                self.unit.jump(value.range(), end);
                continue;
            }
            self.into(value, scratch)?;
            let target = end.0;
            let op = match it.op {
                BoolOp::And => Op::JumpIfFalse { src: scratch, target },
                BoolOp::Or => Op::JumpIfTrue { src: scratch, target },
            };
            self.unit.emit_jump(it.range, op, end);
        }
        self.into(last, scratch)?;
        self.unit.bind(end);
        self.move_to(it.range, dst, scratch);
        Ok(())
    }
}

pub(crate) fn binary_op(operator: Operator, dst: u8, a: u8, b: u8, inplace: bool) -> Op {
    let inplace = u32::from(inplace);
    match operator {
        Operator::Add => Op::Add { dst, a, b, inplace },
        Operator::Sub => Op::Sub { dst, a, b, inplace },
        Operator::Mult => Op::Mul { dst, a, b, inplace },
        Operator::MatMult => Op::MatMul { dst, a, b, inplace },
        Operator::Div => Op::TrueDiv { dst, a, b, inplace },
        Operator::Mod => Op::Mod { dst, a, b, inplace },
        Operator::Pow => Op::Pow { dst, a, b, inplace },
        Operator::LShift => Op::LShift { dst, a, b, inplace },
        Operator::RShift => Op::RShift { dst, a, b, inplace },
        Operator::BitOr => Op::Or { dst, a, b, inplace },
        Operator::BitXor => Op::Xor { dst, a, b, inplace },
        Operator::BitAnd => Op::And { dst, a, b, inplace },
        Operator::FloorDiv => Op::FloorDiv { dst, a, b, inplace },
    }
}

/// Whether a constant counts as true.
pub(crate) fn is_true(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Bool(it) => *it,
        Const::Int(it) => *it != 0,
        Const::Float(it) => *it != 0.0,
        Const::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Const::Str(it) => !it.is_empty(),
        Const::WideStr(it) => !it.is_empty(),
        Const::Bytes(it) => !it.is_empty(),
        Const::Tuple(it) | Const::FrozenSet(it) => !it.is_empty(),
        Const::Ellipsis | Const::BigInt(_) | Const::Code(_) => true,
    }
}
