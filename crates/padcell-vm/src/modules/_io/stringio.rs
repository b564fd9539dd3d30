//! `StringIO`: a stream of text in memory.

use alloc::string::String;
use core::any::Any;

use super::newline::translated;
use super::text::{Newline, Seen};
use super::{size_argument, unsupported};
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `StringIO`.
struct StringIO {
    closed: bool,
    text: String,
    surrogates: bool,
    /// Length in characters.
    chars: usize,
    /// The position in characters; it may lie beyond the end.
    position: usize,
    /// The same in bytes, if it does not.
    offset: usize,
    newline: Newline,
    seen: Seen,
}

impl Payload for StringIO {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.text.capacity()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", |vm, args| {
        let class = super::class_argument(vm, args[0])?;
        vm.heap.object(class, blank(Newline::Lf))
    }),
    Def::method("__init__", "self, initial_value='', newline='\\n'", init),
    Def::method("getvalue", "self, /", |vm, args| {
        let it = open(vm, args[0])?;
        let (len, surrogates) = (it.text.len(), it.surrogates);
        vm.spend(len / 16)?;
        vm.heap.room(len)?;
        let text = open(vm, args[0])?.text.clone();
        vm.heap.string_flagged(text, surrogates)
    }),
    Def::method("read", "self, size=-1, /", |vm, args| {
        let size = size_argument(vm, args[1])?;
        let it = open(vm, args[0])?;
        let rest = it.text.get(it.offset..).unwrap_or_default();
        let rest = if it.position > it.chars { "" } else { rest };
        let len = size.and_then(|size| rest.char_indices().nth(size)).map_or(rest.len(), |(at, _)| at);
        take(vm, args[0], len)
    }),
    Def::method("readline", "self, size=-1, /", |vm, args| {
        let limit = size_argument(vm, args[1])?;
        readline(vm, args[0], limit)
    }),
    Def::method("__next__", "self, /", |vm, args| {
        let exact = super::io(vm)?.stringio == vm.class_of(args[0]);
        open(vm, args[0])?;
        let line =
            if exact { readline(vm, args[0], None)? } else { vm.call_method(args[0], "readline", &[])? };
        if vm.len(line)? == 0 { Err(vm.stop_iteration_with(Value::None)) } else { Ok(line) }
    }),
    Def::method("write", "self, s, /", write),
    Def::method("seek", "self, pos, whence=0, /", seek),
    Def::method("tell", "self, /", |vm, args| {
        let position = open(vm, args[0])?.position;
        Ok(Value::Int(i64::try_from(position).unwrap_or(i64::MAX)))
    }),
    Def::method("truncate", "self, pos=None, /", truncate),
    Def::method("close", "self, /", |vm, args| {
        if let Some(it) = vm.payload_mut::<StringIO>(args[0]) {
            it.closed = true;
            it.text = String::new();
        }
        Ok(Value::None)
    }),
    Def::method("readable", "self, /", yes),
    Def::method("writable", "self, /", yes),
    Def::method("seekable", "self, /", yes),
    Def::get("closed", |vm, args| {
        Ok(Value::Bool(vm.payload::<StringIO>(args[0]).is_none_or(|it| it.closed)))
    }),
    Def::get("line_buffering", |vm, args| open(vm, args[0]).map(|_| Value::Bool(false))),
    Def::get("newlines", |vm, args| {
        let it = open(vm, args[0])?;
        let (seen, universal) = (it.seen, it.newline.is_universal());
        if universal { seen.value(vm) } else { Ok(Value::None) }
    }),
    Def::method("__getstate__", "self, /", get_state),
    Def::method("__setstate__", "self, state, /", set_state),
];

fn blank(newline: Newline) -> StringIO {
    StringIO {
        closed: false,
        text: String::new(),
        surrogates: false,
        chars: 0,
        position: 0,
        offset: 0,
        newline,
        seen: Seen::default(),
    }
}

fn yes(vm: &mut Vm, args: &[Value]) -> Res {
    open(vm, args[0]).map(|_| Value::Bool(true))
}

