//! `itertools.permutations`.

use core::any::Any;

use alloc::boxed::Box;

use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The items, their order now, and for each place how many changes are left before it is through.
struct Permutations {
    pool: Value,
    indices: Box<[usize]>,
    cycles: Box<[usize]>,
    done: bool,
}

impl Payload for Permutations {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.pool);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.indices) + size_of_val(&*self.cycles)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Permutations {
    fn advance(&mut self) {
        let n = self.indices.len();
        for place in (0..self.cycles.len()).rev() {
            self.cycles[place] -= 1;
            if self.cycles[place] > 0 {
                self.indices.swap(place, n - self.cycles[place]);
                return;
            }
            self.indices[place..].rotate_left(1);
            self.cycles[place] = n - place;
        }
        self.done = true;
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, r=None", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "permutations")?;
    let id = vm.pool_of(args[1])?;
    let n = vm.heap.tuples[id].items.len();
    let r = if args[2].is_absent() {
        n
    } else {
        if !matches!(vm.unwrap(args[2]), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            return Err(vm.type_error("Expected int as r"));
        }
        vm.combination_size(args[2])?
    };
    let done = r > n;
    let (n, r) = if done { (0, 0) } else { (n, r) };
    vm.charge_indices(n + r)?;
    let (indices, cycles) = ((0..n).collect(), (0..r).map(|it| n - it).collect());
    vm.heap.object(class, Permutations { pool: Value::Tuple(id), indices, cycles, done })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let (n, r) = vm.payload::<Permutations>(args[0]).map_or((0, 0), |it| (it.indices.len(), it.cycles.len()));
    vm.spend(n / 16 + r / 4)?;
    vm.heap.room(r.saturating_mul(size_of::<Value>()))?;
    let Some(it) = vm.payload::<Permutations>(args[0]) else { return vm.end() };
    let Value::Tuple(pool) = it.pool else { return vm.end() };
    if it.done {
        return vm.end();
    }
    let pool = &vm.heap.tuples[pool].items;
    let items = it.indices.iter().take(r).filter_map(|at| pool.get(*at).copied()).collect();
    let result = vm.heap.tuple(items)?;
    vm.change::<Permutations>(args[0], Permutations::advance);
    Ok(result)
}
