//! How a program ended.

use std::fmt;

use padcell_policy::{Budget, Spent, StopKind};

/// How a program ended and what it spent.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The exit status that a process would have: 0, what `sys.exit` said, 1 after an uncaught exception,
    /// [`Outcome::STOPPED`] after a stop.
    pub status: i32,
    /// Whether `SystemExit` ended it.
    pub exit: bool,
    /// Why the cell was stopped, if it was.
    pub stop: Option<Stop>,
    /// The exception that nothing caught, `SystemExit` excepted.
    pub exception: Option<Exception>,
    pub spent: Spent,
}

impl Outcome {
    /// The status of a program that was stopped.
    pub const STOPPED: i32 = 75;

    /// Whether the program ran to its end with status 0.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.status == 0
    }
}

/// An exception that left the cell: text, never an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The name of its class, with its module unless that is `builtins`.
    pub class: String,
    /// `str(exception)`.
    pub message: String,
    /// What Python prints, from "Traceback" on.
    pub traceback: String,
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() {
            f.write_str(&self.class)
        } else {
            write!(f, "{}: {}", self.class, self.message)
        }
    }
}

/// A place in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub function: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} in {}", self.file, self.line, self.function)
    }
}

/// Why and where a cell was stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub kind: StopKind,
    /// Which limit was met: "fuel limit of 1000 units reached".
    pub reason: String,
    pub place: Option<Place>,
}

impl Stop {
    pub(crate) fn new(kind: StopKind, budget: &Budget, place: Option<Place>) -> Self {
        Self { kind, reason: kind.describe(budget).to_string(), place }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{} at {place}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}
