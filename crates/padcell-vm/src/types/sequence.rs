//! What lists and tuples have in common: indices, slices, comparison, search, repr.

use alloc::format;
use alloc::vec::Vec;
use core::cmp::Ordering;

use padcell_bytecode::CompareOp;

use super::text_builder::TextBuilder;
use crate::error::{Res, Unwind};
use crate::heap::{Id, Slice};
use crate::value::Value;
use crate::vm::Vm;

/// The items that a slice selects from a sequence: `count` of them, from `start` on, `step` apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

impl Span {
    /// The span of bounds that are clipped to the sequence already.
    pub(crate) fn new(start: i64, stop: i64, step: i64) -> Self {
        let count = if step > 0 && start < stop {
            stop.wrapping_sub(start).wrapping_sub(1) / step + 1
        } else if step < 0 && start > stop {
            start.wrapping_sub(stop).wrapping_sub(1) / step.wrapping_neg() + 1
        } else {
            0
        };
        Self { start, stop, step, count: usize::try_from(count).unwrap_or(0) }
    }

    /// The selected indices, in the slice's order.
    pub(crate) fn indices(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |it| self.start.wrapping_add(it.wrapping_mul(self.step)) as usize)
    }
}

/// Whether an ordering satisfies an operator.
pub(crate) fn ordering_is(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

impl Vm {
    /// The MemoryError that is there before memory runs out.
    #[cold]
    pub(crate) fn out_of_memory(&mut self) -> Unwind {
        self.heap.raised = self.heap.memory_error;
        Unwind::Raised
    }

    /// How many items a list or tuple has.
    #[inline]
    pub(crate) fn sequence_len(&self, sequence: Value) -> usize {
        match sequence {
            Value::List(id) => self.heap.lists[id].items.len(),
            Value::Tuple(id) => self.heap.tuples[id].items.len(),
            _ => 0,
        }
    }

    /// An item of a list or tuple.
    #[inline]
    pub(crate) fn sequence_item(&self, sequence: Value, index: usize) -> Option<Value> {
        match sequence {
            Value::List(id) => self.heap.lists[id].items.get(index).copied(),
            Value::Tuple(id) => self.heap.tuples[id].items.get(index).copied(),
            _ => None,
        }
    }

    /// A subscript that is no slice, as an index; `kind` is the type's name in messages.
    pub(crate) fn item_index(&mut self, key: Value, kind: &str) -> Res<i64> {
        if let Value::Int(it) = key {
            return Ok(it);
        }
        if let Value::Int(_) | Value::Bool(_) | Value::BigInt(_) = self.unwrap(key) {
        } else {
            let class = self.class_of(key);
            if self.class_lookup(class, self.names.__index__).is_none() {
                let text = format!("{kind} indices must be integers or slices, not {}", self.type_name(key));
                return Err(self.type_error(&text));
            }
        }
        match self.index(key)? {
            Value::Int(it) => Ok(it),
            _ => {
                let text = format!("cannot fit '{}' into an index-sized integer", self.type_name(key));
                Err(self.index_error(&text))
            }
        }
    }

    /// The bounds of a slice as plain ints (or unset), so that what follows calls no Python.
    pub(crate) fn slice_bounds(&mut self, slice: Id<Slice>) -> Res<(Value, Value, Value)> {
        let it = self.heap.slices[slice];
        let mut bounds = [it.step, it.start, it.stop];
        for bound in &mut bounds {
            if bound.is_absent() {
                *bound = Value::Unset;
                continue;
            }
            if !matches!(*bound, Value::Int(_)) {
                let class = self.class_of(*bound);
                if self.class_lookup(class, self.names.__index__).is_none() {
                    let text = "slice indices must be integers or None or have an __index__ method";
                    return Err(self.type_error(text));
                }
                *bound = Value::Int(self.index_clipped(*bound)?);
            }
        }
        if let Value::Int(0) = bounds[0] {
            return Err(self.value_error("slice step cannot be zero"));
        }
        Ok((bounds[1], bounds[2], bounds[0]))
    }

    /// What a slice with plain bounds selects from `len` items.
    pub(crate) fn span(&mut self, bounds: (Value, Value, Value), len: usize) -> Res<Span> {
        let (start, stop, step) = self.slice_indices(bounds.0, bounds.1, bounds.2, len)?;
        Ok(Span::new(start, stop, step))
    }

    /// The items of a list or tuple that a slice selects.
    pub(crate) fn sequence_slice(&mut self, sequence: Value, slice: Id<Slice>) -> Res<Vec<Value>> {
        let bounds = self.slice_bounds(slice)?;
        let span = self.span(bounds, self.sequence_len(sequence))?;
        self.room_for(span.count)?;
        let items: &[Value] = match sequence {
            Value::List(id) => &self.heap.lists[id].items,
            Value::Tuple(id) => &self.heap.tuples[id].items,
            _ => &[],
        };
        if span.step == 1 {
            let start = usize::try_from(span.start).unwrap_or(0);
            return Ok(items.get(start..start + span.count).unwrap_or_default().to_vec());
        }
        Ok(span.indices().filter_map(|it| items.get(it).copied()).collect())
    }

    /// Pays for a vector of `count` values that is about to be made, and checks that it fits.
    pub(crate) fn room_for(&mut self, count: usize) -> Res<()> {
        self.spend(count / 16)?;
        self.heap.room(count.saturating_mul(size_of::<Value>()))
    }

    /// The items repeated `times` times.
    pub(crate) fn repeated(&mut self, sequence: Value, times: i64) -> Res<Vec<Value>> {
        let len = self.sequence_len(sequence);
        let times = usize::try_from(times).unwrap_or(0);
        let Some(total) = len.checked_mul(times).filter(|it| *it <= isize::MAX as usize / size_of::<Value>())
        else {
            return Err(self.out_of_memory());
        };
        self.heap.room(total.saturating_mul(size_of::<Value>()))?;
        self.spend(total / 16)?;
        let items: &[Value] = match sequence {
            Value::List(id) => &self.heap.lists[id].items,
            Value::Tuple(id) => &self.heap.tuples[id].items,
            _ => &[],
        };
        if let [one] = items {
            return Ok(alloc::vec![*one; total]);
        }
        Ok(items.repeat(times))
    }

    /// The factor of a repetition; None if the operand is no index, so that the other operand is asked.
    pub(crate) fn repeat_count(&mut self, value: Value) -> Res<Option<i64>> {
        if let Value::Int(it) = value {
            return Ok(Some(it));
        }
        if !matches!(self.unwrap(value), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            let class = self.class_of(value);
            if self.class_lookup(class, self.names.__index__).is_none() {
                return Ok(None);
            }
        }
        self.index_i64(value).map(Some)
    }

    /// Lexicographic comparison of two lists or two tuples.
    pub(crate) fn compare_sequences(&mut self, op: CompareOp, a: Value, b: Value) -> Res {
        let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        if equality && self.sequence_len(a) != self.sequence_len(b) {
            return Ok(Value::Bool(op == CompareOp::Ne));
        }
        let mut index = 0;
        while let (Some(x), Some(y)) = (self.sequence_item(a, index), self.sequence_item(b, index)) {
            if index % 16 == 15 {
                self.spend(8)?;
            }
            let mark = self.kept();
            self.keep(x);
            self.keep(y);
            if !self.same(x, y)? {
                if equality {
                    return Ok(Value::Bool(op == CompareOp::Ne));
                }
                return self.compare(op, x, y);
            }
            self.release(mark);
            index += 1;
        }
        let order = self.sequence_len(a).cmp(&self.sequence_len(b));
        Ok(Value::Bool(ordering_is(op, order)))
    }

    /// The first index at or after `from` and before `to` whose item is `value`.
    pub(crate) fn sequence_find(
        &mut self,
        sequence: Value,
        value: Value,
        from: usize,
        to: usize,
    ) -> Res<Option<usize>> {
        let mut index = from;
        while index < to {
            let Some(item) = self.sequence_item(sequence, index) else { break };
            if index % 16 == 0 {
                self.spend(4)?;
            }
            if self.same(item, value)? {
                return Ok(Some(index));
            }
            index += 1;
        }
        Ok(None)
    }

    /// `sequence.count(value)`.
    pub(crate) fn sequence_count(&mut self, sequence: Value, value: Value) -> Res {
        let mut found = 0;
        let mut index = 0;
        while let Some(item) = self.sequence_item(sequence, index) {
            if index % 16 == 0 {
                self.spend(4)?;
            }
            if self.same(item, value)? {
                found += 1;
            }
            index += 1;
        }
        Ok(Value::Int(found))
    }

    /// `start` and `stop` arguments of `index` methods, clipped to the sequence.
    pub(crate) fn search_bounds(
        &mut self,
        sequence: Value,
        start: Value,
        stop: Value,
    ) -> Res<(usize, usize)> {
        let mut bounds = [0, i64::MAX];
        for (bound, given) in bounds.iter_mut().zip([start, stop]) {
            if given.is_set() {
                let class = self.class_of(given);
                if self.class_lookup(class, self.names.__index__).is_none() {
                    let text = "slice indices must be integers or have an __index__ method";
                    return Err(self.type_error(text));
                }
                *bound = self.index_clipped(given)?;
            }
        }
        let len = self.sequence_len(sequence) as i64;
        let clip = |it: i64| if it < 0 { it.saturating_add(len).max(0) as usize } else { it as usize };
        Ok((clip(bounds[0]), clip(bounds[1])))
    }

    /// The repr of a list or tuple.
    pub(crate) fn repr_sequence(&mut self, sequence: Value, open: &str, close: &str) -> Res {
        let mut text = TextBuilder::new(open);
        let mut index = 0;
        while let Some(item) = self.sequence_item(sequence, index) {
            if index > 0 {
                text.push(self, ", ")?;
            }
            text.push_repr(self, item)?;
            index += 1;
        }
        if index == 1 && close == ")" {
            text.push(self, ",")?;
        }
        text.push(self, close)?;
        text.finish(self)
    }

    /// The items of an iterable; TypeError with `message` if it is none.
    pub(crate) fn items_or(&mut self, iterable: Value, message: &str) -> Res<Vec<Value>> {
        if !matches!(iterable, Value::List(_) | Value::Tuple(_)) && !self.is_iterable(iterable) {
            return Err(self.type_error(message));
        }
        self.collect_list(iterable)
    }
}
