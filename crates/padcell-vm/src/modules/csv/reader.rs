//! `reader`: rows from an iterable of lines.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use super::dialect::{Dialect, Quoting, get, make};
use super::{Csv, error};
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a reader.
struct Reader {
    lines: Value,
    dialect: Value,
    line_number: i64,
}

impl Payload for Reader {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.lines, self.dialect]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", next),
    Def::get("line_num", |vm, args| {
        Ok(Value::Int(vm.payload::<Reader>(args[0]).map_or(0, |it| it.line_number)))
    }),
    Def::get("dialect", |vm, args| Ok(vm.payload::<Reader>(args[0]).map_or(Value::None, |it| it.dialect))),
];

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let dialect = make(vm, args[1], args[2])?;
    vm.keep(dialect);
    let lines = vm.iter(args[0])?;
    let Some(class) = vm.state::<Csv>().reader else { return Ok(Value::None) };
    vm.heap.object(class, Reader { lines, dialect, line_number: 0 })
}

/// Where in a record the parser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    StartOfRecord,
    StartOfField,
    Escaped,
    Field,
    QuotedField,
    EscapedInQuotes,
    QuoteInQuotes,
    /// After a line break that ended the record.
    LineBreak,
    AfterEscapedBreak,
}

/// A record under way.
struct Parser {
    dialect: Dialect,
    at: At,
    field: String,
    surrogates: bool,
    /// The field was not quoted, so that it may be a number or None.
    unquoted: bool,
    fields: Vec<(String, bool)>,
    limit: usize,
    length: usize,
}

/// What a character led to that only the machine can tell the program.
enum Fault {
    TooLarge,
    Stray,
    Delimiter,
}

impl Parser {
    fn save(&mut self) {
        let field = core::mem::take(&mut self.field);
        self.fields.push((field, self.unquoted));
        self.unquoted = true;
        self.length = 0;
    }

    fn add(&mut self, letter: char) -> Result<(), Fault> {
        if self.length >= self.limit {
            return Err(Fault::TooLarge);
        }
        self.field.push(letter);
        self.length += 1;
        Ok(())
    }

    /// Takes a character; None is the end of a line.
    fn take(&mut self, letter: Option<char>) -> Result<(), Fault> {
        let is_break = matches!(letter, Some('\n' | '\r') | None);
        match self.at {
            At::StartOfRecord | At::StartOfField => {
                if self.at == At::StartOfRecord && letter.is_none() {
                    return Ok(());
                }
                if self.at == At::StartOfRecord && is_break {
                    self.at = At::LineBreak;
                    return Ok(());
                }
                self.start_field(letter)
            }
            At::Escaped => match letter {
                Some('\n' | '\r') => {
                    self.at = At::AfterEscapedBreak;
                    self.add(letter.unwrap_or('\n'))
                }
                _ => {
                    self.at = At::Field;
                    self.add(letter.unwrap_or('\n'))
                }
            },
            At::AfterEscapedBreak if letter.is_none() => Ok(()),
            At::AfterEscapedBreak | At::Field => self.in_field(letter),
            At::QuotedField => match letter {
                None => Ok(()),
                it if it == self.dialect.escapechar => {
                    self.at = At::EscapedInQuotes;
                    Ok(())
                }
                it if it == self.dialect.quotechar && self.dialect.quoting != Quoting::None => {
                    self.at = if self.dialect.doublequote { At::QuoteInQuotes } else { At::Field };
                    Ok(())
                }
                Some(it) => self.add(it),
            },
            At::EscapedInQuotes => {
                self.at = At::QuotedField;
                self.add(letter.unwrap_or('\n'))
            }
            At::QuoteInQuotes => self.after_quote(letter),
            At::LineBreak => match letter {
                Some('\n' | '\r') => Ok(()),
                None => {
                    self.at = At::StartOfRecord;
                    Ok(())
                }
                _ => Err(Fault::Stray),
            },
        }
    }

    fn start_field(&mut self, letter: Option<char>) -> Result<(), Fault> {
        let dialect = &self.dialect;
        let ends = matches!(letter, Some('\n' | '\r') | None);
        if !ends && letter == dialect.quotechar && dialect.quoting != Quoting::None {
            self.unquoted = false;
            self.at = At::QuotedField;
            return Ok(());
        }
        if letter == Some(' ') && dialect.skipinitialspace && dialect.escapechar != Some(' ') {
            self.at = At::StartOfField;
            return Ok(());
        }
        self.in_field(letter)
    }

