//! What is told of every decision.

use core::fmt;

/// The kinds of authority that exist. What is not here cannot be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capability {
    Clock,
    Console,
    Entropy,
    Environment,
    FilesRead,
    FilesWrite,
    Modules,
    Network,
}

impl Capability {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Console => "console",
            Self::Entropy => "entropy",
            Self::Environment => "environment",
            Self::FilesRead => "files.read",
            Self::FilesWrite => "files.write",
            Self::Modules => "modules",
            Self::Network => "network",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One decision: who asked for what, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent<'a> {
    pub capability: Capability,
    /// The operation by its name in [`crate::Authority`], such as `open`.
    pub operation: &'a str,
    /// What it was about: a path, a variable's name, a stream.
    pub target: &'a str,
    pub allowed: bool,
    /// The error number that the cell was given, if it was given one.
    pub errno: Option<i32>,
    /// The rule that refused and what would allow it.
    pub rule: Option<&'a str>,
}

/// Who is told. One audit may be shared by many cells.
pub trait Audit: Send + Sync {
    fn record(&self, event: &AuditEvent<'_>);
}
