//! `strip` and its kin, `removeprefix`, `removesuffix` of `bytes` and `bytearray`.

use super::split::is_space;
use crate::error::Res;
use crate::native::Def;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("strip", "self, bytes=None, /", |vm, args| strip(vm, args, true, true)),
    Def::method("lstrip", "self, bytes=None, /", |vm, args| strip(vm, args, true, false)),
    Def::method("rstrip", "self, bytes=None, /", |vm, args| strip(vm, args, false, true)),
    Def::method("removeprefix", "self, prefix, /", removeprefix),
    Def::method("removesuffix", "self, suffix, /", removesuffix),
];

fn strip(vm: &mut Vm, args: &[Value], left: bool, right: bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    let mut set = [false; 256];
    if args[1].is_absent() {
        (0..=255).for_each(|it| set[usize::from(it)] = is_space(it));
    } else {
        vm.bytes_like(args[1])?;
        vm.view(args[1]).unwrap_or_default().iter().for_each(|it| set[usize::from(*it)] = true);
    }
    let data = vm.heap.bytes[this].data.as_slice();
    let inside = |it: &&u8| set[usize::from(**it)];
    let start = if left { data.iter().take_while(inside).count() } else { 0 };
    let end = data.len() - if right { data[start..].iter().rev().take_while(inside).count() } else { 0 };
    vm.spend((start + vm.heap.bytes[this].data.len() - end) / FAST)?;
    vm.bytes_part(args[0], start, end)
}

fn removeprefix(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.bytes_like(args[1])?;
    let data = vm.heap.bytes[this].data.as_slice();
    let prefix = vm.view(args[1]).unwrap_or_default();
    let (start, end) = (if data.starts_with(&prefix) { prefix.len() } else { 0 }, data.len());
    drop(prefix);
    vm.bytes_part(args[0], start, end)
}

fn removesuffix(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.bytes_like(args[1])?;
    let data = vm.heap.bytes[this].data.as_slice();
    let suffix = vm.view(args[1]).unwrap_or_default();
    let end = if data.ends_with(&suffix) { data.len() - suffix.len() } else { data.len() };
    drop(suffix);
    vm.bytes_part(args[0], 0, end)
}
