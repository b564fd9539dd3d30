//! `while` and `for`: the test stands at the bottom, so that each round has one jump.

use padcell_bytecode::Op;
use padcell_syntax::ast::{self, BoolOp, Expr, Stmt, UnaryOp};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::block::BlockKind;
use crate::error::Result;
use crate::unit::Label;

impl<'a> Codegen<'a> {
    pub(crate) fn while_statement(&mut self, it: &'a ast::StmtWhile) -> Result {
        let test = self.unit.label();
        let body = self.unit.label();
        let end = self.unit.label();
        match self.known_truth(&it.test)? {
            Some(false) => {
                // Still compiled, for its errors; nothing reaches it.
                let reachable = core::mem::replace(&mut self.unit.reachable, false);
                self.loop_block(test, end, it.range, &it.body)?;
                self.unit.reachable = reachable;
                return self.conditional_body(&it.orelse);
            }
            Some(true) => {
                let known = self.unit.known();
                self.unit.bind_loop(body, known);
                self.loop_block(body, end, it.range, &it.body)?;
                self.unit.jump(it.range, body);
            }
            None => {
                let known = self.unit.known();
                self.unit.jump(it.test.range(), test);
                self.unit.bind_loop(body, known);
                self.assume_bound_by(&it.test);
                self.loop_block(test, end, it.range, &it.body)?;
                self.unit.bind(test);
                self.jump_if(&it.test, true, body)?;
            }
        }
        self.conditional_body(&it.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// In the body of `while (x := f()) ...`, `x` is bound although the test is compiled after it.
    fn assume_bound_by(&mut self, test: &'a Expr) {
        match test {
            Expr::Named(it) => {
                if let Expr::Name(target) = &*it.target {
                    let name = self.mangle(&target.id);
                    if let Some(reg) = self.direct_target(name) {
                        self.unit.bound.insert(reg);
                    }
                }
            }
            Expr::Compare(it) => self.assume_bound_by(&it.left),
            Expr::UnaryOp(it) if it.op == UnaryOp::Not => self.assume_bound_by(&it.operand),
            Expr::BoolOp(it) if it.op == BoolOp::And => {
                for value in &it.values {
                    self.assume_bound_by(value);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn for_statement(&mut self, it: &'a ast::StmtFor) -> Result {
        if it.is_async {
            return self.async_for_statement(it);
        }
        let iter = self.unit.alloc();
        let source = self.iterated(&it.iter, iter)?;
        self.unit.emit(it.iter.range(), Op::GetIter { dst: iter, src: source });
        let end = self.unit.label();
        self.for_loop(iter, &it.target, |codegen, next| codegen.loop_block(next, end, it.range, &it.body))?;
        self.conditional_body(&it.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// The register of what a loop goes over; `dst` is a temporary.
    pub(crate) fn iterated(&mut self, expression: &'a Expr, dst: u8) -> Result<u8> {
        match self.constant_container(expression)? {
            Some(constant) => {
                self.load_const(expression.range(), dst, constant);
                Ok(dst)
            }
            None => self.operand_at(expression, dst),
        }
    }

    /// The rounds of a loop over the iterator in `iter`; goes on where it is exhausted.
    pub(crate) fn for_loop(
        &mut self,
        iter: u8,
        target: &'a Expr,
        make_body: impl FnOnce(&mut Self, Label) -> Result,
    ) -> Result {
        let next = self.unit.label();
        let body = self.unit.label();
        let known = self.unit.known();
        self.unit.jump(target.range(), next);
        self.unit.bind_loop(body, known);
        let direct = match target {
            Expr::Name(name) => {
                let id = self.mangle(&name.id);
                self.direct_target(id)
            }
            _ => None,
        };
        let mark = self.unit.mark();
        let item = match direct {
            Some(reg) => {
                self.unit.bound.insert(reg);
                reg
            }
            None => {
                let item = self.unit.alloc();
                self.store(target, item)?;
                item
            }
        };
        self.unit.release(mark);
        make_body(self, next)?;
        self.unit.bind(next);
        let op = Op::ForIter { iter, dst: item, target: body.0 };
        // What the target binds is not bound where the loop ends.
        self.unit.emit(target.range(), op);
        Ok(())
    }

    pub(crate) fn loop_block(
        &mut self,
        next: Label,
        end: Label,
        range: TextRange,
        body: &'a [Stmt],
    ) -> Result {
        self.push_block(BlockKind::Loop { next, end }, range)?;
        self.conditional_body(body)?;
        self.pop_block();
        Ok(())
    }
}
