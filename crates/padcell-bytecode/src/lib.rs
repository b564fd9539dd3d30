//! Register code: THE instruction table, code objects, the listing and the verifier.
//!
//! Nothing here knows a heap: constants are plain data, and a code object is immutable once built, so that cells and
//! threads share it by `Arc`.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod code;
mod listing;
mod op;
mod verify;

pub use code::{Code, CodeFlags, Const, FreeSource, FreeVar, Handled, Handler, Position};
pub use listing::listing;
pub use op::{CompareOp, Conversion, Intrinsic, Op, OperandKind, ROWS, Special};
pub use verify::{VerifyError, verify};

/// How many registers one frame's window has; operands are `u8`, so that indexing needs no bounds check.
pub const REGISTERS: usize = 256;
