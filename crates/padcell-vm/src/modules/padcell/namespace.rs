//! A supervisor's view of the modules of its cell.

use alloc::format;
use alloc::vec::Vec;

use super::cell::number_of;
use super::limits::FURNISHED;
use super::names::{Names, names_of};
use super::supervision::{OPEN, RELOAD, Supervision};
use crate::error::Res;
use crate::heap::{Dict, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The module with this name, made if there is none; its `__builtins__` are the cell's.
    pub(crate) fn get_or_add_module(&mut self, name: &str) -> Res<(Value, Id<Dict>)> {
        let key = self.intern(name)?;
        let (module, dict) = match self.known(name)? {
            Some(module @ Value::Module(id)) => (module, self.heap.modules[id].dict),
            _ if self.is_supervised() => {
                let (module, dict) = self.empty_module(name, false)?;
                self.publish(key, module)?;
                self.note_other(name, module)?;
                (module, dict)
            }
            _ => self.new_module(name)?,
        };
        let pinned = self.program_module(self.names.builtins).unwrap_or(Value::Dict(self.visible_builtins));
        self.heap.dict_set_str(dict, self.names.__builtins__, pinned)?;
        Ok((module, dict))
    }

    /// What the supervisor's table has under a name.
    fn known_module(&mut self, name: Value) -> Res<Option<Value>> {
        let text = self.string_of(name);
        self.known(&text)
    }

    /// The dict of a module that the supervisor knows.
    fn known_dict(&mut self, name: Value) -> Res<Id<Dict>> {
        match self.known_module(name)? {
            Some(Value::Module(id)) => Ok(self.heap.modules[id].dict),
            _ => Err(self.missing_key(name)),
        }
    }
}

pub(super) fn add_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let name = vm.string_of(args[1]);
    vm.at_child(number, &[], move |child, _| child.get_or_add_module(&name).map(|_| ()))
}

/// What the table has under a name: KeyError if nothing.
pub(super) fn module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| match child.known_module(args[0])? {
        Some(module) => Ok(module),
        None => Err(child.missing_key(args[0])),
    })
}

pub(super) fn is_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        Ok(Value::Bool(matches!(child.known_module(args[0])?, Some(Value::Module(_)))))
    })
}

pub(super) fn module_names(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &[], |child, _| {
        let known = child.known_modules();
        let mut names: Vec<Value> = child.heap.dicts[known].iter().map(|it| it.key).collect();
        let later: Vec<&'static str> = child.state::<Supervision>().later.keys().copied().collect();
        for name in later {
            names.push(Value::Str(child.intern(name)?));
        }
        child.heap.list(names)
    })
}

pub(super) fn set_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        let key = child.intern(&name)?;
        child.state::<Supervision>().later.remove(&*name);
        child.publish(key, args[1])?;
        child.note_other(&name, args[1])?;
        Ok(Value::None)
    })
}

pub(super) fn delete_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        let key = child.intern(&name)?;
        child.known(&name)?;
        let known = child.known_modules();
        child.heap.dict_remove_str(child.modules, key);
        match child.heap.dict_remove_str(known, key) {
            Some(_) => Ok(Value::None),
            None => Err(child.missing_key(args[0])),
        }
    })
}

/// `copy(name, only, except)`: makes the cell's module of this name what it is in the runtime, with some of its names; of
/// a cell's own cell, with those that it has itself.
pub(super) fn copy(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let module = vm.string_of(args[1]);
    if !FURNISHED.contains(&&*module) {
        vm.check_import(&module)?;
    }
    let only = !args[2].is_none();
    let names = names_of(vm, if only { args[2] } else { args[3] })?;
    let there = module == "builtins";
    let shown = names.clone();
    let show = move |child: &mut Vm, args: &[Value]| {
        let own = child.import_dotted(&module, true)?;
        let Value::Module(own) = own else { return Err(child.missing_key(args[0])) };
        let limit = child.limit(&module, &shown, only)?;
        child.show_part(&module, own, &limit)
    };
    if there {
        vm.at_child(number, &args[1..2], show)?;
    } else {
        vm.in_child(number, &args[1..2], |child, args| show(child, args).map(|()| Value::None))?;
    }
    replace(vm, number, args[1], &names, only)
}

/// Gives a cell what this one has, from its own supervisor, in place of names of a module.
fn replace(vm: &mut Vm, number: u32, module: Value, names: &Names, only: bool) -> Res {
    let text = vm.string_of(module);
    if !vm.is_supervised() {
        return Ok(Value::None);
    }
    for (name, value) in vm.replacements(&text, names, only)? {
        vm.in_child(number, &[module, name, value], set_in)?;
    }
    Ok(Value::None)
}

