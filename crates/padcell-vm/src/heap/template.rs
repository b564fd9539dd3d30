//! A heap in which there is no more than every cell has, as the pattern of others.

use super::Heap;
use crate::error::Res;

impl Heap {
    /// Whether another heap can be made of this one: it holds only what a new cell holds.
    pub(crate) fn is_plain(&mut self) -> bool {
        let mut objects = 0;
        each_slab!(self, |slab| objects += slab.len());
        let plain = self.strs.len()
            + self.dicts.len()
            + self.natives.len()
            + self.classes.len()
            + self.exceptions.len()
            + self.tuples.len()
            + self.modules.len();
        let nothing_waits =
            self.weakrefs.is_empty() && self.finalizable.is_empty() && self.singles.is_empty();
        objects == plain
            && nothing_waits
            && self.raised.is_unset()
            && self.stop.is_none()
            && self.collections == 0
    }

    /// A heap with the same objects under the same handles, charged to a limit of its own.
    ///
    /// # Errors
    /// When they do not fit.
    pub(crate) fn copy(&self, limit: usize) -> Res<Self> {
        let mut heap = Self::empty(limit, self.hash_seed);
        heap.charge(self.used)?;
        heap.fixed = self.fixed;
        heap.strs = self.strs.duplicate(Clone::clone);
        heap.dicts = self.dicts.duplicate(|it| it.duplicate());
        heap.natives = self.natives.duplicate(Clone::clone);
        heap.classes = self.classes.duplicate(Clone::clone);
        heap.exceptions = self.exceptions.duplicate(Clone::clone);
        heap.tuples = self.tuples.duplicate(Clone::clone);
        heap.modules = self.modules.duplicate(Clone::clone);
        heap.shapes = self.shapes.clone();
        heap.interner = self.interner.clone();
        heap.pinned = self.pinned.clone();
        heap.permanent_strs = self.permanent_strs;
        heap.memory_error = self.memory_error;
        heap.next_version = self.next_version;
        Ok(heap)
    }
}
