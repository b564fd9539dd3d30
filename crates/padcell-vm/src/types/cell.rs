//! `cell`: a variable shared with inner functions.

use alloc::format;

use crate::error::Res;
use crate::heap::{BoxCell, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, contents=None, /", new).denied(),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__eq__", "self, value, /", eq),
    Def::get_set("cell_contents", get, set),
];

fn this(args: &[Value]) -> Id<BoxCell> {
    match args[0] {
        Value::Box(id) => id,
        _ => unreachable!("a method of cell was called without a cell"),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    vm.heap.add_box(BoxCell { value: args[1] }).map(Value::Box)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let content = vm.heap.boxes[this(args)].value;
    let text = if content.is_unset() {
        format!("<cell at 0x{:012x}: empty>", vm.id_of(args[0]))
    } else {
        let (at, of) = (vm.id_of(args[0]), vm.id_of(content));
        format!("<cell at 0x{at:012x}: {} object at 0x{of:012x}>", vm.type_name(content))
    };
    vm.heap.string(text)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Box(other) = args[1] else { return Ok(Value::NotImplemented) };
    let (a, b) = (vm.heap.boxes[this(args)].value, vm.heap.boxes[other].value);
    if a.is_unset() || b.is_unset() {
        return Ok(Value::Bool(a.is_unset() && b.is_unset()));
    }
    vm.compare(padcell_bytecode::CompareOp::Eq, a, b)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.heap.boxes[this(args)].value {
        Value::Unset => Err(vm.value_error("cell is empty")),
        it => Ok(it),
    }
}

fn set(vm: &mut Vm, args: &[Value]) -> Res {
    vm.heap.boxes[this(args)].value = args[1];
    Ok(Value::None)
}
