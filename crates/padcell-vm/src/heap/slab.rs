//! Slabs: one typed vector of slots for each builtin kind, with mark bits and a free list.

use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ops::{Index, IndexMut};

/// A handle: the index of a slot in the slab of `T`. In the `gc-stress` build it also carries the slot's generation,
/// which is compared at every access; in the `paranoid` build, its heap's number, which is compared too.
pub struct Id<T> {
    index: u32,
    #[cfg(feature = "gc-stress")]
    generation: u32,
    /// 0 in handles that mean the same in every heap.
    #[cfg(feature = "paranoid")]
    home: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The slot's index.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.index
    }

    /// A handle to a slot that is known to be in use for the heap's whole life.
    #[must_use]
    pub(crate) const fn fixed(index: u32) -> Self {
        Self {
            index,
            #[cfg(feature = "gc-stress")]
            generation: 0,
            #[cfg(feature = "paranoid")]
            home: 0,
            kind: PhantomData,
        }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// Slabs with less room than this, in bytes, never shrink: what is given back is soon asked for again.
const SHRINK_FROM: usize = 4 << 20;

/// What a heap object occupies outside its slot, in bytes.
pub trait Footprint: Default {
    fn footprint(&self) -> usize;
}

/// Slots of one kind. A freed slot holds `T::default()` until it is used again.
pub struct Slab<T> {
    items: Vec<T>,
    live: Vec<u64>,
    marks: Vec<u64>,
    free: Vec<u32>,
    /// The last collection left most slots free.
    thrifty: bool,
    /// How many slots the next growth adds, as [`Slab::growth`] found.
    step: Cell<usize>,
    #[cfg(feature = "gc-stress")]
    generations: Vec<u32>,
    /// The heap's number.
    #[cfg(feature = "paranoid")]
    pub(super) home: u32,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            live: Vec::new(),
            marks: Vec::new(),
            free: Vec::new(),
            thrifty: false,
            step: Cell::new(0),
            #[cfg(feature = "gc-stress")]
            generations: Vec::new(),
            #[cfg(feature = "paranoid")]
            home: 0,
        }
    }
}

