//! `itertools`.

// tidy: table

mod accumulate;
mod batched;
mod chain;
mod combinations;
mod count;
mod cycle;
mod groupby;
mod islice;
mod pairwise;
mod permutations;
mod predicates;
mod product;
mod repeat;
mod starmap;
mod tee;
mod zip_longest;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::vm::Vm;

const CLASSES: &[(&str, &[Def])] = &[
    ("accumulate", accumulate::METHODS),
    ("batched", batched::METHODS),
    ("chain", chain::METHODS),
    ("combinations", combinations::METHODS),
    ("combinations_with_replacement", combinations::WITH_REPLACEMENT),
    ("compress", predicates::COMPRESS),
    ("count", count::METHODS),
    ("cycle", cycle::METHODS),
    ("dropwhile", predicates::DROPWHILE),
    ("filterfalse", predicates::FILTERFALSE),
    ("groupby", groupby::METHODS),
    ("islice", islice::METHODS),
    ("pairwise", pairwise::METHODS),
    ("permutations", permutations::METHODS),
    ("product", product::METHODS),
    ("repeat", repeat::METHODS),
    ("starmap", starmap::METHODS),
    ("takewhile", predicates::TAKEWHILE),
    ("zip_longest", zip_longest::METHODS),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    for (name, methods) in CLASSES {
        vm.module_class(module, "itertools", name, ClassFlags::BASE, methods)?;
    }
    groupby::build(vm, module)?;
    tee::build(vm, module)
}
