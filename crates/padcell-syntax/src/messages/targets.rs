//! What cannot be assigned to, deleted or annotated.

use alloc::format;
use alloc::string::String;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, UnaryOp};
use ruff_python_parser::{ParseError, ParseErrorType};
use ruff_text_size::{Ranged, TextRange};

use super::view::View;
use super::{INVALID, Placed, clauses};

const NO_YIELD: &str = "assignment to yield expression not possible";

/// Python's name for a kind of expression.
pub(super) fn name(expression: &Expr) -> &'static str {
    match expression {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(literal) => {
            if literal.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}

/// Whether an expression binds at least as closely as `|`, so that it can stand before `=` in Python's rule for the mistake
/// of `=` for `==`; some kinds are excepted there.
pub(super) fn is_mistaken(expression: &Expr) -> bool {
    match expression {
        Expr::Compare(_) | Expr::BoolOp(_) | Expr::Lambda(_) | Expr::If(_) | Expr::Starred(_) => false,
        Expr::Named(_) | Expr::List(_) | Expr::Tuple(_) | Expr::Generator(_) => false,
        Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) => false,
        Expr::UnaryOp(unary) => unary.op != UnaryOp::Not,
        _ => true,
    }
}

/// A wrong target, reported before what is wrong with the value that is assigned to it.
pub(super) fn earlier(view: &View<'_>, errors: &[&ParseError]) -> Option<Placed> {
    let first = errors.first()?;
    let start = view.line_start(view.at(first.range().start()));
    if matches!(first.error, ParseErrorType::InvalidAnnotatedAssignmentTarget) {
        let colon = view.at(first.range().end());
        let next = errors.get(1).map(|next| view.at(next.range().start()));
        // An annotation that cannot even begin is none.
        return (next == Some(colon + 1)).then(|| Placed::new(INVALID, view.token(colon)));
    }
    let target = errors.iter().skip(1).find(|error| {
        matches!(error.error, ParseErrorType::InvalidAssignmentTarget)
            && error.range().start() < first.range().start()
            && view.line_start(view.at(error.range().start())) == start
    })?;
    let is_yield = view.slice(target.range()).starts_with("yield");
    (is_yield || view.expression(target.range()).is_some()).then(|| assignment(view, target.range()))
}

pub(super) fn assignment(view: &View<'_>, range: TextRange) -> Placed {
    let Some(expression) = view.expression(range) else {
        let is_yield = view.slice(range).starts_with("yield");
        let is_grouped = view.before(view.at(range.start())) == TokenKind::Lpar;
        return match (is_yield, is_grouped) {
            (true, false) => Placed::new(NO_YIELD, range),
            (true, true) => Placed::new(mistaken("yield expression"), range),
            (false, _) => Placed::new(INVALID, range),
        };
    };
    let name = name(&expression);
    let first = view.at(range.start());
    // Parentheses around the target alone are not part of it.
    let (mut outer, mut next) = (first, view.at(range.end()));
    while view.before(outer) == TokenKind::Lpar && view.kind(next) == TokenKind::Rpar {
        let Some(before) = outer.checked_sub(1).filter(|&before| view.closing(before) == Some(next)) else {
            break;
        };
        (outer, next) = (before, next + 1);
    }
    let is_grouped = outer != first;
    if matches!(expression, Expr::Yield(_) | Expr::YieldFrom(_)) && !is_grouped {
        return Placed::new(NO_YIELD, range);
    }
    let is_last =
        view.kind(next) == TokenKind::Equal && view.begins_expression(next + 1) && !another_equal(view, next);
    if is_last
        && !in_clause(view, first)
        && (is_grouped || is_mistaken(&expression))
        && is_guessed(view, outer)
    {
        return Placed::new(mistaken(name), range);
    }
    Placed::new(format!("cannot assign to {name}"), range)
}

