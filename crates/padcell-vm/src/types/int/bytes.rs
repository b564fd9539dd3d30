//! Ints as arrays of bytes, and back.

use alloc::format;
use alloc::vec::Vec;

use num_bigint::{BigInt, Sign};
use num_traits::Signed;

use super::arithmetic::wide;
use super::big;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// `int.to_bytes(length=1, byteorder='big', *, signed=False)`.
pub(super) fn to_bytes(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    let length = if args[1].is_unset() { 1 } else { vm.index_i64(args[1])? };
    let little = is_little(vm, args[2], "to_bytes")?;
    let signed = args[3].is_set() && vm.truth(args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let negative = wide(vm, this).is_negative();
    if negative && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let limbs = big::limbs(&wide(vm, this));
    vm.heap.room(length.saturating_add(limbs.saturating_mul(16)))?;
    vm.spend(limbs / 4 + length / 16)?;
    let mut data: Vec<u8> =
        if signed { wide(vm, this).to_signed_bytes_le() } else { wide(vm, this).magnitude().to_bytes_le() };
    let fill = if negative { 0xFF } else { 0 };
    // The shortest form may be longer than what was asked for only by bytes that say nothing.
    while data.len() > length && data.last() == Some(&fill) {
        let next = data.len().checked_sub(2).map(|it| data[it]);
        if signed && next.is_some_and(|it| it & 0x80 != fill & 0x80) {
            break;
        }
        data.pop();
    }
    if data.len() > length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    data.resize(length, fill);
    if !little {
        data.reverse();
    }
    vm.heap.bytes(data)
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`.
pub(super) fn from_bytes(vm: &mut Vm, args: &[Value]) -> Res {
    let little = is_little(vm, args[2], "from_bytes")?;
    let signed = args[3].is_set() && vm.truth(args[3])?;
    let source = match vm.unwrap(args[1]) {
        it @ (Value::Bytes(_) | Value::ByteArray(_)) => it,
        Value::Str(_) => return Err(cannot_convert(vm, args[1])),
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) | Value::Float(_) | Value::None => {
            return Err(cannot_convert(vm, args[1]));
        }
        _ => vm.call(Value::Class(vm.types.bytes), &[args[1]])?,
    };
    let (Value::Bytes(id) | Value::ByteArray(id)) = vm.unwrap(source) else {
        return Err(cannot_convert(vm, args[1]));
    };
    let length = vm.heap.bytes[id].data.len();
    vm.heap.room(length.saturating_mul(3))?;
    vm.spend(length / 16)?;
    let data = &vm.heap.bytes[id].data;
    let value = match (little, signed) {
        (true, true) => BigInt::from_signed_bytes_le(data),
        (true, false) => BigInt::from_bytes_le(Sign::Plus, data),
        (false, true) => BigInt::from_signed_bytes_be(data),
        (false, false) => BigInt::from_bytes_be(Sign::Plus, data),
    };
    let value = vm.heap.int(value)?;
    if let Value::Class(class) = args[0]
        && class != vm.types.int
    {
        return vm.call(args[0], &[value]);
    }
    Ok(value)
}

fn cannot_convert(vm: &mut Vm, value: Value) -> crate::error::Unwind {
    let text = format!("cannot convert '{}' object to bytes", vm.type_name(value));
    vm.type_error(&text)
}

fn is_little(vm: &mut Vm, value: Value, function: &str) -> Res<bool> {
    if value.is_unset() {
        return Ok(false);
    }
    let Value::Str(id) = vm.unwrap(value) else {
        let text = format!("{function}() argument 'byteorder' must be str, not {}", vm.type_name(value));
        return Err(vm.type_error(&text));
    };
    match vm.heap.text(id) {
        "little" => Ok(true),
        "big" => Ok(false),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}
