//! Uuencoded lines.

use super::{ascii_data, data, error};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn encode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let backtick = vm.bool_argument(args[1], false)?;
    if data.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let digit = |it: u32| if it == 0 && backtick { b'`' } else { (it as u8) + b' ' };
    let mut out = vm.byte_buffer(64)?;
    out.push(digit(data.len() as u32));
    for three in data.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.extend([18, 12, 6, 0].map(|shift| digit(word >> shift & 63)));
    }
    out.push(b'\n');
    vm.heap.bytes(out)
}

pub(super) fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    let data = ascii_data(vm, args[0])?;
    let Some((first, rest)) = data.split_first() else { return vm.heap.bytes(alloc::vec::Vec::new()) };
    let len = usize::from(first.wrapping_sub(b' ') & 0x3F);
    let mut out = alloc::vec::Vec::with_capacity(len);
    let (mut bits, mut word) = (0, 0_u32);
    let mut input = rest.iter().copied();
    while out.len() < len {
        // Mailers cut trailing spaces off: what is missing stands for zeros.
        let digit = match input.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(it @ b' '..=b'`') => u32::from(it - b' ') & 0x3F,
            Some(_) => return Err(error(vm, "Illegal char")),
        };
        word = word << 6 | digit;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
            word &= (1 << bits) - 1;
        }
    }
    if input.any(|it| !matches!(it, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(vm, "Trailing garbage"));
    }
    vm.heap.bytes(out)
}
