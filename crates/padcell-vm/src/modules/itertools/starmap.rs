//! `itertools.starmap`.

use crate::error::Res;
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    struct Starmap { function, iterator }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, function, iterable, /", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "starmap")?;
    let iterator = vm.iter(args[2])?;
    vm.heap.object(class, Starmap { function: args[1], iterator })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Starmap { function, iterator } = vm.data(args[0])?;
    let Some(arguments) = vm.next(iterator)? else { return vm.end() };
    vm.keep(arguments);
    let arguments = vm.collect_list(arguments)?;
    vm.call(function, &arguments)
}
