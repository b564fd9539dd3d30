//! Limits, sizes, and settings that a cell may look at and some that it may change.

use alloc::format;

use crate::error::Res;
use crate::heap::ClassFlags;
use crate::native::Def;
use crate::types::int::limit;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("getrecursionlimit", "", getrecursionlimit)
        .doc("Return the current value of the recursion limit."),
    Def::function("setrecursionlimit", "limit, /", setrecursionlimit)
        .doc("Set the maximum depth of the Python interpreter stack to n."),
    Def::function("intern", "string, /", intern).doc("``Intern'' the given string."),
    Def::function("_is_interned", "string, /", is_interned),
    Def::function("getsizeof", "object, default=None", getsizeof).doc("Return the size of object in bytes."),
    Def::function("getrefcount", "object, /", |_, _| Ok(Value::Int(1))),
    Def::function("getallocatedblocks", "", |vm, _| Ok(Value::Int(vm.heap.usage().0 as i64 / 64))),
    Def::function("getdefaultencoding", "", |vm, _| vm.heap.str("utf-8")),
    Def::function("getfilesystemencoding", "", |vm, _| vm.heap.str("utf-8")),
    Def::function("getfilesystemencodeerrors", "", |vm, _| vm.heap.str("surrogateescape")),
    Def::function("get_int_max_str_digits", "", |vm, _| Ok(Value::Int(limit::max_digits(vm) as i64))),
    Def::function("set_int_max_str_digits", "maxdigits", set_int_max_str_digits),
    Def::function("getswitchinterval", "", |_, _| Ok(Value::Float(0.005))),
    Def::function("setswitchinterval", "interval, /", |_, _| Ok(Value::None)),
    Def::function("is_finalizing", "", |_, _| Ok(Value::Bool(false))),
    Def::function("is_stack_trampoline_active", "", |_, _| Ok(Value::Bool(false))),
    Def::function("is_remote_debug_enabled", "", |_, _| Ok(Value::Bool(false))),
    Def::function("_is_gil_enabled", "", |_, _| Ok(Value::Bool(true))),
    Def::function("_get_cpu_count_config", "", |_, _| Ok(Value::Int(1))),
    Def::function("_clear_type_cache", "", |_, _| Ok(Value::None)),
    Def::function("_clear_type_descriptors", "type, /", clear_type_descriptors),
    Def::function("_clear_internal_caches", "", |_, _| Ok(Value::None)),
];

fn getrecursionlimit(vm: &mut Vm, _: &[Value]) -> Res {
    Ok(Value::Int(vm.max_depth as i64))
}

/// The limit can be lowered, and raised again up to what the budget says.
fn setrecursionlimit(vm: &mut Vm, args: &[Value]) -> Res {
    let wanted = vm.index_i64(args[0])?;
    if wanted < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
    let depth = vm.frames.len() + vm.native_depth;
    if wanted <= depth {
        let text = format!(
            "cannot set the recursion limit to {wanted} at the recursion depth {depth}: the limit is too low"
        );
        return Err(vm.recursion_error(&text));
    }
    vm.max_depth = wanted.min(vm.budget().depth as usize);
    Ok(Value::None)
}

fn intern(vm: &mut Vm, args: &[Value]) -> Res {
    match args[0] {
        Value::Str(id) => vm.heap.intern_id(id).map(Value::Str),
        other => {
            let text = format!("intern() argument must be str, not {}", vm.type_name(other));
            Err(vm.type_error(&text))
        }
    }
}

fn is_interned(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(matches!(args[0], Value::Str(id) if vm.heap.strs[id].interned)))
}

fn getsizeof(vm: &mut Vm, args: &[Value]) -> Res {
    let method = vm.call_special(args[0], vm.names.__sizeof__, &[]);
    let size = match method {
        Ok(it) => it.unwrap_or(Value::Unset),
        Err(crate::error::Unwind::Raised) if args[1].is_set() && vm.raised_is(vm.exceptions.type_error) => {
            vm.heap.raised = Value::Unset;
            Value::Unset
        }
        Err(other) => return Err(other),
    };
    match size {
        Value::Unset if args[1].is_set() => Ok(args[1]),
        Value::Unset => {
            let text = format!("Type {} doesn't define __sizeof__", vm.type_name(args[0]));
            Err(vm.type_error(&text))
        }
        it => Ok(it),
    }
}

fn set_int_max_str_digits(vm: &mut Vm, args: &[Value]) -> Res {
    let digits = vm.index_i64(args[0])?;
    let digits = usize::try_from(digits).unwrap_or(1);
    if digits != 0 && digits < limit::LEAST {
        let text = format!("maxdigits must be >= {} or 0 for unlimited", limit::LEAST);
        return Err(vm.value_error(&text));
    }
    limit::set_max_digits(vm, digits);
    Ok(Value::None)
}

/// Removes `__dict__` and `__weakref__` from a class that is about to be made anew with slots.
fn clear_type_descriptors(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Class(class) = args[0] else {
        let text = format!("argument must be a type, not {}", vm.type_name(args[0]));
        return Err(vm.type_error(&text));
    };
    if !vm.heap.classes[class].flags.has(ClassFlags::HEAP) {
        return Err(vm.type_error("argument is immutable"));
    }
    let dict = vm.class_dict(class);
    for name in [vm.names.__dict__, vm.names.__weakref__] {
        vm.heap.dict_remove_str(dict, name);
    }
    vm.class_changed(class);
    Ok(Value::None)
}
