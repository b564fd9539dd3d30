//! `find`, `index`, `count`, `startswith`, `replace` of `bytes` and `bytearray`.

use alloc::borrow::Cow;
use alloc::format;

use memchr::memmem;

use super::byte_of;
use crate::error::Res;
use crate::heap::{Bytes, Id};
use crate::native::Def;
use crate::types::str_::text::{FAST, occurrences};
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
    Def::method("replace", "self, old, new, count=-1, /", replace),
];

/// What is searched for.
enum Wanted {
    Byte(u8),
    Like(Value),
}

impl Wanted {
    fn new(vm: &mut Vm, value: Value) -> Res<Self> {
        if vm.is_bytes_like(value) {
            vm.bytes_like(value)?;
            return Ok(Self::Like(value));
        }
        let class = vm.class_of(value);
        if vm.class_lookup(class, vm.names.__index__).is_none() {
            let text =
                format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(value));
            return Err(vm.type_error(&text));
        }
        byte_of(vm, value, "byte must be in range(0, 256)").map(Self::Byte)
    }

    fn data<'a>(&'a self, vm: &'a Vm) -> Cow<'a, [u8]> {
        match self {
            Self::Byte(it) => Cow::Borrowed(core::slice::from_ref(it)),
            Self::Like(it) => vm.view(*it).unwrap_or_default(),
        }
    }
}

/// The part in which a search goes; None where its start is past its end.
fn bounds(vm: &mut Vm, id: Id<Bytes>, start: Value, stop: Value) -> Res<Option<(usize, usize)>> {
    let len = vm.heap.bytes[id].data.len();
    let (start, stop) = vm.search_range(start, stop, len)?;
    // The call-backs for the bounds may have changed a bytearray.
    let stop = stop.min(vm.heap.bytes[id].data.len());
    if start > stop {
        return Ok(None);
    }
    vm.spend((stop - start) / FAST + 1)?;
    Ok(Some((start, stop)))
}

fn locate(vm: &mut Vm, args: &[Value], last: bool) -> Res<Option<i64>> {
    let this = vm.this_bytes(args[0])?;
    let wanted = Wanted::new(vm, args[1])?;
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else { return Ok(None) };
    let (data, wanted) = (vm.heap.bytes[this].data.get(start..end).unwrap_or_default(), wanted.data(vm));
    let found = if last { memmem::rfind(data, &wanted) } else { memmem::find(data, &wanted) };
    Ok(found.map(|it| (start + it) as i64))
}

fn find(vm: &mut Vm, args: &[Value]) -> Res {
    locate(vm, args, false).map(|it| Value::Int(it.unwrap_or(-1)))
}

fn rfind(vm: &mut Vm, args: &[Value]) -> Res {
    locate(vm, args, true).map(|it| Value::Int(it.unwrap_or(-1)))
}

fn index(vm: &mut Vm, args: &[Value]) -> Res {
    match locate(vm, args, false)? {
        Some(it) => Ok(Value::Int(it)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn rindex(vm: &mut Vm, args: &[Value]) -> Res {
    match locate(vm, args, true)? {
        Some(it) => Ok(Value::Int(it)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let wanted = Wanted::new(vm, args[1])?;
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else { return Ok(Value::Int(0)) };
    let (data, wanted) = (vm.heap.bytes[this].data.get(start..end).unwrap_or_default(), wanted.data(vm));
    let count = if wanted.is_empty() { data.len() + 1 } else { occurrences(data, &wanted, usize::MAX) };
    Ok(Value::Int(count as i64))
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> Res {
    let this = vm.this_bytes(args[0])?;
    let (items, many) = match vm.unwrap(args[1]) {
        Value::Tuple(id) => {
            vm.spend(vm.heap.tuples[id].items.len())?;
            (vm.heap.tuples[id].items.to_vec(), true)
        }
        _ => (alloc::vec![args[1]], false),
    };
    if !many && !vm.is_bytes_like(args[1]) {
        let text =
            format!("{name} first arg must be bytes or a tuple of bytes, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let Some((start, end)) = bounds(vm, this, args[2], args[3])? else { return Ok(Value::Bool(false)) };
    for it in items {
        vm.bytes_like(it)?;
        let data = vm.heap.bytes[this].data.get(start..end).unwrap_or_default();
        if test(data, &vm.view(it).unwrap_or_default()) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn startswith(vm: &mut Vm, args: &[Value]) -> Res {
    affix(vm, args, "startswith", |data, part| data.starts_with(part))
}

fn endswith(vm: &mut Vm, args: &[Value]) -> Res {
    affix(vm, args, "endswith", |data, part| data.ends_with(part))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    vm.bytes_like(args[1])?;
    vm.bytes_like(args[2])?;
    let limit = vm.int_argument(args[3], -1)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let len = vm.heap.bytes[this].data.len();
    vm.spend(len / FAST + 1)?;
    let old = vm.view(args[1]).unwrap_or_default();
    let count = if old.is_empty() {
        (len + 1).min(limit)
    } else {
        occurrences(&vm.heap.bytes[this].data, &old, limit)
    };
    let width = old.len();
    drop(old);
    if count == 0 {
        return vm.bytes_part(args[0], 0, len);
    }
    vm.spend(count)?;
    let gone = width.saturating_mul(count);
    let total = len.saturating_sub(gone).saturating_add(vm.view_len(args[2]).saturating_mul(count));
    let mut out = vm.byte_buffer(total)?;
    let (data, old, new) = (
        &vm.heap.bytes[this].data,
        vm.view(args[1]).unwrap_or_default(),
        vm.view(args[2]).unwrap_or_default(),
    );
    let mut start = 0;
    if width == 0 {
        for at in 0..count {
            out.extend_from_slice(&new);
            out.extend(data.get(at));
        }
        start = count.min(len);
    } else {
        for at in memmem::find_iter(data, &old).take(limit) {
            out.extend_from_slice(&data[start..at]);
            out.extend_from_slice(&new);
            start = at + width;
        }
    }
    out.extend_from_slice(data.get(start..).unwrap_or_default());
    drop((old, new));
    vm.bytes_as(args[0], out)
}
