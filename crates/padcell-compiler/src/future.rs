//! `from __future__ import ...`: which features are asked for, and where that may be done.

use padcell_syntax::ast::{Expr, Stmt};
use padcell_syntax::{Ranged, Source};

use crate::error::{Result, error_at};

/// Features that are part of the language by now.
const MANDATORY: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
];

/// Reads the imports from `__future__` at the head of a module; whether `annotations` is among them.
///
/// # Errors
/// An unknown feature.
pub(crate) fn annotations(source: &Source, body: &[Stmt]) -> Result<bool> {
    let mut found = false;
    for statement in head(body) {
        let Stmt::ImportFrom(import) = statement else { continue };
        for alias in &import.names {
            match alias.name.as_str() {
                "annotations" => found = true,
                "braces" => return Err(error_at(source, import.range(), "not a chance")),
                name if MANDATORY.contains(&name) => {}
                name => {
                    let message = alloc::format!("future feature {name} is not defined");
                    return Err(error_at(source, import.range(), message));
                }
            }
        }
    }
    Ok(found)
}

/// How many statements at the start of a module may still import from `__future__`.
pub(crate) fn head_length(body: &[Stmt]) -> usize {
    head(body).len()
}

fn head(body: &[Stmt]) -> &[Stmt] {
    let docstring = usize::from(body.first().is_some_and(is_docstring));
    let imports = body.get(docstring..).unwrap_or_default();
    let count = imports.iter().take_while(|it| is_future_import(it)).count();
    body.get(..docstring + count).unwrap_or_default()
}

/// Whether a statement is an expression statement of one string literal.
pub(crate) fn is_docstring(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(it) if matches!(&*it.value, Expr::StringLiteral(_)))
}

/// Whether a statement imports from `__future__`.
pub(crate) fn is_future_import(statement: &Stmt) -> bool {
    matches!(statement, Stmt::ImportFrom(it)
        if it.level == 0 && it.module.as_ref().is_some_and(|name| name.as_str() == "__future__"))
}
