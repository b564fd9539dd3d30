//! `find`, `index`, `count`, `startswith` and their kin.

use alloc::format;

use memchr::memmem;

use super::text::{FAST, occurrences};
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("find", "self, sub, start=None, end=None, /", find),
    Def::method("rfind", "self, sub, start=None, end=None, /", rfind),
    Def::method("index", "self, sub, start=None, end=None, /", index),
    Def::method("rindex", "self, sub, start=None, end=None, /", rindex),
    Def::method("count", "self, sub, start=None, end=None, /", count),
    Def::method("startswith", "self, prefix, start=None, end=None, /", startswith),
    Def::method("endswith", "self, suffix, start=None, end=None, /", endswith),
];

/// Byte offsets of the part of a string in which a search goes; None where its start is past its end.
fn bounds(vm: &mut Vm, id: Id<Str>, start: Value, stop: Value) -> Res<Option<(usize, usize)>> {
    let len = vm.heap.str_len(id);
    let (start, stop) = vm.search_range(start, stop, len)?;
    if start > stop {
        return Ok(None);
    }
    let bytes = vm.heap.text(id).len();
    if !vm.heap.str_is_ascii(id) && (start > 0 || stop < len) {
        vm.spend(bytes / FAST)?;
        vm.heap.index_offsets(id)?;
    }
    Ok(Some((vm.heap.byte_offset(id, start), vm.heap.byte_offset(id, stop))))
}

fn locate(vm: &mut Vm, args: &[Value], name: &str, last: bool) -> Res<Option<i64>> {
    let this = vm.this_str(args[0])?;
    let part = vm.str_argument(&format!("{name}() argument 1"), args[1])?;
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else { return Ok(None) };
    vm.spend((end - start) / FAST + 1)?;
    if vm.heap.str_has_surrogates(part) && !vm.heap.str_has_surrogates(this) {
        return Ok(None);
    }
    let (text, wanted) = (vm.heap.text(this).as_bytes(), vm.heap.text(part).as_bytes());
    let text = text.get(start..end).unwrap_or_default();
    let found = if last { memmem::rfind(text, wanted) } else { memmem::find(text, wanted) };
    let Some(found) = found else { return Ok(None) };
    if !vm.heap.str_is_ascii(this) {
        vm.spend((start + found) / FAST)?;
        vm.heap.index_offsets(this)?;
    }
    Ok(Some(vm.heap.char_index(this, start + found) as i64))
}

fn find(vm: &mut Vm, args: &[Value]) -> Res {
    locate(vm, args, "find", false).map(|it| Value::Int(it.unwrap_or(-1)))
}

fn rfind(vm: &mut Vm, args: &[Value]) -> Res {
    locate(vm, args, "rfind", true).map(|it| Value::Int(it.unwrap_or(-1)))
}

fn index(vm: &mut Vm, args: &[Value]) -> Res {
    match locate(vm, args, "index", false)? {
        Some(it) => Ok(Value::Int(it)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn rindex(vm: &mut Vm, args: &[Value]) -> Res {
    match locate(vm, args, "rindex", true)? {
        Some(it) => Ok(Value::Int(it)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let part = vm.str_argument("count() argument 1", args[1])?;
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else { return Ok(Value::Int(0)) };
    vm.spend((end - start) / FAST + 1)?;
    let (text, wanted) = (vm.heap.text(this), vm.heap.text(part));
    let text = text.get(start..end).unwrap_or_default();
    let count = if wanted.is_empty() {
        text.chars().count() + 1
    } else {
        occurrences(text.as_bytes(), wanted.as_bytes(), usize::MAX)
    };
    Ok(Value::Int(count as i64))
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, test: fn(&str, &str) -> bool) -> Res {
    let this = vm.this_str(args[0])?;
    let one;
    let wanted: &[Value] = match vm.unwrap(args[1]) {
        Value::Tuple(id) => {
            vm.spend(vm.heap.tuples[id].items.len())?;
            &vm.heap.tuples[id].items.clone()
        }
        other @ Value::Str(_) => {
            one = [other];
            &one
        }
        _ => {
            let text =
                format!("{name} first arg must be str or a tuple of str, not {}", vm.type_name(args[1]));
            return Err(vm.type_error(&text));
        }
    };
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else {
        // Past the end, not even the empty string is found; the tuple's items are looked at all the same.
        return Ok(Value::Bool(false));
    };
    for it in wanted {
        let Some(part) = vm.as_str(*it) else {
            let text = format!("tuple for {name} must only contain str, not {}", vm.type_name(*it));
            return Err(vm.type_error(&text));
        };
        vm.spend(vm.heap.text(part).len() / FAST)?;
        if test(vm.heap.text(this).get(start..end).unwrap_or_default(), vm.heap.text(part)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn startswith(vm: &mut Vm, args: &[Value]) -> Res {
    affix(vm, args, "startswith", |text, part| text.starts_with(part))
}

fn endswith(vm: &mut Vm, args: &[Value]) -> Res {
    affix(vm, args, "endswith", |text, part| text.ends_with(part))
}
