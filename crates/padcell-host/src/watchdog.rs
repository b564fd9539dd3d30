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
    deadlines: BTreeMap<(Instant, u64), Arc<Timer>>,
    last: u64,
    /// Until when the thread sleeps; absent while it waits for a first deadline.
    asleep_until: Option<Instant>,
    running: bool,
    over: bool,
}

/// What is to be raised, and what the time has to do with it.
#[derive(Debug)]
struct Timer {
    interrupt: Weak<Interrupt>,
    course: Mutex<Course>,
}

/// A deadline whose time may stand still. Pausing and going on only write here: the thread finds out when the deadline
/// comes, so that a cell may call its supervisor often.
#[derive(Debug)]
struct Course {
    /// Where the deadline stands among the others.
    key: (Instant, u64),
    /// The thread has found it paused: it does not stand there now.
    absent: bool,
    paused: Option<Instant>,
    /// How much later than its key the deadline is by now.
    later: Duration,
}

impl Timer {
    fn course(&self) -> MutexGuard<'_, Course> {
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
                state.asleep_until = None;
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let wait = deadline.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                state.asleep_until = Some(deadline);
                state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            if let Some((key, timer)) = state.deadlines.pop_first() {
                state.fire(key, &timer);
            }
        }
    }

    /// Enters a deadline; wakes the thread if it would sleep too long.
    fn enter(&self, state: &mut State, key: (Instant, u64), timer: Arc<Timer>) {
        state.deadlines.insert(key, timer);
        if state.asleep_until.is_none_or(|it| key.0 < it) {
            self.changed.notify_one();
        }
    }
}

impl State {
    /// A deadline has come, unless its time stood still meanwhile.
    fn fire(&mut self, key: (Instant, u64), timer: &Arc<Timer>) {
        let mut course = timer.course();
        if course.paused.is_some() {
            course.absent = true;
        } else if course.later.is_zero() {
            if let Some(interrupt) = timer.interrupt.upgrade() {
                interrupt.raise(Signal::Deadline);
            }
        } else {
            let later = (key.0 + core::mem::take(&mut course.later), key.1);
            course.key = later;
            drop(course);
            self.deadlines.insert(later, timer.clone());
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
        let course = Mutex::new(Course { key, absent: false, paused: None, later: Duration::ZERO });
        let timer = Arc::new(Timer { interrupt: Arc::downgrade(interrupt), course });
        self.shared.enter(&mut state, key, timer.clone());
        Ok(Box::new(Armed { shared: self.shared.clone(), timer }))
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
    timer: Arc<Timer>,
}

impl Watch for Armed {
    fn pause(&mut self) {
        self.timer.course().paused.get_or_insert_with(Instant::now);
    }

    fn resume(&mut self) {
        let mut course = self.timer.course();
        if let Some(since) = course.paused.take() {
            course.later += since.elapsed();
        }
        if course.absent {
            drop(course);
            // The locks are always taken in this order.
            let mut state = self.shared.state();
            let mut course = self.timer.course();
            let key = (course.key.0 + core::mem::take(&mut course.later), course.key.1);
            (course.key, course.absent) = (key, false);
            drop(course);
            self.shared.enter(&mut state, key, self.timer.clone());
        }
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        let key = self.timer.course().key;
        state.deadlines.remove(&key);
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
    fn a_pause_does_not_count() {
        let watchdog = DeadlineThread::new();
        let interrupt = Arc::<Interrupt>::default();
        let mut watch = watchdog.arm(&interrupt, 40 * MILLISECOND).expect("a thread");
        watch.pause();
        thread::sleep(Duration::from_millis(120));
        watch.resume();
        assert_eq!(interrupt.stop(), None);
        watch.pause();
        thread::sleep(Duration::from_millis(10));
        watch.resume();
        assert_eq!(interrupt.stop(), None);
        wait_for(&interrupt, 10_000);
        assert_eq!(interrupt.stop(), Some(StopKind::Time));
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
