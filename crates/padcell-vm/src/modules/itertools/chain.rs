//! `itertools.chain`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The iterator over iterables (unset at its end), and the iterator that gives items now (unset between two).
    struct Chain { source, active }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *iterables", new),
    Def::class_method("from_iterable", "cls, iterable, /", from_iterable),
    ITSELF,
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "chain")?;
    let iterables = Vec::from(&args[1..]);
    let iterables = vm.heap.tuple(iterables)?;
    let source = vm.iter(iterables)?;
    vm.heap.object(class, Chain { source, active: Value::Unset })
}

fn from_iterable(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "chain")?;
    let source = vm.iter(args[1])?;
    vm.heap.object(class, Chain { source, active: Value::Unset })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let mark = vm.kept();
    loop {
        let it: Chain = vm.data(args[0])?;
        vm.release(mark);
        if it.source.is_unset() {
            return vm.end();
        }
        vm.keep(it.source);
        let active = if it.active.is_set() {
            it.active
        } else {
            let Some(iterable) = vm.next(it.source)? else {
                vm.change::<Chain>(args[0], |it| it.source = Value::Unset);
                return vm.end();
            };
            vm.keep(iterable);
            let active = match vm.iter(iterable) {
                Ok(active) => active,
                Err(it) => {
                    vm.change::<Chain>(args[0], |it| it.source = Value::Unset);
                    return Err(it);
                }
            };
            vm.change::<Chain>(args[0], |it| it.active = active);
            active
        };
        vm.keep(active);
        if let Some(item) = vm.next(active)? {
            return Ok(item);
        }
        vm.change::<Chain>(args[0], |it| it.active = Value::Unset);
    }
}
