//! Exceptions as Python prints them: tracebacks, causes, notes, groups.

mod carets;
mod frames;
mod syntax;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Longer chains are cut: nobody reads them, and they are the program's to make.
const MAX_CHAIN: usize = 100;
/// What `traceback` shows of groups: so many of their exceptions, so deep.
const MAX_GROUP_WIDTH: usize = 15;
const MAX_GROUP_DEPTH: usize = 10;

impl Vm {
    /// The text that Python prints for an uncaught exception.
    ///
    /// # Errors
    /// A stop. What `__str__` raises becomes part of the text.
    pub fn format_exception(&mut self, exception: Value) -> Res<String> {
        let mut out = String::new();
        let raised = self.heap.raised;
        self.keep(raised);
        self.keep(exception);
        self.report(exception, "", 0, &mut out)?;
        self.roots.truncate(self.roots.len().saturating_sub(2));
        self.heap.raised = raised;
        Ok(out)
    }

    /// The name of an exception's class as tracebacks show it.
    #[must_use]
    pub fn exception_class_name(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let path = self.class_path(class);
        match path.strip_prefix("__main__.") {
            Some(name) => String::from(name),
            None => path,
        }
    }

    /// `str(exception)`, or what stands for it where that fails.
    ///
    /// # Errors
    /// A stop.
    pub fn exception_text(&mut self, exception: Value) -> Res<String> {
        match self.str(exception) {
            Ok(text) => Ok(text),
            Err(it) => {
                self.take_raised(it)?;
                Ok(String::from("<exception str() failed>"))
            }
        }
    }

    fn report(&mut self, exception: Value, margin: &str, depth: usize, out: &mut String) -> Res<()> {
        let chain = self.chain_of(exception);
        for (index, (link, message)) in chain.iter().enumerate().rev() {
            self.spend(100)?;
            self.heap.room(out.len())?;
            let mut part = String::new();
            let is_last = index == 0;
            let group = self.group_members(*link)?;
            if depth == 0 && group.is_some() && margin.is_empty() {
                self.report_one(*link, "  | ", "  + ", &mut part)?;
            } else {
                self.report_one(*link, "", "", &mut part)?;
            }
            indent(&part, margin, out);
            if let Some(members) = group {
                self.report_members(&members, margin, depth, out)?;
            }
            if !is_last {
                indent(message, margin, out);
            }
        }
        Ok(())
    }

    /// The exception, what it came of, and so on; each with the words that stand between it and the one before.
    fn chain_of(&self, exception: Value) -> Vec<(Value, &'static str)> {
        let mut chain = Vec::from([(exception, "")]);
        let mut seen = Vec::new();
        let mut at = exception;
        while let Value::Exception(id) = at {
            seen.push(id);
            let it = &self.heap.exceptions[id];
            let (next, message) = match (it.cause, it.context) {
                (cause @ Value::Exception(_), _) => (cause, CAUSE),
                (_, context @ Value::Exception(_)) if !it.suppress_context => (context, CONTEXT),
                _ => break,
            };
            if chain.len() >= MAX_CHAIN || matches!(next, Value::Exception(next) if seen.contains(&next)) {
                break;
            }
            chain.push((next, message));
            at = next;
        }
        chain
    }

    /// Traceback, class and message of one exception. In a group, every line has a margin and the first one a corner.
    fn report_one(&mut self, exception: Value, margin: &str, corner: &str, out: &mut String) -> Res<()> {
        let mut text = String::new();
        let is_group = !margin.is_empty();
        if let Value::Exception(id) = exception {
            let traceback = self.heap.exceptions[id].traceback;
            if self.payload::<super::Traceback>(traceback).is_some() {
                text.push_str(if is_group {
                    "Exception Group Traceback (most recent call last):\n"
                } else {
                    "Traceback (most recent call last):\n"
                });
                self.format_frames(traceback, &mut text)?;
            }
        }
        self.format_exception_only(exception, &mut text)?;
        if !is_group {
            out.push_str(&text);
            return Ok(());
        }
        for (index, line) in text.lines().enumerate() {
            out.push_str(if index == 0 { corner } else { margin });
            out.push_str(line);
            out.push('\n');
        }
        Ok(())
    }

