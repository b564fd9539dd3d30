//! `scandir` and its entries.

use core::any::Any;

use padcell_policy::{FileKind, errno};

use super::directory::MAX_ENTRIES;
use super::{classes, follows, like, stat};
use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `DirEntry`.
struct Entry {
    name: Value,
    path: Value,
    kind: FileKind,
    inode: u64,
    /// What `stat` gave, with links followed and not.
    stats: [Value; 2],
}

impl Payload for Entry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.name, self.path]);
        tracer.visit_all(&self.stats);
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

crate::payload! {
    /// The data of what `scandir` gives: an iterator over the list of entries, or None once it is closed.
    struct Scandir { entries }
}

const ENTRY: &[Def] = &[
    Def::get("name", |vm, args| Ok(vm.payload::<Entry>(args[0]).map_or(Value::None, |it| it.name))),
    Def::get("path", |vm, args| Ok(vm.payload::<Entry>(args[0]).map_or(Value::None, |it| it.path))),
    Def::method("inode", "self, /", |vm, args| {
        let inode = vm.payload::<Entry>(args[0]).map_or(0, |it| it.inode);
        Ok(Value::Int(i64::try_from(inode).unwrap_or(i64::MAX)))
    }),
    Def::method("is_symlink", "self, /", |vm, args| {
        Ok(Value::Bool(vm.payload::<Entry>(args[0]).is_some_and(|it| it.kind == FileKind::Symlink)))
    }),
    Def::method("is_junction", "self, /", |_, _| Ok(Value::Bool(false))),
    Def::method("is_dir", "self, *, follow_symlinks=True", |vm, args| is_kind(vm, args, FileKind::Directory)),
    Def::method("is_file", "self, *, follow_symlinks=True", |vm, args| is_kind(vm, args, FileKind::File)),
    Def::method("stat", "self, *, follow_symlinks=True", |vm, args| {
        let follow = follows(vm, args[1])?;
        let Some(it) = vm.payload::<Entry>(args[0]) else { return Ok(Value::None) };
        let (path, known) = (it.path, it.stats[usize::from(follow)]);
        if known.is_set() {
            return Ok(known);
        }
        let made = stat::stat(vm, path, follow)?;
        if let Some(it) = vm.payload_mut::<Entry>(args[0]) {
            it.stats[usize::from(follow)] = made;
        }
        Ok(made)
    }),
    Def::method("__fspath__", "self, /", |vm, args| {
        Ok(vm.payload::<Entry>(args[0]).map_or(Value::None, |it| it.path))
    }),
    Def::method("__repr__", "self, /", |vm, args| {
        let name = vm.payload::<Entry>(args[0]).map_or(Value::None, |it| it.name);
        let name = vm.repr(name)?;
        vm.heap.string(alloc::format!("<DirEntry {name}>"))
    }),
];

const ITERATOR: &[Def] = &[
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", |vm, args| {
        let entries = vm.payload::<Scandir>(args[0]).map_or(Value::None, |it| it.entries);
        let next = if entries.is_none() { None } else { vm.next(entries)? };
        match next {
            Some(it) => Ok(it),
            None => Err(vm.stop_iteration_with(Value::None)),
        }
    }),
    Def::method("close", "self, /", close),
    Def::method("__enter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__exit__", "self, *args", close),
];

pub(super) const FUNCTIONS: &[Def] = &[Def::function("scandir", "path=None", scandir)];

pub(super) fn entry_class(vm: &mut Vm) -> Res<Id<Class>> {
    vm.native_class("posix", "DirEntry", vm.types.object, ClassFlags::default(), ENTRY)
}

pub(super) fn iterator_class(vm: &mut Vm) -> Res<Id<Class>> {
    vm.native_class("posix", "ScandirIterator", vm.types.object, ClassFlags::default(), ITERATOR)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    if let Some(it) = vm.payload_mut::<Scandir>(args[0]) {
        it.entries = Value::None;
    }
    Ok(Value::None)
}

/// What an entry is; of a link, what it leads to, unless that is not wanted.
fn is_kind(vm: &mut Vm, args: &[Value], wanted: FileKind) -> Res {
    let follow = follows(vm, args[1])?;
    let Some(it) = vm.payload::<Entry>(args[0]) else { return Ok(Value::Bool(false)) };
    let (kind, path) = (it.kind, it.path);
    if kind != FileKind::Symlink || !follow {
        return Ok(Value::Bool(kind == wanted));
    }
    let text = vm.path_argument(path, "")?;
    match vm.authority.stat(&text, true) {
        Ok(it) => Ok(Value::Bool(it.kind == wanted)),
        Err(error) if error.errno == errno::ENOENT => Ok(Value::Bool(false)),
        Err(error) => Err(vm.raise_os_error(&error, path)),
    }
}

fn scandir(vm: &mut Vm, args: &[Value]) -> Res {
    let made = classes(vm)?;
    let path = if args[0].is_absent() { vm.heap.str(".")? } else { vm.fspath(args[0], "scandir: path")? };
    vm.keep(path);
    let text = vm.path_argument(path, "scandir: path")?;
    vm.settle_files()?;
    let entries = match vm.authority.list_dir(&text, MAX_ENTRIES) {
        Ok(it) => it,
        Err(error) => return Err(vm.raise_os_error(&error, path)),
    };
    vm.spend(entries.len() * 20)?;
    let prefix = vm.path_text(path, "")?;
    let list = vm.heap.list(alloc::vec::Vec::new())?;
    vm.keep(list);
    for entry in entries {
        let slash = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
        let whole = alloc::format!("{prefix}{slash}{}", entry.name);
        let name = like(vm, path, &entry.name)?;
        let whole = like(vm, path, &whole)?;
        let data =
            Entry { name, path: whole, kind: entry.kind, inode: entry.inode, stats: [Value::Unset; 2] };
        let it = vm.heap.object(made.dir_entry, data)?;
        if let Value::List(id) = list {
            vm.heap.list_push(id, it)?;
        }
    }
    let entries = vm.iter(list)?;
    vm.heap.object(made.scandir, Scandir { entries })
}
