//! `itertools.cycle`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The iterator (unset once it is at its end), the list of what it gave, and where in the list this stands.
    struct Cycle { iterator, saved, index }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, /", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "cycle")?;
    let iterator = vm.iter(args[1])?;
    let saved = vm.heap.list(Vec::new())?;
    vm.heap.object(class, Cycle { iterator, saved, index: Value::Int(0) })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Cycle = vm.data(args[0])?;
    let Value::List(saved) = it.saved else { return vm.end() };
    if it.iterator.is_set() {
        vm.keep(it.iterator);
        if let Some(item) = vm.next(it.iterator)? {
            vm.heap.list_push(saved, item)?;
            return Ok(item);
        }
        vm.change::<Cycle>(args[0], |it| it.iterator = Value::Unset);
    }
    let Value::Int(index) = it.index else { return vm.end() };
    let items = &vm.heap.lists[saved].items;
    let Some(item) = usize::try_from(index).ok().and_then(|at| items.get(at)).copied() else {
        return vm.end();
    };
    let following = if index as usize + 1 >= items.len() { 0 } else { index + 1 };
    vm.change::<Cycle>(args[0], |it| it.index = Value::Int(following));
    Ok(item)
}
