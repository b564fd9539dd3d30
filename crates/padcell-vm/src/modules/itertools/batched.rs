//! `itertools.batched`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The iterator is unset once it is at its end.
    struct Batched { iterator, size, strict }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, n, *, strict=False", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "batched")?;
    let size = vm.index_i64(args[2])?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let strict = Value::Bool(args[3].is_set() && vm.truth(args[3])?);
    let iterator = vm.iter(args[1])?;
    vm.heap.object(class, Batched { iterator, size: Value::Int(size), strict })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Batched = vm.data(args[0])?;
    let Value::Int(size) = it.size else { return vm.end() };
    if it.iterator.is_unset() {
        return vm.end();
    }
    vm.keep(it.iterator);
    let list = vm.heap.list(Vec::new())?;
    vm.keep(list);
    let Value::List(id) = list else { return vm.end() };
    let mut count = 0;
    while count < size {
        let Some(item) = vm.next(it.iterator)? else { break };
        vm.heap.list_push(id, item)?;
        count += 1;
    }
    if count < size {
        vm.change::<Batched>(args[0], |it| it.iterator = Value::Unset);
        if count == 0 {
            return vm.end();
        }
        if matches!(it.strict, Value::Bool(true)) {
            return Err(vm.value_error("batched(): incomplete batch"));
        }
    }
    let items = core::mem::take(&mut vm.heap.lists[id].items);
    vm.heap.tuple(items)
}
