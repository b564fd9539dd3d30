//! Source text with its name and the index of its lines.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use ruff_text_size::TextSize;

/// A program's text. Every line ends in `\n`: `\r\n` and `\r` are translated, as Python does before it parses.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// The byte offset at which each line begins.
    line_starts: Vec<usize>,
}

impl Source {
    /// Takes the text under the name that tracebacks show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        let mut line_starts = Vec::new();
        line_starts.push(0);
        line_starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1));
        Self { name: name.into(), text, line_starts }
    }

    /// The name that tracebacks show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column, in characters, of a byte offset; both count from 1.
    pub fn position(&self, offset: TextSize) -> (u32, u32) {
        let offset = offset.to_usize().min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(0);
        let characters = self.text.as_bytes().get(start..offset).unwrap_or_default();
        // A byte that continues a character is not a column of its own.
        let column = characters.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        (saturate(line), saturate(column))
    }

    /// The line and column of the end of a range. The end of a line, even of one that the text breaks off in, is a column
    /// that belongs to the line.
    pub(crate) fn end_position(&self, end: TextSize, at_end_of_text: bool) -> (u32, u32) {
        let before = end.to_usize().checked_sub(1);
        let after_newline = before.and_then(|at| self.text.as_bytes().get(at)) == Some(&b'\n');
        if after_newline && !at_end_of_text {
            let (line, column) = self.position(end - TextSize::new(1));
            return (line, column.saturating_add(1));
        }
        let (line, column) = self.position(end);
        (line, if at_end_of_text { column.saturating_add(1) } else { column })
    }

    /// One line, counted from 1, with its newline if it has one.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *self.line_starts.get(index)?;
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end)
    }

    /// One line as an owned string, for an error to carry.
    pub(crate) fn line_owned(&self, line: u32) -> Option<String> {
        self.line_text(line).map(ToOwned::to_owned)
    }
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
