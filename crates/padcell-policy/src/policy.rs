//! What a cell may do, as data that can only shrink.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

mod hosts;
mod mounts;

pub use hosts::Hosts;
pub use mounts::{Access, Mount, MountError};

/// What a cell may do. The default is nothing but to compute, and to write to its output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The file system. Kept in canonical form by [`Policy::set_mounts`].
    mounts: Vec<Mount>,
    /// Only the variables named here exist in the cell.
    pub environment: BTreeMap<String, Variable>,
    pub clock: ClockPolicy,
    pub entropy: EntropyPolicy,
    pub stdio: Stdio,
    /// What can be connected to.
    pub hosts: Hosts,
    /// What follows the program's name in `sys.argv`.
    pub args: Vec<String>,
    pub introspection: Introspection,
    /// Decides the hashes of strings, and with them the order of sets.
    pub hash_seed: u64,
    /// The only modules of the bundled library that can be imported, or all of them.
    pub modules: Option<BTreeSet<String>>,
}

impl Policy {
    /// The mounts, sorted by their path in the cell, without any that changes nothing.
    pub fn mounts(&self) -> &[Mount] {
        &self.mounts
    }

    /// Replaces the mounts. Two mounts at one path are an error, as are paths that are not absolute.
    pub fn set_mounts(&mut self, mounts: Vec<Mount>) -> Result<(), MountError> {
        self.mounts = mounts::canonical(mounts)?;
        Ok(())
    }

    /// What both policies grant. It loses what only one of them grants and never adds anything.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        Self { mounts: mounts::meet(&self.mounts, &other.mounts), ..self.meet_without_mounts(other) }
    }

    /// The policy of a child cell which asks for `request`: the child's [`Mount::host`] are paths in this policy's
    /// tree, and come out as paths of the host.
    #[must_use]
    pub fn attenuate(&self, request: &Self) -> Self {
        Self { mounts: mounts::attenuate(&self.mounts, &request.mounts), ..self.meet_without_mounts(request) }
    }

    /// Whether this policy grants nothing that `other` does not.
    pub fn is_within(&self, other: &Self) -> bool {
        self.meet(other) == *self
    }

    fn meet_without_mounts(&self, other: &Self) -> Self {
        let in_both = |(name, value): (&String, &Variable)| {
            (other.environment.get(name) == Some(value)).then(|| (name.clone(), value.clone()))
        };
        Self {
            mounts: Vec::new(),
            environment: self.environment.iter().filter_map(in_both).collect(),
            clock: self.clock.meet(other.clock),
            entropy: self.entropy.meet(other.entropy),
            stdio: self.stdio.meet(other.stdio),
            hosts: self.hosts.meet(&other.hosts),
            args: if self.args == other.args { self.args.clone() } else { Vec::new() },
            introspection: self.introspection.min(other.introspection),
            hash_seed: self.hash_seed.min(other.hash_seed),
            modules: match (&self.modules, &other.modules) {
                (Some(a), Some(b)) => Some(a.intersection(b).cloned().collect()),
                (Some(list), None) | (None, Some(list)) => Some(list.clone()),
                (None, None) => None,
            },
        }
    }
}

/// Where the value of an environment variable comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// The host's environment, if the variable is set there.
    Host,
    /// The policy itself.
    Value(String),
}

/// What a cell knows of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockPolicy {
    #[default]
    Denied,
    /// A clock that stands at this number of nanoseconds since 1970 and advances only when the cell sleeps.
    Fixed(i64),
    /// Durations, but not the time of day.
    Monotonic,
    Real,
}

impl ClockPolicy {
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Real, less) | (less, Self::Real) => less,
            _ => Self::Denied,
        }
    }
}

/// What a cell knows of chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntropyPolicy {
    /// No random bytes; generators of the `random` module start from the policy's hash seed.
    #[default]
    Denied,
    /// Random bytes that follow from this seed.
    Seed(u64),
    /// The host's random bytes.
    Real,
}

impl EntropyPolicy {
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Real, less) | (less, Self::Real) => less,
            _ => Self::Denied,
        }
    }
}

/// Which standard streams a cell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stdio {
    pub stdin: bool,
    pub stdout: bool,
    pub stderr: bool,
}

impl Stdio {
    pub const NONE: Self = Self { stdin: false, stdout: false, stderr: false };
    pub const ALL: Self = Self { stdin: true, stdout: true, stderr: true };

    #[must_use]
    pub const fn meet(self, other: Self) -> Self {
        Self {
            stdin: self.stdin && other.stdin,
            stdout: self.stdout && other.stdout,
            stderr: self.stderr && other.stderr,
        }
    }
}

impl Default for Stdio {
    fn default() -> Self {
        Self { stdin: false, stdout: true, stderr: true }
    }
}

/// Whether a cell's code may look at the insides of its own functions and instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Introspection {
    /// Restricted mode: `__globals__`, `__dict__`, frames and code objects are unavailable.
    Denied,
    /// A program alone in its heap may look at what is its own.
    #[default]
    Own,
}

#[cfg(test)]
mod tests;
