//! Run untrusted Python in a cell: a Python of its own, which reaches nothing that was not put into it.
//!
//! A [`Cell`] is made of a [`Policy`] (what it may do) and a [`Budget`] (what it may spend). The defaults grant nothing
//! but to compute and to write to standard output, within limits.
//!
//! # Values in and out
//!
//! ```
//! use padcell::{Cell, Value};
//!
//! let mut cell = Cell::builder().build()?;
//! cell.set("numbers", vec![1, 2, 3])?;
//! assert_eq!(cell.eval("sum(numbers)")?, Value::Int(6));
//! assert_eq!(cell.eval("{'total': 1.5}")?.get("total"), Some(&Value::Float(1.5)));
//! # Ok::<(), padcell::Error>(())
//! ```
//!
//! What crosses is a copy of plain data: no object of the cell is ever held outside it.
//!
//! # Programs
//!
//! [`Cell::run`] runs a program and says how it ended. What the program defines stays for the next one. Its output can
//! be kept in memory:
//!
//! ```
//! use padcell::{CapturedConsole, Cell};
//!
//! let console = CapturedConsole::new(Vec::new());
//! let mut cell = Cell::builder().console(console.clone()).build()?;
//! let outcome = cell.run("def double(x):\n    return 2 * x\nprint(double(21))", "first.py")?;
//! assert!(outcome.is_success());
//! assert_eq!(console.take_output().stdout, b"42\n");
//!
//! let outcome = cell.run("double(None)", "second.py")?;
//! let exception = outcome.exception.ok_or("no exception")?;
//! assert_eq!(exception.class, "TypeError");
//! assert!(exception.traceback.contains("File \"second.py\", line 1, in <module>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! A limit that is met stops the cell. The program cannot catch that, and nothing runs in the cell any more.
//!
//! ```
//! use padcell::{Budget, Cell, StopKind};
//!
//! let budget = Budget { fuel: Some(100_000), ..Budget::default() };
//! let mut cell = Cell::builder().budget(budget).build()?;
//! let outcome = cell.run("while True:\n    try:\n        while True: pass\n    except BaseException: pass", "loop.py")?;
//! let stop = outcome.stop.ok_or("not stopped")?;
//! assert_eq!(stop.kind, StopKind::Fuel);
//! assert_eq!(stop.reason, "fuel limit of 100000 units reached");
//! assert!(cell.run("1", "again.py").is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Grants
//!
//! A policy names what a cell gets; a path outside the mounts does not exist for it.
//!
//! ```
//! use padcell::{Access, CapturedConsole, Cell, Mount, Policy};
//!
//! let mut policy = Policy::default();
//! policy.set_mounts(vec![Mount::new("src", "/source", Access::ReadOnly)])?;
//! let mut cell = Cell::builder().policy(policy).console(CapturedConsole::new(Vec::new())).build()?;
//! assert!(cell.run("text = open('/source/lib.rs').read()", "read.py")?.is_success());
//! let refused = cell.run("open('/source/lib.rs', 'w')", "write.py")?;
//! assert_eq!(refused.exception.map(|it| it.class).as_deref(), Some("OSError"));
//! let absent = cell.run("open('/etc/passwd')", "escape.py")?;
//! assert_eq!(absent.exception.map(|it| it.class).as_deref(), Some("FileNotFoundError"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
    Access, Budget, ClockPolicy, EntropyPolicy, Hosts, Interrupt, Introspection, Mount, Policy, Signal,
    Spent, Stdio, StopKind, Variable,
};
pub use value::Value;
