//! The object model: classes, attributes, descriptors, and the protocols that operators and builtins go by.

mod attr;
mod binary;
mod class;
mod compare;
mod convert;
mod descriptor;
mod dicts;
pub(crate) mod fill;
mod hash;
mod instance;
mod item;
mod iterate;
mod mro;
mod repr;

pub use binary::BinaryOp;
pub(crate) use descriptor::Found;
pub use descriptor::{ClassMethod, Member, Property, StaticMethod, Super};
pub(crate) use hash::hash_int;
