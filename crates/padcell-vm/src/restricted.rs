//! Restricted mode: whose authority code has, and what it may not reach in its own heap.

mod access;
mod deputies;
mod listing;
mod mode;
mod permits;
mod served;
mod twins;

pub(crate) use access::Access;
pub(crate) use permits::is_guarded;
pub(crate) use twins::Twin;

use crate::error::Res;
use crate::vm::Vm;

impl Vm {
    /// Whether what is being done now is done for restricted code. Bytecode acts with the mode of its frame, and so does a
    /// native that it calls. What a native does that was itself called by a native counts as restricted whoever's frame is
    /// on top: a native has no frame, and `map(getattr, ...)` may be iterated by anybody.
    #[must_use]
    pub(crate) fn acts_restricted(&self) -> bool {
        if !self.holds_restricted {
            return false;
        }
        let indirect = self.native_depth != self.run_depth;
        match self.frames.last() {
            Some(frame) => indirect || self.heap.functions[frame.function].restricted,
            // Whoever drives the cell, from outside: what he calls in a restricted cell is the cell's.
            None => indirect && self.restricted,
        }
    }

    /// Runs what takes an attribute's name from its caller: in a restricted cell that is nothing the library's authority is
    /// lent to, however the library came to call it.
    ///
    /// # Errors
    /// What `f` gives.
    pub(crate) fn by_name<T>(&mut self, f: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.restricted { self.nested(f) } else { f(self) }
    }

    /// Refuses what would work on the namespace of the frame on top, where that is not the caller's.
    ///
    /// # Errors
    /// RestrictedError.
    pub(crate) fn check_own_namespace(&mut self) -> Res<()> {
        let foreign = self.frames.last().is_some_and(|it| !self.heap.functions[it.function].restricted)
            && (self.acts_restricted() || self.is_deputy());
        if foreign { Err(self.restricted_error("restricted attribute")) } else { Ok(()) }
    }

    /// Whether the function that runs is restricted.
    pub(crate) fn frame_is_restricted(&self) -> bool {
        self.holds_restricted
            && self.frames.last().is_some_and(|it| self.heap.functions[it.function].restricted)
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
