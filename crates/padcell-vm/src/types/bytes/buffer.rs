//! Bytes-like objects: reading them, and making results of the same type as `self`.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::{Bytes, Id};
use crate::types::memoryview::MemoryView;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `self` of a method of `bytes` or `bytearray`.
    pub(crate) fn this_bytes(&mut self, value: Value) -> Res<Id<Bytes>> {
        match self.unwrap(value) {
            Value::Bytes(id) | Value::ByteArray(id) => Ok(id),
            _ => {
                let text = format!(
                    "descriptor requires a 'bytes' object but received a '{}'",
                    self.type_name(value)
                );
                Err(self.type_error(&text))
            }
        }
    }

    /// The data of a bytes-like object: bytes, bytearray, memoryview.
    pub(crate) fn view(&self, value: Value) -> Option<Cow<'_, [u8]>> {
        match self.unwrap(value) {
            Value::Bytes(id) | Value::ByteArray(id) => Some(Cow::Borrowed(&self.heap.bytes[id].data)),
            _ => self.payload::<MemoryView>(value).and_then(|it| it.data(self)),
        }
    }

    /// Whether a value is bytes-like.
    pub(crate) fn is_bytes_like(&self, value: Value) -> bool {
        match self.unwrap(value) {
            Value::Bytes(_) | Value::ByteArray(_) => true,
            _ => self.payload::<MemoryView>(value).is_some(),
        }
    }

    /// Length in bytes of a bytes-like object.
    pub(crate) fn view_len(&self, value: Value) -> usize {
        match self.unwrap(value) {
            Value::Bytes(id) | Value::ByteArray(id) => self.heap.bytes[id].data.len(),
            _ => self.payload::<MemoryView>(value).map_or(0, MemoryView::byte_len),
        }
    }

    /// Whether a value is bytes-like and its data can be changed.
    pub(crate) fn is_writable(&self, value: Value) -> bool {
        match self.unwrap(value) {
            Value::ByteArray(_) => true,
            _ => self.payload::<MemoryView>(value).is_some_and(MemoryView::is_writable),
        }
    }

    /// Writes into the data of a writable bytes-like object, from a byte offset on.
    pub(crate) fn write_view(&mut self, value: Value, start: usize, data: &[u8]) -> Res<()> {
        let end = start.saturating_add(data.len());
        let place = match self.unwrap(value) {
            Value::ByteArray(id) => self.heap.bytes[id].data.get_mut(start..end),
            _ => match self.payload::<MemoryView>(value).copied() {
                Some(view) => view.data_mut(self).and_then(|it| it.get_mut(start..end)),
                None => None,
            },
        };
        match place {
            Some(place) => {
                place.copy_from_slice(data);
                Ok(())
            }
            None => Err(self.buffer_error("the buffer is not writable, not contiguous, or too small")),
        }
    }

    /// Checks that an argument is bytes-like, and pays for reading it.
    pub(crate) fn bytes_like(&mut self, value: Value) -> Res<()> {
        if !self.is_bytes_like(value) {
            return Err(self.not_bytes_like(value));
        }
        if self.view(value).is_none() {
            return Err(self.value_error("operation forbidden on released memoryview object"));
        }
        self.spend(self.view_len(value) / FAST)
    }

    #[cold]
    pub(crate) fn not_bytes_like(&mut self, value: Value) -> Unwind {
        let text = format!("a bytes-like object is required, not '{}'", self.type_name(value));
        self.type_error(&text)
    }

    /// A copy of the data of a bytes-like object.
    pub(crate) fn copy_bytes(&mut self, value: Value) -> Res<Vec<u8>> {
        self.bytes_like(value)?;
        self.heap.room(self.view_len(value))?;
        Ok(self.view(value).map(Cow::into_owned).unwrap_or_default())
    }

    /// A `bytes` with the data of a bytes-like object: itself where it is one already. None where it is not bytes-like.
    pub(crate) fn buffer_of(&mut self, value: Value) -> Res<Option<Id<Bytes>>> {
        if let Value::Bytes(id) = self.unwrap(value) {
            return Ok(Some(id));
        }
        if !self.is_bytes_like(value) {
            return Ok(None);
        }
        let data = self.copy_bytes(value)?;
        match self.heap.bytes(data)? {
            Value::Bytes(id) => {
                self.keep(Value::Bytes(id));
                Ok(Some(id))
            }
            _ => Ok(None),
        }
    }

    /// An argument that must be bytes-like, as a `bytes`.
    pub(crate) fn buffer_argument(&mut self, value: Value) -> Res<Id<Bytes>> {
        match self.buffer_of(value)? {
            Some(it) => Ok(it),
            None => Err(self.not_bytes_like(value)),
        }
    }

    /// New bytes of the type of `this`: a `bytearray` for a bytearray, else a `bytes`.
    pub(crate) fn bytes_as(&mut self, this: Value, data: Vec<u8>) -> Res {
        match self.unwrap(this) {
            Value::ByteArray(_) => self.heap.bytearray(data),
            _ => self.heap.bytes(data),
        }
    }

    /// Part of `this`, of its type; a `bytes` that is whole is shared.
    pub(crate) fn bytes_part(&mut self, this: Value, start: usize, end: usize) -> Res {
        match self.unwrap(this) {
            Value::Bytes(id) if start == 0 && end == self.heap.bytes[id].data.len() => Ok(Value::Bytes(id)),
            exact @ (Value::Bytes(id) | Value::ByteArray(id)) => {
                self.heap.room(end.saturating_sub(start))?;
                self.spend(end.saturating_sub(start) / FAST)?;
                let part = self.heap.bytes[id].data.get(start..end).unwrap_or_default().to_vec();
                self.bytes_as(exact, part)
            }
            _ => Ok(Value::None),
        }
    }

    /// A list of parts of `this`.
    pub(crate) fn byte_parts(&mut self, this: Value, parts: &[(usize, usize)]) -> Res {
        self.heap.room(parts.len().saturating_mul(size_of::<Value>()))?;
        let mut items = Vec::with_capacity(parts.len());
        for (start, end) in parts {
            items.push(self.bytes_part(this, *start, *end)?);
        }
        self.heap.list(items)
    }
}
