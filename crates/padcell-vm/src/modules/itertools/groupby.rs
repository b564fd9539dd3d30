//! `itertools.groupby`.

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::modules::native_object::ITSELF;
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// The current item with its key, the key of the group that was given last, and that group.
    struct Groupby { iterator, function, value, key, target, group }
}

payload! {
    /// The items of one group, as far as the groupby has not gone on.
    struct Grouper { parent, target }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, iterable, key=None", new),
    ITSELF,
    Def::method("__next__", "self, /", next),
];

const GROUPER: &[Def] = &[
    Def::static_method("__new__", "cls, parent, tgtkey, /", new_grouper),
    ITSELF,
    Def::method("__next__", "self, /", next_of_group),
];

/// The class of groups.
#[derive(Default)]
struct Classes {
    grouper: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let class = vm.module_class(module, "itertools", "_grouper", ClassFlags::default(), GROUPER)?;
    vm.state::<Classes>().grouper = Some(class);
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "groupby")?;
    let iterator = vm.iter(args[1])?;
    let (function, unset) = (args[2].or(Value::None), Value::Unset);
    vm.heap
        .object(class, Groupby { iterator, function, value: unset, key: unset, target: unset, group: unset })
}

/// Reads the next item and its key; false at the end.
fn step(vm: &mut Vm, this: Value) -> Res<bool> {
    let it: Groupby = vm.data(this)?;
    let mark = vm.kept();
    let Some(value) = vm.next(it.iterator)? else { return Ok(false) };
    vm.keep(value);
    let key = if it.function.is_none() { value } else { vm.call(it.function, &[value])? };
    vm.change::<Groupby>(this, |it| {
        it.value = value;
        it.key = key;
    });
    vm.release(mark);
    Ok(true)
}

/// Whether two keys are equal; they are kept meanwhile.
fn same_keys(vm: &mut Vm, a: Value, b: Value) -> Res<bool> {
    let mark = vm.kept();
    vm.keep(a);
    vm.keep(b);
    let same = vm.same(a, b)?;
    vm.release(mark);
    Ok(same)
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    vm.change::<Groupby>(args[0], |it| it.group = Value::Unset);
    loop {
        let it: Groupby = vm.data(args[0])?;
        if it.key.is_set() && (it.target.is_unset() || !same_keys(vm, it.target, it.key)?) {
            break;
        }
        if !step(vm, args[0])? {
            return vm.end();
        }
    }
    let it: Groupby = vm.data(args[0])?;
    vm.change::<Groupby>(args[0], |it| it.target = it.key);
    let Some(class) = vm.state::<Classes>().grouper else { return vm.end() };
    let group = vm.heap.object(class, Grouper { parent: args[0], target: it.key })?;
    vm.change::<Groupby>(args[0], |it| it.group = group);
    vm.heap.tuple_of(&[it.key, group])
}

fn new_grouper(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_grouper")?;
    if vm.payload::<Groupby>(args[1]).is_none() {
        return Err(vm.type_error("parent must be a groupby"));
    }
    let group = vm.heap.object(class, Grouper { parent: args[1], target: args[2] })?;
    vm.change::<Groupby>(args[1], |it| it.group = group);
    Ok(group)
}

fn next_of_group(vm: &mut Vm, args: &[Value]) -> Res {
    let Grouper { parent, target } = vm.data(args[0])?;
    let it: Groupby = vm.data(parent)?;
    if !it.group.is(args[0]) {
        return vm.end();
    }
    if it.value.is_unset() && !step(vm, parent)? {
        return vm.end();
    }
    let it: Groupby = vm.data(parent)?;
    if !same_keys(vm, target, it.key)? {
        return vm.end();
    }
    let it: Groupby = vm.data(parent)?;
    vm.change::<Groupby>(parent, |it| it.value = Value::Unset);
    if it.value.is_unset() { vm.end() } else { Ok(it.value) }
}
