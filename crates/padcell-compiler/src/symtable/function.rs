//! Functions in the symbol table's walk: defaults, parameters, annotations, body.

use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, Parameters};

use super::build::Builder;
use super::scope::{Role, ScopeKind, flag};
use crate::error::Result;

impl Builder<'_> {
    pub(super) fn function_def(&mut self, it: &ast::StmtFunctionDef) -> Result {
        self.define_identifier(&it.name, flag::LOCAL)?;
        for decorator in &it.decorator_list {
            self.expr(&decorator.expression)?;
        }
        self.defaults(&it.parameters)?;
        let outer = match it.type_params.as_deref() {
            Some(params) => Some(self.enter_type_params(it, params, it.name.as_str(), false)?),
            None => None,
        };
        self.function_annotations(it)?;
        let scope = self.enter(it, Role::Body, ScopeKind::Function, it.name.as_str(), it.range);
        self.scope_now().coroutine = it.is_async;
        self.parameters(&it.parameters)?;
        self.body(&it.body)?;
        self.leave(&scope);
        if let Some(outer) = outer {
            self.leave(&outer);
        }
        Ok(())
    }

    pub(super) fn defaults(&mut self, parameters: &Parameters) -> Result {
        for it in parameters.iter_non_variadic_params() {
            self.optional(it.default.as_deref())?;
        }
        Ok(())
    }

    /// Records the parameters in the order of their registers.
    pub(super) fn parameters(&mut self, parameters: &Parameters) -> Result {
        for it in parameters.iter_non_variadic_params() {
            self.define_identifier(&it.parameter.name, flag::PARAM)?;
        }
        for it in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.define_identifier(&it.name, flag::PARAM)?;
        }
        Ok(())
    }

    fn function_annotations(&mut self, it: &ast::StmtFunctionDef) -> Result {
        let annotated = it.returns.is_some() || it.parameters.iter().any(|it| it.annotation().is_some());
        if !annotated {
            return Ok(());
        }
        let outer =
            self.enter(it, Role::Annotations, ScopeKind::Annotations, "__annotate__", it.parameters.range());
        self.format_parameter();
        let unevaluated = core::mem::replace(&mut self.unevaluated, self.future_annotations);
        for parameter in it.parameters.iter() {
            self.optional(parameter.annotation())?;
        }
        self.optional(it.returns.as_deref())?;
        self.unevaluated = unevaluated;
        self.leave(&outer);
        Ok(())
    }

    /// The parameter of `__annotate__` and of the functions that give bounds, defaults and aliases their values.
    pub(super) fn format_parameter(&mut self) {
        let format = self.names.intern(".format");
        self.scope_now().add(format, flag::PARAM);
    }
}
