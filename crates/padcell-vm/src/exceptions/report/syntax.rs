//! SyntaxError, which shows its own source line.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// File, line and marks of a SyntaxError; `false` if it does not know where it is.
    pub(super) fn format_syntax_error(
        &mut self,
        exception: Value,
        name: &str,
        out: &mut String,
    ) -> Res<bool> {
        let names = self.names;
        let Some(Value::Int(line)) = self.exception_field(exception, names.lineno) else { return Ok(false) };
        let filename = self.exception_field(exception, names.filename).unwrap_or(Value::None);
        let filename = if matches!(filename, Value::Str(_)) {
            self.string_of(filename)
        } else {
            String::from("<string>")
        };
        let message = self.exception_field(exception, names.msg).unwrap_or(Value::None);
        let message = if message.is_none() {
            String::from("<no detail available>")
        } else {
            self.exception_text(message)?
        };
        let number = |vm: &Self, name| match vm.exception_field(exception, name) {
            Some(Value::Int(it)) => it,
            _ => 0,
        };
        let (offset, end_offset) = (number(self, names.offset), number(self, names.end_offset));
        let end_line = number(self, names.end_lineno);
        if line > 0 {
            out.push_str(&format!("  File \"{filename}\", line {line}\n"));
        }
        let text = self.exception_field(exception, names.text).unwrap_or(Value::None);
        if let Value::Str(_) = text {
            let text = self.string_of(text);
            self.heap.room(text.len().saturating_mul(2))?;
            let text = text.trim_end_matches('\n');
            let stripped = text.trim_start_matches([' ', '\n', '\x0c']);
            let spaces = i64::try_from(text.chars().count() - stripped.chars().count()).unwrap_or(0);
            out.push_str(&format!("    {stripped}\n"));
            if offset >= 1 {
                let len = i64::try_from(stripped.chars().count()).unwrap_or(0);
                let start = offset - 1 - spaces;
                let end = if end_line == line && end_offset > offset {
                    end_offset - 1 - spaces
                } else if end_line > line {
                    len
                } else {
                    start + 1
                };
                if start >= 0 {
                    let start = start.min(len);
                    let end = end.clamp(start + 1, len.max(start) + 1);
                    let space = |it: char| if it.is_whitespace() { it } else { ' ' };
                    out.push_str("    ");
                    out.extend(stripped.chars().take(usize::try_from(start).unwrap_or(0)).map(space));
                    out.extend((start..end).map(|_| '^'));
                    out.push('\n');
                }
            }
        }
        out.push_str(&format!("{name}: {message}\n"));
        Ok(true)
    }
}
