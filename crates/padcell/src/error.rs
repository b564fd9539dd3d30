//! Why a cell could not be made, or gave no value.

use std::fmt;

use padcell_host::HostError;

use crate::{Exception, Stop};

/// What went wrong.
#[derive(Debug)]
pub struct Error {
    kind: Box<ErrorKind>,
}

/// The kinds of [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The policy could not be turned into an authority.
    Host(HostError),
    /// The memory budget does not hold the builtins.
    TooLittleMemory,
    /// A limit of the budget cannot be enforced here.
    Unenforceable(String),
    /// The code raised an exception and did not catch it.
    Raised(Exception),
    /// The code was stopped.
    Stopped(Stop),
    /// The cell was stopped before; nothing runs in it any more.
    Over(Stop),
    /// A value that cannot be copied across the boundary; says why.
    Crossing(String),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self { kind: Box::new(kind) }
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            ErrorKind::Host(error) => error.fmt(f),
            ErrorKind::TooLittleMemory => {
                f.write_str("the memory limit is too small for the builtins of a cell")
            }
            ErrorKind::Unenforceable(why) => f.write_str(why),
            ErrorKind::Raised(exception) => exception.fmt(f),
            ErrorKind::Stopped(stop) => stop.fmt(f),
            ErrorKind::Over(stop) => write!(f, "the cell was stopped before: {stop}"),
            ErrorKind::Crossing(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.kind {
            ErrorKind::Host(error) => Some(error),
            _ => None,
        }
    }
}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        Self::new(ErrorKind::Host(error))
    }
}
