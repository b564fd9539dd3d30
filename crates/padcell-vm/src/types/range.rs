//! `range`, with bounds of any size.

// tidy: table

mod numbers;

use alloc::format;
use alloc::string::String;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use self::numbers::Bounds;
use super::sequence::Span;
use crate::error::{Res, Unwind};
use crate::heap::{Id, Iter, Range};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args", new),
    Def::get("start", start),
    Def::get("stop", stop),
    Def::get("step", step),
    Def::method("count", "self, object, /", count)
        .doc("rangeobject.count(value) -> integer -- return number of occurrences of value"),
    Def::method("index", "self, object, /", index)
        .doc("rangeobject.index(value) -> integer -- return index of value."),
    Def::method("__len__", "self, /", len),
    Def::method("__bool__", "self, /", bool_),
    Def::method("__getitem__", "self, key, /", get_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__iter__", "self, /", iter),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", unordered),
    Def::method("__le__", "self, value, /", unordered),
    Def::method("__gt__", "self, value, /", unordered),
    Def::method("__ge__", "self, value, /", unordered),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Range>> {
    match args[0] {
        Value::Range(id) => Ok(id),
        _ => Err(vm.type_error("the range is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    vm.class_argument(args[0], vm.types.range)?;
    let mut ints = [Value::Unset; 3];
    let given = &args[1..];
    if given.is_empty() {
        return Err(vm.type_error("range expected at least 1 argument, got 0"));
    }
    if given.len() > 3 {
        let text = format!("range expected at most 3 arguments, got {}", given.len());
        return Err(vm.type_error(&text));
    }
    for (int, value) in ints.iter_mut().zip(given) {
        *int = vm.index(*value)?;
        vm.keep(*int);
    }
    let (start, stop, step) = match given.len() {
        1 => (Value::Int(0), ints[0], Value::Int(1)),
        2 => (ints[0], ints[1], Value::Int(1)),
        _ => (ints[0], ints[1], ints[2]),
    };
    if matches!(step, Value::Int(0)) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    vm.heap.add_range(Range { start, stop, step }).map(Value::Range)
}

impl Vm {
    /// The bounds of a range as numbers.
    fn range_bounds(&self, id: Id<Range>) -> Bounds {
        let it = self.heap.ranges[id];
        match (it.start, it.stop, it.step) {
            (Value::Int(start), Value::Int(stop), Value::Int(step)) => Bounds::Small { start, stop, step },
            _ => {
                let big = |value| self.big(value).unwrap_or_default();
                Bounds::Big { start: big(it.start), stop: big(it.stop), step: big(it.step) }
            }
        }
    }

    /// `range.__iter__`.
    pub(crate) fn range_iter(&mut self, id: Id<Range>) -> Res {
        let it = self.heap.ranges[id];
        if let (Value::Int(next), Value::Int(stop), Value::Int(step)) = (it.start, it.stop, it.step) {
            if stop.checked_add(step).is_some() {
                return self.heap.iter(Iter::Range { next, stop, step });
            }
        }
        let bounds = self.range_bounds(id);
        let left = self.heap.int(bounds.len())?;
        self.heap.iter(Iter::BigRange { next: it.start, step: it.step, left })
    }

    fn range_item(&mut self, id: Id<Range>, index: Value) -> Res {
        let bounds = self.range_bounds(id);
        if let (Bounds::Small { start, step, .. }, Value::Int(index)) = (&bounds, index) {
            let len = bounds.small_len();
            let at = if index < 0 { i128::from(index) + len } else { i128::from(index) };
            if at < 0 || at >= len {
                return Err(self.index_error("range object index out of range"));
            }
            let item = i128::from(*start) + at * i128::from(*step);
            return Ok(Value::Int(item as i64));
        }
        let (start, step, len) = (bounds.start(), bounds.step(), bounds.len());
        let mut at = self.big(index).unwrap_or_default();
        if at.is_negative() {
            at += &len;
        }
        if at.is_negative() || at >= len {
            return Err(self.index_error("range object index out of range"));
        }
        self.heap.int(start + at * step)
    }

    fn range_slice(&mut self, id: Id<Range>, slice: Id<crate::heap::Slice>) -> Res {
        let bounds = self.range_bounds(id);
        let len = bounds.len();
        let (first, last, step) = self.slice_indices_big(slice, &len)?;
        let at = |index: BigInt| bounds.start() + index * bounds.step();
        let start = self.heap.int(at(first))?;
        let stop = self.heap.int(at(last))?;
        let step = self.heap.int(step * bounds.step())?;
        self.heap.add_range(Range { start, stop, step }).map(Value::Range)
    }

    /// The position of an int in a range.
    fn range_find(&mut self, id: Id<Range>, value: Value) -> Option<BigInt> {
        let bounds = self.range_bounds(id);
        if let (Bounds::Small { start, stop, step }, Value::Int(value)) = (&bounds, value) {
            let inside =
                if *step > 0 { *start <= value && value < *stop } else { *stop < value && value <= *start };
            let offset = i128::from(value) - i128::from(*start);
            let step = i128::from(*step);
            return (inside && offset % step == 0).then(|| BigInt::from(offset / step));
        }
        let value = self.big(value)?;
        let (start, stop, step) = (bounds.start(), bounds.stop(), bounds.step());
        let inside =
            if step.is_positive() { start <= value && value < stop } else { stop < value && value <= start };
        let offset = value - start;
        (inside && (&offset % &step).is_zero()).then(|| offset / step)
    }

    /// Length, first item and step, which say all about a range: None where they do not matter.
    fn range_essence(&mut self, id: Id<Range>) -> Res<[Value; 3]> {
        let it = self.heap.ranges[id];
        let len = self.range_bounds(id).len();
        let one = len == BigInt::from(1);
        let empty = len.is_zero();
        let len = self.heap.int(len)?;
        Ok(if empty {
            [len, Value::None, Value::None]
        } else if one {
            [len, it.start, Value::None]
        } else {
            [len, it.start, it.step]
        })
    }

    /// The text of an int in decimal, within the limit for such conversions.
    fn int_text(&mut self, value: Value) -> Res<String> {
        self.repr(value)
    }
}

fn start(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.ranges[id].start)
}

fn stop(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.ranges[id].stop)
}

fn step(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.ranges[id].step)
}

