//! `with` and `async with`: `__enter__`, the body, and `__exit__` on every way out.

use padcell_bytecode::{Op, Special};
use padcell_syntax::ast::{self, Stmt, WithItem};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::block::BlockKind;
use crate::assemble::NOWHERE;
use crate::error::Result;

impl<'a> Codegen<'a> {
    pub(crate) fn with_statement(&mut self, it: &'a ast::StmtWith) -> Result {
        self.with_items(&it.items, &it.body, it.is_async)
    }

    fn with_items(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool) -> Result {
        let Some((item, rest)) = items.split_first() else {
            return self.conditional_body(body);
        };
        let range = item.context_expr.range();
        // The exception stands before the block of `__exit__`, its self and its three arguments.
        let exc = self.unit.alloc();
        let exit = self.unit.alloc_block(2);
        let arguments = self.unit.mark();
        self.pin();
        let entered = self.enter_context(item, exit, is_async)?;
        let handler = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.push_block(BlockKind::With { exit, is_async, range }, range)?;
        self.unit.open_region(handler, exc);
        if let Some(target) = &item.optional_vars {
            self.store(target, entered)?;
        }
        self.unit.release(arguments);
        self.with_items(rest, body, is_async)?;
        self.unit.release(arguments);
        self.unit.close_region();
        self.pop_block();
        self.call_exit_normally(exit, is_async, range)?;
        self.unit.jump(NOWHERE, end);

        self.unit.bind_loop(handler, known);
        let outer = self.unit.handled.replace(exc);
        let base = self.unit.alloc_block(3);
        self.unit.emit(range, Op::ExcTriple { dst: base, exc });
        self.unit.emit(range, Op::CallMethod { dst: base, base: exit, nargs: 3 });
        if is_async {
            self.await_value(range, base, base, 2);
        }
        self.unit.emit_jump(range, Op::JumpIfTrue { src: base, target: end.0 }, end);
        self.unit.emit_end(range, Op::Reraise { exc });
        self.unit.handled = outer;
        self.unit.release(arguments);
        self.unit.bind(end);
        Ok(())
    }

    /// Loads `__exit__` into `exit` and calls `__enter__`; the register of its result.
    fn enter_context(&mut self, item: &'a WithItem, exit: u8, is_async: bool) -> Result<u8> {
        let range = item.context_expr.range();
        let entered = self.unit.alloc_block(2);
        self.into(&item.context_expr, entered)?;
        let (exit_kind, enter_kind) = if is_async {
            (Special::AsyncExit, Special::AsyncEnter)
        } else {
            (Special::Exit, Special::Enter)
        };
        self.unit.emit(range, Op::LoadSpecial { dst: exit, obj: entered, kind: exit_kind as u8 });
        self.unit.emit(range, Op::LoadSpecial { dst: entered, obj: entered, kind: enter_kind as u8 });
        self.unit.emit(range, Op::CallMethod { dst: entered, base: entered, nargs: 0 });
        if is_async {
            self.await_value(range, entered, entered, 1);
        }
        Ok(entered)
    }

    /// `__exit__(None, None, None)`; its arguments stand after `exit` and its self.
    pub(crate) fn call_exit_normally(&mut self, exit: u8, is_async: bool, range: TextRange) -> Result {
        let mark = self.unit.mark();
        // On the way out of inner blocks the registers after `exit` may be in use: then both move up.
        let base = if self.unit.top == u32::from(exit) + 2 {
            exit
        } else {
            let base = self.unit.alloc_block(2);
            self.unit.emit(range, Op::Move { dst: base, src: exit });
            self.unit.emit(range, Op::Move { dst: base.wrapping_add(1), src: exit.wrapping_add(1) });
            base
        };
        let arguments = self.unit.alloc_block(3);
        for offset in 0..3 {
            self.unit.emit(range, Op::LoadNone { dst: arguments.wrapping_add(offset) });
        }
        self.unit.emit(range, Op::CallMethod { dst: arguments, base, nargs: 3 });
        if is_async {
            self.await_value(range, arguments, arguments, 2);
        }
        self.unit.release(mark);
        Ok(())
    }
}
