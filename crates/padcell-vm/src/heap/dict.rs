//! Insertion-ordered hash tables behind `dict`, `set` and `frozenset`.

use alloc::vec::Vec;

use super::slab::Footprint;
use crate::value::Value;

/// A `dict`.
pub type Dict = Table<Value>;
/// A `set` or `frozenset`.
pub type Set = Table<()>;

/// Up to this many entries are searched one by one, without an index.
const LINEAR: usize = 8;

/// Probes after which a search that is not metered gives up.
const NEAR: usize = 12;

/// One entry; a removed one has an unset key until the next compaction.
#[derive(Clone, Copy, Debug)]
pub struct Entry<V> {
    /// Python's hash of the key.
    pub hash: i64,
    pub key: Value,
    pub value: V,
}

/// Entries in insertion order, and an index over them once there are many.
#[derive(Clone, Debug)]
pub struct Table<V> {
    entries: Vec<Entry<V>>,
    /// Open addressing, linear probing: 0 for an empty slot, else a position plus one. Its length is a power of two, at
    /// least twice the capacity of `entries`; empty while all entries are searched one by one.
    index: Vec<u32>,
    len: usize,
    /// There is no key before this position, so that emptying a table from the front takes linear time.
    first: usize,
    version: u32,
    pub(crate) hash: i64,
    /// Code ran restricted with these globals: all code that runs with them does, from then on.
    pub(crate) restricted: bool,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            index: Vec::new(),
            len: 0,
            first: 0,
            version: 0,
            hash: 0,
            restricted: false,
        }
    }
}

/// Spreads a Python hash over all bits: ints hash to themselves, and the index wants both ends.
#[inline]
fn spread(hash: i64) -> u64 {
    let product = u128::from(hash as u64 ^ 0x2545_F491_4F6C_DD1D) * u128::from(0x9E37_79B9_7F4A_7C15_u64);
    (product as u64) ^ ((product >> 64) as u64)
}

impl<V: Copy> Table<V> {
    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Changes whenever a key is added or removed.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// One past the last position: positions are stable while no key is added or removed.
    #[must_use]
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    /// The entry at a position, unless it was removed.
    #[inline]
    #[must_use]
    pub fn at(&self, position: usize) -> Option<&Entry<V>> {
        self.entries.get(position).filter(|it| it.key.is_set())
    }

    /// The first entry at or after `position`, with its position.
    #[inline]
    #[must_use]
    pub fn next_from(&self, position: usize) -> Option<(usize, Entry<V>)> {
        let mut position = position.max(self.first);
        while let Some(it) = self.entries.get(position) {
            if it.key.is_set() {
                return Some((position, *it));
            }
            position += 1;
        }
        None
    }

