//! Positions in strings: from indices of characters to offsets of bytes and back, and parts of strings.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::kinds::Offsets;
use super::strings::{code_point_of, has_stand_ins};
use super::{Heap, Id, Str, Text};
use crate::error::Res;
use crate::value::Value;

/// Characters between two recorded offsets.
const STRIDE: usize = 64;
/// How many characters have a string of their own.
const SINGLES: usize = 256;

impl Heap {
    /// A string of one character.
    ///
    /// # Errors
    /// When memory runs out, as in all that follow.
    pub(crate) fn single(&mut self, it: char) -> Res {
        let code = it as usize;
        match self.singles.get(code) {
            Some(value) if value.is_set() => return Ok(*value),
            _ if code >= SINGLES => return self.str(it.encode_utf8(&mut [0; 4])),
            Some(_) => {}
            None => {
                self.charge_fixed(SINGLES * size_of::<Value>())?;
                self.singles = alloc::vec![Value::Unset; SINGLES].into_boxed_slice();
            }
        }
        let value = Value::Str(self.intern(it.encode_utf8(&mut [0; 4]))?);
        self.singles[code] = value;
        Ok(value)
    }

    /// Records offsets for a long string that is not ASCII, so that [`Heap::byte_offset`] need not count from the start.
    pub(crate) fn index_offsets(&mut self, id: Id<Str>) -> Res<()> {
        let it = &self.strs[id];
        if it.chars <= STRIDE
            || it.offsets.is_some()
            || self.str_is_ascii(id)
            || self.text(id).len() > u32::MAX as usize
        {
            return Ok(());
        }
        let count = it.chars / STRIDE;
        self.charge(size_of::<Offsets>() + count * 4)?;
        let mut offsets = Vec::with_capacity(count);
        offsets.extend(self.text(id).char_indices().skip(STRIDE).step_by(STRIDE).map(|(at, _)| at as u32));
        self.strs[id].offsets = Some(Box::new(Offsets(offsets.into_boxed_slice())));
        Ok(())
    }

    /// The byte offset of the character with this index; the end for every index past it.
    #[must_use]
    pub(crate) fn byte_offset(&self, id: Id<Str>, index: usize) -> usize {
        let text = self.text(id);
        let it = &self.strs[id];
        if index >= it.chars {
            return text.len();
        }
        if it.chars == text.len() {
            return index;
        }
        let recorded = it.offsets.as_ref().and_then(|it| it.0.get((index / STRIDE).checked_sub(1)?));
        let (start, skip) = match recorded {
            Some(offset) => (*offset as usize, index % STRIDE),
            None => (0, index),
        };
        let tail = text.get(start..).unwrap_or_default();
        tail.char_indices().nth(skip).map_or(text.len(), |(at, _)| start + at)
    }

    /// The index of the character that starts at this byte offset.
    #[must_use]
    pub(crate) fn char_index(&self, id: Id<Str>, offset: usize) -> usize {
        let text = self.text(id);
        let it = &self.strs[id];
        if it.chars == text.len() {
            return offset;
        }
        let blocks = it.offsets.as_ref().map_or(0, |it| it.0.partition_point(|it| *it as usize <= offset));
        let start = match &it.offsets {
            Some(offsets) if blocks > 0 => offsets.0[blocks - 1] as usize,
            _ => 0,
        };
        blocks * STRIDE + text.get(start..offset).map_or(0, |it| it.chars().count())
    }

    /// The part of a string between two byte offsets, both at characters' starts.
    pub(crate) fn substring(&mut self, id: Id<Str>, start: usize, end: usize) -> Res {
        let whole = self.text(id);
        if start == 0 && end == whole.len() {
            return Ok(Value::Str(id));
        }
        let part = whole.get(start..end).unwrap_or_default();
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (None, _) => return self.intern("").map(Value::Str),
            (Some(it), None) if (it as usize) < 256 => return self.single(it),
            _ => {}
        }
        let ascii = self.str_is_ascii(id);
        let surrogates = self.strs[id].surrogates && has_stand_ins(part);
        let len = part.len();
        self.charge_str(len)?;
        let text: Box<str> = Box::from(self.text(id).get(start..end).unwrap_or_default());
        let chars = if ascii { len } else { text.chars().count() };
        Ok(Value::Str(self.strs.insert(Str { text: Text::Own(text), chars, surrogates, ..Str::default() })))
    }

    /// The code points of a string, lone surrogates among them.
    pub(crate) fn code_points(&self, id: Id<Str>) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let surrogates = self.strs[id].surrogates;
        self.text(id).chars().map(move |it| code_point_of(it, surrogates))
    }

    /// A new `str` whose parts came from strings of which one may hold lone surrogates; one that is empty or of a
    /// single character is shared.
    pub(crate) fn string_shared(&mut self, text: String, maybe_surrogates: bool) -> Res {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => self.intern("").map(Value::Str),
            (Some(it), None) if (it as usize) < 256 => self.single(it),
            _ => self.string_flagged(text, maybe_surrogates),
        }
    }
}
