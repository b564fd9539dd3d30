//! Expressions as text, as `from __future__ import annotations` stores them: Python's own normal form.

mod collection;
mod string;

use alloc::string::String;

use padcell_bytecode::Const;
use padcell_syntax::Source;
use padcell_syntax::ast::{self, BoolOp, Expr, Operator, UnaryOp};

use crate::constant::repr;
use crate::fold;

/// How tightly an operator binds; what binds less tightly than its place asks for stands in parentheses.
mod level {
    pub(super) const TUPLE: u8 = 0;
    pub(super) const TEST: u8 = 1;
    pub(super) const OR: u8 = 2;
    pub(super) const AND: u8 = 3;
    pub(super) const NOT: u8 = 4;
    pub(super) const COMPARE: u8 = 5;
    pub(super) const BIT_OR: u8 = 6;
    pub(super) const BIT_XOR: u8 = 7;
    pub(super) const BIT_AND: u8 = 8;
    pub(super) const SHIFT: u8 = 9;
    pub(super) const ARITHMETIC: u8 = 10;
    pub(super) const TERM: u8 = 11;
    pub(super) const FACTOR: u8 = 12;
    pub(super) const POWER: u8 = 13;
    pub(super) const AWAIT: u8 = 14;
    pub(super) const ATOM: u8 = 15;
}

/// The text of an expression.
pub(crate) fn unparse(source: &Source, expression: &Expr) -> String {
    let mut writer = Writer { source, out: String::new() };
    writer.expr(expression, level::TEST);
    writer.out
}

