//! The parser's complaints in Python's words and at Python's places.

mod blocks;
mod operands;
mod parameters;
mod strings;
mod targets;
mod view;

use alloc::string::String;

use ruff_python_ast::Mod;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseError, ParseErrorType, Parsed, UnsupportedSyntaxErrorKind};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::error::ErrorKind;
use crate::tokenizer::Tokens;
pub(crate) use blocks::unexpected_indent;
use view::View;

/// What Python says when it has nothing better to say.
pub(crate) const INVALID: &str = "invalid syntax";

/// An error and the bytes it is about.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) range: TextRange,
    /// Whether Python names the end too.
    pub(crate) has_end: bool,
    /// Whether it is that one operand follows another: Python then reads on to see what the second one is.
    pub(crate) reads_on: bool,
}

impl Placed {
    fn new(message: impl Into<String>, range: TextRange) -> Self {
        Self { kind: ErrorKind::Syntax, message: message.into(), range, has_end: true, reads_on: false }
    }
}

/// The error that Python would report for a program, if the parser found any. What it says about a place where the text
/// was cut off is not about the program.
pub(crate) fn first_error(
    parsed: &Parsed<Mod>,
    text: &str,
    tokens: &Tokens,
    cut: Option<usize>,
) -> Option<Placed> {
    let view = View::new(text, &tokens.list);
    let is_cut = |error: &&ParseError| {
        let reached = |offset: TextSize| cut.is_some_and(|cut| offset.to_usize() >= cut);
        reached(error.range().start()) || blocks::is_about_end(error) && reached(error.range().end())
    };
    let mut errors = parsed.errors().iter().filter(|error| !is_cut(error));
    let first = errors.next().map(|first| {
        // The target of an annotation is looked at last.
        let line = view.line(first.range().end());
        let is_target = matches!(first.error, ParseErrorType::InvalidAnnotatedAssignmentTarget);
        let inner = errors.next().filter(|next| is_target && view.line(next.range().start()) == line);
        inner.unwrap_or(first)
    });
    let newest = parsed.unsupported_syntax_errors().iter().min_by_key(|error| error.range().start());
    match (first, newest) {
        (Some(first), Some(newest)) if newest.range.start() < first.range().start() => {
            Some(newer(&view, newest.kind, newest.range))
        }
        (Some(first), _) => Some(translate(&view, first)),
        (None, Some(newest)) => Some(newer(&view, newest.kind, newest.range)),
        (None, None) => None,
    }
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
            Placed::new(message, range)
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
        E::ExpectedKeywordParam => known("named arguments must follow bare *"),
        E::PositionalAfterKeywordArgument => {
            operands::after_arguments(view, range, "positional argument follows keyword argument")
        }
        E::PositionalAfterKeywordUnpacking => {
            operands::after_arguments(view, range, "positional argument follows keyword argument unpacking")
        }
        E::InvalidArgumentUnpackingOrder => {
            let star = view.at(range.start());
            Placed::new("iterable argument unpacking follows keyword argument unpacking", view.token(star))
        }
        E::UnparenthesizedGeneratorExpression => known("Generator expression must be parenthesized"),
        E::EmptyTypeParams => known("Type parameter list cannot be empty"),
        E::EmptyImportNames => blocks::no_import_names(view, range),
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
        "Position-only parameter separator not allowed as first parameter" => {
            known("at least one argument must precede /")
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
        _ if text.starts_with("Expected an indented block") => blocks::no_block(view, range),
        _ => operands::unexpected(view, range),
    }
}
