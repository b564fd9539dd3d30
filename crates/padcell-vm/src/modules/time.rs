//! `time`: the clocks that the policy grants, and calendar arithmetic in UTC.

mod calendar;
mod format;

use core::any::Any;

use padcell_policy::errno;

use crate::error::Res;
use crate::heap::{Class, Dict, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};
use calendar::Broken;

/// Nanoseconds that a unit of fuel stands for in `process_time`: the default budgets of fuel and time meet.
const NS_PER_FUEL: u64 = 3;

const FIELDS: &[&str] = &[
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
    "tm_zone",
    "tm_gmtoff",
];
const VISIBLE: usize = 9;

#[derive(Default)]
struct Time {
    struct_time: Option<Id<Class>>,
}

impl State for Time {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const FUNCTIONS: &[Def] = &[
    Def::function("time", "", |vm, _| wall(vm).map(seconds)),
    Def::function("time_ns", "", |vm, _| wall(vm).map(Value::Int)),
    Def::function("monotonic", "", |vm, _| monotonic(vm).map(seconds)),
    Def::function("monotonic_ns", "", |vm, _| monotonic(vm).map(Value::Int)),
    Def::function("perf_counter", "", |vm, _| monotonic(vm).map(seconds)),
    Def::function("perf_counter_ns", "", |vm, _| monotonic(vm).map(Value::Int)),
    Def::function("process_time", "", |vm, _| Ok(seconds(processor_ns(vm)))),
    Def::function("process_time_ns", "", |vm, _| Ok(Value::Int(processor_ns(vm)))),
    Def::function("thread_time", "", |vm, _| Ok(seconds(processor_ns(vm)))),
    Def::function("thread_time_ns", "", |vm, _| Ok(Value::Int(processor_ns(vm)))),
    Def::function("clock_gettime", "clk_id, /", |vm, args| clock(vm, args[0]).map(seconds)),
    Def::function("clock_gettime_ns", "clk_id, /", |vm, args| clock(vm, args[0]).map(Value::Int)),
    Def::function("get_clock_info", "name, /", get_clock_info),
    Def::function("sleep", "seconds, /", sleep),
    Def::function("gmtime", "seconds=None, /", broken_time),
    Def::function("localtime", "seconds=None, /", broken_time),
    Def::function("mktime", "seconds_tuple, /", |vm, args| {
        let it = tuple(vm, args[0])?;
        match it.seconds() {
            Some(it) => Ok(Value::Float(it as f64)),
            None => Err(vm.overflow_error("mktime argument out of range")),
        }
    }),
    Def::function("asctime", "seconds_tuple=None, /", |vm, args| {
        let it = if args[0].is_absent() { now(vm)? } else { tuple(vm, args[0])? };
        vm.heap.string(format::asctime(&it))
    }),
    Def::function("ctime", "seconds=None, /", |vm, args| {
        let it = at(vm, args[0])?;
        vm.heap.string(format::asctime(&it))
    }),
    Def::function("strftime", "format, seconds_tuple=None, /", |vm, args| {
        if vm.as_str(args[0]).is_none() {
            let text = alloc::format!("strftime() argument 1 must be str, not {}", vm.type_name(args[0]));
            return Err(vm.type_error(&text));
        }
        let it = if args[1].is_absent() { now(vm)? } else { tuple(vm, args[1])? };
        let pattern = vm.string_of(args[0]);
        let it = format::checked(vm, it)?;
        // No directive makes more than some twenty letters of its two.
        vm.spend(pattern.len())?;
        vm.heap.room(pattern.len().saturating_mul(24))?;
        vm.heap.string(format::strftime(&pattern, &it))
    }),
    Def::function("strptime", "data_string, format='%a %b %d %H:%M:%S %Y', /", |vm, args| {
        let module = vm.import("_strptime", None, Value::None, 0)?;
        vm.keep(module);
        let pattern = if args[1].is_unset() { vm.heap.str("%a %b %d %H:%M:%S %Y")? } else { args[1] };
        vm.keep(pattern);
        vm.call_method(module, "_strptime_time", &[args[0], pattern])
    }),
    Def::function("tzset", "", |_, _| Ok(Value::None)),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let class = struct_time(vm)?;
    let utc = vm.heap.str("UTC")?;
    vm.keep(utc);
    let zones = vm.heap.tuple_of(&[utc, utc])?;
    for (name, value) in [
        ("struct_time", Value::Class(class)),
        ("tzname", zones),
        ("timezone", Value::Int(0)),
        ("altzone", Value::Int(0)),
        ("daylight", Value::Int(0)),
        ("_STRUCT_TM_ITEMS", Value::Int(11)),
        ("CLOCK_REALTIME", Value::Int(0)),
        ("CLOCK_MONOTONIC", Value::Int(1)),
        ("CLOCK_PROCESS_CPUTIME_ID", Value::Int(2)),
        ("CLOCK_THREAD_CPUTIME_ID", Value::Int(3)),
        ("CLOCK_MONOTONIC_RAW", Value::Int(4)),
    ] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, value)?;
    }
    vm.add_functions(dict, FUNCTIONS)
}