struct Writer<'a> {
    source: &'a Source,
    out: String,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes something in parentheses if its place asks for more than it binds.
    fn enclosed(&mut self, needed: bool, write: impl FnOnce(&mut Self)) {
        if needed {
            self.text("(");
        }
        write(self);
        if needed {
            self.text(")");
        }
    }

    fn expr(&mut self, expression: &Expr, place: u8) {
        match expression {
            Expr::Name(it) => self.text(&it.id),
            Expr::Attribute(it) => {
                self.expr(&it.value, level::ATOM);
                // `1.real` would read as a float.
                let integer = matches!(&*it.value, Expr::NumberLiteral(number) if number.value.is_int());
                self.text(if integer { " ." } else { "." });
                self.text(it.attr.as_str());
            }
            Expr::Subscript(it) => {
                self.expr(&it.value, level::ATOM);
                self.text("[");
                self.expr(&it.slice, level::TUPLE);
                self.text("]");
            }
            Expr::Call(it) => self.call(it),
            Expr::BinOp(it) => self.binary(it, place),
            Expr::UnaryOp(it) => self.unary(it, place),
            Expr::BoolOp(it) => self.bool_op(it, place),
            Expr::Compare(it) => self.compare(it, place),
            Expr::If(it) => self.enclosed(place > level::TEST, |writer| {
                writer.expr(&it.body, level::TEST + 1);
                writer.text(" if ");
                writer.expr(&it.test, level::TEST + 1);
                writer.text(" else ");
                writer.expr(&it.orelse, level::TEST);
            }),
            Expr::Lambda(it) => self.enclosed(place > level::TEST, |writer| {
                writer.text("lambda");
                if let Some(parameters) = it.parameters.as_deref().filter(|it| !it.is_empty()) {
                    writer.text(" ");
                    writer.parameters(parameters);
                }
                writer.text(": ");
                writer.expr(&it.body, level::TEST);
            }),
            Expr::Named(it) => self.enclosed(place > level::TUPLE, |writer| {
                writer.expr(&it.target, level::ATOM);
                writer.text(" := ");
                writer.expr(&it.value, level::ATOM);
            }),
            Expr::Await(it) => self.enclosed(place > level::AWAIT, |writer| {
                writer.text("await ");
                writer.expr(&it.value, level::ATOM);
            }),
            Expr::Yield(it) => match it.value.as_deref() {
                None => self.text("(yield)"),
                Some(value) => {
                    self.text("(yield ");
                    self.expr(value, level::TEST);
                    self.text(")");
                }
            },
            Expr::YieldFrom(it) => {
                self.text("(yield from ");
                self.expr(&it.value, level::TEST);
                self.text(")");
            }
            Expr::Starred(it) => {
                self.text("*");
                self.expr(&it.value, level::BIT_OR);
            }
            Expr::Slice(it) => self.slice(it),
            Expr::FString(it) => self.fstring(it),
            Expr::TString(it) => self.tstring(it),
            other => self.literal_or_collection(other, place),
        }
    }

    fn literal_or_collection(&mut self, expression: &Expr, place: u8) {
        match fold::literal(self.source, expression) {
            Ok(Some(Const::Ellipsis)) => self.text("..."),
            Ok(Some(constant)) => {
                if matches!(expression, Expr::StringLiteral(it) if it.value.is_unicode()) {
                    self.text("u");
                }
                let text = repr(&constant);
                match constant {
                    // Infinity has no literal but one that overflows.
                    Const::Float(_) | Const::Complex(..) => self.text(&text.replace("inf", "1e309")),
                    _ => self.text(&text),
                }
            }
            _ => self.collection(expression, place),
        }
    }

    fn binary(&mut self, it: &ast::ExprBinOp, place: u8) {
        let (text, own) = match it.op {
            Operator::Add => (" + ", level::ARITHMETIC),
            Operator::Sub => (" - ", level::ARITHMETIC),
            Operator::Mult => (" * ", level::TERM),
            Operator::MatMult => (" @ ", level::TERM),
            Operator::Div => (" / ", level::TERM),
            Operator::Mod => (" % ", level::TERM),
            Operator::FloorDiv => (" // ", level::TERM),
            Operator::LShift => (" << ", level::SHIFT),
            Operator::RShift => (" >> ", level::SHIFT),
            Operator::BitOr => (" | ", level::BIT_OR),
            Operator::BitXor => (" ^ ", level::BIT_XOR),
            Operator::BitAnd => (" & ", level::BIT_AND),
            Operator::Pow => (" ** ", level::POWER),
        };
        // `**` is the one that groups from the right.
        let from_right = u8::from(it.op == Operator::Pow);
        self.enclosed(place > own, |writer| {
            writer.expr(&it.left, own + from_right);
            writer.text(text);
            writer.expr(&it.right, own + 1 - from_right);
        });
    }

    fn unary(&mut self, it: &ast::ExprUnaryOp, place: u8) {
        let (text, own) = match it.op {
            UnaryOp::Not => ("not ", level::NOT),
            UnaryOp::Invert => ("~", level::FACTOR),
            UnaryOp::UAdd => ("+", level::FACTOR),
            UnaryOp::USub => ("-", level::FACTOR),
        };
        self.enclosed(place > own, |writer| {
            writer.text(text);
            writer.expr(&it.operand, own);
        });
    }

    fn bool_op(&mut self, it: &ast::ExprBoolOp, place: u8) {
        let (text, own) = match it.op {
            BoolOp::And => (" and ", level::AND),
            BoolOp::Or => (" or ", level::OR),
        };
        self.enclosed(place > own, |writer| {
            for (at, value) in it.values.iter().enumerate() {
                if at > 0 {
                    writer.text(text);
                }
                writer.expr(value, own + 1);
            }
        });
    }

    fn compare(&mut self, it: &ast::ExprCompare, place: u8) {
        self.enclosed(place > level::COMPARE, |writer| {
            writer.expr(&it.left, level::COMPARE + 1);
            for (op, value) in it.ops.iter().zip(&it.comparators) {
                writer.text(" ");
                writer.text(op.as_str());
                writer.text(" ");
                writer.expr(value, level::COMPARE + 1);
            }
        });
    }

    fn slice(&mut self, it: &ast::ExprSlice) {
        if let Some(lower) = it.lower.as_deref() {
            self.expr(lower, level::TEST);
        }
        self.text(":");
        if let Some(upper) = it.upper.as_deref() {
            self.expr(upper, level::TEST);
        }
        if let Some(step) = it.step.as_deref() {
            self.text(":");
            self.expr(step, level::TEST);
        }
    }
}
