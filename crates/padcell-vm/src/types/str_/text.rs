//! What the methods of `str` share: their arguments, and how results are made.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::{Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// Bytes that one unit of fuel pays for in copies and plain searches.
pub(crate) const FAST: usize = 64;
/// Characters that one unit of fuel pays for where each is looked at.
pub(crate) const SLOW: usize = 4;

/// How often `wanted`, which is not empty, stands in `data` without overlaps: counted up to `limit`.
pub(crate) fn occurrences(data: &[u8], wanted: &[u8], limit: usize) -> usize {
    match *wanted {
        [byte] if limit == usize::MAX => memchr::memchr_iter(byte, data).count(),
        _ => memchr::memmem::find_iter(data, wanted).take(limit).count(),
    }
}

impl Vm {
    /// The `str` of a value, also of an instance of a subclass.
    pub(crate) fn as_str(&self, value: Value) -> Option<Id<Str>> {
        match self.unwrap(value) {
            Value::Str(id) => Some(id),
            _ => None,
        }
    }

    /// `self` of a method of `str`.
    pub(crate) fn this_str(&mut self, value: Value) -> Res<Id<Str>> {
        match self.as_str(value) {
            Some(id) => Ok(id),
            None => {
                let text =
                    format!("descriptor requires a 'str' object but received a '{}'", self.type_name(value));
                Err(self.type_error(&text))
            }
        }
    }

    /// How messages about arguments name the type of a value.
    pub(crate) fn argument_name(&self, value: Value) -> String {
        if value.is_none() { String::from("None") } else { self.type_name(value) }
    }

    /// `find() argument 1 must be str, not int`.
    #[cold]
    pub(crate) fn bad_argument(&mut self, what: &str, expected: &str, value: Value) -> Unwind {
        let text = format!("{what} must be {expected}, not {}", self.argument_name(value));
        self.type_error(&text)
    }

    /// An argument that must be a `str`.
    pub(crate) fn str_argument(&mut self, what: &str, value: Value) -> Res<Id<Str>> {
        match self.as_str(value) {
            Some(id) => Ok(id),
            None => Err(self.bad_argument(what, "str", value)),
        }
    }

    /// An int argument, with what `__index__` allows; `default` where it was not given.
    pub(crate) fn int_argument(&mut self, value: Value, default: i64) -> Res<i64> {
        if value.is_unset() { Ok(default) } else { self.index_i64(value) }
    }

    /// A truth value argument; `default` where it was not given.
    pub(crate) fn bool_argument(&mut self, value: Value, default: bool) -> Res<bool> {
        if value.is_unset() { Ok(default) } else { self.truth(value) }
    }

    /// Start and stop of a search in a sequence of `len` items: clipped to 0 from below, stop to `len` from above.
    pub(crate) fn search_range(&mut self, start: Value, stop: Value, len: usize) -> Res<(usize, usize)> {
        let start = if start.is_absent() { 0 } else { self.slice_bound(start)? };
        let stop = if stop.is_absent() { i64::MAX } else { self.slice_bound(stop)? };
        let len = i64::try_from(len).unwrap_or(i64::MAX);
        let from_end = |it: i64| if it < 0 { it.saturating_add(len).max(0) } else { it };
        let (start, stop) = (from_end(start), from_end(stop).min(len));
        Ok((usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(stop).unwrap_or(0)))
    }

    /// Pays for and prepares a result of `bytes` bytes.
    pub(crate) fn text_buffer(&mut self, bytes: usize) -> Res<String> {
        self.heap.room(bytes)?;
        self.spend(bytes / FAST + 1)?;
        Ok(String::with_capacity(bytes))
    }

    /// As [`Vm::text_buffer`], for bytes.
    pub(crate) fn byte_buffer(&mut self, bytes: usize) -> Res<Vec<u8>> {
        self.heap.room(bytes)?;
        self.spend(bytes / FAST + 1)?;
        Ok(Vec::with_capacity(bytes))
    }

    /// A list of parts of a string, given by byte offsets.
    pub(crate) fn substrings(&mut self, id: Id<Str>, parts: &[(usize, usize)]) -> Res {
        self.heap.room(parts.len().saturating_mul(size_of::<Value>()))?;
        let mut items = Vec::with_capacity(parts.len());
        for (start, end) in parts {
            items.push(self.heap.substring(id, *start, *end)?);
        }
        self.heap.list(items)
    }

    /// Whether one of these strings may hold lone surrogates.
    pub(crate) fn any_surrogates(&self, ids: &[Id<Str>]) -> bool {
        ids.iter().any(|it| self.heap.str_has_surrogates(*it))
    }
}
