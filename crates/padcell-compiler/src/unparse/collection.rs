//! Displays, comprehensions, calls and parameters as text.

use padcell_syntax::ast::{self, Comprehension, Expr, Parameter, ParameterWithDefault, Parameters};

use super::{Writer, level};

impl Writer<'_> {
    pub(super) fn collection(&mut self, expression: &Expr, place: u8) {
        match expression {
            Expr::Tuple(it) if it.elts.is_empty() => self.text("()"),
            Expr::Tuple(it) => self.enclosed(place > level::TUPLE, |writer| {
                writer.list(&it.elts);
                if it.elts.len() == 1 {
                    writer.text(",");
                }
            }),
            Expr::List(it) => {
                self.text("[");
                self.list(&it.elts);
                self.text("]");
            }
            Expr::Set(it) => {
                self.text("{");
                self.list(&it.elts);
                self.text("}");
            }
            Expr::Dict(it) => self.dict(it),
            Expr::ListComp(it) => {
                self.text("[");
                self.expr(&it.elt, level::TEST);
                self.clauses(&it.generators);
                self.text("]");
            }
            Expr::SetComp(it) => {
                self.text("{");
                self.expr(&it.elt, level::TEST);
                self.clauses(&it.generators);
                self.text("}");
            }
            Expr::DictComp(it) => {
                self.text("{");
                if let Some(key) = it.key.as_deref() {
                    self.expr(key, level::TEST);
                    self.text(": ");
                }
                self.expr(&it.value, level::TEST);
                self.clauses(&it.generators);
                self.text("}");
            }
            Expr::Generator(it) => {
                self.text("(");
                self.expr(&it.elt, level::TEST);
                self.clauses(&it.generators);
                self.text(")");
            }
            _ => {}
        }
    }

    fn list(&mut self, elements: &[Expr]) {
        for (at, element) in elements.iter().enumerate() {
            if at > 0 {
                self.text(", ");
            }
            self.expr(element, level::TEST);
        }
    }

    fn dict(&mut self, it: &ast::ExprDict) {
        self.text("{");
        for (at, item) in it.items.iter().enumerate() {
            if at > 0 {
                self.text(", ");
            }
            match &item.key {
                Some(key) => {
                    self.expr(key, level::TEST);
                    self.text(": ");
                    self.expr(&item.value, level::TEST);
                }
                None => {
                    self.text("**");
                    self.expr(&item.value, level::BIT_OR);
                }
            }
        }
        self.text("}");
    }

    fn clauses(&mut self, clauses: &[Comprehension]) {
        for clause in clauses {
            self.text(if clause.is_async { " async for " } else { " for " });
            self.expr(&clause.target, level::TUPLE);
            self.text(" in ");
            self.expr(&clause.iter, level::TEST + 1);
            for condition in &clause.ifs {
                self.text(" if ");
                self.expr(condition, level::TEST + 1);
            }
        }
    }

    pub(super) fn call(&mut self, it: &ast::ExprCall) {
        self.expr(&it.func, level::ATOM);
        let arguments = &it.arguments;
        if let ([only @ Expr::Generator(_)], true) = (&*arguments.args, arguments.keywords.is_empty()) {
            return self.expr(only, level::TEST);
        }
        self.text("(");
        self.list(&arguments.args);
        for (at, keyword) in arguments.keywords.iter().enumerate() {
            if at > 0 || !arguments.args.is_empty() {
                self.text(", ");
            }
            match &keyword.arg {
                Some(name) => {
                    self.text(name.as_str());
                    self.text("=");
                }
                None => self.text("**"),
            }
            self.expr(&keyword.value, level::TEST);
        }
        self.text(")");
    }

    pub(super) fn parameters(&mut self, parameters: &Parameters) {
        let mut first = true;
        for it in &parameters.posonlyargs {
            self.separator(&mut first);
            self.parameter_with_default(it);
        }
        if !parameters.posonlyargs.is_empty() {
            self.text(", /");
        }
        for it in &parameters.args {
            self.separator(&mut first);
            self.parameter_with_default(it);
        }
        if parameters.vararg.is_some() || !parameters.kwonlyargs.is_empty() {
            self.separator(&mut first);
            self.text("*");
            if let Some(it) = &parameters.vararg {
                self.parameter(it);
            }
        }
        for it in &parameters.kwonlyargs {
            self.separator(&mut first);
            self.parameter_with_default(it);
        }
        if let Some(it) = &parameters.kwarg {
            self.separator(&mut first);
            self.text("**");
            self.parameter(it);
        }
    }

    fn separator(&mut self, first: &mut bool) {
        if !core::mem::replace(first, false) {
            self.text(", ");
        }
    }

    fn parameter_with_default(&mut self, it: &ParameterWithDefault) {
        self.parameter(&it.parameter);
        if let Some(default) = it.default.as_deref() {
            self.text("=");
            self.expr(default, level::TEST);
        }
    }

    fn parameter(&mut self, it: &Parameter) {
        self.text(it.name.as_str());
    }
}
