//! `_socket`: outgoing connections, for the `socket` module of the library.

use alloc::format;

use padcell_policy::{ConnectionId, OsError, Shutdown, errno};

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The most that is received at once.
const CHUNK: usize = 256 << 10;
/// Fuel for an operation, beside what its data costs.
const CALL: usize = 500;

const FUNCTIONS: &[Def] = &[
    Def::function("connect", "host, port, timeout, /", connect)
        .doc("Connect to a host that the policy names."),
    Def::function("recv", "connection, size, timeout, /", receive),
    Def::function("send", "connection, data, timeout, /", send),
    Def::function("shutdown", "connection, how, /", shut_down),
    Def::function("close", "connection, /", close),
    Def::function("address", "connection, peer, /", address),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)
}

/// Seconds, or None for as long as it takes.
fn timeout(vm: &mut Vm, value: Value) -> Res<Option<u64>> {
    if value.is_none() {
        return Ok(None);
    }
    let seconds = vm.float(value)?;
    if seconds.is_nan() || seconds < 0.0 {
        return Err(vm.value_error("Timeout value out of range"));
    }
    Ok(Some((seconds * 1e9) as u64))
}

fn connection(vm: &mut Vm, value: Value) -> Res<ConnectionId> {
    let number = vm.index_i64(value)?;
    match u64::try_from(number) {
        Ok(number) => Ok(ConnectionId(number)),
        Err(_) => Err(vm.raise_errno(errno::EBADF, Value::Unset)),
    }
}

/// Repeats an operation that an interrupt ended which nothing came of.
fn uninterrupted<T>(vm: &mut Vm, mut f: impl FnMut(&mut Vm) -> Result<T, OsError>) -> Res<T> {
    vm.spend(CALL)?;
    loop {
        match f(vm) {
            Ok(result) => return Ok(result),
            Err(error) if error.errno == errno::EINTR => vm.interrupted()?,
            Err(error) => return Err(vm.raise_os_error(&error, Value::Unset)),
        }
    }
}

fn connect(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(_) = vm.unwrap(args[0]) else {
        let text = format!("host must be a string, not {}", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    let host = vm.string_of(args[0]);
    let port = vm.index_i64(args[1])?;
    let Ok(port) = u16::try_from(port) else {
        return Err(vm.overflow_error("port must be 0-65535."));
    };
    let time = timeout(vm, args[2])?;
    let id = uninterrupted(vm, |vm| vm.authority.connect(&host, port, time))?;
    Ok(Value::Int(i64::try_from(id.0).unwrap_or(i64::MAX)))
}

fn receive(vm: &mut Vm, args: &[Value]) -> Res {
    let id = connection(vm, args[0])?;
    let size = vm.index_i64(args[1])?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error("negative buffersize in recv"));
    };
    let time = timeout(vm, args[2])?;
    let size = size.min(CHUNK);
    vm.heap.room(size)?;
    let mut buffer = alloc::vec![0; size];
    let read = uninterrupted(vm, |vm| vm.authority.receive(id, &mut buffer, time))?;
    vm.spend(read / 16)?;
    buffer.truncate(read);
    vm.heap.bytes(buffer)
}

fn send(vm: &mut Vm, args: &[Value]) -> Res {
    let id = connection(vm, args[0])?;
    let data = vm.copy_bytes(args[1])?;
    let time = timeout(vm, args[2])?;
    vm.spend(data.len() / 16)?;
    let sent = uninterrupted(vm, |vm| vm.authority.send(id, &data, time))?;
    Ok(Value::Int(sent as i64))
}

fn shut_down(vm: &mut Vm, args: &[Value]) -> Res {
    let id = connection(vm, args[0])?;
    let how = match vm.index_i64(args[1])? {
        0 => Shutdown::Receiving,
        1 => Shutdown::Sending,
        _ => Shutdown::Both,
    };
    uninterrupted(vm, |vm| vm.authority.shut_down(id, how)).map(|()| Value::None)
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    let id = connection(vm, args[0])?;
    uninterrupted(vm, |vm| vm.authority.hang_up(id)).map(|()| Value::None)
}

fn address(vm: &mut Vm, args: &[Value]) -> Res {
    let id = connection(vm, args[0])?;
    let peer = vm.truth(args[1])?;
    let (host, port) = uninterrupted(vm, |vm| vm.authority.address(id, peer))?;
    let host = vm.heap.string(host)?;
    vm.heap.tuple_of(&[host, Value::Int(i64::from(port))])
}
