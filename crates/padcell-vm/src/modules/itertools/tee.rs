//! `itertools.tee`.

use core::any::Any;

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// One iterator of a tee: the link of the chain that it stands at.
    struct Tee { link }
}

payload! {
    /// One item that was read, or is yet to be (then unset), and the link after it. What no iterator stands at or
    /// before is garbage.
    struct Link { iterator, value, next, reading }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, /", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
    Def::method("__copy__", "self, /", copy),
];

const FUNCTIONS: &[Def] = &[Def::function("tee", "iterable, n=2, /", tee)];

/// The classes of iterators and links.
#[derive(Default)]
struct Classes {
    tee: Option<(Id<Class>, Id<Class>)>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let tee = vm.module_class(module, "itertools", "_tee", ClassFlags::default(), METHODS)?;
    let link = vm.module_class(module, "itertools", "_tee_dataobject", ClassFlags::default(), &[])?;
    vm.state::<Classes>().tee = Some((tee, link));
    vm.add_functions(module, FUNCTIONS)
}

fn new_link(vm: &mut Vm, iterator: Value) -> Res {
    let Some((_, class)) = vm.state::<Classes>().tee else { return vm.end() };
    let link = Link { iterator, value: Value::Unset, next: Value::Unset, reading: Value::Bool(false) };
    vm.heap.object(class, link)
}

/// An iterator of its own over the same items.
fn start(vm: &mut Vm, iterable: Value) -> Res<Tee> {
    if let Some(it) = vm.payload::<Tee>(iterable) {
        return Ok(*it);
    }
    let iterator = vm.iter(iterable)?;
    if let Some(it) = vm.payload::<Tee>(iterator) {
        return Ok(*it);
    }
    let link = new_link(vm, iterator)?;
    Ok(Tee { link })
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_tee")?;
    let made = start(vm, args[1])?;
    vm.heap.object(class, made)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let it: Tee = vm.data(args[0])?;
    let Some((class, _)) = vm.state::<Classes>().tee else { return vm.end() };
    vm.heap.object(class, it)
}

fn tee(vm: &mut Vm, args: &[Value]) -> Res {
    let count = if args[1].is_set() { vm.index_i64(args[1])? } else { 2 };
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("n must be >= 0")) };
    if count == 0 {
        return vm.heap.tuple(Vec::new());
    }
    let first = start(vm, args[0])?;
    let Some((class, _)) = vm.state::<Classes>().tee else { return vm.end() };
    if count > isize::MAX as usize / 128 {
        return Err(vm.out_of_memory());
    }
    vm.heap.room(count * 128)?;
    vm.spend(count)?;
    let mut items = Vec::with_capacity(count);
    for _ in 0..count {
        items.push(vm.heap.object(class, first)?);
    }
    vm.heap.tuple(items)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Tee { link } = vm.data(args[0])?;
    vm.keep(link);
    let it: Link = vm.data(link)?;
    let (value, following) = if it.next.is_set() {
        (it.value, it.next)
    } else {
        if matches!(it.reading, Value::Bool(true)) {
            return Err(vm.runtime_error("cannot re-enter the tee iterator"));
        }
        vm.change::<Link>(link, |it| it.reading = Value::Bool(true));
        let read = vm.next(it.iterator);
        vm.change::<Link>(link, |it| it.reading = Value::Bool(false));
        let Some(value) = read? else { return vm.end() };
        let following = new_link(vm, it.iterator)?;
        vm.change::<Link>(link, |it| {
            it.value = value;
            it.next = following;
        });
        (value, following)
    };
    vm.change::<Tee>(args[0], |it| it.link = following);
    Ok(value)
}
