//! Text to tree: the limits first, then the parser, then its errors in Python's words.

use alloc::string::String;

use ruff_python_ast::{Expr, Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode as ParserMode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use crate::error::{ErrorKind, SyntaxError};
use crate::limits::Limits;
use crate::messages;
use crate::source::Source;

/// What the text is to be: the third argument of `compile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module: any number of statements.
    Exec,
    /// One expression.
    Eval,
    /// One interactive statement, whose value is shown.
    Single,
}

/// A program's syntax tree.
#[derive(Clone, Debug)]
pub struct Parsed {
    syntax: Mod,
}

impl Parsed {
    /// The statements of a module or an interactive statement; empty for an expression.
    pub fn body(&self) -> &[Stmt] {
        match &self.syntax {
            Mod::Module(module) => &module.body,
            Mod::Expression(_) => &[],
        }
    }

    /// The expression that [`Mode::Eval`] gives.
    pub fn expression(&self) -> Option<&Expr> {
        match &self.syntax {
            Mod::Module(_) => None,
            Mod::Expression(expression) => Some(&expression.body),
        }
    }

    /// The tree itself.
    pub fn syntax(&self) -> &Mod {
        &self.syntax
    }

    /// The tree itself, owned.
    pub fn into_syntax(self) -> Mod {
        self.syntax
    }
}

/// Parses a program, or says why it is none.
pub fn parse(source: &Source, mode: Mode, limits: &Limits) -> Result<Parsed, SyntaxError> {
    let text = source.text();
    if text.len() > limits.max_source_bytes || u32::try_from(text.len()).is_err() {
        return Err(SyntaxError::unplaced(ErrorKind::TooLarge, "source code is too large"));
    }
    if text.contains('\0') {
        let message = "source code string cannot contain null bytes";
        return Err(SyntaxError::unplaced(ErrorKind::Syntax, message));
    }
    let parser_mode = match mode {
        Mode::Exec | Mode::Single => ParserMode::Module,
        Mode::Eval => ParserMode::Expression,
    };
    let options = ParseOptions::from(parser_mode).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(text, options);
    if let Some(error) = parsed.errors().first() {
        return Err(at(source, error.range(), ErrorKind::Syntax, messages::message(error)));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(at(source, error.range(), ErrorKind::Syntax, "invalid syntax".into()));
    }
    Ok(Parsed { syntax: parsed.into_syntax() })
}

/// An error with a place.
fn at(source: &Source, range: TextRange, kind: ErrorKind, message: String) -> SyntaxError {
    let (line, column) = source.position(range.start());
    let (end_line, end_column) = source.position(range.end());
    SyntaxError { kind, message, line, column, end_line, end_column, text: source.line_owned(line) }
}