    /// All entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<V>> + '_ {
        self.entries.iter().filter(|it| it.key.is_set())
    }

    /// The position of a key, compared by `same`, if it is near where its hash says. None does not mean that the key is
    /// absent: [`Table::find`] searches on, and counts.
    #[inline]
    pub fn find_near(&self, hash: i64, same: impl FnMut(Value) -> bool) -> Option<usize> {
        self.search(hash, NEAR, &mut 0, same)
    }

    /// The position of a key, compared by `same`. Adds the number of entries looked at to `probes`.
    #[inline]
    pub fn find_counted(
        &self,
        hash: i64,
        probes: &mut usize,
        same: impl FnMut(Value) -> bool,
    ) -> Option<usize> {
        self.search(hash, usize::MAX, probes, same)
    }

    /// The position of a key, compared by `same`.
    #[inline]
    pub fn find(&self, hash: i64, same: impl FnMut(Value) -> bool) -> Option<usize> {
        self.find_counted(hash, &mut 0, same)
    }

    /// The search behind these: through at most `most` entries of the index.
    #[inline(always)]
    fn search(
        &self,
        hash: i64,
        most: usize,
        probes: &mut usize,
        mut same: impl FnMut(Value) -> bool,
    ) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|it| it.hash == hash && it.key.is_set() && same(it.key));
        }
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) as usize & mask;
        while *probes < most {
            let position = (self.index[slot] as usize).checked_sub(1)?;
            *probes += 1;
            let entry = &self.entries[position];
            if entry.hash == hash && same(entry.key) {
                return Some(position);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Bytes that the next `push` allocates.
    #[inline]
    #[must_use]
    pub fn growth(&self) -> usize {
        if self.entries.len() < self.entries.capacity() {
            0
        } else {
            Self::cost(self.next_capacity()) - Self::cost(self.entries.capacity())
        }
    }

    fn next_capacity(&self) -> usize {
        (self.entries.capacity() * 2).max(4)
    }

    /// Bytes of a table with this capacity: its index is made with the first keys.
    pub(crate) fn cost(capacity: usize) -> usize {
        capacity * size_of::<Entry<V>>() + Self::index_len(capacity) * size_of::<u32>()
    }

    fn index_len(capacity: usize) -> usize {
        if capacity > LINEAR { (capacity * 2).next_power_of_two() } else { 0 }
    }

    /// Gives a new table room for as many entries.
    pub(crate) fn make_room(&mut self, entries: usize) {
        self.entries.reserve_exact(entries);
    }

    /// Adds a key that is known to be absent. The caller has charged [`Table::growth`].
    pub fn push(&mut self, hash: i64, key: Value, value: V) {
        if self.entries.len() == self.entries.capacity() {
            if self.len * 2 < self.entries.len() {
                self.compact();
            } else {
                self.entries.reserve_exact(self.next_capacity() - self.entries.len());
            }
        }
        let position = self.entries.len();
        self.entries.push(Entry { hash, key, value });
        self.len += 1;
        self.version = self.version.wrapping_add(1);
        if self.index.len() != Self::index_len(self.entries.capacity()) {
            self.rebuild();
        } else if !self.index.is_empty() {
            self.enter(hash, position);
        }
    }

    /// Replaces the value at a position.
    #[inline]
    pub fn set_at(&mut self, position: usize, value: V) {
        self.entries[position].value = value;
    }

    /// Removes the entry at a position.
    pub fn remove_at(&mut self, position: usize) -> Entry<V> {
        let removed = self.entries[position];
        self.leave(removed.hash, position);
        self.entries[position].key = Value::Unset;
        self.len -= 1;
        self.version = self.version.wrapping_add(1);
        if position == self.first {
            while self.entries.get(self.first).is_some_and(|it| it.key.is_unset()) {
                self.first += 1;
            }
        }
        if self.len == 0 {
            self.entries.clear();
            self.first = 0;
        } else if position + 1 == self.entries.len() {
            while self.entries.last().is_some_and(|it| it.key.is_unset()) {
                self.entries.pop();
            }
        } else if self.entries.len() > 32 && self.len * 4 < self.entries.len() {
            self.compact();
        }
        removed
    }

    pub fn clear(&mut self) {
        let version = self.version.wrapping_add(1);
        *self = Self { version, restricted: self.restricted, ..Self::default() };
    }

    /// The last entry's position.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|it| it.key.is_set())
    }

    /// The same entries in a table of its own, without holes.
    #[must_use]
    pub fn copy(&self) -> Self {
        if self.has_holes() {
            let mut entries = Vec::with_capacity(self.len);
            entries.extend(self.iter().copied());
            let mut copy = Self { entries, len: self.len, ..Self::default() };
            copy.rebuild();
            return copy;
        }
        // As many as the original has room for, so that the index is right as it is.
        let mut entries = Vec::with_capacity(self.entries.capacity());
        entries.extend(self.entries.iter().copied());
        Self { entries, index: self.index.clone(), len: self.len, ..Self::default() }
    }

    /// The same table once more, with the same room.
    pub(crate) fn duplicate(&self) -> Self {
        let mut entries = Vec::with_capacity(self.entries.capacity());
        entries.extend_from_slice(&self.entries);
        Self { entries, index: self.index.clone(), ..*self }
    }

    fn has_holes(&self) -> bool {
        self.len != self.entries.len()
    }

    /// Bytes that [`Table::copy`] allocates.
    #[must_use]
    pub fn copy_cost(&self) -> usize {
        Self::cost(if self.has_holes() { self.len } else { self.entries.capacity() })
    }

    /// Takes over the entries of another table.
    pub fn replace_with(&mut self, other: Self) {
        let version = self.version.wrapping_add(1);
        *self = Self { version, restricted: self.restricted, ..other };
    }

    /// Moves the entry at a position to the end, or to the front.
    pub fn move_at(&mut self, position: usize, to_end: bool) {
        let entry = self.remove_at(position);
        if to_end || self.len == 0 {
            self.push(entry.hash, entry.key, entry.value);
            return;
        }
        // The hole that the entry left makes room for it.
        self.entries.retain(|it| it.key.is_set());
        self.entries.insert(0, entry);
        self.first = 0;
        self.len += 1;
        self.version = self.version.wrapping_add(1);
        self.rebuild();
    }

    fn compact(&mut self) {
        self.entries.retain(|it| it.key.is_set());
        self.first = 0;
        self.rebuild();
    }

    fn rebuild(&mut self) {
        self.index.clear();
        self.index.resize(Self::index_len(self.entries.capacity()), 0);
        if self.index.is_empty() {
            return;
        }
        for position in 0..self.entries.len() {
            if self.entries[position].key.is_set() {
                self.enter(self.entries[position].hash, position);
            }
        }
    }

    /// Puts a position into the index.
    #[inline]
    fn enter(&mut self, hash: i64, position: usize) {
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) as usize & mask;
        while self.index[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.index[slot] = position as u32 + 1;
    }

    /// Takes a position out of the index, and moves those up which stand further from home than they need to.
    fn leave(&mut self, hash: i64, position: usize) {
        if self.index.is_empty() {
            return;
        }
        let mask = self.index.len() - 1;
        let mut hole = spread(hash) as usize & mask;
        while self.index[hole] != position as u32 + 1 {
            if self.index[hole] == 0 {
                return;
            }
            hole = (hole + 1) & mask;
        }
        let mut slot = hole;
        loop {
            slot = (slot + 1) & mask;
            let Some(other) = (self.index[slot] as usize).checked_sub(1) else { break };
            let home = spread(self.entries[other].hash) as usize & mask;
            if slot.wrapping_sub(home) & mask >= slot.wrapping_sub(hole) & mask {
                self.index[hole] = self.index[slot];
                hole = slot;
            }
        }
        self.index[hole] = 0;
    }
}

impl<V> Footprint for Table<V> {
    fn footprint(&self) -> usize {
        self.entries.capacity() * size_of::<Entry<V>>() + self.index.len() * size_of::<u32>()
    }
}
