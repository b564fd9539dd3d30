//! `__dir__` of objects and classes.

use crate::error::Res;
use crate::heap::{Class, Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Adds the names in the dicts of a class and of its bases.
    pub(crate) fn add_class_names(&mut self, into: Id<Dict>, class: Id<Class>) -> Res<()> {
        for index in 0..self.heap.classes[class].mro.len() {
            let base = self.heap.classes[class].mro[index];
            let dict = self.class_dict(base);
            self.add_keys(into, dict)?;
        }
        Ok(())
    }

    /// Adds the string keys of a dict.
    pub(crate) fn add_keys(&mut self, into: Id<Dict>, from: Id<Dict>) -> Res<()> {
        self.spend(self.heap.dicts[from].len())?;
        let mut position = 0;
        while let Some((at, entry)) = self.heap.dicts[from].next_from(position) {
            position = at + 1;
            if let Value::Str(key) = entry.key {
                self.heap.dict_set_str(into, key, Value::None)?;
            }
        }
        Ok(())
    }

    /// The keys of a dict as a list.
    pub(crate) fn list_of_keys(&mut self, dict: Id<Dict>) -> Res {
        self.heap.room(self.heap.dicts[dict].len() * size_of::<Value>())?;
        let keys = self.heap.dicts[dict].iter().map(|it| it.key).collect();
        self.heap.list(keys)
    }
}

pub(super) fn dir(vm: &mut Vm, args: &[Value]) -> Res {
    let names = vm.heap.dict()?;
    vm.keep(Value::Dict(names));
    if vm.acts_restricted() {
        return restricted_dir(vm, args[0], names);
    }
    if let Some(own) = vm.getattr_opt(args[0], vm.names.__dict__)? {
        match vm.unwrap(own) {
            Value::Dict(own) => vm.add_keys(names, own)?,
            _ => vm.for_each(own, |vm, key| match vm.unwrap(key) {
                Value::Str(key) => vm.heap.dict_set_str(names, key, Value::None),
                _ => Ok(()),
            })?,
        }
    }
    if let Some(Value::Class(class)) = vm.getattr_opt(args[0], vm.names.__class__)? {
        vm.add_class_names(names, class)?;
    }
    vm.list_of_keys(names)
}

/// The names that restricted code may use: the object's own and those of its class, whatever it says of itself.
fn restricted_dir(vm: &mut Vm, object: Value, names: Id<Dict>) -> Res {
    if let Some(own) = vm.dict_of(object)? {
        vm.add_keys(names, own)?;
    }
    let class = vm.class_of(object);
    vm.add_class_names(names, class)?;
    vm.names_for_dir(object, names)
}
