//! Iteration: `iter`, `next`, and loops of natives over iterables.

use alloc::format;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::Iter;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `iter(value)`.
    ///
    /// # Errors
    /// TypeError if it is not iterable.
    pub fn iter(&mut self, value: Value) -> Res {
        let made = match value {
            Value::List(list) => Iter::List { list, index: 0 },
            Value::Tuple(tuple) => Iter::Tuple { tuple, index: 0 },
            Value::Str(text) => Iter::Str { text, index: 0 },
            Value::Dict(dict) => Iter::DictKeys { dict, position: 0, size: self.heap.dicts[dict].len() },
            Value::Set(set) | Value::FrozenSet(set) => {
                Iter::Set { set, position: 0, size: self.heap.sets[set].len() }
            }
            Value::Bytes(_) | Value::ByteArray(_) => Iter::Bytes { bytes: value, index: 0 },
            Value::Range(id) => {
                let range = self.heap.ranges[id];
                match (range.start, range.stop, range.step) {
                    (Value::Int(next), Value::Int(stop), Value::Int(step)) if fits(next, stop, step) => {
                        Iter::Range { next, stop, step }
                    }
                    _ => return self.iter_by_method(value),
                }
            }
            Value::Iter(_) => return Ok(value),
            Value::Generator(id)
                if self.heap.generators[id].kind == crate::heap::GeneratorKind::Generator =>
            {
                return Ok(value);
            }
            _ => return self.iter_by_method(value),
        };
        self.heap.iter(made)
    }

    fn iter_by_method(&mut self, value: Value) -> Res {
        let class = self.class_of(value);
        match self.class_lookup(class, self.names.__iter__) {
            Some(Value::None) => {}
            Some(_) => {
                let iterator = self.call_special(value, self.names.__iter__, &[])?.unwrap_or(Value::None);
                if self.is_iterator(iterator) {
                    return Ok(iterator);
                }
                let text = format!("iter() returned non-iterator of type '{}'", self.type_name(iterator));
                return Err(self.type_error(&text));
            }
            None if self.class_lookup(class, self.names.__getitem__).is_some()
                && !matches!(value, Value::Class(_)) =>
            {
                return self.heap.iter(Iter::Sequence { object: value, index: 0 });
            }
            None => {}
        }
        let text = format!("'{}' object is not iterable", self.type_name(value));
        Err(self.type_error(&text))
    }

    /// Whether `iter(value)` would find a method.
    #[must_use]
    pub fn is_iterable(&mut self, value: Value) -> bool {
        if matches!(value, Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Iter(_)) {
            return true;
        }
        if let Value::Generator(id) = value {
            return self.heap.generators[id].kind == crate::heap::GeneratorKind::Generator;
        }
        let class = self.class_of(value);
        match self.class_lookup(class, self.names.__iter__) {
            Some(it) => !it.is_none(),
            None => self.class_lookup(class, self.names.__getitem__).is_some(),
        }
    }

    /// Whether a value has `__next__`.
    #[must_use]
    pub fn is_iterator(&mut self, value: Value) -> bool {
        match value {
            Value::Iter(_) | Value::Generator(_) => true,
            _ => {
                let class = self.class_of(value);
                self.class_lookup(class, self.names.__next__).is_some()
            }
        }
    }

    /// The next item of an iterator; None at its end.
    ///
    /// # Errors
    /// What `__next__` raises, but StopIteration.
    pub fn next(&mut self, iterator: Value) -> Res<Option<Value>> {
        self.spend(2)?;
        match iterator {
            Value::Iter(id) => self.next_builtin(id),
            Value::Generator(id) => self.generator_next(id),
            _ => {
                let result = match self.call_special(iterator, self.names.__next__, &[]) {
                    Ok(Some(value)) => return Ok(Some(value)),
                    Ok(None) => {
                        let text = format!("'{}' object is not an iterator", self.type_name(iterator));
                        return Err(self.type_error(&text));
                    }
                    Err(it) => it,
                };
                self.end_of_iteration(result)
            }
        }
    }

    /// StopIteration becomes None, anything else goes on.
    pub(crate) fn end_of_iteration(&mut self, unwind: Unwind) -> Res<Option<Value>> {
        if unwind == Unwind::Raised && self.raised_is(self.exceptions.stop_iteration) {
            self.heap.raised = Value::Unset;
            return Ok(None);
        }
        Err(unwind)
    }

    /// Calls `f` with each item. The iterator is kept; what `f` keeps is released after each turn.
    ///
    /// # Errors
    /// What the iterable or `f` raises.
    pub fn for_each(&mut self, iterable: Value, mut f: impl FnMut(&mut Self, Value) -> Res<()>) -> Res<()> {
        let iterator = self.iter(iterable)?;
        self.keep(iterator);
        let mark = self.kept();
        while let Some(item) = self.next(iterator)? {
            f(self, item)?;
            self.release(mark);
        }
        self.release(mark - 1);
        Ok(())
    }

    /// All items of an iterable. The caller must put them into the heap (or keep them) before it calls Python again.
    ///
    /// # Errors
    /// What the iterable raises, and when memory runs out.
    pub fn collect_list(&mut self, iterable: Value) -> Res<Vec<Value>> {
        match iterable {
            Value::List(id) => {
                let len = self.heap.lists[id].items.len();
                self.room_for_values(len)?;
                return Ok(self.heap.lists[id].items.clone());
            }
            Value::Tuple(id) => {
                let len = self.heap.tuples[id].items.len();
                self.room_for_values(len)?;
                return Ok(self.heap.tuples[id].items.to_vec());
            }
            _ => {}
        }
        let list = self.heap.list(Vec::new())?;
        let Value::List(id) = list else { return Ok(Vec::new()) };
        let mark = self.kept();
        self.keep(list);
        self.for_each(iterable, |vm, item| vm.heap.list_push(id, item))?;
        self.release(mark);
        Ok(core::mem::take(&mut self.heap.lists[id].items))
    }

    fn room_for_values(&mut self, len: usize) -> Res<()> {
        self.spend(len / 16)?;
        self.heap.room(len * size_of::<Value>())
    }

    /// Unpacks an iterable into exactly `count` values.
    ///
    /// # Errors
    /// ValueError if there are more or fewer, TypeError if it is not iterable.
    pub(crate) fn unpack(&mut self, value: Value, count: usize) -> Res<Vec<Value>> {
        let items = match value {
            Value::Tuple(id) => self.heap.tuples[id].items.to_vec(),
            Value::List(id) if self.heap.lists[id].items.len() == count => self.heap.lists[id].items.clone(),
            Value::List(id) => {
                let got = self.heap.lists[id].items.len();
                return Err(self.wrong_unpack(count, got, true));
            }
            _ => self.unpack_slowly(value, count)?,
        };
        if items.len() != count {
            return Err(self.wrong_unpack(
                count,
                items.len(),
                matches!(value, Value::Tuple(_) | Value::Dict(_)),
            ));
        }
        Ok(items)
    }

    fn unpack_slowly(&mut self, value: Value, count: usize) -> Res<Vec<Value>> {
        if !self.is_iterable(value) {
            let text = format!("cannot unpack non-iterable {} object", self.type_name(value));
            return Err(self.type_error(&text));
        }
        let iterator = self.iter(value)?;
        let mark = self.kept();
        self.keep(iterator);
        let mut items = Vec::new();
        while items.len() <= count {
            match self.next(iterator)? {
                Some(item) => {
                    self.keep(item);
                    items.push(item);
                }
                None => break,
            }
        }
        self.release(mark);
        Ok(items)
    }

    fn wrong_unpack(&mut self, count: usize, got: usize, known: bool) -> Unwind {
        let text = if got < count {
            format!("not enough values to unpack (expected {count}, got {got})")
        } else if known {
            format!("too many values to unpack (expected {count}, got {got})")
        } else {
            format!("too many values to unpack (expected {count})")
        };
        self.value_error(&text)
    }
}

/// Whether a range's arithmetic stays within `i64`.
fn fits(start: i64, stop: i64, step: i64) -> bool {
    let _ = start;
    stop.checked_add(step).is_some()
}
