//! `operator.methodcaller`.

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::payload;
use crate::types::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The method's name, a tuple of arguments, and a dict of keyword arguments (unset for none).
    struct MethodCaller { name, args, kwargs }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__call__", "self, obj, /", call),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce__", "self, /", reduce),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.module_class(module, "operator", "methodcaller", ClassFlags::default(), METHODS)?;
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "methodcaller")?;
    let kwargs = args[1];
    let [name, rest @ ..] = &args[2..] else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Value::Str(name) = vm.unwrap(*name) else {
        return Err(vm.type_error("method name must be a string"));
    };
    let name = Value::Str(vm.heap.intern_id(name)?);
    let rest = vm.heap.tuple_of(rest)?;
    vm.heap.object(class, MethodCaller { name, args: rest, kwargs })
}

fn arguments(vm: &Vm, it: &MethodCaller) -> Vec<Value> {
    match it.args {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: MethodCaller = vm.data(args[0])?;
    let Value::Str(name) = it.name else { return Err(vm.type_error("method name must be a string")) };
    let method = vm.getattr_or_raise(args[1], name)?;
    vm.keep(method);
    let arguments = arguments(vm, &it);
    vm.call_dict(method, &arguments, it.kwargs)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it: MethodCaller = vm.data(args[0])?;
    vm.guarded_repr(args[0], "...", |vm| {
        let mut text = TextBuilder::new("operator.methodcaller(");
        text.push_repr(vm, it.name)?;
        for argument in arguments(vm, &it) {
            text.push(vm, ", ")?;
            text.push_repr(vm, argument)?;
        }
        let (names, values) = vm.keywords_of(it.kwargs)?;
        for (name, value) in names.into_iter().zip(values) {
            text.push(vm, ", ")?;
            let name = vm.string_of(name);
            text.push(vm, &name)?;
            text.push(vm, "=")?;
            text.push_repr(vm, value)?;
        }
        text.push(vm, ")")?;
        text.finish(vm)
    })
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it: MethodCaller = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    let mut all = alloc::vec![it.name];
    all.extend(arguments(vm, &it));
    if it.kwargs.is_unset() {
        let all = vm.heap.tuple(all)?;
        return vm.heap.tuple_of(&[class, all]);
    }
    // The keywords go into a partial of the class.
    let functools = vm.import("functools", None, Value::None, 0)?;
    vm.keep(functools);
    let partial = vm.intern("partial")?;
    let partial = vm.getattr(functools, partial)?;
    vm.keep(partial);
    let constructor = vm.call_dict(partial, &[class, it.name], it.kwargs)?;
    vm.heap.tuple_of(&[constructor, it.args])
}
