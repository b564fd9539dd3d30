//! `None`, `Ellipsis` and `NotImplemented`: one object each.

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const NONE: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", |vm, args| {
        only(vm, args, "NoneType", Value::None)
    }),
    Def::method("__bool__", "self, /", |_, _| Ok(Value::Bool(false))).doc("True if self else False"),
    Def::method("__repr__", "self, /", |vm, _| vm.heap.str("None")).doc("Return repr(self)."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
];

pub(crate) const ELLIPSIS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", |vm, args| {
        only(vm, args, "EllipsisType", Value::Ellipsis)
    }),
    Def::method("__repr__", "self, /", |vm, _| vm.heap.str("Ellipsis")).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", |vm, _| vm.heap.str("Ellipsis")),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
];

pub(crate) const NOT_IMPLEMENTED: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", |vm, args| {
        only(vm, args, "NotImplementedType", Value::NotImplemented)
    }),
    Def::method("__bool__", "self, /", not_implemented_bool).doc("True if self else False"),
    Def::method("__repr__", "self, /", |vm, _| vm.heap.str("NotImplemented")).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", |vm, _| vm.heap.str("NotImplemented")),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
];

/// The one object of such a type.
fn only(vm: &mut Vm, args: &[Value], name: &str, it: Value) -> Res {
    if args[1].is_set() || args.len() > 2 {
        return Err(vm.type_error(&alloc::format!("{name} takes no arguments")));
    }
    Ok(it)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    vm.hash(args[0]).map(Value::Int)
}

fn not_implemented_bool(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("NotImplemented should not be used in a boolean context"))
}
