//! `try` with `except*`: each handler gets the part of the group that it matches.

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, ExceptHandler};

use super::Codegen;
use super::block::BlockKind;
use crate::assemble::NOWHERE;
use crate::error::Result;

/// The registers of one `try` with `except*`.
#[derive(Clone, Copy)]
struct Star {
    /// What was raised.
    exc: u8,
    /// What no handler has matched yet.
    rest: u8,
    /// The list of what handlers raised.
    raised: u8,
    /// The part that the current handler matches; the next register holds the new rest.
    matched: u8,
}

impl<'a> Codegen<'a> {
    pub(crate) fn try_star_statement(&mut self, it: &'a ast::StmtTry) -> Result {
        self.with_finally(&it.finalbody, it.range, |codegen| codegen.try_except_star(it))
    }

    fn try_except_star(&mut self, it: &'a ast::StmtTry) -> Result {
        let star = Star {
            exc: self.unit.alloc(),
            rest: self.unit.alloc(),
            raised: self.unit.alloc(),
            matched: self.unit.alloc_block(2),
        };
        self.pin();
        let handler = self.unit.label();
        let end = self.unit.label();
        let known = self.unit.known();
        self.unit.open_region(handler, star.exc);
        self.conditional_body(&it.body)?;
        self.unit.close_region();
        self.conditional_body(&it.orelse)?;
        self.unit.jump(NOWHERE, end);

        self.unit.bind_loop(handler, known);
        let outer = self.unit.handled.replace(star.exc);
        self.unit.emit(NOWHERE, Op::Move { dst: star.rest, src: star.exc });
        self.unit.emit(NOWHERE, Op::BuildList { dst: star.raised, base: star.raised, count: 0 });
        let done = self.unit.label();
        for (at, ExceptHandler::ExceptHandler(handler)) in it.handlers.iter().enumerate() {
            if at > 0 {
                self.unit.emit_jump(NOWHERE, Op::JumpIfNone { src: star.rest, target: done.0 }, done);
            }
            self.star_handler(handler, star)?;
        }
        let nothing_left = self.unit.label();
        let op = Op::JumpIfNone { src: star.rest, target: nothing_left.0 };
        self.unit.emit_jump(NOWHERE, op, nothing_left);
        self.unit.emit(NOWHERE, Op::ListAppend { list: star.raised, src: star.rest });
        self.unit.bind(nothing_left);
        self.unit.bind(done);
        let dst = star.rest;
        self.unit.emit(NOWHERE, Op::PrepareReraiseStar { dst, exc: star.exc, raised: star.raised });
        self.unit.handled = outer;
        self.unit.emit_jump(NOWHERE, Op::JumpIfNone { src: dst, target: end.0 }, end);
        self.unit.emit_end(NOWHERE, Op::Reraise { exc: dst });
        self.unit.bind(end);
        Ok(())
    }

    fn star_handler(&mut self, it: &'a ast::ExceptHandlerExceptHandler, star: Star) -> Result {
        let next = self.unit.label();
        let mark = self.unit.mark();
        let Some(types) = it.type_.as_deref() else {
            return self.error(it.range, "expected one or more exception types");
        };
        let types_reg = self.operand(types)?;
        self.unit.emit(types.range(), Op::MatchGroup { dst: star.matched, exc: star.rest, types: types_reg });
        self.unit.emit(types.range(), Op::Move { dst: star.rest, src: star.matched.wrapping_add(1) });
        self.unit.emit_jump(types.range(), Op::JumpIfNone { src: star.matched, target: next.0 }, next);
        self.unit.release(mark);
        if let Some(name) = &it.name {
            let id = self.mangle(name.as_str());
            self.store_name(name.range, id, star.matched);
        }
        let raised = self.unit.alloc();
        self.pin();
        let cleanup = self.unit.label();
        let known = self.unit.known();
        self.push_block(BlockKind::StarHandler, it.range)?;
        self.unit.open_region(cleanup, raised);
        let outer = self.unit.handled.replace(star.matched);
        self.conditional_body(&it.body)?;
        self.unit.close_region();
        self.unit.handled = outer;
        self.pop_block();
        if let Some(name) = &it.name {
            self.unbind_exception_name(name);
        }
        self.unit.jump(NOWHERE, next);
        self.unit.bind_loop(cleanup, known);
        if let Some(name) = &it.name {
            self.unbind_exception_name(name);
        }
        self.unit.emit(NOWHERE, Op::ListAppend { list: star.raised, src: raised });
        self.unit.release(mark);
        self.unit.bind(next);
        Ok(())
    }
}