impl<T: Footprint> Slab<T> {
    /// Empty, with room for `capacity` objects: [`Slab::room`] is not charged yet.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { items: Vec::with_capacity(capacity), ..Self::default() }
    }

    /// The same objects under the same handles, in a slab with as much room: [`Slab::room`] is not charged yet.
    pub(crate) fn duplicate(&self, item: impl Fn(&T) -> T) -> Self {
        let mut items = Vec::with_capacity(self.items.capacity());
        items.extend(self.items.iter().map(item));
        Self {
            items,
            live: self.live.clone(),
            marks: self.marks.clone(),
            free: self.free.clone(),
            thrifty: self.thrifty,
            step: self.step.clone(),
            #[cfg(feature = "gc-stress")]
            generations: self.generations.clone(),
            #[cfg(feature = "paranoid")]
            home: self.home,
        }
    }

    /// Bytes of all slots, used or not.
    pub(crate) fn room(&self) -> usize {
        self.items.capacity() * size_of::<T>()
    }

    /// Bytes of the slots that are free.
    pub(crate) fn vacant(&self) -> usize {
        (self.items.capacity() - self.len()) * size_of::<T>()
    }

    /// Bytes that the next `insert` adds to the slab itself: 0 while there is room. Beyond `spare` bytes a collection is
    /// due: a slab of which the last one left little grows little until then.
    pub(crate) fn growth(&self, spare: usize) -> usize {
        if self.free.is_empty() && self.items.len() == self.items.capacity() {
            let mut step = self.next_capacity();
            if self.thrifty {
                step = step.min((spare / size_of::<T>()).max(self.items.len() / 64).max(64));
            }
            self.step.set(step);
            step * size_of::<T>()
        } else {
            0
        }
    }

    /// Bytes of the slot that the next `insert` uses again: 0 if it takes a new one.
    pub(crate) fn reused(&self) -> usize {
        if self.free.is_empty() { 0 } else { size_of::<T>() }
    }

    /// How many slots are added at most. In small cells room that is not used would be much of all.
    fn next_capacity(&self) -> usize {
        match self.items.capacity() {
            capacity @ 128..4096 => (capacity / 8).max(64),
            capacity => (capacity / 2).max(16),
        }
    }

    /// Puts `item` into a free slot. The caller has charged [`Slab::growth`] and the item's footprint.
    #[inline]
    pub(crate) fn insert(&mut self, item: T) -> Id<T> {
        self.insert_with(|it| *it = item)
    }

    /// The same for an item that `fill` makes of `T::default()`, which every free slot holds.
    #[inline]
    pub(crate) fn insert_with(&mut self, fill: impl FnOnce(&mut T)) -> Id<T> {
        let index = match self.free.pop() {
            Some(it) => it,
            None => self.add_slot(),
        };
        fill(&mut self.items[index as usize]);
        self.live[index as usize / 64] |= 1 << (index % 64);
        self.id(index)
    }

    /// A free slot at the end.
    fn add_slot(&mut self) -> u32 {
        if self.items.len() == self.items.capacity() {
            self.items.reserve_exact(self.step.take().max(1));
        }
        let index = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(T::default());
        if self.items.len() > self.live.len() * 64 {
            self.live.push(0);
            self.marks.push(0);
        }
        #[cfg(feature = "gc-stress")]
        if self.generations.len() < self.items.len() {
            self.generations.push(0);
        }
        index
    }

    fn id(&self, index: u32) -> Id<T> {
        Id {
            index,
            #[cfg(feature = "gc-stress")]
            generation: self.generations[index as usize],
            #[cfg(feature = "paranoid")]
            home: self.home,
            kind: PhantomData,
        }
    }

    /// Marks a slot; `true` if it was not marked before. A handle that outlived its object (a stale register) marks
    /// nothing or, at worst, keeps the slot's new tenant.
    pub(crate) fn mark(&mut self, id: Id<T>) -> bool {
        let (word, bit) = (id.index as usize / 64, 1u64 << (id.index % 64));
        #[cfg(feature = "paranoid")]
        self.check(id);
        #[cfg(feature = "gc-stress")]
        if self.generations.get(id.index as usize) != Some(&id.generation) {
            return false;
        }
        if self.live.get(word).is_none_or(|it| it & bit == 0) || self.marks[word] & bit != 0 {
            return false;
        }
        self.marks[word] |= bit;
        true
    }

    /// Marks what is in use among the first `count` slots.
    pub(crate) fn mark_first(&mut self, count: u32) {
        let (words, rest) = (count as usize / 64, count % 64);
        for (mark, live) in self.marks.iter_mut().zip(&self.live).take(words) {
            *mark |= live;
        }
        if let (Some(mark), Some(live)) = (self.marks.get_mut(words), self.live.get(words)) {
            *mark |= live & ((1 << rest) - 1);
        }
    }

    /// Whether there is an object among those that are not marked of which `found` says so.
    pub(crate) fn any_dead(&self, found: impl Fn(&T) -> bool) -> bool {
        for (word, (live, marks)) in self.live.iter().zip(&self.marks).enumerate() {
            let mut dead = live & !marks;
            while dead != 0 {
                if found(&self.items[word * 64 + dead.trailing_zeros() as usize]) {
                    return true;
                }
                dead &= dead - 1;
            }
        }
        false
    }

    /// Whether the slot was marked in the collection under way.
    pub(crate) fn is_marked(&self, id: Id<T>) -> bool {
        self.marks.get(id.index as usize / 64).is_some_and(|it| it & (1 << (id.index % 64)) != 0)
    }

    /// Forgets all marks.
    pub(crate) fn clear_marks(&mut self) {
        self.marks.fill(0);
    }

    /// Frees what is live and unmarked, clears all marks; returns the footprint of what stays.
    pub(crate) fn sweep(&mut self) -> usize {
        let mut kept = 0;
        // From the end, so that the slots at the front are used again first, and the end can be given back.
        for word in (0..self.live.len()).rev() {
            let mut dead = self.live[word] & !self.marks[word];
            while dead != 0 {
                let bit = dead.ilog2();
                let index = word * 64 + bit as usize;
                dead ^= 1 << bit;
                self.items[index] = T::default();
                #[cfg(feature = "gc-stress")]
                {
                    self.generations[index] = self.generations[index].wrapping_add(1);
                }
                self.free.push(u32::try_from(index).unwrap_or(u32::MAX));
            }
            self.live[word] &= self.marks[word];
            let mut alive = self.live[word];
            while alive != 0 {
                let index = word * 64 + alive.trailing_zeros() as usize;
                alive &= alive - 1;
                kept += self.items[index].footprint();
            }
            self.marks[word] = 0;
        }
        self.shrink();
        self.thrifty = self.len() < self.items.capacity() / 2;
        kept + self.room()
    }

    /// Gives back the end of a large slab of which more than half is free.
    fn shrink(&mut self) {
        let words = self.live.iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
        let end = words * 64;
        if self.room() < SHRINK_FROM || end > self.items.len() / 2 {
            return;
        }
        self.items.truncate(end);
        self.items.shrink_to(end + end / 4 + 16);
        self.live.truncate(words);
        self.marks.truncate(words);
        self.free.retain(|it| (*it as usize) < end);
        self.free.shrink_to(self.free.len() * 2);
    }

    /// Handles of all objects in use.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id<T>> + '_ {
        (0..self.items.len() as u32)
            .filter(|it| self.live[*it as usize / 64] & (1 << (it % 64)) != 0)
            .map(|it| self.id(it))
    }

    /// Whether no object is in use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many objects are in use.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len() - self.free.len()
    }

    #[cfg(feature = "paranoid")]
    fn check(&self, id: Id<T>) {
        assert!(
            id.home == 0 || id.home == self.home,
            "a handle to a {} of another heap",
            core::any::type_name::<T>()
        );
    }

    #[cfg(feature = "gc-stress")]
    fn check(&self, id: Id<T>) {
        assert!(
            self.generations[id.index as usize] == id.generation,
            "stale handle to a {}",
            core::any::type_name::<T>()
        );
    }
}

impl<T: Footprint> Index<Id<T>> for Slab<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, id: Id<T>) -> &T {
        #[cfg(any(feature = "gc-stress", feature = "paranoid"))]
        self.check(id);
        &self.items[id.index as usize]
    }
}

impl<T: Footprint> IndexMut<Id<T>> for Slab<T> {
    #[inline(always)]
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        #[cfg(any(feature = "gc-stress", feature = "paranoid"))]
        self.check(id);
        &mut self.items[id.index as usize]
    }
}