    /// The lines after the traceback: class, message, notes.
    fn format_exception_only(&mut self, exception: Value, out: &mut String) -> Res<()> {
        let name = self.exception_class_name(exception);
        if self.is_instance(exception, self.exceptions.syntax_error)
            && self.format_syntax_error(exception, &name, out)?
        {
            self.format_notes(exception, out)?;
            return self.format_cell_traceback(exception, out);
        }
        let text = self.exception_text(exception)?;
        self.heap.room(text.len())?;
        if text.is_empty() {
            out.push_str(&name);
        } else {
            out.push_str(&format!("{name}: {text}"));
        }
        let hint = self.suggestion(exception)?;
        out.push_str(&hint);
        out.push('\n');
        self.format_notes(exception, out)?;
        self.format_cell_traceback(exception, out)
    }

    fn format_notes(&mut self, exception: Value, out: &mut String) -> Res<()> {
        let notes = match self.getattr_opt(exception, self.names.__notes__) {
            Ok(Some(notes)) => notes,
            Ok(None) => return Ok(()),
            Err(it) => return self.take_raised(it).map(|_| ()),
        };
        let items = match self.unwrap(notes) {
            Value::List(id) => self.heap.lists[id].items.clone(),
            Value::Tuple(id) => self.heap.tuples[id].items.to_vec(),
            _ => {
                let text = self.repr(notes);
                let text = match text {
                    Ok(text) => text,
                    Err(it) => {
                        self.take_raised(it)?;
                        String::from("<__notes__ repr() failed>")
                    }
                };
                out.push_str(&text);
                out.push('\n');
                return Ok(());
            }
        };
        for note in items {
            self.spend(10)?;
            let text = match self.str(note) {
                Ok(text) => text,
                Err(it) => {
                    self.take_raised(it)?;
                    String::from("<note str() failed>")
                }
            };
            self.heap.room(out.len() + text.len())?;
            out.push_str(&text);
            out.push('\n');
        }
        Ok(())
    }

    /// Where it came from, if it came out of a cell.
    fn format_cell_traceback(&mut self, exception: Value, out: &mut String) -> Res<()> {
        let Some(class) = self.membrane.stopped_class.filter(|_| !self.restricted) else { return Ok(()) };
        let name = self.intern("cell_traceback")?;
        if self.is_instance(exception, class) {
            return Ok(());
        }
        if let Ok(Some(text @ Value::Str(_))) = self.getattr_opt(exception, name) {
            out.push_str("In the cell:\n");
            out.push_str(self.text_of(text));
            out.push('\n');
        }
        Ok(())
    }

    /// ". Did you mean: 'x'?" for a name that is not there.
    fn suggestion(&mut self, exception: Value) -> Res<String> {
        let names = self.names;
        let Some(name) = self.exception_field(exception, names.name) else { return Ok(String::new()) };
        if !matches!(name, Value::Str(_)) {
            return Ok(String::new());
        }
        let wrong = self.string_of(name);
        let candidates = if self.is_instance(exception, self.exceptions.name_error) {
            self.names_in_scope(exception)
        } else if self.is_instance(exception, self.exceptions.attribute_error) {
            match self.exception_field(exception, names.obj) {
                Some(object) => self.attribute_names(object),
                None => Vec::new(),
            }
        } else {
            Vec::new()
        };
        self.spend(candidates.len() * 40)?;
        let candidates: Vec<&str> = candidates
            .iter()
            .map(String::as_str)
            .filter(|it| wrong.starts_with('_') || !it.starts_with('_'))
            .collect();
        Ok(match super::suggest(&wrong, &candidates) {
            Some(near) => format!(". Did you mean: '{near}'?"),
            None => String::new(),
        })
    }

