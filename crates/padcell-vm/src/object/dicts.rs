//! Keys of dicts and sets: found natively where that is possible, else by calling `__eq__`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Heap, Id, Set, Tuple};
use crate::value::Value;
use crate::vm::Vm;

/// Nested tuples are compared natively to this depth.
const TUPLE_DEPTH: usize = 16;

impl Heap {
    /// Whether two keys are equal; None where only Python code can say.
    #[inline]
    pub(crate) fn same_key(&self, a: Value, b: Value, depth: usize) -> Option<bool> {
        match (a, b) {
            (Value::Str(x), Value::Str(y)) => Some(self.same_str(x, y)),
            (Value::Int(x), Value::Int(y)) => Some(x == y),
            (Value::Tuple(x), Value::Tuple(y)) if x != y => self.same_tuple(x, y, depth),
            _ => self.same_key_slowly(a, b),
        }
    }

    fn same_key_slowly(&self, a: Value, b: Value) -> Option<bool> {
        if a.is(b) {
            return Some(true);
        }
        let number = |it: Value| match it {
            Value::Bool(it) => Some(Value::Int(i64::from(it))),
            Value::Int(_) | Value::Float(_) => Some(it),
            _ => None,
        };
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            return Some(match (x, y) {
                (Value::Int(x), Value::Int(y)) => x == y,
                (Value::Float(x), Value::Float(y)) => x == y,
                // Equal hashes were checked before: an int and a float are equal if the float is that int.
                (Value::Int(x), Value::Float(y)) | (Value::Float(y), Value::Int(x)) => {
                    y == x as f64 && y as i64 == x
                }
                _ => false,
            });
        }
        match (a, b) {
            (Value::BigInt(x), Value::BigInt(y)) => Some(self.integers[x].0 == self.integers[y].0),
            (Value::Bytes(x), Value::Bytes(y)) => Some(self.bytes[x].data == self.bytes[y].data),
            _ if self.is_plain_key(a) && self.is_plain_key(b) => {
                let number = |it| {
                    matches!(
                        it,
                        Value::Complex(_)
                            | Value::BigInt(_)
                            | Value::Float(_)
                            | Value::Int(_)
                            | Value::Bool(_)
                    )
                };
                if number(a) && number(b) { None } else { Some(false) }
            }
            _ => None,
        }
    }

    fn same_tuple(&self, x: Id<Tuple>, y: Id<Tuple>, depth: usize) -> Option<bool> {
        let (left, right) = (&self.tuples[x].items, &self.tuples[y].items);
        if left.len() != right.len() {
            return Some(false);
        }
        if depth >= TUPLE_DEPTH || left.len() > 64 {
            return None;
        }
        let mut all = Some(true);
        for (x, y) in left.iter().zip(right) {
            match self.same_key(*x, *y, depth + 1) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }

    /// Whether a key's equality is native.
    fn is_plain_key(&self, value: Value) -> bool {
        match value {
            Value::Instance(id) => {
                let class = &self.classes[self.instances[id].class];
                !class.flags.has(ClassFlags::EQ) && self.instances[id].wrapped().is_unset()
            }
            Value::Object(_) | Value::Exception(_) | Value::Tuple(_) | Value::FrozenSet(_) => false,
            Value::Range(_) | Value::Slice(_) | Value::Bound(_) | Value::List(_) | Value::Dict(_) => false,
            Value::ByteArray(_) | Value::Bytes(_) => false,
            Value::Class(id) => {
                self.classes[id].metaclass.index() == 1
                    || !self.classes[self.classes[id].metaclass].flags.has(ClassFlags::EQ)
            }
            _ => true,
        }
    }
}

macro_rules! finder {
    ($name:ident, $kind:ty, $slab:ident) => {
        /// The position of a key with its hash.
        ///
        /// # Errors
        /// What `__eq__` of keys raises.
        #[inline]
        pub(crate) fn $name(&mut self, table: Id<$kind>, key: Value, hash: i64) -> Res<Option<usize>> {
            let mut unsure = Vec::new();
            let heap = &self.heap;
            let mut compared = 0_usize;
            let found =
                heap.$slab[table].find_counted(hash, &mut compared, |it| match heap.same_key(it, key, 0) {
                    Some(same) => same,
                    None => {
                        unsure.push(it);
                        false
                    }
                });
            if compared > 8 {
                // Keys whose hashes meet: the search is a loop that the program can make long.
                self.spend(compared)?;
            }
            if found.is_some() || unsure.is_empty() {
                return Ok(found);
            }
            for candidate in unsure {
                self.spend(8)?;
                let mark = self.kept();
                self.keep(candidate);
                let same = self.same(candidate, key)?;
                self.release(mark);
                if same {
                    // The table may have changed under `__eq__`: the position is looked up by identity.
                    let position = self.heap.$slab[table].find(hash, |it| it.is(candidate));
                    if position.is_some() {
                        return Ok(position);
                    }
                }
            }
            Ok(None)
        }
    };
}

impl Vm {
    finder!(dict_find, Dict, dicts);
    finder!(set_find, Set, sets);

    /// `dict.get(key)`.
    ///
    /// # Errors
    /// TypeError for an unhashable key, and what `__hash__` and `__eq__` raise.
    #[inline]
    pub fn dict_get(&mut self, dict: Id<Dict>, key: Value) -> Res<Option<Value>> {
        let hash = self.hash(key)?;
        let position = self.dict_find(dict, key, hash)?;
        Ok(position.and_then(|it| self.heap.dicts[dict].at(it)).map(|it| it.value))
    }

    /// `dict[key] = value`.
    ///
    /// # Errors
    /// As [`Vm::dict_get`], and when memory runs out.
    #[inline]
    pub fn dict_set(&mut self, dict: Id<Dict>, key: Value, value: Value) -> Res<()> {
        let hash = self.hash(key)?;
        match self.dict_find(dict, key, hash)? {
            Some(position) => {
                self.heap.dicts[dict].set_at(position, value);
                Ok(())
            }
            None => self.heap.dict_push(dict, hash, key, value),
        }
    }

    /// Removes a key; gives its value.
    ///
    /// # Errors
    /// As [`Vm::dict_get`].
    pub fn dict_remove(&mut self, dict: Id<Dict>, key: Value) -> Res<Option<Value>> {
        let hash = self.hash(key)?;
        let position = self.dict_find(dict, key, hash)?;
        Ok(position.map(|it| self.heap.dicts[dict].remove_at(it).value))
    }

    /// `key in set`.
    ///
    /// # Errors
    /// As [`Vm::dict_get`].
    pub fn set_has(&mut self, set: Id<Set>, key: Value) -> Res<bool> {
        let hash = self.hash(key)?;
        Ok(self.set_find(set, key, hash)?.is_some())
    }

    /// `set.add(key)`; whether it was new.
    ///
    /// # Errors
    /// As [`Vm::dict_get`], and when memory runs out.
    pub fn set_add(&mut self, set: Id<Set>, key: Value) -> Res<bool> {
        let hash = self.hash(key)?;
        if self.set_find(set, key, hash)?.is_some() {
            return Ok(false);
        }
        self.heap.set_push(set, hash, key)?;
        Ok(true)
    }

    /// Removes a key; whether it was there.
    ///
    /// # Errors
    /// As [`Vm::dict_get`].
    pub fn set_remove(&mut self, set: Id<Set>, key: Value) -> Res<bool> {
        let hash = self.hash(key)?;
        let position = self.set_find(set, key, hash)?;
        if let Some(it) = position {
            self.heap.sets[set].remove_at(it);
        }
        Ok(position.is_some())
    }
}
