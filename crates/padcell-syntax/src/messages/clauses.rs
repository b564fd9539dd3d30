//! Mistakes inside brackets and in comprehensions, recognised by the tokens around them.

use ruff_python_ast::token::TokenKind;
use ruff_text_size::{TextRange, TextSize};

use super::spans::{declares, first_of_disjunction, is_unpacking, lambda_of, last_of_expression};
use super::view::{View, is_closing, is_opening};
use super::{Placed, parameters};

/// What is missing, if the tokens around an unexpected one tell it.
pub(super) fn inside(view: &View<'_>, index: usize) -> Option<Placed> {
    use TokenKind as T;
    let before = index.checked_sub(1)?;
    let (previous, kind) = (view.kind(before), view.kind(index));
    let opening = view.enclosing(index);
    if let Some(placed) = parameters::bounded(view, index) {
        return Some(placed);
    }
    if let Some(placed) = no_parameters(view, index) {
        return Some(placed);
    }
    match (previous, kind) {
        (T::Equal, T::Comma | T::Rpar | T::Colon) => no_value(view, before),
        (T::Colon, T::Rbrace | T::Comma)
            if opening.is_some_and(|opening| view.kind(opening) == T::Lbrace) =>
        {
            Some(Placed::new("expression expected after dictionary key and ':'", view.token(before)))
        }
        (T::Colon, T::DoubleStar) if opening.is_some_and(|opening| view.kind(opening) == T::Lbrace) => {
            let last = last_of_expression(view, index + 1);
            Some(Placed::new("cannot use dict unpacking in a dictionary value", view.span(index, last)))
        }
        (T::Colon, T::Star) if opening.is_some_and(|opening| view.kind(opening) == T::Lbrace) => {
            let last = last_of_expression(view, index + 1);
            let message = "cannot use a starred expression in a dictionary value";
            Some(Placed::new(message, view.span(index, last)))
        }
        (T::Star, _) if is_unpacking(view, before) && !view.begins_expression(index) => {
            let opening = opening?;
            let is_call = opening.checked_sub(1).is_some_and(|name| view.ends_operand(name));
            let message = "Invalid star expression";
            (is_call && !declares(view, opening)).then(|| Placed::new(message, view.token(index)))
        }
        (T::Slash, T::Star | T::DoubleStar) => {
            let is_parameter = lambda_of(view, index).is_some() || declares(view, opening?);
            is_parameter.then(|| Placed::new("expected comma between / and *", view.token(index)))
        }
        (T::Lpar | T::Comma | T::Lambda, T::Lpar) => parameters::parenthesized(view, index),
        (_, T::Not) => {
            let is_sign = matches!(previous, T::Plus | T::Minus | T::Tilde | T::Star | T::Slash)
                || matches!(previous, T::Percent | T::DoubleSlash | T::At);
            let last = last_of_expression(view, index);
            let message = "'not' after an operator must be parenthesized";
            (is_sign && last > index).then(|| Placed::new(message, view.span(index, last)))
        }
        (_, T::For | T::Async) => keyword_generator(view, before, opening?)
            .or_else(|| unparenthesized_target(view, index, opening?)),
        (_, T::Rbrace | T::Comma) => {
            no_colon(view, before, opening?).or_else(|| no_in(view, index, opening?))
        }
        _ => no_in(view, index, opening?),
    }
}

/// Whatever follows the name of a function, if it is no parameters. An error among type parameters makes them none.
fn no_parameters(view: &View<'_>, index: usize) -> Option<Placed> {
    let mut start = view.line_start(index);
    if view.kind(start) == TokenKind::Async {
        start += 1;
    }
    let bracket = start + 2;
    if view.kind(start) != TokenKind::Def || index < bracket || view.kind(start + 1) != TokenKind::Name {
        return None;
    }
    let place = match view.kind(bracket) {
        TokenKind::Lpar => return None,
        TokenKind::Lsqb => {
            let closing = view.closing(bracket);
            if closing.is_some_and(|closing| {
                index > closing + 1 || view.kind(closing + 1) == TokenKind::Lpar && index > closing
            }) {
                return None;
            }
            match closing {
                Some(closing) if index == closing + 1 => index,
                _ => bracket,
            }
        }
        _ => bracket,
    };
    Some(Placed::new("expected '('", view.token(place)))
}

