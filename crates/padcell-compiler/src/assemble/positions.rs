//! Byte ranges to lines and byte columns.

use alloc::vec::Vec;

use padcell_bytecode::Position;
use padcell_syntax::{TextRange, TextSize};

use crate::unit::length;

/// Where lines begin; remembers the last line found, because ops come roughly in the order of the text.
pub(crate) struct Lines {
    starts: Vec<u32>,
    last: usize,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let mut starts = Vec::new();
        starts.push(0);
        starts.extend(
            text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| length(at + 1)),
        );
        Self { starts, last: 0 }
    }

    /// The line, from 1, and the byte column, from 0, of an offset.
    pub(crate) fn locate(&mut self, offset: TextSize) -> (u32, u32) {
        let offset = offset.to_u32();
        let start = self.starts.get(self.last).copied().unwrap_or(0);
        let next = self.starts.get(self.last + 1).copied().unwrap_or(u32::MAX);
        if offset < start || offset >= next {
            self.last = self.starts.partition_point(|&it| it <= offset).saturating_sub(1);
        }
        let start = self.starts.get(self.last).copied().unwrap_or(0);
        (length(self.last + 1), offset - start)
    }

    pub(crate) fn line(&mut self, offset: TextSize) -> u32 {
        self.locate(offset).0
    }

    /// The empty range at the start of an offset's line.
    pub(crate) fn line_start(&mut self, offset: TextSize) -> TextRange {
        let (_, column) = self.locate(offset);
        TextRange::empty(offset - TextSize::new(column))
    }

    /// The position of a range; an empty range at 0 stands for "no position".
    pub(crate) fn position(&mut self, range: TextRange) -> Position {
        if range == NOWHERE {
            return Position::default();
        }
        let (line, column) = self.locate(range.start());
        let (end_line, end_column) = self.locate(range.end());
        Position { line, end_line, column, end_column }
    }
}

/// The range of ops that no source text stands for.
pub(crate) const NOWHERE: TextRange = TextRange::new(TextSize::new(u32::MAX), TextSize::new(u32::MAX));
