//! `make_encoder`: values to text.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use super::strings::{encode_basestring, encode_basestring_ascii, push_quoted};
use crate::error::{Res, Unwind};
use crate::heap::{Payload, Tracer};
use crate::native::{Def, NativeFn};
use crate::value::Value;
use crate::vm::Vm;

/// The data of an encoder.
#[derive(Clone)]
struct Encoder {
    check_circular: bool,
    default: Value,
    encoder: Value,
    /// What `encoder` is, if it is one of the two functions of this module: whether it escapes all but ASCII.
    ascii: Option<bool>,
    /// One level of indentation.
    indent: Option<String>,
    key_separator: String,
    item_separator: String,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
}

impl Payload for Encoder {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.default, self.encoder]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.key_separator.capacity() + self.item_separator.capacity()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method(
        "__new__",
        "cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan",
        new,
    ),
    Def::method("__call__", "self, obj, _current_indent_level", call),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let &[class, markers, default, encoder, indent, key_separator, item_separator, sort, skip, nan, ..] =
        args
    else {
        return Ok(Value::None);
    };
    let Value::Class(class) = class else { return Ok(Value::None) };
    if !markers.is_none() && !matches!(vm.unwrap(markers), Value::Dict(_)) {
        let text = format!("make_encoder() argument 1 must be dict or None, not {}", vm.type_name(markers));
        return Err(vm.type_error(&text));
    }
    let made = Encoder {
        check_circular: !markers.is_none(),
        default,
        encoder,
        ascii: native_encoder(vm, encoder),
        indent: if vm.as_str(indent).is_some() { Some(vm.string_of(indent)) } else { None },
        key_separator: vm.string_of(key_separator),
        item_separator: vm.string_of(item_separator),
        sort_keys: vm.truth(sort)?,
        skip_keys: vm.truth(skip)?,
        allow_nan: vm.truth(nan)?,
    };
    vm.heap.object(class, made)
}

fn native_encoder(vm: &Vm, function: Value) -> Option<bool> {
    let Value::Native(id) = function else { return None };
    let call = vm.heap.natives[id].def.call;
    if core::ptr::fn_addr_eq(call, encode_basestring_ascii as NativeFn) {
        return Some(true);
    }
    core::ptr::fn_addr_eq(call, encode_basestring as NativeFn).then_some(false)
}

/// One document under way.
struct Encode {
    settings: Encoder,
    out: String,
    surrogates: bool,
    /// Containers that are being written, for circles.
    active: Vec<(u8, u32)>,
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(settings) = vm.payload::<Encoder>(args[0]).cloned() else { return Ok(Value::None) };
    let level = usize::try_from(vm.index_i64(args[2])?).unwrap_or(0);
    let mut encode = Encode { settings, out: String::new(), surrogates: false, active: Vec::new() };
    encode.value(vm, args[1], level)?;
    let text = vm.heap.string_flagged(encode.out, encode.surrogates)?;
    vm.heap.tuple_of(&[text])
}

impl Encode {
    fn push(&mut self, vm: &mut Vm, text: &str) -> Res<()> {
        vm.spend(1 + text.len() / 32)?;
        if self.out.capacity() - self.out.len() < text.len() {
            vm.heap.room(self.out.len().saturating_mul(2).saturating_add(text.len()))?;
        }
        self.out.push_str(text);
        Ok(())
    }

    fn value(&mut self, vm: &mut Vm, value: Value, level: usize) -> Res<()> {
        match vm.unwrap(value) {
            Value::None => self.push(vm, "null"),
            Value::Bool(true) => self.push(vm, "true"),
            Value::Bool(false) => self.push(vm, "false"),
            Value::Str(_) => self.string(vm, value),
            number @ (Value::Int(_) | Value::BigInt(_)) => {
                let text = vm.repr(number)?;
                self.push(vm, &text)
            }
            Value::Float(it) => self.float(vm, it),
            list @ (Value::List(_) | Value::Tuple(_)) => vm.nested(|vm| self.list(vm, value, list, level)),
            dict @ Value::Dict(_) => vm.nested(|vm| self.dict(vm, value, dict, level)),
            _ => vm.nested(|vm| self.other(vm, value, level)),
        }
    }

