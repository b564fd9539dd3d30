//! `split`, `partition`, `splitlines`, `join`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use memchr::memmem;

use super::text::{FAST, SLOW, occurrences};
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::unicode::{is_line_end, is_space};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("split", "self, /, sep=None, maxsplit=-1", split),
    Def::method("rsplit", "self, /, sep=None, maxsplit=-1", rsplit),
    Def::method("splitlines", "self, /, keepends=False", splitlines),
    Def::method("partition", "self, sep, /", partition),
    Def::method("rpartition", "self, sep, /", rpartition),
    Def::method("join", "self, iterable, /", join),
];

/// Byte ranges of parts, with their memory checked as they grow.
type Parts = Vec<(usize, usize)>;

/// How many splits are wanted at most.
fn limit(vm: &mut Vm, value: Value) -> Res<usize> {
    let limit = vm.int_argument(value, -1)?;
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

/// A separator; None for whitespace.
fn separator(vm: &mut Vm, value: Value) -> Res<Option<Id<Str>>> {
    if value.is_absent() {
        return Ok(None);
    }
    let Some(id) = vm.as_str(value) else {
        let text = format!("must be str or None, not {}", vm.type_name(value));
        return Err(vm.type_error(&text));
    };
    if vm.heap.str_len(id) == 0 {
        return Err(vm.value_error("empty separator"));
    }
    Ok(Some(id))
}

/// Checks that a list of as many parts as a text can have would fit.
fn room_for_parts(vm: &mut Vm, count: usize) -> Res<()> {
    vm.spend(count / 4)?;
    vm.heap.room(count.saturating_mul(size_of::<(usize, usize)>() + size_of::<Value>()))
}

fn split(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let sep = separator(vm, args[1])?;
    let limit = limit(vm, args[2])?;
    let parts = match sep {
        Some(sep) => {
            vm.spend(vm.heap.text(this).len() / FAST + 1)?;
            let (text, sep) = (vm.heap.text(this).as_bytes(), vm.heap.text(sep).as_bytes());
            let count = occurrences(text, sep, limit);
            let width = sep.len();
            room_for_parts(vm, count + 1)?;
            let (text, sep) =
                (vm.heap.text(this).as_bytes(), vm.as_str(args[1]).map_or("", |it| vm.heap.text(it)));
            let mut parts = Parts::with_capacity(count + 1);
            let mut start = 0;
            for at in memmem::find_iter(text, sep.as_bytes()).take(limit) {
                parts.push((start, at));
                start = at + width;
            }
            parts.push((start, text.len()));
            parts
        }
        None => {
            vm.spend(vm.heap.text(this).len() / SLOW + 1)?;
            let most = (vm.heap.str_len(this) / 2).min(limit) + 1;
            room_for_parts(vm, most)?;
            split_spaces(vm.heap.text(this), limit)
        }
    };
    vm.substrings(this, &parts)
}

fn split_spaces(text: &str, limit: usize) -> Parts {
    let mut parts = Parts::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        if parts.len() == limit {
            parts.push((start, text.len()));
            break;
        }
        let len = rest.find(is_space).unwrap_or(rest.len());
        parts.push((start, start + len));
        rest = rest.get(len..).unwrap_or_default().trim_start_matches(is_space);
    }
    parts
}

fn rsplit(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let sep = separator(vm, args[1])?;
    let limit = limit(vm, args[2])?;
    let len = vm.heap.text(this).len();
    let mut parts = match sep {
        Some(sep) => {
            vm.spend(len / FAST + 1)?;
            let most = (len / vm.heap.text(sep).len()).min(limit) + 1;
            room_for_parts(vm, most)?;
            let (text, sep) = (vm.heap.text(this).as_bytes(), vm.heap.text(sep).as_bytes());
            rsplit_by(text, sep, limit)
        }
        None => {
            vm.spend(len / SLOW + 1)?;
            let most = (vm.heap.str_len(this) / 2).min(limit) + 1;
            room_for_parts(vm, most)?;
            rsplit_spaces(vm.heap.text(this), limit)
        }
    };
    parts.reverse();
    vm.substrings(this, &parts)
}

