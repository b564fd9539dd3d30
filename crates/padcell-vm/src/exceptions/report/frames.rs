//! The frames of a traceback, with their source lines.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_bytecode::Position;

use super::carets::carets;
use crate::error::Res;
use crate::exceptions::Traceback;
use crate::value::Value;
use crate::vm::Vm;

/// After so many equal entries the others are counted.
const SHOWN_EQUAL: usize = 3;
/// Of longer tracebacks the middle is left out.
const MAX_ENTRIES: usize = 10_000;

/// One line of a traceback, as far as it tells entries apart.
#[derive(Clone, PartialEq)]
struct Line {
    file: String,
    name: String,
    position: Position,
}

impl Vm {
    /// The frames of a traceback, outermost first.
    pub(super) fn format_frames(&mut self, traceback: Value, out: &mut String) -> Res<()> {
        let mut lines: Vec<Line> = Vec::new();
        let mut at = traceback;
        while let Some(entry) = self.payload::<Traceback>(at).copied() {
            self.spend(10)?;
            let position = self.traceback_position(&entry);
            let code = &self.heap.codes[entry.code].code;
            lines.push(Line {
                file: String::from(&*code.filename),
                name: String::from(&*code.name),
                position,
            });
            at = entry.next;
            if lines.len() >= MAX_ENTRIES {
                break;
            }
        }
        let mut equal = 0;
        for (index, line) in lines.iter().enumerate() {
            let same = index.checked_sub(1).and_then(|it| lines.get(it)).is_some_and(|it| {
                it.file == line.file && it.name == line.name && it.position.line == line.position.line
            });
            if !same {
                repeated(equal, out);
                equal = 0;
            }
            equal += 1;
            if equal <= SHOWN_EQUAL {
                self.format_line(line, out)?;
            }
        }
        repeated(equal, out);
        Ok(())
    }

    fn format_line(&mut self, line: &Line, out: &mut String) -> Res<()> {
        let Line { file, name, position } = line;
        self.heap.room(out.len())?;
        out.push_str(&format!("  File \"{file}\", line {}, in {name}\n", position.line));
        let Some(source) = self.source_of(file) else { return Ok(()) };
        self.spend(source.len() / 64)?;
        let mut texts = source.lines().skip((position.line as usize).saturating_sub(1));
        let Some(text) = texts.next() else { return Ok(()) };
        let stripped = text.trim();
        if stripped.is_empty() {
            return Ok(());
        }
        out.push_str(&format!("    {stripped}\n"));
        let end = if position.end_line == position.line {
            position.end_column as usize
        } else {
            text.trim_end().len()
        };
        if let Some(marks) = carets(text, position.column as usize, end) {
            out.push_str(&format!("    {marks}\n"));
        }
        Ok(())
    }
}

fn repeated(equal: usize, out: &mut String) {
    if let Some(more @ 1..) = equal.checked_sub(SHOWN_EQUAL) {
        let plural = if more == 1 { "" } else { "s" };
        out.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
    }
}
