//! Run untrusted Python in a cell.
#![forbid(unsafe_code)]

mod builder;
mod cell;
mod compiler;
mod cross;
mod error;
mod library;
mod outcome;
mod value;

pub use builder::Builder;
pub use cell::Cell;
pub use error::{Error, ErrorKind};
pub use outcome::{Exception, Outcome, Place, Stop};
pub use padcell_host::{CapturedConsole, CtrlC, Host, HostError, JsonLines, Output, PolicyFile};
pub use padcell_policy::{
    Access, Budget, ClockPolicy, EntropyPolicy, Interrupt, Introspection, Mount, Policy, Signal, Spent,
    Stdio, StopKind, Variable,
};
pub use value::Value;
