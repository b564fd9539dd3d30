//! The cell's own directory, and what changes directories.

use super::{like, no_dir_fd};
use crate::descriptors::Descriptors;
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// More entries than this are an error: a listing is made at once.
pub(super) const MAX_ENTRIES: usize = 1_000_000;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("getcwd", "", |vm, _| {
        let directory = vm.state::<Descriptors>().directory.clone();
        vm.heap.string(directory)
    }),
    Def::function("getcwdb", "", |vm, _| {
        let directory = vm.state::<Descriptors>().directory.clone();
        vm.heap.bytes(directory.into_bytes())
    }),
    Def::function("chdir", "path", |vm, args| vm.change_directory(args[0]).map(|()| Value::None)),
    Def::function("listdir", "path=None", listdir),
    Def::function("mkdir", "path, mode=511, *, dir_fd=None", |vm, args| {
        no_dir_fd(vm, args[2])?;
        let path = vm.path_argument(args[0], "mkdir: path")?;
        vm.authority.mkdir(&path).map_err(|error| vm.raise_os_error(&error, args[0]))?;
        Ok(Value::None)
    }),
    Def::function("rmdir", "path, *, dir_fd=None", |vm, args| {
        no_dir_fd(vm, args[1])?;
        let path = vm.path_argument(args[0], "rmdir: path")?;
        vm.authority.rmdir(&path).map_err(|error| vm.raise_os_error(&error, args[0]))?;
        Ok(Value::None)
    }),
];

fn listdir(vm: &mut Vm, args: &[Value]) -> Res {
    let path = if args[0].is_absent() { vm.heap.str(".")? } else { vm.fspath(args[0], "listdir: path")? };
    vm.keep(path);
    let text = vm.path_argument(path, "listdir: path")?;
    vm.settle_files()?;
    let entries = match vm.authority.list_dir(&text, MAX_ENTRIES) {
        Ok(it) => it,
        Err(error) => return Err(vm.raise_os_error(&error, path)),
    };
    vm.spend(entries.len() * 10)?;
    let list = vm.heap.list(alloc::vec::Vec::new())?;
    if let Value::List(id) = list {
        for entry in entries {
            let name = like(vm, path, &entry.name)?;
            vm.heap.list_push(id, name)?;
        }
    }
    Ok(list)
}
