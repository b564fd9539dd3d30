//! Tokens that cannot stand where they do: a forgotten comma, a `print` statement, `=` for `==`.

use alloc::format;

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::TextRange;

use super::view::{View, is_closing, is_opening};
use super::{INVALID, Placed, targets};

/// Another token was expected.
pub(super) fn expected(view: &View<'_>, expected: TokenKind, range: TextRange) -> Placed {
    let index = view.at(range.start());
    let statement = view.kind(view.line_start(index));
    if expected == TokenKind::Colon && (view.kind(index) == TokenKind::Newline || is_forced(statement)) {
        if view.enclosing(index).is_none() {
            return Placed::new("expected ':'", view.token(index));
        }
    }
    if expected == TokenKind::Lpar && statement == TokenKind::Def {
        return Placed::new("expected '('", view.token(index));
    }
    unexpected(view, range)
}

/// Statements whose colon Python asks for whatever stands there.
fn is_forced(statement: TokenKind) -> bool {
    use TokenKind as T;
    matches!(statement, T::Def | T::Try | T::Finally | T::Else)
}

/// A token that cannot stand where it does.
pub(super) fn unexpected(view: &View<'_>, range: TextRange) -> Placed {
    let index = view.at(range.start());
    let place = if index < usize::MAX { view.token(index) } else { range };
    if view.kind(index) == TokenKind::Equal
        && let Some(placed) = mistaken_equal(view, index)
    {
        return placed;
    }
    if let Some(before) = index.checked_sub(1)
        && view.ends_operand(before)
        && view.begins_expression(index)
    {
        if let Some(placed) = legacy_statement(view, before, index) {
            return placed;
        }
        if let Some(placed) = forgotten_comma(view, before, index) {
            return placed;
        }
        return Placed { reads_on: true, ..Placed::new(INVALID, place) };
    }
    Placed::new(INVALID, place)
}

/// `print "hello"`.
fn legacy_statement(view: &View<'_>, name: usize, argument: usize) -> Option<Placed> {
    let word = view.word(name);
    if !matches!(word, "print" | "exec") || view.before(name) == TokenKind::Dot {
        return None;
    }
    let mut last = last_of_expression(view, argument);
    while view.kind(last + 1) == TokenKind::Comma && view.begins_expression(last + 2) {
        last = last_of_expression(view, last + 2);
    }
    view.expression(view.span(argument, last))?;
    let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
    Some(Placed::new(message, view.span(name, last)))
}

/// `(a b)`.
fn forgotten_comma(view: &View<'_>, before: usize, index: usize) -> Option<Placed> {
    let opening = view.enclosing(index)?;
    if declares(view, opening) {
        return None;
    }
    let first = first_of_disjunction(view, before)?;
    if view.kind(first).is_soft_keyword() || view.word(first) == "_" {
        return None;
    }
    if view.kind(first) == TokenKind::Name && view.kind(first + 1) == TokenKind::String {
        return None;
    }
    let last = last_of_expression(view, index);
    view.expression(view.span(index, last))?;
    view.expression(view.span(first, before))?;
    Some(Placed::new("invalid syntax. Perhaps you forgot a comma?", view.span(first, last)))
}

/// Whether a bracket holds parameters and not arguments.
fn declares(view: &View<'_>, opening: usize) -> bool {
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

/// `if a = b:`.
fn mistaken_equal(view: &View<'_>, equal: usize) -> Option<Placed> {
    let before = equal.checked_sub(1)?;
    let first = first_of_disjunction(view, before)?;
    let last = last_of_expression(view, equal + 1);
    if matches!(view.kind(last + 1), TokenKind::Equal | TokenKind::ColonEqual) {
        return None;
    }
    view.expression(view.span(equal + 1, last))?;
    let target = view.expression(view.span(first, before))?;
    if matches!(target, Expr::Name(_)) && first == before {
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        return Some(Placed::new(message, view.span(first, last)));
    }
    if !targets::is_mistaken(&target) {
        return None;
    }
    let name = targets::name(&target);
    let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
    Some(Placed::new(message, view.span(first, before)))
}

/// The first token of the conditional's part that ends with a token: what precedes it is no operator within.
fn first_of_disjunction(view: &View<'_>, last: usize) -> Option<usize> {
    use TokenKind as T;
    let mut first = last;
    loop {
        if is_closing(view.kind(first)) {
            first = view.opening(first)?;
        }
        let before = view.before(first);
        let is_inside = is_closing(before)
            || crate::nesting::is_operand(before)
            || before.as_binary_operator().is_some()
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
        let is_atom = crate::nesting::is_operand(kind);
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

/// Whether an `if` inside an expression has its `else`.
fn has_else(view: &View<'_>, condition: usize) -> bool {
    let mut index = condition + 1;
    let mut open = 1usize;
    loop {
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
}

/// A positional argument after a keyword: Python points at the end of the call.
pub(super) fn after_arguments(view: &View<'_>, range: TextRange, message: &str) -> Placed {
    let index = view.at(range.start());
    let closing = view.enclosing(index).and_then(|opening| view.closing(opening));
    Placed::new(message, closing.map_or(range, |closing| view.token(closing)))
}
