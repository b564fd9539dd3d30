//! `stat` and its result.

use padcell_policy::{FileKind, Metadata};

use super::{classes, follows, is_descriptor, no_dir_fd};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The first ten are items too; the three times among them are ints there and floats as attributes.
pub(super) const FIELDS: &[&str] = &[
    "st_mode",
    "st_ino",
    "st_dev",
    "st_nlink",
    "st_uid",
    "st_gid",
    "st_size",
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];
pub(super) const VISIBLE: usize = 10;

const USER: i64 = 1000;
const BLOCK: i64 = 4096;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("stat", "path, *, dir_fd=None, follow_symlinks=True", |vm, args| {
        no_dir_fd(vm, args[1])?;
        let follow = follows(vm, args[2])?;
        if is_descriptor(vm, args[0]) {
            return fstat(vm, args);
        }
        stat(vm, args[0], follow)
    }),
    Def::function("lstat", "path, *, dir_fd=None", |vm, args| {
        no_dir_fd(vm, args[1])?;
        stat(vm, args[0], false)
    }),
    Def::function("fstat", "fd", fstat),
];

pub(super) fn stat(vm: &mut Vm, path: Value, follow: bool) -> Res {
    let text = vm.path_argument(path, "stat: path")?;
    vm.settle_files()?;
    match vm.authority.stat(&text, follow) {
        Ok(it) => result(vm, &it),
        Err(error) => Err(vm.raise_os_error(&error, path)),
    }
}

fn fstat(vm: &mut Vm, args: &[Value]) -> Res {
    let fd = vm.index_i64(args[0])?;
    if let Some(it) = vm.stat_descriptor(fd)? {
        return result(vm, &it);
    }
    // The console: a terminal, or a pipe.
    let terminal = vm.descriptor_is_terminal(fd);
    let metadata = Metadata {
        kind: FileKind::Other,
        len: 0,
        permissions: 0o620,
        inode: 0,
        device: 0,
        links: 1,
        accessed_ns: 0,
        modified_ns: 0,
        changed_ns: 0,
    };
    let mode = if terminal { 0o020_620 } else { 0o010_620 };
    result_with_mode(vm, &metadata, mode)
}

/// A `stat_result`.
pub(super) fn result(vm: &mut Vm, it: &Metadata) -> Res {
    result_with_mode(vm, it, i64::from(it.mode()))
}

fn result_with_mode(vm: &mut Vm, it: &Metadata, mode: i64) -> Res {
    let class = classes(vm)?.stat_result;
    let int = |it: u64| Value::Int(i64::try_from(it).unwrap_or(i64::MAX));
    let seconds = |ns: i64| Value::Int(ns.div_euclid(1_000_000_000));
    let float = |ns: i64| Value::Float(ns as f64 / 1e9);
    let (a, m, c) = (it.accessed_ns, it.modified_ns, it.changed_ns);
    let values = [
        Value::Int(mode),
        int(it.inode),
        int(it.device),
        int(it.links),
        Value::Int(USER),
        Value::Int(USER),
        int(it.len),
        seconds(a),
        seconds(m),
        seconds(c),
        float(a),
        float(m),
        float(c),
        Value::Int(a),
        Value::Int(m),
        Value::Int(c),
        Value::Int(BLOCK),
        int(it.len.div_ceil(512)),
        Value::Int(0),
    ];
    vm.struct_sequence(class, &values)
}