fn struct_time(vm: &mut Vm) -> Res<Id<Class>> {
    if let Some(it) = vm.state::<Time>().struct_time {
        return Ok(it);
    }
    let class = vm.struct_sequence_class("time", "struct_time", FIELDS, VISIBLE)?;
    vm.state::<Time>().struct_time = Some(class);
    Ok(class)
}

/// Nanoseconds as seconds.
fn seconds(ns: i64) -> Value {
    Value::Float(ns as f64 / 1e9)
}

fn wall(vm: &mut Vm) -> Res<i64> {
    vm.spend(20)?;
    match vm.authority.wall_ns() {
        Ok(it) => Ok(it),
        Err(_) if library_notes(vm) => Ok(0),
        Err(error) => Err(vm.raise_os_error(&error, Value::Unset)),
    }
}

/// Whether a module of the bundled library asks for a time that it only notes: while it is imported, or for a record of the
/// log. A cell without a clock can import and log all the same, and is refused when it asks itself.
fn library_notes(vm: &Vm) -> bool {
    vm.frames.last().is_some_and(|frame| {
        let code = &vm.heap.codes[frame.code].code;
        let is_record =
            &*code.filename == "<stdlib>/logging/__init__.py" && &*code.qualname == "LogRecord.__init__";
        is_record || (&*code.name == "<module>" && code.filename.starts_with("<stdlib>/"))
    })
}

fn monotonic(vm: &mut Vm) -> Res<i64> {
    vm.spend(20)?;
    match vm.authority.monotonic_ns() {
        Ok(it) => Ok(i64::try_from(it).unwrap_or(i64::MAX)),
        Err(_) if library_notes(vm) => Ok(0),
        Err(error) => Err(vm.raise_os_error(&error, Value::Unset)),
    }
}

/// Processor time, which is fuel: it needs no clock, and is the same in every run.
pub(crate) fn processor_ns(vm: &mut Vm) -> i64 {
    i64::try_from(vm.fuel_spent().saturating_mul(NS_PER_FUEL)).unwrap_or(i64::MAX)
}

fn clock(vm: &mut Vm, id: Value) -> Res<i64> {
    match vm.index_i64(id)? {
        0 => wall(vm),
        1 | 4 => monotonic(vm),
        2 | 3 => Ok(processor_ns(vm)),
        _ => Err(vm.raise_errno(errno::EINVAL, Value::Unset)),
    }
}

