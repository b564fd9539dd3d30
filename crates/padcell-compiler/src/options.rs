//! How a text is to be compiled: the arguments of `compile()`.

use alloc::sync::Arc;

/// What the text is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module: any number of statements.
    Exec,
    /// One expression, whose value the code returns.
    Eval,
    /// One interactive statement, whose value is shown.
    Single,
}

impl From<Mode> for padcell_syntax::Mode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Exec => Self::Exec,
            Mode::Eval => Self::Eval,
            Mode::Single => Self::Single,
        }
    }
}

/// The arguments of `compile()`.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name that tracebacks show.
    pub filename: Arc<str>,
    pub mode: Mode,
    /// 0: everything is kept; 1: no asserts, `__debug__` is false; 2: no docstrings either.
    pub optimize: u8,
    /// The compiling code stands under `from __future__ import annotations`.
    pub future_annotations: bool,
    /// `await` may stand in a module's own code.
    pub allow_top_level_await: bool,
}

impl Options {
    /// A module under a file name, nothing optimised away.
    #[must_use]
    pub fn new(filename: &str) -> Self {
        Self {
            filename: filename.into(),
            mode: Mode::Exec,
            optimize: 0,
            future_annotations: false,
            allow_top_level_await: false,
        }
    }

    /// The same with another mode.
    #[must_use]
    pub fn with_mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }
}
