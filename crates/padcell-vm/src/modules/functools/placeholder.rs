//! `functools.Placeholder`: stands for a positional argument that a partial does not know yet.

use core::any::Any;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// The name by which it pickles and shows itself.
    struct Placeholder { name }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /", new),
    Def::method("__repr__", "self, /", name),
    Def::method("__reduce__", "self, /", name),
];

/// The one object of the type.
#[derive(Default)]
struct Sentinel {
    placeholder: Value,
}

impl State for Sentinel {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.placeholder);
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let class = vm.module_class(module, "functools", "_PlaceholderType", ClassFlags::default(), METHODS)?;
    let name = vm.heap.str("Placeholder")?;
    let placeholder = vm.heap.object(class, Placeholder { name })?;
    vm.state::<Sentinel>().placeholder = placeholder;
    vm.module_set(module, "Placeholder", placeholder)
}

/// Whether a value is the placeholder.
pub(super) fn is_placeholder(vm: &mut Vm, value: Value) -> bool {
    vm.payload::<Placeholder>(value).is_some()
}

/// The placeholder.
pub(super) fn placeholder(vm: &mut Vm) -> Value {
    vm.state::<Sentinel>().placeholder
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    vm.native_argument(args[0], "_PlaceholderType")?;
    Ok(placeholder(vm))
}

fn name(vm: &mut Vm, args: &[Value]) -> Res {
    vm.data::<Placeholder>(args[0]).map(|it| it.name)
}
