//! The standard streams.

use padcell_policy::Stream;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::modules::_io;
use crate::vm::Vm;

/// Puts the streams into the module.
pub(super) fn fill(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for (stream, name, original) in [
        (Stream::Stdin, "stdin", "__stdin__"),
        (Stream::Stdout, "stdout", "__stdout__"),
        (Stream::Stderr, "stderr", "__stderr__"),
    ] {
        let made = _io::standard_stream(vm, stream)?;
        vm.module_set(dict, name, made)?;
        vm.module_set(dict, original, made)?;
    }
    Ok(())
}
