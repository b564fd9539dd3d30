//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and what `namedtuple` and `Counter` lean on.

mod count_elements;
mod defaultdict;
mod deque;
mod ordered_dict;
mod tuplegetter;

pub(crate) use tuplegetter::TupleGetter;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::vm::Vm;

const FUNCTIONS: &[Def] =
    &[Def::function("_count_elements", "mapping, iterable, /", count_elements::count_elements)
        .doc("Count elements in the iterable, updating the mapping")];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.add_functions(module, FUNCTIONS)?;
    deque::build(vm, module)?;
    defaultdict::build(vm, module)?;
    ordered_dict::build(vm, module)?;
    tuplegetter::build(vm, module)
}
