//! Exceptions that cross: made anew of a builtin class, of copies and of text. Never frames, never objects.

use alloc::string::String;
use alloc::vec::Vec;

use padcell_policy::StopKind;

use super::Peer;
use super::transfer::{MAX_DEPTH, Transfer};
use crate::error::Res;
use crate::heap::{Exception, Id};
use crate::value::Value;
use crate::vm::Vm;

/// Longer text about an exception is cut.
const MAX_TEXT: usize = 64 << 10;
/// More notes, or members of a group, do not cross.
const MAX_NOTES: usize = 100;
/// Larger values do not cross as arguments of exceptions.
const MAX_ITEMS: usize = 1000;

impl Vm {
    /// A new exception of the nearest builtin class with the arguments that cross by copy.
    pub(super) fn import_exception(
        &mut self,
        source: &mut Vm,
        transfer: &mut Transfer,
        id: Id<Exception>,
        depth: usize,
    ) -> Res {
        let mro = source.heap.classes[source.heap.exceptions[id].class].mro.to_vec();
        let class = mro.iter().find_map(|it| self.builtin_class_like(source, *it));
        let class = class.unwrap_or(self.exceptions.exception);
        let stopped = source.membrane.stopped_class.filter(|it| mro.contains(it));
        let stopped = self.membrane.stopped_class.filter(|_| stopped.is_some());
        let class = stopped.unwrap_or(class);
        if self.is_subclass(class, self.exceptions.base_exception_group) {
            return self.import_group(source, transfer, id, depth);
        }
        let mut args = match source.heap.exceptions[id].args {
            Value::Tuple(args) => source.heap.tuples[args].items.to_vec(),
            _ => Vec::new(),
        };
        let into_cell = transfer.peer == Peer::Parent;
        let about_text = self.is_subclass(class, self.exceptions.unicode_error);
        if into_cell && about_text {
            source.only_the_culprit(&mut args)?;
        }
        // What its supervisor's files are called is none of a cell's business; what its own are called, it may know.
        let is_syntax = self.is_subclass(class, self.exceptions.syntax_error);
        let named = !into_cell || (is_syntax && source.names_no_file_of_its_own(id, &args));
        if is_syntax && !named {
            source.without_file(&mut args)?;
        }
        let mut copies = Vec::with_capacity(args.len());
        for it in args {
            copies.push(match source.plain(it, depth) {
                true => self.import_value(source, transfer, it, depth + 1)?,
                false => {
                    let text = alloc::format!("<{} object>", source.type_name(it));
                    self.heap.string(text)?
                }
            });
        }
        let exception = self.new_exception(class, &copies)?;
        let names = self.names;
        let fields = [
            (names.code, source.names.code),
            (names.errno, source.names.errno),
            (names.strerror, source.names.strerror),
            (names.msg, source.names.msg),
            (names.lineno, source.names.lineno),
            (names.offset, source.names.offset),
            (names.text, source.names.text),
            (names.value, source.names.value),
            (names.filename, source.names.filename),
        ];
        for (mine, theirs) in &fields[..fields.len() - usize::from(!named)] {
            if let Some(value) = source.exception_field(Value::Exception(id), *theirs) {
                if source.plain(value, depth) {
                    let value = self.import_value(source, transfer, value, depth + 1)?;
                    self.set_exception_field(exception, *mine, value)?;
                }
            }
        }
        if about_text {
            let fields: &[Id<crate::heap::Str>] = match copies.len() {
                5 => &[names.encoding, names.object, names.start, names.end, names.reason],
                4 => &[names.object, names.start, names.end, names.reason],
                _ => &[],
            };
            for (name, value) in fields.iter().zip(&copies) {
                self.set_exception_field(exception, *name, *value)?;
            }
        }
        if stopped.is_some() {
            self.describe_stop(exception, source.kind_of_stop(id), true)?;
        }
        self.import_notes(source, id, exception)?;
        Ok(exception)
    }

