//! What a cell shares with one neighbour: its own objects that the neighbour holds, and the remotes that it holds itself.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::heap::{Heap, Id, Object, Tracer};
use crate::value::Value;

/// More objects than this may not be shared with one neighbour at a time: each costs memory on both sides.
pub(super) const MAX_EXPORTS: usize = 100_000;
/// What sharing an object costs on its own side, in bytes: its places in the tables.
pub(super) const EXPORT_COST: usize = 64;

/// One side of one membrane.
#[derive(Default)]
pub(crate) struct Shared {
    /// Objects that the neighbour holds remotes to; the place is the remote's number.
    exports: Vec<Value>,
    /// Places that are not in use.
    free: Vec<u32>,
    /// The number of each exported object.
    numbers: BTreeMap<(u8, u32), u32>,
    /// The remotes that stand here for the neighbour's objects, by number. They are not kept alive by this.
    imports: Vec<Option<Id<Object>>>,
    /// Numbers of the neighbour's objects that nobody here holds any more.
    released: Vec<u32>,
}

impl Shared {
    /// The object that is shared under a number.
    pub(super) fn exported(&self, number: u32) -> Option<Value> {
        self.exports.get(number as usize).copied().filter(|it| it.is_set())
    }

    /// The number under which an object is shared already.
    pub(super) fn number_of(&self, key: (u8, u32)) -> Option<u32> {
        self.numbers.get(&key).copied()
    }

    pub(super) fn exports(&self) -> usize {
        self.numbers.len()
    }

    /// Shares an object that was not shared before.
    pub(super) fn export(&mut self, key: (u8, u32), value: Value) -> u32 {
        let number = match self.free.pop() {
            Some(number) => {
                self.exports[number as usize] = value;
                number
            }
            None => {
                self.exports.push(value);
                self.exports.len() as u32 - 1
            }
        };
        self.numbers.insert(key, number);
        number
    }

    /// The neighbour does not hold these any more; says how many there were.
    pub(super) fn drop_exports(&mut self, numbers: &[u32]) -> usize {
        let before = self.numbers.len();
        for number in numbers {
            let Some(value) = self.exports.get_mut(*number as usize) else { continue };
            if let Some(key) = core::mem::take(value).handle() {
                self.numbers.remove(&key);
                self.free.push(*number);
            }
        }
        before - self.numbers.len()
    }

    /// The remote that stands here for the neighbour's object.
    pub(super) fn imported(&self, number: u32) -> Option<Value> {
        self.imports.get(number as usize).copied().flatten().map(Value::Object)
    }

    pub(super) fn import(&mut self, number: u32, remote: Id<Object>) {
        let number = number as usize;
        if self.imports.len() <= number {
            self.imports.resize(number + 1, None);
        }
        self.imports[number] = Some(remote);
    }

    pub(super) fn has_released(&self) -> bool {
        !self.released.is_empty()
    }

    pub(super) fn take_released(&mut self) -> Vec<u32> {
        core::mem::take(&mut self.released)
    }

    pub(super) fn trace_exports(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&self.exports);
    }

    /// Forgets the remotes that died in the collection under way.
    pub(super) fn forget_dead(&mut self, heap: &Heap) {
        for (number, remote) in (0u32..).zip(&mut self.imports) {
            if remote.is_some_and(|it| !heap.objects.is_marked(it)) {
                *remote = None;
                self.released.push(number);
            }
        }
        while matches!(self.imports.last(), Some(None)) {
            self.imports.pop();
        }
    }
}
