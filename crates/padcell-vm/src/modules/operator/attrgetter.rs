//! `operator.attrgetter`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::payload;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The names as they were given, and for each a tuple of its parts.
    struct AttrGetter { names, paths }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *names, **kwargs", new),
    Def::method("__call__", "self, obj, /", call),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.module_class(module, "operator", "attrgetter", ClassFlags::default(), METHODS)?;
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "attrgetter")?;
    let (kwargs, names) = (args[1], &args[2..]);
    if kwargs.is_set() {
        return Err(vm.type_error("attrgetter() takes no keyword arguments"));
    }
    if names.is_empty() {
        return Err(vm.type_error("attrgetter expected at least 1 argument, got 0"));
    }
    let mut paths = Vec::with_capacity(names.len());
    for name in names {
        if !matches!(vm.unwrap(*name), Value::Str(_)) {
            return Err(vm.type_error("attribute name must be a string"));
        }
        let text = String::from(vm.text_of(*name));
        vm.spend(1 + text.len() / 16)?;
        let mut path = Vec::new();
        for part in text.split('.') {
            path.push(Value::Str(vm.intern(part)?));
        }
        paths.push(vm.heap.tuple(path)?);
    }
    let paths = vm.heap.tuple(paths)?;
    let names = vm.heap.tuple_of(names)?;
    vm.heap.object(class, AttrGetter { names, paths })
}

/// Follows one path of names from an object.
fn follow(vm: &mut Vm, object: Value, path: Value) -> Res {
    let mark = vm.kept();
    let mut at = object;
    let mut index = 0;
    while let Some(Value::Str(name)) = vm.sequence_item(path, index) {
        vm.spend(1)?;
        vm.release(mark);
        vm.keep(at);
        at = vm.getattr_or_raise(at, name)?;
        index += 1;
    }
    vm.release(mark);
    Ok(at)
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: AttrGetter = vm.data(args[0])?;
    let count = vm.sequence_len(it.paths);
    if let (1, Some(path)) = (count, vm.sequence_item(it.paths, 0)) {
        return follow(vm, args[1], path);
    }
    let mut items = Vec::with_capacity(count);
    while let Some(path) = vm.sequence_item(it.paths, items.len()) {
        let item = follow(vm, args[1], path)?;
        vm.keep(item);
        items.push(item);
    }
    vm.heap.tuple(items)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it: AttrGetter = vm.data(args[0])?;
    shown(vm, args[0], "operator.attrgetter", it.names)
}

/// The repr of a getter with these arguments.
pub(super) fn shown(vm: &mut Vm, this: Value, name: &str, arguments: Value) -> Res {
    vm.guarded_repr(this, "...", |vm| {
        let mut text = TextBuilder::new(name);
        text.push(vm, "(")?;
        let mut index = 0;
        while let Some(item) = vm.sequence_item(arguments, index) {
            if index > 0 {
                text.push(vm, ", ")?;
            }
            text.push_repr(vm, item)?;
            index += 1;
        }
        text.push(vm, ")")?;
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it: AttrGetter = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    vm.heap.tuple_of(&[class, it.names])
}
