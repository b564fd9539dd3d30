//! `strip` and its kin, `removeprefix`, `removesuffix`.

use alloc::format;
use alloc::vec::Vec;

use super::text::SLOW;
use crate::error::Res;
use crate::native::Def;
use crate::unicode::is_space;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("strip", "self, chars=None, /", strip),
    Def::method("lstrip", "self, chars=None, /", lstrip),
    Def::method("rstrip", "self, chars=None, /", rstrip),
    Def::method("removeprefix", "self, prefix, /", removeprefix),
    Def::method("removesuffix", "self, suffix, /", removesuffix),
];

fn strip_ends(vm: &mut Vm, args: &[Value], name: &str, left: bool, right: bool) -> Res {
    let this = vm.this_str(args[0])?;
    let chars = match vm.as_str(args[1]) {
        Some(it) => Some(it),
        None if args[1].is_absent() => None,
        None => {
            let text = format!("{name} arg must be None or str");
            return Err(vm.type_error(&text));
        }
    };
    let mut set: Vec<char> = Vec::new();
    if let Some(chars) = chars {
        let len = vm.heap.text(chars).len();
        vm.heap.room(len.saturating_mul(4))?;
        vm.spend(len / SLOW)?;
        set.extend(vm.heap.text(chars).chars());
        set.sort_unstable();
    }
    vm.spend(vm.heap.text(this).len() / (SLOW * 16))?;
    let text = vm.heap.text(this);
    let inside = |it: char| match chars {
        Some(_) => set.binary_search(&it).is_ok(),
        None => is_space(it),
    };
    let rest = if left { text.trim_start_matches(inside) } else { text };
    let start = text.len() - rest.len();
    let rest = if right { rest.trim_end_matches(inside) } else { rest };
    let (end, gone) = (start + rest.len(), text.len() - rest.len());
    vm.spend(gone / SLOW)?;
    vm.heap.substring(this, start, end)
}

fn strip(vm: &mut Vm, args: &[Value]) -> Res {
    strip_ends(vm, args, "strip", true, true)
}

fn lstrip(vm: &mut Vm, args: &[Value]) -> Res {
    strip_ends(vm, args, "lstrip", true, false)
}

fn rstrip(vm: &mut Vm, args: &[Value]) -> Res {
    strip_ends(vm, args, "rstrip", false, true)
}

fn removeprefix(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let prefix = vm.str_argument("removeprefix() argument", args[1])?;
    let (text, prefix) = (vm.heap.text(this), vm.heap.text(prefix));
    let (start, end) = if text.starts_with(prefix) { (prefix.len(), text.len()) } else { (0, text.len()) };
    vm.heap.substring(this, start, end)
}

fn removesuffix(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let suffix = vm.str_argument("removesuffix() argument", args[1])?;
    let (text, suffix) = (vm.heap.text(this), vm.heap.text(suffix));
    let end = if text.ends_with(suffix) { text.len() - suffix.len() } else { text.len() };
    vm.heap.substring(this, 0, end)
}
