//! What a cell knows of time.

use super::{Authority, absent};
use crate::{Capability, OsError};

/// Which uses of the clock the audit was told of already: the answer is the same each time.
#[derive(Default)]
pub(super) struct Told {
    wall: bool,
    monotonic: bool,
    sleep: bool,
}

impl Authority {
    /// Nanoseconds since 1970.
    pub fn wall_ns(&mut self) -> Result<i64, OsError> {
        let reading = self.clock.as_mut().and_then(|clock| clock.wall_ns());
        let result = reading.ok_or_else(|| absent("time of day", "--clock real"));
        if core::mem::replace(&mut self.told.wall, true) {
            return result;
        }
        self.decided(Capability::Clock, "wall_ns", "", result)
    }

    /// Nanoseconds since an unspecified start.
    pub fn monotonic_ns(&mut self) -> Result<u64, OsError> {
        let reading = self.clock.as_mut().and_then(|clock| clock.monotonic_ns());
        let result = reading.ok_or_else(|| absent("clock", "--clock monotonic"));
        if core::mem::replace(&mut self.told.monotonic, true) {
            return result;
        }
        self.decided(Capability::Clock, "monotonic_ns", "", result)
    }

    /// Waits; ends early with `EINTR` when the cell is interrupted.
    pub fn sleep(&mut self, ns: u64) -> Result<(), OsError> {
        let result = match &mut self.clock {
            Some(clock) => clock.sleep(ns, &self.interrupt),
            None => Err(absent("clock", "--clock monotonic")),
        };
        if core::mem::replace(&mut self.told.sleep, true) {
            return result;
        }
        self.decided(Capability::Clock, "sleep", "", result)
    }
}
