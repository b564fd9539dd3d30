//! Expressions as text, as `from __future__ import annotations` stores them.

use alloc::string::String;

use padcell_syntax::ast::Expr;
use padcell_syntax::{Ranged, Source};

/// The text of an expression.
pub(crate) fn unparse(source: &Source, expression: &Expr) -> String {
    let range = expression.range();
    source.text().get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default().into()
}
