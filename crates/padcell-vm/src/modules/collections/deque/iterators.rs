//! Iterators over a deque, from either end.

use core::any::Any;

use super::{Deque, item, this};
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Payload, Tracer};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// How many items were given, and the version of the deque then; `left` is what remains.
#[derive(Clone, Copy)]
struct DequeIterator {
    deque: Value,
    given: usize,
    left: usize,
    version: u64,
    backwards: bool,
}

impl Payload for DequeIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.deque);
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

const FORWARD: &[Def] = &[
    Def::static_method("__new__", "cls, deque, index=0, /", new_forward),
    ITSELF,
    Def::method("__next__", "self, /", next),
    Def::method("__length_hint__", "self, /", length_hint),
    Def::method("__reduce__", "self, /", reduce),
];

const BACKWARD: &[Def] = &[
    Def::static_method("__new__", "cls, deque, index=0, /", new_backward),
    ITSELF,
    Def::method("__next__", "self, /", next),
    Def::method("__length_hint__", "self, /", length_hint),
    Def::method("__reduce__", "self, /", reduce),
];

#[derive(Default)]
struct Classes {
    made: Option<(Id<Class>, Id<Class>)>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let none = ClassFlags::default();
    let forward = vm.module_class(module, "_collections", "_deque_iterator", none, FORWARD)?;
    let backward = vm.module_class(module, "_collections", "_deque_reverse_iterator", none, BACKWARD)?;
    vm.state::<Classes>().made = Some((forward, backward));
    Ok(())
}

fn make(vm: &mut Vm, class: Id<Class>, deque: Value, given: usize, backwards: bool) -> Res {
    let it = this(vm, deque)?;
    let (len, version) = (it.items.len(), it.version);
    let given = given.min(len);
    vm.heap.object(class, DequeIterator { deque, given, left: len - given, version, backwards })
}

pub(super) fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((class, _)) = vm.state::<Classes>().made else { return vm.end() };
    make(vm, class, args[0], 0, false)
}

pub(super) fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    let Some((_, class)) = vm.state::<Classes>().made else { return vm.end() };
    make(vm, class, args[0], 0, true)
}

fn new(vm: &mut Vm, args: &[Value], class: Id<Class>, backwards: bool) -> Res {
    let given = if args[2].is_set() { vm.index_i64(args[2])? } else { 0 };
    make(vm, class, args[1], usize::try_from(given).unwrap_or(0), backwards)
}

fn new_forward(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_deque_iterator")?;
    new(vm, args, class, false)
}

fn new_backward(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_deque_reverse_iterator")?;
    new(vm, args, class, true)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let it: DequeIterator = vm.data(args[0])?;
    if it.left == 0 {
        return vm.end();
    }
    let Some((len, version)) = vm.payload::<Deque>(it.deque).map(|it| (it.items.len(), it.version)) else {
        return vm.end();
    };
    if version != it.version {
        vm.change::<DequeIterator>(args[0], |it| it.left = 0);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let index = if it.backwards { len.wrapping_sub(it.given + 1) } else { it.given };
    let Some(item) = item(vm, it.deque, index) else { return vm.end() };
    vm.change::<DequeIterator>(args[0], |it| {
        it.given += 1;
        it.left -= 1;
    });
    Ok(item)
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Res {
    let it: DequeIterator = vm.data(args[0])?;
    Ok(Value::Int(it.left as i64))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let it: DequeIterator = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    let arguments = vm.heap.tuple_of(&[it.deque, Value::Int(it.given as i64)])?;
    vm.heap.tuple_of(&[class, arguments])
}
