//! The two kinds of failure: an exception that Python code can catch, and a stop that it cannot.

use crate::value::Value;

/// Why a function did not finish. The exception itself is kept by the heap (`Heap::raised`), so that an error costs no
/// more than a byte on every return path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwind {
    /// A Python exception is under way.
    Raised,
    /// A budget ended or the host said stop: no Python code of the cell runs any more.
    Stop,
}

/// Result of everything that can raise.
pub type Res<T = Value> = Result<T, Unwind>;
