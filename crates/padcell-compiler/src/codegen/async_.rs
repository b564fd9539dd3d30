//! `yield`, `yield from`, `await` and `async for`.

use padcell_bytecode::{Intrinsic, Op};
use padcell_syntax::ast::{self, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::symtable::ScopeKind;
use crate::unit::Label;

impl<'a> Codegen<'a> {
    pub(crate) fn yield_expr(&mut self, it: &'a ast::ExprYield, dst: u8) -> Result {
        self.check_yield(it.range, "'yield' outside function")?;
        let src = match it.value.as_deref() {
            Some(value) => {
                let scratch = self.scratch(dst);
                self.operand_at(value, scratch)?
            }
            None => {
                let src = self.scratch(dst);
                self.unit.emit(it.range, Op::LoadNone { dst: src });
                src
            }
        };
        self.yield_register(it.range, dst, src);
        Ok(())
    }

    /// Yields a register; async generators wrap the value, so that it is not taken for one to await.
    pub(crate) fn yield_register(&mut self, range: TextRange, dst: u8, src: u8) {
        let mut src = src;
        let mark = self.unit.mark();
        let scope = &self.table[self.unit.scope];
        if scope.coroutine && scope.generator {
            let wrapped = self.unit.alloc();
            self.intrinsic(range, wrapped, src, Intrinsic::AsyncGenWrap);
            src = wrapped;
        }
        self.unit.emit(range, Op::Yield { dst, src, delegate: 0 });
        self.unit.release(mark);
    }

    fn check_yield(&self, range: TextRange, message: &str) -> Result {
        if matches!(self.table[self.unit.scope].kind, ScopeKind::Module | ScopeKind::Class) {
            return self.error(range, message);
        }
        Ok(())
    }

    pub(crate) fn yield_from(&mut self, it: &'a ast::ExprYieldFrom, dst: u8) -> Result {
        self.check_yield(it.range, "'yield from' outside function")?;
        if self.table[self.unit.scope].coroutine {
            return self.error(it.range, "'yield from' inside async function");
        }
        let iter = self.unit.alloc();
        let src = self.operand_at(&it.value, iter)?;
        self.unit.emit(it.range, Op::GetYieldFrom { dst: iter, src });
        let result = self.scratch(dst);
        self.delegate(it.range, result, iter);
        self.move_to(it.range, dst, result);
        Ok(())
    }

    /// `dst = await r[src]`; `dst` is a temporary. `kind` as in `GetAwaitable`.
    pub(crate) fn await_value(&mut self, range: TextRange, dst: u8, src: u8, kind: u8) {
        let mark = self.unit.mark();
        let iter = self.unit.alloc();
        self.unit.emit(range, Op::GetAwaitable { dst: iter, src, kind });
        self.delegate(range, dst, iter);
        self.unit.release(mark);
    }

    /// Runs the iterator to its end, passing on what it yields; its result goes to `dst`.
    fn delegate(&mut self, range: TextRange, dst: u8, iter: u8) {
        let mark = self.unit.mark();
        let value = self.unit.alloc();
        self.unit.emit(range, Op::LoadNone { dst: value });
        let again = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.unit.bind_loop(again, known);
        self.unit.emit_jump(range, Op::Send { dst, iter, value, target: end.0 }, end);
        self.unit.emit(range, Op::Yield { dst: value, src: dst, delegate: 1 + u32::from(iter) });
        self.unit.jump(range, again);
        self.unit.bind(end);
        self.unit.release(mark);
    }

    pub(crate) fn async_for_statement(&mut self, it: &'a ast::StmtFor) -> Result {
        let iter = self.unit.alloc();
        let src = self.operand_at(&it.iter, iter)?;
        self.unit.emit(it.iter.range(), Op::GetAIter { dst: iter, src });
        let end = self.unit.label();
        self.async_for_loop(it.range, iter, &it.target, |codegen, next| {
            codegen.loop_block(next, end, it.range, &it.body)
        })?;
        self.conditional_body(&it.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// The rounds of a loop over the asynchronous iterator in `iter`; goes on where it is exhausted.
    pub(crate) fn async_for_loop(
        &mut self,
        range: TextRange,
        iter: u8,
        target: &'a Expr,
        make_body: impl FnOnce(&mut Self, Label) -> Result,
    ) -> Result {
        let exc = self.unit.alloc();
        self.pin();
        let next = self.unit.label();
        let handler = self.unit.label();
        let done = self.unit.label();
        let known = self.unit.known();
        self.unit.bind_loop(next, known);
        let mark = self.unit.mark();
        self.unit.open_region(handler, exc);
        let item = self.unit.alloc();
        self.unit.emit(target.range(), Op::GetANext { dst: item, src: iter });
        self.await_value(target.range(), item, item, 0);
        self.unit.close_region();
        self.store(target, item)?;
        self.unit.release(mark);
        make_body(self, next)?;
        self.unit.jump(range, next);
        self.unit.bind_loop(handler, known);
        self.unit.emit_jump(range, Op::EndAsyncFor { exc, target: done.0 }, done);
        // It jumps or raises; the machine never comes to the next op.
        self.unit.reachable = false;
        self.unit.bind(done);
        Ok(())
    }
}
