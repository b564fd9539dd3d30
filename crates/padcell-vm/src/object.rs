//! The object model: classes, attributes, descriptors, and the protocols that operators and builtins go by.

mod attr;
mod binary;
mod class;
mod compare;
mod convert;
mod descriptor;
mod dicts;
mod hash;
mod instance;
mod item;
mod iterate;
mod mro;
mod repr;

pub use binary::BinaryOp;
pub use descriptor::{ClassMethod, Property, StaticMethod, Super};
