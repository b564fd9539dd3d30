//! Frames as objects.

use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("_getframe", "depth=0, /", getframe)
        .denied()
        .doc("Return a frame object from the call stack."),
    Def::function("_getframemodulename", "depth=0", getframemodulename)
        .doc("Return the name of the module for a calling frame."),
    Def::function("_current_frames", "", current_frames).denied(),
];

/// The index of the frame `depth` calls above the one that runs.
fn frame_at(vm: &mut Vm, depth: Value) -> Res<Option<usize>> {
    let depth = if depth.is_unset() { 0 } else { vm.index_i64(depth)? };
    let depth = usize::try_from(depth).unwrap_or(0);
    Ok(vm.frames.len().checked_sub(1).and_then(|it| it.checked_sub(depth)))
}

fn getframe(vm: &mut Vm, args: &[Value]) -> Res {
    match frame_at(vm, args[0])? {
        Some(level) => vm.frame_object(level),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename(vm: &mut Vm, args: &[Value]) -> Res {
    match frame_at(vm, args[0])? {
        Some(level) => {
            let function = vm.frames[level].function;
            let module = vm.heap.functions[function].module;
            if module.is_none() {
                let globals = vm.frames[level].globals;
                return Ok(vm.heap.dict_str(globals, vm.names.__name__).unwrap_or(Value::None));
            }
            Ok(module)
        }
        None => Ok(Value::None),
    }
}

fn current_frames(vm: &mut Vm, _: &[Value]) -> Res {
    let dict = vm.heap.dict()?;
    if let Some(level) = vm.frames.len().checked_sub(1) {
        vm.keep(Value::Dict(dict));
        let frame = vm.frame_object(level)?;
        vm.dict_set(dict, Value::Int(1), frame)?;
    }
    Ok(Value::Dict(dict))
}
