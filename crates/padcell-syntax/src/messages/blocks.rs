//! Mistakes in the statements around blocks, and in `import`.

use alloc::format;
use alloc::string::{String, ToString};

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseError, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};

use super::spans::last_of_expression;
use super::view::View;
use super::{INVALID, Placed, operands, targets};
use crate::error::ErrorKind;

/// Whether an error says that something is missing which may come further on.
pub(super) fn is_about_end(error: &ParseError) -> bool {
    matches!(&error.error, ParseErrorType::OtherError(text)
        if text.starts_with("Expected an indented block") || text.starts_with("Expected `except` or"))
}

/// A line that is indented more than the one before for no reason: Python points at the last blank.
pub(crate) fn unexpected_indent(range: TextRange) -> Placed {
    let last = range.end().checked_sub(TextSize::new(1)).unwrap_or_default();
    indentation_error("unexpected indent".to_string(), TextRange::new(last, range.end()))
}

fn indentation_error(message: String, range: TextRange) -> Placed {
    Placed { kind: ErrorKind::Indentation, message, range, has_end: false, reads_to: None }
}

/// A statement whose block is missing.
pub(super) fn no_block(view: &View<'_>, range: TextRange) -> Placed {
    use TokenKind as T;
    let mut newline = view.at(range.start());
    while newline > 0 && view.kind(newline) != T::Newline || view.before(newline) != T::Colon {
        let Some(before) = newline.checked_sub(1) else { break };
        newline = before;
    }
    let mut first = view.line_start(newline);
    if view.kind(first) == T::Async {
        first += 1;
    }
    let line = view.line(view.token(first).start());
    let what = match (view.kind(first), view.kind(first + 1)) {
        (T::Def, _) => "function definition".into(),
        (T::Class, _) => "class definition".into(),
        (T::Except, T::Star) => "'except*' statement".into(),
        _ => format!("'{}' statement", view.word(first)),
    };
    let message = format!("expected an indented block after {what} on line {line}");
    let place = at_end(view, range);
    Placed { has_end: view.begins_token(place), ..indentation_error(message, place) }
}

/// What is missing at the end of the text is missing at its last line break.
fn at_end(view: &View<'_>, range: TextRange) -> TextRange {
    let index = view.at(range.start());
    if view.kind(index) != TokenKind::EndOfFile && view.kind(index + 1) != TokenKind::EndOfFile {
        return view.token(index);
    }
    let end = TextSize::try_from(view.text.len()).unwrap_or_default();
    match end.checked_sub(TextSize::new(1)) {
        Some(newline) if view.text.ends_with('\n') => TextRange::new(newline, end),
        _ => TextRange::empty(end),
    }
}

/// `try` without `except` and `finally`.
pub(super) fn no_except(view: &View<'_>, range: TextRange) -> Placed {
    let place = at_end(view, range);
    let has_end = view.begins_token(place);
    Placed { has_end, ..Placed::new("expected 'except' or 'finally' block", place) }
}

pub(super) fn mixed_except(view: &View<'_>, range: TextRange) -> Placed {
    let first = view.at(range.start());
    let last = if view.kind(first + 1) == TokenKind::Star { first + 1 } else { first };
    Placed::new("cannot have both 'except' and 'except*' on the same 'try'", view.span(first, last))
}

/// `import` and `from a import` with nothing after it.
pub(super) fn no_import_names(view: &View<'_>, range: TextRange) -> Placed {
    let index = view.at(range.start());
    if view.kind(index) == TokenKind::Newline && view.before(index) == TokenKind::Import {
        return Placed::new(
            "Expected one or more names after 'import'",
            TextRange::empty(view.token(index).start()),
        );
    }
    operands::unexpected(view, range)
}

/// `from a import b,`.
pub(super) fn trailing_comma(view: &View<'_>, range: TextRange) -> Placed {
    let newline = view.at(range.end());
    if view.kind(view.line_start(newline)) == TokenKind::From {
        return Placed::new(
            "trailing comma not allowed without surrounding parentheses",
            view.token(newline),
        );
    }
    Placed::new(INVALID, view.token(newline))
}

/// `import a from b`.
pub(super) fn reversed_import(view: &View<'_>, from: usize) -> Option<Placed> {
    let first = view.line_start(from);
    if view.kind(first) != TokenKind::Import || view.kind(from) != TokenKind::From {
        return None;
    }
    let mut next = from + 1;
    while matches!(view.kind(next), TokenKind::Name | TokenKind::Dot) {
        next += 1;
    }
    let range = view.span(first, next);
    let end = range.end().checked_sub(TextSize::new(1)).unwrap_or_default().max(range.start());
    let message = "Did you mean to use 'from ... import ...' instead?";
    (next > from + 1).then(|| Placed::new(message, TextRange::new(range.start(), end)))
}

/// `elif` after `else`.
pub(super) fn late_elif(view: &View<'_>, elif: usize) -> Option<Placed> {
    if view.kind(elif) != TokenKind::Elif {
        return None;
    }
    let mut depth = 0usize;
    let mut index = elif;
    loop {
        index = index.checked_sub(1)?;
        let is_first =
            matches!(view.before(index), TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
        match view.kind(index) {
            TokenKind::Dedent => depth += 1,
            TokenKind::Indent => depth = depth.checked_sub(1)?,
            // The statement before, whichever it is.
            kind if is_first && depth == 0 => {
                let message = "'elif' block follows an 'else' block";
                return (kind == TokenKind::Else).then(|| Placed::new(message, view.token(elif)));
            }
            _ => {}
        }
    }
}

/// What stands after `as` and is no name.
pub(super) fn as_target(view: &View<'_>, index: usize) -> Option<Placed> {
    let is_as = |index: &usize| view.kind(*index) == TokenKind::As;
    let word = [index.checked_sub(1), index.checked_sub(2)].into_iter().flatten().find(is_as)?;
    let range = view.span(word + 1, last_of_expression(view, word + 1));
    let expression = view.expression(range)?;
    if expression.is_name_expr() {
        return None;
    }
    let name = targets::name(&expression);
    let message = match view.kind(view.line_start(index)) {
        TokenKind::Import | TokenKind::From => format!("cannot use {name} as import target"),
        TokenKind::Case => format!("cannot use {name} as pattern target"),
        TokenKind::Except => format!("cannot use except statement with {name}"),
        _ => return None,
    };
    Some(Placed::new(message, range))
}

/// `pass if a else b` and `a if b else pass`.
pub(super) fn statement_in_condition(view: &View<'_>, index: usize) -> Option<Placed> {
    use TokenKind as T;
    if matches!(view.kind(index), T::Pass | T::Break | T::Continue) && view.kind(index + 1) == T::If {
        let message = "expected expression before 'if', but statement is given";
        return Some(Placed::new(message, view.token(index)));
    }
    let is_statement = view.kind(index).is_non_soft_keyword() && !view.begins_expression(index);
    let message = "expected expression after 'else', but statement is given";
    (is_statement && view.before(index) == T::Else).then(|| Placed::new(message, view.token(index)))
}
