//! The system's clocks.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use padcell_policy::{Clock, ClockPolicy, Interrupt, LogicalClock, OsError, errno};

/// How often a sleeping cell looks whether it was interrupted.
const LOOK: Duration = Duration::from_millis(10);

/// The system's clocks; monotonic time starts when this is made, so that it says nothing about the machine.
#[derive(Clone, Debug)]
pub struct SystemClock {
    start: Instant,
    wall: bool,
}

impl SystemClock {
    pub fn new() -> Self {
        Self { start: Instant::now(), wall: true }
    }

    /// Durations, but not the time of day.
    pub fn without_wall_time() -> Self {
        Self { start: Instant::now(), wall: false }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall_ns(&mut self) -> Option<i64> {
        if !self.wall {
            return None;
        }
        Some(unix_ns(SystemTime::now()))
    }

    fn monotonic_ns(&mut self) -> Option<u64> {
        Some(u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }

    fn sleep(&mut self, ns: u64, interrupt: &Interrupt) -> Result<(), OsError> {
        let wanted = Duration::from_nanos(ns);
        let start = Instant::now();
        while !interrupt.any() {
            let Some(left) = wanted.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) else {
                return Ok(());
            };
            thread::sleep(left.min(LOOK));
        }
        Err(OsError::new(errno::EINTR))
    }

    fn attenuate(&self, policy: ClockPolicy) -> Option<Box<dyn Clock>> {
        match policy {
            ClockPolicy::Real => Some(Box::new(self.clone())),
            ClockPolicy::Monotonic => Some(Box::new(Self { wall: false, ..self.clone() })),
            // A fixed wall time is less than a real one, but more than none.
            ClockPolicy::Fixed(wall_ns) if self.wall => Some(Box::new(LogicalClock::new(wall_ns))),
            ClockPolicy::Fixed(_) | ClockPolicy::Denied => None,
        }
    }
}

/// Nanoseconds since 1970, held within what 64 bits can say.
pub(crate) fn unix_ns(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}

#[cfg(test)]
mod tests {
    use padcell_policy::Signal;

    use super::*;

    #[test]
    fn an_interrupt_ends_a_sleep() {
        let interrupt = Interrupt::new();
        let mut clock = SystemClock::new();
        assert_eq!(clock.sleep(1000, &interrupt), Ok(()));
        interrupt.raise(Signal::Abort);
        let hour = 3_600_000_000_000;
        assert_eq!(clock.sleep(hour, &interrupt).map_err(|error| error.errno), Err(errno::EINTR));
        assert!(clock.monotonic_ns().is_some_and(|ns| ns < hour));
    }

    #[test]
    fn attenuation_loses_the_time_of_day() {
        let clock = SystemClock::without_wall_time();
        let mut child = clock.attenuate(ClockPolicy::Real).expect("a clock");
        assert_eq!(child.wall_ns(), None);
        assert!(clock.attenuate(ClockPolicy::Fixed(1)).is_none());
        assert!(SystemClock::new().attenuate(ClockPolicy::Monotonic).expect("a clock").wall_ns().is_none());
    }
}
