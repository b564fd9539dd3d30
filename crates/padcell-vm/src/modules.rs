//! THE table of native modules; what is not listed here, in the bundled library or on a mount cannot be imported.

// tidy: table

pub(crate) mod _io;
pub(crate) mod abc;
pub(crate) mod binascii;
mod bisect;
mod cmath;
pub(crate) mod codecs;
pub(crate) mod collections;
mod csv;
mod errno;
mod functools;
pub(crate) mod gc;
mod hashes;
mod heapq;
mod imp;
mod itertools;
mod json;
pub(crate) mod math;
pub(crate) mod native_object;
mod operator;
pub(crate) mod padcell;
mod posix;
mod random;
mod socket_;
pub(crate) mod sre;
mod stat_;
pub(crate) mod string_;
pub(crate) mod struct_;
pub(crate) mod struct_sequence;
pub(crate) mod suggestions;
pub(crate) mod sys;
pub(crate) mod thread;
mod time;
pub(crate) mod unicodedata;
pub(crate) mod weakref;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::vm::Vm;

/// Fills the dict of a new module.
type Build = fn(&mut Vm, Id<Dict>) -> Res<()>;

const MODULES: &[(&str, Build)] = &[
    ("_bisect", bisect::build),
    ("_io", _io::build),
    ("_stat", stat_::build),
    ("errno", errno::build),
    ("posix", posix::build),
    ("time", time::build),
    ("_codecs", codecs::build),
    ("binascii", binascii::build),
    ("unicodedata", unicodedata::build),
    ("_collections", collections::build),
    ("_functools", functools::build),
    ("_heapq", heapq::build),
    ("_operator", operator::build),
    ("_csv", csv::build),
    ("_blake2", hashes::build_blake2),
    ("_md5", hashes::build_md5),
    ("_sha1", hashes::build_sha1),
    ("_sha2", hashes::build_sha2),
    ("_sha3", hashes::build_sha3),
    ("_json", json::build),
    ("_random", random::build),
    ("_socket", socket_::build),
    ("_sre", sre::build),
    ("_string", string_::build),
    ("_struct", struct_::build),
    ("_padcell", padcell::build),
    ("cmath", cmath::build),
    ("_abc", abc::build),
    ("_imp", imp::build),
    ("_suggestions", suggestions::build),
    ("_thread", thread::build),
    ("_weakref", weakref::build),
    ("gc", gc::build),
    ("itertools", itertools::build),
    ("math", math::build),
    ("sys", sys::build),
];

/// The native module with this name.
pub(crate) fn find(name: &str) -> Option<Build> {
    MODULES.iter().find(|(it, _)| *it == name).map(|(_, build)| *build)
}

/// Names of all native modules.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|(name, _)| *name)
}

/// What must stand in `sys.modules` from the start.
pub(crate) fn fill(vm: &mut Vm) -> Res<()> {
    let (class, dict) = (vm.types.module, vm.builtins);
    let builtins =
        crate::Value::Module(vm.heap.add_module(crate::heap::Module { class, dict, library: true })?);
    vm.heap.dict_set_str(vm.modules, vm.names.builtins, builtins)
}
