//! Remotes: what stands, on this side, for an object on the other.

use core::any::Any;

use super::{Operation, Peer};
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a remote: whose it is and its number there. Nothing of it can be read or forged by Python code.
#[derive(Clone, Copy, Debug)]
pub struct Remote {
    pub(crate) peer: Peer,
    pub(crate) number: u32,
    /// Name of the object's type on the other side, for `repr`.
    pub(crate) label: Value,
    /// The handle of the child that it belongs to, which lives as long as this; unset for one of the supervisor's.
    pub(crate) cell: Value,
    /// It stands for a file of `io`.
    pub(super) is_file: bool,
    /// The name under which this cell has opened it.
    pub(super) opened_as: Value,
    /// A list of lines that were read ahead of the program, and how many of them it has got.
    pub(super) ahead: Value,
    pub(super) at: usize,
}

impl Payload for Remote {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.label, self.cell, self.opened_as, self.ahead]);
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

const METHODS: &[Def] = &[
    Def::method("__call__", "self, /, *args, **kwargs", call),
    Def::method("__getattr__", "self, name, /", |vm, args| one(vm, Operation::GetAttr, args)),
    Def::method("__setattr__", "self, name, value, /", |vm, args| one(vm, Operation::SetAttr, args)),
    Def::method("__delattr__", "self, name, /", |vm, args| one(vm, Operation::DelAttr, args)),
    Def::method("__iter__", "self, /", |vm, args| one(vm, Operation::Iter, args)),
    Def::method("__next__", "self, /", |vm, args| one(vm, Operation::Next, args)),
    Def::method("__len__", "self, /", |vm, args| one(vm, Operation::Len, args)),
    Def::method("__bool__", "self, /", truth),
    Def::method("__getitem__", "self, key, /", |vm, args| one(vm, Operation::GetItem, args)),
    Def::method("__setitem__", "self, key, value, /", |vm, args| one(vm, Operation::SetItem, args)),
    Def::method("__delitem__", "self, key, /", |vm, args| one(vm, Operation::DelItem, args)),
    Def::method("__contains__", "self, item, /", |vm, args| one(vm, Operation::Contains, args)),
    Def::method("__enter__", "self, /", |vm, args| one(vm, Operation::Enter, args)),
    Def::method("__exit__", "self, type, value, traceback, /", exit),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce_ex__", "self, protocol, /", reduce),
    Def::method("__reduce__", "self, /", reduce),
];

/// Asks the other side to do `operation` on the object that `args[0]` stands for, with the other arguments.
fn one(vm: &mut Vm, operation: Operation, args: &[Value]) -> Res {
    vm.remote(operation, args[0], &args[1..])
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    // Positional arguments as one tuple, keywords as one dict: both cross by copy.
    let positional = vm.heap.tuple_of(&args[2..])?;
    let keywords = match args[1] {
        Value::Unset => Value::None,
        it => it,
    };
    vm.remote(Operation::Call, args[0], &[positional, keywords])
}

/// The traceback does not cross: it names frames of this side.
fn exit(vm: &mut Vm, args: &[Value]) -> Res {
    vm.remote(Operation::Exit, args[0], &[args[2]])
}

/// A remote is true, unless it stands for something of the supervisor that shows its length, which is 0.
fn truth(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.payload::<Remote>(args[0]).is_none_or(|it| it.peer != Peer::Parent) {
        return Ok(Value::Bool(true));
    }
    match vm.remote(Operation::Len, args[0], &[]) {
        Ok(length) => vm.truth(length).map(Value::Bool),
        Err(it) if vm.raised_is(vm.exceptions.type_error) => {
            vm.take_raised(it)?;
            Ok(Value::Bool(true))
        }
        Err(it) => Err(it),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let label = vm.payload::<Remote>(args[0]).map_or(Value::None, |it| it.label);
    let text = alloc::format!("<Bastion for {}>", vm.text_of(label));
    vm.heap.string(text)
}

fn reduce(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("cannot pickle 'Bastion' object"))
}

impl Vm {
    /// The class of remotes.
    pub(crate) fn remote_class(&mut self) -> Res<Id<Class>> {
        if let Some(class) = self.membrane.remote_class {
            return Ok(class);
        }
        let class =
            self.native_class("Bastion", "BastionClass", self.types.object, ClassFlags::default(), METHODS)?;
        self.membrane.remote_class = Some(class);
        Ok(class)
    }
}
