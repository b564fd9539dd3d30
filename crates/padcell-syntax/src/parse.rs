//! Text to tree: the limits first, then the parser, then its errors in Python's words.

use ruff_python_ast::helpers::is_compound_statement;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode as ParserMode, ParseOptions, Parsed as ParserOutput, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::error::{COMPILER_OVERFLOW, ErrorKind, PARSER_OVERFLOW, SyntaxError};
use crate::keywords::repeated_keyword;
use crate::limits::Limits;
use crate::messages::{self, Placed, View};
use crate::nesting::{Broken, Nesting, nesting};
use crate::source::Source;
use crate::tokenizer::{Failure, Token, tokenize};

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
    let tokens = tokenize(text, limits.max_nodes);
    if let Some(failure) = tokens.failure.as_ref().filter(|failure| failure.eager) {
        return Err(match indented_before(text, &tokens.list, limits) {
            Some(indent) => at(source, messages::unexpected_indent(indent)),
            None => failed(source, failure),
        });
    }
    if mode == Mode::Eval
        && let Some(indent) = tokens.list.first().filter(|token| token.kind == TokenKind::Indent)
    {
        return Err(at(source, messages::unexpected_indent(indent.range())));
    }
    let nesting = nesting(&tokens.list);
    check_depth(source, &nesting, limits)?;
    let parser_mode = match mode {
        Mode::Exec | Mode::Single => ParserMode::Module,
        Mode::Eval => ParserMode::Expression,
    };
    let options = ParseOptions::from(parser_mode).with_target_version(PythonVersion::PY314);
    let cut = tokens.failure.as_ref().map_or(text.len(), |failure| failure.good_until);
    let cut = nesting.broken.map_or(cut, |broken| cut.min(broken.line_end));
    let parsed = parse_unchecked(text.get(..cut).unwrap_or(text), options);
    let whole = tokens.failure.is_none() && nesting.broken.is_none();
    let is_part = tokens.failure.is_some() || cut < text.len();
    match messages::first_error(&parsed, &View::new(text, &tokens.list, mode), is_part.then_some(cut)) {
        Some(error) => Err(
            match tokens.failure.as_ref().filter(|failure| goes_first(source, &tokens.list, failure, &error))
            {
                Some(failure) => failed(source, failure),
                None => at(source, error),
            },
        ),
        None if whole => {
            let repeated = repeated_keyword(text, &tokens.list);
            let single = || if mode == Mode::Single { not_single(&parsed, &tokens.list) } else { None };
            match repeated.or_else(single) {
                Some(error) => Err(at(source, error)),
                None => Ok(Parsed { syntax: parsed.into_syntax() }),
            }
        }
        None => Err(match (nesting.broken, &tokens.failure) {
            (None, Some(failure)) => failed(source, failure),
            (broken, _) => unexpected(source, broken),
        }),
    }
}

/// A line that is indented for no reason, after nothing but what is right: that Python reports before any error further on.
fn indented_before(text: &str, tokens: &[Token], limits: &Limits) -> Option<TextRange> {
    let indent = tokens.iter().enumerate().position(|(index, token)| {
        let header = index.checked_sub(2).and_then(|before| tokens.get(before));
        token.kind == TokenKind::Indent && header.is_none_or(|header| header.kind != TokenKind::Colon)
    })?;
    let token = tokens.get(indent)?;
    let nesting = nesting(tokens.get(..indent)?);
    if nesting.depth > limits.max_depth || nesting.broken.is_some() {
        return None;
    }
    let options = ParseOptions::from(ParserMode::Module).with_target_version(PythonVersion::PY314);
    let before = parse_unchecked(text.get(..token.start as usize)?, options);
    before.has_no_syntax_errors().then(|| token.range())
}

/// What a program has that is not one interactive statement.
fn not_single(parsed: &ParserOutput<Mod>, tokens: &[Token]) -> Option<Placed> {
    let Mod::Module(module) = parsed.syntax() else { return None };
    let Some(first) = module.body.first() else {
        return Some(Placed::new(messages::INVALID, TextRange::empty(TextSize::new(0))));
    };
    let next = module.body.get(1)?;
    if is_compound_statement(first) {
        return Some(Placed::new(messages::INVALID, next.range()));
    }
    let newline = tokens.iter().find(|token| token.kind == TokenKind::Newline)?;
    module.body.iter().find(|next| next.start() > newline.range().start())?;
    let message = "multiple statements found while compiling a single statement";
    Some(Placed::new(message, newline.range()))
}

/// Refuses a tree that is too deep to be walked.
fn check_depth(source: &Source, nesting: &Nesting, limits: &Limits) -> Result<(), SyntaxError> {
    if nesting.depth <= limits.max_depth {
        return Ok(());
    }
    if nesting.broken.is_some() {
        return Err(unexpected(source, nesting.broken));
    }
    // Python's parser reads chains in a loop and it is the compiler that gives up on them.
    let message =
        if nesting.longest_chain > limits.max_depth / 2 { COMPILER_OVERFLOW } else { PARSER_OVERFLOW };
    Err(SyntaxError::unplaced(ErrorKind::TooDeep, message))
}

/// The error for a token that cannot stand where it does.
fn unexpected(source: &Source, broken: Option<Broken>) -> SyntaxError {
    let range = broken.map_or(TextRange::default(), |broken| broken.token.range());
    at(
        source,
        Placed {
            kind: ErrorKind::Syntax,
            message: messages::INVALID.into(),
            range,
            has_end: true,
            reads_to: None,
        },
    )
}

/// The tokenizer's error, with its place.
fn failed(source: &Source, failure: &Failure) -> SyntaxError {
    let end = failure.end.unwrap_or(failure.at);
    let range = TextRange::new(offset(failure.at), offset(end.max(failure.at)));
    let has_end = failure.eager || failure.end.is_some();
    at(
        source,
        Placed { kind: failure.kind, message: failure.message.clone(), range, has_end, reads_to: None },
    )
}

/// Whether Python reports where the tokens stop in place of an error before that: a bracket is open since an earlier line, or
/// the error is that two operands stand together, and Python does not get to the end of the second one.
fn goes_first(source: &Source, tokens: &[Token], failure: &Failure, error: &Placed) -> bool {
    if failure.at < error.range.start().to_usize() {
        // The last token that Python looked at decides.
        let line = |at| source.position(at).0;
        return failure.is_unclosed && line(offset(failure.at)) < line(error.range.end());
    }
    let next = |end: TextSize| tokens.iter().find(|token| token.start >= u32::from(end));
    error.reads_to.is_some_and(|end| next(end).is_none_or(|token| token.start as usize >= failure.at))
}

fn offset(at: usize) -> TextSize {
    TextSize::new(u32::try_from(at).unwrap_or(u32::MAX))
}

/// An error with its place.
fn at(source: &Source, error: Placed) -> SyntaxError {
    let Placed { kind, message, range, has_end, .. } = error;
    let (line, column) = source.position(range.start());
    let (end_line, end_column) = if !has_end {
        (line, 0)
    } else if range.is_empty() && range.start().to_usize() < source.text().len() {
        (line, column)
    } else {
        source.end_position(range.end(), range.is_empty())
    };
    let text = source.line_owned(line);
    // Python looks for the end in the first line, whichever line it is in.
    let length = text.as_ref().map_or(0, |text| text.trim_end_matches('\n').chars().count());
    let longest = u32::try_from(length).unwrap_or(u32::MAX).saturating_add(1);
    let end_column = if end_line > line { end_column.min(longest) } else { end_column };
    SyntaxError { kind, message, line, column, end_line, end_column, text }
}
