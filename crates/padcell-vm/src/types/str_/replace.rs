//! `replace`.

use alloc::string::String;

use memchr::memmem;

use super::text::{FAST, occurrences};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[Def::method("replace", "self, old, new, /, count=-1", replace)];

fn replace(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let old = vm.str_argument("replace() argument 1", args[1])?;
    let new = vm.str_argument("replace() argument 2", args[2])?;
    let limit = vm.int_argument(args[3], -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let len = vm.heap.text(this).len();
    vm.spend(len / FAST + 1)?;
    let (text, wanted) = (vm.heap.text(this), vm.heap.text(old));
    let count = if wanted.is_empty() {
        (vm.heap.str_len(this) + 1).min(limit)
    } else {
        occurrences(text.as_bytes(), wanted.as_bytes(), limit)
    };
    if count == 0 {
        return Ok(Value::Str(this));
    }
    let (gone, added) = (wanted.len().saturating_mul(count), vm.heap.text(new).len().saturating_mul(count));
    let total = len.saturating_sub(gone).saturating_add(added);
    vm.spend(count)?;
    let mut out = vm.text_buffer(total)?;
    let (text, wanted, new_text) = (vm.heap.text(this), vm.heap.text(old), vm.heap.text(new));
    if wanted.is_empty() {
        insert_between(&mut out, text, new_text, count);
    } else {
        let mut start = 0;
        for at in memmem::find_iter(text.as_bytes(), wanted.as_bytes()).take(limit) {
            out.push_str(text.get(start..at).unwrap_or_default());
            out.push_str(new_text);
            start = at + wanted.len();
        }
        out.push_str(text.get(start..).unwrap_or_default());
    }
    let surrogates = vm.any_surrogates(&[this, new]);
    vm.heap.string_shared(out, surrogates)
}

/// The empty string stands before each character and at the end.
fn insert_between(out: &mut String, text: &str, new: &str, count: usize) {
    let mut chars = text.chars();
    for _ in 0..count {
        out.push_str(new);
        if let Some(it) = chars.next() {
            out.push(it);
        }
    }
    out.push_str(chars.as_str());
}
