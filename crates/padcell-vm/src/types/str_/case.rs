//! `upper`, `lower`, `title` and the other mappings of case.

use alloc::string::String;

use rustpython_unicode::case;

use super::text::SLOW;
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("upper", "self, /", upper),
    Def::method("lower", "self, /", lower),
    Def::method("title", "self, /", title),
    Def::method("capitalize", "self, /", capitalize),
    Def::method("swapcase", "self, /", swapcase),
    Def::method("casefold", "self, /", casefold),
];

fn map(vm: &mut Vm, args: &[Value], ascii: fn(&str) -> String, full: fn(&str) -> String) -> Res {
    let this = vm.this_str(args[0])?;
    let len = vm.heap.text(this).len();
    let is_ascii = vm.heap.str_is_ascii(this);
    // A character becomes at most three.
    vm.heap.room(if is_ascii { len } else { len.saturating_mul(3) })?;
    vm.spend(len / if is_ascii { SLOW * 4 } else { SLOW } + 1)?;
    let surrogates = vm.heap.str_has_surrogates(this);
    let text = vm.heap.text(this);
    let out = if is_ascii { ascii(text) } else { full(text) };
    vm.heap.string_shared(out, surrogates)
}

fn upper(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, str::to_ascii_uppercase, str::to_uppercase)
}

fn lower(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, str::to_ascii_lowercase, str::to_lowercase)
}

fn casefold(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, str::to_ascii_lowercase, case::casefold_str)
}

fn title(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, ascii_title, case::title_str)
}

fn ascii_title(text: &str) -> String {
    let mut inside = false;
    let mut turn = |it: char| {
        let out = if inside { it.to_ascii_lowercase() } else { it.to_ascii_uppercase() };
        inside = it.is_ascii_alphabetic();
        out
    };
    text.chars().map(&mut turn).collect()
}

fn capitalize(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, ascii_capitalize, case::capitalize_str)
}

fn ascii_capitalize(text: &str) -> String {
    let mut out = text.to_ascii_lowercase();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}

fn swapcase(vm: &mut Vm, args: &[Value]) -> Res {
    map(vm, args, ascii_swapcase, case::swapcase_str)
}

fn ascii_swapcase(text: &str) -> String {
    let swap =
        |it: char| if it.is_ascii_uppercase() { it.to_ascii_lowercase() } else { it.to_ascii_uppercase() };
    text.chars().map(swap).collect()
}
