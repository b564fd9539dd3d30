//! `functools.partial`.

use alloc::format;
use alloc::vec::Vec;

use super::placeholder::is_placeholder;
use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::payload;
use crate::types::generic_alias::class_getitem;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A tuple of arguments, of which `holes` are placeholders, and a dict of keywords.
    struct Partial { function, args, keywords, holes }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **keywords", new),
    Def::method("__call__", "self, /, *args, **keywords", call),
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::get("func", |vm, args| vm.data::<Partial>(args[0]).map(|it| it.function))
        .doc("function object to use in future partial calls"),
    Def::get("args", |vm, args| vm.data::<Partial>(args[0]).map(|it| it.args))
        .doc("tuple of arguments to future partial calls"),
    Def::get("keywords", |vm, args| vm.data::<Partial>(args[0]).map(|it| it.keywords))
        .doc("dictionary of keyword arguments to future partial calls"),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__setstate__", "self, state, /", set_state),
    Def::class_method("__class_getitem__", "cls, item, /", class_getitem),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let flags = ClassFlags::BASE.with(ClassFlags::DICT);
    vm.module_class(module, "functools", "partial", flags, METHODS)?;
    Ok(())
}

fn items(vm: &Vm, tuple: Value) -> Vec<Value> {
    match tuple {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

/// Puts arguments into the holes of others; what remains of them.
fn fill_holes<'a>(vm: &mut Vm, into: &mut [Value], mut given: &'a [Value]) -> &'a [Value] {
    for slot in into {
        if let ([first, rest @ ..], true) = (given, is_placeholder(vm, *slot)) {
            *slot = *first;
            given = rest;
        }
    }
    given
}

fn count_holes(vm: &mut Vm, args: &[Value]) -> i64 {
    args.iter().filter(|it| is_placeholder(vm, **it)).count() as i64
}

fn check_placeholders(vm: &mut Vm, args: &[Value], keywords: &[Value]) -> Res<()> {
    if args.last().is_some_and(|it| is_placeholder(vm, *it)) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if keywords.iter().any(|it| is_placeholder(vm, *it)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "partial")?;
    let keywords = args[1];
    let [function, given @ ..] = &args[2..] else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(*function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    vm.spend(given.len())?;
    let (_, values) = vm.keywords_of(keywords)?;
    check_placeholders(vm, given, &values)?;
    let inner = vm.payload::<Partial>(*function).copied();
    let flat = inner.filter(|_| !has_attributes(vm, *function));
    let (function, all, base) = match flat {
        Some(inner) => {
            let mut all = items(vm, inner.args);
            vm.spend(all.len())?;
            let rest = fill_holes(vm, &mut all, given);
            all.extend_from_slice(rest);
            (inner.function, all, Some(inner.keywords))
        }
        None => (*function, given.to_vec(), None),
    };
    let merged = match base {
        Some(Value::Dict(base)) => vm.dict_copy(base)?,
        _ => vm.heap.dict()?,
    };
    if let Value::Dict(keywords) = keywords {
        vm.merge_dict(merged, keywords)?;
    }
    let holes = Value::Int(count_holes(vm, &all));
    let all = vm.heap.tuple(all)?;
    vm.heap.object(class, Partial { function, args: all, keywords: Value::Dict(merged), holes })
}

/// Whether a partial was given attributes of its own: then it is not taken apart.
fn has_attributes(vm: &Vm, value: Value) -> bool {
    match value {
        Value::Object(id) => vm.heap.objects[id].dict.is_some_and(|it| !vm.heap.dicts[it].is_empty()),
        _ => true,
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Partial = vm.data(args[0])?;
    let (keywords, given) = (args[1], &args[2..]);
    vm.keep(it.function);
    vm.keep(it.args);
    vm.keep(it.keywords);
    let mut all = items(vm, it.args);
    vm.spend(all.len() / 4)?;
    let mut rest = given;
    if let Value::Int(holes @ 1..) = it.holes {
        if (given.len() as i64) < holes {
            let text = format!(
                "missing positional arguments in 'partial' call; expected at least {holes}, got {}",
                given.len()
            );
            return Err(vm.type_error(&text));
        }
        rest = fill_holes(vm, &mut all, given);
    }
    all.extend_from_slice(rest);
    let Value::Dict(own) = it.keywords else { return vm.call_dict(it.function, &all, keywords) };
    if vm.heap.dicts[own].is_empty() {
        return vm.call_dict(it.function, &all, keywords);
    }
    let Value::Dict(more) = keywords else { return vm.call_dict(it.function, &all, it.keywords) };
    let merged = vm.dict_copy(own)?;
    vm.keep(Value::Dict(merged));
    vm.merge_dict(merged, more)?;
    vm.call_dict(it.function, &all, Value::Dict(merged))
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_none() { Ok(args[0]) } else { vm.heap.bound(args[0], args[1]) }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Partial = vm.data(args[0])?;
    vm.guarded_repr(args[0], "...", |vm| {
        for value in [it.function, it.args, it.keywords] {
            vm.keep(value);
        }
        let class = vm.class_of(args[0]);
        let path = vm.class_path(class);
        let mut text = TextBuilder::new(&path);
        text.push(vm, "(")?;
        text.push_repr(vm, it.function)?;
        for argument in items(vm, it.args) {
            text.push(vm, ", ")?;
            text.push_repr(vm, argument)?;
        }
        let Value::Dict(keywords) = it.keywords else { return text.finish(vm) };
        let mut at = 0;
        while let Some((position, entry)) = vm.heap.dicts[keywords].next_from(at) {
            vm.keep(entry.value);
            text.push(vm, ", ")?;
            let name = vm.str(entry.key)?;
            text.push(vm, &name)?;
            text.push(vm, "=")?;
            text.push_repr(vm, entry.value)?;
            at = position + 1;
        }
        text.push(vm, ")")?;
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Partial = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    let attributes = vm.instance_state(args[0])?;
    let state = vm.heap.tuple_of(&[it.function, it.args, it.keywords, attributes])?;
    let arguments = vm.heap.tuple_of(&[it.function])?;
    vm.heap.tuple_of(&[class, arguments, state])
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Tuple(_) = args[1] else {
        return Err(vm.type_error("argument to __setstate__ must be a tuple"));
    };
    let state = items(vm, args[1]);
    let [function, given, keywords, attributes] = state[..] else {
        let text = format!("expected 4 items in state, got {}", state.len());
        return Err(vm.type_error(&text));
    };
    let keywords_fit = keywords.is_none() || matches!(vm.unwrap(keywords), Value::Dict(_));
    let attributes_fit = attributes.is_none() || matches!(attributes, Value::Dict(_));
    let Value::Tuple(plain) = vm.unwrap(given) else { return Err(vm.type_error("invalid partial state")) };
    if !vm.is_callable(function) || !keywords_fit || !attributes_fit {
        return Err(vm.type_error("invalid partial state"));
    }
    let given = items(vm, Value::Tuple(plain));
    check_placeholders(vm, &given, &[])?;
    let holes = Value::Int(count_holes(vm, &given));
    let keywords = match vm.unwrap(keywords) {
        it @ Value::Dict(_) => it,
        _ => Value::Dict(vm.heap.dict()?),
    };
    let args_value = Value::Tuple(plain);
    vm.change::<Partial>(args[0], |it| *it = Partial { function, args: args_value, keywords, holes });
    if let (Value::Dict(attributes), Value::Object(id)) = (attributes, args[0]) {
        vm.heap.objects[id].dict = Some(attributes);
    }
    Ok(Value::None)
}