/// `f(a=)`, `def f(a=)` and `lambda a=, b: 0`.
fn no_value(view: &View<'_>, equal: usize) -> Option<Placed> {
    let name = equal.checked_sub(1).filter(|&name| view.kind(name) == TokenKind::Name)?;
    if view.kind(equal + 1) == TokenKind::Colon {
        return None;
    }
    let is_parameter = lambda_of(view, equal).is_some();
    if is_parameter || declares(view, view.enclosing(equal)?) {
        return Some(Placed::new("expected default value expression", view.token(equal)));
    }
    Some(Placed::new("expected argument value expression", view.span(name, equal)))
}

/// `f(a=b for b in c)`.
fn keyword_generator(view: &View<'_>, value: usize, opening: usize) -> Option<Placed> {
    let equal = first_of_disjunction(view, value)?.checked_sub(1)?;
    let name = equal.checked_sub(1).filter(|&name| name > opening && view.kind(name) == TokenKind::Name)?;
    let is_call = view.kind(opening) == TokenKind::Lpar && view.kind(equal) == TokenKind::Equal;
    let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
    is_call.then(|| Placed::new(message, view.span(name, equal)))
}

/// `{a: b, c}`: Python points at the last character of the key.
fn no_colon(view: &View<'_>, last: usize, opening: usize) -> Option<Placed> {
    let first = first_of_disjunction(view, last).filter(|_| view.ends_operand(last))?;
    let is_dict = (opening + 1..first).any(|index| view.kind(index) == TokenKind::Colon)
        && view.kind(opening) == TokenKind::Lbrace
        && view.before(first) == TokenKind::Comma
        && view.kind(view.line_start(opening)) != TokenKind::Case;
    let end = view.token(last).end();
    let start = end.checked_sub(TextSize::new(1))?;
    let placed = Placed::new("':' expected after dictionary key", TextRange::new(start, end));
    is_dict.then_some(Placed { has_end: false, ..placed })
}

/// `[a, b for a, b in c]`.
fn unparenthesized_target(view: &View<'_>, index: usize, opening: usize) -> Option<Placed> {
    let is_call = opening.checked_sub(1).is_some_and(|name| view.ends_operand(name));
    if is_call || !matches!(view.kind(opening), TokenKind::Lsqb | TokenKind::Lbrace) {
        return no_in(view, index, opening);
    }
    let mut commas = 0usize;
    let mut token = opening + 1;
    while token < index {
        match view.kind(token) {
            TokenKind::Comma => commas += 1,
            TokenKind::Colon | TokenKind::For => return no_in(view, index, opening),
            kind if is_opening(kind) => token = view.closing(token)?,
            _ => {}
        }
        token += 1;
    }
    if commas == 0 {
        return no_in(view, index, opening);
    }
    let message = "did you forget parentheses around the comprehension target?";
    Some(Placed::new(message, view.span(opening + 1, index.checked_sub(1)?)))
}

/// A comprehension without its `in`.
fn no_in(view: &View<'_>, index: usize, opening: usize) -> Option<Placed> {
    use TokenKind as T;
    let mut start = index;
    loop {
        start = start.checked_sub(1).filter(|&start| start > opening)?;
        match view.kind(start) {
            T::For => break,
            T::In => return None,
            kind if is_closing(kind) => start = view.opening(start)?,
            _ => {}
        }
    }
    let mut end = start + 1;
    loop {
        let kind = view.kind(end);
        let is_second = end > start + 1 && view.ends_operand(end - 1);
        if is_second && (crate::nesting::is_operand(kind) || kind == T::Lbrace) {
            break;
        }
        if is_opening(kind) {
            end = view.closing(end)?;
        } else if !crate::nesting::is_operand(kind)
            && kind.as_binary_operator().is_none()
            && !matches!(kind, T::Comma | T::Dot | T::Tilde)
        {
            break;
        }
        end += 1;
    }
    (view.kind(end) != T::In).then(|| Placed::new("'in' expected after for-loop variables", view.token(end)))
}

/// `a if b` without `else`.
pub(super) fn no_else(view: &View<'_>, index: usize) -> Option<Placed> {
    let last = index.checked_sub(1).filter(|&last| view.ends_operand(last))?;
    let condition = first_of_disjunction(view, last)?;
    let word = condition.checked_sub(1).filter(|&word| view.kind(word) == TokenKind::If)?;
    let value = word.checked_sub(1).filter(|&value| view.ends_operand(value))?;
    let first = first_of_disjunction(view, value)?;
    if matches!(view.before(first), TokenKind::For | TokenKind::Case | TokenKind::If)
        || matches!(view.kind(index), TokenKind::Else | TokenKind::Colon)
    {
        return None;
    }
    view.expression(view.span(condition, last))?;
    Some(Placed::new("expected 'else' after 'if' expression", view.span(first, last)))
}
