//! `_suggestions`: "Did you mean", for the `traceback` module.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[Def] = &[Def::function("_generate_suggestions", "candidates, item, /", generate)];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)
}

fn generate(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::List(id) = args[0] else { return Err(vm.type_error("candidates must be a list")) };
    let items = vm.heap.lists[id].items.clone();
    if items.iter().any(|it| !matches!(it, Value::Str(_))) {
        return Err(vm.type_error("all elements in 'candidates' must be strings"));
    }
    vm.spend(items.len() * 100)?;
    let names: Vec<String> = items.iter().map(|it| vm.string_of(*it)).collect();
    let candidates: Vec<&str> = names.iter().map(String::as_str).collect();
    let wrong = vm.string_of(args[1]);
    match crate::exceptions::suggest(&wrong, &candidates) {
        Some(found) => vm.heap.str(found),
        None => Ok(Value::None),
    }
}
