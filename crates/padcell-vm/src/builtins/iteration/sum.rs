//! `sum`: exact on ints, compensated on floats and complex numbers, by `+` on everything else.

use crate::error::Res;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

/// A float sum and what rounding has lost of it (Neumaier's way).
#[derive(Clone, Copy)]
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn new(start: f64) -> Self {
        Self { high: start, low: 0.0 }
    }

    fn add(&mut self, it: f64) {
        let sum = self.high + it;
        self.low += if libm::fabs(self.high) >= libm::fabs(it) {
            (self.high - sum) + it
        } else {
            (it - sum) + self.high
        };
        self.high = sum;
    }

    /// The sum: an infinite one must not become a NaN, nor a negative zero positive.
    fn value(self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// The real value of an exact int or float that converts without loss of meaning.
fn real(value: Value) -> Option<f64> {
    match value {
        Value::Float(it) => Some(it),
        Value::Int(it) => Some(it as f64),
        Value::Bool(it) => Some(f64::from(u8::from(it))),
        _ => None,
    }
}

pub(super) fn sum(vm: &mut Vm, args: &[Value]) -> Res {
    let start = args[1].or(Value::Int(0));
    match vm.unwrap(start) {
        Value::Str(_) => return Err(vm.type_error("sum() can't sum strings [use ''.join(seq) instead]")),
        Value::Bytes(_) => return Err(vm.type_error("sum() can't sum bytes [use b''.join(seq) instead]")),
        Value::ByteArray(_) => {
            return Err(vm.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
        }
        _ => {}
    }
    let iterator = vm.iter(args[0])?;
    vm.keep(iterator);
    let mut total = start;
    let mark = vm.kept();
    if let Value::Int(start) = total {
        let (sum, stopped_at) = sum_ints(vm, iterator, start)?;
        total = Value::Int(sum);
        let Some(item) = stopped_at else { return Ok(total) };
        total = vm.binary(BinaryOp::Add, total, item)?;
    }
    if let Value::Float(start) = total {
        let (sum, stopped_at) = sum_floats(vm, iterator, start)?;
        total = Value::Float(sum);
        let Some(item) = stopped_at else { return Ok(total) };
        total = vm.binary(BinaryOp::Add, total, item)?;
    }
    if let Value::Complex(_) = total {
        vm.keep(total);
        let (sum, stopped_at) = sum_complexes(vm, iterator, total)?;
        total = sum;
        let Some(item) = stopped_at else { return Ok(total) };
        total = vm.binary(BinaryOp::Add, total, item)?;
    }
    loop {
        vm.release(mark);
        vm.keep(total);
        let Some(item) = vm.next(iterator)? else { return Ok(total) };
        vm.keep(item);
        total = vm.binary(BinaryOp::Add, total, item)?;
    }
}

/// Adds while items are ints and the sum fits; the sum, and the item that did not fit.
fn sum_ints(vm: &mut Vm, iterator: Value, mut sum: i64) -> Res<(i64, Option<Value>)> {
    while let Some(item) = vm.next(iterator)? {
        let added = match item {
            Value::Int(it) => sum.checked_add(it),
            Value::Bool(it) => sum.checked_add(i64::from(it)),
            _ => None,
        };
        match added {
            Some(it) => sum = it,
            None => {
                vm.keep(item);
                return Ok((sum, Some(item)));
            }
        }
    }
    Ok((sum, None))
}

fn sum_floats(vm: &mut Vm, iterator: Value, start: f64) -> Res<(f64, Option<Value>)> {
    let mut sum = Compensated::new(start);
    while let Some(item) = vm.next(iterator)? {
        match real(item) {
            Some(it) => sum.add(it),
            None => {
                vm.keep(item);
                return Ok((sum.value(), Some(item)));
            }
        }
    }
    Ok((sum.value(), None))
}

fn sum_complexes(vm: &mut Vm, iterator: Value, start: Value) -> Res<(Value, Option<Value>)> {
    let Value::Complex(id) = start else { return Ok((start, None)) };
    let start = vm.heap.complexes[id];
    let (mut re, mut im) = (Compensated::new(start.re), Compensated::new(start.im));
    let mut stopped_at = None;
    while let Some(item) = vm.next(iterator)? {
        match item {
            Value::Complex(id) => {
                let it = vm.heap.complexes[id];
                re.add(it.re);
                im.add(it.im);
            }
            _ => match real(item) {
                Some(it) => re.add(it),
                None => {
                    vm.keep(item);
                    stopped_at = Some(item);
                    break;
                }
            },
        }
    }
    let sum = vm.heap.complex(re.value(), im.value())?;
    vm.keep(sum);
    Ok((sum, stopped_at))
}
