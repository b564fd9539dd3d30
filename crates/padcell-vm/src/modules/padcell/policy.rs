//! What a supervisor asks for a cell, read from its dicts: all of it is measured before any of it is copied.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_policy::{Access, ClockPolicy, EntropyPolicy, Hosts, Mount, Policy, Variable};

use super::names::size_of_name;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// Bytes of a host's name with a port, and of a path or the name of a variable.
const MAX_HOST: usize = 300;
const MAX_PATH: usize = 4096;
/// So many hosts or variables, and so many mounts, each of which opens a directory.
const MAX_NAMES: usize = 1000;
const MAX_MOUNTS: usize = 100;

/// A number of a dict of limits; None and absent mean "as the supervisor's".
pub(super) fn limit(vm: &mut Vm, dict: Value, key: &str) -> Res<Option<u64>> {
    let Value::Dict(id) = dict else { return Ok(None) };
    let name = vm.intern(key)?;
    match vm.heap.dict_str(id, name) {
        None | Some(Value::None) => Ok(None),
        Some(value) => match vm.index(value)? {
            Value::Int(it) if it >= 0 => Ok(Some(it as u64)),
            _ => Err(vm.value_error(&format!("{key} limit must not be negative"))),
        },
    }
}

pub(super) fn flag(vm: &mut Vm, dict: Value, key: &str) -> Res<bool> {
    let Value::Dict(id) = dict else { return Ok(false) };
    let name = vm.intern(key)?;
    match vm.heap.dict_str(id, name) {
        Some(value) => vm.truth(value),
        None => Ok(false),
    }
}

/// The strings under a key, none of them longer than `longest`; adds to `kept` what they take.
fn listed(vm: &mut Vm, dict: Value, key: &str, longest: usize, kept: &mut usize) -> Res<Vec<String>> {
    let Some(names) = entries(vm, dict, key, MAX_NAMES)? else { return Ok(Vec::new()) };
    for it in &names {
        let name = vm.text_of(*it);
        let size = size_of_name(name);
        check_length(vm, key, name.len(), longest)?;
        *kept += size;
    }
    room_for_copies(vm, *kept)?;
    Ok(names.into_iter().map(|it| vm.string_of(it)).collect())
}

/// What a list under a key has, if there is one.
fn entries(vm: &mut Vm, dict: Value, key: &str, most: usize) -> Res<Option<Vec<Value>>> {
    let Value::Dict(id) = dict else { return Ok(None) };
    let name = vm.intern(key)?;
    let Some(listed) = vm.heap.dict_str(id, name) else { return Ok(None) };
    let entries = vm.collect_list(listed)?;
    if entries.len() > most {
        return Err(vm.value_error(&format!("{key}: more than {most} entries")));
    }
    vm.spend(entries.len() * 8)?;
    Ok(Some(entries))
}

fn check_length(vm: &mut Vm, key: &str, len: usize, longest: usize) -> Res<()> {
    if len > longest {
        return Err(vm.value_error(&format!("{key}: an entry is longer than {longest} bytes")));
    }
    Ok(())
}

/// A policy holds each name twice while it is made.
fn room_for_copies(vm: &mut Vm, bytes: usize) -> Res<()> {
    vm.spend(bytes / 16)?;
    vm.heap.room(bytes.saturating_mul(3))
}

/// The policy that is asked for, and how much memory a cell takes that keeps its names.
pub(super) fn policy_of(vm: &mut Vm, dict: Value) -> Res<(Policy, usize)> {
    let mut policy = Policy::default();
    let mut kept = 0;
    if flag(vm, dict, "clock")? {
        policy.clock = ClockPolicy::Real;
    }
    if flag(vm, dict, "entropy")? {
        policy.entropy = EntropyPolicy::Real;
    }
    policy.stdio.stdin = flag(vm, dict, "stdin")?;
    policy.stdio.stdout = flag(vm, dict, "stdout")?;
    policy.stdio.stderr = flag(vm, dict, "stderr")?;
    for name in listed(vm, dict, "environ", MAX_PATH, &mut kept)? {
        policy.environment.insert(name, Variable::Host);
    }
    let hosts = listed(vm, dict, "hosts", MAX_HOST, &mut kept)?;
    policy.hosts = Hosts::only(hosts);
    let mounts = mounts_of(vm, dict, &mut kept)?;
    if let Err(error) = policy.set_mounts(mounts) {
        return Err(vm.value_error(&format!("{error}")));
    }
    Ok((policy, kept))
}

/// `(directory, path in the cell, "ro" or "rw")` triples; directories are paths of the supervisor's own file system.
fn mounts_of(vm: &mut Vm, dict: Value, kept: &mut usize) -> Res<Vec<Mount>> {
    const KEY: &str = "mounts";
    let Some(listed) = entries(vm, dict, KEY, MAX_MOUNTS)? else { return Ok(Vec::new()) };
    let mut mounts = Vec::new();
    let mark = vm.roots.len();
    vm.roots.extend_from_slice(&listed);
    for it in listed {
        let parts = vm.unpack(it, 3)?;
        for part in &parts {
            let size = vm.text_of(*part).len();
            check_length(vm, KEY, size, MAX_PATH)?;
            *kept += size;
        }
        *kept += size_of::<Mount>();
        room_for_copies(vm, *kept)?;
        let access = match vm.text_of(parts[2]) {
            "ro" => Access::ReadOnly,
            "rw" => Access::ReadWrite,
            other => {
                let text = format!("access of a mount is 'ro' or 'rw', not '{other}'");
                return Err(vm.value_error(&text));
            }
        };
        mounts.push(Mount::new(vm.string_of(parts[0]), vm.string_of(parts[1]), access));
    }
    vm.roots.truncate(mark);
    Ok(mounts)
}
