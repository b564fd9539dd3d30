//! Arithmetic of constant numbers, within 128 bits.

use alloc::sync::Arc;

use padcell_bytecode::Const;
use padcell_syntax::ast::Operator;

/// The value of a small integer or a bool.
pub(super) fn small(constant: &Const) -> Option<i128> {
    match constant {
        Const::Int(it) => Some(i128::from(*it)),
        Const::Bool(it) => Some(i128::from(*it)),
        Const::BigInt(text) => text.parse().ok(),
        _ => None,
    }
}

pub(super) fn integer(value: i128) -> Const {
    match i64::try_from(value) {
        Ok(value) => Const::Int(value),
        Err(_) => Const::BigInt(Arc::from(alloc::format!("{value}"))),
    }
}

pub(super) fn combine(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Some(a), Some(b)) = (small(left), small(right)) {
        if let (Const::Bool(a), Const::Bool(b)) = (left, right) {
            match op {
                Operator::BitAnd => return Some(Const::Bool(*a & *b)),
                Operator::BitOr => return Some(Const::Bool(*a | *b)),
                Operator::BitXor => return Some(Const::Bool(*a ^ *b)),
                _ => {}
            }
        }
        return integers(op, a, b);
    }
    if matches!(left, Const::Complex(..)) || matches!(right, Const::Complex(..)) {
        return complexes(op, left, right);
    }
    floats(op, float(left)?, float(right)?)
}

fn integers(op: Operator, a: i128, b: i128) -> Option<Const> {
    let value = match op {
        Operator::Add => a.checked_add(b)?,
        Operator::Sub => a.checked_sub(b)?,
        Operator::Mult => a.checked_mul(b)?,
        Operator::FloorDiv => {
            let quotient = a.checked_div(b)?;
            if a.checked_rem(b)? != 0 && (a < 0) != (b < 0) { quotient.checked_sub(1)? } else { quotient }
        }
        Operator::Mod => {
            let rest = a.checked_rem(b)?;
            if rest != 0 && (rest < 0) != (b < 0) { rest.checked_add(b)? } else { rest }
        }
        Operator::Pow => a.checked_pow(u32::try_from(b).ok()?)?,
        Operator::LShift => shifted_left(a, b)?,
        Operator::RShift if b >= 0 => a >> u32::try_from(b).unwrap_or(127).min(127),
        Operator::BitAnd => a & b,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::Div => {
            // Only where both convert exactly is the quotient that of the floats.
            return (b != 0 && is_exact(a) && is_exact(b)).then(|| Const::Float(to_float(a) / to_float(b)));
        }
        _ => return None,
    };
    Some(integer(value))
}

fn shifted_left(a: i128, b: i128) -> Option<i128> {
    let shift = u32::try_from(b).ok().filter(|&it| it < 127)?;
    let value = a << shift;
    (value >> shift == a).then_some(value)
}

fn is_exact(value: i128) -> bool {
    value.unsigned_abs() <= 1 << 53
}

/// The float of an integer that `is_exact`.
fn to_float(value: i128) -> f64 {
    value as f64
}

fn float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(it) => Some(*it),
        other => small(other).filter(|&it| is_exact(it)).map(to_float),
    }
}

fn floats(op: Operator, a: f64, b: f64) -> Option<Const> {
    let value = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b != 0.0 => a / b,
        // The others need functions whose results the machine must decide.
        _ => return None,
    };
    Some(Const::Float(value))
}

/// Sums and differences: what a complex literal such as `1 + 2j` needs.
fn complexes(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let negative = match op {
        Operator::Add => false,
        Operator::Sub => true,
        _ => return None,
    };
    let sign = |it: f64| if negative { -it } else { it };
    Some(match (left, right) {
        (Const::Complex(a, b), Const::Complex(c, d)) => Const::Complex(a + sign(*c), b + sign(*d)),
        // A real operand has no imaginary part: the sign of the other's zero stays, as of Python 3.14.
        (Const::Complex(a, b), real) => Const::Complex(a + sign(float(real)?), *b),
        (real, Const::Complex(c, d)) => Const::Complex(float(real)? + sign(*c), sign(*d)),
        _ => return None,
    })
}
