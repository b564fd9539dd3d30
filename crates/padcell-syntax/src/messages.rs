//! The parser's complaints in Python's words and at Python's places.

mod blocks;
mod clauses;
mod operands;
mod parameters;
mod spans;
mod strings;
mod targets;
mod view;

use alloc::string::String;
use alloc::vec::Vec;

use ruff_python_ast::Mod;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseError, ParseErrorType, Parsed, UnsupportedSyntaxErrorKind};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::error::ErrorKind;
use crate::parse::Mode;
use crate::tokenizer::Token;
pub(crate) use blocks::unexpected_indent;
pub(crate) use view::View;

/// What Python says when it has nothing better to say.
pub(crate) const INVALID: &str = "invalid syntax";

/// How many of the parser's errors are looked at.
const FEW: usize = 4;

/// An error and the bytes it is about.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) range: TextRange,
    /// Whether Python names the end too.
    pub(crate) has_end: bool,
    /// The end of the second operand, if the error is that one follows another: Python reads on to see what that is.
    pub(crate) reads_to: Option<TextSize>,
}

impl Placed {
    pub(crate) fn new(message: impl Into<String>, range: TextRange) -> Self {
        Self { kind: ErrorKind::Syntax, message: message.into(), range, has_end: true, reads_to: None }
    }
}

/// The error that Python would report for a program, if the parser found any. What it says about a place where the text
/// was cut off is not about the program.
pub(crate) fn first_error(parsed: &Parsed<Mod>, view: &View<'_>, cut: Option<usize>) -> Option<Placed> {
    let is_cut = |error: &&ParseError| {
        let reached = |offset: TextSize| cut.is_some_and(|cut| offset.to_usize() >= cut);
        reached(error.range().start()) || blocks::is_about_end(error) && reached(error.range().end())
    };
    let errors: Vec<&ParseError> = parsed.errors().iter().filter(|error| !is_cut(error)).take(FEW).collect();
    let first =
        targets::earlier(view, &errors).or_else(|| errors.first().map(|error| translate(view, error)));
    let newest = parsed.unsupported_syntax_errors().iter().min_by_key(|error| error.range().start());
    match (first, newest) {
        (Some(first), Some(newest)) if newest.range.start() >= first.range.start() => Some(first),
        (_, Some(newest)) => Some(newer(view, newest.kind, newest.range)),
        (first, None) => first,
    }
}

/// Where a keyword argument ends whose value begins with a token.
pub(crate) fn keyword_end(text: &str, tokens: &[Token], value: usize) -> TextSize {
    let view = View::new(text, tokens, Mode::Exec);
    view.token(spans::last_of_expression(&view, value)).end()
}

/// Syntax that only later versions of Python have.
fn newer(view: &View<'_>, kind: UnsupportedSyntaxErrorKind, range: TextRange) -> Placed {
    use ruff_python_parser::UnsupportedSyntaxErrorKind as K;
    match kind {
        K::UnpackingInComprehension(_) => {
            let message = if view.kind(view.at(range.start())) == TokenKind::DoubleStar {
                "dict unpacking cannot be used in dict comprehension"
            } else {
                "iterable unpacking cannot be used in comprehension"
            };
            let is_double = view.kind(view.at(range.start())) == TokenKind::DoubleStar;
            Placed::new(message, if is_double { view.token(view.at(range.start())) } else { range })
        }
        K::ParenthesizedKeywordArgumentName => targets::keyword(view, range),
        _ => Placed::new(INVALID, range),
    }
}

