//! `_count_elements`: how `Counter` counts.

use crate::error::Res;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn count_elements(vm: &mut Vm, args: &[Value]) -> Res {
    let (mapping, iterable) = (args[0], args[1]);
    let get = vm.intern("get")?;
    let class = vm.class_of(mapping);
    let names = vm.names;
    let native = [get, names.__setitem__].into_iter().all(|name| {
        let theirs = vm.class_lookup(class, name);
        let ours = vm.class_lookup(vm.types.dict, name);
        theirs.zip(ours).is_some_and(|(a, b)| a.is(b))
    });
    if let (Value::Dict(id), true) = (vm.unwrap(mapping), native) {
        vm.for_each(iterable, |vm, key| {
            vm.keep(key);
            let hash = vm.hash(key)?;
            let found = vm.dict_find(id, key, hash)?;
            let Some((position, entry)) =
                found.and_then(|it| vm.heap.dicts[id].at(it).map(|entry| (it, *entry)))
            else {
                return vm.heap.dict_push(id, hash, key, Value::Int(1));
            };
            if let Value::Int(count) = entry.value {
                if let Some(more) = count.checked_add(1) {
                    vm.heap.dicts[id].set_at(position, Value::Int(more));
                    return Ok(());
                }
            }
            let more = vm.binary(BinaryOp::Add, entry.value, Value::Int(1))?;
            vm.keep(more);
            vm.dict_set(id, key, more)
        })?;
        return Ok(Value::None);
    }
    let get = vm.getattr_or_raise(mapping, get)?;
    vm.keep(get);
    vm.for_each(iterable, |vm, key| {
        vm.keep(key);
        let count = vm.call(get, &[key, Value::Int(0)])?;
        vm.keep(count);
        let more = vm.binary(BinaryOp::Add, count, Value::Int(1))?;
        vm.keep(more);
        vm.set_item(mapping, key, more)
    })?;
    Ok(Value::None)
}
