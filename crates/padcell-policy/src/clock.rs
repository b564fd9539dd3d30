//! The clock capability, and a clock that needs no machine.

use alloc::boxed::Box;

use crate::{ClockPolicy, Interrupt, OsError};

/// A cell's view of time. A reading that the policy does not grant is `None`.
pub trait Clock: Send {
    /// Nanoseconds since 1970.
    fn wall_ns(&mut self) -> Option<i64>;
    /// Nanoseconds since an unspecified start; never goes back.
    fn monotonic_ns(&mut self) -> Option<u64>;
    /// Waits, or returns `EINTR` when something is raised on `interrupt` meanwhile.
    fn sleep(&mut self, ns: u64, interrupt: &Interrupt) -> Result<(), OsError>;
    /// The same clock seen through a smaller policy, or `None` if that leaves nothing.
    fn attenuate(&self, policy: ClockPolicy) -> Option<Box<dyn Clock>>;
}

/// A clock that stands still except when the cell sleeps, which takes no real time: the same on every machine.
#[derive(Clone, Debug)]
pub struct LogicalClock {
    wall_ns: i64,
    slept_ns: u64,
}

impl LogicalClock {
    /// A clock whose wall time starts at `wall_ns`.
    pub const fn new(wall_ns: i64) -> Self {
        Self { wall_ns, slept_ns: 0 }
    }
}

impl Clock for LogicalClock {
    fn wall_ns(&mut self) -> Option<i64> {
        Some(self.wall_ns.saturating_add_unsigned(self.slept_ns))
    }

    fn monotonic_ns(&mut self) -> Option<u64> {
        Some(self.slept_ns)
    }

    fn sleep(&mut self, ns: u64, _interrupt: &Interrupt) -> Result<(), OsError> {
        self.slept_ns = self.slept_ns.saturating_add(ns);
        Ok(())
    }

    fn attenuate(&self, policy: ClockPolicy) -> Option<Box<dyn Clock>> {
        match policy {
            ClockPolicy::Real => Some(Box::new(self.clone())),
            ClockPolicy::Fixed(wall_ns) if wall_ns == self.wall_ns => Some(Box::new(Self::new(wall_ns))),
            ClockPolicy::Fixed(_) | ClockPolicy::Monotonic | ClockPolicy::Denied => None,
        }
    }
}