    fn string(&mut self, vm: &mut Vm, value: Value) -> Res<()> {
        let Some(id) = vm.as_str(value) else { return Ok(()) };
        if let Some(ascii) = self.settings.ascii {
            self.surrogates |= push_quoted(vm, id, ascii, &mut self.out)?;
            return Ok(());
        }
        let made = vm.call(self.settings.encoder, &[value])?;
        let Some(id) = vm.as_str(made) else {
            let text = format!("encoder() must return a string, not {}", vm.type_name(made));
            return Err(vm.type_error(&text));
        };
        self.surrogates |= vm.heap.str_has_surrogates(id);
        let text = vm.string_of(made);
        self.push(vm, &text)
    }

    fn float(&mut self, vm: &mut Vm, it: f64) -> Res<()> {
        let text = self.float_text(vm, it)?;
        self.push(vm, &text)
    }

    fn float_text(&self, vm: &mut Vm, it: f64) -> Res<String> {
        if it.is_finite() {
            return vm.repr(Value::Float(it));
        }
        if !self.settings.allow_nan {
            let text =
                format!("Out of range float values are not JSON compliant: {}", vm.repr(Value::Float(it))?);
            return Err(vm.value_error(&text));
        }
        Ok(String::from(if it.is_nan() {
            "NaN"
        } else if it > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }))
    }

    /// Remembers a container, unless that is under way already.
    fn enter(&mut self, vm: &mut Vm, value: Value) -> Res<()> {
        if !self.settings.check_circular {
            return Ok(());
        }
        let Some(handle) = value.handle() else { return Ok(()) };
        vm.spend(self.active.len() / 8)?;
        if self.active.contains(&handle) {
            return Err(vm.value_error("Circular reference detected"));
        }
        self.active.push(handle);
        Ok(())
    }

    fn leave(&mut self) {
        if self.settings.check_circular {
            self.active.pop();
        }
    }

    fn new_line(&mut self, vm: &mut Vm, level: usize) -> Res<()> {
        let Some(indent) = self.settings.indent.clone() else { return Ok(()) };
        let len = indent.len().saturating_mul(level).saturating_add(1);
        vm.spend(len / 16)?;
        vm.heap.room(self.out.len().saturating_add(len))?;
        self.out.push('\n');
        for _ in 0..level {
            self.out.push_str(&indent);
        }
        Ok(())
    }

    fn separate(&mut self, vm: &mut Vm, level: usize) -> Res<()> {
        let separator = core::mem::take(&mut self.settings.item_separator);
        let pushed = self.push(vm, &separator);
        self.settings.item_separator = separator;
        pushed?;
        self.new_line(vm, level)
    }

    fn list(&mut self, vm: &mut Vm, value: Value, list: Value, level: usize) -> Res<()> {
        if item(vm, list, 0).is_none() {
            return self.push(vm, "[]");
        }
        self.enter(vm, value)?;
        self.push(vm, "[")?;
        self.new_line(vm, level + 1)?;
        let mut index = 0;
        // The list may change while `default` runs.
        while let Some(it) = item(vm, list, index) {
            if index > 0 {
                self.separate(vm, level + 1)?;
            }
            vm.keep(it);
            if let Err(unwind) = self.value(vm, it, level + 1) {
                let text = format!("when serializing {} item {index}", vm.type_name(value));
                return Err(add_note(vm, unwind, &text));
            }
            vm.release(vm.kept().saturating_sub(1));
            index += 1;
        }
        self.leave();
        self.new_line(vm, level)?;
        self.push(vm, "]")
    }

    fn dict(&mut self, vm: &mut Vm, value: Value, dict: Value, level: usize) -> Res<()> {
        let Value::Dict(id) = dict else { return Ok(()) };
        if vm.heap.dicts[id].is_empty() {
            return self.push(vm, "{}");
        }
        self.enter(vm, value)?;
        let mark = vm.kept();
        let items = self.items(vm, value, dict)?;
        vm.keep(items);
        self.push(vm, "{")?;
        self.new_line(vm, level + 1)?;
        let mut first = true;
        let mut index = 0;
        while let Some(pair) = item(vm, items, index) {
            index += 1;
            let pair = vm.unpack(pair, 2)?;
            let (key, member) = (pair[0], pair[1]);
            let Some(text) = self.key(vm, key)? else { continue };
            if !first {
                self.separate(vm, level + 1)?;
            }
            first = false;
            let inner = vm.kept();
            vm.keep(text);
            vm.keep(member);
            self.string(vm, text)?;
            let separator = core::mem::take(&mut self.settings.key_separator);
            let pushed = self.push(vm, &separator);
            self.settings.key_separator = separator;
            pushed?;
            if let Err(unwind) = self.value(vm, member, level + 1) {
                let key = if unwind == Unwind::Raised { shown_key(vm, key)? } else { String::new() };
                let text = format!("when serializing {} item {key}", vm.type_name(value));
                return Err(add_note(vm, unwind, &text));
            }
            vm.release(inner);
        }
        vm.release(mark);
        self.leave();
        self.new_line(vm, level)?;
        self.push(vm, "}")
    }

    /// The items of a dict as a list of pairs, sorted if they are to be.
    fn items(&self, vm: &mut Vm, value: Value, dict: Value) -> Res {
        let list = match (value, dict) {
            (Value::Dict(_), Value::Dict(id)) => {
                let entries: Vec<_> = vm.heap.dicts[id].iter().map(|it| (it.key, it.value)).collect();
                vm.spend(entries.len())?;
                let list = vm.heap.list(Vec::new())?;
                if let Value::List(to) = list {
                    for (key, value) in entries {
                        let pair = vm.heap.tuple_of(&[key, value])?;
                        vm.heap.list_push(to, pair)?;
                    }
                }
                list
            }
            _ => {
                let items = vm.call_method(value, "items", &[])?;
                vm.keep(items);
                let items = vm.collect_list(items)?;
                vm.heap.list(items)?
            }
        };
        if self.settings.sort_keys {
            vm.keep(list);
            vm.call_method(list, "sort", &[])?;
        }
        Ok(list)
    }

    /// The text of a key; None for one to be skipped.
    fn key(&self, vm: &mut Vm, key: Value) -> Res<Option<Value>> {
        let text = match vm.unwrap(key) {
            it @ Value::Str(_) => return Ok(Some(it)),
            Value::None => String::from("null"),
            Value::Bool(it) => String::from(if it { "true" } else { "false" }),
            it @ (Value::Int(_) | Value::BigInt(_)) => vm.repr(it)?,
            Value::Float(it) => self.float_text(vm, it)?,
            _ if self.settings.skip_keys => return Ok(None),
            _ => {
                let text = format!("keys must be str, int, float, bool or None, not {}", vm.type_name(key));
                return Err(vm.type_error(&text));
            }
        };
        vm.heap.string(text).map(Some)
    }

    /// What only `default` can make something of.
    fn other(&mut self, vm: &mut Vm, value: Value, level: usize) -> Res<()> {
        self.enter(vm, value)?;
        let mark = vm.kept();
        let made = vm.call(self.settings.default, &[value])?;
        vm.keep(made);
        if let Err(unwind) = self.value(vm, made, level) {
            let text = format!("when serializing {} object", vm.type_name(value));
            return Err(add_note(vm, unwind, &text));
        }
        vm.release(mark);
        self.leave();
        Ok(())
    }
}

fn item(vm: &Vm, list: Value, index: usize) -> Option<Value> {
    match list {
        Value::List(id) => vm.heap.lists[id].items.get(index).copied(),
        Value::Tuple(id) => vm.heap.tuples[id].items.get(index).copied(),
        _ => None,
    }
}

fn shown_key(vm: &mut Vm, key: Value) -> Res<String> {
    let raised = core::mem::take(&mut vm.heap.raised);
    vm.keep(raised);
    let text = match vm.repr(key) {
        Ok(it) => it,
        Err(it) => {
            vm.take_raised(it)?;
            String::new()
        }
    };
    vm.heap.raised = raised;
    Ok(text)
}

/// Tells an exception that passes where it came from.
#[cold]
fn add_note(vm: &mut Vm, unwind: Unwind, text: &str) -> Unwind {
    let raised = match vm.take_raised(unwind) {
        Ok(it) => it,
        Err(it) => return it,
    };
    vm.keep(raised);
    let added = vm.heap.str(text).and_then(|note| vm.call_method(raised, "add_note", &[note]));
    match added {
        Ok(_) => vm.raise_again(raised),
        Err(it) => it,
    }
}
