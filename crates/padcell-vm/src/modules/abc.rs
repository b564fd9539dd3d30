//! `_abc`: abstract base classes, with the caches that make `isinstance` against them fast.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("get_cache_token", "", |vm, _| Ok(Value::Int(vm.state::<Registrations>().count))),
    Def::function("_abc_init", "self, /", init),
    Def::function("_abc_register", "self, subclass, /", register),
    Def::function("_abc_instancecheck", "self, instance, /", instancecheck),
    Def::function("_abc_subclasscheck", "self, subclass, /", subclasscheck),
    Def::function("_get_dump", "self, /", dump),
    Def::function("_reset_registry", "self, /", reset_registry),
    Def::function("_reset_caches", "self, /", reset_caches),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)
}

/// How often a class was registered: what was found not to be a subclass before may be one now.
#[derive(Default)]
struct Registrations {
    count: i64,
    class: Option<Id<Class>>,
}

impl State for Registrations {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// What an abstract class knows of others. The caches hold class versions, which are never used twice: they keep no
/// class alive, and a class that changed is looked at again.
#[derive(Default)]
struct AbcData {
    registry: Vec<Value>,
    /// Index of a class -> the version at which it was a subclass.
    yes: BTreeMap<u32, u32>,
    no: BTreeMap<u32, u32>,
    /// The count of registrations for which `no` holds.
    no_since: i64,
}

impl Payload for AbcData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&self.registry);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
            + self.registry.capacity() * size_of::<Value>()
            + (self.yes.len() + self.no.len()) * 16
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn class_of_data(vm: &mut Vm) -> Res<Id<Class>> {
    if let Some(it) = vm.state::<Registrations>().class {
        return Ok(it);
    }
    let made = vm.native_class("_abc", "_abc_data", vm.types.object, ClassFlags::default(), &[])?;
    vm.state::<Registrations>().class = Some(made);
    Ok(made)
}

/// The data of an abstract class.
fn data(vm: &mut Vm, this: Value) -> Res {
    let name = vm.intern("_abc_impl")?;
    if let Value::Class(class) = this {
        if let Some(it) = vm.class_own(class, name) {
            if vm.payload::<AbcData>(it).is_some() {
                return Ok(it);
            }
        }
    }
    Err(vm.type_error("_abc_impl is set to a wrong type"))
}

