//! `_padcell.names`: a set of names that many cells share, so that making a cell does not copy it.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use core::any::Any;

use super::class_of_module;
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::value::Value;
use crate::vm::Vm;

/// Names that never change.
pub(super) type Names = Arc<BTreeSet<String>>;

struct Shared(Names);

impl Payload for Shared {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_names(&self.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// How much memory a set of names takes, about.
pub(super) fn size_of_names(names: &BTreeSet<String>) -> usize {
    names.iter().map(|it| size_of_name(it)).sum()
}

/// The same for one name in a set.
pub(super) const fn size_of_name(name: &str) -> usize {
    name.len() + 48
}

/// `names(iterable)`.
pub(super) fn make(vm: &mut Vm, args: &[Value]) -> Res {
    let names = names_of(vm, args[0])?;
    let class = class_of_module(vm, "Names")?;
    vm.heap.object(class, Shared(names))
}

/// The names of such an object, or of any iterable of strings.
pub(super) fn names_of(vm: &mut Vm, value: Value) -> Res<Names> {
    if let Some(it) = vm.payload::<Shared>(value) {
        return Ok(it.0.clone());
    }
    let items = vm.collect_list(value)?;
    vm.spend(items.len() * 4)?;
    let mut size = 0;
    for it in &items {
        size += size_of_name(vm.text_of(*it));
    }
    vm.heap.room(size)?;
    Ok(Arc::new(items.into_iter().map(|it| vm.string_of(it)).collect()))
}
