//! Dates that cross: read from the slots of their instances, checked, and made anew of the receiving cell's own classes.
//!
//! `datetime` is a module of the library, written in Python. Its classes are noted when the library has made them, so that
//! what a program puts into the module later is not asked. No method of either side is called.

use super::transfer::Transfer;
use crate::error::{Res, Unwind};
use crate::heap::{Class, Dict, Id, Instance, Str, Tracer};
use crate::value::Value;
use crate::vm::Vm;

/// The module that makes the classes, and the one by which programs know it.
const MODULE: &str = "_pydatetime";
const PUBLIC: &str = "datetime";

/// `datetime` before `date`, of which it is a subclass.
const CLASSES: [&str; 5] = ["datetime", "date", "time", "timedelta", "timezone"];
const DATETIME: usize = 0;
const DATE: usize = 1;
const TIME: usize = 2;
const TIMEDELTA: usize = 3;
const TIMEZONE: usize = 4;

/// A slot that holds an int, and what it may be.
struct Field {
    name: usize,
    least: i64,
    most: i64,
}

const fn field(name: usize, least: i64, most: i64) -> Field {
    Field { name, least, most }
}

/// The names of the slots.
const NAMES: [&str; 15] = [
    "_year",
    "_month",
    "_day",
    "_hour",
    "_minute",
    "_second",
    "_microsecond",
    "_fold",
    "_days",
    "_seconds",
    "_microseconds",
    "_tzinfo",
    "_offset",
    "_name",
    "_hashcode",
];
const TZINFO: usize = 11;
const OFFSET: usize = 12;
const NAME: usize = 13;
const HASHCODE: usize = 14;

/// Year, month, day, hour, minute, second, microsecond, fold.
const STAMP: [Field; 8] = [
    field(0, 1, 9999),
    field(1, 1, 12),
    field(2, 1, 31),
    field(3, 0, 23),
    field(4, 0, 59),
    field(5, 0, 59),
    field(6, 0, 999_999),
    field(7, 0, 1),
];
/// How many of those are a date's.
const OF_DATE: usize = 3;
/// Days, seconds, microseconds.
const DELTA: [Field; 3] = [field(8, -999_999_999, 999_999_999), field(9, 0, 86_399), field(10, 0, 999_999)];

const DAY: i64 = 86_400_000_000;

/// The classes of a cell whose library has loaded `datetime`.
pub(super) struct Dates {
    classes: [Id<Class>; 5],
    names: [Id<Str>; 15],
    utc: Value,
}

impl Dates {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&self.classes.map(Value::Class));
        tracer.visit_all(&self.names.map(Value::Str));
        tracer.visit(self.utc);
    }
}

/// What a date says; nothing of the heap that it was read from, but the name of a time zone.
pub(super) struct Stamp {
    class: usize,
    /// As [`STAMP`] has them, or [`DELTA`].
    numbers: [i64; 8],
    zone: Option<Zone>,
}

/// A time zone of a fixed offset.
struct Zone {
    offset: [i64; 3],
    /// A `str` of the sender, or None.
    name: Value,
}

