//! `math`: functions of real numbers, and of ints.

mod exact;
mod integers;
mod logarithms;
mod parts;
mod products;
mod real;
mod sums;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::vm::Vm;

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for functions in [
        integers::FUNCTIONS,
        logarithms::FUNCTIONS,
        parts::FUNCTIONS,
        products::FUNCTIONS,
        real::FUNCTIONS,
        sums::FUNCTIONS,
    ] {
        vm.add_functions(dict, functions)?;
    }
    let constants = [
        ("pi", core::f64::consts::PI),
        ("e", core::f64::consts::E),
        ("tau", core::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in constants {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, crate::value::Value::Float(value))?;
    }
    Ok(())
}