/// `make_later(sys, posix, path, exc_info)`: what the modules `sys` and `posix` will have when somebody asks for them (None:
/// they are made in another way), and what `sys` will have of its own.
pub(super) fn make_later(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let mut later = Vec::new();
    for (name, value) in [("sys", args[1]), ("posix", args[2])] {
        if !value.is_none() {
            later.push((name, names_of(vm, value)?));
        }
    }
    let noted = later.clone();
    vm.at_child(number, &args[3..], move |child, args| {
        for (name, names) in &noted {
            child.limit(name, names, true)?;
        }
        let it = child.state::<Supervision>();
        it.later.extend(noted);
        if !args[0].is_none() {
            it.path = args[0];
        }
        if !args[1].is_none() {
            it.exc_info = args[1];
        }
        Ok(())
    })?;
    for (name, names) in later {
        let name = vm.intern(name)?;
        replace(vm, number, Value::Str(name), &names, true)?;
    }
    Ok(Value::None)
}

/// `on_open(function)`: what `open` in the cell calls; None for the cell's own.
pub(super) fn on_open(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.at_child(number, &args[1..], move |child, args| {
        let dict = child.visible_builtins;
        if args[0].is_none() {
            let name = child.intern("open")?;
            if child.was_taken("builtins", "open") {
                // The cell around has it no more, or another.
                child.heap.dict_remove_str(dict, name);
            } else if let Some(own) = child.heap.dict_str(child.builtins, name) {
                child.heap.dict_set_str(dict, name, own)?;
            }
            return Ok(());
        }
        child.state::<Supervision>().open = args[0];
        child.shut_below();
        child.add_functions(dict, OPEN)
    })
}

pub(super) fn on_reload(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.at_child(number, &args[1..], move |child, args| {
        child.state::<Supervision>().reload = args[0];
        child.add_functions(child.visible_builtins, RELOAD)
    })
}

/// `on_import(import, load, asks)`: what import statements call, if each asks, and what finds modules otherwise. A function
/// that came without the latter was put into the builtins by hand, and stays there.
pub(super) fn on_import(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    // Who asks for its own imports asks for those of its cells.
    let asks = vm.asks_supervisor() || vm.truth(args[3])?;
    vm.at_child(number, &args[1..3], move |child, args| {
        let it = child.state::<Supervision>();
        if it.import.is_set() && it.load.is_none() {
            it.load = args[1];
            return Ok(());
        }
        (it.import, it.load, it.asks) = (args[0], args[1], asks);
        if asks {
            child.ask_below();
        }
        let name = child.names.__import__;
        if let Some(own) = child.heap.dict_str(child.builtins, name) {
            child.heap.dict_set_str(child.visible_builtins, name, own)?;
        }
        Ok(())
    })
}

/// Whether the cell may import a module of the runtime.
pub(super) fn permits(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        child.may_import(&name).map(Value::Bool)
    })
}

/// Imports a module of the runtime into the cell, because its supervisor says so; what that may not import itself, it cannot
/// give.
pub(super) fn import_library(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let name = vm.string_of(args[1]);
    vm.check_import(&name)?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        if child.known_module(args[0])?.is_some() {
            return Ok(Value::None);
        }
        if !child.has_module(&name)? {
            return Err(child.module_not_found_error(&format!("No module named '{name}'")));
        }
        child.import_permitted(&name).map(|_| Value::None)
    })
}

fn name_argument(child: &mut Vm, name: Value) -> Res<Id<Str>> {
    match child.unwrap(name) {
        Value::Str(id) => child.heap.intern_id(id),
        _ => Err(child.type_error("names must be strings")),
    }
}

pub(super) fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = child.known_dict(args[0])?;
        let name = name_argument(child, args[1])?;
        match child.heap.dict_str(dict, name) {
            Some(value) => Ok(value),
            None => Err(child.missing_key(args[1])),
        }
    })
}

pub(super) fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], set_in)
}

/// Sets a name of a module that the supervisor knows: module, name, value.
fn set_in(child: &mut Vm, args: &[Value]) -> Res {
    let dict = child.known_dict(args[0])?;
    let name = name_argument(child, args[1])?;
    let (module, text) = (child.string_of(args[0]), child.string_of(Value::Str(name)));
    child.note_taken(&module, &text, true)?;
    child.heap.dict_set_str(dict, name, args[2])?;
    Ok(Value::None)
}

pub(super) fn delete(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = child.known_dict(args[0])?;
        let name = name_argument(child, args[1])?;
        if child.heap.dict_str(dict, name).is_none() {
            return Err(child.missing_key(args[1]));
        }
        let (module, text) = (child.string_of(args[0]), child.string_of(Value::Str(name)));
        child.note_taken(&module, &text, false)?;
        child.heap.dict_remove_str(dict, name);
        Ok(Value::None)
    })
}

pub(super) fn names(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = child.known_dict(args[0])?;
        let names: Vec<Value> = child.heap.dicts[dict].iter().map(|it| it.key).collect();
        child.heap.list(names)
    })
}
