//! The limit on decimal digits of ints in text (`sys.set_int_max_str_digits`): the cell's own.

use alloc::format;
use core::any::Any;

use crate::error::Unwind;
use crate::heap::Tracer;
use crate::vm::{State, Vm};

/// The limit of a new cell.
pub(crate) const DEFAULT: usize = 4300;
/// The smallest limit other than none.
pub(crate) const LEAST: usize = 640;

struct Limit(usize);

impl Default for Limit {
    fn default() -> Self {
        Self(DEFAULT)
    }
}

impl State for Limit {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// `sys.get_int_max_str_digits()`; 0 means no limit.
pub(crate) fn max_digits(vm: &mut Vm) -> usize {
    vm.state::<Limit>().0
}

/// `sys.set_int_max_str_digits(digits)`; the caller has checked that it is 0 or at least [`LEAST`].
pub(crate) fn set_max_digits(vm: &mut Vm, digits: usize) {
    vm.state::<Limit>().0 = digits;
}

#[cold]
pub(crate) fn too_long_to_print(vm: &mut Vm, limit: usize) -> Unwind {
    let text = format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to \
         increase the limit"
    );
    vm.value_error(&text)
}

#[cold]
pub(crate) fn too_long_to_read(vm: &mut Vm, digits: usize) -> Unwind {
    let text = format!(
        "Exceeds the limit ({} digits) for integer string conversion: value has {digits} digits; use \
         sys.set_int_max_str_digits() to increase the limit",
        max_digits(vm)
    );
    vm.value_error(&text)
}
