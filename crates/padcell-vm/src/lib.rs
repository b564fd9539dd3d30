//! The machine: heap, values, object model, execution, builtin types and functions, native modules, imports.
//!
//! Nothing here does input or output, holds `unsafe`, or keeps global or thread-local state: a [`Vm`] is one cell, and
//! what it may do outside its heap is in the [`padcell_policy::Authority`] that it is given.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

#[cfg(all(feature = "gc-stress", feature = "paranoid"))]
compile_error!("a handle has no room for what both gc-stress and paranoid want in it");

mod builtins;
mod call;
mod codecs;
mod descriptors;
mod elementary;
mod error;
mod exceptions;
mod exec;
mod finalize;
mod frame;
mod heap;
mod import;
mod membrane;
mod modules;
mod names;
mod native;
mod object;
mod os;
mod packing;
mod program;
mod restricted;
mod template;
mod types;
mod unicode;
mod value;
mod vm;

pub use error::{Res, Unwind};
pub use heap::*;
pub use import::{Compile, CompileError, CompileMode, CompileOptions, Library, LibrarySource};
pub use native::{Def, NativeFn, Param, Signature};
pub use program::{ExitRequest, Place};
pub use value::Value;
pub use vm::{Settings, State, Vm};
