//! `BufferedRWPair`: a reader and a writer as one stream.

use super::{base, io};
use crate::error::Res;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The data of a `BufferedRWPair`.
    pub(crate) struct Pair { reader, writer }
}

macro_rules! forward {
    ($name:literal, $signature:literal, $field:ident) => {
        Def::method($name, $signature, |vm, args| {
            let it = pair(vm, args[0])?;
            let given = args.iter().skip(1).position(|it| it.is_unset()).map_or(args.len(), |it| it + 1);
            vm.call_method(it.$field, $name, &args[1..given])
        })
    };
}

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, *args, **kwargs", |vm, args| {
        let class = super::class_argument(vm, args[0])?;
        vm.heap.object(class, Pair { reader: Value::Unset, writer: Value::Unset })
    }),
    Def::method("__init__", "self, reader, writer, buffer_size=131072, /", init),
    forward!("read", "self, size=-1, /", reader),
    forward!("read1", "self, size=-1, /", reader),
    forward!("peek", "self, size=0, /", reader),
    forward!("readinto", "self, buffer, /", reader),
    forward!("readinto1", "self, buffer, /", reader),
    forward!("readline", "self, size=-1, /", reader),
    forward!("readable", "self, /", reader),
    forward!("write", "self, b, /", writer),
    forward!("flush", "self, /", writer),
    forward!("writable", "self, /", writer),
    Def::method("isatty", "self, /", |vm, args| {
        let it = pair(vm, args[0])?;
        let answer = vm.call_method(it.writer, "isatty", &[])?;
        if vm.truth(answer)? { Ok(answer) } else { vm.call_method(it.reader, "isatty", &[]) }
    }),
    Def::method("close", "self, /", |vm, args| {
        let it = pair(vm, args[0])?;
        vm.call_method(it.writer, "close", &[])?;
        vm.call_method(it.reader, "close", &[])
    }),
    Def::get("closed", |vm, args| {
        let it = pair(vm, args[0])?;
        base::is_closed(vm, it.writer).map(Value::Bool)
    }),
];

fn pair(vm: &mut Vm, this: Value) -> Res<Pair> {
    match vm.payload::<Pair>(this) {
        Some(it) if it.reader.is_set() => Ok(*it),
        _ => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let &[this, reader, writer, size, ..] = args else { return Ok(Value::None) };
    base::check(vm, reader, "readable", "File or stream is not readable.")?;
    base::check(vm, writer, "writable", "File or stream is not writable.")?;
    let classes = io(vm)?;
    let size = size.or(Value::Int(super::BUFFER_SIZE as i64));
    let reader = vm.call(Value::Class(classes.reader), &[reader, size])?;
    vm.keep(reader);
    let writer = vm.call(Value::Class(classes.writer), &[writer, size])?;
    if let Some(it) = vm.payload_mut::<Pair>(this) {
        *it = Pair { reader, writer };
    }
    Ok(Value::None)
}
