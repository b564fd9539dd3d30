//! `itertools.repeat`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The object, and how often it is still given: None for ever.
    struct Repeat { object, left }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, object, times=None", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
    Def::method("__length_hint__", "self, /", length_hint),
    Def::method("__repr__", "self, /", repr),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "repeat")?;
    let left = if args[2].is_set() { Value::Int(vm.index_i64(args[2])?.max(0)) } else { Value::None };
    vm.heap.object(class, Repeat { object: args[1], left })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Repeat { object, left } = vm.data(args[0])?;
    match left {
        Value::Int(..=0) => return vm.end(),
        Value::Int(left) => vm.change::<Repeat>(args[0], |it| it.left = Value::Int(left - 1)),
        _ => {}
    }
    Ok(object)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Repeat = vm.data(args[0])?;
    if it.left.is_none() { Err(vm.type_error("len() of unsized object")) } else { Ok(it.left) }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let Repeat { object, left } = vm.data(args[0])?;
    let name = vm.type_name(args[0]);
    let mut text = TextBuilder::new(&name);
    text.push(vm, "(")?;
    text.push_repr(vm, object)?;
    if let Value::Int(left) = left {
        text.push(vm, &alloc::format!(", {left}"))?;
    }
    text.push(vm, ")")?;
    text.finish(vm)
}
