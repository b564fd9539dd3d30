//! The count of open files, which a child cell shares with its ancestors.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicU32, Ordering};

/// How many files may be open. A child's file also counts in every ancestor's pool.
#[derive(Debug)]
pub struct HandlePool {
    limit: u32,
    open: AtomicU32,
    parent: Option<Arc<HandlePool>>,
}

impl HandlePool {
    pub fn new(limit: u32) -> Arc<Self> {
        Arc::new(Self { limit, open: AtomicU32::new(0), parent: None })
    }

    /// A pool inside this one.
    pub fn child(self: &Arc<Self>, limit: u32) -> Arc<Self> {
        Arc::new(Self { limit, open: AtomicU32::new(0), parent: Some(self.clone()) })
    }

    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// How many are open now.
    pub fn open(&self) -> u32 {
        self.open.load(Ordering::Acquire)
    }

    /// Counts one more, here and in every ancestor, or none at all. `Err` is the limit that was met.
    pub fn acquire(&self) -> Result<(), u32> {
        let mut pool = Some(self);
        while let Some(current) = pool {
            if let Err(limit) = current.acquire_one() {
                self.release_until(Some(current));
                return Err(limit);
            }
            pool = current.parent.as_deref();
        }
        Ok(())
    }

    /// Counts one less, here and in every ancestor.
    pub fn release(&self) {
        self.release_until(None);
    }

    fn acquire_one(&self) -> Result<(), u32> {
        let more = |open: u32| if open < self.limit { Some(open + 1) } else { None };
        match self.open.fetch_update(Ordering::AcqRel, Ordering::Acquire, more) {
            Ok(_) => Ok(()),
            Err(_) => Err(self.limit),
        }
    }

    fn release_until(&self, end: Option<&Self>) {
        let mut pool = Some(self);
        while let Some(current) = pool {
            if end.is_some_and(|end| core::ptr::eq(end, current)) {
                return;
            }
            let less = |open: u32| Some(open.saturating_sub(1));
            let _always = current.open.fetch_update(Ordering::AcqRel, Ordering::Acquire, less);
            pool = current.parent.as_deref();
        }
    }
}

impl Drop for HandlePool {
    /// What was open in a cell that is gone is closed, so its ancestors need not count it any more.
    fn drop(&mut self) {
        if let Some(parent) = &self.parent {
            for _ in 0..self.open() {
                parent.release();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_counts_in_its_parent() {
        let parent = HandlePool::new(2);
        let child = parent.child(10);
        assert!(child.acquire().is_ok());
        assert!(parent.acquire().is_ok());
        assert_eq!(child.acquire(), Err(2));
        assert_eq!((parent.open(), child.open()), (2, 1));
        child.release();
        assert_eq!((parent.open(), child.open()), (1, 0));
        assert!(child.acquire().is_ok());
        drop(child);
        assert_eq!(parent.open(), 1);
    }
}
