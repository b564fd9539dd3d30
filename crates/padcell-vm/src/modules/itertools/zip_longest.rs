//! `itertools.zip_longest`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A list of iterators, None for each that is at its end; how many are not.
    struct ZipLongest { iterators, active, fill }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *iterables, fillvalue=None", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "zip_longest")?;
    let list = vm.heap.list(Vec::new())?;
    vm.keep(list);
    let Value::List(id) = list else { return vm.end() };
    for iterable in &args[2..] {
        let iterator = vm.iter(*iterable)?;
        vm.heap.list_push(id, iterator)?;
    }
    let active = Value::Int((args.len() - 2) as i64);
    vm.heap.object(class, ZipLongest { iterators: list, active, fill: args[1].or(Value::None) })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: ZipLongest = vm.data(args[0])?;
    let Value::List(id) = it.iterators else { return vm.end() };
    let count = vm.heap.lists[id].items.len();
    if count == 0 || !matches!(it.active, Value::Int(1..)) {
        return vm.end();
    }
    vm.room_for(count)?;
    let mut items = Vec::with_capacity(count);
    while let Some(iterator) = vm.heap.lists[id].items.get(items.len()).copied() {
        let index = items.len();
        let item = if iterator.is_none() { None } else { vm.next(iterator)? };
        if item.is_none() && !iterator.is_none() {
            if let Some(slot) = vm.heap.lists[id].items.get_mut(index) {
                *slot = Value::None;
            }
            let Value::Int(active) = vm.data::<ZipLongest>(args[0])?.active else { return vm.end() };
            vm.change::<ZipLongest>(args[0], |it| it.active = Value::Int(active - 1));
            if active <= 1 {
                return vm.end();
            }
        }
        let item = item.unwrap_or(it.fill);
        vm.keep(item);
        items.push(item);
    }
    vm.heap.tuple(items)
}