fn get_clock_info(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(args[0]);
    let (implementation, monotonic, adjustable) = match name.as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", false, true),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true, false),
        "process_time" => ("fuel", true, false),
        "thread_time" => ("fuel", true, false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let implementation = vm.heap.str(implementation)?;
    vm.keep(implementation);
    let made = vm.call(Value::Class(vm.types.simple_namespace), &[])?;
    vm.keep(made);
    for (field, value) in [
        ("implementation", implementation),
        ("monotonic", Value::Bool(monotonic)),
        ("adjustable", Value::Bool(adjustable)),
        ("resolution", Value::Float(1e-9)),
    ] {
        let field = vm.intern(field)?;
        vm.setattr(made, field, value)?;
    }
    Ok(made)
}

fn sleep(vm: &mut Vm, args: &[Value]) -> Res {
    let ns = match vm.unwrap(args[0]) {
        Value::Int(it) => it.saturating_mul(1_000_000_000),
        _ => {
            let it = vm.float(args[0])?;
            if it.is_nan() {
                return Err(vm.value_error("Invalid value NaN (not a number)"));
            }
            if it >= 9e9 {
                return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
            }
            libm::ceil(it * 1e9) as i64
        }
    };
    let Ok(mut left) = u64::try_from(ns) else {
        return Err(vm.value_error("sleep length must be non-negative"));
    };
    vm.spend(200)?;
    let start = vm.authority.monotonic_ns().ok();
    loop {
        match vm.authority.sleep(left) {
            Ok(()) => return Ok(Value::None),
            Err(error) if error.errno == errno::EINTR => vm.interrupted()?,
            Err(error) => return Err(vm.raise_os_error(&error, Value::Unset)),
        }
        // On with what is left of it.
        let Some(start) = start else { return Ok(Value::None) };
        let passed = vm.authority.monotonic_ns().unwrap_or(start).saturating_sub(start);
        let total = u64::try_from(ns).unwrap_or(0);
        left = total.saturating_sub(passed);
        if left == 0 {
            return Ok(Value::None);
        }
    }
}

/// The time of day, taken apart.
fn now(vm: &mut Vm) -> Res<Broken> {
    let ns = wall(vm)?;
    Ok(Broken::at(ns.div_euclid(1_000_000_000)).unwrap_or_default())
}

/// A number of seconds, or now.
fn at(vm: &mut Vm, value: Value) -> Res<Broken> {
    if value.is_absent() {
        return now(vm);
    }
    let seconds = match vm.unwrap(value) {
        Value::Int(it) => Some(it),
        Value::Float(it) if it.is_nan() => {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        Value::Float(it) => {
            let it = libm::floor(it);
            (it.abs() < 9.2e18).then_some(it as i64)
        }
        Value::BigInt(_) => None,
        _ => vm.index_i64(value).map(Some)?,
    };
    match seconds.and_then(Broken::at) {
        Some(it) => Ok(it),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn broken_time(vm: &mut Vm, args: &[Value]) -> Res {
    let it = at(vm, args[0])?;
    let class = struct_time(vm)?;
    let zone = vm.heap.str("UTC")?;
    let [a, b, c, d, e, f, g, h, i] = it.items().map(Value::Int);
    vm.struct_sequence(class, &[a, b, c, d, e, f, g, h, i, zone, Value::Int(0)])
}

/// A `struct_time`, or a tuple of nine numbers.
fn tuple(vm: &mut Vm, value: Value) -> Res<Broken> {
    let items = match vm.unwrap(value) {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => return Err(vm.type_error("Tuple or struct_time argument required")),
    };
    if items.len() < VISIBLE || items.len() > FIELDS.len() {
        let text = alloc::format!("time tuple must have exactly 9 items, not {}", items.len());
        return Err(vm.type_error(if items.len() == VISIBLE {
            "illegal time tuple argument"
        } else {
            &text
        }));
    }
    let mut numbers = [0; VISIBLE];
    for (to, from) in numbers.iter_mut().zip(items) {
        *to = vm.index_i64(from)?;
    }
    Ok(Broken::of(numbers))
}
