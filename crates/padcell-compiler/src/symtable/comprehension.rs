//! Comprehensions and generator expressions in the symbol table's walk.

use padcell_syntax::TextRange;
use padcell_syntax::ast::{self, Comprehension, Expr};

use super::build::Builder;
use super::scope::{Role, ScopeKind, flag};
use crate::error::Result;

impl Builder<'_> {
    pub(super) fn dict_comprehension(&mut self, it: &ast::ExprDictComp) -> Result {
        match &it.key {
            Some(key) => {
                // The value first, as CPython visits them: of two errors, that one is reported.
                let parts = [&*it.value, &**key];
                self.comprehension(it, "<dictcomp>", it.range, &it.generators, &parts, false)
            }
            None => self.error(it.range, "dict unpacking cannot be used in dict comprehension"),
        }
    }

    /// The first iterable belongs to the scope around; all else to the comprehension's own.
    pub(super) fn comprehension<T>(
        &mut self,
        node: &T,
        name: &str,
        range: TextRange,
        generators: &[Comprehension],
        parts: &[&Expr],
        generator: bool,
    ) -> Result {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.iterable(&first.iter)?;
        let outer = self.enter(node, Role::Body, ScopeKind::Comprehension, name, range);
        let scope = self.scope_now();
        scope.generator_expression = generator;
        scope.generator = generator;
        scope.coroutine = generators.iter().any(|it| it.is_async);
        let argument = self.names.intern(".0");
        self.scope_now().add(argument, flag::PARAM);
        self.clause(first)?;
        for it in rest {
            self.comprehension_target(&it.target)?;
            self.iterable(&it.iter)?;
            self.exprs(&it.ifs)?;
        }
        parts.iter().try_for_each(|part| self.expr(part))?;
        let awaits = self.scope_now().coroutine && !generator;
        self.leave(&outer);
        // A comprehension that awaits makes the one around it await, too.
        if awaits {
            let top_level_await = self.top_level_await;
            let scope = self.scope_now();
            let module = scope.kind == ScopeKind::Module && top_level_await;
            if scope.kind == ScopeKind::Comprehension || module {
                scope.coroutine = true;
            }
        }
        Ok(())
    }

    fn clause(&mut self, first: &Comprehension) -> Result {
        self.comprehension_target(&first.target)?;
        self.exprs(&first.ifs)
    }

    fn comprehension_target(&mut self, target: &Expr) -> Result {
        self.scope_now().in_target = true;
        let result = self.expr_target(target);
        self.scope_now().in_target = false;
        result
    }

    fn iterable(&mut self, iterable: &Expr) -> Result {
        self.scope_now().iterable_depth += 1;
        let result = self.expr(iterable);
        self.scope_now().iterable_depth -= 1;
        result
    }
}
