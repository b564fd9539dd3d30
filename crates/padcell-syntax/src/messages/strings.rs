//! Mistakes in strings: escapes, and what stands in the braces of f-strings.

use alloc::format;

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::InterpolatedStringErrorType;
use ruff_text_size::TextRange;

use super::view::View;
use super::{INVALID, Placed};

/// A literal whose characters or escapes are wrong.
pub(super) fn literal(view: &View<'_>, range: TextRange) -> Placed {
    let mut index = view.at(range.start());
    while index > 0 && view.token(index).start() > range.start() {
        index -= 1;
    }
    if view.kind(index) != TokenKind::String {
        return Placed::new(INVALID, range);
    }
    Placed::new("bytes can only contain ASCII literal characters", view.token(index))
}

/// What the parser misses in an f-string or t-string.
pub(super) fn interpolated(
    _view: &View<'_>,
    kind: &InterpolatedStringErrorType,
    letter: char,
    range: TextRange,
) -> Placed {
    use InterpolatedStringErrorType as E;
    let message = match kind {
        E::UnclosedLbrace => format!("{letter}-string: expecting '}}'"),
        E::LambdaWithoutParentheses => {
            format!("{letter}-string: lambda expressions are not allowed without parentheses")
        }
        E::InvalidConversionFlag => format!("{letter}-string: invalid conversion character"),
        E::ConversionFlagNotImmediatelyAfterExclamation => {
            format!("{letter}-string: conversion type must come right after the exclamation mark")
        }
        _ => INVALID.into(),
    };
    Placed::new(message, range)
}