/// Whether a value is an exact int or bool, whose equality is known.
fn is_exact_int(value: Value) -> bool {
    matches!(value, Value::Int(_) | Value::Bool(_) | Value::BigInt(_))
}

/// Looks for a value that is no exact int item by item.
fn search(vm: &mut Vm, id: Id<Range>, value: Value, mut found: impl FnMut(usize) -> bool) -> Res<()> {
    let iterator = vm.range_iter(id)?;
    vm.keep(iterator);
    let mut index = 0;
    let mark = vm.kept();
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        if vm.same(item, value)? && found(index) {
            break;
        }
        vm.release(mark);
        index += 1;
    }
    Ok(())
}

fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if is_exact_int(args[1]) {
        return Ok(Value::Int(i64::from(vm.range_find(id, args[1]).is_some())));
    }
    let mut total = 0;
    search(vm, id, args[1], |_| {
        total += 1;
        false
    })?;
    Ok(Value::Int(total))
}

fn index(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if is_exact_int(args[1]) {
        if let Some(at) = vm.range_find(id, args[1]) {
            return vm.heap.int(at);
        }
        let text = format!("{} is not in range", vm.repr(args[1])?);
        return Err(vm.value_error(&text));
    }
    let mut at = None;
    search(vm, id, args[1], |index| {
        at = Some(index);
        true
    })?;
    match at {
        Some(index) => Ok(Value::Int(index as i64)),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if is_exact_int(args[1]) {
        return Ok(Value::Bool(vm.range_find(id, args[1]).is_some()));
    }
    let mut there = false;
    search(vm, id, args[1], |_| {
        there = true;
        true
    })?;
    Ok(Value::Bool(there))
}

#[cold]
fn too_long(vm: &mut Vm) -> Unwind {
    vm.overflow_error("Python int too large to convert to C ssize_t")
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    match vm.range_bounds(id).len().to_i64() {
        Some(it) => Ok(Value::Int(it)),
        None => Err(too_long(vm)),
    }
}

fn bool_(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(Value::Bool(!vm.range_bounds(id).len().is_zero()))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    if let Value::Slice(slice) = args[1] {
        return vm.range_slice(id, slice);
    }
    let class = vm.class_of(args[1]);
    if vm.class_lookup(class, vm.names.__index__).is_none() {
        let text = format!("range indices must be integers or slices, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let index = vm.index(args[1])?;
    vm.range_item(id, index)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    vm.range_iter(id)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let bounds = vm.range_bounds(id);
    if let Bounds::Small { start, step, .. } = bounds {
        // Backwards from the last item to just before the first one.
        let len = bounds.small_len();
        let last = i128::from(start) + (len - 1) * i128::from(step);
        let (next, stop, step) = (last, i128::from(start) - i128::from(step), -i128::from(step));
        let small = |it: i128| i64::try_from(it).ok();
        if let (Some(next), Some(stop), Some(step)) = (small(next), small(stop), small(step)) {
            if len > 0 && stop.checked_add(step).is_some() {
                return vm.heap.iter(Iter::Range { next, stop, step });
            }
        }
    }
    let len = bounds.len();
    let last = bounds.start() + (&len - BigInt::from(1)) * bounds.step();
    let next = vm.heap.int(last)?;
    let step = vm.heap.int(-bounds.step())?;
    let left = vm.heap.int(len)?;
    vm.heap.iter(Iter::BigRange { next, step, left })
}

fn equal(vm: &mut Vm, a: Value, b: Value) -> Res<Option<bool>> {
    let (Value::Range(a), Value::Range(b)) = (a, b) else { return Ok(None) };
    let (left, right) = (vm.range_essence(a)?, vm.range_essence(b)?);
    for (x, y) in left.into_iter().zip(right) {
        if !vm.same(x, y)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(equal(vm, args[0], args[1])?.map_or(Value::NotImplemented, Value::Bool))
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(equal(vm, args[0], args[1])?.map_or(Value::NotImplemented, |it| Value::Bool(!it)))
}

fn unordered(_: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::NotImplemented)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let essence = vm.range_essence(id)?;
    let tuple = vm.heap.tuple_of(&essence)?;
    vm.hash(tuple).map(Value::Int)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let it = vm.heap.ranges[id];
    let (start, stop) = (vm.int_text(it.start)?, vm.int_text(it.stop)?);
    let text = match it.step {
        Value::Int(1) => format!("range({start}, {stop})"),
        step => format!("range({start}, {stop}, {})", vm.int_text(step)?),
    };
    vm.heap.string(text)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let it = vm.heap.ranges[id];
    let arguments = vm.heap.tuple_of(&[it.start, it.stop, it.step])?;
    vm.heap.tuple_of(&[Value::Class(vm.types.range), arguments])
}

/// How many items a range of small bounds has, for iterators.
pub(crate) fn small_range_len(start: i64, stop: i64, step: i64) -> usize {
    Span::new(start, stop, step).count
}
