//! Frames: where a function stands, and what becomes of its result.

use padcell_bytecode::CompareOp;

use crate::heap::{CodeObject, Dict, Function, Generator, Id, Instance};
use crate::value::Value;

/// One function under way. Its registers are the window of the machine's stack from `base`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub function: Id<Function>,
    pub code: Id<CodeObject>,
    pub globals: Id<Dict>,
    /// The namespace of a module or class body; unset in functions.
    pub namespace: Value,
    /// The op to execute next.
    pub pc: u32,
    pub base: u32,
    pub then: Then,
}

/// What happens when a frame ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Then {
    /// The result goes into a register of the caller.
    Store(u8),
    /// The result is dropped: setters of properties.
    Discard,
    /// `__init__`: the result must be None, the instance goes into a register of the caller.
    Init { dst: u8, this: Id<Instance> },
    /// The result goes to the native that started the run.
    Return,
    /// A binary operator's method: if it gives NotImplemented, the slow way takes over. The operands stay in the
    /// caller's registers `a` and `b` meanwhile.
    Binary { dst: u8, op: u8, a: u8, b: u8 },
    /// A comparison's method, likewise.
    Compare { dst: u8, op: CompareOp, a: u8, b: u8 },
    /// A generator resumed by `for`: an item goes into `dst` and the loop continues at `target`.
    ForIter { generator: Id<Generator>, dst: u8, target: u32 },
    /// A generator resumed by `Send`: what it yields goes into `dst`; its result too, and execution jumps.
    Send { generator: Id<Generator>, dst: u8, target: u32 },
    /// A generator resumed by a native.
    Resume { generator: Id<Generator> },
}

impl Then {
    /// The generator that this frame belongs to.
    pub(crate) fn generator(self) -> Option<Id<Generator>> {
        match self {
            Self::ForIter { generator, .. } | Self::Send { generator, .. } | Self::Resume { generator } => {
                Some(generator)
            }
            _ => None,
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Done {
    Returned(Value),
    Yielded(Value),
}
