//! `list.sort`: keys, native comparison where all keys are of one plain type, and what becomes of the list meanwhile.

mod merge;

use alloc::vec::Vec;
use core::cmp::Ordering;

use merge::merge_sort;

use crate::error::Res;
use crate::heap::{Id, List, Str};
use crate::value::Value;
use crate::vm::Vm;

/// Comparisons of plain keys between two payments of fuel.
const BATCH: usize = 64;

/// What all keys are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Str,
    /// Tuples whose first items are all ints, floats or strings.
    TupleOf(First),
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Int,
    Float,
    Str,
}

impl Vm {
    /// `list.sort(key=key, reverse=reverse)`.
    ///
    /// # Errors
    /// What keys and comparisons raise, and ValueError if they change the list.
    pub fn list_sort(&mut self, id: Id<List>, key: Value, reverse: bool) -> Res<()> {
        let mark = self.kept();
        self.keep(Value::List(id));
        // The list is empty while it is sorted, so that a comparison cannot see it half done. Its items were charged
        // already: the list that keeps them alive meanwhile is not charged again.
        let items = core::mem::take(&mut self.heap.lists[id].items);
        let saved = self.heap.lists.insert(List { items });
        self.keep(Value::List(saved));
        let result = self.sort_saved(saved, key, reverse);
        let items = core::mem::take(&mut self.heap.lists[saved].items);
        let meanwhile = core::mem::replace(&mut self.heap.lists[id].items, items);
        self.release(mark);
        result?;
        if meanwhile.capacity() > 0 {
            return Err(self.value_error("list modified during sort"));
        }
        Ok(())
    }

    /// Sorts a list that no Python code can reach.
    fn sort_saved(&mut self, id: Id<List>, key: Value, reverse: bool) -> Res<()> {
        let len = self.heap.lists[id].items.len();
        if key.is_absent() {
            if len < 2 {
                return Ok(());
            }
            self.heap.room(len.saturating_mul(size_of::<(Value, Value)>() * 2))?;
            let mut items = self.heap.lists[id].items.clone();
            let result = self.sort_values(&mut items, reverse);
            self.heap.lists[id].items.copy_from_slice(&items);
            return result;
        }
        self.heap.room(len.saturating_mul(size_of::<(Value, Value)>() * 2))?;
        let list = self.heap.list(Vec::with_capacity(len))?;
        self.keep(list);
        let Value::List(keys) = list else { return Ok(()) };
        for index in 0..len {
            let item = self.heap.lists[id].items[index];
            let made = self.call(key, &[item])?;
            self.heap.lists[keys].items.push(made);
        }
        if len < 2 {
            return Ok(());
        }
        self.sort_by_keys(id, keys, reverse)
    }

    /// Sorts values that are their own keys; they are alive in a list meanwhile.
    fn sort_values(&mut self, items: &mut [Value], reverse: bool) -> Res<()> {
        match kind_of(self, items) {
            Kind::Int => {
                let mut plain: Vec<i64> = items.iter().map(|it| int_of(*it)).collect();
                self.sort_plain(&mut plain, reverse, |_, a, b| a < b)?;
                for (it, value) in items.iter_mut().zip(plain) {
                    *it = Value::Int(value);
                }
                Ok(())
            }
            Kind::Float => {
                let mut plain: Vec<f64> = items.iter().map(|it| float_of(*it)).collect();
                self.sort_plain(&mut plain, reverse, |_, a, b| a < b)?;
                for (it, value) in items.iter_mut().zip(plain) {
                    *it = Value::Float(value);
                }
                Ok(())
            }
            _ => {
                let mut pairs: Vec<(Value, Value)> = items.iter().map(|it| (*it, *it)).collect();
                let result = self.sort_pairs(&mut pairs, reverse);
                for (it, (_, value)) in items.iter_mut().zip(pairs) {
                    *it = value;
                }
                result
            }
        }
    }

    fn sort_by_keys(&mut self, id: Id<List>, keys: Id<List>, reverse: bool) -> Res<()> {
        let mut pairs: Vec<(Value, Value)> = {
            let (keys, items) = (&self.heap.lists[keys].items, &self.heap.lists[id].items);
            keys.iter().copied().zip(items.iter().copied()).collect()
        };
        let result = self.sort_pairs(&mut pairs, reverse);
        for (it, (_, value)) in self.heap.lists[id].items.iter_mut().zip(pairs) {
            *it = value;
        }
        result
    }

    /// Sorts pairs of key and item; whatever happens, they remain a permutation.
    fn sort_pairs(&mut self, pairs: &mut [(Value, Value)], reverse: bool) -> Res<()> {
        let keys: Vec<Value> = pairs.iter().map(|it| it.0).collect();
        match kind_of(self, &keys) {
            Kind::Int => {
                let mut plain: Vec<(i64, Value)> = pairs.iter().map(|it| (int_of(it.0), it.1)).collect();
                let result = self.sort_plain(&mut plain, reverse, |_, a, b| a.0 < b.0);
                for (it, (_, value)) in pairs.iter_mut().zip(plain) {
                    it.1 = value;
                }
                result
            }
            Kind::Float => {
                let mut plain: Vec<(f64, Value)> = pairs.iter().map(|it| (float_of(it.0), it.1)).collect();
                let result = self.sort_plain(&mut plain, reverse, |_, a, b| a.0 < b.0);
                for (it, (_, value)) in pairs.iter_mut().zip(plain) {
                    it.1 = value;
                }
                result
            }
            Kind::Str => self.sort_strings(pairs, reverse),
            Kind::TupleOf(first) => self.sort_tuples(pairs, first, reverse),
            Kind::Other => sort_turned(pairs, reverse, |a, b| {
                self.spend(2)?;
                self.less(a.0, b.0)
            }),
        }
    }

