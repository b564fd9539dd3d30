//! `itertools.pairwise`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// `old` is unset before the first item; the iterator is unset at its end.
    struct Pairwise { iterator, old }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, /", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "pairwise")?;
    let iterator = vm.iter(args[1])?;
    vm.heap.object(class, Pairwise { iterator, old: Value::Unset })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Pairwise { iterator, old } = vm.data(args[0])?;
    if iterator.is_unset() {
        return vm.end();
    }
    vm.keep(iterator);
    let mut old = old;
    if old.is_unset() {
        let Some(first) = vm.next(iterator)? else { return finish(vm, args[0]) };
        old = first;
        vm.change::<Pairwise>(args[0], |it| it.old = first);
        if vm.data::<Pairwise>(args[0])?.iterator.is_unset() {
            return finish(vm, args[0]);
        }
    }
    vm.keep(old);
    let Some(new) = vm.next(iterator)? else { return finish(vm, args[0]) };
    vm.change::<Pairwise>(args[0], |it| it.old = new);
    vm.heap.tuple_of(&[old, new])
}

fn finish(vm: &mut Vm, this: Value) -> Res {
    vm.change::<Pairwise>(this, |it| *it = Pairwise { iterator: Value::Unset, old: Value::Unset });
    vm.end()
}
