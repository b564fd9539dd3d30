//! Statements in the symbol table's walk.

use padcell_syntax::ast::{self, ExceptHandler, Expr, Stmt};
use padcell_syntax::{Ranged, TextRange};

use super::build::Builder;
use super::scope::{Role, ScopeKind, flag};
use crate::error::Result;
use crate::future;

impl Builder<'_> {
    pub(super) fn module(&mut self, body: &[Stmt]) -> Result {
        self.later_imports = match body.get(future::head_length(body)) {
            Some(statement) => statement.range().start().to_usize(),
            None => usize::MAX,
        };
        self.body(body)
    }

    pub(super) fn body(&mut self, body: &[Stmt]) -> Result {
        for statement in body {
            self.stmt(statement)?;
        }
        Ok(())
    }

    /// A block that may not run: annotations in it are conditional.
    fn conditional_body(&mut self, body: &[Stmt]) -> Result {
        let outer = core::mem::replace(&mut self.conditional, true);
        let result = self.body(body);
        self.conditional = outer;
        result
    }

    fn stmt(&mut self, statement: &Stmt) -> Result {
        match statement {
            Stmt::FunctionDef(it) => self.function_def(it),
            Stmt::ClassDef(it) => self.class_def(it),
            Stmt::TypeAlias(it) => self.type_alias(it),
            Stmt::Return(it) => self.optional(it.value.as_deref()),
            Stmt::Delete(it) => it.targets.iter().try_for_each(|target| self.delete_target(target)),
            Stmt::Assign(it) => {
                it.targets.iter().try_for_each(|target| self.expr_target(target))?;
                self.expr(&it.value)
            }
            Stmt::AugAssign(it) => {
                self.aug_target(&it.target)?;
                self.expr(&it.value)
            }
            Stmt::AnnAssign(it) => self.ann_assign(it),
            Stmt::Expr(it) => self.expr(&it.value),
            Stmt::Raise(it) => {
                self.optional(it.exc.as_deref())?;
                self.optional(it.cause.as_deref())
            }
            Stmt::Assert(it) => {
                self.expr(&it.test)?;
                self.optional(it.msg.as_deref())
            }
            Stmt::Import(it) => self.import(it),
            Stmt::ImportFrom(it) => self.import_from(it),
            Stmt::Global(it) => self.global_statement(&it.names, it.range),
            Stmt::Nonlocal(it) => self.nonlocal_statement(&it.names, it.range),
            Stmt::For(_) | Stmt::While(_) | Stmt::If(_) | Stmt::With(_) | Stmt::Match(_) | Stmt::Try(_) => {
                self.compound(statement)
            }
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => Ok(()),
            Stmt::IpyEscapeCommand(it) => self.error(it.range, "invalid syntax"),
        }
    }

    fn compound(&mut self, statement: &Stmt) -> Result {
        match statement {
            Stmt::For(it) => {
                if it.is_async {
                    self.check_async(it.range, "'async for' outside async function")?;
                }
                self.expr_target(&it.target)?;
                self.expr(&it.iter)?;
                self.conditional_body(&it.body)?;
                self.conditional_body(&it.orelse)
            }
            Stmt::While(it) => {
                self.expr(&it.test)?;
                self.conditional_body(&it.body)?;
                self.conditional_body(&it.orelse)
            }
            Stmt::If(it) => {
                self.expr(&it.test)?;
                self.conditional_body(&it.body)?;
                for clause in &it.elif_else_clauses {
                    self.optional(clause.test.as_ref())?;
                    self.conditional_body(&clause.body)?;
                }
                Ok(())
            }
            Stmt::With(it) => {
                if it.is_async {
                    self.check_async(it.range, "'async with' outside async function")?;
                }
                for item in &it.items {
                    self.expr(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.expr_target(target)?;
                    }
                }
                self.conditional_body(&it.body)
            }
            Stmt::Match(it) => {
                self.expr(&it.subject)?;
                for case in &it.cases {
                    self.pattern(&case.pattern)?;
                    self.optional(case.guard.as_deref())?;
                    self.conditional_body(&case.body)?;
                }
                Ok(())
            }
            Stmt::Try(it) => self.try_statement(it),
            _ => Ok(()),
        }
    }

    fn try_statement(&mut self, it: &ast::StmtTry) -> Result {
        self.conditional_body(&it.body)?;
        for ExceptHandler::ExceptHandler(handler) in &it.handlers {
            self.optional(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                self.define_identifier(name, flag::LOCAL | flag::DELETED)?;
            }
            self.conditional_body(&handler.body)?;
        }
        self.conditional_body(&it.orelse)?;
        self.conditional_body(&it.finalbody)
    }

    fn ann_assign(&mut self, it: &ast::StmtAnnAssign) -> Result {
        if let Expr::Name(name) = &*it.target {
            let id = self.mangle(&name.id);
            let is_module = self.scope_now().kind == ScopeKind::Module;
            let flags = self.scope_now().symbol(id).map_or(0, |symbol| symbol.flags);
            if flags & (flag::GLOBAL | flag::NONLOCAL) != 0 && !is_module && it.simple {
                let word = if flags & flag::GLOBAL != 0 { "global" } else { "nonlocal" };
                return self.error(it.range, alloc::format!("annotated name '{}' can't be {word}", name.id));
            }
            if it.simple {
                self.define(&name.id, flag::ANNOTATION | flag::LOCAL, name.range)?;
            } else if it.value.is_some() {
                self.define(&name.id, flag::LOCAL, name.range)?;
            } else {
                self.check_assignable(&name.id, name.range)?;
            }
        } else {
            self.expr_target(&it.target)?;
        }
        self.variable_annotation(&it.annotation, it.simple && matches!(&*it.target, Expr::Name(_)))?;
        self.optional(it.value.as_deref())
    }

    fn import(&mut self, it: &ast::StmtImport) -> Result {
        for alias in &it.names {
            let name = match &alias.asname {
                Some(name) => name.as_str(),
                None => alias.name.as_str().split('.').next().unwrap_or_default(),
            };
            self.define(name, flag::IMPORT, alias.range)?;
        }
        Ok(())
    }

    fn import_from(&mut self, it: &ast::StmtImportFrom) -> Result {
        let is_future = it.level == 0 && it.module.as_ref().is_some_and(|name| name.as_str() == "__future__");
        let is_module = self.scope_now().kind == ScopeKind::Module;
        if is_future && (!is_module || self.conditional || it.range.start().to_usize() >= self.later_imports)
        {
            let message = "from __future__ imports must occur at the beginning of the file";
            return self.error(it.range, message);
        }
        for alias in &it.names {
            if alias.name.as_str() == "*" {
                if !is_module {
                    return self.error(alias.range, "import * only allowed at module level");
                }
                continue;
            }
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.define(name.as_str(), flag::IMPORT, alias.range)?;
        }
        Ok(())
    }

    fn delete_target(&mut self, target: &Expr) -> Result {
        match target {
            Expr::Name(name) => {
                if &*name.id == "__debug__" {
                    return self.error(name.range, "cannot delete __debug__");
                }
                self.define(&name.id, flag::LOCAL | flag::DELETED, name.range)
            }
            Expr::Tuple(it) => it.elts.iter().try_for_each(|element| self.delete_target(element)),
            Expr::List(it) => it.elts.iter().try_for_each(|element| self.delete_target(element)),
            Expr::Attribute(it) if it.attr.as_str() == "__debug__" => {
                self.error(it.range, "cannot delete __debug__")
            }
            other => self.expr(other),
        }
    }

    fn aug_target(&mut self, target: &Expr) -> Result {
        if let Expr::Name(name) = target {
            // It is read as well; CPython records only the store.
            return self.define(&name.id, flag::LOCAL, name.range);
        }
        self.expr_target(target)
    }

    /// `async for` and `async with` need a coroutine.
    pub(super) fn check_async(&mut self, range: TextRange, message: &str) -> Result {
        let top_level_await = self.top_level_await;
        let scope = self.scope_now();
        if top_level_await && scope.kind == ScopeKind::Module {
            scope.coroutine = true;
            return Ok(());
        }
        if scope.kind == ScopeKind::Function && scope.coroutine {
            return Ok(());
        }
        self.error(range, message)
    }

    pub(super) fn class_def(&mut self, it: &ast::StmtClassDef) -> Result {
        self.define_identifier(&it.name, flag::LOCAL)?;
        for decorator in &it.decorator_list {
            self.expr(&decorator.expression)?;
        }
        let generic = it.type_params.as_deref();
        let outer = match generic {
            Some(params) => Some(self.enter_type_params(it, params, it.name.as_str(), true)?),
            None => None,
        };
        if let Some(arguments) = &it.arguments {
            self.arguments(arguments)?;
        }
        let scope = self.enter(it, Role::Body, ScopeKind::Class, it.name.as_str(), it.range);
        let scope_now = self.scope_now();
        scope_now.private = crate::names::private_prefix(it.name.as_str());
        scope_now.mangled = None;
        if generic.is_some() {
            self.use_name(".type_params");
        }
        self.body(&it.body)?;
        self.leave(&scope);
        if let Some(outer) = outer {
            self.leave(&outer);
        }
        Ok(())
    }
}
