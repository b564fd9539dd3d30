//! `itertools.count`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::payload;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The next value and what is added to it.
    struct Count { next, step }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, start=0, step=1", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
    Def::method("__repr__", "self, /", repr),
];

fn is_number(vm: &mut Vm, value: Value) -> bool {
    if matches!(vm.unwrap(value), Value::Int(_) | Value::Float(_) | Value::BigInt(_) | Value::Bool(_)) {
        return true;
    }
    if let Value::Complex(_) = vm.unwrap(value) {
        return true;
    }
    let class = vm.class_of(value);
    let names = vm.names;
    [names.__index__, names.__int__, names.__float__]
        .into_iter()
        .any(|it| vm.class_lookup(class, it).is_some())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "count")?;
    let (next, step) = (args[1].or(Value::Int(0)), args[2].or(Value::Int(1)));
    if !is_number(vm, next) || !is_number(vm, step) {
        return Err(vm.type_error("a number is required"));
    }
    vm.heap.object(class, Count { next, step })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Count { next, step } = vm.data(args[0])?;
    let following = match (next, step) {
        (Value::Int(a), Value::Int(b)) if a.checked_add(b).is_some() => Value::Int(a.wrapping_add(b)),
        _ => {
            vm.keep(next);
            vm.binary(BinaryOp::Add, next, step)?
        }
    };
    vm.change::<Count>(args[0], |it| it.next = following);
    Ok(next)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let Count { next, step } = vm.data(args[0])?;
    vm.keep(next);
    let name = vm.type_name(args[0]);
    let mut text = TextBuilder::new(&name);
    text.push(vm, "(")?;
    text.push_repr(vm, next)?;
    if !matches!(step, Value::Int(1)) {
        text.push(vm, ", ")?;
        text.push_repr(vm, step)?;
    }
    text.push(vm, ")")?;
    text.finish(vm)
}
