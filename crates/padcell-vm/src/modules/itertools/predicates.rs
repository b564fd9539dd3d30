//! `compress`, `dropwhile`, `filterfalse`, `takewhile`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    struct Compress { data, selectors }
}

payload! {
    /// `started`: the first item was found (dropwhile), or the end (takewhile).
    struct Filtered { function, iterator, started }
}

pub(super) const COMPRESS: &[Def] = &[
    Def::static_method("__new__", "cls, data, selectors", new_compress),
    ITSELF,
    Def::method("__next__", "self, /", next_selected),
];
pub(super) const DROPWHILE: &[Def] = &[
    Def::static_method("__new__", "cls, predicate, iterable, /", new_dropwhile),
    ITSELF,
    Def::method("__next__", "self, /", next_undropped),
];
pub(super) const TAKEWHILE: &[Def] = &[
    Def::static_method("__new__", "cls, predicate, iterable, /", new_takewhile),
    ITSELF,
    Def::method("__next__", "self, /", next_taken),
];
pub(super) const FILTERFALSE: &[Def] = &[
    Def::static_method("__new__", "cls, function, iterable, /", new_filterfalse),
    ITSELF,
    Def::method("__next__", "self, /", next_false),
];

fn new_compress(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "compress")?;
    let data = vm.iter(args[1])?;
    vm.keep(data);
    let selectors = vm.iter(args[2])?;
    vm.heap.object(class, Compress { data, selectors })
}

fn next_selected(vm: &mut Vm, args: &[Value]) -> Res {
    let Compress { data, selectors } = vm.data(args[0])?;
    let mark = vm.kept();
    loop {
        let Some(item) = vm.next(data)? else { return vm.end() };
        vm.keep(item);
        let Some(selector) = vm.next(selectors)? else { return vm.end() };
        if vm.truth(selector)? {
            return Ok(item);
        }
        vm.release(mark);
    }
}

fn new(vm: &mut Vm, args: &[Value], name: &str) -> Res {
    let class = vm.native_argument(args[0], name)?;
    let iterator = vm.iter(args[2])?;
    vm.heap.object(class, Filtered { function: args[1], iterator, started: Value::Bool(false) })
}

fn new_dropwhile(vm: &mut Vm, args: &[Value]) -> Res {
    new(vm, args, "dropwhile")
}

fn new_takewhile(vm: &mut Vm, args: &[Value]) -> Res {
    new(vm, args, "takewhile")
}

fn new_filterfalse(vm: &mut Vm, args: &[Value]) -> Res {
    new(vm, args, "filterfalse")
}

fn next_undropped(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Filtered = vm.data(args[0])?;
    let mark = vm.kept();
    loop {
        let Some(item) = vm.next(it.iterator)? else { return vm.end() };
        if matches!(it.started, Value::Bool(true)) {
            return Ok(item);
        }
        vm.keep(item);
        let dropped = vm.call(it.function, &[item])?;
        if !vm.truth(dropped)? {
            vm.change::<Filtered>(args[0], |it| it.started = Value::Bool(true));
            return Ok(item);
        }
        vm.release(mark);
    }
}

fn next_taken(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Filtered = vm.data(args[0])?;
    if matches!(it.started, Value::Bool(true)) {
        return vm.end();
    }
    let Some(item) = vm.next(it.iterator)? else { return vm.end() };
    vm.keep(item);
    let good = vm.call(it.function, &[item])?;
    if vm.truth(good)? {
        return Ok(item);
    }
    vm.change::<Filtered>(args[0], |it| it.started = Value::Bool(true));
    vm.end()
}

fn next_false(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Filtered = vm.data(args[0])?;
    let by_truth =
        it.function.is_none() || matches!(it.function, Value::Class(class) if class == vm.types.bool_);
    let mark = vm.kept();
    loop {
        let Some(item) = vm.next(it.iterator)? else { return vm.end() };
        vm.keep(item);
        let good = if by_truth { item } else { vm.call(it.function, &[item])? };
        if !vm.truth(good)? {
            return Ok(item);
        }
        vm.release(mark);
    }
}
