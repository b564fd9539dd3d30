//! Conversions that the language itself asks for: truth, length, index.

use alloc::format;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `bool(value)`.
    ///
    /// # Errors
    /// What `__bool__` or `__len__` raise.
    #[inline]
    pub fn truth(&mut self, value: Value) -> Res<bool> {
        Ok(match value {
            Value::Bool(it) => it,
            Value::None | Value::Unset => false,
            Value::Int(it) => it != 0,
            Value::Float(it) => it != 0.0,
            Value::Str(id) => self.heap.str_len(id) != 0,
            Value::Tuple(id) => !self.heap.tuples[id].items.is_empty(),
            Value::List(id) => !self.heap.lists[id].items.is_empty(),
            Value::Dict(id) => !self.heap.dicts[id].is_empty(),
            Value::Set(id) | Value::FrozenSet(id) => !self.heap.sets[id].is_empty(),
            Value::Bytes(id) | Value::ByteArray(id) => !self.heap.bytes[id].data.is_empty(),
            Value::BigInt(_) | Value::Function(_) | Value::Class(_) | Value::Ellipsis => {
                if let Value::Class(_) = value {
                    return self.truth_slowly(value);
                }
                true
            }
            Value::Complex(id) => self.heap.complexes[id].re != 0.0 || self.heap.complexes[id].im != 0.0,
            Value::NotImplemented => {
                return Err(self.type_error("NotImplemented should not be used in a boolean context"));
            }
            _ => return self.truth_slowly(value),
        })
    }

    fn truth_slowly(&mut self, value: Value) -> Res<bool> {
        if let Some(result) = self.call_special(value, self.names.__bool__, &[])? {
            return match result {
                Value::Bool(it) => Ok(it),
                other => {
                    let text = format!("__bool__ should return bool, returned {}", self.type_name(other));
                    Err(self.type_error(&text))
                }
            };
        }
        let class = self.class_of(value);
        if self.class_lookup(class, self.names.__len__).is_some() {
            return self.len(value).map(|it| it != 0);
        }
        Ok(true)
    }

    /// `len(value)`.
    ///
    /// # Errors
    /// TypeError if it has none, ValueError or OverflowError if `__len__` gives nonsense.
    pub fn len(&mut self, value: Value) -> Res<usize> {
        Ok(match value {
            Value::Str(id) => self.heap.str_len(id),
            Value::Tuple(id) => self.heap.tuples[id].items.len(),
            Value::List(id) => self.heap.lists[id].items.len(),
            Value::Dict(id) => self.heap.dicts[id].len(),
            Value::Set(id) | Value::FrozenSet(id) => self.heap.sets[id].len(),
            Value::Bytes(id) | Value::ByteArray(id) => self.heap.bytes[id].data.len(),
            _ => {
                let Some(result) = self.call_special(value, self.names.__len__, &[])? else {
                    let text = format!("object of type '{}' has no len()", self.type_name(value));
                    return Err(self.type_error(&text));
                };
                let index = self.index(result)?;
                match index {
                    Value::Int(it) if it >= 0 => it as usize,
                    Value::Int(_) => return Err(self.value_error("__len__() should return >= 0")),
                    _ => return Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
                }
            }
        })
    }

    /// `operator.index(value)`: an exact int.
    ///
    /// # Errors
    /// TypeError if it has no `__index__`.
    pub fn index(&mut self, value: Value) -> Res {
        match self.unwrap(value) {
            Value::Bool(it) => return Ok(Value::Int(i64::from(it))),
            it @ (Value::Int(_) | Value::BigInt(_)) => return Ok(it),
            _ => {}
        }
        let Some(result) = self.call_special(value, self.names.__index__, &[])? else {
            let text = format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
            return Err(self.type_error(&text));
        };
        match self.unwrap(result) {
            Value::Bool(it) => Ok(Value::Int(i64::from(it))),
            it @ (Value::Int(_) | Value::BigInt(_)) => Ok(it),
            _ => {
                let text = format!("__index__ returned non-int (type {})", self.type_name(result));
                Err(self.type_error(&text))
            }
        }
    }

    /// An index as `i64`.
    ///
    /// # Errors
    /// OverflowError if it does not fit.
    pub fn index_i64(&mut self, value: Value) -> Res<i64> {
        if let Value::Int(it) = value {
            return Ok(it);
        }
        match self.index(value)? {
            Value::Int(it) => Ok(it),
            _ => {
                let text = format!("cannot fit '{}' into an index-sized integer", self.type_name(value));
                Err(self.overflow_error(&text))
            }
        }
    }

    /// An index as `i64`, clipped to its range: bounds of slices.
    ///
    /// # Errors
    /// TypeError if it is no index.
    pub fn index_clipped(&mut self, value: Value) -> Res<i64> {
        match self.index(value)? {
            Value::Int(it) => Ok(it),
            Value::BigInt(id) => {
                let negative = self.heap.integers[id].0.sign() == num_bigint::Sign::Minus;
                Ok(if negative { i64::MIN } else { i64::MAX })
            }
            _ => Ok(0),
        }
    }

    /// An exact int (or bool) as a big int.
    #[must_use]
    pub fn big(&self, value: Value) -> Option<BigInt> {
        match self.unwrap(value) {
            Value::Bool(it) => Some(BigInt::from(i64::from(it))),
            Value::Int(it) => Some(BigInt::from(it)),
            Value::BigInt(id) => Some(self.heap.integers[id].0.clone()),
            _ => None,
        }
    }

    /// A real number as `f64`: floats, ints, and what has `__float__` or `__index__`.
    ///
    /// # Errors
    /// TypeError if it is none, OverflowError if an int is too large.
    pub fn float(&mut self, value: Value) -> Res<f64> {
        match self.unwrap(value) {
            Value::Float(it) => return Ok(it),
            Value::Int(it) => return Ok(it as f64),
            Value::Bool(it) => return Ok(f64::from(u8::from(it))),
            Value::BigInt(id) => {
                return match self.heap.integers[id].0.to_f64() {
                    Some(it) if it.is_finite() => Ok(it),
                    _ => Err(self.overflow_error("int too large to convert to float")),
                };
            }
            _ => {}
        }
        if let Some(result) = self.call_special(value, self.names.__float__, &[])? {
            return match self.unwrap(result) {
                Value::Float(it) => Ok(it),
                _ => {
                    let text = format!(
                        "{}.__float__() returned non-float (type {})",
                        self.type_name(value),
                        self.type_name(result)
                    );
                    Err(self.type_error(&text))
                }
            };
        }
        let class = self.class_of(value);
        if self.class_lookup(class, self.names.__index__).is_some() {
            let index = self.index(value)?;
            return self.float(index);
        }
        let text = format!("must be real number, not {}", self.type_name(value));
        Err(self.type_error(&text))
    }

    /// Start, stop and step of a slice for a sequence of `len` items, clipped as `slice.indices` does.
    ///
    /// # Errors
    /// TypeError for bounds that are no indices, ValueError for a zero step.
    pub fn slice_indices(
        &mut self,
        start: Value,
        stop: Value,
        step: Value,
        len: usize,
    ) -> Res<(i64, i64, i64)> {
        let step = if step.is_absent() { 1 } else { self.slice_bound(step)? };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let step = step.max(-i64::MAX);
        let len = i64::try_from(len).unwrap_or(i64::MAX);
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let clip = |it: i64| if it < 0 { it.saturating_add(len).max(low) } else { it.min(high) };
        let start = if start.is_absent() {
            if step < 0 { high } else { low }
        } else {
            clip(self.slice_bound(start)?)
        };
        let stop =
            if stop.is_absent() { if step < 0 { low } else { high } } else { clip(self.slice_bound(stop)?) };
        Ok((start, stop, step))
    }

    pub(crate) fn slice_bound(&mut self, value: Value) -> Res<i64> {
        if let Value::Int(it) = value {
            return Ok(it);
        }
        let class = self.class_of(value);
        if self.class_lookup(class, self.names.__index__).is_none() {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_clipped(value)
    }
}
