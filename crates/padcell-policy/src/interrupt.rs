//! The flag by which the outside world reaches a running cell.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::sync::atomic::{AtomicU8, Ordering};

use crate::{OsError, StopKind};

/// What can reach a running cell from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The wall-clock budget is spent: [`StopKind::Time`].
    Deadline = 1,
    /// The host wants the cell to end: [`StopKind::Abort`].
    Abort = 2,
    /// Somebody pressed Ctrl-C: `KeyboardInterrupt`, which a cell may catch.
    Keyboard = 4,
}

/// A flag shared by a cell and whoever watches it. The machine looks at it once in every slice of fuel.
#[derive(Debug, Default)]
pub struct Interrupt {
    raised: AtomicU8,
    parent: Option<Arc<Interrupt>>,
}

impl Interrupt {
    pub const fn new() -> Self {
        Self { raised: AtomicU8::new(0), parent: None }
    }

    /// The flag of a child cell: what stops the parent stops the child. Ctrl-C stays with the parent, so that a child
    /// cannot swallow it.
    pub fn child(parent: &Arc<Self>) -> Self {
        Self { raised: AtomicU8::new(0), parent: Some(parent.clone()) }
    }

    pub fn raise(&self, signal: Signal) {
        self.raised.fetch_or(signal as u8, Ordering::AcqRel);
    }

    pub fn clear(&self, signal: Signal) {
        self.raised.fetch_and(!(signal as u8), Ordering::AcqRel);
    }

    pub fn is_raised(&self, signal: Signal) -> bool {
        self.raised.load(Ordering::Acquire) & signal as u8 != 0
    }

    /// Whether there is anything to look at: the one cheap question of the fast path.
    pub fn any(&self) -> bool {
        self.raised.load(Ordering::Relaxed) != 0 || self.parent.as_ref().is_some_and(|it| it.stop().is_some())
    }

    /// The stop that is due, here or in an ancestor. It stays due until it is cleared.
    pub fn stop(&self) -> Option<StopKind> {
        let mut interrupt = Some(self);
        while let Some(current) = interrupt {
            if current.is_raised(Signal::Abort) {
                return Some(StopKind::Abort);
            }
            if current.is_raised(Signal::Deadline) {
                return Some(StopKind::Time);
            }
            interrupt = current.parent.as_deref();
        }
        None
    }

    /// Whether Ctrl-C was pressed since the last time this was asked.
    pub fn take_keyboard(&self) -> bool {
        let keyboard = Signal::Keyboard as u8;
        self.raised.fetch_and(!keyboard, Ordering::AcqRel) & keyboard != 0
    }
}

/// Who raises [`Signal::Deadline`] when a time limit ends.
pub trait Watchdog: Send + Sync {
    /// Raises the signal `ns` from now, unless the answer is dropped before.
    fn arm(&self, interrupt: &Arc<Interrupt>, ns: u64) -> Result<Box<dyn Watch>, OsError>;
}

/// A deadline that was set; dropping it lifts it.
pub trait Watch: Send {
    /// Time that passes from now on does not count.
    fn pause(&mut self);

    /// Time counts again.
    fn resume(&mut self);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_apart() {
        let interrupt = Interrupt::new();
        assert!(!interrupt.any());
        interrupt.raise(Signal::Keyboard);
        assert!(interrupt.any());
        assert_eq!(interrupt.stop(), None);
        interrupt.raise(Signal::Deadline);
        assert!(interrupt.take_keyboard());
        assert!(!interrupt.take_keyboard());
        assert_eq!(interrupt.stop(), Some(StopKind::Time));
        interrupt.raise(Signal::Abort);
        assert_eq!(interrupt.stop(), Some(StopKind::Abort));
        interrupt.clear(Signal::Abort);
        interrupt.clear(Signal::Deadline);
        assert!(!interrupt.any());
    }

    #[test]
    fn a_parent_stops_its_children() {
        let parent = Arc::new(Interrupt::new());
        let child = Interrupt::child(&parent);
        parent.raise(Signal::Keyboard);
        assert!(!child.any() && !child.take_keyboard());
        child.raise(Signal::Deadline);
        assert_eq!((parent.stop(), child.stop()), (None, Some(StopKind::Time)));
        parent.raise(Signal::Abort);
        child.clear(Signal::Deadline);
        assert!(child.any());
        assert_eq!(child.stop(), Some(StopKind::Abort));
    }
}
