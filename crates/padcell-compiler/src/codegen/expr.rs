//! Expressions: where the value goes, and which file makes it.
//!
//! `operand` gives the register that holds a value, the variable's own if it is a plain local; `into` writes it to a
//! given register. A register that is a variable's is written by the last op only: until then the old value can be
//! read, and after an exception it must still be there.

use padcell_bytecode::{Const, Intrinsic, Op};
use padcell_syntax::ast::visitor::{self, Visitor};
use padcell_syntax::ast::{self, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::fold;

impl<'a> Codegen<'a> {
    /// The register of a value: a plain local's own, or a new temporary.
    pub(crate) fn operand(&mut self, expression: &'a Expr) -> Result<u8> {
        match self.local_operand(expression)? {
            Some(reg) => Ok(reg),
            None => self.temp(expression),
        }
    }

    /// The register of a plain local that an expression names, or binds by `:=`.
    fn local_operand(&mut self, expression: &'a Expr) -> Result<Option<u8>> {
        match expression {
            Expr::Name(it) => {
                let name = self.mangle(&it.id);
                Ok(self.local_register(it.range, name))
            }
            Expr::Named(it) => {
                let Expr::Name(target) = &*it.target else { return Ok(None) };
                let name = self.mangle(&target.id);
                let Some(reg) = self.direct_target(name) else { return Ok(None) };
                self.into(&it.value, reg)?;
                self.unit.bound.insert(reg);
                Ok(Some(reg))
            }
            _ => Ok(None),
        }
    }

    /// As `operand`; a value that is no local's goes to `dst` if that is a temporary.
    pub(crate) fn operand_at(&mut self, expression: &'a Expr, dst: u8) -> Result<u8> {
        if let Some(reg) = self.local_operand(expression)? {
            return Ok(reg);
        }
        if self.unit.is_temp(dst) {
            self.into(expression, dst)?;
            return Ok(dst);
        }
        self.temp(expression)
    }

    /// As `operand_at`, for a value that is read after `later` is evaluated, which may bind the local anew.
    pub(crate) fn operand_before(&mut self, expression: &'a Expr, dst: u8, later: &[&'a Expr]) -> Result<u8> {
        if self.may_be_bound_anew(expression) && later.iter().any(|it| binds_names(it)) {
            return self.temp(expression);
        }
        self.operand_at(expression, dst)
    }

    /// Whether an operand is a local that `:=` binds somewhere in the function.
    pub(crate) fn may_be_bound_anew(&mut self, expression: &Expr) -> bool {
        match expression {
            Expr::Name(it) => {
                let name = self.mangle(&it.id);
                self.is_walrus_target(name)
            }
            Expr::Named(_) => true,
            _ => false,
        }
    }

    /// Evaluates into a new temporary.
    pub(crate) fn temp(&mut self, expression: &'a Expr) -> Result<u8> {
        let dst = self.unit.alloc();
        self.into(expression, dst)?;
        Ok(dst)
    }

    /// `dst` if it is a temporary, else a new one: a register for values on the way to `dst`.
    pub(crate) fn scratch(&mut self, dst: u8) -> u8 {
        if self.unit.is_temp(dst) { dst } else { self.unit.alloc() }
    }

    pub(crate) fn move_to(&mut self, range: TextRange, dst: u8, src: u8) {
        if dst != src {
            self.unit.emit(range, Op::Move { dst, src });
        }
    }

    /// Evaluates an expression into a register. All temporaries it takes are given back.
    pub(crate) fn into(&mut self, expression: &'a Expr, dst: u8) -> Result {
        let mark = self.unit.mark();
        let result = if self.is_short_of_registers() && !is_leaf(expression) {
            self.evaluate_with_saved_registers(expression, dst)
        } else {
            self.evaluate_marked(expression, dst)
        };
        self.unit.release(mark);
        result
    }

    fn evaluate_marked(&mut self, expression: &'a Expr, dst: u8) -> Result {
        match expression {
            Expr::Name(it) => {
                let name = self.mangle(&it.id);
                if &*it.id == "__debug__" {
                    let debug = self.options.optimize == 0;
                    self.load_const(it.range, dst, Const::Bool(debug));
                } else {
                    self.load_name(it.range, name, dst);
                }
                Ok(())
            }
            Expr::NoneLiteral(it) => {
                self.unit.emit(it.range, Op::LoadNone { dst });
                Ok(())
            }
            Expr::BooleanLiteral(it) => {
                self.load_const(it.range, dst, Const::Bool(it.value));
                Ok(())
            }
            Expr::EllipsisLiteral(it) => {
                self.load_const(it.range, dst, Const::Ellipsis);
                Ok(())
            }
            Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => {
                let constant = fold::literal(self.source, expression)?;
                self.load_const(expression.range(), dst, constant.unwrap_or(Const::None));
                Ok(())
            }
            Expr::BinOp(it) => self.binary(it, dst),
            Expr::UnaryOp(it) => self.unary(it, dst),
            Expr::BoolOp(it) => self.bool_op(it, dst),
            Expr::Compare(it) => self.compare(it, dst),
            Expr::If(it) => self.if_expr(it, dst),
            Expr::Call(it) => self.call(it, dst),
            Expr::Attribute(it) => self.attribute(it, dst),
            Expr::Subscript(it) => self.subscript(it, dst),
            Expr::Slice(it) => self.slice(it, dst),
            Expr::Tuple(it) => self.tuple(it, dst),
            Expr::List(it) => self.list(&it.elts, it.range, dst),
            Expr::Set(it) => self.set(it, dst),
            Expr::Dict(it) => self.dict(it, dst),
            other => self.rare_into(other, dst),
        }
    }

    #[inline(never)]
    fn rare_into(&mut self, expression: &'a Expr, dst: u8) -> Result {
        match expression {
            Expr::Named(it) => self.named(it, dst),
            Expr::Lambda(it) => self.lambda(it, dst),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expression, dst)
            }
            Expr::Await(it) => {
                let scratch = self.scratch(dst);
                let value = self.operand_at(&it.value, scratch)?;
                self.await_value(it.range, scratch, value, 0);
                self.move_to(it.range, dst, scratch);
                Ok(())
            }
            Expr::Yield(it) => self.yield_expr(it, dst),
            Expr::YieldFrom(it) => self.yield_from(it, dst),
            Expr::FString(it) => self.fstring(it, dst),
            Expr::TString(it) => self.tstring(it, dst),
            Expr::Starred(it) => self.error(it.range, "can't use starred expression here"),
            other => self.error(other.range(), "invalid syntax"),
        }
    }

    /// `target := value`
    fn named(&mut self, it: &'a ast::ExprNamed, dst: u8) -> Result {
        let Expr::Name(target) = &*it.target else {
            return self.error(it.target.range(), "cannot use assignment expressions with this target");
        };
        let name = self.mangle(&target.id);
        let scratch = self.scratch(dst);
        self.into(&it.value, scratch)?;
        self.store_name(target.range, name, scratch);
        self.move_to(it.range, dst, scratch);
        Ok(())
    }

    /// `a if test else b`; a chain of them is followed in the loop.
    fn if_expr(&mut self, it: &'a ast::ExprIf, dst: u8) -> Result {
        let end = self.unit.label();
        let mut at = it;
        loop {
            let otherwise = self.unit.label();
            self.jump_if(&at.test, false, otherwise)?;
            self.into(&at.body, dst)?;
            self.unit.jump(at.range, end);
            self.unit.bind(otherwise);
            match &*at.orelse {
                Expr::If(next) => at = next,
                last => {
                    self.into(last, dst)?;
                    break;
                }
            }
        }
        self.unit.bind(end);
        Ok(())
    }

    pub(crate) fn intrinsic(&mut self, range: TextRange, dst: u8, base: u8, kind: Intrinsic) {
        self.unit.emit(range, Op::CallIntrinsic { dst, base, kind: kind as u8 });
    }
}

/// Whether an expression takes no temporaries.
fn is_leaf(expression: &Expr) -> bool {
    expression.is_literal_expr() || expression.is_name_expr()
}

/// Whether evaluating an expression may bind a local: it holds `:=`.
pub(crate) fn binds_names(expression: &Expr) -> bool {
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                _ if self.0 => {}
                Expr::Named(_) => self.0 = true,
                Expr::Lambda(_) => {}
                other => visitor::walk_expr(self, other),
            }
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(expression);
    finder.0
}
