//! What is being handled, and leaving.

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("exc_info", "", exc_info)
        .doc("Return current exception information: (type, value, traceback)."),
    Def::function("exception", "", |vm, _| Ok(vm.handled())).doc("Return the current exception."),
    Def::function("exit", "status=None, /", exit).doc("Exit the interpreter by raising SystemExit(status)."),
];

fn exc_info(vm: &mut Vm, _: &[Value]) -> Res {
    let handled = vm.handled();
    let Value::Exception(id) = handled else {
        return vm.heap.tuple_of(&[Value::None, Value::None, Value::None]);
    };
    let restricted = vm.acts_restricted();
    let traceback = if restricted { Value::None } else { vm.heap.exceptions[id].traceback };
    let class = Value::Class(vm.class_of(handled));
    vm.heap.tuple_of(&[class, handled, traceback])
}

fn exit(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.exceptions.system_exit;
    let status = match args[0] {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        Value::Unset | Value::None => alloc::vec::Vec::new(),
        it => alloc::vec![it],
    };
    Err(vm.raise_args(class, &status))
}
