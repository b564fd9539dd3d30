//! What works on paths: renaming, removing, links, permissions, times.

use alloc::string::String;

use padcell_policy::{AccessMode, OpenOptions};

use super::{follows, is_descriptor, like, no_dir_fd};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("fspath", "path", |vm, args| vm.fspath(args[0], "")),
    Def::function("access", "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True", access),
    Def::function("unlink", "path, *, dir_fd=None", unlink),
    Def::function("remove", "path, *, dir_fd=None", unlink),
    Def::function("rename", "src, dst, *, src_dir_fd=None, dst_dir_fd=None", rename),
    Def::function("replace", "src, dst, *, src_dir_fd=None, dst_dir_fd=None", rename),
    Def::function("readlink", "path, *, dir_fd=None", |vm, args| {
        no_dir_fd(vm, args[1])?;
        let path = vm.fspath(args[0], "readlink: path")?;
        let text = vm.path_argument(path, "readlink: path")?;
        match vm.authority.readlink(&text) {
            Ok(target) => like(vm, path, &target),
            Err(error) => Err(vm.raise_os_error(&error, args[0])),
        }
    }),
    Def::function("symlink", "src, dst, target_is_directory=False, *, dir_fd=None", |vm, args| {
        no_dir_fd(vm, args[3])?;
        let target = vm.path_text(args[0], "symlink: src")?;
        let path = vm.path_argument(args[1], "symlink: dst")?;
        let made = vm.authority.symlink(&target, &path);
        made.map_err(|error| vm.raise_os_error_of_two(&error, args[0], args[1]))?;
        Ok(Value::None)
    }),
    Def::function("chmod", "path, mode, *, dir_fd=None, follow_symlinks=True", |vm, args| {
        no_dir_fd(vm, args[2])?;
        let path = vm.path_argument(args[0], "chmod: path")?;
        let mode = vm.index_i64(args[1])?;
        let permissions = u32::try_from(mode & 0o7777).unwrap_or(0);
        vm.authority.chmod(&path, permissions).map_err(|error| vm.raise_os_error(&error, args[0]))?;
        Ok(Value::None)
    }),
    Def::function("truncate", "path, length", |vm, args| {
        let length = vm.index_i64(args[1])?;
        if is_descriptor(vm, args[0]) {
            let fd = vm.index_i64(args[0])?;
            return vm.truncate_descriptor(fd, length).map(|()| Value::None);
        }
        let path = vm.path_argument(args[0], "truncate: path")?;
        let options = OpenOptions { read: true, write: true, ..OpenOptions::READ };
        let (fd, _) = vm.open_descriptor(&path, options, args[0], false)?;
        let result = vm.truncate_descriptor(fd, length);
        vm.close_descriptor(fd)?;
        result.map(|()| Value::None)
    }),
    Def::function("utime", "path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True", utime),
    Def::function("_path_normpath", "path, /", |vm, args| {
        let path = vm.fspath(args[0], "")?;
        let text = match vm.unwrap(path) {
            Value::Bytes(id) => match core::str::from_utf8(&vm.heap.bytes[id].data) {
                Ok(it) => String::from(it),
                Err(_) => return Err(vm.value_error("path is not UTF-8")),
            },
            _ => vm.string_of(path),
        };
        vm.spend(text.len())?;
        let normal = normal_path(&text);
        like(vm, path, &normal)
    }),
];

/// `os.path.normpath`.
fn normal_path(path: &str) -> String {
    if path.is_empty() {
        return String::from(".");
    }
    let slashes = path.bytes().take_while(|it| *it == b'/').count();
    // Two leading slashes mean something of their own; one and three are the same.
    let root = match slashes {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: alloc::vec::Vec<&str> = alloc::vec::Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            ".." if !root.is_empty() => {}
            other => parts.push(other),
        }
    }
    let joined = parts.join("/");
    match (root, joined.is_empty()) {
        ("", true) => String::from("."),
        _ => alloc::format!("{root}{joined}"),
    }
}

