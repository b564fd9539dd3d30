//! Strings: making, interning, hashing, concatenating.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::{Heap, Id, Str, StrBuffer, Text};
use crate::error::Res;
use crate::value::Value;

/// Where the lone surrogates U+D800..U+DFFF are kept, in strings that are flagged to have some.
const SURROGATE_BASE: u32 = 0x10_F800;
/// From this length on, a concatenation leaves room to grow.
const BUFFER_FROM: usize = 128;

/// The character that stands for a code point; lone surrogates map to their stand-ins.
#[must_use]
pub fn char_of(code_point: u32) -> Option<(char, bool)> {
    if let Some(it) = char::from_u32(code_point) {
        return Some((it, false));
    }
    if (0xD800..0xE000).contains(&code_point) {
        return char::from_u32(code_point - 0xD800 + SURROGATE_BASE).map(|it| (it, true));
    }
    None
}

/// The code point that a character of a string stands for.
#[must_use]
pub fn code_point_of(it: char, surrogates: bool) -> u32 {
    let code = it as u32;
    if surrogates && (SURROGATE_BASE..SURROGATE_BASE + 0x800).contains(&code) {
        code - SURROGATE_BASE + 0xD800
    } else {
        code
    }
}

pub(super) fn has_stand_ins(text: &str) -> bool {
    text.chars().any(|it| it as u32 >= SURROGATE_BASE)
}

