//! What a cell may do and what it may spend: data and capability traits, without any input or output.
//!
//! A [`Policy`] says what a cell may do and a [`Budget`] what it may spend. An [`Authority`] holds the capabilities
//! that a policy was turned into; it is empty unless its maker granted something, and every use of a capability goes
//! through it, so that there is one place which decides and one which tells the audit.
#![no_std]
#![forbid(unsafe_code)]
extern crate alloc;

mod audit;
mod authority;
mod budget;
mod clock;
mod console;
mod entropy;
mod environment;
pub mod errno;
mod files;
mod handles;
mod interrupt;
mod network;
mod os_error;
mod policy;
mod stop;

pub use audit::{Audit, AuditEvent, Capability};
pub use authority::Authority;
pub use budget::{Budget, Spent};
pub use clock::{Clock, LogicalClock};
pub use console::{Console, Stream};
pub use entropy::{Entropy, SeededEntropy};
pub use environment::{Environment, Variables};
pub use files::{AccessMode, DirEntry, FileId, FileKind, Files, Metadata, OpenOptions, RootId, SeekFrom};
pub use handles::HandlePool;
pub use interrupt::{Interrupt, Signal, Watch, Watchdog};
pub use network::{ConnectionId, Network, Shutdown};
pub use os_error::OsError;
pub use policy::{
    Access, ClockPolicy, EntropyPolicy, Hosts, Introspection, Mount, MountError, Policy, Stdio, Variable,
};
pub use stop::StopKind;
