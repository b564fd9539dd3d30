//! `next` on the iterators that call back: `enumerate`, `zip`, `map`, `filter`, `iter(callable, sentinel)`.

use alloc::format;
use alloc::vec::Vec;

use num_bigint::BigInt;

use crate::error::{Res, Unwind};
use crate::heap::{Id, Iter, Tuple};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The next item of an iterator that the caller keeps.
    pub(super) fn next_of_adapter(&mut self, id: Id<Iter>, iter: Iter) -> Res<Option<Value>> {
        match iter {
            Iter::Enumerate { inner, .. } => self.next_enumerated(id, inner),
            Iter::Zip { inner, strict } => {
                if self.heap.tuples[inner].items.is_empty() {
                    return Ok(None);
                }
                match self.next_of_all(inner, strict, "zip")? {
                    Some(items) => self.heap.tuple(items).map(Some),
                    None => Ok(None),
                }
            }
            Iter::Map { function, inner, strict } => {
                if let [one] = self.heap.tuples[inner].items[..] {
                    let Some(item) = self.next(one)? else { return Ok(None) };
                    return self.call(function, &[item]).map(Some);
                }
                match self.next_of_all(inner, strict, "map")? {
                    Some(items) => self.call(function, &items).map(Some),
                    None => Ok(None),
                }
            }
            Iter::Filter { function, inner } => self.next_filtered(function, inner),
            Iter::Callable { callable, sentinel } => self.next_called(id, callable, sentinel),
            _ => Ok(None),
        }
    }

    fn next_enumerated(&mut self, id: Id<Iter>, inner: Value) -> Res<Option<Value>> {
        let Some(item) = self.next(inner)? else { return Ok(None) };
        // The inner iterator may have advanced this very one.
        let Iter::Enumerate { inner, next } = self.heap.iters[id] else { return Ok(None) };
        let following = match next {
            Value::Int(it) if it < i64::MAX => Value::Int(it + 1),
            _ => {
                let sum = self.big(next).unwrap_or_default() + BigInt::from(1);
                self.spend(usize::try_from(sum.bits() / 256).unwrap_or(usize::MAX))?;
                self.heap.int(sum)?
            }
        };
        self.heap.iters[id] = Iter::Enumerate { inner, next: following };
        self.heap.tuple_of(&[next, item]).map(Some)
    }

    /// One item of each iterator; None where one of them is at its end.
    fn next_of_all(&mut self, inner: Id<Tuple>, strict: bool, name: &str) -> Res<Option<Vec<Value>>> {
        let mark = self.kept();
        let count = self.heap.tuples[inner].items.len();
        self.spend(count)?;
        let mut items = Vec::with_capacity(count);
        while let Some(iterator) = self.inner_at(inner, items.len()) {
            match self.next(iterator)? {
                Some(item) => {
                    self.keep(item);
                    items.push(item);
                }
                None if strict => return self.check_lengths(inner, items.len(), name),
                None => return Ok(None),
            }
        }
        self.release(mark);
        Ok(Some(items))
    }

    /// The iterator at `index` is at its end: so must be all others.
    fn check_lengths(&mut self, inner: Id<Tuple>, index: usize, name: &str) -> Res<Option<Vec<Value>>> {
        let others = |it: usize| if it == 1 { format!(" {it}") } else { format!("s 1-{it}") };
        if index > 0 {
            let text = format!("{name}() argument {} is shorter than argument{}", index + 1, others(index));
            return Err(self.value_error(&text));
        }
        let mut index = 1;
        while let Some(iterator) = self.inner_at(inner, index) {
            if self.next(iterator)?.is_some() {
                let text =
                    format!("{name}() argument {} is longer than argument{}", index + 1, others(index));
                return Err(self.value_error(&text));
            }
            index += 1;
        }
        Ok(None)
    }

    fn next_filtered(&mut self, function: Value, inner: Value) -> Res<Option<Value>> {
        let by_truth = function.is_none() || matches!(function, Value::Class(it) if it == self.types.bool_);
        let mark = self.kept();
        while let Some(item) = self.next(inner)? {
            self.keep(item);
            let good = if by_truth { item } else { self.call(function, &[item])? };
            if self.truth(good)? {
                return Ok(Some(item));
            }
            self.release(mark);
        }
        Ok(None)
    }

    fn next_called(&mut self, id: Id<Iter>, callable: Value, sentinel: Value) -> Res<Option<Value>> {
        if callable.is_unset() {
            return Ok(None);
        }
        let ended = Iter::Callable { callable: Value::Unset, sentinel: Value::Unset };
        match self.call(callable, &[]) {
            Ok(result) => {
                self.keep(result);
                let end = self.same(sentinel, result)?;
                if end {
                    self.heap.iters[id] = ended;
                    return Ok(None);
                }
                // The call may have ended this iterator itself.
                match self.heap.iters[id] {
                    Iter::Callable { callable, .. } if callable.is_set() => Ok(Some(result)),
                    _ => Ok(None),
                }
            }
            Err(Unwind::Raised) if self.raised_is(self.exceptions.stop_iteration) => {
                self.heap.raised = Value::Unset;
                self.heap.iters[id] = ended;
                Ok(None)
            }
            Err(it) => Err(it),
        }
    }
}
