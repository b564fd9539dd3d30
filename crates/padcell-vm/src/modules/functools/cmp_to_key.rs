//! `functools.cmp_to_key`.

use core::any::Any;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// The comparison function, and the object that is compared (unset in what `cmp_to_key` itself gives).
    struct KeyWrapper { cmp, object }
}

const METHODS: &[Def] = &[
    Def::method("__call__", "self, obj", call),
    Def::get_set("obj", get_object, set_object),
    Def::method("__lt__", "self, value, /", |vm, args| compare(vm, CompareOp::Lt, args)),
    Def::method("__le__", "self, value, /", |vm, args| compare(vm, CompareOp::Le, args)),
    Def::method("__eq__", "self, value, /", |vm, args| compare(vm, CompareOp::Eq, args)),
    Def::method("__ne__", "self, value, /", |vm, args| compare(vm, CompareOp::Ne, args)),
    Def::method("__gt__", "self, value, /", |vm, args| compare(vm, CompareOp::Gt, args)),
    Def::method("__ge__", "self, value, /", |vm, args| compare(vm, CompareOp::Ge, args)),
];

#[derive(Default)]
struct Classes {
    wrapper: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, _: Id<Dict>) -> Res<()> {
    let base = vm.types.object;
    let class = vm.native_class("functools", "KeyWrapper", base, ClassFlags::default(), METHODS)?;
    vm.class_set(class, vm.names.__hash__, Value::None)?;
    vm.state::<Classes>().wrapper = Some(class);
    Ok(())
}

fn make(vm: &mut Vm, cmp: Value, object: Value) -> Res {
    match vm.state::<Classes>().wrapper {
        Some(class) => vm.heap.object(class, KeyWrapper { cmp, object }),
        None => Err(vm.system_error("functools is not initialised")),
    }
}

pub(super) fn cmp_to_key(vm: &mut Vm, args: &[Value]) -> Res {
    make(vm, args[0], Value::Unset)
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: KeyWrapper = vm.data(args[0])?;
    make(vm, it.cmp, args[1])
}

fn get_object(vm: &mut Vm, args: &[Value]) -> Res {
    let it: KeyWrapper = vm.data(args[0])?;
    if it.object.is_unset() {
        return Err(vm.attribute_error("obj"));
    }
    Ok(it.object)
}

fn set_object(vm: &mut Vm, args: &[Value]) -> Res {
    vm.change::<KeyWrapper>(args[0], |it| it.object = args[1]);
    Ok(Value::None)
}

fn compare(vm: &mut Vm, op: CompareOp, args: &[Value]) -> Res {
    let ours: KeyWrapper = vm.data(args[0])?;
    let Some(theirs) = vm.payload::<KeyWrapper>(args[1]).copied() else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    if ours.object.is_unset() || theirs.object.is_unset() {
        return Err(vm.attribute_error("object"));
    }
    let order = vm.call(ours.cmp, &[ours.object, theirs.object])?;
    vm.keep(order);
    vm.compare(op, order, Value::Int(0))
}
