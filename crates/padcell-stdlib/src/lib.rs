//! The Python that runs inside a cell: CPython's `Lib` and, before it, Padcell's own modules.
//!
//! The sources are taken from the `rustpython-pylib` package when this crate is built and from `python/` in this
//! folder. They are text in the executable; a module's text is touched when it is asked for, and not before.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod index;
mod module;

pub use index::{file, find, names};
pub use module::Module;

/// The licence of CPython's `Lib`, which travels with it.
pub const PYTHON_LICENSE: &str = include_str!(concat!(env!("OUT_DIR"), "/license.txt"));
