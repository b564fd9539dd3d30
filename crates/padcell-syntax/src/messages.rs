//! The parser's complaints in Python's words.

use alloc::string::{String, ToString};

use ruff_python_ast::Mod;
use ruff_python_parser::{ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::error::ErrorKind;
use crate::parse::Mode;
use crate::source::Source;
use crate::tokenizer::Tokens;

/// An error and the bytes it is about.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) range: TextRange,
}

/// The error that Python would report for a program, if the parser found any. What it says about a place where the text
/// was cut off is not about the program.
pub(crate) fn first_error(
    parsed: &Parsed<Mod>,
    _source: &Source,
    _tokens: &Tokens,
    _mode: Mode,
    cut: Option<usize>,
) -> Option<Placed> {
    let is_cut = |error: &ParseError| {
        let reached = |offset: TextSize| cut.is_some_and(|cut| offset.to_usize() >= cut);
        let is_block = matches!(&error.error, ParseErrorType::OtherError(text) if text.starts_with("Expected an indented"));
        reached(error.range().start()) || is_block && reached(error.range().end())
    };
    if let Some(error) = parsed.errors().first() {
        let placed = Placed { kind: ErrorKind::Syntax, message: message(error), range: error.range() };
        return (!is_cut(error)).then_some(placed);
    }
    let error = parsed.unsupported_syntax_errors().first()?;
    Some(Placed { kind: ErrorKind::Syntax, message: "invalid syntax".to_string(), range: error.range() })
}

/// The text of a `SyntaxError` for one of the parser's errors.
fn message(error: &ParseError) -> String {
    use ruff_python_parser::ParseErrorType::{ExpectedExpression, ExpectedToken, UnexpectedExpressionToken};
    match &error.error {
        ExpectedToken { expected, .. } if *expected == ruff_python_ast::token::TokenKind::Colon => {
            "expected ':'".to_string()
        }
        ExpectedExpression | ExpectedToken { .. } | UnexpectedExpressionToken => "invalid syntax".to_string(),
        other => other.to_string(),
    }
}