/// What Python says of a target that it takes for the left side of a comparison.
pub(super) fn mistaken(name: &str) -> String {
    format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?")
}

/// Whether Python's guess goes for a target: it begins with no constant and no star, and no target precedes it.
fn is_guessed(view: &View<'_>, first: usize) -> bool {
    let start = view.line_start(first);
    let is_later = (start..first).any(|index| view.kind(index) == TokenKind::Equal);
    !is_later
        && view.before(first) != TokenKind::Star
        && !matches!(view.kind(first), TokenKind::True | TokenKind::False | TokenKind::None)
}

/// Whether a target belongs to a `for` or `with`.
fn in_clause(view: &View<'_>, index: usize) -> bool {
    let start = view.line_start(index);
    matches!(view.kind(start), TokenKind::For | TokenKind::With | TokenKind::Async)
}

/// Whether another `=` follows the value after an `=`.
fn another_equal(view: &View<'_>, equal: usize) -> bool {
    let mut index = equal + 1;
    loop {
        match view.kind(index) {
            TokenKind::Equal | TokenKind::ColonEqual => return true,
            TokenKind::Newline | TokenKind::Semi | TokenKind::EndOfFile | TokenKind::Comma => return false,
            kind if super::view::is_opening(kind) => match view.closing(index) {
                Some(closing) => index = closing + 1,
                None => return false,
            },
            _ => index += 1,
        }
    }
}

pub(super) fn augmented(view: &View<'_>, range: TextRange) -> Placed {
    match view.expression(range) {
        Some(expression) => {
            let name = name(&expression);
            Placed::new(format!("'{name}' is an illegal expression for augmented assignment"), range)
        }
        None => Placed::new(INVALID, range),
    }
}

pub(super) fn named(view: &View<'_>, range: TextRange) -> Placed {
    match view.expression(range) {
        Some(expression) => {
            Placed::new(format!("cannot use assignment expressions with {}", name(&expression)), range)
        }
        None => Placed::new(INVALID, range),
    }
}

pub(super) fn deleted(view: &View<'_>, range: TextRange) -> Placed {
    match view.expression(range) {
        Some(expression) => Placed::new(format!("cannot delete {}", name(&expression)), range),
        None if view.slice(range).starts_with('*') => Placed::new("cannot delete starred", range),
        None => Placed::new(INVALID, range),
    }
}

pub(super) fn annotated(_view: &View<'_>, range: TextRange) -> Placed {
    Placed::new("illegal target for annotation", range)
}

pub(super) fn annotated_tuple(_view: &View<'_>, range: TextRange) -> Placed {
    Placed::new("only single target (not tuple) can be annotated", range)
}

pub(super) fn starred(view: &View<'_>, range: TextRange) -> Placed {
    let (first, next) = (view.at(range.start()), view.at(range.end()));
    if view.before(first) == TokenKind::Lpar && view.kind(next) == TokenKind::Rpar {
        let message = if view.kind(first) == TokenKind::Star {
            "cannot use starred expression here"
        } else {
            "cannot use double starred expression here"
        };
        return Placed::new(message, range);
    }
    if let Some(placed) = clauses::inside(view, first) {
        return placed;
    }
    // In an index it is the colon that makes the star wrong.
    if view.kind(next) == TokenKind::Colon && view.enclosing(first).is_some() {
        return Placed::new(INVALID, view.token(next));
    }
    Placed::new(INVALID, view.token(view.at(range.start())))
}

/// `f(a.b=1)`: a keyword that is no name.
pub(super) fn keyword(view: &View<'_>, range: TextRange) -> Placed {
    let first = view.at(range.start());
    let equal = view.at(range.end());
    if matches!(view.kind(first), TokenKind::True | TokenKind::False | TokenKind::None) && equal == first + 1
    {
        return Placed::new(format!("cannot assign to {}", view.word(first)), view.span(first, equal));
    }
    let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
    Placed::new(message, view.span(first, equal))
}
