//! Numbers as bytes: what `struct`, `memoryview` and `array` share.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// How one item looks in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A `bytes` of length 1.
    Char,
    Bool,
    Signed(usize),
    Unsigned(usize),
    Half,
    Float,
    Double,
}

/// Why a value cannot be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// Its type is wrong.
    Type,
    /// It is too large or too small.
    Range,
}

impl Item {
    /// The item that a format character stands for, in native sizes or in standard ones.
    pub(crate) fn of(code: u8, native: bool) -> Option<Self> {
        let long = if native { 8 } else { 4 };
        Some(match code {
            b'c' => Self::Char,
            b'?' => Self::Bool,
            b'b' => Self::Signed(1),
            b'B' => Self::Unsigned(1),
            b'h' => Self::Signed(2),
            b'H' => Self::Unsigned(2),
            b'i' => Self::Signed(4),
            b'I' => Self::Unsigned(4),
            b'l' => Self::Signed(long),
            b'L' => Self::Unsigned(long),
            b'q' => Self::Signed(8),
            b'Q' => Self::Unsigned(8),
            b'n' if native => Self::Signed(8),
            b'N' | b'P' if native => Self::Unsigned(8),
            b'e' => Self::Half,
            b'f' => Self::Float,
            b'd' => Self::Double,
            _ => return None,
        })
    }

    /// Bytes that it takes.
    pub(crate) fn size(self) -> usize {
        match self {
            Self::Char | Self::Bool => 1,
            Self::Signed(it) | Self::Unsigned(it) => it,
            Self::Half => 2,
            Self::Float => 4,
            Self::Double => 8,
        }
    }

    /// The value that these bytes stand for; there must be as many as [`Item::size`] says.
    pub(crate) fn read(self, vm: &mut Vm, data: &[u8], big: bool) -> Res {
        let mut word = [0_u8; 8];
        for (index, it) in data.iter().take(8).enumerate() {
            // In `word` the least significant byte comes first.
            word[if big { data.len() - 1 - index } else { index }] = *it;
        }
        let unsigned = u64::from_le_bytes(word);
        Ok(match self {
            Self::Char => return vm.heap.bytes(data.to_vec()),
            Self::Bool => Value::Bool(unsigned != 0),
            Self::Signed(size) => {
                let shift = 64 - 8 * size as u32;
                Value::Int((unsigned << shift) as i64 >> shift)
            }
            Self::Unsigned(_) => return vm.heap.int(BigInt::from(unsigned)),
            Self::Half => Value::Float(from_half(unsigned as u16)),
            Self::Float => Value::Float(f64::from(f32::from_bits(unsigned as u32))),
            Self::Double => Value::Float(f64::from_bits(unsigned)),
        })
    }

    /// The bytes of a value in the first [`Item::size`] places.
    pub(crate) fn write(self, vm: &mut Vm, value: Value, big: bool) -> Res<Result<[u8; 8], Misfit>> {
        let word = match self {
            Self::Char => match vm.unwrap(value) {
                Value::Bytes(id) if vm.heap.bytes[id].data.len() == 1 => u64::from(vm.heap.bytes[id].data[0]),
                Value::ByteArray(id) if vm.heap.bytes[id].data.len() == 1 => {
                    u64::from(vm.heap.bytes[id].data[0])
                }
                _ => return Ok(Err(Misfit::Type)),
            },
            Self::Bool => u64::from(vm.truth(value)?),
            Self::Signed(size) | Self::Unsigned(size) => {
                let class = vm.class_of(value);
                if vm.class_lookup(class, vm.names.__index__).is_none() {
                    return Ok(Err(Misfit::Type));
                }
                let number = vm.index(value)?;
                match int_word(vm, number, size, matches!(self, Self::Signed(_))) {
                    Some(it) => it,
                    None => return Ok(Err(Misfit::Range)),
                }
            }
            Self::Half | Self::Float | Self::Double => {
                let class = vm.class_of(value);
                let names = vm.names;
                let real =
                    vm.class_lookup(class, names.__float__).or(vm.class_lookup(class, names.__index__));
                if real.is_none() {
                    return Ok(Err(Misfit::Type));
                }
                let number = vm.float(value)?;
                match float_word(self, number) {
                    Some(it) => it,
                    None => return Ok(Err(Misfit::Range)),
                }
            }
        };
        let mut bytes = word.to_le_bytes();
        if big {
            bytes[..self.size()].reverse();
        }
        Ok(Ok(bytes))
    }
}

/// An int as two's complement, if it fits into so many bytes.
fn int_word(vm: &Vm, number: Value, size: usize, signed: bool) -> Option<u64> {
    let bits = 8 * size as u32;
    match number {
        Value::Int(it) if signed => {
            let shift = 64 - bits;
            (it << shift >> shift == it).then_some(it as u64)
        }
        Value::Int(it) => {
            let it = u64::try_from(it).ok()?;
            (bits == 64 || it >> bits == 0).then_some(it)
        }
        Value::BigInt(id) if !signed && size == 8 => {
            let number = &vm.heap.integers[id].0;
            if number.sign() == Sign::Minus { None } else { number.to_u64() }
        }
        _ => None,
    }
}

fn float_word(item: Item, number: f64) -> Option<u64> {
    match item {
        Item::Half => to_half(number).map(u64::from),
        Item::Float => {
            let narrow = number as f32;
            let fits = narrow.is_finite() || !number.is_finite();
            fits.then(|| u64::from(narrow.to_bits()))
        }
        _ => Some(number.to_bits()),
    }
}

/// A number of the 16-bit format of IEEE 754.
fn from_half(bits: u16) -> f64 {
    let exponent = i32::from(bits >> 10 & 0x1F);
    let fraction = f64::from(bits & 0x3FF);
    let size = match exponent {
        0 => libm::ldexp(fraction, -24),
        0x1F if bits & 0x3FF == 0 => f64::INFINITY,
        0x1F => f64::NAN,
        _ => libm::ldexp(fraction + 1024.0, exponent - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

/// The nearest number of the 16-bit format, ties to even; None where it is too large.
fn to_half(number: f64) -> Option<u16> {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    let size = libm::fabs(number);
    if number.is_nan() {
        return Some(sign | 0x7E00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7C00);
    }
    if size == 0.0 {
        return Some(sign);
    }
    let (_, exponent) = libm::frexp(size);
    // Ten bits of fraction below the leading one, fewer for the smallest numbers.
    let unit = (exponent - 11).max(-24);
    let steps = libm::rint(libm::ldexp(size, -unit)) as u32;
    let bits = if unit == -24 {
        // A subnormal that rounds up to 1024 steps is the smallest normal number, as its bits say.
        steps
    } else {
        // 2048 steps carry into the exponent, as the sum says.
        (((unit + 24) as u32) << 10) + steps
    };
    if bits >= 0x7C00 { None } else { Some(sign | bits as u16) }
}
