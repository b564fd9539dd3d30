//! `_bisect`: places in sorted sequences.

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const SEARCH: &str = "a, x, lo=0, hi=None, *, key=None";

const FUNCTIONS: &[Def] = &[
    Def::function("bisect_right", SEARCH, |vm, args| search(vm, args, true)),
    Def::function("bisect", SEARCH, |vm, args| search(vm, args, true)),
    Def::function("bisect_left", SEARCH, |vm, args| search(vm, args, false)),
    Def::function("insort_right", SEARCH, |vm, args| insert(vm, args, true)),
    Def::function("insort", SEARCH, |vm, args| insert(vm, args, true)),
    Def::function("insort_left", SEARCH, |vm, args| insert(vm, args, false)),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.add_functions(module, FUNCTIONS)
}

/// Where `x` belongs in `args[0]`: to the right of its equals, or to the left.
fn find(vm: &mut Vm, args: &[Value], x: Value, right: bool) -> Res<i64> {
    let (sequence, key) = (args[0], args[4]);
    let mut low = if args[2].is_set() { vm.index_i64(args[2])? } else { 0 };
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = if args[3].is_absent() {
        i64::try_from(vm.len(sequence)?).unwrap_or(i64::MAX)
    } else {
        vm.index_i64(args[3])?
    };
    let mark = vm.kept();
    while low < high {
        vm.spend(2)?;
        let middle = low + (high - low) / 2;
        let mut item = vm.get_item(sequence, Value::Int(middle))?;
        vm.keep(item);
        if !key.is_absent() {
            item = vm.call(key, &[item])?;
            vm.keep(item);
        }
        let go_left = if right { vm.less(x, item)? } else { !vm.less(item, x)? };
        if go_left {
            high = middle;
        } else {
            low = middle + 1;
        }
        vm.release(mark);
    }
    Ok(low)
}

fn search(vm: &mut Vm, args: &[Value], right: bool) -> Res {
    find(vm, args, args[1], right).map(Value::Int)
}

fn insert(vm: &mut Vm, args: &[Value], right: bool) -> Res {
    let x = if args[4].is_absent() { args[1] } else { vm.call(args[4], &[args[1]])? };
    vm.keep(x);
    let at = find(vm, args, x, right)?;
    vm.call_method(args[0], "insert", &[Value::Int(at), args[1]])?;
    Ok(Value::None)
}
