//! `__build_class__`: what a `class` statement calls.

use alloc::format;
use alloc::vec::Vec;

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] =
    &[Def::function("__build_class__", "func, name, /, *bases, **kwds", build_class)
        .doc("Internal helper function used by the class statement.")];

fn build_class(vm: &mut Vm, args: &[Value]) -> Res {
    let function = args[0];
    if !matches!(function, Value::Function(_)) {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    let name = args[1];
    if !matches!(vm.unwrap(name), Value::Str(_)) {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let kwargs = args[2];
    let original = &args[3..];
    let resolved = vm.resolve_bases(original)?;
    let changed = resolved.len() != original.len() || !resolved.iter().zip(original).all(|(a, b)| a.is(*b));
    let bases = vm.heap.tuple(resolved)?;
    vm.keep(bases);
    let metaclass = pick_metaclass(vm, kwargs, bases)?;
    vm.keep(metaclass);
    let namespace = prepare(vm, metaclass, name, bases, kwargs)?;
    vm.keep(namespace);
    let cell = vm.run_function_in_namespace(function, namespace)?;
    vm.keep(cell);
    if let Value::Box(_) = cell {
        vm.set_item(namespace, Value::Str(vm.names.__classcell__), cell)?;
    }
    if changed {
        let original = vm.heap.tuple_of(original)?;
        vm.keep(original);
        vm.set_item(namespace, Value::Str(vm.names.__orig_bases__), original)?;
    }
    let class = vm.call_dict(metaclass, &[name, bases, namespace], kwargs)?;
    check_cell(vm, cell, class, name)?;
    Ok(class)
}

impl Vm {
    /// Replaces bases that are no classes by what their `__mro_entries__` gives.
    pub(crate) fn resolve_bases(&mut self, bases: &[Value]) -> Res<Vec<Value>> {
        let mut all = Vec::with_capacity(bases.len());
        let mut given = Value::Unset;
        for base in bases {
            if let Value::Class(_) = base {
                all.push(*base);
                continue;
            }
            let Some(method) = self.getattr_opt(*base, self.names.__mro_entries__)? else {
                all.push(*base);
                continue;
            };
            if given.is_unset() {
                given = self.heap.tuple_of(bases)?;
                self.keep(given);
            }
            self.keep(method);
            let entries = self.call(method, &[given])?;
            let Value::Tuple(id) = self.unwrap(entries) else {
                return Err(self.type_error("__mro_entries__ must return a tuple"));
            };
            self.keep(entries);
            all.extend_from_slice(&self.heap.tuples[id].items);
        }
        Ok(all)
    }
}

/// The metaclass: what `metaclass=` says or the first base's class, or a more derived one of another base.
fn pick_metaclass(vm: &mut Vm, kwargs: Value, bases: Value) -> Res {
    let bases = match bases {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    };
    let given = match kwargs {
        Value::Dict(dict) => vm.heap.dict_remove_str(dict, vm.names.metaclass),
        _ => None,
    };
    let picked = match (given, bases.first()) {
        (Some(it), _) => it,
        (None, Some(first)) => Value::Class(vm.class_of(*first)),
        (None, None) => Value::Class(vm.types.type_),
    };
    match picked {
        Value::Class(class) if vm.is_subclass(class, vm.types.type_) => {
            vm.best_metaclass(class, &bases).map(Value::Class)
        }
        other => Ok(other),
    }
}

fn prepare(vm: &mut Vm, metaclass: Value, name: Value, bases: Value, kwargs: Value) -> Res {
    if metaclass.is(Value::Class(vm.types.type_)) {
        return vm.heap.dict().map(Value::Dict);
    }
    let Some(method) = vm.getattr_opt(metaclass, vm.names.__prepare__)? else {
        return vm.heap.dict().map(Value::Dict);
    };
    vm.keep(method);
    let namespace = vm.call_dict(method, &[name, bases], kwargs)?;
    let class = vm.class_of(namespace);
    let is_mapping = matches!(vm.unwrap(namespace), Value::Dict(_))
        || vm.class_lookup(class, vm.names.__getitem__).is_some_and(|it| !it.is_none());
    if !is_mapping {
        let of = match metaclass {
            Value::Class(class) => vm.class_name(class),
            _ => alloc::string::String::from("<metaclass>"),
        };
        let text = format!("{of}.__prepare__() must return a mapping, not {}", vm.type_name(namespace));
        return Err(vm.type_error(&text));
    }
    Ok(namespace)
}

/// The box of `__class__` must hold the new class now, if the metaclass passed `__classcell__` on.
fn check_cell(vm: &mut Vm, cell: Value, class: Value, name: Value) -> Res<()> {
    let (Value::Box(id), Value::Class(_)) = (cell, class) else { return Ok(()) };
    let content = vm.heap.boxes[id].value;
    if content.is(class) {
        return Ok(());
    }
    vm.keep(class);
    let (name, shown) = (vm.repr(name)?, vm.repr(class)?);
    if content.is_unset() {
        let text = format!(
            "__class__ not set defining {name} as {shown}. Was __classcell__ propagated to type.__new__?"
        );
        return Err(vm.runtime_error(&text));
    }
    let content = vm.repr(content)?;
    let text = format!("__class__ set to {content} defining {name} as {shown}");
    Err(vm.type_error(&text))
}