fn open(vm: &mut Vm, this: Value) -> Res<&mut StringIO> {
    match vm.payload::<StringIO>(this) {
        Some(it) if !it.closed => {}
        _ => return Err(vm.value_error("I/O operation on closed file")),
    }
    match vm.payload_mut::<StringIO>(this) {
        Some(it) => Ok(it),
        None => Err(crate::error::Unwind::Raised),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, initial, newline, ..] = args else { return Ok(Value::None) };
    let newline = if newline.is_unset() { Newline::Lf } else { Newline::parse(vm, newline)? };
    if !initial.is_absent() && vm.as_str(initial).is_none() {
        let text = alloc::format!("initial_value must be str or None, not {}", vm.type_name(initial));
        return Err(vm.type_error(&text));
    }
    if let Some(it) = vm.payload_mut::<StringIO>(this) {
        *it = blank(newline);
    }
    if !initial.is_absent() {
        write(vm, &[this, initial])?;
        let it = open(vm, this)?;
        (it.position, it.offset) = (0, 0);
    }
    Ok(Value::None)
}

/// Takes `len` bytes from the position on.
fn take(vm: &mut Vm, this: Value, len: usize) -> Res {
    vm.spend(len / 16)?;
    vm.heap.room(len)?;
    let it = open(vm, this)?;
    let part = String::from(it.text.get(it.offset..it.offset + len).unwrap_or_default());
    it.offset += part.len();
    it.position += if it.chars == it.text.len() { part.len() } else { part.chars().count() };
    let surrogates = it.surrogates;
    vm.heap.string_flagged(part, surrogates)
}

fn readline(vm: &mut Vm, this: Value, limit: Option<usize>) -> Res {
    let it = open(vm, this)?;
    if it.position > it.chars {
        return vm.heap.str("");
    }
    let rest = it.text.get(it.offset..).unwrap_or_default();
    let end = super::text::line_end(rest, 0, it.newline).unwrap_or(rest.len());
    let len = match limit {
        Some(limit) => {
            rest.get(..end).unwrap_or_default().char_indices().nth(limit).map_or(end, |(at, _)| at)
        }
        None => end,
    };
    take(vm, this, len)
}