    /// What an exception says of a cell that was stopped: the program can have made it, or have changed it.
    fn kind_of_stop(&self, id: Id<Exception>) -> StopKind {
        let dict = self.heap.exceptions[id].dict;
        let kind = dict.and_then(|it| self.heap.dict_str(it, self.names.kind));
        match kind.map(|it| self.unwrap(it)) {
            Some(Value::Str(text)) => StopKind::named(self.heap.text(text)).unwrap_or(StopKind::Abort),
            _ => StopKind::Abort,
        }
    }

    /// Writes into an exception what stopped a cell, and whether that was a cell inside the one that was called.
    ///
    /// # Errors
    /// When memory runs out.
    pub(super) fn describe_stop(&mut self, exception: Value, kind: StopKind, inside: bool) -> Res<()> {
        let text = self.heap.str(kind.name())?;
        self.setattr(exception, self.names.kind, text)?;
        self.setattr(exception, self.names.inside, Value::Bool(inside))
    }

    /// Whether a SyntaxError tells of text that has no file here: it came from a cell, or its source is a string.
    fn names_no_file_of_its_own(&self, id: Id<Exception>, args: &[Value]) -> bool {
        let dict = self.heap.exceptions[id].dict;
        if dict.is_some_and(|it| self.heap.dict_str(it, self.names.cell_traceback).is_some()) {
            return true;
        }
        let is_text = |it: Option<Value>| match it {
            Some(Value::Str(it)) => self.heap.text(it).starts_with('<'),
            Some(it) => it.is_absent(),
            None => true,
        };
        let details = match args.get(1) {
            Some(Value::Tuple(id)) => self.heap.tuples[*id].items.first().copied(),
            _ => None,
        };
        is_text(details) && is_text(self.exception_field(Value::Exception(id), self.names.filename))
    }

    /// Takes the file's name out of the arguments of a SyntaxError.
    fn without_file(&mut self, args: &mut [Value]) -> Res<()> {
        let Some(details) = args.get_mut(1) else { return Ok(()) };
        let Value::Tuple(id) = *details else { return Ok(()) };
        let mut items = self.heap.tuples[id].items.to_vec();
        if let Some(file) = items.first_mut() {
            *file = Value::None;
        }
        *details = self.heap.tuple(items)?;
        Ok(())
    }

    /// Of the text that could not be coded, an error that goes into a cell holds only what is wrong with it.
    fn only_the_culprit(&mut self, args: &mut [Value]) -> Res<()> {
        let first = usize::from(args.len() == 5);
        let Some([object, start @ Value::Int(_), end @ Value::Int(_), _]) = args.get_mut(first..) else {
            return Ok(());
        };
        let (Value::Int(from), Value::Int(to)) = (*start, *end) else { return Ok(()) };
        let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
        let count = to.saturating_sub(from);
        let part = match self.unwrap(*object) {
            Value::Str(id) => {
                let part: Vec<u32> = self.heap.code_points(id).skip(from).take(count).collect();
                self.heap.string_of_code_points(&part)?
            }
            Value::Bytes(id) => {
                let data = &self.heap.bytes[id].data;
                let part = data.get(from..to.min(data.len())).unwrap_or_default().to_vec();
                self.heap.bytes(part)?
            }
            _ => Value::None,
        };
        (*object, *start, *end) = (part, Value::Int(0), Value::Int(count as i64));
        Ok(())
    }

    fn import_group(
        &mut self,
        source: &mut Vm,
        transfer: &mut Transfer,
        id: Id<Exception>,
        depth: usize,
    ) -> Res {
        let message = source.exception_field(Value::Exception(id), source.names.message);
        let members = match source.exception_field(Value::Exception(id), source.names.exceptions) {
            Some(Value::Tuple(id)) => source.heap.tuples[id].items.to_vec(),
            _ => Vec::new(),
        };
        let mut copies = Vec::new();
        for it in members.into_iter().take(MAX_NOTES).filter(|it| matches!(it, Value::Exception(_))) {
            copies.push(self.import_value(source, transfer, it, depth + 1)?);
        }
        let message = match message {
            Some(it) if matches!(source.unwrap(it), Value::Str(_)) => {
                self.import_value(source, transfer, it, depth + 1)?
            }
            _ => self.heap.str("")?,
        };
        let ordinary = copies.iter().all(|it| self.is_instance(*it, self.exceptions.exception));
        let (plain, base) = (self.exceptions.exception_group, self.exceptions.base_exception_group);
        let listed = self.heap.list(copies.clone())?;
        let exception = self.new_exception(if ordinary { plain } else { base }, &[message, listed])?;
        let members = self.heap.tuple(copies)?;
        self.set_exception_field(exception, self.names.message, message)?;
        self.set_exception_field(exception, self.names.exceptions, members)?;
        self.import_notes(source, id, exception)?;
        Ok(exception)
    }