/// Parts from the right; the last one in the list is the leftmost.
pub(crate) fn rsplit_by(text: &[u8], sep: &[u8], limit: usize) -> Parts {
    let finder = memmem::FinderRev::new(sep);
    let mut parts = Parts::new();
    let mut end = text.len();
    while parts.len() < limit {
        let Some(at) = finder.rfind(&text[..end]) else { break };
        parts.push((at + sep.len(), end));
        end = at;
    }
    parts.push((0, end));
    parts
}

fn rsplit_spaces(text: &str, limit: usize) -> Parts {
    let mut parts = Parts::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit {
            parts.push((0, rest.len()));
            break;
        }
        let tail = rest.trim_end_matches(|it| !is_space(it)).len();
        parts.push((tail, rest.len()));
        rest = rest.get(..tail).unwrap_or_default().trim_end_matches(is_space);
    }
    parts
}

fn splitlines(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let keep = vm.bool_argument(args[1], false)?;
    vm.spend(vm.heap.text(this).len() / SLOW + 1)?;
    let most = vm.heap.text(this).chars().filter(|it| is_line_end(*it)).count() + 1;
    room_for_parts(vm, most)?;
    let text = vm.heap.text(this);
    let mut parts = Parts::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        if !is_line_end(it) {
            continue;
        }
        let mut end = at + it.len_utf8();
        if it == '\r' && chars.next_if(|(_, it)| *it == '\n').is_some() {
            end += 1;
        }
        parts.push((start, if keep { end } else { at }));
        start = end;
    }
    if start < text.len() {
        parts.push((start, text.len()));
    }
    vm.substrings(this, &parts)
}

fn cut(vm: &mut Vm, args: &[Value], last: bool) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(sep) = vm.as_str(args[1]) else {
        let text = format!("must be str, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    if vm.heap.str_len(sep) == 0 {
        return Err(vm.value_error("empty separator"));
    }
    let len = vm.heap.text(this).len();
    vm.spend(len / FAST + 1)?;
    let (text, wanted) = (vm.heap.text(this).as_bytes(), vm.heap.text(sep).as_bytes());
    let width = wanted.len();
    let found = if last { memmem::rfind(text, wanted) } else { memmem::find(text, wanted) };
    let Some(at) = found else {
        let empty = Value::Str(vm.heap.intern("")?);
        let whole = Value::Str(this);
        return vm.heap.tuple_of(&if last { [empty, empty, whole] } else { [whole, empty, empty] });
    };
    let head = vm.heap.substring(this, 0, at)?;
    let tail = vm.heap.substring(this, at + width, len)?;
    vm.heap.tuple_of(&[head, Value::Str(sep), tail])
}

fn partition(vm: &mut Vm, args: &[Value]) -> Res {
    cut(vm, args, false)
}

fn rpartition(vm: &mut Vm, args: &[Value]) -> Res {
    cut(vm, args, true)
}

fn join(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    if !vm.is_iterable(args[1]) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect_list(args[1])?;
    vm.spend(items.len() / 4 + 1)?;
    let mut total = vm.heap.text(this).len().saturating_mul(items.len().saturating_sub(1));
    let mut surrogates = vm.heap.str_has_surrogates(this) && items.len() > 1;
    let mut parts = Vec::with_capacity(items.len());
    for (index, it) in items.iter().enumerate() {
        let Some(id) = vm.as_str(*it) else {
            let text = format!("sequence item {index}: expected str instance, {} found", vm.type_name(*it));
            return Err(vm.type_error(&text));
        };
        total = total.saturating_add(vm.heap.text(id).len());
        surrogates |= vm.heap.str_has_surrogates(id);
        parts.push(id);
    }
    if let [one] = parts.as_slice() {
        return Ok(Value::Str(*one));
    }
    let mut out: String = vm.text_buffer(total)?;
    for (index, it) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(vm.heap.text(this));
        }
        out.push_str(vm.heap.text(*it));
    }
    vm.heap.string_shared(out, surrogates)
}
