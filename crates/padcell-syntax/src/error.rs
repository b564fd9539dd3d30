//! What `decode` and `parse` report: one error, placed and worded as Python places and words it.

use alloc::string::String;
use core::fmt;

use ruff_text_size::TextSize;

use crate::source::Source;

/// Which exception a [`SyntaxError`] becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// Nested deeper than [`Limits::max_depth`](crate::Limits) allows: `MemoryError` or `RecursionError`.
    TooDeep,
    /// Larger than [`Limits`](crate::Limits) allow: `MemoryError`.
    TooLarge,
}

/// The message of a [`ErrorKind::TooDeep`] error that Python reports as a `MemoryError`.
pub(crate) const PARSER_OVERFLOW: &str = "Parser stack overflowed - Python source too complex to parse";
/// The message of a [`ErrorKind::TooDeep`] error that Python reports as a `RecursionError`.
pub(crate) const COMPILER_OVERFLOW: &str = "maximum recursion depth exceeded during compilation";

/// Why source text is not a program, with the place in it.
///
/// Lines and columns count from 1, columns in characters. A line of 0 means that the error has no place, an end column of 0
/// that Python names no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    /// The source line the error begins in, with its newline when it has one.
    pub text: Option<String>,
}

impl SyntaxError {
    /// An error that has no place in the source.
    pub(crate) fn unplaced(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), line: 0, column: 0, end_line: 0, end_column: 0, text: None }
    }

    /// Whether more text could make a program of it: what an interactive prompt asks before it shows the error.
    pub fn is_incomplete(&self, source: &Source) -> bool {
        let open = ["' was never closed", "unexpected EOF while parsing"];
        if open.iter().any(|end| self.message.ends_with(end))
            || self.message.starts_with("unterminated triple-")
        {
            return true;
        }
        let text = source.text();
        let end = text.strip_suffix('\n').unwrap_or(text).len();
        let end = source.position(TextSize::try_from(end).unwrap_or_default());
        self.line > 0 && (self.line, self.column) >= end
    }

    /// The name of the builtin exception that Python raises for this error.
    pub fn exception_name(&self) -> &'static str {
        match self.kind {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            ErrorKind::TooDeep if self.message == COMPILER_OVERFLOW => "RecursionError",
            ErrorKind::TooDeep | ErrorKind::TooLarge => "MemoryError",
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for SyntaxError {}
