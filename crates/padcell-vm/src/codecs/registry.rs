//! The cell's registry of codecs and error handlers: what `codecs.register` and `codecs.register_error` fill.

use alloc::format;
use alloc::vec::Vec;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Dict, Id, Tracer};
use crate::value::Value;
use crate::vm::{State, Vm};

/// Search functions, codecs found so far, error handlers.
#[derive(Default)]
pub(crate) struct Registry {
    search: Vec<Value>,
    found: Option<Id<Dict>>,
    handlers: Option<Id<Dict>>,
}

impl State for Registry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&self.search);
        for it in self.found.iter().chain(&self.handlers) {
            tracer.visit(Value::Dict(*it));
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// A function of a codec: its place in the tuple that a search function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Encoder = 0,
    Decoder = 1,
}

/// Search functions of a cell; more than this many are of no use.
const MAX_SEARCH: usize = 1000;

fn found(vm: &mut Vm) -> Res<Id<Dict>> {
    if let Some(it) = vm.state::<Registry>().found {
        return Ok(it);
    }
    let dict = vm.heap.dict()?;
    vm.state::<Registry>().found = Some(dict);
    Ok(dict)
}

fn handlers(vm: &mut Vm) -> Res<Id<Dict>> {
    if let Some(it) = vm.state::<Registry>().handlers {
        return Ok(it);
    }
    let dict = vm.heap.dict()?;
    vm.state::<Registry>().handlers = Some(dict);
    Ok(dict)
}

/// `codecs.register(search)`.
pub(crate) fn register(vm: &mut Vm, search: Value) -> Res<()> {
    if !vm.is_callable(search) {
        return Err(vm.type_error("argument must be callable"));
    }
    if vm.state::<Registry>().search.len() >= MAX_SEARCH {
        return Err(vm.runtime_error("too many codec search functions"));
    }
    vm.state::<Registry>().search.push(search);
    Ok(())
}

/// `codecs.unregister(search)`: what was found before is forgotten.
pub(crate) fn unregister(vm: &mut Vm, search: Value) {
    let registry = vm.state::<Registry>();
    if let Some(index) = registry.search.iter().position(|it| it.is(search)) {
        registry.search.remove(index);
        registry.found = None;
    }
}

/// `codecs.lookup(encoding)`: the tuple that a search function gave.
pub(crate) fn lookup(vm: &mut Vm, encoding: Value) -> Res {
    let name = super::normalized(vm.text_of(encoding));
    let key = vm.intern(&name)?;
    let cache = found(vm)?;
    if let Some(it) = vm.heap.dict_str(cache, key) {
        return Ok(it);
    }
    vm.keep(Value::Str(key));
    if vm.state::<Registry>().search.is_empty() {
        vm.import("encodings", None, Value::None, 0)?;
    }
    let mut index = 0;
    while let Some(search) = vm.state::<Registry>().search.get(index).copied() {
        index += 1;
        let result = vm.call(search, &[Value::Str(key)])?;
        if result.is_none() {
            continue;
        }
        let is_codec = matches!(vm.unwrap(result), Value::Tuple(id) if vm.heap.tuples[id].items.len() == 4);
        if !is_codec {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        let cache = found(vm)?;
        vm.heap.dict_set_str(cache, key, result)?;
        return Ok(result);
    }
    let text = format!("unknown encoding: {}", vm.text_of(encoding));
    Err(vm.lookup_error(&text))
}

/// Calls the encoder or decoder of a codec: `(result, length)`, of which the result is given.
pub(crate) fn call_codec(vm: &mut Vm, codec: Value, part: Part, object: Value, errors: Value) -> Res {
    let function = match vm.unwrap(codec) {
        Value::Tuple(id) => vm.heap.tuples[id].items.get(part as usize).copied().unwrap_or(Value::None),
        _ => Value::None,
    };
    vm.keep(codec);
    let args = [object, errors];
    let result = vm.call(function, if errors.is_absent() { &args[..1] } else { &args })?;
    match vm.unwrap(result) {
        Value::Tuple(id) if vm.heap.tuples[id].items.len() == 2 => {
            let first = vm.heap.tuples[id].items[0];
            vm.keep(first);
            Ok(first)
        }
        _ => Err(vm.type_error(match part {
            Part::Encoder => "encoder must return a tuple (object, integer)",
            Part::Decoder => "decoder must return a tuple (object,integer)",
        })),
    }
}

/// As [`call_codec`], for `str.encode` and `bytes.decode`: only codecs between text and bytes.
pub(crate) fn call_text_codec(vm: &mut Vm, object: Value, encoding: Value, errors: Value, part: Part) -> Res {
    vm.keep(object);
    let codec = lookup(vm, encoding)?;
    vm.keep(codec);
    if !matches!(codec, Value::Tuple(_)) {
        let name = vm.intern("_is_text_encoding")?;
        if let Some(it) = vm.getattr_opt(codec, name)?
            && !vm.truth(it)?
        {
            let function = if part == Part::Encoder { "codecs.encode()" } else { "codecs.decode()" };
            let text = format!(
                "'{}' is not a text encoding; use {function} to handle arbitrary codecs",
                vm.text_of(encoding)
            );
            return Err(vm.lookup_error(&text));
        }
    }
    call_codec(vm, codec, part, object, errors)
}

/// `codecs.register_error(name, handler)`.
pub(crate) fn register_error(vm: &mut Vm, name: Value, handler: Value) -> Res<()> {
    if !vm.is_callable(handler) {
        return Err(vm.type_error("handler must be callable"));
    }
    let dict = handlers(vm)?;
    vm.dict_set(dict, name, handler)
}

/// The handler that was registered under a name.
pub(crate) fn registered_error(vm: &mut Vm, name: Value) -> Res<Option<Value>> {
    let dict = handlers(vm)?;
    vm.dict_get(dict, name)
}

/// Forgets a registered handler; whether there was one.
pub(crate) fn unregister_error(vm: &mut Vm, name: Value) -> Res<bool> {
    let dict = handlers(vm)?;
    Ok(vm.dict_remove(dict, name)?.is_some())
}
