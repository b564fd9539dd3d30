//! `_padcell.root`: a directory as the root of a tree of files, for `rexec.rooted_open`.

use padcell_policy::{Access, Mount, RootId};

use super::class_of_module;
use crate::error::Res;
use crate::modules::posix::options;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

crate::payload! {
    /// The number of a root.
    struct Root { number }
}

pub(super) const METHODS: &[Def] =
    &[Def::method("open", "self, path, flags, /", open)
        .doc("Open a file below the root; gives a descriptor.")];

/// `root(directory, write)`.
pub(super) fn make(vm: &mut Vm, args: &[Value]) -> Res {
    let directory = vm.path_argument(args[0], "root: directory")?;
    let access = if vm.truth(args[1])? { Access::ReadWrite } else { Access::ReadOnly };
    let root = match vm.authority.root(&Mount::new(directory, "/", access)) {
        Ok(root) => root,
        Err(error) => return Err(vm.raise_os_error(&error, args[0])),
    };
    let class = class_of_module(vm, "Root")?;
    let number = Value::Int(i64::try_from(root.0).unwrap_or(i64::MAX));
    vm.heap.object(class, Root { number })
}

fn open(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(Value::Int(number)) = vm.payload::<Root>(args[0]).map(|it| it.number) else {
        return Err(vm.type_error("not a root"));
    };
    let flags = vm.index_i64(args[2])?;
    let fd = vm.open_in_root(RootId(number as u64), options(flags), args[1])?;
    Ok(Value::Int(fd))
}
