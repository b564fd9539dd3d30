//! Keys by which equal constants of one code object are shared.

use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::Const;

/// A constant that can be ordered: floats by their bits, so that `0.0` and `-0.0` stay apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ConstKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(Arc<str>),
    Float(u64),
    Complex(u64, u64),
    Str(Arc<str>),
    WideStr(Vec<u32>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<Self>),
    FrozenSet(Vec<Self>),
}

impl ConstKey {
    /// The key of a constant; code objects have none, they are never shared.
    pub(crate) fn of(constant: &Const) -> Option<Self> {
        Some(match constant {
            Const::None => Self::None,
            Const::Ellipsis => Self::Ellipsis,
            Const::Bool(it) => Self::Bool(*it),
            Const::Int(it) => Self::Int(*it),
            Const::BigInt(it) => Self::BigInt(it.clone()),
            Const::Float(it) => Self::Float(it.to_bits()),
            Const::Complex(real, imaginary) => Self::Complex(real.to_bits(), imaginary.to_bits()),
            Const::Str(it) => Self::Str(it.clone()),
            Const::WideStr(it) => Self::WideStr(it.clone()),
            Const::Bytes(it) => Self::Bytes(it.clone()),
            Const::Tuple(items) => Self::Tuple(Self::all(items)?),
            Const::FrozenSet(items) => Self::FrozenSet(Self::all(items)?),
            Const::Code(_) => return None,
        })
    }

    fn all(items: &[Const]) -> Option<Vec<Self>> {
        items.iter().map(Self::of).collect()
    }
}
