//! Values: small data by itself, everything else a handle into the cell's heap.

use crate::heap::{
    Bound, BoxCell, Bytes, Class, CodeObject, Complex, Dict, Exception, Function, Generator, Id, Instance,
    Integer, Iter, List, Module, Native, Object, Range, Set, Slice, Str, Tuple,
};

/// One Python value: at most 16 bytes, copied freely. Handles mean something only in the heap that gave them out.
///
/// A tag of eight bytes, so that a value is two whole words: with a tag of one byte copies are made in overlapping pieces,
/// and reading what was just written waits.
#[derive(Clone, Copy, Debug, Default)]
#[repr(u64)]
pub enum Value {
    /// Not a Python value: an unbound variable, an argument that was not given.
    #[default]
    Unset,
    None,
    NotImplemented,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// An int outside the range of `i64`, always normalised.
    BigInt(Id<Integer>),
    Complex(Id<Complex>),
    Str(Id<Str>),
    Bytes(Id<Bytes>),
    ByteArray(Id<Bytes>),
    Tuple(Id<Tuple>),
    List(Id<List>),
    Dict(Id<Dict>),
    Set(Id<Set>),
    FrozenSet(Id<Set>),
    Range(Id<Range>),
    Slice(Id<Slice>),
    Function(Id<Function>),
    Native(Id<Native>),
    Bound(Id<Bound>),
    Class(Id<Class>),
    /// An instance of a class made by a `class` statement, also of a subclass of `int`, `list`, `dict` and so on.
    Instance(Id<Instance>),
    Exception(Id<Exception>),
    Module(Id<Module>),
    /// A generator, coroutine or asynchronous generator.
    Generator(Id<Generator>),
    Iter(Id<Iter>),
    Code(Id<CodeObject>),
    /// A variable shared with inner functions (`types.CellType`).
    Box(Id<BoxCell>),
    /// An object of a native type that has no variant of its own.
    Object(Id<Object>),
}

impl Value {
    /// `true` unless this is [`Value::Unset`].
    #[must_use]
    pub const fn is_set(self) -> bool {
        !matches!(self, Self::Unset)
    }

    /// `true` for [`Value::Unset`].
    #[must_use]
    pub const fn is_unset(self) -> bool {
        matches!(self, Self::Unset)
    }

    /// `true` for Python's `None`.
    #[must_use]
    pub const fn is_none(self) -> bool {
        matches!(self, Self::None)
    }

    /// `true` for `None` and for an argument that was not given.
    #[must_use]
    pub const fn is_absent(self) -> bool {
        matches!(self, Self::None | Self::Unset)
    }

    /// Whether this is an exact number, text or container: on a class it is data, and no descriptor.
    #[must_use]
    pub const fn is_data(self) -> bool {
        matches!(
            self,
            Self::None
                | Self::Bool(_)
                | Self::Int(_)
                | Self::Float(_)
                | Self::BigInt(_)
                | Self::Str(_)
                | Self::Bytes(_)
                | Self::Tuple(_)
                | Self::List(_)
                | Self::Dict(_)
                | Self::Set(_)
        )
    }

    /// This value, or `default` where it is unset.
    #[must_use]
    pub const fn or(self, default: Self) -> Self {
        if self.is_unset() { default } else { self }
    }

    /// Python's `is`. Equal small ints and floats with equal bits are the same object.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            _ => match (self.handle(), other.handle()) {
                (Some(a), Some(b)) => a == b,
                (None, None) => core::mem::discriminant(&self) == core::mem::discriminant(&other),
                _ => false,
            },
        }
    }

    /// Tag and index of a handle: equal for the same heap object and for nothing else.
    #[must_use]
    pub fn handle(self) -> Option<(u8, u32)> {
        Some(match self {
            Self::Unset | Self::None | Self::NotImplemented | Self::Ellipsis => return None,
            Self::Bool(_) | Self::Int(_) | Self::Float(_) => return None,
            Self::BigInt(id) => (1, id.index()),
            Self::Complex(id) => (2, id.index()),
            Self::Str(id) => (3, id.index()),
            Self::Bytes(id) => (4, id.index()),
            Self::ByteArray(id) => (5, id.index()),
            Self::Tuple(id) => (6, id.index()),
            Self::List(id) => (7, id.index()),
            Self::Dict(id) => (8, id.index()),
            Self::Set(id) => (9, id.index()),
            Self::FrozenSet(id) => (10, id.index()),
            Self::Range(id) => (11, id.index()),
            Self::Slice(id) => (12, id.index()),
            Self::Function(id) => (13, id.index()),
            Self::Native(id) => (14, id.index()),
            Self::Bound(id) => (15, id.index()),
            Self::Class(id) => (16, id.index()),
            Self::Instance(id) => (17, id.index()),
            Self::Exception(id) => (18, id.index()),
            Self::Module(id) => (19, id.index()),
            Self::Generator(id) => (20, id.index()),
            Self::Iter(id) => (21, id.index()),
            Self::Code(id) => (22, id.index()),
            Self::Box(id) => (23, id.index()),
            Self::Object(id) => (24, id.index()),
        })
    }
}

impl From<bool> for Value {
    fn from(it: bool) -> Self {
        Self::Bool(it)
    }
}

impl From<i64> for Value {
    fn from(it: i64) -> Self {
        Self::Int(it)
    }
}

impl From<f64> for Value {
    fn from(it: f64) -> Self {
        Self::Float(it)
    }
}
