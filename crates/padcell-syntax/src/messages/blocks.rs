//! Mistakes in the statements around blocks, and in `import`.

use alloc::format;
use alloc::string::{String, ToString};

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseError, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};

use super::view::View;
use super::{INVALID, Placed, operands};
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
    Placed { kind: ErrorKind::Indentation, message, range, has_end: false, reads_on: false }
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
    indentation_error(message, range)
}

/// `try` without `except` and `finally`.
pub(super) fn no_except(_view: &View<'_>, range: TextRange) -> Placed {
    Placed::new("expected 'except' or 'finally' block", range)
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
