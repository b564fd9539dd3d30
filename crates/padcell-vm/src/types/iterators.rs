//! Iterators that the machine knows itself: `next` on each.
