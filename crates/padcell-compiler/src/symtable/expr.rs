//! Expressions in the symbol table's walk.

use padcell_syntax::ast::{self, Expr, FStringPart, InterpolatedStringElement};
use padcell_syntax::{Ranged, TextRange};

use super::build::Builder;
use super::scope::{Role, ScopeKind, flag};
use crate::error::Result;

impl Builder<'_> {
    pub(super) fn optional(&mut self, expression: Option<&Expr>) -> Result {
        expression.map_or(Ok(()), |it| self.expr(it))
    }

    pub(super) fn exprs(&mut self, list: &[Expr]) -> Result {
        list.iter().try_for_each(|it| self.expr(it))
    }

    /// Walks an expression. Chains (`a + b + c`, `a.b().c`, `x if a else y if b else z`) are followed in the loop, since
    /// they may be as long as the source.
    pub(super) fn expr(&mut self, expression: &Expr) -> Result {
        let mut at = expression;
        loop {
            at = match at {
                Expr::BinOp(it) => {
                    self.expr(&it.right)?;
                    &it.left
                }
                Expr::Attribute(it) => &it.value,
                Expr::Subscript(it) => {
                    self.expr(&it.slice)?;
                    &it.value
                }
                Expr::Call(it) => {
                    self.arguments(&it.arguments)?;
                    &it.func
                }
                Expr::If(it) => {
                    self.expr(&it.test)?;
                    self.expr(&it.body)?;
                    &it.orelse
                }
                Expr::UnaryOp(it) => &it.operand,
                Expr::Starred(it) => &it.value,
                Expr::Name(it) => {
                    self.use_name(&it.id);
                    return Ok(());
                }
                Expr::StringLiteral(_)
                | Expr::BytesLiteral(_)
                | Expr::NumberLiteral(_)
                | Expr::BooleanLiteral(_)
                | Expr::NoneLiteral(_)
                | Expr::EllipsisLiteral(_) => return Ok(()),
                other => return self.other(other),
            };
        }
    }

    fn other(&mut self, expression: &Expr) -> Result {
        match expression {
            Expr::BoolOp(it) => self.exprs(&it.values),
            Expr::Compare(it) => {
                self.expr(&it.left)?;
                self.exprs(&it.comparators)
            }
            Expr::List(it) => self.exprs(&it.elts),
            Expr::Tuple(it) => self.exprs(&it.elts),
            Expr::Set(it) => self.exprs(&it.elts),
            Expr::Dict(it) => {
                for item in &it.items {
                    self.optional(item.key.as_ref())?;
                    self.expr(&item.value)?;
                }
                Ok(())
            }
            Expr::Slice(it) => {
                self.optional(it.lower.as_deref())?;
                self.optional(it.upper.as_deref())?;
                self.optional(it.step.as_deref())
            }
            Expr::Named(it) => self.named(it),
            Expr::Lambda(it) => self.lambda(it),
            Expr::ListComp(it) => {
                let parts = [&*it.elt];
                self.comprehension(it, "<listcomp>", it.range, &it.generators, &parts, false)
            }
            Expr::SetComp(it) => {
                let parts = [&*it.elt];
                self.comprehension(it, "<setcomp>", it.range, &it.generators, &parts, false)
            }
            Expr::Generator(it) => {
                let parts = [&*it.elt];
                self.comprehension(it, "<genexpr>", it.range, &it.generators, &parts, true)
            }
            Expr::DictComp(it) => self.dict_comprehension(it),
            Expr::Await(it) => self.await_expr(it),
            Expr::Yield(it) => {
                self.yield_expr(it.range)?;
                self.optional(it.value.as_deref())
            }
            Expr::YieldFrom(it) => {
                self.yield_expr(it.range)?;
                self.expr(&it.value)
            }
            Expr::FString(it) => {
                for part in &it.value {
                    if let FStringPart::FString(part) = part {
                        self.elements(&part.elements)?;
                    }
                }
                Ok(())
            }
            Expr::TString(it) => {
                for part in &it.value {
                    self.elements(&part.elements)?;
                }
                Ok(())
            }
            Expr::IpyEscapeCommand(it) => self.error(it.range, "invalid syntax"),
            _ => Ok(()),
        }
    }

    fn elements(&mut self, elements: &[InterpolatedStringElement]) -> Result {
        for element in elements {
            if let InterpolatedStringElement::Interpolation(it) = element {
                self.expr(&it.expression)?;
                if let Some(spec) = &it.format_spec {
                    self.elements(&spec.elements)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Result {
        self.exprs(&arguments.args)?;
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                self.check_assignable(name.as_str(), name.range)?;
            }
            self.expr(&keyword.value)?;
        }
        Ok(())
    }

    /// The target of an assignment, `for`, `with` or comprehension.
    pub(super) fn expr_target(&mut self, target: &Expr) -> Result {
        match target {
            Expr::Name(it) => self.define(&it.id, flag::LOCAL, it.range),
            Expr::Tuple(it) => it.elts.iter().try_for_each(|element| self.expr_target(element)),
            Expr::List(it) => it.elts.iter().try_for_each(|element| self.expr_target(element)),
            Expr::Starred(it) => self.expr_target(&it.value),
            Expr::Attribute(it) => {
                self.check_assignable(it.attr.as_str(), it.range)?;
                self.expr_value_of_target(&it.value)
            }
            Expr::Subscript(it) => {
                self.expr_value_of_target(&it.value)?;
                self.expr_value_of_target(&it.slice)
            }
            other => self.expr(other),
        }
    }

    /// What stands before the dot or bracket of a target is read, even in the target of a comprehension.
    fn expr_value_of_target(&mut self, expression: &Expr) -> Result {
        let outer = core::mem::replace(&mut self.scope_now().in_target, false);
        let result = self.expr(expression);
        self.scope_now().in_target = outer;
        result
    }

    fn named(&mut self, it: &ast::ExprNamed) -> Result {
        self.refuse_in_annotation(it.range, "named expression")?;
        if self.in_iterable() {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return self.error(it.range, message);
        }
        self.named_target(&it.target)?;
        self.expr(&it.value)
    }

    /// Whether an iterable of a comprehension is being visited, here or around here in the same function.
    fn in_iterable(&self) -> bool {
        self.table[self.current].iterable_depth > 0
    }

    fn await_expr(&mut self, it: &ast::ExprAwait) -> Result {
        self.refuse_in_annotation(it.range, "await expression")?;
        let top_level_await = self.top_level_await;
        let scope = self.scope_now();
        if !(top_level_await && scope.kind == ScopeKind::Module) {
            match scope.kind {
                ScopeKind::Function if scope.coroutine => {}
                ScopeKind::Comprehension => {}
                ScopeKind::Module | ScopeKind::Class => {
                    return self.error(it.range, "'await' outside function");
                }
                _ => return self.error(it.range, "'await' outside async function"),
            }
        }
        self.scope_now().coroutine = true;
        self.expr(&it.value)
    }

    fn yield_expr(&mut self, range: TextRange) -> Result {
        self.refuse_in_annotation(range, "yield expression")?;
        let scope = self.scope_now();
        if scope.kind == ScopeKind::Comprehension {
            let place = match &*scope.name {
                "<listcomp>" => "'yield' inside list comprehension",
                "<setcomp>" => "'yield' inside set comprehension",
                "<dictcomp>" => "'yield' inside dict comprehension",
                _ => "'yield' inside generator expression",
            };
            return self.error(range, place);
        }
        scope.generator = true;
        Ok(())
    }

    /// Annotation scopes hold no `yield`, `await` or `:=`.
    fn refuse_in_annotation(&mut self, range: TextRange, what: &str) -> Result {
        let scope = &self.table[self.current];
        let place = match scope.kind {
            ScopeKind::Annotations => "an annotation",
            ScopeKind::TypeParams => "the definition of a generic",
            ScopeKind::TypeExpression => match &*scope.name {
                "TypeVar bound" => "a TypeVar bound",
                "TypeVar constraint" => "a TypeVar constraint",
                "TypeVar default" => "a TypeVar default",
                "ParamSpec default" => "a ParamSpec default",
                "TypeVarTuple default" => "a TypeVarTuple default",
                _ => "a type alias",
            },
            _ if self.unevaluated => "an annotation",
            _ => return Ok(()),
        };
        self.error(range, alloc::format!("{what} cannot be used within {place}"))
    }

    fn lambda(&mut self, it: &ast::ExprLambda) -> Result {
        if let Some(parameters) = it.parameters.as_deref() {
            self.defaults(parameters)?;
        }
        let outer = self.enter(it, Role::Body, ScopeKind::Lambda, "<lambda>", it.range);
        if let Some(parameters) = it.parameters.as_deref() {
            self.parameters(parameters)?;
        }
        self.expr(&it.body)?;
        self.leave(&outer);
        Ok(())
    }

    /// An annotation of a variable: part of `__annotate__` in modules and classes, never evaluated in functions.
    pub(super) fn variable_annotation(&mut self, annotation: &Expr, simple: bool) -> Result {
        let kind = self.scope_now().kind;
        let current = self.current;
        let deferred = matches!(kind, ScopeKind::Module | ScopeKind::Class) && simple;
        if deferred && !self.future_annotations {
            let conditions = self.names.intern("__conditional_annotations__");
            if kind == ScopeKind::Module || self.conditional {
                self.scope_now().conditional_annotations = true;
                self.scope_now().add(conditions, flag::USE);
            }
            let outer = self.enter_annotations(current, annotation);
            if self.table[current].conditional_annotations {
                self.scope_now().add(conditions, flag::USE);
            }
            let result = self.expr(annotation);
            self.leave(&outer);
            return result;
        }
        // Nothing evaluates it, yet it must be legal: walked in a scope of its own.
        let outer = self.enter(
            annotation,
            Role::Annotations,
            ScopeKind::Annotations,
            "__annotate__",
            annotation.range(),
        );
        let before = core::mem::replace(&mut self.unevaluated, true);
        let result = self.expr(annotation);
        self.unevaluated = before;
        self.leave(&outer);
        result
    }

    /// Opens the one annotation scope of a class or module, or continues it.
    fn enter_annotations(&mut self, owner: super::ScopeId, annotation: &Expr) -> super::build::Outer {
        let outer = self.enter(
            annotation,
            Role::Annotations,
            ScopeKind::Annotations,
            "__annotate__",
            annotation.range(),
        );
        match self.table[owner].annotations {
            Some(shared) => {
                // The scope just made stays empty: the first annotation's serves for all.
                self.current = shared;
                self.table.by_node.insert(super::key(annotation, Role::Annotations), shared);
                self.table.scopes.pop();
            }
            None => {
                let id = self.current;
                self.table[owner].annotations = Some(id);
                self.format_parameter();
            }
        }
        outer
    }
}
