//! Setting and deleting items and slices of a list.

use alloc::format;
use alloc::vec::Vec;

use super::place;
use crate::error::Res;
use crate::heap::{Id, List, Slice};
use crate::types::sequence::Span;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `list[key] = value`.
    ///
    /// # Errors
    /// TypeError for a key that is neither index nor slice, IndexError, ValueError for sizes that do not match.
    pub fn list_set(&mut self, id: Id<List>, key: Value, value: Value) -> Res<()> {
        if let Value::Slice(slice) = key {
            return self.list_set_slice(id, slice, value);
        }
        let index = self.item_index(key, "list")?;
        let items = &mut self.heap.lists[id].items;
        match place(index, items.len()).and_then(|it| items.get_mut(it)) {
            Some(it) => {
                *it = value;
                Ok(())
            }
            None => Err(self.index_error("list assignment index out of range")),
        }
    }

    /// `del list[key]`.
    ///
    /// # Errors
    /// As [`Vm::list_set`].
    pub fn list_delete(&mut self, id: Id<List>, key: Value) -> Res<()> {
        if let Value::Slice(slice) = key {
            return self.list_delete_slice(id, slice);
        }
        let index = self.item_index(key, "list")?;
        let len = self.heap.lists[id].items.len();
        let Some(at) = place(index, len) else {
            return Err(self.index_error("list assignment index out of range"));
        };
        self.spend((len - at) / 64)?;
        self.heap.lists[id].items.remove(at);
        Ok(())
    }

    fn list_set_slice(&mut self, id: Id<List>, slice: Id<Slice>, value: Value) -> Res<()> {
        let bounds = self.slice_bounds(slice)?;
        let simple = bounds.2.is_unset() || matches!(bounds.2, Value::Int(1));
        // Only now the list's length counts: the iterable may have changed it.
        let items = self.items_or(value, "must assign iterable to extended slice")?;
        let len = self.heap.lists[id].items.len();
        let span = self.span(bounds, len)?;
        if simple {
            return self.list_splice(id, span, items);
        }
        if items.len() != span.count {
            let text = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                span.count
            );
            return Err(self.value_error(&text));
        }
        self.spend(span.count / 16)?;
        let list = &mut self.heap.lists[id].items;
        for (at, item) in span.indices().zip(items) {
            if let Some(it) = list.get_mut(at) {
                *it = item;
            }
        }
        Ok(())
    }

    fn list_splice(&mut self, id: Id<List>, span: Span, items: Vec<Value>) -> Res<()> {
        let len = self.heap.lists[id].items.len();
        let start = usize::try_from(span.start).unwrap_or(0).min(len);
        let stop = usize::try_from(span.stop).unwrap_or(0).clamp(start, len);
        let more = items.len().saturating_sub(stop - start);
        self.spend((items.len() + (len - stop)) / 64)?;
        if more > 0 {
            self.heap.list_grow(id, more)?;
        }
        self.heap.lists[id].items.splice(start..stop, items);
        Ok(())
    }

    fn list_delete_slice(&mut self, id: Id<List>, slice: Id<Slice>) -> Res<()> {
        let bounds = self.slice_bounds(slice)?;
        let len = self.heap.lists[id].items.len();
        let span = self.span(bounds, len)?;
        if span.count == 0 {
            return Ok(());
        }
        self.spend(len / 64)?;
        let Some((first, step)) = ascending(span) else { return Ok(()) };
        let items = &mut self.heap.lists[id].items;
        if step == 1 {
            items.drain(first..(first + span.count).min(len));
            return Ok(());
        }
        let last = first + (span.count - 1) * step;
        let mut at = 0;
        items.retain(|_| {
            let selected = at >= first && at <= last && (at - first) % step == 0;
            at += 1;
            !selected
        });
        Ok(())
    }
}

/// The lowest index of a span that selects something, and its step without sign.
fn ascending(span: Span) -> Option<(usize, usize)> {
    let step = usize::try_from(span.step.unsigned_abs()).ok()?;
    let first = if span.step > 0 { span.start } else { span.start + (span.count as i64 - 1) * span.step };
    Some((usize::try_from(first).ok()?, step))
}
