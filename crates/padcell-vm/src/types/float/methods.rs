//! Methods of floats that fit no other file.

use alloc::format;

use num_bigint::BigInt;

use super::float;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// What `struct` and `pickle` ask: floats are IEEE 754, and the machine's byte order is taken to be the usual one.
pub(super) fn getformat(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(id) = vm.unwrap(args[0]) else {
        let text = format!("__getformat__() argument must be str, not {}", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    match vm.heap.text(id) {
        "double" | "float" => vm.heap.str("IEEE, little-endian"),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

pub(super) fn is_integer(vm: &mut Vm, args: &[Value]) -> Res {
    let x = float(vm, args[0]);
    Ok(Value::Bool(x.is_finite() && libm::floor(x) == x))
}

pub(super) fn as_integer_ratio(vm: &mut Vm, args: &[Value]) -> Res {
    let x = float(vm, args[0]);
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    if x.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if x == 0.0 {
        return vm.heap.tuple_of(&[Value::Int(0), Value::Int(1)]);
    }
    let (mantissa, exponent) = parts(x);
    let common = mantissa.trailing_zeros().min(exponent.min(0).unsigned_abs());
    let (mantissa, exponent) = (BigInt::from(mantissa >> common), exponent + common as i32);
    let numerator = mantissa << exponent.max(0);
    let denominator = BigInt::from(1) << exponent.min(0).unsigned_abs();
    let numerator = vm.heap.int(if x < 0.0 { -numerator } else { numerator })?;
    let denominator = vm.heap.int(denominator)?;
    vm.heap.tuple_of(&[numerator, denominator])
}

/// The mantissa of a finite float's magnitude as an integer, and the exponent of its last bit.
fn parts(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

pub(super) fn hex(vm: &mut Vm, args: &[Value]) -> Res {
    let x = float(vm, args[0]);
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let text = if !x.is_finite() {
        super::text::repr(x)
    } else if x == 0.0 {
        format!("{sign}0x0.0p+0")
    } else {
        let (mantissa, exponent) = parts(x);
        let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
        let exponent = exponent + 52;
        let digits = format!("{fraction:013x}");
        let mut text = format!("{sign}0x{whole}.{digits}p");
        text.push(if exponent < 0 { '-' } else { '+' });
        text.push_str(&format!("{}", exponent.unsigned_abs()));
        text
    };
    vm.heap.string(text)
}
