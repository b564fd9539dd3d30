//! `_padcell.bastion` and `BastionClass`: the methods of an object that a filter lets through.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::membrane::{Operation, Remote};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

crate::payload! {
    /// A bastion: the object that it guards, its filter, its name, the special methods that it lets through (a tuple of
    /// names), what to put around a method (or None), and the methods that it gave out (a dict). Where `get` is set,
    /// that function alone decides.
    pub struct Bastion { object, filter, name, specials, wrap, given, get }
}

pub(super) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, get, name, /", new),
    Def::method("__init__", "self, get=None, name=None, /", |_, _| Ok(Value::None)),
    Def::method("__getattr__", "self, name, /", getattr),
    Def::method("__setattr__", "self, name, value, /", refuse),
    Def::method("__delattr__", "self, name, /", refuse),
    Def::method("__repr__", "self, /", repr),
    Def::method("__reduce_ex__", "self, protocol, /", reduce),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__call__", "self, /, *args, **kwargs", call),
    Def::method("__iter__", "self, /", |vm, args| special(vm, Operation::Iter, args)),
    Def::method("__next__", "self, /", |vm, args| special(vm, Operation::Next, args)),
    Def::method("__len__", "self, /", |vm, args| special(vm, Operation::Len, args)),
    Def::method("__bool__", "self, /", truth),
    Def::method("__getitem__", "self, key, /", |vm, args| special(vm, Operation::GetItem, args)),
    Def::method("__setitem__", "self, key, value, /", |vm, args| special(vm, Operation::SetItem, args)),
    Def::method("__delitem__", "self, key, /", |vm, args| special(vm, Operation::DelItem, args)),
    Def::method("__contains__", "self, item, /", |vm, args| special(vm, Operation::Contains, args)),
    Def::method("__enter__", "self, /", |vm, args| special(vm, Operation::Enter, args)),
    Def::method("__exit__", "self, type, value, traceback, /", |vm, args| {
        vm.perform_on_bastion(Operation::Exit, args[0], &args[2..3])
    }),
];

/// `bastion(class, object, filter, name, specials, wrap)`.
pub(super) fn make(vm: &mut Vm, args: &[Value]) -> Res {
    let &[class, object, filter, name, specials, wrap, ..] = args else { return Ok(Value::None) };
    let base = super::class_of_module(vm, "BastionClass")?;
    let class = match class {
        Value::Class(class) if vm.heap.classes[class].mro.contains(&base) => class,
        _ => return Err(vm.type_error("bastionclass must be a subclass of BastionClass")),
    };
    let name = vm.string_of(name);
    let name = vm.heap.string(name)?;
    vm.keep(name);
    let given = Value::Dict(vm.heap.dict()?);
    vm.heap.object(class, Bastion { object, filter, name, specials, wrap, given, get: Value::Unset })
}

/// `BastionClass(get, name)`: `get` is called with the name of an attribute, and gives it or raises.
fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Class(class) = args[0] else {
        return Err(vm.type_error("BastionClass.__new__(X): X is not a type object"));
    };
    let name = vm.string_of(args[2]);
    let name = vm.heap.string(name)?;
    vm.keep(name);
    let given = Value::Dict(vm.heap.dict()?);
    let (object, filter, wrap) = (Value::None, Value::None, Value::None);
    vm.heap.object(class, Bastion { object, filter, name, specials: Value::None, wrap, given, get: args[1] })
}

fn data(vm: &mut Vm, value: Value) -> Res<Bastion> {
    match vm.payload::<Bastion>(value).copied() {
        Some(it) => Ok(it),
        None => Err(vm.type_error("not a bastion")),
    }
}

/// The attribute of a bastion: what its filter lets through, and only methods.
fn getattr(vm: &mut Vm, args: &[Value]) -> Res {
    let bastion = data(vm, args[0])?;
    // An exact string, made once: what the filter sees is what is looked up.
    let Value::Str(asked) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("attribute name must be string"));
    };
    let name = vm.heap.intern_id(asked)?;
    let Value::Dict(given) = bastion.given else { return Err(vm.refused_name(name)) };
    if let Some(method) = vm.heap.dict_str(given, name) {
        return Ok(method);
    }
    let attribute = if bastion.get.is_set() {
        vm.call(bastion.get, &[Value::Str(name)])?
    } else {
        let permitted = vm.call(bastion.filter, &[Value::Str(name)])?;
        if !vm.truth(permitted)? {
            return Err(vm.refused_name(name));
        }
        match vm.getattr_opt(bastion.object, name)? {
            Some(it) if is_method(vm, it) => wrapped(vm, bastion.wrap, it)?,
            _ => return Err(vm.refused_name(name)),
        }
    };
    vm.keep(attribute);
    vm.heap.dict_set_str(given, name, attribute)?;
    Ok(attribute)
}

/// A method written in Python, or one of an object on the other side of a membrane.
fn is_method(vm: &Vm, value: Value) -> bool {
    match value {
        Value::Bound(id) => matches!(vm.heap.bounds[id].function, Value::Function(_)),
        Value::Object(_) => vm.payload::<Remote>(value).is_some(),
        _ => false,
    }
}

