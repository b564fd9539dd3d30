//! What is matched: characters of one byte, or of UTF-8.

use crate::heap::code_point_of;

/// Text or bytes up to the end of the match; positions are offsets of bytes.
pub(super) trait Subject: Copy {
    fn end(self) -> usize;

    /// The character at a position, and the position behind it.
    fn next(self, at: usize) -> Option<(u32, usize)>;

    /// The character before a position, and the position of it.
    fn previous(self, at: usize) -> Option<(u32, usize)>;

    /// All of it as bytes.
    fn bytes<'a>(self) -> &'a [u8]
    where
        Self: 'a;
}

/// ASCII text, or bytes.
#[derive(Clone, Copy)]
pub(super) struct Single<'a>(pub(super) &'a [u8]);

impl Subject for Single<'_> {
    #[inline]
    fn end(self) -> usize {
        self.0.len()
    }

    #[inline]
    fn next(self, at: usize) -> Option<(u32, usize)> {
        self.0.get(at).map(|it| (u32::from(*it), at + 1))
    }

    #[inline]
    fn previous(self, at: usize) -> Option<(u32, usize)> {
        let at = at.checked_sub(1)?;
        self.0.get(at).map(|it| (u32::from(*it), at))
    }

    fn bytes<'b>(self) -> &'b [u8]
    where
        Self: 'b,
    {
        self.0
    }
}

/// Text that is not ASCII.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    /// It may hold stand-ins of lone surrogates.
    pub(super) surrogates: bool,
}

impl Subject for Text<'_> {
    #[inline]
    fn end(self) -> usize {
        self.text.len()
    }

    #[inline]
    fn next(self, at: usize) -> Option<(u32, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some((u32::from(byte), at + 1));
        }
        let it = self.text.get(at..)?.chars().next()?;
        Some((code_point_of(it, self.surrogates), at + it.len_utf8()))
    }

    #[inline]
    fn previous(self, at: usize) -> Option<(u32, usize)> {
        let it = self.text.get(..at)?.chars().next_back()?;
        Some((code_point_of(it, self.surrogates), at - it.len_utf8()))
    }

    fn bytes<'b>(self) -> &'b [u8]
    where
        Self: 'b,
    {
        self.text.as_bytes()
    }
}
