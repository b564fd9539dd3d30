//! `errno`: the error numbers by name.

use padcell_policy::errno;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

/// Numbers with two names; the other one is in the table.
const ALIASES: &[(&str, i32)] =
    &[("EDEADLK", errno::EDEADLK), ("EOPNOTSUPP", errno::EOPNOTSUPP), ("EWOULDBLOCK", errno::EWOULDBLOCK)];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let codes = vm.heap.dict()?;
    vm.keep(Value::Dict(codes));
    for (number, name, _) in errno::TABLE {
        let (name, number) = (vm.intern(name)?, Value::Int(i64::from(*number)));
        vm.heap.dict_set_str(dict, name, number)?;
        vm.set_item(Value::Dict(codes), number, Value::Str(name))?;
    }
    for (name, number) in ALIASES {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Int(i64::from(*number)))?;
    }
    let name = vm.intern("errorcode")?;
    vm.heap.dict_set_str(dict, name, Value::Dict(codes))
}
