//! Iterators that the machine knows itself: `next` on each.

mod adapters;
mod construct;
mod state;

use crate::error::{Res, Unwind};
use crate::heap::{Dict, Id, Iter, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The position of an iterator that has come to its end, and stays there even if its container grows.
const DONE: usize = usize::MAX;

/// Methods of every iterator type of the machine.
pub(crate) const METHODS: &[Def] = &[
    Def::method("__iter__", "self, /", iter),
    Def::method("__next__", "self, /", next),
    Def::method("__length_hint__", "self, /", state::length_hint),
    Def::method("__reduce__", "self, /", state::reduce),
    Def::method("__setstate__", "self, state, /", state::set_state),
];

/// Methods of iterators whose length is not known.
pub(crate) const PLAIN_METHODS: &[Def] = &[
    Def::method("__iter__", "self, /", iter),
    Def::method("__next__", "self, /", next),
    Def::method("__reduce__", "self, /", state::reduce),
];

pub(crate) const ENUMERATE: &[Def] =
    &[Def::static_method("__new__", "cls, iterable, start=0", construct::enumerate)];
pub(crate) const ZIP: &[Def] = &[
    Def::static_method("__new__", "cls, /, *iterables, strict=False", construct::zip),
    Def::method("__setstate__", "self, state, /", state::set_state),
];
pub(crate) const MAP: &[Def] = &[
    Def::static_method("__new__", "cls, /, *iterables, strict=False", construct::map),
    Def::method("__setstate__", "self, state, /", state::set_state),
];
pub(crate) const FILTER: &[Def] =
    &[Def::static_method("__new__", "cls, function, iterable, /", construct::filter)];
pub(crate) const REVERSED: &[Def] = &[
    Def::static_method("__new__", "cls, object, /", construct::reversed),
    Def::method("__length_hint__", "self, /", state::length_hint),
    Def::method("__setstate__", "self, state, /", state::set_state),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Iter>> {
    match vm.unwrap(args[0]) {
        Value::Iter(id) => Ok(id),
        _ => Err(vm.type_error("the iterator is not initialised")),
    }
}

fn iter(_: &mut Vm, args: &[Value]) -> Res {
    Ok(args[0])
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    match vm.next_builtin(id)? {
        Some(it) => Ok(it),
        None => Err(vm.stop_iteration_with(Value::None)),
    }
}

impl Vm {
    /// The next item of an iterator of the machine; None at its end.
    ///
    /// # Errors
    /// What a function or an inner iterator raises, and RuntimeError if the container changed its size.
    pub(crate) fn next_builtin(&mut self, id: Id<Iter>) -> Res<Option<Value>> {
        match self.heap.iters[id] {
            Iter::Range { next, stop, step } => {
                let more = if step > 0 { next < stop } else { next > stop };
                if !more {
                    return Ok(None);
                }
                self.heap.iters[id] = Iter::Range { next: next.wrapping_add(step), stop, step };
                Ok(Some(Value::Int(next)))
            }
            Iter::List { list, index } => {
                let item = self.heap.lists[list].items.get(index).copied();
                self.heap.iters[id] =
                    Iter::List { list, index: if item.is_some() { index + 1 } else { DONE } };
                Ok(item)
            }
            Iter::Tuple { tuple, index } => {
                let item = self.heap.tuples[tuple].items.get(index).copied();
                self.heap.iters[id] =
                    Iter::Tuple { tuple, index: if item.is_some() { index + 1 } else { DONE } };
                Ok(item)
            }
            Iter::DictKeys { dict, position, size } => self.next_of_dict(id, dict, position, size, 0),
            Iter::DictValues { dict, position, size } => self.next_of_dict(id, dict, position, size, 1),
            Iter::DictItems { dict, position, size } => self.next_of_dict(id, dict, position, size, 2),
            Iter::Str { text, index } => self.next_char(id, text, index),
            Iter::Set { set, position, size } => {
                if position == DONE {
                    return Ok(None);
                }
                if self.heap.sets[set].len() != size {
                    self.heap.iters[id] = Iter::Set { set, position, size: DONE };
                    return Err(self.runtime_error("Set changed size during iteration"));
                }
                let found = self.heap.sets[set].next_from(position);
                let next = found.map_or(DONE, |it| it.0 + 1);
                self.heap.iters[id] = Iter::Set { set, position: next, size };
                self.pay_for_holes(position, next)?;
                Ok(found.map(|it| it.1.key))
            }
            other => self.next_of_others(id, other),
        }
    }

    /// Positions of removed entries were passed over.
    #[inline]
    fn pay_for_holes(&mut self, position: usize, next: usize) -> Res<()> {
        if next != DONE && next - position > 16 { self.spend((next - position) / 16) } else { Ok(()) }
    }

    fn next_of_dict(
        &mut self,
        id: Id<Iter>,
        dict: Id<Dict>,
        position: usize,
        size: usize,
        what: u8,
    ) -> Res<Option<Value>> {
        if position == DONE {
            return Ok(None);
        }
        let at = |position, size| match what {
            0 => Iter::DictKeys { dict, position, size },
            1 => Iter::DictValues { dict, position, size },
            _ => Iter::DictItems { dict, position, size },
        };
        if self.heap.dicts[dict].len() != size {
            self.heap.iters[id] = at(position, DONE);
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let found = self.heap.dicts[dict].next_from(position);
        let next = found.map_or(DONE, |it| it.0 + 1);
        self.heap.iters[id] = at(next, size);
        self.pay_for_holes(position, next)?;
        let Some((_, entry)) = found else { return Ok(None) };
        Ok(Some(match what {
            0 => entry.key,
            1 => entry.value,
            _ => self.heap.tuple_of(&[entry.key, entry.value])?,
        }))
    }

    fn next_char(&mut self, id: Id<Iter>, text: Id<Str>, index: usize) -> Res<Option<Value>> {
        let Some(char) = self.heap.text(text).get(index..).and_then(|it| it.chars().next()) else {
            return Ok(None);
        };
        self.heap.iters[id] = Iter::Str { text, index: index + char.len_utf8() };
        let mut buffer = [0; 4];
        let one = char.encode_utf8(&mut buffer);
        if char.is_ascii() {
            return self.heap.intern(one).map(|it| Some(Value::Str(it)));
        }
        let surrogates = self.heap.str_has_surrogates(text);
        self.heap.string_flagged((*one).into(), surrogates).map(Some)
    }

    fn next_of_others(&mut self, id: Id<Iter>, iter: Iter) -> Res<Option<Value>> {
        match iter {
            Iter::BigRange { next, step, left } => self.next_big(id, next, step, left),
            Iter::ListReversed { list, left } => {
                let Some(index) = left.checked_sub(1) else { return Ok(None) };
                let item = self.heap.lists[list].items.get(index).copied();
                self.heap.iters[id] =
                    Iter::ListReversed { list, left: if item.is_some() { index } else { 0 } };
                Ok(item)
            }
            Iter::Bytes { bytes, index } => {
                let (Value::Bytes(data) | Value::ByteArray(data)) = bytes else { return Ok(None) };
                let byte = self.heap.bytes[data].data.get(index).copied();
                self.heap.iters[id] =
                    Iter::Bytes { bytes, index: if byte.is_some() { index + 1 } else { DONE } };
                Ok(byte.map(|it| Value::Int(i64::from(it))))
            }
            Iter::DictReversed { dict, left, size, what } => self.next_reversed(id, dict, left, size, what),
            Iter::Sequence { object, index } => {
                if index < 0 {
                    return Ok(None);
                }
                // The index moves on after the call, from where that has left it; an error other than the end leaves it.
                match self.item_or_end(id, object, index)? {
                    Some(item) => {
                        if let Iter::Sequence { index, .. } = &mut self.heap.iters[id] {
                            *index = if *index < 0 { *index } else { index.saturating_add(1) };
                        }
                        Ok(Some(item))
                    }
                    None => {
                        self.heap.iters[id] = Iter::Sequence { object, index: -1 };
                        Ok(None)
                    }
                }
            }
            Iter::SequenceReversed { object, index } => {
                if index < 0 {
                    return Ok(None);
                }
                let item = self.item_or_end(id, object, index);
                match (&item, &mut self.heap.iters[id]) {
                    (Ok(Some(_)), Iter::SequenceReversed { index, .. }) => *index = (*index - 1).max(-1),
                    // Every error ends it.
                    (_, it) => *it = Iter::SequenceReversed { object, index: -1 },
                }
                item
            }
            other => {
                let mark = self.kept();
                self.keep(Value::Iter(id));
                let result = self.next_of_adapter(id, other);
                self.release(mark);
                result
            }
        }
    }

    /// `object[index]`; None where that raises IndexError or StopIteration.
    fn item_or_end(&mut self, id: Id<Iter>, object: Value, index: i64) -> Res<Option<Value>> {
        let mark = self.kept();
        self.keep(Value::Iter(id));
        let result = match self.get_item(object, Value::Int(index)) {
            Ok(item) => Ok(Some(item)),
            Err(Unwind::Raised)
                if self.raised_is(self.exceptions.index_error)
                    || self.raised_is(self.exceptions.stop_iteration) =>
            {
                self.heap.raised = Value::Unset;
                Ok(None)
            }
            Err(it) => Err(it),
        };
        self.release(mark);
        result
    }

    fn next_reversed(
        &mut self,
        id: Id<Iter>,
        dict: Id<Dict>,
        left: usize,
        size: usize,
        what: u8,
    ) -> Res<Option<Value>> {
        if left == 0 {
            return Ok(None);
        }
        if self.heap.dicts[dict].len() != size {
            self.heap.iters[id] = Iter::DictReversed { dict, left, size: DONE, what };
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let table = &self.heap.dicts[dict];
        let mut at = left.min(table.end());
        let mut found = None;
        while found.is_none() && at > 0 {
            at -= 1;
            found = table.at(at).copied();
        }
        self.heap.iters[id] = Iter::DictReversed { dict, left: at, size, what };
        self.spend((left - at) / 16)?;
        let Some(entry) = found else { return Ok(None) };
        Ok(Some(match what {
            0 => entry.key,
            1 => entry.value,
            _ => self.heap.tuple_of(&[entry.key, entry.value])?,
        }))
    }

    fn next_big(&mut self, id: Id<Iter>, next: Value, step: Value, left: Value) -> Res<Option<Value>> {
        if let Value::Int(..=0) = left {
            return Ok(None);
        }
        let sum = self.big(next).unwrap_or_default() + self.big(step).unwrap_or_default();
        let rest = self.big(left).unwrap_or_default() - 1;
        self.spend(usize::try_from(sum.bits() / 256).unwrap_or(usize::MAX))?;
        let following = self.heap.int(sum)?;
        let left = self.heap.int(rest)?;
        self.heap.iters[id] = Iter::BigRange { next: following, step, left };
        Ok(Some(next))
    }

    /// The iterators of a tuple, taken out one by one: `inner[index]`.
    fn inner_at(&self, inner: Id<crate::heap::Tuple>, index: usize) -> Option<Value> {
        self.heap.tuples[inner].items.get(index).copied()
    }
}
