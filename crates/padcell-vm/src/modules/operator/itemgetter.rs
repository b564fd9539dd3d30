//! `operator.itemgetter`.

use alloc::vec::Vec;

use super::attrgetter::shown;
use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A tuple of keys.
    struct ItemGetter { keys }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *items, **kwargs", new),
    Def::method("__call__", "self, obj, /", call),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.module_class(module, "operator", "itemgetter", ClassFlags::default(), METHODS)?;
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "itemgetter")?;
    if args[1].is_set() {
        return Err(vm.type_error("itemgetter() takes no keyword arguments"));
    }
    if args.len() == 2 {
        return Err(vm.type_error("itemgetter expected at least 1 argument, got 0"));
    }
    let keys = vm.heap.tuple_of(&args[2..])?;
    vm.heap.object(class, ItemGetter { keys })
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: ItemGetter = vm.data(args[0])?;
    let count = vm.sequence_len(it.keys);
    if let (1, Some(key)) = (count, vm.sequence_item(it.keys, 0)) {
        return vm.get_item(args[1], key);
    }
    vm.spend(count)?;
    let mut items = Vec::with_capacity(count);
    while let Some(key) = vm.sequence_item(it.keys, items.len()) {
        let item = vm.get_item(args[1], key)?;
        vm.keep(item);
        items.push(item);
    }
    vm.heap.tuple(items)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it: ItemGetter = vm.data(args[0])?;
    shown(vm, args[0], "operator.itemgetter", it.keys)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it: ItemGetter = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, it.keys])
}