    /// What stands in the dict of the exception, of all that could: notes that are text, and the text of a traceback.
    fn import_notes(&mut self, source: &Vm, from: Id<Exception>, to: Value) -> Res<()> {
        let Some(dict) = source.heap.exceptions[from].dict else { return Ok(()) };
        let items = match source.heap.dict_str(dict, source.names.__notes__) {
            Some(Value::List(id)) => &*source.heap.lists[id].items,
            Some(Value::Tuple(id)) => &*source.heap.tuples[id].items,
            _ => &[],
        };
        let mut notes = Vec::new();
        for it in items.iter().take(MAX_NOTES) {
            if let Value::Str(id) = source.unwrap(*it) {
                let text = cut(source.heap.text(id));
                self.spend(text.len() / 16)?;
                notes.push(self.heap.string_flagged(text, source.heap.str_has_surrogates(id))?);
            }
        }
        if !notes.is_empty() {
            let notes = self.heap.list(notes)?;
            self.setattr(to, self.names.__notes__, notes)?;
        }
        if let Some(Value::Str(id)) = source.heap.dict_str(dict, source.names.cell_traceback) {
            let text = self.heap.string_flagged(cut(source.heap.text(id)), true)?;
            self.setattr(to, self.names.cell_traceback, text)?;
        }
        Ok(())
    }

    /// Whether a value crosses by copy, and is not large.
    fn plain(&self, value: Value, depth: usize) -> bool {
        self.plain_within(value, depth, &mut { MAX_ITEMS })
    }

    fn plain_within(&self, value: Value, depth: usize, left: &mut usize) -> bool {
        if depth > MAX_DEPTH || *left == 0 {
            return false;
        }
        *left -= 1;
        let items: &[Value] = match self.unwrap(value) {
            Value::Tuple(id) => &self.heap.tuples[id].items,
            Value::List(id) => &self.heap.lists[id].items,
            Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::BigInt(_) => &[],
            Value::Str(_) | Value::Bytes(_) | Value::Complex(_) | Value::Ellipsis => &[],
            it => return self.is_date(it),
        };
        items.iter().all(|it| self.plain_within(*it, depth + 1, left))
    }

    /// Before an exception leaves this cell: puts the text of its traceback where its supervisor can read it, as
    /// `cell_traceback`. It is made here, at this cell's cost.
    ///
    /// # Errors
    /// A stop.
    pub(super) fn render_traceback(&mut self, exception: Value) -> Res<()> {
        let Value::Exception(id) = exception else { return Ok(()) };
        let traceback = self.heap.exceptions[id].traceback;
        // Text that the cell refused has a place, though nothing of it ran.
        let is_syntax = self.is_instance(exception, self.exceptions.syntax_error);
        if self.payload::<crate::exceptions::Traceback>(traceback).is_none() && !is_syntax {
            return Ok(());
        }
        let mut text = self.format_exception(exception)?;
        let inner = self.heap.exceptions[id].dict;
        if let Some(Value::Str(inner)) =
            inner.and_then(|it| self.heap.dict_str(it, self.names.cell_traceback))
        {
            text = alloc::format!("{}\n{text}", self.heap.text(inner));
        }
        self.keep(exception);
        let written = self
            .heap
            .string_flagged(cut(&text), true)
            .and_then(|text| self.setattr(exception, self.names.cell_traceback, text));
        self.roots.pop();
        match written {
            Ok(()) => {}
            Err(it) => drop(self.take_raised(it)?),
        }
        self.heap.raised = exception;
        Ok(())
    }
}

fn cut(text: &str) -> String {
    let end = (0..=MAX_TEXT.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
    String::from(&text[..end])
}
