//! Where expressions begin and end, told by their tokens.

use ruff_python_ast::token::TokenKind;

use super::view::{View, is_closing, is_opening};
use crate::nesting::is_operand;

/// The first token of the conditional's part that ends with a token: what precedes it is no operator within.
pub(super) fn first_of_disjunction(view: &View<'_>, last: usize) -> Option<usize> {
    use TokenKind as T;
    let mut first = last;
    loop {
        if is_closing(view.kind(first)) {
            first = view.opening(first)?;
        }
        let before = view.before(first);
        let is_inside = is_closing(before)
            || is_operand(before)
            || before.as_binary_operator().is_some() && !is_unpacking(view, first - 1)
            || matches!(before, T::Dot | T::Tilde | T::Not | T::And | T::Or | T::In | T::Is | T::Await)
            || matches!(
                before,
                T::EqEqual | T::NotEqual | T::Less | T::LessEqual | T::Greater | T::GreaterEqual
            );
        if !is_inside {
            return Some(first);
        }
        first = first.checked_sub(1)?;
    }
}

/// The last token of the expression that begins with a token.
pub(super) fn last_of_expression(view: &View<'_>, first: usize) -> usize {
    use TokenKind as T;
    let mut index = first;
    let mut last = first;
    let mut operand = false;
    let mut lambdas = 0usize;
    loop {
        let kind = view.kind(index);
        if is_opening(kind) {
            let is_new = operand
                && !matches!(kind, T::Lpar | T::Lsqb)
                && !matches!(view.kind(last), T::String | T::FStringEnd);
            let Some(closing) = view.closing(index).filter(|_| !is_new) else { return last };
            (index, last, operand) = (closing + 1, closing, true);
            continue;
        }
        let is_atom = is_operand(kind);
        let continues = match kind {
            _ if is_atom && operand => {
                kind == T::String && matches!(view.kind(last), T::String | T::FStringEnd)
            }
            _ if is_atom => true,
            T::Lambda if !operand => {
                lambdas += 1;
                true
            }
            T::Colon | T::Comma if lambdas > 0 => true,
            T::Not => !operand || view.kind(index + 1) == T::In,
            T::Await | T::Tilde => !operand,
            T::If => operand && has_else(view, index),
            T::Else | T::And | T::Or | T::In | T::Is | T::Dot => operand || view.kind(last) == T::Not,
            T::EqEqual | T::NotEqual | T::Less | T::LessEqual | T::Greater | T::GreaterEqual => operand,
            _ => kind.as_binary_operator().is_some() && (operand || matches!(kind, T::Plus | T::Minus)),
        };
        if !continues {
            return last;
        }
        if kind == T::Colon {
            lambdas -= 1;
        }
        operand = is_atom;
        last = index;
        index += 1;
    }
}

/// How far the `else` of a conditional expression is looked for.
const FARTHEST_ELSE: usize = 1_000;

/// Whether an `if` inside an expression has its `else`.
fn has_else(view: &View<'_>, condition: usize) -> bool {
    let mut index = condition + 1;
    let mut open = 1usize;
    for _ in 0..FARTHEST_ELSE {
        match view.kind(index) {
            TokenKind::If => open += 1,
            TokenKind::Else => {
                open -= 1;
                if open == 0 {
                    return true;
                }
            }
            TokenKind::Comma | TokenKind::Colon | TokenKind::Newline | TokenKind::EndOfFile => return false,
            kind if is_closing(kind) => return false,
            kind if is_opening(kind) => match view.closing(index) {
                Some(closing) => index = closing,
                None => return false,
            },
            _ => {}
        }
        index += 1;
    }
    false
}

/// Whether a bracket holds parameters and not arguments.
pub(super) fn declares(view: &View<'_>, opening: usize) -> bool {
    let mut index = opening;
    // Type parameters may stand between a function's name and its parameters.
    while let Some(before) = index.checked_sub(1)
        && view.kind(before) == TokenKind::Rsqb
        && let Some(earlier) = view.opening(before)
    {
        index = earlier;
    }
    let word = index.checked_sub(2).map(|word| view.kind(word));
    match word {
        Some(TokenKind::Def) => true,
        Some(TokenKind::Class | TokenKind::Type) => view.kind(opening) == TokenKind::Lsqb,
        _ => false,
    }
}

/// Whether a `*` or `**` has nothing to its left.
pub(super) fn is_unpacking(view: &View<'_>, index: usize) -> bool {
    matches!(view.kind(index), TokenKind::Star | TokenKind::DoubleStar)
        && index.checked_sub(1).is_none_or(|before| !view.ends_operand(before))
}

/// The `lambda` whose parameters a token is among.
pub(super) fn lambda_of(view: &View<'_>, index: usize) -> Option<usize> {
    let mut colons = 0usize;
    let mut index = index.checked_sub(1)?;
    loop {
        match view.kind(index) {
            TokenKind::Lambda if colons == 0 => return Some(index),
            TokenKind::Lambda => colons -= 1,
            TokenKind::Colon => colons += 1,
            TokenKind::Newline => return None,
            kind if is_closing(kind) => index = view.opening(index)?,
            kind if is_opening(kind) => return None,
            _ => {}
        }
        index = index.checked_sub(1)?;
    }
}
