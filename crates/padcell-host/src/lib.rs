//! The operating system, behind the capability traits of `padcell-policy`.
//!
//! A [`Host`] turns a [`padcell_policy::Policy`] into a [`padcell_policy::Authority`]. Nothing here knows Python, and
//! nothing of a cell runs here.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this crate is the boundary")]

mod audit;
mod clock;
mod console;
mod ctrl_c;
mod entropy;
mod error;
mod host;
mod mounts;
mod network;
mod policy_file;
mod program_file;
mod spelling;
mod stack;
mod watchdog;

pub use audit::JsonLines;
pub use clock::SystemClock;
pub use console::{CapturedConsole, Output, SystemConsole};
pub use ctrl_c::CtrlC;
pub use entropy::SystemEntropy;
pub use error::HostError;
pub use host::{Host, build_authority};
pub use mounts::MountedFiles;
pub use network::SystemNetwork;
pub use policy_file::PolicyFile;
pub use program_file::{
    create_file, directories_of, environment_names, has_module, python_path, read_program, read_stdin_program,
};
pub use spelling::{
    parse_clock, parse_count, parse_duration, parse_entropy, parse_limit, parse_mount, parse_size,
    parse_variable,
};
pub use stack::{LARGE_STACK, on_large_stack};
pub use watchdog::DeadlineThread;
