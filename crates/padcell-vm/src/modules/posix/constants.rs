//! The numbers of `posix`, as Linux has them.

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

const NUMBERS: &[(&str, i64)] = &[
    ("F_OK", 0),
    ("X_OK", 1),
    ("W_OK", 2),
    ("R_OK", 4),
    ("O_RDONLY", 0),
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_CREAT", 0o100),
    ("O_EXCL", 0o200),
    ("O_NOCTTY", 0o400),
    ("O_TRUNC", 0o1000),
    ("O_APPEND", 0o2000),
    ("O_NONBLOCK", 0o4000),
    ("O_DSYNC", 0o10_000),
    ("O_DIRECTORY", 0o200_000),
    ("O_NOFOLLOW", 0o400_000),
    ("O_CLOEXEC", 0o2_000_000),
    ("O_SYNC", 0o4_010_000),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
    ("NGROUPS_MAX", 65536),
    ("TMP_MAX", 238_328),
];

/// What `os` asks for to know which functions take what.
const HAVE: &[&str] = &["HAVE_LSTAT", "HAVE_FTRUNCATE", "HAVE_FSTATAT"];

pub(super) fn fill(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for (name, value) in NUMBERS {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Int(*value))?;
    }
    let mut have = alloc::vec::Vec::new();
    for name in HAVE {
        have.push(Value::Str(vm.intern(name)?));
    }
    let have = vm.heap.list(have)?;
    let name = vm.intern("_have_functions")?;
    vm.heap.dict_set_str(dict, name, have)
}