fn abc_class(vm: &mut Vm, this: Value) -> Res<Id<Class>> {
    match this {
        Value::Class(class) => Ok(class),
        _ => Err(vm.type_error("the first argument must be a class")),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    let class = abc_class(vm, args[0])?;
    set_abstract_methods(vm, class)?;
    let flags = vm.intern("__abc_tpflags__")?;
    let dict = vm.class_dict(class);
    if let Some(Value::Int(bits)) = vm.heap.dict_remove_str(dict, flags) {
        for (bit, flag) in [(1 << 5, ClassFlags::SEQUENCE), (1 << 6, ClassFlags::MAPPING)] {
            if bits & bit != 0 {
                let flags = vm.heap.classes[class].flags;
                vm.heap.classes[class].flags = flags.with(flag);
            }
        }
        vm.class_changed(class);
    }
    let of_data = class_of_data(vm)?;
    let since = vm.state::<Registrations>().count;
    let made = vm.heap.object(of_data, AbcData { no_since: since, ..AbcData::default() })?;
    let name = vm.intern("_abc_impl")?;
    vm.class_set(class, name, made)?;
    Ok(Value::None)
}

/// Computes `__abstractmethods__`: its own abstract methods, and those of its bases that it does not override.
fn set_abstract_methods(vm: &mut Vm, class: Id<Class>) -> Res<()> {
    let set = vm.heap.add_set(crate::heap::Table::default())?;
    vm.keep(Value::FrozenSet(set));
    let dict = vm.class_dict(class);
    let own: Vec<_> = vm.heap.dicts[dict].iter().map(|it| (it.key, it.value)).collect();
    vm.spend(own.len())?;
    for (key, value) in own {
        if may_be_abstract(value) && vm.is_abstract_method(value)? {
            vm.set_add(set, key)?;
        }
    }
    let name = vm.names.__abstractmethods__;
    for base in vm.heap.classes[class].bases.to_vec() {
        let Some(inherited) = vm.class_own(base, name) else { continue };
        for key in vm.collect_list(inherited)? {
            let attribute = vm.attribute_name(key)?;
            if let Some(value) = vm.getattr_opt(Value::Class(class), attribute)? {
                if vm.is_abstract_method(value)? {
                    vm.set_add(set, key)?;
                }
            }
        }
    }
    vm.setattr(Value::Class(class), name, Value::FrozenSet(set))
}

/// Plain data has no attributes that could say so.
fn may_be_abstract(value: Value) -> bool {
    !matches!(
        value,
        Value::Str(_) | Value::Int(_) | Value::None | Value::Tuple(_) | Value::Bool(_) | Value::Native(_)
    )
}

fn register(vm: &mut Vm, args: &[Value]) -> Res {
    let class = abc_class(vm, args[0])?;
    let Value::Class(subclass) = args[1] else { return Err(vm.type_error("Can only register classes")) };
    if vm.issubclass(args[1], args[0])? {
        return Ok(args[1]);
    }
    if vm.issubclass(args[0], args[1])? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data(vm, args[0])?;
    vm.heap.charge(size_of::<Value>())?;
    vm.change::<AbcData>(data, |it| it.registry.push(args[1]));
    vm.state::<Registrations>().count += 1;
    // Builtin classes keep their own flags: `str` is registered as a Sequence and matches no sequence pattern.
    let settable = vm.heap.classes[subclass].flags.has(ClassFlags::HEAP);
    for flag in [ClassFlags::SEQUENCE, ClassFlags::MAPPING] {
        if settable && vm.heap.classes[class].flags.has(flag) {
            let flags = vm.heap.classes[subclass].flags;
            vm.heap.classes[subclass].flags = flags.with(flag);
            vm.class_changed(subclass);
        }
    }
    Ok(args[1])
}

/// What the caches say of a class.
fn cached(vm: &mut Vm, data: Value, subclass: Id<Class>) -> Option<bool> {
    let count = vm.state::<Registrations>().count;
    let (index, version) = (subclass.index(), vm.heap.classes[subclass].version);
    let it = vm.payload_mut::<AbcData>(data)?;
    if it.yes.get(&index) == Some(&version) {
        return Some(true);
    }
    if it.no_since != count {
        it.no.clear();
        it.no_since = count;
        return None;
    }
    (it.no.get(&index) == Some(&version)).then_some(false)
}

fn remember(vm: &mut Vm, data: Value, subclass: Id<Class>, found: bool) -> Res<()> {
    vm.heap.charge(16)?;
    let (index, version) = (subclass.index(), vm.heap.classes[subclass].version);
    vm.change::<AbcData>(data, |it| {
        let cache = if found { &mut it.yes } else { &mut it.no };
        cache.insert(index, version);
    });
    Ok(())
}

fn instancecheck(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let actual = vm.class_of(args[1]);
    let said = match args[1] {
        Value::Instance(_) | Value::Object(_) => vm.getattr(args[1], vm.names.__class__)?,
        _ => Value::Class(actual),
    };
    if let Value::Class(said) = said {
        if cached(vm, data, said) == Some(true) {
            return Ok(Value::Bool(true));
        }
        if said == actual && cached(vm, data, said) == Some(false) {
            return Ok(Value::Bool(false));
        }
    }
    if check_subclass(vm, args[0], said)? {
        return Ok(Value::Bool(true));
    }
    if said.is(Value::Class(actual)) {
        return Ok(Value::Bool(false));
    }
    check_subclass(vm, args[0], Value::Class(actual)).map(Value::Bool)
}

/// `cls.__subclasscheck__(subclass)`.
fn check_subclass(vm: &mut Vm, this: Value, subclass: Value) -> Res<bool> {
    match vm.call_special(this, vm.names.__subclasscheck__, &[subclass])? {
        Some(result) => vm.truth(result),
        None => Ok(false),
    }
}

fn subclasscheck(vm: &mut Vm, args: &[Value]) -> Res {
    let class = abc_class(vm, args[0])?;
    let Value::Class(subclass) = args[1] else {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    };
    let data = data(vm, args[0])?;
    if let Some(known) = cached(vm, data, subclass) {
        return Ok(Value::Bool(known));
    }
    let found = find_subclass(vm, class, subclass, data)?;
    remember(vm, data, subclass, found)?;
    Ok(Value::Bool(found))
}

fn find_subclass(vm: &mut Vm, class: Id<Class>, subclass: Id<Class>, data: Value) -> Res<bool> {
    let name = vm.names.__subclasshook__;
    let hook = vm.getattr(Value::Class(class), name)?;
    match vm.call(hook, &[Value::Class(subclass)])? {
        Value::NotImplemented => {}
        Value::Bool(it) => return Ok(it),
        other => {
            let shown = vm.repr(other)?;
            let text = alloc::format!(
                "__subclasshook__ must return either False, True, or NotImplemented, not {shown}"
            );
            return Err(vm.type_error(&text));
        }
    }
    if vm.is_subclass(subclass, class) {
        return Ok(true);
    }
    let registered = vm.payload::<AbcData>(data).map_or_else(Vec::new, |it| it.registry.clone());
    vm.spend(registered.len())?;
    for it in registered {
        if vm.nested(|vm| vm.issubclass(Value::Class(subclass), it))? {
            return Ok(true);
        }
    }
    let method = vm.getattr(Value::Class(class), vm.names.__subclasses__)?;
    let subclasses = vm.call(method, &[])?;
    vm.keep(subclasses);
    for it in vm.collect_list(subclasses)? {
        if vm.nested(|vm| vm.issubclass(Value::Class(subclass), it))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Registry, caches and their version, for debugging.
fn dump(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    let (registry, since) = match vm.payload::<AbcData>(data) {
        Some(it) => (it.registry.clone(), it.no_since),
        None => (Vec::new(), 0),
    };
    let mut parts = Vec::new();
    for members in [registry, Vec::new(), Vec::new()] {
        let set = vm.heap.add_set(crate::heap::Table::default())?;
        vm.keep(Value::Set(set));
        for it in members {
            vm.set_add(set, it)?;
        }
        parts.push(Value::Set(set));
    }
    parts.push(Value::Int(since));
    vm.heap.tuple(parts)
}

fn reset_registry(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    vm.change::<AbcData>(data, |it| it.registry.clear());
    Ok(Value::None)
}

fn reset_caches(vm: &mut Vm, args: &[Value]) -> Res {
    let data = data(vm, args[0])?;
    vm.change::<AbcData>(data, |it| {
        it.yes.clear();
        it.no.clear();
    });
    Ok(Value::None)
}
