//! The reasons for which a cell ends without Python's leave.

use core::fmt;

use crate::Budget;

/// Why a cell was stopped. Nothing in the cell can catch one, and nothing of the cell runs after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopKind {
    Fuel,
    Memory,
    Time,
    Depth,
    Output,
    Handles,
    /// The host asked for it.
    Abort,
    /// The runtime found itself in a state that it holds impossible.
    Internal,
}

impl StopKind {
    /// The budget's name in policies, statistics and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fuel => "fuel",
            Self::Memory => "memory",
            Self::Time => "time",
            Self::Depth => "depth",
            Self::Output => "output",
            Self::Handles => "handles",
            Self::Abort => "abort",
            Self::Internal => "internal",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        const ALL: [StopKind; 8] = [
            StopKind::Fuel,
            StopKind::Memory,
            StopKind::Time,
            StopKind::Depth,
            StopKind::Output,
            StopKind::Handles,
            StopKind::Abort,
            StopKind::Internal,
        ];
        ALL.into_iter().find(|it| it.name() == name)
    }

    /// The text that says which limit of `budget` was met, such as "fuel limit of 1000 units reached".
    pub fn describe(self, budget: &Budget) -> impl fmt::Display {
        Description {
            kind: self,
            limit: match self {
                Self::Fuel => budget.fuel,
                Self::Memory => budget.memory,
                Self::Time => budget.time_ns,
                Self::Depth => Some(u64::from(budget.depth)),
                Self::Output => budget.output,
                Self::Handles => Some(u64::from(budget.handles)),
                Self::Abort | Self::Internal => None,
            },
        }
    }
}

impl fmt::Display for StopKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abort => f.write_str("stopped by the host"),
            Self::Internal => f.write_str("internal error"),
            limit => write!(f, "{} limit reached", limit.name()),
        }
    }
}

impl core::error::Error for StopKind {}

struct Description {
    kind: StopKind,
    limit: Option<u64>,
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(limit) = self.limit else { return self.kind.fmt(f) };
        let name = self.kind.name();
        match self.kind {
            StopKind::Fuel => write!(f, "{name} limit of {limit} units reached"),
            StopKind::Memory | StopKind::Output => write!(f, "{name} limit of {} reached", Bytes(limit)),
            StopKind::Time => write!(f, "{name} limit of {} reached", Nanoseconds(limit)),
            StopKind::Depth => write!(f, "{name} limit of {limit} calls reached"),
            StopKind::Handles => write!(f, "{name} limit of {limit} open files reached"),
            StopKind::Abort | StopKind::Internal => self.kind.fmt(f),
        }
    }
}

/// A size in the largest unit that divides it.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
            if self.0 >= size && self.0.is_multiple_of(size) {
                return write!(f, "{} {unit}", self.0 / size);
            }
        }
        write!(f, "{} bytes", self.0)
    }
}

/// A duration in the largest unit that divides it.
struct Nanoseconds(u64);

impl fmt::Display for Nanoseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (unit, size) in [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000)] {
            if self.0 >= size && self.0.is_multiple_of(size) {
                return write!(f, "{} {unit}", self.0 / size);
            }
        }
        write!(f, "{} ns", self.0)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn texts() {
        let budget = Budget { fuel: Some(1000), time_ns: Some(1_500_000_000), ..Budget::default() };
        let text = |kind: StopKind| kind.describe(&budget).to_string();
        assert_eq!(text(StopKind::Fuel), "fuel limit of 1000 units reached");
        assert_eq!(text(StopKind::Memory), "memory limit of 256 MiB reached");
        assert_eq!(text(StopKind::Time), "time limit of 1500 ms reached");
        assert_eq!(text(StopKind::Depth), "depth limit of 1000 calls reached");
        assert_eq!(text(StopKind::Output), "output limit of 16 MiB reached");
        assert_eq!(text(StopKind::Handles), "handles limit of 64 open files reached");
        assert_eq!(text(StopKind::Abort), "stopped by the host");
        assert_eq!(StopKind::Fuel.to_string(), "fuel limit reached");
    }
}
