//! Restricted mode: whose authority code has, and what it may not reach in its own heap.

mod access;
mod mode;
mod permits;
mod twins;

pub(crate) use access::Access;
pub(crate) use permits::is_guarded;
pub(crate) use twins::Twin;

use crate::vm::Vm;

impl Vm {
    /// Whether what is being done now is done for restricted code. Bytecode acts with the mode of its frame, and so does a
    /// native that it calls. What a native does that was itself called by a native counts as restricted whoever's frame is
    /// on top: a native has no frame, and `map(getattr, ...)` may be iterated by anybody.
    #[must_use]
    pub(crate) fn acts_restricted(&self) -> bool {
        self.holds_restricted
            && self.frames.last().is_some_and(|frame| {
                self.native_depth != self.run_depth || self.heap.functions[frame.function].restricted
            })
    }

    /// Whether this is a restricted cell.
    pub(crate) fn is_restricted(&self) -> bool {
        self.restricted
    }

    /// Whether the bundled library acts, in a restricted cell.
    pub(crate) fn library_acts(&self) -> bool {
        self.restricted && !self.frames.is_empty() && !self.acts_restricted()
    }
}
