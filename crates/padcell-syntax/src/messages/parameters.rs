//! Mistakes in lists of parameters.

use alloc::format;

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::TextRange;

use super::spans::{declares, lambda_of, last_of_expression};
use super::view::View;
use super::{Placed, operands};

/// `*a=1` and `**a=1`.
pub(super) fn variadic_default(view: &View<'_>, range: TextRange) -> Placed {
    let mut equal = view.at(range.start());
    while !matches!(view.kind(equal), TokenKind::Equal | TokenKind::Newline | TokenKind::EndOfFile) {
        equal += 1;
    }
    let mut star = equal;
    while star > 0 && !matches!(view.kind(star), TokenKind::Star | TokenKind::DoubleStar) {
        star -= 1;
    }
    let message = if view.kind(star) == TokenKind::DoubleStar {
        "var-keyword argument cannot have default value"
    } else {
        "var-positional argument cannot have default value"
    };
    Placed::new(message, view.token(equal))
}

/// `*` with nothing named after it.
pub(super) fn bare_star(view: &View<'_>, range: TextRange) -> Placed {
    use TokenKind as T;
    let mut star = view.at(range.start());
    while star > 0 && view.kind(star) != T::Star {
        star -= 1;
    }
    let (next, after) = (view.kind(star + 1), view.kind(star + 2));
    let message = "named arguments must follow bare *";
    match (next, after) {
        // Python points at the colon of a lambda.
        (T::Colon, _) => Placed::new(message, view.token(star + 1)),
        (T::Rpar, _) | (T::Comma, T::Rpar | T::DoubleStar | T::Colon) => {
            Placed::new(message, view.token(star))
        }
        (T::Comma, _) => operands::unexpected(view, view.token(star + 2)),
        _ => operands::unexpected(view, view.token(star + 1)),
    }
}

/// Whether a `*` precedes among the parameters.
pub(super) fn after_star(view: &View<'_>, range: TextRange) -> bool {
    let slash = view.at(range.start());
    slash >= 2 && view.kind(slash - 2) == TokenKind::Star
}

/// `def f((a, b)):`.
pub(super) fn parenthesized(view: &View<'_>, opening: usize) -> Option<Placed> {
    let what = if lambda_of(view, opening).is_some() {
        "Lambda expression"
    } else if declares(view, view.enclosing(opening)?) {
        "Function"
    } else {
        return None;
    };
    let closing = view.closing(opening)?;
    let is_list =
        (opening + 1..closing).all(|index| matches!(view.kind(index), TokenKind::Name | TokenKind::Comma));
    let message = format!("{what} parameters cannot be parenthesized");
    (is_list && closing > opening + 1).then(|| Placed::new(message, view.span(opening, closing)))
}

/// `def f[*A: int]():`.
pub(super) fn bounded(view: &View<'_>, colon: usize) -> Option<Placed> {
    let star = colon.checked_sub(2)?;
    let kind = match view.kind(star) {
        TokenKind::Star => "TypeVarTuple",
        TokenKind::DoubleStar => "ParamSpec",
        _ => return None,
    };
    let opening = view.enclosing(colon)?;
    if view.kind(colon) != TokenKind::Colon
        || view.kind(opening) != TokenKind::Lsqb
        || !declares(view, opening)
    {
        return None;
    }
    let last = last_of_expression(view, colon + 1);
    let is_tuple = matches!(view.expression(view.span(colon + 1, last))?, Expr::Tuple(_));
    let what = if is_tuple { "constraints" } else { "bound" };
    Some(Placed::new(format!("cannot use {what} with {kind}"), view.span(colon, last)))
}

/// A second `*`.
pub(super) fn second_star(view: &View<'_>, range: TextRange) -> Placed {
    let star = view.at(range.start());
    Placed::new("* argument may appear only once", view.token(star))
}
