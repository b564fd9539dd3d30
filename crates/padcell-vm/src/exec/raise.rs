//! Unwinding: from an exception to its handler.

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::Op;

use super::Flow;
use crate::error::{Res, Unwind};
use crate::frame::Then;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Finds the handler of the exception under way in the frames above `floor`; true if there is one. The frames
    /// without one are dropped.
    ///
    /// # Errors
    /// A stop, if memory for the traceback runs out.
    pub(crate) fn unwind(&mut self, floor: usize) -> Res<bool> {
        let top = self.frames.len();
        while self.frames.len() > floor {
            let Some(frame) = self.frames.last().copied() else { break };
            // Unwinding through deep recursion is work too.
            self.spend(2)?;
            let pc = frame.pc.saturating_sub(1);
            // An exception that is raised again where it was caught has the frame in its traceback already.
            let op = self.heap.codes[frame.code].ops.get(pc as usize);
            if self.frames.len() < top || !matches!(op, Some(Op::Reraise { .. })) {
                self.add_traceback()?;
            }
            let handler = {
                let code = &self.heap.codes[frame.code].code;
                code.handlers.iter().find(|it| it.start <= pc && pc < it.end).copied()
            };
            if let Some(handler) = handler {
                let exception = core::mem::take(&mut self.heap.raised);
                self.stack[frame.base as usize + usize::from(handler.reg)] = exception;
                if let Some(frame) = self.frames.last_mut() {
                    frame.pc = handler.target;
                }
                return Ok(true);
            }
            self.frames.pop();
            if let Some(generator) = frame.then.generator() {
                self.close_generator(generator);
                self.convert_stop_iteration(generator)?;
            }
        }
        Ok(false)
    }

    /// StopIteration must not leave a generator: the loop around it would end silently.
    fn convert_stop_iteration(&mut self, generator: crate::heap::Id<crate::heap::Generator>) -> Res<()> {
        use crate::heap::GeneratorKind;
        let kind = self.heap.generators[generator].kind;
        let name = match kind {
            GeneratorKind::Generator => "generator",
            GeneratorKind::Coroutine => "coroutine",
            GeneratorKind::AsyncGenerator => "async generator",
        };
        let what = if self.raised_is(self.exceptions.stop_iteration) {
            "StopIteration"
        } else if kind == GeneratorKind::AsyncGenerator
            && self.raised_is(self.exceptions.stop_async_iteration)
        {
            "StopAsyncIteration"
        } else {
            return Ok(());
        };
        let cause = core::mem::take(&mut self.heap.raised);
        let unwind = self.runtime_error(&format!("{name} raised {what}"));
        if unwind == Unwind::Stop {
            return Err(unwind);
        }
        if let Value::Exception(id) = self.heap.raised {
            let it = &mut self.heap.exceptions[id];
            it.cause = cause;
            it.context = cause;
            it.suppress_context = true;
        }
        Ok(())
    }

    /// Drops the frames above `floor` after a stop; no code of theirs runs.
    pub(crate) fn abandon(&mut self, floor: usize) {
        while self.frames.len() > floor {
            if let Some(frame) = self.frames.pop() {
                if let Some(generator) = frame.then.generator() {
                    self.close_generator(generator);
                }
                debug_assert!(!matches!(frame.then, Then::Return) || self.frames.len() >= floor);
            }
        }
    }

    /// Bare `raise` outside a handler of the function itself.
    #[cold]
    pub(crate) fn raise_current(&mut self) -> Unwind {
        match self.handled() {
            exception @ Value::Exception(_) => {
                self.heap.raised = exception;
                Unwind::Raised
            }
            _ => self.runtime_error("No active exception to reraise"),
        }
    }

    pub(crate) fn match_exception(&mut self, dst: u8, exc: u8, types: u8) -> Res<Flow> {
        let (exception, types) = (self.reg(exc), self.reg(types));
        self.check_exception_classes(
            types,
            "catching classes that do not inherit from BaseException is not allowed",
        )?;
        let found = self.exception_matches(exception, types);
        self.set_reg(dst, Value::Bool(found));
        Ok(Flow::Next)
    }

    fn check_exception_classes(&mut self, types: Value, message: &str) -> Res<()> {
        let base = self.exceptions.base_exception;
        let fine = |vm: &Self, it: Value| matches!(it, Value::Class(class) if vm.is_subclass(class, base));
        let all = match types {
            Value::Tuple(id) => self.heap.tuples[id].items.iter().all(|it| fine(self, *it)),
            it => fine(self, it),
        };
        if all { Ok(()) } else { Err(self.type_error(message)) }
    }

    /// Whether an exception is an instance of a class or of one of a tuple of classes.
    #[must_use]
    pub(crate) fn exception_matches(&self, exception: Value, types: Value) -> bool {
        match types {
            Value::Tuple(id) => {
                self.heap.tuples[id].items.iter().any(|it| self.exception_matches(exception, *it))
            }
            Value::Class(class) => self.is_instance(exception, class),
            _ => false,
        }
    }

    pub(crate) fn match_group(&mut self, dst: u8, exc: u8, types: u8) -> Res<Flow> {
        let (exception, types) = (self.reg(exc), self.reg(types));
        self.check_exception_classes(
            types,
            "catching classes that do not inherit from BaseException is not allowed",
        )?;
        let group = self.exceptions.base_exception_group;
        let listed = match types {
            Value::Tuple(id) => self.heap.tuples[id].items.to_vec(),
            it => alloc::vec![it],
        };
        for it in listed {
            if let Value::Class(class) = it {
                if self.is_subclass(class, group) {
                    let text = "catching ExceptionGroup with except* is not allowed. Use except instead.";
                    return Err(self.type_error(text));
                }
            }
        }
        let (found, rest) = if !self.is_instance(exception, group) {
            if self.exception_matches(exception, types) {
                (self.wrap_in_group(exception)?, Value::None)
            } else {
                (Value::None, exception)
            }
        } else {
            let parts = self.call_method(exception, "split", &[types])?;
            self.split_parts(exception, parts)?
        };
        self.set_reg(dst, found);
        self.set_reg(dst.wrapping_add(1), rest);
        Ok(Flow::Next)
    }

    /// What `split` gave, which a program may have written itself: two groups, or None in their place.
    fn split_parts(&mut self, exception: Value, parts: Value) -> Res<(Value, Value)> {
        let name = self.type_name(exception);
        let Value::Tuple(id) = parts else {
            let text = format!("{name}.split must return a tuple, not {}", self.type_name(parts));
            return Err(self.type_error(&text));
        };
        let items = &self.heap.tuples[id].items;
        let (Some(&found), Some(&rest)) = (items.first(), items.get(1)) else {
            let text = format!("{name}.split must return a 2-tuple, got tuple of size {}", items.len());
            return Err(self.type_error(&text));
        };
        for part in [found, rest] {
            if !part.is_none() && !self.is_instance(part, self.exceptions.base_exception_group) {
                let text = format!(
                    "{name}.split must return exception groups or None, not {}",
                    self.type_name(part)
                );
                return Err(self.type_error(&text));
            }
        }
        Ok((found, rest))
    }

    /// A naked exception that `except*` caught: a group around it.
    fn wrap_in_group(&mut self, exception: Value) -> Res {
        let class = Value::Class(self.exceptions.exception_group);
        let message = Value::Str(self.intern("")?);
        let parts = self.heap.tuple_of(&[exception])?;
        let base = Value::Class(self.exceptions.base_exception_group);
        let is_exception = self.is_instance(exception, self.exceptions.exception);
        self.call(if is_exception { class } else { base }, &[message, parts])
    }

    pub(crate) fn prepare_reraise_star(&mut self, dst: u8, exc: u8, raised: u8) -> Res<Flow> {
        let (original, list) = (self.reg(exc), self.reg(raised));
        let raised: Vec<Value> =
            self.collect_list(list)?.into_iter().filter(|it| matches!(it, Value::Exception(_))).collect();
        let result = match raised.as_slice() {
            [] => Value::None,
            [one]
                if !self.is_instance(original, self.exceptions.base_exception_group) || one.is(original) =>
            {
                *one
            }
            many => {
                let class = Value::Class(self.exceptions.base_exception_group);
                let parts = self.heap.list(many.to_vec())?;
                self.merge_raised(original, class, parts, many)?
            }
        };
        self.set_reg(dst, result);
        Ok(Flow::Next)
    }

    /// What handlers raised anew stands beside what nobody handled, which keeps the structure of the original.
    fn merge_raised(&mut self, original: Value, class: Value, parts: Value, many: &[Value]) -> Res {
        let traceback = |vm: &Self, it: Value| match it {
            Value::Exception(id) => vm.heap.exceptions[id].traceback,
            _ => Value::None,
        };
        let wanted = traceback(self, original);
        let unhandled: Vec<Value> =
            many.iter().copied().filter(|it| traceback(self, *it).is(wanted) && !wanted.is_none()).collect();
        if unhandled.len() == many.len() {
            if let [one] = many {
                return Ok(*one);
            }
        }
        if let [one] = many {
            return Ok(*one);
        }
        let message = Value::Str(self.intern("")?);
        self.keep(parts);
        let group = self.call(class, &[message, parts])?;
        self.roots.pop();
        Ok(group)
    }

    pub(crate) fn exc_triple(&mut self, dst: u8, exc: u8) -> Res<Flow> {
        let exception = self.reg(exc);
        let class = Value::Class(self.class_of(exception));
        let traceback = match exception {
            Value::Exception(id) => self.heap.exceptions[id].traceback,
            _ => Value::None,
        };
        self.set_reg(dst, class);
        self.set_reg(dst.wrapping_add(1), exception);
        self.set_reg(dst.wrapping_add(2), traceback);
        Ok(Flow::Next)
    }
}