impl Vm {
    /// Notes the classes of a module that the library has just run, if they are those of dates.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn note_dates(&mut self, module: &str, dict: Id<Dict>) -> Res<()> {
        if module != MODULE {
            return Ok(());
        }
        let mut classes = [Id::fixed(0); 5];
        for (class, name) in classes.iter_mut().zip(CLASSES) {
            let name = self.intern(name)?;
            let Some(Value::Class(it)) = self.heap.dict_str(dict, name) else { return Ok(()) };
            *class = it;
        }
        let mut names = [self.names.name; 15];
        for (name, text) in names.iter_mut().zip(NAMES) {
            *name = self.intern(text)?;
        }
        let utc = self.intern("UTC")?;
        let utc = self.heap.dict_str(dict, utc).unwrap_or(Value::None);
        self.membrane.dates = Some(Dates { classes, names, utc });
        Ok(())
    }

    /// Loads the classes of dates, so that dates can be made in this cell; false where its library has none.
    ///
    /// Code of the library runs, which the program may have changed: everybody must be in place.
    ///
    /// # Errors
    /// When the cell's budget does not allow it.
    pub(super) fn load_dates(&mut self) -> Res<bool> {
        let own = self.restricted;
        match self.without_finalizers(|vm| vm.import_dotted(MODULE, own)) {
            Ok(_) => Ok(self.membrane.dates.is_some()),
            Err(Unwind::Raised) if self.raised_is(self.exceptions.import_error) => {
                self.heap.raised = Value::Unset;
                Ok(false)
            }
            Err(it) => Err(it),
        }
    }

    /// A date of the sender, made anew; None where the value is no date, or one that does not cross by copy.
    pub(super) fn import_date(
        &mut self,
        source: &mut Vm,
        transfer: &mut Transfer,
        id: Id<Instance>,
        depth: usize,
    ) -> Res<Option<Value>> {
        let Some(stamp) = source.read_date(id) else { return Ok(None) };
        if transfer.no_dates || transfer.in_key || !self.permits(PUBLIC)? {
            return Ok(None);
        }
        if self.membrane.dates.is_none() {
            // It starts again when they are loaded: nothing that was copied so far would survive a collection.
            self.membrane.wants_dates = true;
            return Err(self.import_error("datetime is not loaded"));
        }
        let key = (depth > 0).then(|| Value::Instance(id).handle()).flatten();
        if let Some(copy) = key.and_then(|it| transfer.copies().get(&it).copied()) {
            return Ok(Some(copy));
        }
        self.pay(source, transfer, 4)?;
        let zone = match stamp.zone {
            Some(zone) => self.make_zone(source, transfer, zone, depth)?,
            None => Value::None,
        };
        let date = self.make_date(stamp.class, &stamp.numbers, zone)?;
        if let Some(key) = key {
            transfer.copies().insert(key, date);
        }
        Ok(Some(date))
    }

    fn make_zone(&mut self, source: &mut Vm, transfer: &mut Transfer, zone: Zone, depth: usize) -> Res {
        let name = self.import_value(source, transfer, zone.name, depth + 1)?;
        let Some(dates) = &self.membrane.dates else { return Ok(Value::None) };
        if zone.offset == [0; 3] && name.is_none() {
            return Ok(dates.utc);
        }
        let (class, [offset_name, name_name]) =
            (dates.classes[TIMEZONE], [dates.names[OFFSET], dates.names[NAME]]);
        let [days, seconds, microseconds] = zone.offset;
        let offset = self.make_date(TIMEDELTA, &[days, seconds, microseconds, 0, 0, 0, 0, 0], Value::None)?;
        let made = self.new_instance(class)?;
        if let Value::Instance(id) = made {
            self.set_slot(id, offset_name, offset)?;
            self.set_slot(id, name_name, name)?;
        }
        Ok(made)
    }

    /// `zone` is the time zone itself where that is what is made.
    fn make_date(&mut self, class: usize, numbers: &[i64; 8], zone: Value) -> Res {
        let Some(dates) = &self.membrane.dates else { return Ok(Value::None) };
        if class == TIMEZONE {
            return Ok(zone);
        }
        let names = dates.names;
        let made = self.new_instance(dates.classes[class])?;
        let Value::Instance(id) = made else { return Ok(made) };
        for (field, number) in fields_of(class).iter().zip(numbers.iter().skip(first_of(class))) {
            self.set_slot(id, names[field.name], Value::Int(*number))?;
        }
        if class == DATETIME || class == TIME {
            self.set_slot(id, names[TZINFO], zone)?;
        }
        // Hashes are each cell's own.
        self.set_slot(id, names[HASHCODE], Value::Int(-1))?;
        Ok(made)
    }

    /// Whether a value is a date that crosses by copy.
    pub(super) fn is_date(&self, value: Value) -> bool {
        matches!(value, Value::Instance(id) if self.read_date(id).is_some())
    }

    /// What an instance of a class of dates (or of a subclass) holds, if that is a date: a program can put anything there.
    fn read_date(&self, id: Id<Instance>) -> Option<Stamp> {
        let dates = self.membrane.dates.as_ref()?;
        let mro = &self.heap.classes[self.heap.instances[id].class].mro;
        let class = mro.iter().find_map(|it| dates.classes.iter().position(|class| class == it))?;
        let mut stamp = Stamp { class, numbers: [0; 8], zone: None };
        if class == TIMEZONE {
            stamp.zone = Some(self.read_zone(dates, id)?);
            return Some(stamp);
        }
        let numbers = stamp.numbers.iter_mut().skip(first_of(class));
        for (field, number) in fields_of(class).iter().zip(numbers) {
            *number = match self.unwrap(self.raw_slot(id, dates.names[field.name])) {
                Value::Int(it) => it,
                Value::Bool(it) => i64::from(it),
                _ => return None,
            };
            if !(field.least..=field.most).contains(number) {
                return None;
            }
        }
        let [year, month, day, ..] = stamp.numbers;
        if (class == DATETIME || class == DATE) && day > days_in_month(year, month) {
            return None;
        }
        if class == DATETIME || class == TIME {
            stamp.zone = match self.raw_slot(id, dates.names[TZINFO]) {
                Value::None => None,
                Value::Instance(zone) if self.heap.instances[zone].class == dates.classes[TIMEZONE] => {
                    Some(self.read_zone(dates, zone)?)
                }
                _ => return None,
            };
        }
        Some(stamp)
    }

    fn read_zone(&self, dates: &Dates, id: Id<Instance>) -> Option<Zone> {
        let name = self.unwrap(self.raw_slot(id, dates.names[NAME]));
        let Value::Instance(offset) = self.raw_slot(id, dates.names[OFFSET]) else { return None };
        let mro = &self.heap.classes[self.heap.instances[offset].class].mro;
        if !mro.contains(&dates.classes[TIMEDELTA]) || !matches!(name, Value::None | Value::Str(_)) {
            return None;
        }
        let Stamp { numbers: [days, seconds, microseconds, ..], .. } = self.read_date(offset)?;
        // Less than a day either way.
        let total = days * DAY + seconds * 1_000_000 + microseconds;
        (-DAY < total && total < DAY).then_some(Zone { offset: [days, seconds, microseconds], name })
    }
}

/// The slots with numbers of a class.
fn fields_of(class: usize) -> &'static [Field] {
    match class {
        DATETIME => &STAMP,
        DATE => &STAMP[..OF_DATE],
        TIME => &STAMP[OF_DATE..],
        TIMEDELTA => &DELTA,
        _ => &[],
    }
}

/// Where the numbers of a class begin.
fn first_of(class: usize) -> usize {
    if class == TIME { OF_DATE } else { 0 }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
