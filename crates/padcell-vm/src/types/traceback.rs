//! `traceback`: one entry for each frame through which an exception passed.

use alloc::format;

use crate::error::Res;
use crate::exceptions::Traceback;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, tb_next, tb_frame, tb_lasti, tb_lineno", new).denied(),
    Def::method("__dir__", "self, /", dir),
    Def::get_set("tb_next", |vm, args| Ok(data(vm, args)?.next), set_next),
    Def::get("tb_frame", frame),
    Def::get("tb_lineno", lineno),
    Def::get("tb_lasti", |vm, args| Ok(Value::Int(2 * i64::from(data(vm, args)?.pc)))),
];

fn data(vm: &mut Vm, args: &[Value]) -> Res<Traceback> {
    vm.data::<Traceback>(args[0])
}

/// An entry for a frame, as programs make them to show other places than those where an exception was raised.
fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let &[_, next, frame, lasti, lineno] = args else { return Ok(Value::None) };
    if !next.is_none() && vm.payload::<Traceback>(next).is_none() {
        let text = format!("expected traceback object or None, got '{}'", vm.type_name(next));
        return Err(vm.type_error(&text));
    }
    let Some((code, globals)) = vm.payload::<crate::types::frame::Frame>(frame).map(|it| it.place()) else {
        let text = format!("traceback() argument 'tb_frame' must be frame, not {}", vm.type_name(frame));
        return Err(vm.type_error(&text));
    };
    let lasti = vm.index_i64(lasti)?;
    let line = vm.index_i64(lineno)?;
    let shared = &vm.heap.codes[code].code;
    let by_line = shared.positions.iter().position(|it| i64::from(it.line) == line);
    let pc = by_line.and_then(|it| u32::try_from(it).ok()).unwrap_or(u32::try_from(lasti / 2).unwrap_or(0));
    vm.heap.object(vm.types.traceback, Traceback { next, code, globals, pc })
}

fn dir(vm: &mut Vm, _: &[Value]) -> Res {
    let mut names = alloc::vec::Vec::new();
    for name in ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"] {
        names.push(Value::Str(vm.intern(name)?));
    }
    vm.heap.list(names)
}

fn set_next(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_unset() {
        return Err(vm.type_error("can't delete tb_next attribute"));
    }
    if !args[1].is_none() && vm.payload::<Traceback>(args[1]).is_none() {
        let text = format!("expected traceback object, got '{}'", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    let mut at = args[1];
    while let Some(entry) = vm.payload::<Traceback>(at).copied() {
        vm.spend(1)?;
        if at.is(args[0]) {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = entry.next;
    }
    vm.change::<Traceback>(args[0], |it| it.next = args[1]);
    Ok(Value::None)
}

fn frame(vm: &mut Vm, args: &[Value]) -> Res {
    let entry = data(vm, args)?;
    vm.traceback_frame(entry)
}

fn lineno(vm: &mut Vm, args: &[Value]) -> Res {
    let entry = data(vm, args)?;
    match vm.traceback_position(&entry).line {
        0 => Ok(Value::Int(i64::from(vm.heap.codes[entry.code].code.first_line))),
        line => Ok(Value::Int(i64::from(line))),
    }
}
