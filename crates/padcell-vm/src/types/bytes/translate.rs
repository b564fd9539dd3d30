//! `translate` and `maketrans` of `bytes` and `bytearray`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::native::Def;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("translate", "self, table, /, delete=b''", translate),
    Def::static_method("maketrans", "frm, to, /", maketrans),
];

fn translate(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let mut table: [u8; 256] = core::array::from_fn(|it| it as u8);
    if !args[1].is_none() {
        vm.bytes_like(args[1])?;
        let given = vm.view(args[1]).unwrap_or_default();
        let Ok(given) = <[u8; 256]>::try_from(&*given) else {
            drop(given);
            return Err(vm.value_error("translation table must be 256 characters long"));
        };
        table = given;
    }
    let mut dropped = [false; 256];
    if args[2].is_set() {
        vm.bytes_like(args[2])?;
        vm.view(args[2]).unwrap_or_default().iter().for_each(|it| dropped[usize::from(*it)] = true);
    }
    let mut out: Vec<u8> = vm.byte_buffer(vm.heap.bytes[this].data.len())?;
    let kept = vm.heap.bytes[this].data.iter().filter(|it| !dropped[usize::from(**it)]);
    out.extend(kept.map(|it| table[usize::from(*it)]));
    vm.bytes_as(args[0], out)
}

fn maketrans(vm: &mut Vm, args: &[Value]) -> Res {
    vm.bytes_like(args[0])?;
    vm.bytes_like(args[1])?;
    if vm.view_len(args[0]) != vm.view_len(args[1]) {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    vm.spend(vm.view_len(args[0]) / FAST + 1)?;
    let mut table: Vec<u8> = (0..=255).collect();
    let (from, to) = (vm.view(args[0]).unwrap_or_default(), vm.view(args[1]).unwrap_or_default());
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    drop((from, to));
    vm.heap.bytes(table)
}
