//! `encode`.

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] =
    &[Def::method("encode", "self, /, encoding='utf-8', errors='strict'", encode)];

fn encode(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    for (name, value) in [("encoding", args[1]), ("errors", args[2])] {
        if value.is_set() {
            vm.str_argument(&alloc::format!("encode() argument '{name}'"), value)?;
        }
    }
    crate::codecs::encode(vm, this, args[1], args[2])
}
