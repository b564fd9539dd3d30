//! Type parameters (PEP 695, PEP 696) and `type` statements in the symbol table's walk.

use alloc::sync::Arc;

use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, Expr, TypeParam, TypeParams};

use super::build::{Builder, Outer};
use super::scope::{Role, ScopeKind, flag};
use crate::error::Result;

impl Builder<'_> {
    pub(super) fn type_alias(&mut self, it: &ast::StmtTypeAlias) -> Result {
        let name = match &*it.name {
            Expr::Name(name) => &*name.id,
            _ => "",
        };
        self.expr_target(&it.name)?;
        let outer = match it.type_params.as_deref() {
            Some(params) => Some(self.enter_type_params(it, params, name, false)?),
            None => None,
        };
        let scope = self.enter(it, Role::Body, ScopeKind::TypeExpression, name, it.range);
        self.format_parameter();
        self.expr(&it.value)?;
        self.leave(&scope);
        if let Some(outer) = outer {
            self.leave(&outer);
        }
        Ok(())
    }

    /// Opens the scope around something generic and records its type parameters.
    pub(super) fn enter_type_params<T>(
        &mut self,
        node: &T,
        params: &TypeParams,
        name: &str,
        is_class: bool,
    ) -> Result<Outer> {
        let title = alloc::format!("<generic parameters of {name}>");
        let outer = self.enter(node, Role::TypeParams, ScopeKind::TypeParams, &title, params.range);
        if is_class {
            let names = params.type_params.iter().map(|it| Arc::from(it.name().as_str())).collect();
            let scope = self.scope_now();
            scope.private = crate::names::private_prefix(name);
            scope.mangled = Some(names);
            self.define_plain(".type_params", flag::LOCAL);
        } else {
            self.define_plain(".defaults", flag::PARAM);
            self.define_plain(".kwdefaults", flag::PARAM);
        }
        let mut default_seen = false;
        for param in &params.type_params {
            self.type_param(param)?;
            if param.default().is_some() {
                default_seen = true;
            } else if default_seen {
                let message = alloc::format!(
                    "non-default type parameter '{}' follows default type parameter",
                    param.name()
                );
                return self.error(param.range(), message);
            }
        }
        Ok(outer)
    }

    fn define_plain(&mut self, name: &str, flags: u16) {
        let id = self.names.intern(name);
        self.scope_now().add(id, flags);
    }

    fn type_param(&mut self, param: &TypeParam) -> Result {
        let name = param.name();
        self.define(name.as_str(), flag::TYPE_PARAM, param.range())?;
        let (bound, title) = match param {
            TypeParam::TypeVar(it) => (it.bound.as_deref(), "TypeVar default"),
            TypeParam::TypeVarTuple(_) => (None, "TypeVarTuple default"),
            TypeParam::ParamSpec(_) => (None, "ParamSpec default"),
        };
        if let Some(bound) = bound {
            let title = if bound.is_tuple_expr() { "TypeVar constraint" } else { "TypeVar bound" };
            self.type_expression(param, Role::Bound, title, bound)?;
        }
        if let Some(default) = param.default() {
            self.type_expression(param, Role::Default, title, default)?;
        }
        Ok(())
    }

    fn type_expression(&mut self, param: &TypeParam, role: Role, title: &str, value: &Expr) -> Result {
        let outer = self.enter(param, role, ScopeKind::TypeExpression, title, value.range());
        self.format_parameter();
        self.expr(value)?;
        self.leave(&outer);
        Ok(())
    }
}
