//! Why the command ended before, or instead of, a program.

use padcell::{Error, ErrorKind, HostError};
use padcell_syntax::SyntaxError;

/// A flag, a policy file or a script that cannot be used.
pub(crate) const BAD_FLAGS: u8 = 2;

/// One line for standard error, and the exit status.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: u8,
    pub(crate) message: String,
}

impl Failure {
    /// Source text that is none: what is wrong with it, and where.
    pub(crate) fn of_source(name: &str, error: &SyntaxError) -> Self {
        let place = if error.line == 0 { String::new() } else { format!(":{}:{}", error.line, error.column) };
        Self { status: 1, message: format!("{name}{place}: {}: {error}", error.exception_name()) }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        Self { status: BAD_FLAGS, message: error.to_string() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Host(_) | ErrorKind::TooLittleMemory | ErrorKind::Unenforceable(_) => BAD_FLAGS,
            _ => 1,
        };
        Self { status, message: error.to_string() }
    }
}
