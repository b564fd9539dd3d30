//! `itertools.product`.

use core::any::Any;

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The tuples of items (a place has that of its number modulo theirs), and the index in each place.
struct Product {
    pools: Box<[Value]>,
    indices: Box<[usize]>,
    done: bool,
}

impl Payload for Product {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&self.pools);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.pools) + size_of_val(&*self.indices)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *iterables, repeat=1", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "product")?;
    let repeat = if args[1].is_set() { vm.index_i64(args[1])? } else { 1 };
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(vm.value_error("repeat argument cannot be negative"));
    };
    let iterables = if repeat == 0 { &[] } else { &args[2..] };
    let Some(places) = iterables.len().checked_mul(repeat).filter(|it| *it <= isize::MAX as usize / 8) else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    let mut pools = Vec::with_capacity(iterables.len());
    let mut done = false;
    for iterable in iterables {
        let id = vm.pool_of(*iterable)?;
        done |= vm.heap.tuples[id].items.is_empty();
        pools.push(Value::Tuple(id));
    }
    let places = if done { 0 } else { places };
    vm.charge_indices(places)?;
    vm.heap.charge(pools.len() * size_of::<Value>())?;
    let indices = vec![0; places].into_boxed_slice();
    vm.heap.object(class, Product { pools: pools.into_boxed_slice(), indices, done })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let places = vm.payload::<Product>(args[0]).map_or(0, |it| it.indices.len());
    vm.spend(places / 4)?;
    vm.heap.room(places.saturating_mul(size_of::<Value>()))?;
    let Some(it) = vm.payload::<Product>(args[0]) else { return vm.end() };
    if it.done {
        return vm.end();
    }
    let pool = |place: usize| it.pools.get(place % it.pools.len().max(1)).copied().unwrap_or(Value::None);
    let items =
        it.indices.iter().enumerate().filter_map(|(place, at)| vm.sequence_item(pool(place), *at)).collect();
    // The place that advances: the last one that is not at its end; all after it start again.
    let next = (0..places).rev().find(|place| it.indices[*place] + 1 < vm.sequence_len(pool(*place)));
    let result = vm.heap.tuple(items)?;
    vm.change::<Product>(args[0], |it| match next {
        Some(place) => {
            it.indices[place] += 1;
            it.indices[place + 1..].fill(0);
        }
        None => it.done = true,
    });
    Ok(result)
}
