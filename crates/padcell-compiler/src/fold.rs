//! Constant folding: literals, and arithmetic of small constants, never anything expensive.

mod arithmetic;
mod strings;

use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::Const;
use padcell_syntax::Source;
use padcell_syntax::ast::{self, Expr, Number, Operator, UnaryOp};

pub(crate) use self::strings::{docstring, from_points, literal_piece, string_part};
use crate::error::Result;
use crate::number;

/// How deep into an expression folding looks; beyond that, code is made that computes the same.
const MAX_DEPTH: u32 = 40;

/// The value of a literal.
///
/// # Errors
/// An integer literal that is too large.
pub(crate) fn literal(source: &Source, expression: &Expr) -> Result<Option<Const>> {
    Ok(Some(match expression {
        Expr::NoneLiteral(_) => Const::None,
        Expr::EllipsisLiteral(_) => Const::Ellipsis,
        Expr::BooleanLiteral(it) => Const::Bool(it.value),
        Expr::NumberLiteral(it) => match &it.value {
            Number::Int(value) => number::integer(source, it.range, value)?,
            Number::Float(value) => Const::Float(*value),
            Number::Complex { real, imag } => Const::Complex(*real, *imag),
        },
        Expr::StringLiteral(it) => strings::string(source, it),
        Expr::BytesLiteral(it) => Const::Bytes(it.value.bytes().collect::<Vec<u8>>().into()),
        _ => return Ok(None),
    }))
}

/// The value of an expression of constants.
pub(crate) fn constant(source: &Source, expression: &Expr) -> Result<Option<Const>> {
    constant_within(source, expression, MAX_DEPTH)
}

/// The values of a display's elements, if all are constant.
pub(crate) fn constants(source: &Source, elements: &[Expr]) -> Result<Option<Vec<Const>>> {
    constants_within(source, elements, MAX_DEPTH)
}

fn constants_within(source: &Source, elements: &[Expr], depth: u32) -> Result<Option<Vec<Const>>> {
    let mut out = Vec::new();
    for element in elements {
        match constant_within(source, element, depth)? {
            Some(constant) => out.push(constant),
            None => return Ok(None),
        }
    }
    Ok(Some(out))
}

fn constant_within(source: &Source, expression: &Expr, depth: u32) -> Result<Option<Const>> {
    let Some(depth) = depth.checked_sub(1) else { return Ok(None) };
    match expression {
        Expr::BinOp(it) => {
            let Some(right) = constant_within(source, &it.right, depth)? else { return Ok(None) };
            let Some(left) = constant_within(source, &it.left, depth)? else { return Ok(None) };
            Ok(combine(it.op, &left, &right))
        }
        Expr::UnaryOp(it) => {
            let operand = constant_within(source, &it.operand, depth)?;
            Ok(operand.and_then(|operand| unary(it.op, &operand)))
        }
        Expr::Tuple(it) => Ok(constants_within(source, &it.elts, depth)?.map(Const::Tuple)),
        other => literal(source, other),
    }
}

/// `left op right` for one link of a chain whose left side was folded already.
pub(crate) fn binary(source: &Source, left: &Const, link: &ast::ExprBinOp) -> Result<Option<Const>> {
    let right = constant(source, &link.right)?;
    Ok(right.and_then(|right| combine(link.op, left, &right)))
}

/// A constant that fits the immediate operand of an op.
pub(crate) fn small_int(source: &Source, expression: &Expr) -> Result<Option<i32>> {
    match expression {
        Expr::NumberLiteral(_) | Expr::UnaryOp(_) => match constant(source, expression)? {
            Some(Const::Int(value)) => Ok(i32::try_from(value).ok()),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

pub(crate) fn unary(op: UnaryOp, operand: &Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOp::Not, it) => Some(Const::Bool(!crate::codegen::is_true(it))),
        (UnaryOp::USub, Const::Float(it)) => Some(Const::Float(-it)),
        (UnaryOp::USub, Const::Complex(real, imaginary)) => Some(Const::Complex(-real, -imaginary)),
        (UnaryOp::UAdd, Const::Float(_) | Const::Complex(..)) => Some(operand.clone()),
        (UnaryOp::USub, Const::BigInt(text)) => Some(number::negated(text)),
        (UnaryOp::Invert, Const::Bool(_)) => None,
        (op, it) => {
            let value = arithmetic::small(it)?;
            let result = match op {
                UnaryOp::USub => value.checked_neg()?,
                UnaryOp::UAdd => value,
                UnaryOp::Invert => !value,
                UnaryOp::Not => return None,
            };
            Some(arithmetic::integer(result))
        }
    }
}

fn combine(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Str(_) | Const::Bytes(_), _) | (_, Const::Str(_) | Const::Bytes(_)) => {
            strings::combine(op, left, right)
        }
        (Const::Tuple(_), _) | (_, Const::Tuple(_)) => tuples(op, left, right),
        _ => arithmetic::combine(op, left, right),
    }
}

/// The longest tuple that folding makes.
const MAX_TUPLE: usize = 256;

fn tuples(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (op, left, right) {
        (Operator::Add, Const::Tuple(left), Const::Tuple(right)) => {
            (left.len() + right.len() <= MAX_TUPLE).then(|| Const::Tuple([&**left, &**right].concat()))
        }
        // Not repeated: a few characters of source would make many constants.
        _ => None,
    }
}

/// A string as a constant.
pub(crate) fn text(text: &str) -> Const {
    Const::Str(Arc::from(text))
}
