//! `open`, `read`, `write`, `close` and what else works on descriptors.

use padcell_policy::OpenOptions;

use super::no_dir_fd;
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("open", "path, flags, mode=511, *, dir_fd=None", open),
    Def::function("close", "fd", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        vm.close_descriptor(fd).map(|()| Value::None)
    }),
    Def::function("closerange", "fd_low, fd_high, /", |vm, args| {
        let (low, high) = (vm.index_i64(args[0])?, vm.index_i64(args[1])?);
        for fd in low.max(0)..high.min(100_000) {
            if vm.descriptor_is_open(fd) {
                vm.close_descriptor(fd)?;
            }
        }
        Ok(Value::None)
    }),
    Def::function("read", "fd, length, /", |vm, args| {
        let (fd, length) = (vm.index_i64(args[0])?, vm.index_i64(args[1])?);
        let Ok(length) = usize::try_from(length) else {
            return Err(vm.raise_errno(padcell_policy::errno::EINVAL, Value::Unset));
        };
        vm.flush_descriptor(fd)?;
        let data = vm.read_descriptor(fd, length)?;
        vm.heap.bytes(data)
    }),
    Def::function("write", "fd, data, /", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        let data = vm.copy_bytes(args[1])?;
        vm.flush_descriptor(fd)?;
        let written = vm.write_descriptor(fd, &data)?;
        Ok(Value::Int(i64::try_from(written).unwrap_or(i64::MAX)))
    }),
    Def::function("lseek", "fd, position, how, /", |vm, args| {
        let (fd, position, how) = (vm.index_i64(args[0])?, vm.index_i64(args[1])?, vm.index_i64(args[2])?);
        vm.seek_descriptor(fd, position, how).map(Value::Int)
    }),
    Def::function("ftruncate", "fd, length, /", |vm, args| {
        let (fd, length) = (vm.index_i64(args[0])?, vm.index_i64(args[1])?);
        vm.truncate_descriptor(fd, length).map(|()| Value::None)
    }),
    Def::function("fsync", "fd", sync),
    Def::function("fdatasync", "fd", sync),
    Def::function("isatty", "fd, /", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        Ok(Value::Bool(vm.descriptor_is_terminal(fd)))
    }),
    Def::function("get_inheritable", "fd, /", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        vm.descriptor(fd).map(|_| Value::Bool(false))
    }),
    Def::function("set_inheritable", "fd, inheritable, /", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        vm.descriptor(fd).map(|_| Value::None)
    }),
    Def::function("device_encoding", "fd", |vm, args| {
        let fd = vm.index_i64(args[0])?;
        if vm.descriptor_is_terminal(fd) { vm.heap.str("UTF-8") } else { Ok(Value::None) }
    }),
];

fn sync(vm: &mut Vm, args: &[Value]) -> Res {
    let fileno = vm.intern("fileno")?;
    let fd = match vm.getattr_opt(args[0], fileno)? {
        Some(method) => vm.call(method, &[])?,
        None => args[0],
    };
    let fd = vm.index_i64(fd)?;
    vm.sync_descriptor(fd).map(|()| Value::None)
}

/// What the flags of `os.open` ask for.
pub(crate) fn options(flags: i64) -> OpenOptions {
    let has = |bit: i64| flags & bit != 0;
    OpenOptions {
        read: flags & 3 != 1,
        write: flags & 3 != 0,
        append: has(0o2000),
        create: has(0o100),
        create_new: has(0o100) && has(0o200),
        truncate: has(0o1000),
    }
}

fn open(vm: &mut Vm, args: &[Value]) -> Res {
    no_dir_fd(vm, args[3])?;
    let flags = vm.index_i64(args[1])?;
    let options = options(flags);
    let path = vm.path_argument(args[0], "open: path")?;
    let (fd, _) = vm.open_descriptor(&path, options, args[0], false)?;
    Ok(Value::Int(fd))
}
