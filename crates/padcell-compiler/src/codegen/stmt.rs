//! Statements: which file makes each, and the simple ones.

use padcell_bytecode::Op;
use padcell_syntax::ast::{self, Expr, Stmt};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::block::BlockKind;
use crate::error::Result;
use crate::future::is_docstring;
use crate::options::Mode;
use crate::symtable::{ScopeKind, Symtable};

impl<'a> Codegen<'a> {
    pub(crate) fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|statement| self.stmt(statement))
    }

    /// A block that may not run.
    pub(crate) fn conditional_body(&mut self, body: &'a [Stmt]) -> Result {
        let outer = core::mem::replace(&mut self.unit.conditional, true);
        let result = self.body(body);
        self.unit.conditional = outer;
        result
    }

    pub(crate) fn stmt(&mut self, statement: &'a Stmt) -> Result {
        // Copies of `finally` bodies multiply where they nest; the work stays in proportion to the text.
        self.work += 1 + own_length(statement);
        if self.work > (1 << 20) + 8 * self.source.text().len() {
            return self.error(statement.range(), "too many statically nested blocks");
        }
        let mark = self.unit.mark();
        let pinned = core::mem::replace(&mut self.unit.pinned, mark);
        let result = self.stmt_marked(statement);
        self.unit.release(mark);
        self.unit.pinned = pinned;
        result
    }

    fn stmt_marked(&mut self, statement: &'a Stmt) -> Result {
        match statement {
            Stmt::Expr(it) => self.expr_statement(it),
            Stmt::Assign(it) => self.assign(it),
            Stmt::AugAssign(it) => self.aug_assign(it),
            Stmt::AnnAssign(it) => self.ann_assign(it),
            Stmt::Return(it) => self.return_statement(it),
            Stmt::If(it) => self.if_statement(it),
            Stmt::For(it) => self.for_statement(it),
            Stmt::While(it) => self.while_statement(it),
            Stmt::Break(it) => self.break_statement(it.range),
            Stmt::Continue(it) => self.continue_statement(it.range),
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            other => self.rare_stmt(other),
        }
    }

    #[inline(never)]
    fn rare_stmt(&mut self, statement: &'a Stmt) -> Result {
        match statement {
            Stmt::FunctionDef(it) => self.function_def(it),
            Stmt::ClassDef(it) => self.class_def(it),
            Stmt::Delete(it) => it.targets.iter().try_for_each(|target| self.delete(target)),
            Stmt::TypeAlias(it) => self.type_alias(it),
            Stmt::With(it) => self.with_statement(it),
            Stmt::Match(it) => self.match_statement(it),
            Stmt::Raise(it) => self.raise_statement(it),
            Stmt::Try(it) if it.is_star => self.try_star_statement(it),
            Stmt::Try(it) => self.try_statement(it),
            Stmt::Assert(it) => self.assert_statement(it),
            Stmt::Import(it) => self.import_statement(it),
            Stmt::ImportFrom(it) => self.import_from_statement(it),
            other => self.error(other.range(), "invalid syntax"),
        }
    }

    fn expr_statement(&mut self, it: &'a ast::StmtExpr) -> Result {
        let interactive = self.options.mode == Mode::Single && self.unit.scope == Symtable::TOP;
        if interactive {
            let src = self.operand(&it.value)?;
            self.unit.emit(it.range, Op::PrintExpr { src });
            return Ok(());
        }
        match &*it.value {
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => Ok(()),
            Expr::NumberLiteral(_) => crate::fold::literal(self.source, &it.value).map(|_| ()),
            value => self.discard(value),
        }
    }

    fn return_statement(&mut self, it: &'a ast::StmtReturn) -> Result {
        let scope = &self.table[self.unit.scope];
        if !matches!(scope.kind, ScopeKind::Function | ScopeKind::Lambda) {
            return self.error(it.range, "'return' outside function");
        }
        if it.value.is_some() && scope.generator && scope.coroutine {
            return self.error(it.range, "'return' with value in async generator");
        }
        // What runs on the way out may bind a local anew: the value waits in a temporary.
        let leaving = self.leaving_runs_code(0);
        let src = match it.value.as_deref() {
            None => {
                let src = self.unit.alloc();
                self.unit.emit(it.range, Op::LoadNone { dst: src });
                src
            }
            Some(value) if leaving => self.temp(value)?,
            Some(value) => self.operand(value)?,
        };
        // A constant is shown as the place of the return.
        let range = match it.value.as_deref() {
            Some(value) if value.is_literal_expr() => value.range(),
            _ => it.range,
        };
        self.leave_blocks(0, range, |codegen| codegen.unit.emit(range, Op::Return { src }))?;
        self.unit.reachable = false;
        Ok(())
    }

    fn if_statement(&mut self, it: &'a ast::StmtIf) -> Result {
        let end = self.unit.label();
        let mut next = self.unit.label();
        self.jump_if(&it.test, false, next)?;
        self.conditional_body(&it.body)?;
        for clause in &it.elif_else_clauses {
            self.unit.jump(it.range, end);
            self.unit.bind(next);
            next = self.unit.label();
            if let Some(test) = &clause.test {
                self.jump_if(test, false, next)?;
            }
            self.conditional_body(&clause.body)?;
        }
        self.unit.bind(next);
        self.unit.bind(end);
        Ok(())
    }

    fn break_statement(&mut self, range: TextRange) -> Result {
        let Some((depth, _, end)) = self.innermost_loop(range)? else {
            return self.error(range, "'break' outside loop");
        };
        self.leave_blocks(depth + 1, range, |codegen| codegen.unit.jump(range, end))?;
        self.unit.reachable = false;
        Ok(())
    }

    fn continue_statement(&mut self, range: TextRange) -> Result {
        let Some((depth, next, _)) = self.innermost_loop(range)? else {
            return self.error(range, "'continue' not properly in loop");
        };
        self.leave_blocks(depth + 1, range, |codegen| codegen.unit.jump(range, next))?;
        self.unit.reachable = false;
        Ok(())
    }

    fn raise_statement(&mut self, it: &'a ast::StmtRaise) -> Result {
        let op = match (it.exc.as_deref(), it.cause.as_deref()) {
            (Some(exc), Some(cause)) => {
                let scratch = self.unit.alloc();
                let exc = self.operand_before(exc, scratch, &[cause])?;
                let cause = self.operand(cause)?;
                Op::RaiseFrom { exc, cause }
            }
            (Some(exc), None) => Op::Raise { exc: self.operand(exc)? },
            (None, _) => match self.unit.handled {
                Some(exc) => Op::Reraise { exc },
                None => Op::RaiseCurrent {},
            },
        };
        self.unit.emit_end(it.range, op);
        Ok(())
    }

    fn assert_statement(&mut self, it: &'a ast::StmtAssert) -> Result {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.unit.label();
        self.jump_if(&it.test, true, end)?;
        let src = match it.msg.as_deref() {
            Some(message) => self.operand(message)?,
            None => {
                let src = self.unit.alloc();
                self.unit.emit(it.test.range(), Op::LoadUnset { dst: src });
                src
            }
        };
        self.unit.emit_end(it.test.range(), Op::RaiseAssertion { src });
        self.unit.bind(end);
        Ok(())
    }

    /// The docstring at the head of a body, without its indentation; none where it is optimised away.
    pub(crate) fn docstring(&self, body: &'a [Stmt]) -> Option<(alloc::string::String, TextRange)> {
        let first = body.first()?;
        if self.options.optimize >= 2 || !is_docstring(first) {
            return None;
        }
        let Stmt::Expr(it) = first else { return None };
        let Expr::StringLiteral(text) = &*it.value else { return None };
        Some((crate::fold::docstring(text.value.to_str()), it.range))
    }

    pub(crate) fn push_handler_block(
        &mut self,
        name: Option<&'a ast::Identifier>,
        range: TextRange,
    ) -> Result {
        self.push_block(BlockKind::Handler(name), range)
    }
}

/// How many bytes of text a statement has, without the statements in it.
fn own_length(statement: &Stmt) -> usize {
    let body = match statement {
        Stmt::FunctionDef(it) => it.body.first(),
        Stmt::ClassDef(it) => it.body.first(),
        Stmt::For(it) => it.body.first(),
        Stmt::While(it) => it.body.first(),
        Stmt::If(it) => it.body.first(),
        Stmt::With(it) => it.body.first(),
        Stmt::Try(it) => it.body.first(),
        Stmt::Match(it) => it.cases.first().and_then(|case| case.body.first()),
        _ => None,
    };
    let end = body.map_or(statement.range().end(), |it| it.range().start());
    (end - statement.range().start()).to_usize()
}
