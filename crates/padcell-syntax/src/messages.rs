//! The parser's complaints in Python's words.

use alloc::string::{String, ToString};

use ruff_python_parser::ParseError;

/// The text of a `SyntaxError` for one of the parser's errors.
pub(crate) fn message(error: &ParseError) -> String {
    use ruff_python_parser::ParseErrorType::{ExpectedExpression, ExpectedToken, UnexpectedExpressionToken};
    match &error.error {
        ExpectedToken { expected, .. } if *expected == ruff_python_ast::token::TokenKind::Colon => {
            "expected ':'".to_string()
        }
        ExpectedExpression | ExpectedToken { .. } | UnexpectedExpressionToken => "invalid syntax".to_string(),
        other => other.to_string(),
    }
}
