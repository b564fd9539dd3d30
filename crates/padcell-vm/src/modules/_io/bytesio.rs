//! `BytesIO`: a stream of bytes in memory. The bytes are a bytearray, so that `getbuffer` can show them.

use core::any::Any;

use super::{base, size_argument};
use crate::error::Res;
use crate::heap::{Bytes, Id, Payload, Tracer};
use crate::native::Def;
use crate::types::bytearray::check_resizable;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `BytesIO`.
#[derive(Clone, Copy)]
struct BytesIO {
    /// Unset once it is closed.
    data: Value,
    position: usize,
}

impl Payload for BytesIO {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.data);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
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
        let data = vm.heap.bytearray(alloc::vec::Vec::new())?;
        vm.heap.object(class, BytesIO { data, position: 0 })
    }),
    Def::method("__init__", "self, initial_bytes=b''", init),
    Def::method("getvalue", "self, /", |vm, args| {
        let (id, _) = open(vm, args[0])?;
        let data = vm.copy_bytes(Value::ByteArray(id))?;
        vm.heap.bytes(data)
    }),
    Def::method("getbuffer", "self, /", |vm, args| {
        let (id, _) = open(vm, args[0])?;
        vm.call(Value::Class(vm.types.memoryview), &[Value::ByteArray(id)])
    }),
    Def::method("read", "self, size=-1, /", read),
    Def::method("read1", "self, size=-1, /", read),
    Def::method("peek", "self, size=1, /", |vm, args| {
        let (id, position) = open(vm, args[0])?;
        let len = vm.heap.bytes[id].data.len();
        part(vm, id, position, len)
    }),
    Def::method("readinto", "self, buffer, /", |vm, args| {
        let (id, position) = open(vm, args[0])?;
        let room = vm.writable_len(args[1])?;
        vm.spend(room / 16)?;
        vm.heap.room(room)?;
        let data = vm.heap.bytes[id].data.get(position..).unwrap_or_default();
        let data = data.get(..room).unwrap_or(data).to_vec();
        move_to(vm, args[0], position + data.len());
        vm.write_into(args[1], &data)
    }),
    Def::method("readline", "self, size=-1, /", |vm, args| {
        let limit = size_argument(vm, args[1])?;
        readline(vm, args[0], limit)
    }),
    Def::method("__next__", "self, /", |vm, args| {
        let line = readline(vm, args[0], None)?;
        if vm.len(line)? == 0 { Err(vm.stop_iteration_with(Value::None)) } else { Ok(line) }
    }),
    Def::method("readlines", "self, hint=-1, /", base::readlines),
    Def::method("write", "self, b, /", write),
    Def::method("writelines", "self, lines, /", base::writelines),
    Def::method("seek", "self, pos, whence=0, /", seek),
    Def::method("tell", "self, /", |vm, args| {
        let (_, position) = open(vm, args[0])?;
        Ok(Value::Int(i64::try_from(position).unwrap_or(i64::MAX)))
    }),
    Def::method("truncate", "self, size=None, /", truncate),
    Def::method("close", "self, /", |vm, args| {
        if let Ok((id, _)) = data_of(vm, args[0]) {
            check_resizable(vm, id)?;
        }
        if let Some(it) = vm.payload_mut::<BytesIO>(args[0]) {
            it.data = Value::Unset;
        }
        Ok(Value::None)
    }),
    Def::method("flush", "self, /", |vm, args| open(vm, args[0]).map(|_| Value::None)),
    Def::method("isatty", "self, /", |vm, args| open(vm, args[0]).map(|_| Value::Bool(false))),
    Def::method("readable", "self, /", yes),
    Def::method("writable", "self, /", yes),
    Def::method("seekable", "self, /", yes),
    Def::get("closed", |vm, args| Ok(Value::Bool(data_of(vm, args[0]).is_err()))),
    Def::method("__getstate__", "self, /", |vm, args| {
        let (id, position) = open(vm, args[0])?;
        let data = vm.copy_bytes(Value::ByteArray(id))?;
        let data = vm.heap.bytes(data)?;
        let dict = vm.dict_of(args[0])?.map_or(Value::None, Value::Dict);
        vm.heap.tuple_of(&[data, Value::Int(i64::try_from(position).unwrap_or(i64::MAX)), dict])
    }),
    Def::method("__setstate__", "self, state, /", set_state),
];

fn yes(vm: &mut Vm, args: &[Value]) -> Res {
    open(vm, args[0]).map(|_| Value::Bool(true))
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let data = if args[1].is_absent() { alloc::vec::Vec::new() } else { vm.copy_bytes(args[1])? };
    let data = vm.heap.bytearray(data)?;
    if let Some(it) = vm.payload_mut::<BytesIO>(args[0]) {
        *it = BytesIO { data, position: 0 };
    }
    Ok(Value::None)
}

fn data_of(vm: &Vm, this: Value) -> Result<(Id<Bytes>, usize), ()> {
    match vm.payload::<BytesIO>(this) {
        Some(BytesIO { data: Value::ByteArray(id), position }) => Ok((*id, *position)),
        _ => Err(()),
    }
}

