//! `posix`: what `os` is made of, over the cell's own files, directory, environment and descriptors.
//!
//! Processes, users and signals do not exist here, and neither do the functions for them.

mod constants;
mod descriptors;
mod directory;
mod paths;
mod process;
mod scandir;
mod stat;

pub(crate) use descriptors::options;

use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, Dict, Id, Tracer};
use crate::value::Value;
use crate::vm::{State, Vm};

/// The classes of the module.
#[derive(Clone, Copy)]
struct Classes {
    stat_result: Id<Class>,
    terminal_size: Id<Class>,
    uname_result: Id<Class>,
    times_result: Id<Class>,
    dir_entry: Id<Class>,
    scandir: Id<Class>,
}

#[derive(Default)]
struct Posix {
    classes: Option<Classes>,
}

impl State for Posix {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn classes(vm: &mut Vm) -> Res<Classes> {
    if let Some(it) = vm.state::<Posix>().classes {
        return Ok(it);
    }
    let made = Classes {
        stat_result: vm.struct_sequence_class("os", "stat_result", stat::FIELDS, stat::VISIBLE)?,
        terminal_size: vm.struct_sequence_class("os", "terminal_size", &["columns", "lines"], 2)?,
        uname_result: vm.struct_sequence_class(
            "posix",
            "uname_result",
            process::UNAME,
            process::UNAME.len(),
        )?,
        times_result: vm.struct_sequence_class(
            "posix",
            "times_result",
            process::TIMES,
            process::TIMES.len(),
        )?,
        dir_entry: scandir::entry_class(vm)?,
        scandir: scandir::iterator_class(vm)?,
    };
    vm.state::<Posix>().classes = Some(made);
    Ok(made)
}

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let made = classes(vm)?;
    for (name, class) in [
        ("stat_result", made.stat_result),
        ("terminal_size", made.terminal_size),
        ("uname_result", made.uname_result),
        ("times_result", made.times_result),
        ("DirEntry", made.dir_entry),
        ("error", vm.exceptions.os_error),
    ] {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    constants::fill(vm, dict)?;
    process::fill(vm, dict)?;
    for functions in [
        descriptors::FUNCTIONS,
        directory::FUNCTIONS,
        paths::FUNCTIONS,
        process::FUNCTIONS,
        scandir::FUNCTIONS,
        stat::FUNCTIONS,
    ] {
        vm.add_functions(dict, functions)?;
    }
    Ok(())
}

/// A `dir_fd` argument, which has to be absent.
fn no_dir_fd(vm: &mut Vm, value: Value) -> Res<()> {
    if value.is_absent() {
        Ok(())
    } else {
        Err(vm.not_implemented_error("dir_fd unavailable on this platform"))
    }
}

/// A `follow_symlinks` argument.
fn follows(vm: &mut Vm, value: Value) -> Res<bool> {
    if value.is_unset() { Ok(true) } else { vm.truth(value) }
}

/// Text as the program's own path was: bytes for bytes.
fn like(vm: &mut Vm, path: Value, text: &str) -> Res {
    if matches!(vm.unwrap(path), Value::Bytes(_)) {
        vm.heap.room(text.len())?;
        return vm.heap.bytes(text.as_bytes().to_vec());
    }
    vm.heap.str(text)
}

/// Whether an argument is a descriptor rather than a path.
fn is_descriptor(vm: &Vm, value: Value) -> bool {
    matches!(vm.unwrap(value), Value::Int(_) | Value::Bool(_) | Value::BigInt(_))
}