fn write(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(id) = vm.as_str(args[1]) else {
        let text = alloc::format!("string argument expected, got '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    let it = open(vm, args[0])?;
    let newline = it.newline;
    let (len, chars) = (vm.heap.text(id).len(), vm.heap.str_len(id));
    vm.spend(1 + len / 16)?;
    vm.heap.room(len.saturating_mul(2))?;
    let surrogates = vm.heap.str_has_surrogates(id);
    let source = vm.heap.text(id);
    let text = match newline {
        Newline::Universal if source.contains('\r') => translated(source),
        Newline::Cr | Newline::CrLf if source.contains('\n') => source.replace('\n', newline.written()),
        _ => String::from(source),
    };
    let seen = if newline.is_universal() { Some(String::from(source)) } else { None };
    put(vm, args[0], &text, surrogates)?;
    if let Some(seen) = seen {
        open(vm, args[0])?.seen.note(&seen);
    }
    Ok(Value::Int(i64::try_from(chars).unwrap_or(i64::MAX)))
}

/// Writes text at the position, over what stands there.
fn put(vm: &mut Vm, this: Value, text: &str, surrogates: bool) -> Res<()> {
    if text.is_empty() {
        return Ok(());
    }
    let it = open(vm, this)?;
    let gap = it.position.saturating_sub(it.chars);
    let (used, capacity) = (it.text.len(), it.text.capacity());
    let wanted = used.saturating_add(gap).saturating_add(text.len());
    if wanted > capacity {
        let grown = wanted.max(capacity.saturating_add(capacity / 2)).max(64);
        vm.heap.charge(grown - capacity)?;
        open(vm, this)?.text.reserve_exact(grown - used);
    }
    vm.spend(gap / 16)?;
    let it = open(vm, this)?;
    it.surrogates |= surrogates;
    let count = text.chars().count();
    if it.position >= it.chars {
        it.text.extend(core::iter::repeat_n('\0', gap));
        it.text.push_str(text);
        it.chars = it.position + count;
        it.offset = it.text.len();
    } else {
        let rest = it.text.get(it.offset..).unwrap_or_default();
        let (over, replaced) = match rest.char_indices().nth(count) {
            Some((at, _)) => (at, count),
            None => (rest.len(), it.chars - it.position),
        };
        it.text.replace_range(it.offset..it.offset + over, text);
        it.chars = it.chars - replaced + count;
        it.offset += text.len();
    }
    it.position += count;
    let moved = it.text.len().saturating_sub(it.offset);
    vm.spend(moved / 64)
}

fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    open(vm, args[0])?;
    let offset = vm.index_i64(args[1])?;
    let whence = if args[2].is_unset() { 0 } else { vm.index_i64(args[2])? };
    match whence {
        0 if offset < 0 => {
            let text = alloc::format!("Negative seek position {offset}");
            return Err(vm.value_error(&text));
        }
        1 | 2 if offset != 0 => return Err(vm.os_error("Can't do nonzero cur-relative seeks")),
        0..=2 => {}
        _ => {
            let text = alloc::format!("Invalid whence ({whence}, should be 0, 1 or 2)");
            return Err(vm.value_error(&text));
        }
    }
    let it = open(vm, args[0])?;
    let target = match whence {
        0 => usize::try_from(offset).unwrap_or(usize::MAX),
        1 => it.position,
        _ => it.chars,
    };
    move_to(it, target);
    vm.spend(target.min(1 << 30) / 64)?;
    Ok(Value::Int(i64::try_from(target).unwrap_or(i64::MAX)))
}

fn move_to(it: &mut StringIO, target: usize) {
    it.position = target;
    it.offset = if target >= it.chars {
        it.text.len()
    } else if it.chars == it.text.len() {
        target
    } else {
        it.text.char_indices().nth(target).map_or(it.text.len(), |(at, _)| at)
    };
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Res {
    let position = open(vm, args[0])?.position;
    let size = match args[1].is_absent() {
        true => i64::try_from(position).unwrap_or(i64::MAX),
        false => vm.index_i64(args[1])?,
    };
    let Ok(len) = usize::try_from(size) else {
        let text = alloc::format!("Negative size value {size}");
        return Err(vm.value_error(&text));
    };
    let it = open(vm, args[0])?;
    if len < it.chars {
        let position = it.position;
        move_to(it, len);
        let end = it.offset;
        it.text.truncate(end);
        it.chars = len;
        it.position = position;
        it.offset = it.offset.min(it.text.len());
        if position < len {
            move_to(it, position);
        }
    }
    Ok(Value::Int(size))
}

fn get_state(vm: &mut Vm, args: &[Value]) -> Res {
    let value = vm.call_method(args[0], "getvalue", &[])?;
    vm.keep(value);
    let it = open(vm, args[0])?;
    let (position, newline) = (it.position, it.newline);
    let newline = match newline {
        Newline::Universal => Value::None,
        Newline::Untranslated => vm.heap.str("")?,
        other => vm.heap.str(other.written())?,
    };
    vm.keep(newline);
    let dict = vm.dict_of(args[0])?.map_or(Value::None, Value::Dict);
    vm.heap.tuple_of(&[value, newline, Value::Int(i64::try_from(position).unwrap_or(i64::MAX)), dict])
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Res {
    let state = match vm.unwrap(args[1]) {
        Value::Tuple(id) if vm.heap.tuples[id].items.len() == 4 => vm.heap.tuples[id].items.to_vec(),
        _ => {
            let text = alloc::format!(
                "{}.__setstate__ argument should be 4-tuple, got {}",
                vm.type_name(args[0]),
                vm.type_name(args[1])
            );
            return Err(vm.type_error(&text));
        }
    };
    let [value, newline, position, dict] = state[..] else { return Ok(Value::None) };
    init(vm, &[args[0], Value::Unset, newline])?;
    let (text, surrogates) = match vm.as_str(value) {
        Some(id) => (String::from(vm.heap.text(id)), vm.heap.str_has_surrogates(id)),
        None => return Err(unsupported(vm, "initial value must be str")),
    };
    put(vm, args[0], &text, surrogates)?;
    let position = vm.index_i64(position)?;
    let Ok(position) = usize::try_from(position) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    move_to(open(vm, args[0])?, position);
    if let (Value::Dict(from), Some(to)) = (vm.unwrap(dict), vm.dict_of(args[0])?) {
        vm.call_method(Value::Dict(to), "update", &[Value::Dict(from)])?;
    }
    Ok(Value::None)
}
