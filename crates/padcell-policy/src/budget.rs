//! What a cell may spend, and what it has spent.

/// What a cell may spend. `None` is "unlimited"; the supervisor has to say so, it is never a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Units of work: every instruction costs some, and so does the work of natives.
    pub fuel: Option<u64>,
    /// Bytes of the cell's heap.
    pub memory: Option<u64>,
    /// Nanoseconds of wall-clock time for one run.
    pub time_ns: Option<u64>,
    /// Nested calls.
    pub depth: u32,
    /// Bytes written to the standard streams.
    pub output: Option<u64>,
    /// Open files.
    pub handles: u32,
}

impl Budget {
    /// Fits the default time: a busy loop meets the two at about the same moment.
    pub const DEFAULT_FUEL: u64 = 20_000_000_000;
    pub const DEFAULT_MEMORY: u64 = 256 * 1024 * 1024;
    pub const DEFAULT_TIME_NS: u64 = 60_000_000_000;
    pub const DEFAULT_DEPTH: u32 = 1000;
    pub const DEFAULT_OUTPUT: u64 = 16 * 1024 * 1024;
    pub const DEFAULT_HANDLES: u32 = 64;

    /// The smaller of each limit: nothing that either budget refuses is granted.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        Self {
            fuel: smaller(self.fuel, other.fuel),
            memory: smaller(self.memory, other.memory),
            time_ns: smaller(self.time_ns, other.time_ns),
            depth: self.depth.min(other.depth),
            output: smaller(self.output, other.output),
            handles: self.handles.min(other.handles),
        }
    }

    /// What is left of this budget after `spent`: the most that a child cell can be given.
    #[must_use]
    pub fn remaining(&self, spent: &Spent) -> Self {
        Self {
            fuel: left(self.fuel, spent.fuel),
            memory: left(self.memory, spent.memory),
            time_ns: left(self.time_ns, spent.time_ns),
            depth: self.depth.saturating_sub(spent.depth),
            output: left(self.output, spent.output),
            handles: self.handles.saturating_sub(spent.handles),
        }
    }

    /// Whether every limit of this budget is at most that of `other`.
    pub fn fits_in(&self, other: &Self) -> bool {
        self.meet(other) == *self
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            fuel: Some(Self::DEFAULT_FUEL),
            memory: Some(Self::DEFAULT_MEMORY),
            time_ns: Some(Self::DEFAULT_TIME_NS),
            depth: Self::DEFAULT_DEPTH,
            output: Some(Self::DEFAULT_OUTPUT),
            handles: Self::DEFAULT_HANDLES,
        }
    }
}

fn smaller(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (limit, None) | (None, limit) => limit,
    }
}

fn left(limit: Option<u64>, spent: u64) -> Option<u64> {
    limit.map(|limit| limit.saturating_sub(spent))
}

/// What a cell has spent of each limit of its [`Budget`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub fuel: u64,
    /// The bytes in use now.
    pub memory: u64,
    /// The most bytes that were ever in use.
    pub memory_peak: u64,
    pub time_ns: u64,
    /// The nested calls of this moment.
    pub depth: u32,
    /// The most nested calls that ever were.
    pub depth_peak: u32,
    pub output: u64,
    /// The files open now.
    pub handles: u32,
}

#[cfg(test)]
mod tests;