/// One of the parser's errors as Python words it.
fn translate(view: &View<'_>, error: &ParseError) -> Placed {
    use ParseErrorType as E;
    let range = error.range();
    let known = |message: &str| Placed::new(message, range);
    match &error.error {
        E::UnexpectedIndentation => blocks::unexpected_indent(range),
        E::Lexical(_) => strings::literal(view, range),
        E::FStringError(kind) => strings::interpolated(view, kind, 'f', range),
        E::TStringError(kind) => strings::interpolated(view, kind, 't', range),
        E::InvalidAssignmentTarget => targets::assignment(view, range),
        E::InvalidAugmentedAssignmentTarget => targets::augmented(view, range),
        E::InvalidNamedAssignmentTarget => targets::named(view, range),
        E::InvalidDeleteTarget => targets::deleted(view, range),
        E::InvalidAnnotatedAssignmentTarget => targets::annotated(view, range),
        E::InvalidStarredExpressionUsage => targets::starred(view, range),
        E::NonDefaultParamAfterDefaultParam => {
            known("parameter without a default follows parameter with a default")
        }
        E::ParamAfterVarKeywordParam => known("arguments cannot follow var-keyword argument"),
        E::VarParameterWithDefault => parameters::variadic_default(view, range),
        E::ExpectedKeywordParam => parameters::bare_star(view, range),
        E::PositionalAfterKeywordArgument => {
            operands::after_arguments(view, range, "positional argument follows keyword argument")
        }
        E::PositionalAfterKeywordUnpacking => {
            operands::after_arguments(view, range, "positional argument follows keyword argument unpacking")
        }
        E::InvalidArgumentUnpackingOrder => {
            // From the comma to where Python has read.
            let star = view.at(range.start());
            let read =
                view.token(view.at(range.end())).end().checked_sub(TextSize::new(1)).unwrap_or_default();
            let start = view.token(star.saturating_sub(1)).start();
            let message = "iterable argument unpacking follows keyword argument unpacking";
            Placed::new(message, TextRange::new(start, read.max(start)))
        }
        E::UnparenthesizedGeneratorExpression => known("Generator expression must be parenthesized"),
        E::EmptySlice => operands::empty_index(view, range),
        E::EmptyTypeParams => {
            Placed::new("Type parameter list cannot be empty", TextRange::empty(range.start()))
        }
        E::UnparenthesizedTupleExpression => operands::first_comma(view, range),
        E::EmptyImportNames => blocks::no_import_names(view, range),
        E::InvalidMatchPatternTarget if view.before(view.at(range.start())) == TokenKind::DoubleStar => {
            known(INVALID)
        }
        E::InvalidMatchPatternTarget => known("cannot use '_' as a target"),
        E::ExpectedRealNumber => known("real number required in complex literal"),
        E::ExpectedImaginaryNumber => known("imaginary number required in complex literal"),
        E::ExpectedToken { expected, .. } => operands::expected(view, *expected, range),
        E::OtherError(text) => other(view, text, range),
        _ => operands::unexpected(view, range),
    }
}

/// The parser's errors that have only a text to be told by.
fn other(view: &View<'_>, text: &str, range: TextRange) -> Placed {
    let known = |message: &str| Placed::new(message, range);
    match text {
        "Only single target (not tuple) can be annotated" => targets::annotated_tuple(view, range),
        "Only single target (not list) can be annotated" => {
            known("only single target (not list) can be annotated")
        }
        "Only one '/' separator allowed" => known("/ may appear only once"),
        "'/' parameter must appear before '*' parameter" => known("/ must be ahead of *"),
        "Position-only parameter separator not allowed as first parameter"
            if parameters::after_star(view, range) =>
        {
            known("/ must be ahead of *")
        }
        "Position-only parameter separator not allowed as first parameter" => {
            let is_alone = view.kind(view.at(range.end())) != TokenKind::Comma;
            known(if is_alone { INVALID } else { "at least one argument must precede /" })
        }
        "Only one '*' parameter allowed" | "Only one '*' separator allowed" => {
            parameters::second_star(view, range)
        }
        "Only one '**' parameter allowed" => {
            let star = view.at(range.start());
            Placed::new("arguments cannot follow var-keyword argument", view.token(star))
        }
        "Expected `except` or `finally` after `try` block" => blocks::no_except(view, range),
        "Cannot have both 'except' and 'except*' on the same 'try'" => blocks::mixed_except(view, range),
        "Multiple exception types must be parenthesized when using `as`" => {
            known("multiple exception types must be parenthesized when using 'as'")
        }
        "Expected one or more exception types" => known("expected one or more exception types"),
        "Trailing comma not allowed" => blocks::trailing_comma(view, range),
        "Expected a parameter name" => targets::keyword(view, range),
        "Positional patterns cannot follow keyword patterns" => {
            known("positional patterns follow keyword patterns")
        }
        "Bytes literal cannot be mixed with non-bytes literals" => {
            Placed::new("cannot mix bytes and nonbytes literals", view.token(view.at(range.end())))
        }
        "Cannot mix t-string literals with string or bytes literals" => {
            Placed::new("cannot mix t-string literals with string or bytes literals", range)
        }
        _ if text.starts_with("Expected an indented block") => blocks::no_block(view, range),
        _ => operands::unexpected(view, range),
    }
}
