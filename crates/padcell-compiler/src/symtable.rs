//! Symbol tables: which scope owns each name, found before any code is made.
//!
//! `build` walks the tree once and records definitions and uses; `analyze` then decides for each name whether it is a
//! local, a local that inner functions share, a free variable or a global, and which comprehensions run inline in the
//! function that holds them.

mod analyze;
mod build;
mod comprehension;
mod define;
mod expr;
mod function;
mod pattern;
mod scope;
mod stmt;
mod type_params;

pub(crate) use build::build;
pub(crate) use scope::{Role, ScopeId, ScopeKind, SymbolScope, Symtable, flag, key};
