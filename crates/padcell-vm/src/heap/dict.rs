//! Insertion-ordered hash tables behind `dict`, `set` and `frozenset`.

use alloc::vec::Vec;

use hashbrown::HashTable;

use super::slab::Footprint;
use crate::value::Value;

/// A `dict`.
pub type Dict = Table<Value>;
/// A `set` or `frozenset`.
pub type Set = Table<()>;

/// Up to this many entries are searched one by one, without an index.
const LINEAR: usize = 8;

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
    index: HashTable<u32>,
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
            index: HashTable::new(),
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

    /// The position of a key, compared by `same`.
    #[inline]
    pub fn find(&self, hash: i64, mut same: impl FnMut(Value) -> bool) -> Option<usize> {
        if self.entries.len() <= LINEAR {
            return self.entries.iter().position(|it| it.hash == hash && it.key.is_set() && same(it.key));
        }
        self.index
            .find(spread(hash), |&it| {
                let entry = &self.entries[it as usize];
                entry.hash == hash && entry.key.is_set() && same(entry.key)
            })
            .map(|it| *it as usize)
    }

    /// Bytes that the next `push` allocates.
    #[inline]
    #[must_use]
    pub fn growth(&self) -> usize {
        if self.entries.len() < self.entries.capacity() {
            0
        } else {
            self.cost(self.next_capacity()) - self.cost(self.entries.capacity())
        }
    }

    fn next_capacity(&self) -> usize {
        (self.entries.capacity() * 2).max(4)
    }

    fn cost(&self, capacity: usize) -> usize {
        capacity * size_of::<Entry<V>>() + if capacity > LINEAR { capacity * 8 } else { 0 }
    }

    /// An empty table with room for as many entries.
    pub(crate) fn with_room(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), ..Self::default() }
    }

    /// Bytes of the index that a table of this capacity will have.
    pub(crate) fn index_cost(&self) -> usize {
        let capacity = self.entries.capacity();
        self.cost(capacity) - capacity * size_of::<Entry<V>>()
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
        if position == LINEAR {
            self.rebuild();
        } else if position > LINEAR {
            let entries = &self.entries;
            self.index.insert_unique(spread(hash), position as u32, |&it| spread(entries[it as usize].hash));
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
        if self.entries.len() > LINEAR {
            if let Ok(it) = self.index.find_entry(spread(removed.hash), |&it| it as usize == position) {
                it.remove();
            }
        }
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
            self.index.clear();
            self.first = 0;
        } else if position + 1 == self.entries.len() {
            while self.entries.last().is_some_and(|it| it.key.is_unset()) {
                self.entries.pop();
            }
            if self.entries.len() <= LINEAR {
                self.index.clear();
            }
        } else if self.entries.len() > 32 && self.len * 4 < self.entries.len() {
            self.compact();
        }
        removed
    }

    pub fn clear(&mut self) {
        let version = self.version.wrapping_add(1);
        *self = Self { version, ..Self::default() };
    }

    /// The last entry's position.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|it| it.key.is_set())
    }

    /// The same entries in a table of its own, without holes.
    #[must_use]
    pub fn copy(&self) -> Self {
        let mut entries = Vec::with_capacity(self.len);
        entries.extend(self.iter().copied());
        let mut copy = Self { entries, len: self.len, ..Self::default() };
        copy.rebuild();
        copy
    }

    /// Bytes that [`Table::copy`] allocates.
    #[must_use]
    pub fn copy_cost(&self) -> usize {
        self.cost(self.len)
    }

    /// Takes over the entries of another table.
    pub fn replace_with(&mut self, other: Self) {
        let version = self.version.wrapping_add(1);
        *self = Self { version, ..other };
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
        if self.entries.len() <= LINEAR {
            return;
        }
        let entries = &self.entries;
        self.index.reserve(entries.capacity(), |&it| spread(entries[it as usize].hash));
        for (position, it) in entries.iter().enumerate() {
            if it.key.is_set() {
                self.index
                    .insert_unique(spread(it.hash), position as u32, |&it| spread(entries[it as usize].hash));
            }
        }
    }
}

impl<V> Footprint for Table<V> {
    fn footprint(&self) -> usize {
        self.entries.capacity() * size_of::<Entry<V>>() + self.index.capacity() * 8
    }
}
