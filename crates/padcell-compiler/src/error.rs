//! Errors of the symbol table and the compiler, placed as Python places them.

use alloc::boxed::Box;
use alloc::string::String;

use padcell_syntax::{ErrorKind, Source, SyntaxError, TextRange};

/// Results of the compiler's steps; the error is boxed because every recursive function returns one.
pub(crate) type Result<T = ()> = core::result::Result<T, Box<SyntaxError>>;

/// A `SyntaxError` for a range of the source.
pub(crate) fn error_at(source: &Source, range: TextRange, message: impl Into<String>) -> Box<SyntaxError> {
    let (line, column) = source.position(range.start());
    let (end_line, end_column) = source.position(range.end());
    Box::new(SyntaxError {
        kind: ErrorKind::Syntax,
        message: message.into(),
        line,
        column,
        end_line,
        end_column,
        text: source.line_text(line).map(Into::into),
    })
}

/// The error of a program that nests too deep.
pub(crate) fn too_deep(source: &Source, range: TextRange) -> Box<SyntaxError> {
    let mut error = error_at(source, range, "maximum recursion depth exceeded during compilation");
    error.kind = ErrorKind::TooDeep;
    error
}
