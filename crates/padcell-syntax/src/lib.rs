//! Python source text to syntax tree: the only door to the parser, with nesting and size limits.
//!
//! ```
//! use padcell_syntax::{Limits, Mode, Source, parse};
//!
//! let source = Source::new("<demo>", "total = 1 +\n");
//! let error = parse(&source, Mode::Exec, &Limits::default()).unwrap_err();
//! assert_eq!(error.message, "invalid syntax");
//! assert_eq!((error.line, error.column), (1, 12));
//!
//! let source = Source::new("<demo>", "total = 1 + 2\n");
//! let parsed = parse(&source, Mode::Exec, &Limits::default()).unwrap();
//! assert!(matches!(parsed.body()[0], padcell_syntax::ast::Stmt::Assign(_)));
//! ```
#![no_std]
#![forbid(unsafe_code)]
extern crate alloc;

mod decode;
mod error;
mod keywords;
mod limits;
mod messages;
mod nesting;
mod parse;
mod printable;
mod source;
mod surrogates;
mod tokenizer;

pub use ruff_python_ast as ast;
pub use ruff_text_size::{Ranged, TextRange, TextSize};

pub use crate::decode::decode;
pub use crate::error::{ErrorKind, SyntaxError};
pub use crate::limits::Limits;
pub use crate::parse::{Mode, Parsed, parse};
pub use crate::source::Source;
pub use crate::surrogates::{code_points, element_code_points};