/// A method with what the bastion puts around it.
fn wrapped(vm: &mut Vm, wrap: Value, method: Value) -> Res {
    if wrap.is_absent() {
        return Ok(method);
    }
    vm.keep(method);
    vm.call(wrap, &[method])
}

fn refuse(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.unwrap(args[1]) {
        Value::Str(name) => Err(vm.refused_name(name)),
        _ => Err(vm.type_error("attribute name must be string")),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = data(vm, args[0])?.name;
    let text = format!("<Bastion for {}>", vm.text_of(name));
    vm.heap.string(text)
}

fn reduce(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("cannot pickle 'BastionClass' object"))
}

fn special(vm: &mut Vm, operation: Operation, args: &[Value]) -> Res {
    vm.perform_on_bastion(operation, args[0], &args[1..])
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let positional = vm.heap.tuple_of(&args[2..])?;
    vm.keep(positional);
    vm.perform_on_bastion(Operation::Call, args[0], &[positional, args[1].or(Value::None)])
}

/// A bastion is true, unless it lets a length through that is 0.
fn truth(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args[0])?;
    if !allows(vm, it.specials, "__len__") {
        return Ok(Value::Bool(true));
    }
    let length = vm.perform_on_bastion(Operation::Len, args[0], &[])?;
    vm.truth(length).map(Value::Bool)
}

fn allows(vm: &Vm, specials: Value, name: &str) -> bool {
    match specials {
        Value::Tuple(id) => vm.heap.tuples[id].items.iter().any(|it| vm.text_of(*it) == name),
        _ => false,
    }
}

/// The special method behind an operation.
fn special_name(operation: Operation) -> &'static str {
    match operation {
        Operation::Call => "__call__",
        Operation::Iter => "__iter__",
        Operation::Next => "__next__",
        Operation::Len => "__len__",
        Operation::GetItem => "__getitem__",
        Operation::SetItem => "__setitem__",
        Operation::DelItem => "__delitem__",
        Operation::Contains => "__contains__",
        Operation::Enter => "__enter__",
        Operation::Exit => "__exit__",
        Operation::GetAttr
        | Operation::SetAttr
        | Operation::DelAttr
        | Operation::Lines
        | Operation::Invoke => "",
    }
}

impl Vm {
    /// What the other side asks of a bastion: its permitted methods, and the special methods that were allowed.
    pub(crate) fn perform_on_bastion(&mut self, operation: Operation, bastion: Value, args: &[Value]) -> Res {
        if operation == Operation::GetAttr {
            return getattr(self, &[bastion, args[0]]);
        }
        let it = data(self, bastion)?;
        let name = special_name(operation);
        if name.is_empty() || !allows(self, it.specials, name) {
            return Err(self.bastion_lacks(operation, args));
        }
        if !it.wrap.is_absent() {
            return self.wrapped_special(&it, operation, args);
        }
        let object = it.object;
        match operation {
            Operation::Call => self.perform_call(object, args),
            Operation::Iter => {
                let iterator = self.iter(object)?;
                // An object that iterates over itself stays behind its bastion.
                Ok(if iterator.is(object) { bastion } else { iterator })
            }
            Operation::Next => match self.next(object)? {
                Some(value) => Ok(value),
                None => Err(self.raise_args(self.exceptions.stop_iteration, &[])),
            },
            Operation::Len => self.len(object).map(|it| Value::Int(it as i64)),
            Operation::GetItem => self.get_item(object, args[0]),
            Operation::SetItem => self.set_item(object, args[0], args[1]).map(|()| Value::None),
            Operation::DelItem => self.delete_item(object, args[0]).map(|()| Value::None),
            Operation::Contains => self.contains(object, args[0]).map(Value::Bool),
            Operation::Enter => {
                let entered = self.call_method(object, "__enter__", &[])?;
                Ok(if entered.is(object) { bastion } else { entered })
            }
            _ => {
                let [class, value, traceback] = self.exit_arguments(args);
                self.call_method(object, "__exit__", &[class, value, traceback])
            }
        }
    }

    /// A special method with what the bastion puts around its methods.
    fn wrapped_special(&mut self, it: &Bastion, operation: Operation, args: &[Value]) -> Res {
        let name = self.intern(special_name(operation))?;
        let method = self.getattr(it.object, name)?;
        let method = wrapped(self, it.wrap, method)?;
        self.keep(method);
        match operation {
            Operation::Call => self.perform_call(method, args),
            Operation::Exit => {
                let args = self.exit_arguments(args);
                self.call(method, &args)
            }
            _ => self.call(method, args),
        }
    }

    fn exit_arguments(&self, args: &[Value]) -> [Value; 3] {
        let value = args.first().copied().unwrap_or(Value::None);
        let class = if value.is_none() { Value::None } else { Value::Class(self.class_of(value)) };
        [class, value, Value::None]
    }

    fn bastion_lacks(&mut self, operation: Operation, args: &[Value]) -> Unwind {
        if let (Operation::SetAttr | Operation::DelAttr, Some(Value::Str(name))) = (operation, args.first()) {
            return self.refused_name(*name);
        }
        self.refused_operation(operation)
    }
}