/// Bytes and position of a stream that is not closed.
fn open(vm: &mut Vm, this: Value) -> Res<(Id<Bytes>, usize)> {
    data_of(vm, this).map_err(|()| vm.value_error("I/O operation on closed file."))
}

fn move_to(vm: &mut Vm, this: Value, position: usize) {
    if let Some(it) = vm.payload_mut::<BytesIO>(this) {
        it.position = position;
    }
}

fn part(vm: &mut Vm, id: Id<Bytes>, start: usize, end: usize) -> Res {
    let len = end.saturating_sub(start);
    vm.spend(len / 16)?;
    vm.heap.room(len)?;
    let data = vm.heap.bytes[id].data.get(start..end).unwrap_or_default().to_vec();
    vm.heap.bytes(data)
}

fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let size = size_argument(vm, args[1])?;
    let (id, position) = open(vm, args[0])?;
    let len = vm.heap.bytes[id].data.len();
    let end = size.map_or(len, |it| position.saturating_add(it).min(len));
    if end > position {
        move_to(vm, args[0], end);
    }
    part(vm, id, position, end)
}

fn readline(vm: &mut Vm, this: Value, limit: Option<usize>) -> Res {
    let (id, position) = open(vm, this)?;
    let rest = vm.heap.bytes[id].data.get(position..).unwrap_or_default();
    let rest = limit.and_then(|it| rest.get(..it)).unwrap_or(rest);
    let end = position + rest.iter().position(|it| *it == b'\n').map_or(rest.len(), |it| it + 1);
    move_to(vm, this, end);
    part(vm, id, position, end)
}

fn write(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, position) = open(vm, args[0])?;
    vm.bytes_like(args[1])?;
    check_resizable(vm, id)?;
    let added = vm.view_len(args[1]);
    if added == 0 {
        return Ok(Value::Int(0));
    }
    let end = position.saturating_add(added);
    resize_room(vm, id, end)?;
    let data = vm.copy_bytes(args[1])?;
    let all = &mut vm.heap.bytes[id].data;
    if all.len() < end {
        all.resize(end, 0);
    }
    if let Some(place) = all.get_mut(position..end) {
        place.copy_from_slice(&data);
    }
    move_to(vm, args[0], end);
    Ok(Value::Int(i64::try_from(added).unwrap_or(i64::MAX)))
}

/// Makes room for `len` bytes, charged; grows by half, so that many small writes stay cheap.
fn resize_room(vm: &mut Vm, id: Id<Bytes>, len: usize) -> Res<()> {
    let data = &vm.heap.bytes[id].data;
    let (used, capacity) = (data.len(), data.capacity());
    if len <= capacity {
        return Ok(());
    }
    let wanted = len.max(capacity.saturating_add(capacity / 2)).max(64);
    vm.heap.charge(wanted - capacity)?;
    vm.heap.bytes[id].data.reserve_exact(wanted - used);
    Ok(())
}

fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, position) = open(vm, args[0])?;
    let offset = vm.index_i64(args[1])?;
    let whence = if args[2].is_unset() { 0 } else { vm.index_i64(args[2])? };
    let len = vm.heap.bytes[id].data.len();
    let from = match whence {
        0 if offset < 0 => {
            let text = alloc::format!("negative seek value {offset}");
            return Err(vm.value_error(&text));
        }
        0 => 0,
        1 => position,
        2 => len,
        _ => {
            let text = alloc::format!("invalid whence ({whence}, should be 0, 1 or 2)");
            return Err(vm.value_error(&text));
        }
    };
    let Some(to) = i64::try_from(from).ok().and_then(|it| it.checked_add(offset)) else {
        return Err(vm.overflow_error("new position too large"));
    };
    let to = usize::try_from(to).unwrap_or(0);
    move_to(vm, args[0], to);
    Ok(Value::Int(i64::try_from(to).unwrap_or(i64::MAX)))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Res {
    let (id, position) = open(vm, args[0])?;
    check_resizable(vm, id)?;
    let size = match args[1].is_absent() {
        true => i64::try_from(position).unwrap_or(i64::MAX),
        false => vm.index_i64(args[1])?,
    };
    let Ok(len) = usize::try_from(size) else {
        let text = alloc::format!("negative size value {size}");
        return Err(vm.value_error(&text));
    };
    vm.heap.bytes[id].data.truncate(len);
    Ok(Value::Int(size))
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Res {
    let state = match vm.unwrap(args[1]) {
        Value::Tuple(id) if vm.heap.tuples[id].items.len() == 3 => vm.heap.tuples[id].items.to_vec(),
        _ => {
            let text = alloc::format!(
                "{}.__setstate__ argument should be 3-tuple, got {}",
                vm.type_name(args[0]),
                vm.type_name(args[1])
            );
            return Err(vm.type_error(&text));
        }
    };
    let [data, position, dict] = state[..] else { return Ok(Value::None) };
    init(vm, &[args[0], data])?;
    let position = vm.index_i64(position)?;
    let Ok(position) = usize::try_from(position) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    move_to(vm, args[0], position);
    if let (Value::Dict(from), Some(to)) = (vm.unwrap(dict), vm.dict_of(args[0])?) {
        vm.call_method(Value::Dict(to), "update", &[Value::Dict(from)])?;
    }
    Ok(Value::None)
}
