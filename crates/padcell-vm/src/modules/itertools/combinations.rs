//! `itertools.combinations` and `combinations_with_replacement`.

use core::any::Any;

use alloc::boxed::Box;
use alloc::vec;

use crate::error::Res;
use crate::heap::{Id, Payload, Tracer, Tuple};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The items, and the indices of the combination that is given next.
struct Combinations {
    pool: Value,
    indices: Box<[usize]>,
    replacement: bool,
    done: bool,
}

impl Payload for Combinations {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.pool);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.indices)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Combinations {
    /// Goes on to the next combination of `n` items; `done` if there is none.
    fn advance(&mut self, n: usize) {
        let r = self.indices.len();
        // The largest index that a place may hold.
        let last = |place: usize, replacement: bool| if replacement { n - 1 } else { place + n - r };
        let Some(place) = (0..r).rev().find(|it| self.indices[*it] != last(*it, self.replacement)) else {
            self.done = true;
            return;
        };
        let mut index = self.indices[place] + 1;
        for it in &mut self.indices[place..] {
            *it = index;
            index += usize::from(!self.replacement);
        }
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, r", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];
pub(super) const WITH_REPLACEMENT: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, r", new_with_replacement),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

impl Vm {
    /// The items of an iterable as a kept tuple.
    pub(super) fn pool_of(&mut self, iterable: Value) -> Res<Id<Tuple>> {
        let pool = self.tuple_from(iterable)?;
        self.keep(pool);
        match pool {
            Value::Tuple(id) => Ok(id),
            _ => Err(self.type_error("no tuple")),
        }
    }

    /// The argument `r`: how many items are combined.
    pub(super) fn combination_size(&mut self, value: Value) -> Res<usize> {
        let size = self.index_i64(value)?;
        match usize::try_from(size) {
            Ok(it) => Ok(it),
            Err(_) => Err(self.value_error("r must be non-negative")),
        }
    }

    /// Pays for a vector of indices.
    pub(super) fn charge_indices(&mut self, count: usize) -> Res<()> {
        if count > isize::MAX as usize / size_of::<usize>() {
            return Err(self.out_of_memory());
        }
        self.heap.charge(count.saturating_mul(size_of::<usize>()))?;
        self.spend(count / 16)
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "combinations")?;
    let id = vm.pool_of(args[1])?;
    let r = vm.combination_size(args[2])?;
    let n = vm.heap.tuples[id].items.len();
    let done = r > n;
    let places = if done { 0 } else { r };
    vm.charge_indices(places)?;
    let indices = (0..places).collect();
    vm.heap.object(class, Combinations { pool: Value::Tuple(id), indices, replacement: false, done })
}

fn new_with_replacement(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "combinations_with_replacement")?;
    let id = vm.pool_of(args[1])?;
    let r = vm.combination_size(args[2])?;
    let done = vm.heap.tuples[id].items.is_empty() && r > 0;
    let places = if done { 0 } else { r };
    vm.charge_indices(places)?;
    let indices = vec![0; places].into_boxed_slice();
    vm.heap.object(class, Combinations { pool: Value::Tuple(id), indices, replacement: true, done })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let places = vm.payload::<Combinations>(args[0]).map_or(0, |it| it.indices.len());
    vm.spend(places / 4)?;
    vm.heap.room(places.saturating_mul(size_of::<Value>()))?;
    let Some(it) = vm.payload::<Combinations>(args[0]) else { return vm.end() };
    let Value::Tuple(pool) = it.pool else { return vm.end() };
    if it.done {
        return vm.end();
    }
    let pool = &vm.heap.tuples[pool].items;
    let n = pool.len();
    let items = it.indices.iter().filter_map(|at| pool.get(*at).copied()).collect();
    let result = vm.heap.tuple(items)?;
    vm.change::<Combinations>(args[0], |it| it.advance(n));
    Ok(result)
}
