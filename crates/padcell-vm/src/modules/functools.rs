//! `_functools`.

mod cmp_to_key;
mod lru_cache;
mod partial;
mod placeholder;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[Def] = &[
    Def::function("reduce", "function, iterable, /, initial=None", reduce).doc(
        "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.",
    ),
    Def::function("cmp_to_key", "mycmp", cmp_to_key::cmp_to_key)
        .doc("Convert a cmp= function into a key= function."),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.add_functions(module, FUNCTIONS)?;
    cmp_to_key::build(vm, module)?;
    placeholder::build(vm, module)?;
    partial::build(vm, module)?;
    lru_cache::build(vm, module)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let (function, initial) = (args[0], args[2]);
    if !matches!(args[1], Value::List(_) | Value::Tuple(_) | Value::Iter(_)) && !vm.is_iterable(args[1]) {
        return Err(vm.type_error("reduce() arg 2 must support iteration"));
    }
    let iterator = vm.iter(args[1])?;
    vm.keep(iterator);
    let mut value = if initial.is_set() {
        initial
    } else {
        match vm.next(iterator)? {
            Some(it) => it,
            None => return Err(vm.type_error("reduce() of empty iterable with no initial value")),
        }
    };
    let mark = vm.kept();
    loop {
        vm.release(mark);
        vm.keep(value);
        let Some(item) = vm.next(iterator)? else { return Ok(value) };
        value = vm.call(function, &[value, item])?;
    }
}
