//! Hashes, as Python defines them for numbers and tuples.

use alloc::format;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::error::Res;
use crate::heap::{Id, Tuple};
use crate::value::Value;
use crate::vm::Vm;

/// Hashes of numbers are taken modulo this prime.
const MODULUS: u64 = (1 << 61) - 1;

/// The hash of an int.
#[inline]
#[must_use]
pub(crate) fn hash_int(value: i64) -> i64 {
    if (0..MODULUS as i64).contains(&value) {
        return value;
    }
    let reduced = (value.unsigned_abs() % MODULUS) as i64;
    match if value < 0 { -reduced } else { reduced } {
        -1 => -2,
        it => it,
    }
}

/// The hash of a big int.
#[must_use]
pub(crate) fn hash_big(value: &BigInt) -> i64 {
    let reduced = (value.magnitude() % MODULUS).to_i64().unwrap_or(0);
    match if value.sign() == Sign::Minus { -reduced } else { reduced } {
        -1 => -2,
        it => it,
    }
}

/// The hash of a float: that of an equal int where there is one.
#[must_use]
pub(crate) fn hash_float(value: f64) -> i64 {
    if value.is_nan() {
        return value.to_bits() as i64 >> 8;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159 };
    }
    let (mut mantissa, mut exponent) = libm::frexp(libm::fabs(value));
    let mut hash: u64 = 0;
    while mantissa != 0.0 {
        hash = ((hash << 28) & MODULUS) | (hash >> (61 - 28));
        mantissa *= 268_435_456.0;
        exponent -= 28;
        let digit = mantissa as u64;
        mantissa -= digit as f64;
        hash += digit;
        if hash >= MODULUS {
            hash -= MODULUS;
        }
    }
    let exponent = exponent.rem_euclid(61) as u32;
    let hash = if exponent == 0 { hash } else { ((hash << exponent) & MODULUS) | (hash >> (61 - exponent)) };
    let hash = hash as i64;
    match if value < 0.0 { -hash } else { hash } {
        -1 => -2,
        it => it,
    }
}

/// Folds item hashes into that of a tuple (xxHash's rounds, as CPython has them).
pub(crate) struct TupleHash(u64, u64);

impl TupleHash {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;

    pub(crate) fn new() -> Self {
        Self(Self::PRIME_5, 0)
    }

    pub(crate) fn add(&mut self, hash: i64) {
        self.0 = self.0.wrapping_add((hash as u64).wrapping_mul(Self::PRIME_2));
        self.0 = self.0.rotate_left(31).wrapping_mul(Self::PRIME_1);
        self.1 += 1;
    }

    pub(crate) fn finish(self) -> i64 {
        let hash = self.0.wrapping_add(self.1 ^ (Self::PRIME_5 ^ 3_527_539));
        match hash as i64 {
            -1 => 1_546_275_796,
            it => it,
        }
    }
}

impl Vm {
    /// `hash(value)`.
    ///
    /// # Errors
    /// TypeError for what is unhashable, and what `__hash__` raises.
    #[inline]
    pub fn hash(&mut self, value: Value) -> Res<i64> {
        match value {
            Value::Str(id) => {
                if !self.heap.is_hashed(id) {
                    self.spend(self.heap.text(id).len() / 64)?;
                }
                Ok(self.heap.str_hash(id))
            }
            Value::Int(it) => Ok(hash_int(it)),
            Value::Tuple(id) => match self.hash_flat(id) {
                Some(it) => {
                    self.spend(1)?;
                    Ok(it)
                }
                None => self.hash_slowly(value),
            },
            _ => self.hash_slowly(value),
        }
    }

    /// The hash of a short tuple of ints and of strings whose hash is known: most keys that are tuples.
    #[inline]
    fn hash_flat(&self, id: Id<Tuple>) -> Option<i64> {
        let items = &self.heap.tuples[id].items;
        if items.len() > 4 {
            return None;
        }
        let mut hash = TupleHash::new();
        for it in items {
            hash.add(match *it {
                Value::Int(it) => hash_int(it),
                Value::Str(id) if self.heap.is_hashed(id) => self.heap.str_hash(id),
                _ => return None,
            });
        }
        Some(hash.finish())
    }

