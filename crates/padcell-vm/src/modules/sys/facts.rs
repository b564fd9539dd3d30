//! Constants: version, platform, how numbers are made.

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

const VERSION: (i64, i64, i64) = (3, 14, 0);

pub(super) fn fill(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    texts(vm, dict)?;
    numbers(vm, dict)?;
    collections(vm, dict)?;
    version(vm, dict)?;
    flags(vm, dict)?;
    float_info(vm, dict)?;
    int_info(vm, dict)?;
    hash_info(vm, dict)?;
    thread_info(vm, dict)
}

fn texts(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for (name, text) in [
        ("version", "3.14.0 (padcell) [Rust]"),
        ("copyright", "Copyright (c) the Padcell authors."),
        ("platform", "linux"),
        ("byteorder", "little"),
        ("executable", ""),
        ("_base_executable", ""),
        ("prefix", "/usr"),
        ("exec_prefix", "/usr"),
        ("base_prefix", "/usr"),
        ("base_exec_prefix", "/usr"),
        ("platlibdir", "lib"),
        ("abiflags", ""),
        ("float_repr_style", "short"),
        ("_framework", ""),
        ("_stdlib_dir", "<stdlib>"),
    ] {
        let text = vm.heap.str(text)?;
        vm.module_set(dict, name, text)?;
    }
    Ok(())
}

fn numbers(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let (major, minor, micro) = VERSION;
    for (name, value) in [
        ("maxsize", Value::Int(i64::MAX)),
        ("maxunicode", Value::Int(0x10_FFFF)),
        ("hexversion", Value::Int(major << 24 | minor << 16 | micro << 8 | 0xF0)),
        ("api_version", Value::Int(1013)),
        ("dont_write_bytecode", Value::Bool(true)),
        ("pycache_prefix", Value::None),
    ] {
        vm.module_set(dict, name, value)?;
    }
    Ok(())
}

fn collections(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.module_set(dict, "modules", Value::Dict(vm.modules))?;
    for name in ["path", "path_hooks", "meta_path", "argv", "orig_argv", "warnoptions"] {
        let list = vm.heap.list(Vec::new())?;
        vm.module_set(dict, name, list)?;
    }
    for name in ["path_importer_cache", "_xoptions"] {
        let empty = Value::Dict(vm.heap.dict()?);
        vm.module_set(dict, name, empty)?;
    }
    let mut names = Vec::new();
    for name in crate::modules::names() {
        names.push(Value::Str(vm.intern(name)?));
    }
    names.sort_by(|a, b| vm.text_of(*a).cmp(vm.text_of(*b)));
    let set = vm.heap.add_set(crate::heap::Table::default())?;
    for name in &names {
        vm.set_add(set, *name)?;
    }
    vm.module_set(dict, "stdlib_module_names", Value::FrozenSet(set))?;
    let names = vm.heap.tuple(names)?;
    vm.module_set(dict, "builtin_module_names", names)
}

fn version(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let fields = &["major", "minor", "micro", "releaselevel", "serial"];
    let class = vm.struct_sequence_class("sys", "version_info", fields, 5)?;
    let (major, minor, micro) = VERSION;
    let level = vm.heap.str("final")?;
    let values = [Value::Int(major), Value::Int(minor), Value::Int(micro), level, Value::Int(0)];
    let info = vm.struct_sequence(class, &values)?;
    vm.module_set(dict, "version_info", info)?;
    let (name, tag) = (vm.heap.str("padcell")?, Value::None);
    let hexversion = Value::Int(major << 24 | minor << 16 | micro << 8 | 0xF0);
    let fields = [
        ("name", name),
        ("cache_tag", tag),
        ("version", info),
        ("hexversion", hexversion),
        ("supports_isolated_interpreters", Value::Bool(true)),
    ];
    let implementation = vm.simple_namespace(&fields)?;
    vm.module_set(dict, "implementation", implementation)?;
    let git = ["Padcell", "", ""];
    let mut parts = Vec::new();
    for part in git {
        parts.push(vm.heap.str(part)?);
    }
    let git = vm.heap.tuple(parts)?;
    vm.module_set(dict, "_git", git)
}

/// A struct sequence of the module; the first `visible` values are items of the tuple.
fn sequence(
    vm: &mut Vm,
    dict: Id<Dict>,
    name: &'static str,
    fields: &'static [&'static str],
    values: &[Value],
    visible: usize,
) -> Res<()> {
    let class = vm.struct_sequence_class("sys", name, fields, visible)?;
    let made = vm.struct_sequence(class, values)?;
    vm.module_set(dict, name, made)
}

fn flags(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let (off, on) = (Value::Int(0), Value::Int(1));
    let fields = &[
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
        "gil",
        "thread_inherit_context",
        "context_aware_warnings",
    ];
    let values = [
        off,
        off,
        off,
        off,
        on,
        on,
        on,
        on,
        off,
        off,
        off,
        on,
        on,
        Value::Bool(false),
        on,
        off,
        Value::Bool(true),
        Value::Int(crate::types::int::limit::DEFAULT as i64),
        on,
        off,
        off,
    ];
    sequence(vm, dict, "flags", fields, &values, 18)
}

fn float_info(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let fields = &[
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ];
    let values = [
        Value::Float(f64::MAX),
        Value::Int(1024),
        Value::Int(308),
        Value::Float(f64::MIN_POSITIVE),
        Value::Int(-1021),
        Value::Int(-307),
        Value::Int(15),
        Value::Int(53),
        Value::Float(f64::EPSILON),
        Value::Int(2),
        Value::Int(1),
    ];
    sequence(vm, dict, "float_info", fields, &values, fields.len())
}

fn int_info(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    use crate::types::int::limit;
    let fields = &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];
    let values =
        [Value::Int(30), Value::Int(4), Value::Int(limit::DEFAULT as i64), Value::Int(limit::LEAST as i64)];
    sequence(vm, dict, "int_info", fields, &values, fields.len())
}

fn hash_info(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let algorithm = vm.heap.str("siphash13")?;
    let fields = &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"];
    let values = [
        Value::Int(64),
        Value::Int((1 << 61) - 1),
        Value::Int(314_159),
        Value::Int(0),
        Value::Int(1_000_003),
        algorithm,
        Value::Int(64),
        Value::Int(128),
        Value::Int(0),
    ];
    sequence(vm, dict, "hash_info", fields, &values, fields.len())
}

fn thread_info(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let name = vm.heap.str("pthread")?;
    let lock = vm.heap.str("semaphore")?;
    let fields = &["name", "lock", "version"];
    sequence(vm, dict, "thread_info", fields, &[name, lock, Value::None], 3)
}
