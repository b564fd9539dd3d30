//! `enumerate()`, `zip()`, `map()`, `filter()`, `reversed()`.

use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Id, Iter, Tuple};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn enumerate(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.enumerate)?;
    let next = if args[2].is_set() { vm.index(args[2])? } else { Value::Int(0) };
    vm.keep(next);
    let inner = vm.iter(args[1])?;
    let made = vm.heap.iter(Iter::Enumerate { inner, next })?;
    vm.wrap(class, made)
}

/// The iterators of `iterables`, as a tuple. What is not iterable is reported by its number.
fn iterators(vm: &mut Vm, iterables: &[Value]) -> Res<Id<Tuple>> {
    let mark = vm.kept();
    vm.room_for(iterables.len())?;
    let mut items = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        let iterator = vm.iter(*iterable)?;
        vm.keep(iterator);
        items.push(iterator);
    }
    vm.release(mark);
    match vm.heap.tuple(items)? {
        Value::Tuple(id) => Ok(id),
        _ => Err(vm.system_error("no tuple")),
    }
}

pub(super) fn zip(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.zip)?;
    let strict = args[1].is_set() && vm.truth(args[1])?;
    let inner = iterators(vm, &args[2..])?;
    let made = vm.heap.iter(Iter::Zip { inner, strict })?;
    vm.wrap(class, made)
}

pub(super) fn map(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.map)?;
    let strict = args[1].is_set() && vm.truth(args[1])?;
    if args.len() < 4 {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let inner = iterators(vm, &args[3..])?;
    let made = vm.heap.iter(Iter::Map { function: args[2], inner, strict })?;
    vm.wrap(class, made)
}

pub(super) fn filter(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.filter)?;
    let inner = vm.iter(args[2])?;
    let made = vm.heap.iter(Iter::Filter { function: args[1], inner })?;
    vm.wrap(class, made)
}

pub(super) fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.reversed)?;
    let made = vm.reversed(args[1])?;
    if class == vm.types.reversed { Ok(made) } else { vm.wrap(class, made) }
}

impl Vm {
    /// `reversed(value)`.
    ///
    /// # Errors
    /// TypeError if it has neither `__reversed__` nor the methods of a sequence.
    pub fn reversed(&mut self, value: Value) -> Res {
        let class = self.class_of(value);
        match self.class_lookup(class, self.names.__reversed__) {
            Some(Value::None) => {}
            Some(_) => {
                let made = self.call_special(value, self.names.__reversed__, &[])?;
                return Ok(made.unwrap_or(Value::None));
            }
            None => {
                let is_sequence = self.class_lookup(class, self.names.__getitem__).is_some()
                    && !matches!(self.unwrap(value), Value::Dict(_))
                    && self.payload::<crate::types::dict::views::DictView>(value).is_none();
                if is_sequence {
                    let len = self.len(value)?;
                    let index = i64::try_from(len).unwrap_or(i64::MAX) - 1;
                    return self.heap.iter(Iter::SequenceReversed { object: value, index });
                }
            }
        }
        let text = format!("'{}' object is not reversible", self.type_name(value));
        Err(self.type_error(&text))
    }
}