    /// Names that the innermost frame of an exception could have meant.
    fn names_in_scope(&self, exception: Value) -> Vec<String> {
        let Value::Exception(id) = exception else { return Vec::new() };
        let mut at = self.heap.exceptions[id].traceback;
        let mut last = None;
        while let Some(entry) = self.payload::<super::Traceback>(at) {
            last = Some(*entry);
            at = entry.next;
        }
        let Some(entry) = last else { return Vec::new() };
        let code = &self.heap.codes[entry.code].code;
        let mut names: Vec<String> = code.varnames.iter().map(|it| String::from(&**it)).collect();
        for dict in [entry.globals, self.builtins] {
            let keys = self.heap.dicts[dict].iter().filter(|it| matches!(it.key, Value::Str(_)));
            names.extend(keys.map(|it| self.string_of(it.key)));
        }
        names
    }

    /// Names of an object's own attributes and those of its class.
    fn attribute_names(&mut self, object: Value) -> Vec<String> {
        let mut names = Vec::new();
        let mut dicts = Vec::new();
        match object {
            Value::Module(id) => dicts.push(self.heap.modules[id].dict),
            Value::Class(id) => {
                let mro = self.heap.classes[id].mro.to_vec();
                dicts.extend(mro.into_iter().map(|it| self.class_dict(it)));
            }
            Value::Instance(id) => {
                let it = &self.heap.instances[id];
                match it.rest.as_ref().and_then(|it| it.dict) {
                    Some(dict) => dicts.push(dict),
                    None => names.extend(
                        self.heap.shapes.names(it.shape).iter().map(|it| self.string_of(Value::Str(*it))),
                    ),
                }
            }
            _ => {}
        }
        let class = self.class_of(object);
        let mro = self.heap.classes[class].mro.to_vec();
        dicts.extend(mro.into_iter().map(|it| self.class_dict(it)));
        for dict in dicts {
            let keys = self.heap.dicts[dict].iter().filter(|it| matches!(it.key, Value::Str(_)));
            names.extend(keys.map(|it| self.string_of(it.key)));
        }
        names
    }

    /// The exceptions in an exception group.
    fn group_members(&mut self, exception: Value) -> Res<Option<Vec<Value>>> {
        if !self.is_instance(exception, self.exceptions.base_exception_group) {
            return Ok(None);
        }
        let name = self.names.exceptions;
        let members = match self.getattr_opt(exception, name) {
            Ok(it) => it,
            Err(it) => {
                self.take_raised(it)?;
                None
            }
        };
        Ok(match members {
            Some(Value::Tuple(id)) => Some(self.heap.tuples[id].items.to_vec()),
            _ => None,
        })
    }

    fn report_members(&mut self, members: &[Value], margin: &str, depth: usize, out: &mut String) -> Res<()> {
        let inner = format!("{margin}    ");
        if depth >= MAX_GROUP_DEPTH {
            indent(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"), &format!("{margin}  | "), out);
            return Ok(());
        }
        for (index, member) in members.iter().enumerate().take(MAX_GROUP_WIDTH + 1) {
            let first = if index == 0 { "  +-+" } else { "    +" };
            if index == MAX_GROUP_WIDTH {
                let left = members.len() - MAX_GROUP_WIDTH;
                let plural = if left == 1 { "" } else { "s" };
                out.push_str(&format!("{margin}{first}---------------- ... ----------------\n"));
                indent(&format!("and {left} more exception{plural}\n"), &format!("{margin}    | "), out);
                break;
            }
            out.push_str(&format!("{margin}{first}---------------- {} ----------------\n", index + 1));
            let mut text = String::new();
            self.nested(|vm| vm.report(*member, "", depth + 1, &mut text))?;
            let nested = self.is_instance(*member, self.exceptions.base_exception_group);
            for line in text.lines() {
                out.push_str(&inner);
                out.push_str(if nested && line.starts_with("  +") { "" } else { "| " });
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push_str(&format!("{inner}+------------------------------------\n"));
        Ok(())
    }
}

/// Appends a text with a margin before each line that is not empty.
fn indent(text: &str, margin: &str, out: &mut String) {
    for line in text.lines() {
        if !line.is_empty() {
            out.push_str(margin);
        }
        out.push_str(line);
        out.push('\n');
    }
}
