//! `sys`: the interpreter's own module.

mod exceptions;
mod facts;
mod frames;
mod hooks;
mod limits;
mod streams;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::vm::Vm;

pub(crate) use hooks::{asyncgen_hooks, unraisablehook};

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.has_sys = true;
    for functions in [exceptions::FUNCTIONS, frames::FUNCTIONS, hooks::FUNCTIONS, limits::FUNCTIONS] {
        vm.add_functions(dict, functions)?;
    }
    facts::fill(vm, dict)?;
    streams::fill(vm, dict)
}
