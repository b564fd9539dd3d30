//! A thread that raises deadlines.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use padcell_policy::{Interrupt, OsError, Signal, Watch, Watchdog, errno};

/// One thread for all deadlines of a program; it starts with the first and ends when this is dropped.
#[derive(Debug, Default)]
pub struct DeadlineThread {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The deadlines in the order in which they come; the number tells apart those that come together.
    deadlines: BTreeMap<(Instant, u64), Weak<Interrupt>>,
    last: u64,
    running: bool,
    over: bool,
}

impl DeadlineThread {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds the lock can panic half-way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        while !state.over {
            let Some((&(deadline, _), _)) = state.deadlines.first_key_value() else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let wait = deadline.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            if let Some((_, interrupt)) = state.deadlines.pop_first()
                && let Some(interrupt) = interrupt.upgrade()
            {
                interrupt.raise(Signal::Deadline);
            }
        }
    }
}

impl Watchdog for DeadlineThread {
    fn arm(&self, interrupt: &Arc<Interrupt>, ns: u64) -> Result<Box<dyn Watch>, OsError> {
        let mut state = self.shared.state();
        if !state.running {
            let shared = self.shared.clone();
            let thread = thread::Builder::new().name("padcell-deadlines".to_owned());
            let unenforceable = |_| {
                OsError::new(errno::EAGAIN)
                    .because("the thread that enforces the time limit could not be started")
            };
            thread.spawn(move || shared.run()).map_err(unenforceable)?;
            state.running = true;
        }
        state.last = state.last.wrapping_add(1);
        // What is too far away for the clock is as good as never.
        let century = Duration::from_secs(100 * 365 * 24 * 3600);
        let key = (Instant::now() + Duration::from_nanos(ns).min(century), state.last);
        state.deadlines.insert(key, Arc::downgrade(interrupt));
        self.shared.changed.notify_one();
        Ok(Box::new(Armed { shared: self.shared.clone(), key }))
    }
}

impl Drop for DeadlineThread {
    fn drop(&mut self) {
        self.shared.state().over = true;
        self.shared.changed.notify_one();
    }
}

/// A deadline that is lifted when this is dropped.
struct Armed {
    shared: Arc<Shared>,
    key: (Instant, u64),
}

impl Watch for Armed {}

impl Drop for Armed {
    fn drop(&mut self) {
        self.shared.state().deadlines.remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use padcell_policy::StopKind;

    use super::*;

    const MILLISECOND: u64 = 1_000_000;

    fn wait_for(interrupt: &Interrupt, ms: u64) {
        let start = Instant::now();
        while !interrupt.any() && start.elapsed() < Duration::from_millis(ms) {
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn deadlines_come_in_their_order() {
        let watchdog = DeadlineThread::new();
        let (soon, late, lifted) = (Arc::<Interrupt>::default(), Arc::default(), Arc::<Interrupt>::default());
        let _late = watchdog.arm(&late, 3_600_000 * MILLISECOND).expect("a thread");
        let _soon = watchdog.arm(&soon, 20 * MILLISECOND).expect("a thread");
        drop(watchdog.arm(&lifted, 5 * MILLISECOND).expect("a thread"));
        let _never = watchdog.arm(&late, u64::MAX).expect("a thread");
        wait_for(&soon, 10_000);
        assert_eq!(soon.stop(), Some(StopKind::Time));
        assert_eq!((late.stop(), lifted.stop()), (None, None));
    }
}
