//! `writer`: rows to a file object.

use alloc::format;
use alloc::string::String;

use super::dialect::{Dialect, Quoting, get, make};
use super::{Csv, error};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

crate::payload! {
    /// The data of a writer.
    struct Writer { write, dialect }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("writerow", "self, row, /", writerow),
    Def::method("writerows", "self, rows, /", |vm, args| {
        let this = args[0];
        vm.for_each(args[1], |vm, row| {
            vm.keep(row);
            writerow(vm, &[this, row]).map(|_| ())
        })?;
        Ok(Value::None)
    }),
    Def::get("dialect", |vm, args| Ok(vm.payload::<Writer>(args[0]).map_or(Value::None, |it| it.dialect))),
];

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let dialect = make(vm, args[1], args[2])?;
    vm.keep(dialect);
    let name = vm.names.write;
    let write = vm.getattr_opt(args[0], name)?;
    let Some(write) = write else {
        return Err(vm.type_error("argument 1 must have a \"write\" method"));
    };
    if !vm.is_callable(write) {
        return Err(vm.type_error("argument 1 must have a \"write\" method"));
    }
    let Some(class) = vm.state::<Csv>().writer else { return Ok(Value::None) };
    vm.heap.object(class, Writer { write, dialect })
}

/// A record under way.
struct Record {
    dialect: Dialect,
    text: String,
    surrogates: bool,
    fields: usize,
}

fn writerow(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = vm.payload::<Writer>(args[0]).copied() else { return Ok(Value::None) };
    let dialect = get(vm, it.dialect)?;
    if !vm.is_iterable(args[1]) {
        let text = format!("iterable expected, not {}", vm.type_name(args[1]));
        return Err(error(vm, &text));
    }
    let mut record = Record { dialect, text: String::new(), surrogates: false, fields: 0 };
    let mut null = false;
    vm.for_each(args[1], |vm, field| {
        vm.keep(field);
        null = field.is_none();
        record.field(vm, field)
    })?;
    if record.fields > 0 && record.text.is_empty() {
        let quoting = record.dialect.quoting;
        let nullable = matches!(quoting, Quoting::Strings | Quoting::NotNull);
        if quoting == Quoting::None || (null && nullable) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        record.fields = 0;
        record.append(vm, "", true)?;
    }
    let Record { mut text, dialect, surrogates, .. } = record;
    text.push_str(&dialect.lineterminator);
    let line = vm.heap.string_flagged(text, surrogates)?;
    vm.keep(line);
    vm.call(it.write, &[line])
}

impl Record {
    fn field(&mut self, vm: &mut Vm, field: Value) -> Res<()> {
        let plain = vm.unwrap(field);
        let is_text = matches!(plain, Value::Str(_));
        let quoted = match self.dialect.quoting {
            Quoting::NonNumeric => !is_number(vm, field),
            Quoting::All => true,
            Quoting::Strings => is_text,
            Quoting::NotNull => !field.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        if field.is_none() {
            return self.append_null(vm, quoted);
        }
        let text = if is_text { plain } else { vm.str_value(field)? };
        let Some(id) = vm.as_str(text) else { return Ok(()) };
        let len = vm.heap.text(id).len();
        vm.spend(1 + len / 8)?;
        vm.heap.room(self.text.len().saturating_mul(2).saturating_add(len.saturating_mul(3)))?;
        self.surrogates |= vm.heap.str_has_surrogates(id);
        let text = String::from(vm.heap.text(id));
        self.append(vm, &text, quoted)
    }

    fn append_null(&mut self, vm: &mut Vm, quoted: bool) -> Res<()> {
        let nullable = matches!(self.dialect.quoting, Quoting::Strings | Quoting::NotNull);
        if nullable && self.dialect.delimiter == ' ' && self.dialect.skipinitialspace {
            return Err(error(vm, NEEDS_QUOTES));
        }
        self.append(vm, "", quoted)
    }

    /// Appends a field, quoted if it has to be.
    fn append(&mut self, vm: &mut Vm, field: &str, mut quoted: bool) -> Res<()> {
        let Dialect { delimiter, quotechar, escapechar, quoting, doublequote, skipinitialspace, .. } =
            self.dialect;
        if field.is_empty() && delimiter == ' ' && skipinitialspace {
            if quoting == Quoting::None {
                return Err(error(vm, NEEDS_QUOTES));
            }
            quoted = true;
        }
        let mut out = String::with_capacity(field.len());
        for letter in field.chars() {
            let special = letter == delimiter
                || Some(letter) == escapechar
                || Some(letter) == quotechar
                || matches!(letter, '\n' | '\r')
                || self.dialect.lineterminator.contains(letter);
            if special {
                let mut escape = quoting == Quoting::None;
                if !escape && Some(letter) == quotechar {
                    if doublequote {
                        out.push(letter);
                    } else {
                        escape = true;
                    }
                } else if Some(letter) == escapechar {
                    escape = true;
                }
                match (escape, escapechar) {
                    (false, _) => quoted = true,
                    (true, Some(escapechar)) => out.push(escapechar),
                    (true, None) => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            }
            out.push(letter);
        }
        if self.fields > 0 {
            self.text.push(delimiter);
        }
        self.fields += 1;
        match quotechar.filter(|_| quoted) {
            Some(quote) => {
                self.text.push(quote);
                self.text.push_str(&out);
                self.text.push(quote);
            }
            None => self.text.push_str(&out),
        }
        Ok(())
    }
}

const NEEDS_QUOTES: &str = "empty field must be quoted if delimiter is a space and skipinitialspace is true";

fn is_number(vm: &mut Vm, value: Value) -> bool {
    if matches!(
        vm.unwrap(value),
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::Float(_) | Value::Complex(_)
    ) {
        return true;
    }
    let class = vm.class_of(value);
    let names = [vm.names.__index__, vm.names.__int__, vm.names.__float__];
    names.into_iter().any(|name| vm.class_lookup(class, name).is_some())
}
