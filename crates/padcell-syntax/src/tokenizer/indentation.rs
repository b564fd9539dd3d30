//! The indentation of lines: when a block begins and ends, and when tabs make that unclear.

use alloc::vec::Vec;

use ruff_python_ast::token::TokenKind;

use super::{Failure, Tokenizer};
use crate::error::ErrorKind;

/// How many blocks may be open, the module included.
const MAX_INDENTATION: usize = 100;
const TAB_WIDTH: usize = 8;

/// How far a line is indented, with tabs of eight columns and with tabs of one.
///
/// Where the two disagree about which of two lines is the deeper one, the meaning depends on the width of a tab.
#[derive(Clone, Copy, Default)]
struct Column {
    wide: usize,
    narrow: usize,
}

/// The columns of the open blocks.
pub(super) struct Indentation {
    blocks: Vec<Column>,
}

impl Indentation {
    pub(super) fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    /// The number of open blocks, the module not counted.
    pub(super) fn depth(&self) -> usize {
        self.blocks.len()
    }

    fn current(&self) -> Column {
        self.blocks.last().copied().unwrap_or_default()
    }
}

impl Tokenizer<'_> {
    /// Reads a line's indentation. Says whether there is a statement: blank lines and comments open and close nothing.
    pub(super) fn start_of_line(&mut self) -> Result<bool, Failure> {
        let line = self.at;
        let column = self.column()?;
        if self.peek(0) == b'#' {
            self.skip_while(|byte| byte != b'\n');
        }
        if self.peek(0) == b'\n' {
            self.at += 1;
            return Ok(false);
        }
        if self.at_end() {
            return Ok(true);
        }
        self.indent(column, line)?;
        self.in_line = true;
        Ok(true)
    }

    /// Moves over the blanks that begin a line.
    fn column(&mut self) -> Result<Column, Failure> {
        let mut column = Column::default();
        let mut first: Option<Column> = None;
        loop {
            match self.peek(0) {
                b' ' => {
                    column.wide += 1;
                    column.narrow += 1;
                }
                b'\t' => {
                    column.wide = (column.wide / TAB_WIDTH + 1) * TAB_WIDTH;
                    column.narrow += 1;
                }
                0x0C => column = Column::default(),
                b'\\' => {
                    // What precedes the first backslash is the indentation, unless nothing does.
                    first = first.filter(|found| found.wide > 0).or(Some(column));
                    self.continuation()?;
                    continue;
                }
                _ => return Ok(first.filter(|found| found.wide > 0).unwrap_or(column)),
            }
            self.at += 1;
        }
    }

    fn indent(&mut self, column: Column, line: usize) -> Result<(), Failure> {
        let current = self.indentation.current();
        let unclear = |at| {
            let message = "inconsistent use of tabs and spaces in indentation";
            Failure::deferred(ErrorKind::Tab, message, at, line)
        };
        if column.wide == current.wide {
            return if column.narrow == current.narrow { Ok(()) } else { Err(unclear(line)) };
        }
        if column.wide > current.wide {
            if self.indentation.depth() + 1 >= MAX_INDENTATION {
                let message = "too many levels of indentation";
                return Err(Failure::deferred(ErrorKind::Indentation, message, line, line));
            }
            if column.narrow <= current.narrow {
                return Err(unclear(line));
            }
            self.indentation.blocks.push(column);
            return self.push(TokenKind::Indent, line);
        }
        while column.wide < self.indentation.current().wide {
            self.indentation.blocks.pop();
            self.push(TokenKind::Dedent, self.at)?;
        }
        let current = self.indentation.current();
        if column.wide != current.wide {
            let message = "unindent does not match any outer indentation level";
            return Err(Failure::deferred(ErrorKind::Indentation, message, self.line_end(), line));
        }
        if column.narrow != current.narrow { Err(unclear(line)) } else { Ok(()) }
    }

    /// The end of the current line.
    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.iter().position(|&byte| byte == b'\n').map_or(self.bytes.len(), |length| self.at + length)
    }
}
