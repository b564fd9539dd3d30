//! Symbol tables and syntax tree to register code, in the steps of CPython's compiler: symtable, codegen, assemble.
//!
//! ```
//! use padcell_compiler::{Options, compile_source};
//! use padcell_syntax::Limits;
//!
//! let code = compile_source("total = 1 + x\n", &Options::new("<demo>"), &Limits::default()).unwrap();
//! assert_eq!(&*code.name, "<module>");
//! let error = compile_source("return 1\n", &Options::new("<demo>"), &Limits::default()).unwrap_err();
//! assert_eq!(error.message, "'return' outside function");
//! ```
#![no_std]
#![forbid(unsafe_code)]
extern crate alloc;

mod assemble;
mod codegen;
mod constant;
mod error;
mod fold;
mod future;
mod names;
mod number;
mod options;
mod symtable;
mod unit;
mod unparse;

use alloc::sync::Arc;

use padcell_bytecode::Code;
use padcell_syntax::{Limits, Parsed, Source, SyntaxError, parse};

pub use crate::options::{Mode, Options};

/// Compiles a syntax tree that was parsed from `source`.
///
/// # Errors
/// What Python's symbol table and compiler refuse, in its words.
pub fn compile(source: &Source, parsed: &Parsed, options: &Options) -> Result<Arc<Code>, SyntaxError> {
    codegen::compile(source, parsed, options).map_err(|error| *error)
}

/// Parses and compiles a text.
///
/// # Errors
/// As [`compile`], and what the parser refuses.
pub fn compile_source(text: &str, options: &Options, limits: &Limits) -> Result<Arc<Code>, SyntaxError> {
    let source = Source::new(&*options.filename, text);
    let parsed = parse(&source, options.mode.into(), limits)?;
    compile(&source, &parsed, options)
}
