//! `frame`: where a function stood when somebody asked.

use alloc::format;

use padcell_bytecode::CodeFlags;

use crate::error::Res;
use crate::exceptions::Traceback;
use crate::heap::{CodeObject, Dict, Function, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// A frame as an object: it knows where it was, and finds its variables while it still runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    code: Id<CodeObject>,
    globals: Id<Dict>,
    /// The function, if it ran when the object was made; else unset.
    function: Value,
    /// Its place among the frames that run.
    level: usize,
    pc: u32,
    back: Value,
}

impl Payload for Frame {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[Value::Code(self.code), Value::Dict(self.globals), self.function, self.back]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn core::any::Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn core::any::Any {
        self
    }
}

impl Frame {
    /// The code, and the globals it runs in.
    pub(crate) fn place(&self) -> (Id<CodeObject>, Id<Dict>) {
        (self.code, self.globals)
    }
}

pub(crate) const METHODS: &[Def] = &[
    Def::method("clear", "self, /", |_, _| Ok(Value::None))
        .denied()
        .doc("Clear all references held by the frame."),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::get("f_code", |vm, args| Ok(Value::Code(data(vm, args)?.code))),
    Def::get("f_globals", |vm, args| Ok(Value::Dict(data(vm, args)?.globals))),
    Def::get("f_builtins", builtins),
    Def::get("f_locals", locals),
    Def::get("f_back", |vm, args| Ok(data(vm, args)?.back)),
    Def::get("f_lineno", lineno),
    Def::get("f_lasti", |vm, args| Ok(Value::Int(2 * i64::from(data(vm, args)?.pc)))),
    Def::get("f_restricted", restricted),
    Def::get("f_generator", |_, _| Ok(Value::None)),
    Def::get_set("f_trace", |_, _| Ok(Value::None), refuse_trace),
    Def::get_set("f_trace_lines", |_, _| Ok(Value::Bool(true)), refuse_trace),
    Def::get_set("f_trace_opcodes", |_, _| Ok(Value::Bool(false)), refuse_trace),
];

impl Vm {
    /// The frame at a place among those that run, with the frames that called it.
    pub(crate) fn frame_object(&mut self, level: usize) -> Res {
        self.spend(level * 4)?;
        let mut back = Value::None;
        for level in 0..=level {
            let Some(frame) = self.frames.get(level).copied() else { break };
            let it = Frame {
                code: frame.code,
                globals: frame.globals,
                function: Value::Function(frame.function),
                level,
                pc: frame.pc.saturating_sub(1),
                back,
            };
            back = self.heap.object(self.types.frame, it)?;
        }
        Ok(back)
    }

    /// The frame of a traceback entry.
    pub(crate) fn traceback_frame(&mut self, entry: Traceback) -> Res {
        let it = Frame {
            code: entry.code,
            globals: entry.globals,
            function: Value::Unset,
            level: 0,
            pc: entry.pc,
            back: Value::None,
        };
        self.heap.object(self.types.frame, it)
    }

    /// The frame of a suspended generator.
    pub(crate) fn generator_frame(&mut self, function: Id<Function>, pc: u32) -> Res {
        let it = &self.heap.functions[function];
        let it = Frame {
            code: it.code,
            globals: it.globals,
            function: Value::Unset,
            level: 0,
            pc: pc.saturating_sub(1),
            back: Value::None,
        };
        self.heap.object(self.types.frame, it)
    }
}

fn data(vm: &mut Vm, args: &[Value]) -> Res<Frame> {
    vm.data::<Frame>(args[0])
}

fn line(vm: &Vm, it: &Frame) -> i64 {
    let code = &vm.heap.codes[it.code].code;
    match code.position(it.pc as usize).line {
        0 => i64::from(code.first_line),
        line => i64::from(line),
    }
}

fn lineno(vm: &mut Vm, args: &[Value]) -> Res {
    let mut it = data(vm, args)?;
    // A frame that still runs has moved on.
    if let (Value::Function(function), Some(frame)) = (it.function, vm.frames.get(it.level)) {
        if frame.function == function && frame.code == it.code {
            it.pc = frame.pc.saturating_sub(1);
        }
    }
    Ok(Value::Int(line(vm, &it)))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args)?;
    let code = vm.heap.codes[it.code].code.clone();
    let file = vm.heap.str(&code.filename)?;
    let file = vm.repr(file)?;
    let (at, line) = (vm.id_of(args[0]), line(vm, &it));
    vm.heap.string(format!("<frame at 0x{at:012x}, file {file}, line {line}, code {}>", code.qualname))
}

fn builtins(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args)?;
    Ok(Value::Dict(match it.function {
        Value::Function(function) => vm.heap.functions[function].builtins,
        _ => vm.visible_builtins,
    }))
}

/// Whether its code runs restricted; no frame says so to that code itself.
fn restricted(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args)?;
    Ok(Value::Bool(match it.function {
        Value::Function(function) => vm.heap.functions[function].restricted,
        _ => vm.heap.codes[it.code].restricted,
    }))
}

fn locals(vm: &mut Vm, args: &[Value]) -> Res {
    let it = data(vm, args)?;
    if let (Value::Function(function), Some(frame)) = (it.function, vm.frames.get(it.level).copied()) {
        if frame.function == function && frame.code == it.code {
            return vm.locals_of(&frame);
        }
    }
    if vm.heap.codes[it.code].code.flags.contains(CodeFlags::OPTIMIZED) {
        return vm.heap.dict().map(Value::Dict);
    }
    Ok(Value::Dict(it.globals))
}

fn refuse_trace(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.runtime_error("this runtime does not trace"))
}
