//! `itertools.accumulate`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// `total` is unset before the first item; `initial` is set until it was given.
    struct Accumulate { iterator, function, total, initial }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, func=None, *, initial=None", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "accumulate")?;
    let iterator = vm.iter(args[1])?;
    let initial = if args[3].is_absent() { Value::Unset } else { args[3] };
    let function = if args[2].is_absent() { Value::Unset } else { args[2] };
    vm.heap.object(class, Accumulate { iterator, function, total: Value::Unset, initial })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Accumulate = vm.data(args[0])?;
    let total = if it.initial.is_set() {
        vm.change::<Accumulate>(args[0], |it| it.initial = Value::Unset);
        it.initial
    } else {
        vm.keep(it.iterator);
        vm.keep(it.total);
        let Some(item) = vm.next(it.iterator)? else { return vm.end() };
        if it.total.is_unset() {
            item
        } else if it.function.is_unset() {
            vm.keep(item);
            vm.binary(BinaryOp::Add, it.total, item)?
        } else {
            vm.call(it.function, &[it.total, item])?
        }
    };
    vm.change::<Accumulate>(args[0], |it| it.total = total);
    Ok(total)
}
