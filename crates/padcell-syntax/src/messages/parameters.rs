//! Mistakes in lists of parameters.

use ruff_python_ast::token::TokenKind;
use ruff_text_size::TextRange;

use super::Placed;
use super::view::View;

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

/// A second `*`.
pub(super) fn second_star(view: &View<'_>, range: TextRange) -> Placed {
    let star = view.at(range.start());
    Placed::new("* argument may appear only once", view.token(star))
}
