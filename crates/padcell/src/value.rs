//! Plain data that crosses between Rust and a cell, by copy.

use num_bigint::BigInt;

/// A copy of a Python value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    None,
    Bool(bool),
    Int(i64),
    /// An int that is no `i64`.
    BigInt(BigInt),
    Float(f64),
    Complex {
        re: f64,
        im: f64,
    },
    /// Text. A string with lone surrogates does not cross.
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
    List(Vec<Value>),
    /// In the order of insertion.
    Dict(Vec<(Value, Value)>),
    Set(Vec<Value>),
    FrozenSet(Vec<Value>),
}

impl Value {
    /// The text of a `str`.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(it) => Some(it),
            _ => None,
        }
    }

    /// The number of an `int` that is an `i64`.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(it) => Some(*it),
            _ => None,
        }
    }

    /// The value of a string key of a `dict`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dict(items) => {
                items.iter().find(|(it, _)| it.as_str() == Some(key)).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

macro_rules! from {
    ($($kind:ty => $variant:ident;)*) => { $(
        impl From<$kind> for Value {
            fn from(it: $kind) -> Self {
                Self::$variant(it.into())
            }
        }
    )* };
}

from! {
    bool => Bool;
    i32 => Int;
    i64 => Int;
    u32 => Int;
    f64 => Float;
    &str => Str;
    String => Str;
    &[u8] => Bytes;
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::None, Into::into)
    }
}