    /// Sorts by a comparison that calls nothing.
    fn sort_plain<T: Copy>(
        &mut self,
        items: &mut [T],
        reverse: bool,
        less: impl Fn(&Self, T, T) -> bool,
    ) -> Res<()> {
        let mut compared = 0;
        sort_turned(items, reverse, |a, b| {
            compared += 1;
            if compared % BATCH == 0 {
                self.spend(BATCH / 4)?;
            }
            Ok(less(self, a, b))
        })
    }

    fn sort_strings(&mut self, pairs: &mut [(Value, Value)], reverse: bool) -> Res<()> {
        let mut plain: Vec<(u64, Id<Str>, Value)> = Vec::with_capacity(pairs.len());
        for (key, value) in pairs.iter() {
            if let Value::Str(id) = key {
                plain.push((prefix(self.heap.text(*id)), *id, *value));
            }
        }
        let result = sort_turned(&mut plain, reverse, |a, b| {
            self.spend(1)?;
            Ok(match a.0.cmp(&b.0) {
                Ordering::Equal => self.compare_texts(a.1, b.1)?.is_lt(),
                order => order.is_lt(),
            })
        });
        for (it, (_, _, value)) in pairs.iter_mut().zip(plain) {
            it.1 = value;
        }
        result
    }

    fn compare_texts(&mut self, a: Id<Str>, b: Id<Str>) -> Res<Ordering> {
        if a == b {
            return Ok(Ordering::Equal);
        }
        self.spend(self.heap.text(a).len().min(self.heap.text(b).len()) / 64)?;
        Ok(self.heap.text(a).cmp(self.heap.text(b)))
    }

    fn sort_tuples(&mut self, pairs: &mut [(Value, Value)], first: First, reverse: bool) -> Res<()> {
        sort_turned(pairs, reverse, |a, b| {
            self.spend(1)?;
            let (Some(x), Some(y)) = (self.sequence_item(a.0, 0), self.sequence_item(b.0, 0)) else {
                return self.less(a.0, b.0);
            };
            let order = match first {
                First::Int => Some(int_of(x).cmp(&int_of(y))),
                First::Float => float_of(x).partial_cmp(&float_of(y)),
                First::Str => match (x, y) {
                    (Value::Str(x), Value::Str(y)) => Some(self.compare_texts(x, y)?),
                    _ => None,
                },
            };
            match order {
                Some(Ordering::Less) => Ok(true),
                Some(Ordering::Greater) => Ok(false),
                Some(Ordering::Equal) | None => self.less(a.0, b.0),
            }
        })
    }
}

/// Sorts; in reverse order equal items still keep their order.
fn sort_turned<T: Copy>(items: &mut [T], reverse: bool, mut less: impl FnMut(T, T) -> Res<bool>) -> Res<()> {
    if reverse {
        items.reverse();
    }
    let result = merge_sort(items, &mut less);
    if reverse {
        items.reverse();
    }
    result
}

/// The first eight bytes of a text, in the order of texts.
fn prefix(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(bytes)
}

fn int_of(value: Value) -> i64 {
    if let Value::Int(it) = value { it } else { 0 }
}

fn float_of(value: Value) -> f64 {
    if let Value::Float(it) = value { it } else { 0.0 }
}

fn kind_of(vm: &Vm, keys: &[Value]) -> Kind {
    match keys.first() {
        Some(Value::Int(_)) if keys.iter().all(|it| matches!(it, Value::Int(_))) => Kind::Int,
        Some(Value::Float(_)) if keys.iter().all(|it| matches!(it, Value::Float(_))) => Kind::Float,
        Some(Value::Str(_)) if keys.iter().all(|it| matches!(it, Value::Str(_))) => Kind::Str,
        Some(first @ Value::Tuple(_)) => {
            let head = |it: &Value| match it {
                Value::Tuple(_) => vm.sequence_item(*it, 0),
                _ => None,
            };
            match head(first) {
                Some(Value::Int(_)) if keys.iter().all(|it| matches!(head(it), Some(Value::Int(_)))) => {
                    Kind::TupleOf(First::Int)
                }
                Some(Value::Float(_)) if keys.iter().all(|it| matches!(head(it), Some(Value::Float(_)))) => {
                    Kind::TupleOf(First::Float)
                }
                Some(Value::Str(_)) if keys.iter().all(|it| matches!(head(it), Some(Value::Str(_)))) => {
                    Kind::TupleOf(First::Str)
                }
                _ => Kind::Other,
            }
        }
        _ => Kind::Other,
    }
}
