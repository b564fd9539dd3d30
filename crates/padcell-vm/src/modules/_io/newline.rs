//! `IncrementalNewlineDecoder`: newlines translated piece by piece, behind any other decoder.

use alloc::string::String;
use core::any::Any;

use super::text::Seen;
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of an `IncrementalNewlineDecoder`.
struct NewlineDecoder {
    /// None where text is given to it.
    decoder: Value,
    translate: bool,
    /// A carriage return that came last and may be half of a line break.
    held: bool,
    seen: Seen,
}

impl Payload for NewlineDecoder {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.decoder);
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
        let data =
            NewlineDecoder { decoder: Value::None, translate: false, held: false, seen: Seen::default() };
        vm.heap.object(class, data)
    }),
    Def::method("__init__", "self, decoder, translate, errors='strict'", |vm, args| {
        let translate = vm.truth(args[2])?;
        let decoder = args[1];
        if let Some(it) = vm.payload_mut::<NewlineDecoder>(args[0]) {
            *it = NewlineDecoder { decoder, translate, held: false, seen: Seen::default() };
        }
        Ok(Value::None)
    }),
    Def::method("decode", "self, input, final=False", decode),
    Def::method("getstate", "self, /", get_state),
    Def::method("setstate", "self, state, /", set_state),
    Def::method("reset", "self, /", |vm, args| {
        let mut decoder = Value::None;
        if let Some(it) = vm.payload_mut::<NewlineDecoder>(args[0]) {
            (it.held, it.seen) = (false, Seen::default());
            decoder = it.decoder;
        }
        if decoder.is_none() { Ok(Value::None) } else { vm.call_method(decoder, "reset", &[]) }
    }),
    Def::get("newlines", |vm, args| {
        let seen = vm.payload::<NewlineDecoder>(args[0]).map(|it| it.seen).unwrap_or_default();
        seen.value(vm)
    }),
];

/// Line breaks of any kind become `\n`.
pub(crate) fn translated(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn decode(vm: &mut Vm, args: &[Value]) -> Res {
    let last = if args[2].is_unset() { false } else { vm.truth(args[2])? };
    let decoder = vm.payload::<NewlineDecoder>(args[0]).map_or(Value::None, |it| it.decoder);
    let decoded = if decoder.is_none() {
        args[1]
    } else {
        vm.call_method(decoder, "decode", &[args[1], Value::Bool(last)])?
    };
    let Some(id) = vm.as_str(decoded) else {
        let text = alloc::format!("decoder should return a string result, not '{}'", vm.type_name(decoded));
        return Err(vm.type_error(&text));
    };
    let len = vm.heap.text(id).len();
    vm.spend(1 + len / 8)?;
    vm.heap.room(len.saturating_mul(2))?;
    let surrogates = vm.heap.str_has_surrogates(id);
    let mut text = String::from(vm.heap.text(id));
    let Some(it) = vm.payload_mut::<NewlineDecoder>(args[0]) else { return Ok(Value::None) };
    if it.held && (!text.is_empty() || last) {
        text.insert(0, '\r');
        it.held = false;
    }
    if !last && text.ends_with('\r') {
        text.pop();
        it.held = true;
    }
    it.seen.note(&text);
    if it.translate && text.contains('\r') {
        text = translated(&text);
    }
    vm.heap.string_flagged(text, surrogates)
}

fn get_state(vm: &mut Vm, args: &[Value]) -> Res {
    let (decoder, held) =
        vm.payload::<NewlineDecoder>(args[0]).map_or((Value::None, false), |it| (it.decoder, it.held));
    let (buffer, flag) = if decoder.is_none() {
        (vm.heap.bytes(alloc::vec::Vec::new())?, 0)
    } else {
        let state = vm.call_method(decoder, "getstate", &[])?;
        let items = vm.unpack(state, 2)?;
        vm.keep(items[0]);
        (items[0], vm.index_i64(items[1])?)
    };
    let flag = flag.wrapping_mul(2) | i64::from(held);
    vm.heap.tuple_of(&[buffer, Value::Int(flag)])
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Res {
    let items = match vm.unwrap(args[1]) {
        Value::Tuple(_) => vm.unpack(args[1], 2)?,
        _ => return Err(vm.type_error("state argument must be a tuple")),
    };
    let flag = vm.index_i64(items[1])?;
    let mut decoder = Value::None;
    if let Some(it) = vm.payload_mut::<NewlineDecoder>(args[0]) {
        it.held = flag & 1 != 0;
        decoder = it.decoder;
    }
    if decoder.is_none() {
        return Ok(Value::None);
    }
    let state = vm.heap.tuple_of(&[items[0], Value::Int(flag >> 1)])?;
    vm.keep(state);
    vm.call_method(decoder, "setstate", &[state])
}