    fn in_field(&mut self, letter: Option<char>) -> Result<(), Fault> {
        match letter {
            Some('\n' | '\r') | None => {
                self.save();
                self.at = if letter.is_none() { At::StartOfRecord } else { At::LineBreak };
                Ok(())
            }
            it if it == self.dialect.escapechar => {
                self.at = At::Escaped;
                Ok(())
            }
            Some(it) if it == self.dialect.delimiter => {
                self.save();
                self.at = At::StartOfField;
                Ok(())
            }
            Some(it) => {
                self.at = At::Field;
                self.add(it)
            }
        }
    }

    fn after_quote(&mut self, letter: Option<char>) -> Result<(), Fault> {
        match letter {
            it if self.dialect.quoting != Quoting::None && it.is_some() && it == self.dialect.quotechar => {
                self.at = At::QuotedField;
                self.add(it.unwrap_or('"'))
            }
            Some(it) if it == self.dialect.delimiter => {
                self.save();
                self.at = At::StartOfField;
                Ok(())
            }
            Some('\n' | '\r') | None => {
                self.save();
                self.at = if letter.is_none() { At::StartOfRecord } else { At::LineBreak };
                Ok(())
            }
            Some(it) if !self.dialect.strict => {
                self.at = At::Field;
                self.add(it)
            }
            Some(_) => Err(Fault::Delimiter),
        }
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = vm.payload::<Reader>(args[0]) else { return Ok(Value::None) };
    let (lines, dialect) = (it.lines, it.dialect);
    let limit = usize::try_from(vm.state::<Csv>().field_limit).unwrap_or(0);
    let mut parser = Parser {
        dialect: get(vm, dialect)?,
        at: At::StartOfRecord,
        field: String::new(),
        surrogates: false,
        unquoted: true,
        fields: Vec::new(),
        limit,
        length: 0,
    };
    loop {
        let Some(line) = vm.next(lines)? else {
            if !parser.field.is_empty() || parser.at == At::QuotedField {
                if parser.dialect.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                parser.save();
                break;
            }
            return Err(vm.stop_iteration_with(Value::None));
        };
        let Some(id) = vm.as_str(line) else {
            let text = format!(
                "iterator should return strings, not {} (the file should be opened in text mode)",
                vm.type_name(line)
            );
            return Err(error(vm, &text));
        };
        if let Some(it) = vm.payload_mut::<Reader>(args[0]) {
            it.line_number += 1;
        }
        let len = vm.heap.text(id).len();
        vm.spend(1 + len / 8)?;
        let held: usize = parser.fields.len() * 32 + parser.field.len();
        vm.heap.room(len.saturating_mul(26).saturating_add(held))?;
        parser.surrogates |= vm.heap.str_has_surrogates(id);
        let mut fault = None;
        for letter in vm.heap.text(id).chars().map(Some).chain([None]) {
            if let Err(it) = parser.take(letter) {
                fault = Some(it);
                break;
            }
        }
        if let Some(fault) = fault {
            let text = match fault {
                Fault::TooLarge => format!("field larger than field limit ({limit})"),
                Fault::Stray => String::from(
                    "new-line character seen in unquoted field - do you need to open the file with newline=''?",
                ),
                Fault::Delimiter => format!(
                    "'{}' expected after '{}'",
                    parser.dialect.delimiter,
                    parser.dialect.quotechar.unwrap_or('"')
                ),
            };
            return Err(error(vm, &text));
        }
        if parser.at == At::StartOfRecord {
            break;
        }
    }
    row(vm, parser)
}

/// The fields as values.
fn row(vm: &mut Vm, parser: Parser) -> Res {
    let quoting = parser.dialect.quoting;
    let list = vm.heap.list(Vec::new())?;
    vm.keep(list);
    let Value::List(id) = list else { return Ok(list) };
    for (field, unquoted) in parser.fields {
        let nullable = matches!(quoting, Quoting::Strings | Quoting::NotNull);
        let numeric = matches!(quoting, Quoting::NonNumeric | Quoting::Strings);
        let value = if unquoted && nullable && field.is_empty() {
            Value::None
        } else {
            let text = vm.heap.string_flagged(field, parser.surrogates)?;
            if unquoted && numeric && vm.len(text)? > 0 {
                vm.keep(text);
                vm.call(Value::Class(vm.types.float), &[text])?
            } else {
                text
            }
        };
        vm.heap.list_push(id, value)?;
    }
    Ok(list)
}
