//! `_stat`: the bits of `st_mode`, as Linux has them.

use alloc::string::String;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const CONSTANTS: &[(&str, i64)] = &[
    ("S_IFDIR", 0o040_000),
    ("S_IFCHR", 0o020_000),
    ("S_IFBLK", 0o060_000),
    ("S_IFREG", 0o100_000),
    ("S_IFIFO", 0o010_000),
    ("S_IFLNK", 0o120_000),
    ("S_IFSOCK", 0o140_000),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", 0o4000),
    ("S_ISGID", 0o2000),
    ("S_ISVTX", 0o1000),
    ("S_ENFMT", 0o2000),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o070),
    ("S_IRGRP", 0o040),
    ("S_IWGRP", 0o020),
    ("S_IXGRP", 0o010),
    ("S_IRWXO", 0o007),
    ("S_IROTH", 0o004),
    ("S_IWOTH", 0o002),
    ("S_IXOTH", 0o001),
    ("UF_NODUMP", 1),
    ("UF_IMMUTABLE", 2),
    ("UF_APPEND", 4),
    ("UF_OPAQUE", 8),
    ("UF_NOUNLINK", 16),
    ("UF_COMPRESSED", 32),
    ("UF_HIDDEN", 0x8000),
    ("SF_ARCHIVED", 0x10000),
    ("SF_IMMUTABLE", 0x20000),
    ("SF_APPEND", 0x40000),
    ("SF_NOUNLINK", 0x10_0000),
    ("SF_SNAPSHOT", 0x20_0000),
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
];

macro_rules! kinds {
    ($($name:literal $bits:literal;)*) => {
        &[
            $(Def::function($name, "mode, /", |vm, args| Ok(Value::Bool(mode(vm, args[0])? & 0o170_000 == $bits))),)*
            Def::function("S_ISDOOR", "mode, /", never),
            Def::function("S_ISPORT", "mode, /", never),
            Def::function("S_ISWHT", "mode, /", never),
            Def::function("S_IMODE", "mode, /", |vm, args| Ok(Value::Int(mode(vm, args[0])? & 0o7777))),
            Def::function("S_IFMT", "mode, /", |vm, args| Ok(Value::Int(mode(vm, args[0])? & 0o170_000))),
            Def::function("filemode", "mode, /", filemode),
        ]
    };
}

const FUNCTIONS: &[Def] = kinds! {
    "S_ISDIR" 0o040_000;
    "S_ISCHR" 0o020_000;
    "S_ISBLK" 0o060_000;
    "S_ISREG" 0o100_000;
    "S_ISFIFO" 0o010_000;
    "S_ISLNK" 0o120_000;
    "S_ISSOCK" 0o140_000;
};

fn mode(vm: &mut Vm, value: Value) -> Res<i64> {
    match vm.index_i64(value)? {
        it if (0..=0xffff_ffff).contains(&it) => Ok(it),
        _ => Err(vm.overflow_error("mode out of range")),
    }
}

/// `-rwxr-xr-x`.
fn filemode(vm: &mut Vm, args: &[Value]) -> Res {
    let mode = mode(vm, args[0])?;
    let mut text = String::new();
    text.push(match mode & 0o170_000 {
        0o040_000 => 'd',
        0o020_000 => 'c',
        0o060_000 => 'b',
        0o100_000 => '-',
        0o010_000 => 'p',
        0o120_000 => 'l',
        0o140_000 => 's',
        _ => '?',
    });
    for (shift, special, lower, upper) in
        [(6, 0o4000, 's', 'S'), (3, 0o2000, 's', 'S'), (0, 0o1000, 't', 'T')]
    {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (bits & 1 != 0, mode & special != 0) {
            (true, true) => lower,
            (false, true) => upper,
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    vm.heap.string(text)
}

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for (name, value) in CONSTANTS {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Int(*value))?;
    }
    vm.add_functions(dict, FUNCTIONS)
}

/// Kinds of files that Linux does not have.
fn never(vm: &mut Vm, args: &[Value]) -> Res {
    mode(vm, args[0])?;
    Ok(Value::Bool(false))
}
