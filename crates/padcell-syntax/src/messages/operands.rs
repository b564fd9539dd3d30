//! Tokens that cannot stand where they do: a forgotten comma, a `print` statement, `=` for `==`.

use alloc::format;

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::TextRange;

use super::spans::{declares, first_of_disjunction, last_of_expression};
use super::view::View;
use super::{INVALID, Placed, blocks, clauses, strings, targets};
use crate::parse::Mode;

/// Another token was expected.
pub(super) fn expected(view: &View<'_>, expected: TokenKind, range: TextRange) -> Placed {
    let index = view.at(range.start());
    let statement = view.kind(view.line_start(index));
    if expected == TokenKind::Colon
        && (view.kind(index) == TokenKind::Newline || is_forced(statement))
        && view.enclosing(index).is_none()
    {
        return Placed::new("expected ':'", view.token(index));
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
    clauses::inside(view, index)
        .or_else(|| strings::replacement(view, index))
        .or_else(|| blocks::reversed_import(view, index))
        .or_else(|| blocks::late_elif(view, index))
        .or_else(|| blocks::as_target(view, index))
        .or_else(|| blocks::statement_in_condition(view, index))
        .or_else(|| clauses::no_else(view, index))
        .or_else(|| mistaken_equal(view, index))
        .unwrap_or_else(|| operand_or_invalid(view, index))
}

fn operand_or_invalid(view: &View<'_>, index: usize) -> Placed {
    let invalid = Placed::new(INVALID, view.token(index));
    let Some(before) = index.checked_sub(1) else { return invalid };
    if view.kind(index) == TokenKind::Not && view.ends_operand(before) {
        // It could have been `not in`.
        return Placed::new(INVALID, view.token(index + 1));
    }
    if view.kind(index) == TokenKind::For
        && let Some(opening) = view.enclosing(index)
        && opening > 0
        && view.kind(opening) == TokenKind::Lsqb
        && view.ends_operand(opening - 1)
    {
        // A comprehension where an index should be.
        return forgotten_comma(view, opening - 1, opening).unwrap_or(invalid);
    }
    if !view.ends_operand(before) || !view.begins_expression(index) {
        return invalid;
    }
    legacy_statement(view, before, index).or_else(|| forgotten_comma(view, before, index)).unwrap_or_else(
        || {
            let last = last_of_expression(view, index);
            Placed { reads_to: Some(view.token(last).end()), ..invalid }
        },
    )
}

/// `raise a, b`: the comma is what cannot be.
pub(super) fn first_comma(view: &View<'_>, range: TextRange) -> Placed {
    let first = view.at(range.start());
    let last = last_of_expression(view, first);
    Placed::new(INVALID, view.token(last + 1))
}

/// `a[]`.
pub(super) fn empty_index(view: &View<'_>, range: TextRange) -> Placed {
    let closing = view.at(range.start());
    let invalid = Placed::new(INVALID, view.token(closing));
    match closing.checked_sub(2) {
        Some(before) => forgotten_comma(view, before, before + 1).unwrap_or(invalid),
        None => invalid,
    }
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
    let first = first_of_disjunction(view, before)?;
    let preceding = view.before(first);
    // Names of parameters, and what stands between the words of a comprehension or a pattern, are no expressions.
    if declares(view, opening) && !matches!(preceding, TokenKind::Equal | TokenKind::Colon)
        || matches!(
            preceding,
            TokenKind::For | TokenKind::If | TokenKind::As | TokenKind::Lambda | TokenKind::Import
        )
        || view.kind(view.line_start(index)) == TokenKind::Case
    {
        return None;
    }
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

/// Whether `:=` could stand where a token does, outside brackets.
fn may_be_named(view: &View<'_>, index: usize) -> bool {
    use TokenKind as T;
    let statement = view.kind(view.line_start(index));
    let takes_named = matches!(statement, T::If | T::Elif | T::While | T::At | T::Match | T::Case);
    view.mode != Mode::Eval && (takes_named || !statement.is_non_soft_keyword())
}

/// `if a = b:`.
fn mistaken_equal(view: &View<'_>, equal: usize) -> Option<Placed> {
    let before = equal.checked_sub(1)?;
    if view.kind(equal) != TokenKind::Equal || !view.ends_operand(before) {
        return None;
    }
    if view.enclosing(equal).is_none() && !may_be_named(view, equal) {
        return None;
    }
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
    Some(Placed::new(targets::mistaken(name), view.span(first, before)))
}

/// A positional argument after a keyword: Python points at the end of the call.
pub(super) fn after_arguments(view: &View<'_>, range: TextRange, message: &str) -> Placed {
    let index = view.at(range.start());
    let closing = view.enclosing(index).and_then(|opening| view.closing(opening));
    Placed::new(message, closing.map_or(range, |closing| view.token(closing)))
}