    fn hash_slowly(&mut self, value: Value) -> Res<i64> {
        Ok(match value {
            Value::None | Value::Unset => 0xFCA8_6420,
            Value::Ellipsis => 0x3F2A_11B7,
            Value::NotImplemented => 0x11C7_5D2F,
            Value::Bool(it) => i64::from(it),
            Value::Float(it) => hash_float(it),
            Value::BigInt(id) => hash_big(&self.heap.integers[id].0),
            Value::Complex(id) => {
                let it = self.heap.complexes[id];
                match hash_float(it.re).wrapping_add(hash_float(it.im).wrapping_mul(1_000_003)) {
                    -1 => -2,
                    it => it,
                }
            }
            Value::Bytes(id) => {
                let it = &self.heap.bytes[id];
                let cached = it.hash.get();
                if cached != 0 {
                    return Ok(cached as i64);
                }
                let hash = self.heap.hash_bytes(&it.data);
                it.hash.set(hash as u64);
                hash
            }
            Value::Tuple(id) => return self.nested(|vm| vm.hash_tuple(id)),
            Value::Range(_) | Value::Slice(_) | Value::FrozenSet(_) | Value::Object(_) => {
                return self.hash_by_class(value);
            }
            Value::Instance(_) | Value::Class(_) | Value::Exception(_) => return self.hash_by_class(value),
            Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::ByteArray(_) => {
                return Err(self.unhashable(value));
            }
            Value::Bound(id) => {
                let it = self.heap.bounds[id];
                let this = it.this.handle().map_or(0, |(tag, index)| i64::from(tag) << 32 | i64::from(index));
                this ^ self.identity_hash(it.function)
            }
            Value::Str(_) | Value::Int(_) => return self.hash(value),
            other => self.identity_hash(other),
        })
    }

    /// The hash of an object that is equal only to itself.
    #[must_use]
    pub fn identity_hash(&self, value: Value) -> i64 {
        let (tag, index) = value.handle().unwrap_or_default();
        (i64::from(tag) << 32) ^ (i64::from(index) + 0x51).wrapping_mul(0x10_0193)
    }

    fn hash_tuple(&mut self, id: Id<Tuple>) -> Res<i64> {
        let mut hash = TupleHash::new();
        let len = self.heap.tuples[id].items.len();
        // One unit for the tuple itself: a graph of shared pairs has exponentially many paths.
        self.spend(1 + len / 4)?;
        for index in 0..len {
            let item = self.heap.tuples[id].items[index];
            hash.add(self.hash(item)?);
        }
        Ok(hash.finish())
    }

    fn hash_by_class(&mut self, value: Value) -> Res<i64> {
        let class = self.class_of(value);
        match self.class_lookup(class, self.names.__hash__) {
            None => Ok(self.identity_hash(value)),
            Some(Value::None) => Err(self.unhashable(value)),
            Some(Value::Native(id)) if self.heap.natives[id].owner == Some(self.types.object) => {
                // A class that wraps a builtin value hashes as it does.
                match self.unwrap(value) {
                    Value::Instance(_) => Ok(self.identity_hash(value)),
                    other if matches!(value, Value::Instance(_)) => self.hash(other),
                    _ => Ok(self.identity_hash(value)),
                }
            }
            Some(_) => {
                let result = self.call_special(value, self.names.__hash__, &[])?.unwrap_or(Value::None);
                match self.unwrap(result) {
                    Value::Int(-1) => Ok(-2),
                    Value::Int(it) => Ok(it),
                    Value::Bool(it) => Ok(i64::from(it)),
                    Value::BigInt(id) => Ok(hash_big(&self.heap.integers[id].0)),
                    _ => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
        }
    }

    #[cold]
    pub(crate) fn unhashable(&mut self, value: Value) -> crate::error::Unwind {
        let text = format!("unhashable type: '{}'", self.type_name(value));
        self.type_error(&text)
    }
}
