//! `gc`: the collector, as far as a program can steer it.

use core::any::Any;

use crate::error::Res;
use crate::heap::{Dict, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("collect", "generation=2", collect).doc("Run the garbage collector."),
    Def::function("enable", "", |vm, _| set_enabled(vm, true)).doc("Enable automatic garbage collection."),
    Def::function("disable", "", |vm, _| set_enabled(vm, false)).doc("Disable automatic garbage collection."),
    Def::function("isenabled", "", |vm, _| Ok(Value::Bool(!vm.state::<Settings>().disabled))),
    Def::function("get_threshold", "", |vm, _| {
        let (a, b, c) = vm.state::<Settings>().threshold;
        vm.heap.tuple_of(&[Value::Int(a), Value::Int(b), Value::Int(c)])
    }),
    Def::function("set_threshold", "threshold0, threshold1=10, threshold2=0, /", set_threshold),
    Def::function("get_count", "", |vm, _| vm.heap.tuple_of(&[Value::Int(0), Value::Int(0), Value::Int(0)])),
    Def::function("get_stats", "", get_stats),
    Def::function("get_debug", "", |_, _| Ok(Value::Int(0))),
    Def::function("set_debug", "flags, /", |_, _| Ok(Value::None)),
    Def::function("is_tracked", "obj, /", |_, args| Ok(Value::Bool(args[0].handle().is_some()))),
    Def::function("is_finalized", "obj, /", |_, _| Ok(Value::Bool(false))),
    Def::function("freeze", "", |_, _| Ok(Value::None)),
    Def::function("unfreeze", "", |_, _| Ok(Value::None)),
    Def::function("get_freeze_count", "", |_, _| Ok(Value::Int(0))),
];

/// What the program set; the collector runs when it is due all the same, because memory is a budget.
struct Settings {
    disabled: bool,
    threshold: (i64, i64, i64),
}

impl Default for Settings {
    fn default() -> Self {
        Self { disabled: false, threshold: (2000, 10, 0) }
    }
}

impl State for Settings {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    for name in ["garbage", "callbacks"] {
        let list = vm.heap.list(alloc::vec::Vec::new())?;
        vm.module_set(dict, name, list)?;
    }
    for (name, value) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        vm.module_set(dict, name, Value::Int(value))?;
    }
    Ok(())
}

fn set_enabled(vm: &mut Vm, on: bool) -> Res {
    vm.state::<Settings>().disabled = !on;
    Ok(Value::None)
}

fn collect(vm: &mut Vm, args: &[Value]) -> Res {
    let generation = if args[0].is_unset() { 2 } else { vm.index_i64(args[0])? };
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    // A collection looks at everything in use.
    let (used, _) = vm.heap.usage();
    vm.spend(used / 64)?;
    vm.heap.collect_soon = true;
    vm.safepoint()?;
    Ok(Value::Int(0))
}

fn set_threshold(vm: &mut Vm, args: &[Value]) -> Res {
    let old = vm.state::<Settings>().threshold;
    let a = vm.index_i64(args[0])?;
    let b = if args[1].is_unset() { old.1 } else { vm.index_i64(args[1])? };
    let c = if args[2].is_unset() { old.2 } else { vm.index_i64(args[2])? };
    vm.state::<Settings>().threshold = (a, b, c);
    Ok(Value::None)
}

fn get_stats(vm: &mut Vm, _: &[Value]) -> Res {
    let collections = Value::Int(vm.heap.collections as i64);
    let mut all = alloc::vec::Vec::new();
    for _ in 0..3 {
        let dict = vm.heap.dict()?;
        for (name, value) in
            [("collections", collections), ("collected", Value::Int(0)), ("uncollectable", Value::Int(0))]
        {
            vm.module_set(dict, name, value)?;
        }
        all.push(Value::Dict(dict));
    }
    vm.heap.list(all)
}
