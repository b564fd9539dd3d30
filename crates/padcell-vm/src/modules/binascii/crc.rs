//! Checksums.

use super::data;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// The table of CRC-32, reflected polynomial 0xEDB88320.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 != 0 { value >> 1 ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};

/// CRC-32 of data, going on from the CRC of what came before.
fn crc32_of(data: &[u8], before: u32) -> u32 {
    !data.iter().fold(!before, |crc, it| crc >> 8 ^ TABLE[((crc ^ u32::from(*it)) & 0xFF) as usize])
}

/// An int of which the low bits count.
fn low_bits(vm: &mut Vm, value: Value) -> Res<u32> {
    use num_traits::ToPrimitive;
    if value.is_unset() {
        return Ok(0);
    }
    let index = vm.index(value)?;
    Ok(match index {
        Value::Int(it) => it as u32,
        _ => {
            let number = vm.big(index).unwrap_or_default();
            let modulus = num_bigint::BigInt::from(1_u64 << 32);
            num_integer::Integer::mod_floor(&number, &modulus).to_u32().unwrap_or(0)
        }
    })
}

pub(super) fn crc32(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let before = low_bits(vm, args[1])?;
    Ok(Value::Int(i64::from(crc32_of(&data, before))))
}

pub(super) fn crc_hqx(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let mut crc = low_bits(vm, args[1])? & 0xFFFF;
    for it in data {
        crc ^= u32::from(it) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 != 0 { crc << 1 ^ 0x1021 } else { crc << 1 };
        }
        crc &= 0xFFFF;
    }
    Ok(Value::Int(i64::from(crc)))
}
