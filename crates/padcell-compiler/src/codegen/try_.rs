//! `try`: handlers and `finally`. The body of `finally` is compiled once for each way of leaving.

use padcell_bytecode::Op;
use padcell_syntax::ast::{self, ExceptHandler, Identifier, Stmt};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::block::BlockKind;
use crate::assemble::NOWHERE;
use crate::error::Result;
use crate::unit::Label;

impl<'a> Codegen<'a> {
    pub(crate) fn try_statement(&mut self, it: &'a ast::StmtTry) -> Result {
        self.with_finally(&it.finalbody, it.range, |codegen| codegen.try_except(it))
    }

    /// Makes `body` under the protection of a `finally`, if there is one.
    pub(crate) fn with_finally(
        &mut self,
        finalbody: &'a [Stmt],
        range: TextRange,
        body: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        if finalbody.is_empty() {
            return body(self);
        }
        let exc = self.unit.alloc();
        self.pin();
        let handler = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.push_block(BlockKind::Finally(finalbody), range)?;
        self.unit.open_region(handler, exc);
        body(self)?;
        self.unit.close_region();
        self.pop_block();
        self.conditional_body(finalbody)?;
        self.unit.jump(NOWHERE, end);
        self.unit.bind_loop(handler, known);
        self.push_handler_block(None, range)?;
        let outer = self.unit.handled.replace(exc);
        self.conditional_body(finalbody)?;
        self.unit.emit_end(NOWHERE, Op::Reraise { exc });
        self.unit.handled = outer;
        self.pop_block();
        self.unit.bind(end);
        Ok(())
    }

    fn try_except(&mut self, it: &'a ast::StmtTry) -> Result {
        if it.handlers.is_empty() {
            self.conditional_body(&it.body)?;
            return self.conditional_body(&it.orelse);
        }
        let exc = self.unit.alloc();
        self.pin();
        let handler = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.unit.open_region(handler, exc);
        self.conditional_body(&it.body)?;
        self.unit.close_region();
        self.conditional_body(&it.orelse)?;
        self.unit.jump(NOWHERE, end);
        self.unit.bind_loop(handler, known);
        let outer = self.unit.handled;
        self.unit.handled = Some(exc);
        self.handlers(&it.handlers, exc, outer, end)?;
        self.unit.emit_end(NOWHERE, Op::Reraise { exc });
        self.unit.handled = outer;
        self.unit.bind(end);
        Ok(())
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], exc: u8, outer: Option<u8>, end: Label) -> Result {
        for (at, ExceptHandler::ExceptHandler(it)) in handlers.iter().enumerate() {
            let next = self.unit.label();
            let mark = self.unit.mark();
            match it.type_.as_deref() {
                Some(types) => {
                    let dst = self.unit.alloc();
                    let reg = self.operand_at(types, dst)?;
                    self.unit.emit(types.range(), Op::MatchException { dst, exc, types: reg });
                    self.unit.emit_jump(types.range(), Op::JumpIfFalse { src: dst, target: next.0 }, next);
                }
                None if at + 1 < handlers.len() => {
                    return self.error(it.range, "default 'except:' must be last");
                }
                None => {}
            }
            self.unit.release(mark);
            self.handler_body(it, exc, outer)?;
            self.unit.jump(NOWHERE, end);
            self.unit.handled = Some(exc);
            self.unit.bind(next);
        }
        Ok(())
    }

    /// The body of one handler. Afterwards, where it ends normally, nothing is being handled any more.
    fn handler_body(
        &mut self,
        it: &'a ast::ExceptHandlerExceptHandler,
        exc: u8,
        outer: Option<u8>,
    ) -> Result {
        let depth_state = self.unit.handled;
        self.unit.handled = outer;
        self.push_handler_block(it.name.as_ref(), it.range)?;
        self.unit.handled = depth_state;
        match &it.name {
            None => self.conditional_body(&it.body)?,
            Some(name) => {
                let id = self.mangle(name.as_str());
                self.store_name(name.range, id, exc);
                self.named_handler_body(name, &it.body, outer)?;
            }
        }
        self.pop_block();
        self.unit.handled = outer;
        Ok(())
    }

    /// The body of `except E as name`: the name is unbound however the body is left.
    fn named_handler_body(&mut self, name: &'a Identifier, body: &'a [Stmt], outer: Option<u8>) -> Result {
        let handled = self.unit.handled;
        let second = self.unit.alloc();
        self.pin();
        let cleanup = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.unit.open_region(cleanup, second);
        self.conditional_body(body)?;
        self.unit.close_region();
        self.unit.handled = outer;
        self.unbind_exception_name(name);
        self.unit.jump(NOWHERE, end);
        self.unit.bind_loop(cleanup, known);
        self.unit.handled = handled;
        self.unbind_exception_name(name);
        self.unit.emit_end(NOWHERE, Op::Reraise { exc: second });
        self.unit.bind(end);
        Ok(())
    }

    /// `name = None; del name`, which cannot fail even if the body unbound the name itself.
    pub(crate) fn unbind_exception_name(&mut self, name: &'a Identifier) {
        let id = self.mangle(name.as_str());
        if let Some(reg) = self.direct_target(id) {
            self.unit.emit(NOWHERE, Op::LoadUnset { dst: reg });
            self.unit.bound.remove(reg);
            return;
        }
        let mark = self.unit.mark();
        let none = self.unit.alloc();
        self.unit.emit(NOWHERE, Op::LoadNone { dst: none });
        self.store_name(NOWHERE, id, none);
        self.delete_name(NOWHERE, id);
        self.unit.release(mark);
    }
}
