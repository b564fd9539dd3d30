//! Tracebacks: the frames through which an exception passed, innermost last.

use core::any::Any;

use crate::error::Res;
use crate::heap::{CodeObject, Dict, Id, Payload, Tracer};
use crate::value::Value;
use crate::vm::Vm;

/// One entry of a traceback.
#[derive(Clone, Copy, Debug)]
pub struct Traceback {
    /// The entry of the frame that this one called, or None.
    pub next: Value,
    pub code: Id<CodeObject>,
    pub globals: Id<Dict>,
    /// The op that raised or called.
    pub pc: u32,
}

impl Payload for Traceback {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.next, Value::Code(self.code), Value::Dict(self.globals)]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Vm {
    /// Puts the frame that runs in front of the traceback of the exception under way.
    pub(crate) fn add_traceback(&mut self) -> Res<()> {
        let Value::Exception(id) = self.heap.raised else { return Ok(()) };
        let Some(frame) = self.frames.last().copied() else { return Ok(()) };
        if self.heap.raised.is(self.heap.memory_error) {
            return Ok(());
        }
        let next = self.heap.exceptions[id].traceback;
        let entry =
            Traceback { next, code: frame.code, globals: frame.globals, pc: frame.pc.saturating_sub(1) };
        let entry = self.heap.object(self.types.traceback, entry)?;
        self.heap.exceptions[id].traceback = entry;
        Ok(())
    }

    /// Line number and position of a traceback entry.
    #[must_use]
    pub fn traceback_position(&self, entry: &Traceback) -> padcell_bytecode::Position {
        self.heap.codes[entry.code].code.position(entry.pc as usize)
    }
}
