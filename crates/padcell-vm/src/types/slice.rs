//! `slice`.

// tidy: table

use alloc::format;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use padcell_bytecode::CompareOp;

use super::text_builder::TextBuilder;
use crate::error::Res;
use crate::heap::{Id, Slice};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args", new),
    Def::get("start", start),
    Def::get("stop", stop),
    Def::get("step", step),
    Def::method("indices", "self, object, /", indices),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", lt),
    Def::method("__le__", "self, value, /", le),
    Def::method("__gt__", "self, value, /", gt),
    Def::method("__ge__", "self, value, /", ge),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
];

fn this(vm: &mut Vm, args: &[Value]) -> Res<Id<Slice>> {
    match args[0] {
        Value::Slice(id) => Ok(id),
        _ => Err(vm.type_error("the slice is not initialised")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    vm.class_argument(args[0], vm.types.slice)?;
    let (start, stop, step) = match args[1..] {
        [stop] => (Value::None, stop, Value::None),
        [start, stop] => (start, stop, Value::None),
        [start, stop, step] => (start, stop, step),
        [] => return Err(vm.type_error("slice expected at least 1 argument, got 0")),
        _ => {
            let text = format!("slice expected at most 3 arguments, got {}", args.len() - 1);
            return Err(vm.type_error(&text));
        }
    };
    vm.heap.add_slice(Slice { start, stop, step }).map(Value::Slice)
}

fn start(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.slices[id].start.or(Value::None))
}

fn stop(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.slices[id].stop.or(Value::None))
}

fn step(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    Ok(vm.heap.slices[id].step.or(Value::None))
}

impl Vm {
    /// One bound of a slice as a number; None where it is absent.
    fn slice_bound_big(&mut self, value: Value) -> Res<Option<BigInt>> {
        if value.is_absent() {
            return Ok(None);
        }
        let class = self.class_of(value);
        if self.class_lookup(class, self.names.__index__).is_none() {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let index = self.index(value)?;
        Ok(self.big(index))
    }

    /// Start, stop and step of a slice for a sequence of any length, clipped.
    pub(crate) fn slice_indices_big(
        &mut self,
        slice: Id<Slice>,
        len: &BigInt,
    ) -> Res<(BigInt, BigInt, BigInt)> {
        let it = self.heap.slices[slice];
        let step = self.slice_bound_big(it.step)?.unwrap_or_else(|| BigInt::from(1));
        if step.is_zero() {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let start = self.slice_bound_big(it.start)?;
        let stop = self.slice_bound_big(it.stop)?;
        let backwards = step.is_negative();
        let low = if backwards { BigInt::from(-1) } else { BigInt::zero() };
        let high = if backwards { len - BigInt::from(1) } else { len.clone() };
        let clip = |it: BigInt| {
            let it = if it.is_negative() { it + len } else { it };
            it.clamp(low.clone(), high.clone().max(low.clone()))
        };
        let start = start.map_or_else(|| if backwards { high.clone() } else { low.clone() }, clip);
        let stop = stop.map_or_else(|| if backwards { low.clone() } else { high.clone() }, clip);
        Ok((start, stop, step))
    }

    fn slice_tuple(&mut self, id: Id<Slice>) -> Res {
        let it = self.heap.slices[id];
        self.heap.tuple_of(&[it.start.or(Value::None), it.stop.or(Value::None), it.step.or(Value::None)])
    }
}

fn indices(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let len = vm.index(args[1])?;
    let len = vm.big(len).unwrap_or_default();
    if len.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = vm.slice_indices_big(id, &len)?;
    let items = [vm.heap.int(start)?, vm.heap.int(stop)?, vm.heap.int(step)?];
    vm.heap.tuple_of(&items)
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    let (Value::Slice(a), Value::Slice(b)) = (args[0], args[1]) else { return Ok(Value::NotImplemented) };
    if a == b {
        return Ok(Value::Bool(matches!(op, CompareOp::Eq | CompareOp::Le | CompareOp::Ge)));
    }
    let left = vm.slice_tuple(a)?;
    vm.keep(left);
    let right = vm.slice_tuple(b)?;
    vm.keep(right);
    vm.compare_sequences(op, left, right)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Eq, args)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ne, args)
}

fn lt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Lt, args)
}

fn le(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Le, args)
}

fn gt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Gt, args)
}

fn ge(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, CompareOp::Ge, args)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let tuple = vm.slice_tuple(id)?;
    vm.keep(tuple);
    vm.hash(tuple).map(Value::Int)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let it = vm.heap.slices[id];
    let mut text = TextBuilder::new("slice(");
    for (index, part) in [it.start, it.stop, it.step].into_iter().enumerate() {
        if index > 0 {
            text.push(vm, ", ")?;
        }
        text.push_repr(vm, part.or(Value::None))?;
    }
    text.push(vm, ")")?;
    text.finish(vm)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let id = this(vm, args)?;
    let arguments = vm.slice_tuple(id)?;
    vm.heap.tuple_of(&[Value::Class(vm.types.slice), arguments])
}
