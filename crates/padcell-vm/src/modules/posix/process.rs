//! What a cell knows of itself: environment, random bytes, and constants where a process has numbers.

use alloc::vec::Vec;

use padcell_policy::errno;

use super::classes;
use crate::descriptors::Descriptors;
use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// There is one process in a cell, and one user.
const PID: i64 = 1;
const USER: i64 = 1000;
/// The most random bytes that are made at once.
const MAX_RANDOM: i64 = 256 << 20;

pub(super) const UNAME: &[&str] = &["sysname", "nodename", "release", "version", "machine"];
pub(super) const TIMES: &[&str] = &["user", "system", "children_user", "children_system", "elapsed"];

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("getpid", "", |_, _| Ok(Value::Int(PID))),
    Def::function("getppid", "", |_, _| Ok(Value::Int(0))),
    Def::function("getuid", "", |_, _| Ok(Value::Int(USER))),
    Def::function("geteuid", "", |_, _| Ok(Value::Int(USER))),
    Def::function("getgid", "", |_, _| Ok(Value::Int(USER))),
    Def::function("getegid", "", |_, _| Ok(Value::Int(USER))),
    Def::function("cpu_count", "", |_, _| Ok(Value::Int(1))),
    Def::function("umask", "mask, /", |vm, args| {
        let mask = vm.index_i64(args[0])?;
        let state = vm.state::<Descriptors>();
        let old = core::mem::replace(&mut state.umask, u32::try_from(mask & 0o777).unwrap_or(0));
        Ok(Value::Int(i64::from(old)))
    }),
    Def::function("strerror", "code, /", |vm, args| {
        let code = vm.index_i64(args[0])?;
        match i32::try_from(code).ok().and_then(errno::text) {
            Some(text) => vm.heap.str(text),
            None if code == 0 => vm.heap.str("Success"),
            None => vm.heap.string(alloc::format!("Unknown error {code}")),
        }
    }),
    Def::function("urandom", "size, /", |vm, args| random(vm, args[0])),
    Def::function("getrandom", "size, flags=0", |vm, args| random(vm, args[0])),
    Def::function("putenv", "name, value, /", |_, _| Ok(Value::None)),
    Def::function("unsetenv", "name, /", |_, _| Ok(Value::None)),
    Def::function("get_terminal_size", "fd=1, /", |vm, _| Err(vm.raise_errno(errno::ENOTTY, Value::Unset))),
    Def::function("uname", "", |vm, _| {
        let class = classes(vm)?.uname_result;
        let mut values = Vec::new();
        for text in ["Padcell", "cell", env!("CARGO_PKG_VERSION"), "1", "cell"] {
            values.push(vm.heap.str(text)?);
        }
        vm.struct_sequence(class, &values)
    }),
    Def::function("times", "", |vm, _| {
        let class = classes(vm)?.times_result;
        let spent = super::super::time::processor_ns(vm) as f64 / 1e9;
        let zero = Value::Float(0.0);
        vm.struct_sequence(class, &[Value::Float(spent), zero, zero, zero, Value::Float(spent)])
    }),
    Def::function("sched_yield", "", |_, _| Ok(Value::None)),
    Def::function("getloadavg", "", |vm, _| Err(vm.os_error("Load averages are unobtainable"))),
];

fn random(vm: &mut Vm, size: Value) -> Res {
    let size = vm.index_i64(size)?;
    if size < 0 {
        return Err(vm.value_error("negative argument not allowed"));
    }
    let len = usize::try_from(size.min(MAX_RANDOM)).unwrap_or(0);
    vm.spend(200 + len / 4)?;
    vm.heap.room(usize::try_from(size).unwrap_or(usize::MAX))?;
    let mut data = alloc::vec![0; len];
    match vm.authority.fill_random(&mut data) {
        Ok(()) => vm.heap.bytes(data),
        Err(error) => Err(vm.raise_os_error(&error, Value::Unset)),
    }
}

/// The environment: only what the policy lists.
pub(super) fn fill(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let environ = vm.heap.dict()?;
    let name = vm.intern("environ")?;
    vm.heap.dict_set_str(dict, name, Value::Dict(environ))?;
    for (name, value) in vm.authority.vars() {
        let mark = vm.kept();
        let name = vm.heap.bytes(name.into_bytes())?;
        vm.keep(name);
        let value = vm.heap.bytes(value.into_bytes())?;
        vm.keep(value);
        vm.set_item(Value::Dict(environ), name, value)?;
        vm.release(mark);
    }
    Ok(())
}