fn count_chars(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

impl Heap {
    /// A new `str`.
    ///
    /// # Errors
    /// When memory runs out, as in all that follow.
    pub fn str(&mut self, text: &str) -> Res {
        self.charge_str(super::block(text.len()))?;
        Ok(Value::Str(self.insert_str(Box::from(text), count_chars(text), false)))
    }

    /// A new `str` from text that was built (and whose room was checked) already.
    pub fn string(&mut self, text: String) -> Res {
        self.charge_str(super::block(text.len()))?;
        let chars = count_chars(&text);
        Ok(Value::Str(self.insert_str(text.into_boxed_str(), chars, false)))
    }

    /// A new `str` made from parts of strings of which one may hold lone surrogates.
    pub fn string_flagged(&mut self, text: String, maybe_surrogates: bool) -> Res {
        let surrogates = maybe_surrogates && has_stand_ins(&text);
        self.charge_str(super::block(text.len()))?;
        let chars = count_chars(&text);
        Ok(Value::Str(self.insert_str(text.into_boxed_str(), chars, surrogates)))
    }

    /// A new `str` of code points, lone surrogates among them.
    pub fn string_of_code_points(&mut self, points: &[u32]) -> Res {
        self.room(points.len().saturating_mul(4))?;
        let mut text = String::with_capacity(points.len());
        let mut surrogates = false;
        for it in points {
            if let Some((it, surrogate)) = char_of(*it) {
                text.push(it);
                surrogates |= surrogate;
            }
        }
        self.string_flagged(text, surrogates)
    }

    fn insert_str(&mut self, text: Box<str>, chars: usize, surrogates: bool) -> Id<Str> {
        self.strs.insert_with(|it| {
            it.text = Text::Own(text);
            it.chars = chars;
            it.surrogates = surrogates;
        })
    }

    /// The text of a string.
    #[inline]
    #[must_use]
    pub fn text(&self, id: Id<Str>) -> &str {
        match &self.strs[id].text {
            Text::Own(it) => it,
            Text::Static(it) => it,
            Text::Prefix(buffer, len) => &self.buffers[*buffer].text[..*len],
        }
    }

    /// Length in code points.
    #[must_use]
    pub fn str_len(&self, id: Id<Str>) -> usize {
        self.strs[id].chars
    }

    /// Whether byte offsets are character offsets.
    #[must_use]
    pub fn str_is_ascii(&self, id: Id<Str>) -> bool {
        let it = &self.strs[id];
        match &it.text {
            Text::Own(text) => it.chars == text.len(),
            Text::Static(text) => it.chars == text.len(),
            Text::Prefix(_, len) => it.chars == *len,
        }
    }

    /// Whether the string holds lone surrogates.
    #[must_use]
    pub fn str_has_surrogates(&self, id: Id<Str>) -> bool {
        self.strs[id].surrogates
    }

    /// Python's hash of a string; 0 is never a hash.
    #[inline]
    #[must_use]
    pub fn str_hash(&self, id: Id<Str>) -> i64 {
        let cached = self.strs[id].hash.get();
        if cached != 0 {
            return cached as i64;
        }
        let hash = self.hash_bytes(self.text(id).as_bytes());
        self.strs[id].hash.set(hash as u64);
        hash
    }

    /// Whether the hash of a string was computed already.
    #[must_use]
    pub(crate) fn is_hashed(&self, id: Id<Str>) -> bool {
        self.strs[id].hash.get() != 0
    }

    /// The keyed hash of text and bytes.
    #[must_use]
    pub fn hash_bytes(&self, data: &[u8]) -> i64 {
        let mut hasher = SipHasher13::new_with_keys(self.hash_seed.0, self.hash_seed.1);
        hasher.write(data);
        match hasher.finish() as i64 {
            0 | -1 => -2,
            it => it,
        }
    }

    /// Whether two strings are equal.
    #[inline]
    #[must_use]
    pub fn same_str(&self, a: Id<Str>, b: Id<Str>) -> bool {
        if a == b {
            return true;
        }
        let (left, right) = (&self.strs[a], &self.strs[b]);
        if left.interned && right.interned || left.chars != right.chars || left.surrogates != right.surrogates
        {
            return false;
        }
        self.text(a) == self.text(b)
    }

    /// The one string with this text that serves as a name.
    pub fn intern(&mut self, text: &str) -> Res<Id<Str>> {
        let hash = self.hash_bytes(text.as_bytes());
        if let Some(id) = self.find_interned(text, hash) {
            return Ok(id);
        }
        self.charge_str(super::block(text.len()) + 16)?;
        let id = self.insert_str(Box::from(text), count_chars(text), false);
        self.strs[id].hash.set(hash as u64);
        self.add_to_interner(id, hash);
        Ok(id)
    }

    /// The same for text of the machine itself, which needs no copy.
    pub(crate) fn intern_static(&mut self, text: &'static str) -> Res<Id<Str>> {
        let hash = self.hash_bytes(text.as_bytes());
        if let Some(id) = self.find_interned(text, hash) {
            return Ok(id);
        }
        self.charge_str(16)?;
        let chars = count_chars(text);
        let id = self.strs.insert(Str { text: Text::Static(text), chars, ..Str::default() });
        self.strs[id].hash.set(hash as u64);
        self.add_to_interner(id, hash);
        Ok(id)
    }

    /// A new `str` with text of the machine itself.
    pub(crate) fn static_str(&mut self, text: &'static str) -> Res {
        self.charge_str(0)?;
        let chars = count_chars(text);
        Ok(Value::Str(self.strs.insert(Str { text: Text::Static(text), chars, ..Str::default() })))
    }

    /// The string with this text that serves as a name, if there is one.
    pub(crate) fn interned(&self, text: &str) -> Option<Id<Str>> {
        self.find_interned(text, self.hash_bytes(text.as_bytes()))
    }

    fn find_interned(&self, text: &str, hash: i64) -> Option<Id<Str>> {
        let strs = &self.strs;
        let same = |it: &Id<Str>| match &strs[*it].text {
            Text::Own(own) => **own == *text,
            Text::Static(own) => *own == text,
            Text::Prefix(..) => false,
        };
        self.interner.find(hash as u64, same).copied()
    }

    /// The one string equal to `id` that serves as a name.
    pub fn intern_id(&mut self, id: Id<Str>) -> Res<Id<Str>> {
        let it = &self.strs[id];
        if it.interned || it.surrogates {
            return Ok(id);
        }
        let hash = self.str_hash(id);
        if let Some(id) = self.find_interned(self.text(id), hash) {
            return Ok(id);
        }
        if matches!(self.strs[id].text, Text::Prefix(..)) {
            let text = String::from(self.text(id));
            return self.intern(&text);
        }
        self.charge(16)?;
        self.add_to_interner(id, hash);
        Ok(id)
    }

    /// Charges a string whose text takes `bytes`, with its slot.
    #[inline]
    pub(super) fn charge_str(&mut self, bytes: usize) -> Res<()> {
        let slot = slot!(self, strs);
        self.charge(bytes + slot)
    }

    fn add_to_interner(&mut self, id: Id<Str>, hash: i64) {
        let guarded = crate::restricted::is_guarded(self.text(id));
        let it = &mut self.strs[id];
        (it.interned, it.guarded) = (true, guarded);
        let strs = &self.strs;
        self.interner.insert_unique(hash as u64, id, |it| strs[*it].hash.get());
    }

    /// How many bytes [`Heap::concat`] copies.
    #[must_use]
    pub fn concat_work(&self, a: Id<Str>, b: Id<Str>) -> usize {
        let added = self.text(b).len();
        match self.strs[a].text {
            Text::Prefix(buffer, len) if self.buffers[buffer].text.len() == len => added,
            _ => self.text(a).len() + added,
        }
    }

    /// `a + b`. Repeated concatenation to the same string takes amortised time in what is added.
    pub fn concat(&mut self, a: Id<Str>, b: Id<Str>) -> Res {
        let (a_len, b_len) = (self.text(a).len(), self.text(b).len());
        if a_len == 0 {
            return Ok(Value::Str(b));
        }
        if b_len == 0 {
            return Ok(Value::Str(a));
        }
        let chars = self.strs[a].chars + self.strs[b].chars;
        let surrogates = self.strs[a].surrogates || self.strs[b].surrogates;
        if a_len < BUFFER_FROM {
            self.charge_str(a_len + b_len)?;
            let mut text = String::with_capacity(a_len + b_len);
            text.push_str(self.text(a));
            text.push_str(self.text(b));
            return Ok(Value::Str(self.insert_str(text.into_boxed_str(), chars, surrogates)));
        }
        let buffer = match self.strs[a].text {
            Text::Prefix(buffer, len) if self.buffers[buffer].text.len() == len => buffer,
            _ => self.start_buffer(a, b_len)?,
        };
        let (len, capacity) = (self.buffers[buffer].text.len(), self.buffers[buffer].text.capacity());
        if len + b_len > capacity {
            let new = (len + b_len).max(capacity + capacity / 2);
            self.charge(new - capacity)?;
            self.buffers[buffer].text.reserve_exact(new - len);
        }
        self.charge_str(0)?;
        let added: Vec<u8>;
        let tail = match &self.strs[b].text {
            Text::Own(it) => &**it,
            Text::Static(it) => it,
            Text::Prefix(other, n) => {
                // The two may share their buffer: `s += s`.
                added = self.buffers[*other].text.as_bytes()[..*n].to_vec();
                core::str::from_utf8(&added).unwrap_or_default()
            }
        };
        self.buffers[buffer].text.push_str(tail);
        let text = Text::Prefix(buffer, a_len + b_len);
        let id = self.strs.insert(Str { text, chars, surrogates, ..Str::default() });
        Ok(Value::Str(id))
    }

    /// Moves the text of `a` into a buffer with room for `more` bytes.
    fn start_buffer(&mut self, a: Id<Str>, more: usize) -> Res<Id<StrBuffer>> {
        let len = self.text(a).len();
        let capacity = (len + more) + (len + more) / 4;
        // The buffer's footprint is its capacity.
        let slot = slot!(self, buffers);
        self.charge(capacity + slot)?;
        let mut text = String::with_capacity(capacity);
        text.push_str(self.text(a));
        let buffer = self.buffers.insert(StrBuffer { text });
        Ok(buffer)
    }
}