fn access(vm: &mut Vm, args: &[Value]) -> Res {
    no_dir_fd(vm, args[2])?;
    let mode = vm.index_i64(args[1])?;
    let path = vm.path_text(args[0], "access: path")?;
    if path.is_empty() {
        return Ok(Value::Bool(false));
    }
    vm.spend(200)?;
    let path = vm.absolute_path(&path);
    let mode = AccessMode { read: mode & 4 != 0, write: mode & 2 != 0, execute: mode & 1 != 0 };
    Ok(Value::Bool(vm.authority.access(&path, mode).unwrap_or(false)))
}

fn unlink(vm: &mut Vm, args: &[Value]) -> Res {
    no_dir_fd(vm, args[1])?;
    let path = vm.path_argument(args[0], "unlink: path")?;
    vm.authority.unlink(&path).map_err(|error| vm.raise_os_error(&error, args[0]))?;
    Ok(Value::None)
}

fn rename(vm: &mut Vm, args: &[Value]) -> Res {
    no_dir_fd(vm, args[2])?;
    no_dir_fd(vm, args[3])?;
    let from = vm.path_argument(args[0], "rename: src")?;
    let to = vm.path_argument(args[1], "rename: dst")?;
    vm.settle_files()?;
    let renamed = vm.authority.rename(&from, &to);
    renamed.map_err(|error| vm.raise_os_error_of_two(&error, args[0], args[1]))?;
    Ok(Value::None)
}

fn utime(vm: &mut Vm, args: &[Value]) -> Res {
    let &[path, times, ns, dir_fd, follow, ..] = args else { return Ok(Value::None) };
    no_dir_fd(vm, dir_fd)?;
    follows(vm, follow)?;
    if !times.is_absent() && ns.is_set() && !ns.is_none() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let pair = match (times.is_absent(), ns.is_absent()) {
        (true, true) => None,
        (false, _) => {
            let items = pair(vm, times, "utime: 'times' must be either a tuple of two ints or None")?;
            Some((nanoseconds(vm, items.0)?, nanoseconds(vm, items.1)?))
        }
        (true, false) => {
            let items = pair(vm, ns, "utime: 'ns' must be a tuple of two ints")?;
            Some((vm.index_i64(items.0)?, vm.index_i64(items.1)?))
        }
    };
    let text = vm.path_argument(path, "utime: path")?;
    vm.settle_files()?;
    vm.authority.utime(&text, pair).map_err(|error| vm.raise_os_error(&error, path))?;
    Ok(Value::None)
}

fn pair(vm: &mut Vm, value: Value, message: &str) -> Res<(Value, Value)> {
    if let Value::Tuple(id) = vm.unwrap(value) {
        if let [a, b] = vm.heap.tuples[id].items[..] {
            return Ok((a, b));
        }
    }
    Err(vm.type_error(message))
}

/// Seconds, as an int or a float, in nanoseconds.
fn nanoseconds(vm: &mut Vm, value: Value) -> Res<i64> {
    if let Value::Int(seconds) = vm.unwrap(value) {
        if let Some(it) = seconds.checked_mul(1_000_000_000) {
            return Ok(it);
        }
    }
    let seconds = vm.float(value)?;
    let ns = libm::floor(seconds * 1e9);
    if ns.is_finite() && ns.abs() < 9e18 {
        return Ok(ns as i64);
    }
    Err(vm.overflow_error("timestamp out of range for platform time_t"))
}

#[cfg(test)]
mod tests {
    use super::normal_path;

    #[test]
    fn paths() {
        for (path, normal) in [
            ("", "."),
            ("/", "/"),
            ("//", "//"),
            ("///", "/"),
            ("a/../..", ".."),
            ("/../a", "/a"),
            ("a//b/./c/..", "a/b"),
            ("./", "."),
        ] {
            assert_eq!(normal_path(path), normal, "{path}");
        }
    }
}
