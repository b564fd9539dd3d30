//! Generators and coroutines: frames that can be put away and taken up again.

use alloc::boxed::Box;

use padcell_bytecode::{CodeFlags, Op};

use crate::error::{Res, Unwind};
use crate::frame::{Done, Then};
use crate::heap::{CodeObject, Function, Generator, GeneratorKind, GeneratorState, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Makes the generator of a call whose arguments stand in the registers from `base`.
    pub(crate) fn make_generator(
        &mut self,
        function: Id<Function>,
        code: Id<CodeObject>,
        base: usize,
    ) -> Res {
        let object = &self.heap.codes[code];
        let (n, n_locals, flags) = (object.registers, object.n_locals, object.code.flags);
        let kind = if flags.contains(CodeFlags::COROUTINE) {
            GeneratorKind::Coroutine
        } else if flags.contains(CodeFlags::ASYNC_GENERATOR) {
            GeneratorKind::AsyncGenerator
        } else {
            GeneratorKind::Generator
        };
        self.heap.room(n * size_of::<Value>())?;
        let mut registers = alloc::vec![Value::Unset; n];
        registers[..n_locals].copy_from_slice(&self.stack[base..base + n_locals]);
        let it = &self.heap.functions[function];
        let (name, qualname) = (it.name, it.qualname);
        let generator = Generator {
            kind,
            state: GeneratorState::Created,
            function,
            pc: 0,
            registers: registers.into_boxed_slice(),
            name,
            qualname,
            async_running: false,
            hooks_called: false,
            finalizer: Value::None,
            watched: false,
        };
        self.heap.add_generator(generator).map(Value::Generator)
    }

    /// Puts the frame of a suspended generator onto the stack; the caller has checked its state.
    pub(crate) fn push_generator(&mut self, id: Id<Generator>, then: Then) -> Res<()> {
        let base = self.next_base();
        self.ensure_stack(base);
        let function = self.heap.generators[id].function;
        let code = self.heap.functions[function].code;
        self.push_frame(function, code, base, then, Value::Unset)?;
        let it = &mut self.heap.generators[id];
        it.state = GeneratorState::Running;
        let n = it.registers.len();
        self.stack[base..base + n].copy_from_slice(&it.registers);
        let pc = it.pc;
        if let Some(frame) = self.frames.last_mut() {
            frame.pc = pc;
        }
        Ok(())
    }

    /// Takes the top frame, a generator's that yields, off the stack.
    pub(crate) fn pop_generator(&mut self, id: Id<Generator>) {
        let Some(frame) = self.frames.pop() else { return };
        let it = &mut self.heap.generators[id];
        it.state = GeneratorState::Suspended;
        it.pc = frame.pc;
        let base = frame.base as usize;
        let n = it.registers.len();
        it.registers.copy_from_slice(&self.stack[base..base + n]);
    }

    /// Whether an exception that is raised where the frame on top stands would be handled in it, as in `try` and `with`.
    fn stands_in_handler(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            let pc = frame.pc.saturating_sub(1);
            self.heap.codes[frame.code].code.handlers.iter().any(|it| it.start <= pc && pc < it.end)
        })
    }

    /// Before the frame on top, a generator's, is put away: one that has something to do when it is closed is remembered.
    ///
    /// # Errors
    /// When memory runs out.
    #[inline]
    pub(crate) fn watch_suspended(&mut self, id: Id<Generator>) -> Res<()> {
        if self.heap.generators[id].watched {
            return Ok(());
        }
        let handlers = self.frames.last().map_or(0, |it| self.heap.codes[it.code].code.handlers.len());
        self.spend(handlers / 8)?;
        if self.stands_in_handler() { self.watch_generator(id) } else { Ok(()) }
    }

    /// Remembers a generator that is to be finalized when it is gone, once.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn watch_generator(&mut self, id: Id<Generator>) -> Res<()> {
        if !core::mem::replace(&mut self.heap.generators[id].watched, true) {
            self.heap.charge(size_of::<Value>())?;
            self.heap.finalizable.push(Value::Generator(id));
        }
        Ok(())
    }

    /// What becomes of a generator that nobody holds: its hook is called, or it is closed.
    ///
    /// # Errors
    /// What its code raises.
    pub(crate) fn finalize_generator(&mut self, id: Id<Generator>) -> Res {
        let (state, finalizer) = (self.heap.generators[id].state, self.heap.generators[id].finalizer);
        match state {
            GeneratorState::Closed | GeneratorState::Running => Ok(Value::None),
            _ if !finalizer.is_absent() => self.call(finalizer, &[Value::Generator(id)]),
            _ => self.generator_close(id),
        }
    }

    /// Marks a generator as finished and drops its registers.
    pub(crate) fn close_generator(&mut self, id: Id<Generator>) {
        let it = &mut self.heap.generators[id];
        it.state = GeneratorState::Closed;
        it.registers = Box::default();
    }

    fn kind_name(&self, id: Id<Generator>) -> &'static str {
        match self.heap.generators[id].kind {
            GeneratorKind::Generator => "generator",
            GeneratorKind::Coroutine => "coroutine",
            GeneratorKind::AsyncGenerator => "async generator",
        }
    }

    /// Says whether a generator can be resumed: true if so, false if it is finished.
    ///
    /// # Errors
    /// ValueError if it runs already.
    pub(crate) fn can_resume(&mut self, id: Id<Generator>, sent: Value) -> Res<bool> {
        match self.heap.generators[id].state {
            GeneratorState::Closed => Ok(false),
            GeneratorState::Running => {
                let text = alloc::format!("{} already executing", self.kind_name(id));
                Err(self.value_error(&text))
            }
            GeneratorState::Created if !sent.is_absent() => {
                let text =
                    alloc::format!("can't send non-None value to a just-started {}", self.kind_name(id));
                Err(self.type_error(&text))
            }
            GeneratorState::Created | GeneratorState::Suspended => Ok(true),
        }
    }

    /// Stores the value sent into a suspended generator where its `yield` puts it.
    pub(crate) fn deliver(&mut self, id: Id<Generator>, sent: Value) {
        if self.heap.generators[id].state != GeneratorState::Suspended {
            return;
        }
        if let Some((Op::Yield { dst, .. }, _)) = self.suspended_at(id) {
            self.heap.generators[id].registers[usize::from(dst)] = sent.or(Value::None);
        }
    }

    /// The `Yield` at which a generator is suspended, with its pc.
    fn suspended_at(&self, id: Id<Generator>) -> Option<(Op, usize)> {
        let it = &self.heap.generators[id];
        let pc = (it.pc as usize).checked_sub(1)?;
        let code = self.heap.functions[it.function].code;
        self.heap.codes[code].ops.get(pc).map(|op| (*op, pc))
    }

    /// `generator.send(value)` by a native: what it yields, or what it returns.
    ///
    /// # Errors
    /// What the generator raises; ValueError if it runs already.
    pub(crate) fn generator_send(&mut self, id: Id<Generator>, value: Value) -> Res<Done> {
        if !self.can_resume(id, value)? {
            if self.heap.generators[id].kind == GeneratorKind::Coroutine {
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            return Ok(Done::Returned(Value::None));
        }
        self.enter_native()?;
        self.deliver(id, value);
        let result = match self.push_generator(id, Then::Resume { generator: id }) {
            Ok(()) => self.run(self.frames.len() - 1),
            Err(it) => Err(it),
        };
        self.native_depth -= 1;
        result
    }

    /// The next item of a generator; None when it returns.
    pub(crate) fn generator_next(&mut self, id: Id<Generator>) -> Res<Option<Value>> {
        match self.generator_send(id, Value::Unset)? {
            Done::Yielded(value) => Ok(Some(value)),
            Done::Returned(_) => Ok(None),
        }
    }

    /// `generator.throw(exception)`.
    ///
    /// # Errors
    /// What the generator raises: the exception itself if it does not catch it.
    pub(crate) fn generator_throw(&mut self, id: Id<Generator>, exception: Value) -> Res<Done> {
        match self.heap.generators[id].state {
            GeneratorState::Created | GeneratorState::Closed => {
                if self.heap.generators[id].state == GeneratorState::Closed
                    && self.heap.generators[id].kind == GeneratorKind::Coroutine
                {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                self.close_generator(id);
                self.heap.raised = exception;
                return Err(Unwind::Raised);
            }
            GeneratorState::Running => {
                self.can_resume(id, Value::Unset)?;
            }
            GeneratorState::Suspended => {}
        }
        self.enter_native()?;
        let result = self.throw_suspended(id, exception);
        self.native_depth -= 1;
        result
    }

    fn throw_suspended(&mut self, id: Id<Generator>, exception: Value) -> Res<Done> {
        let mut exception = exception;
        if let Some((Op::Yield { delegate, .. }, pc)) = self.suspended_at(id) {
            if let Some(reg) = delegate.checked_sub(1) {
                let inner = self.heap.generators[id].registers[reg as usize];
                self.heap.generators[id].state = GeneratorState::Running;
                self.keep(exception);
                self.keep(inner);
                let outcome = self.throw_into(inner, exception);
                self.heap.generators[id].state = GeneratorState::Suspended;
                match outcome {
                    Ok(Some(Done::Yielded(value))) => return Ok(Done::Yielded(value)),
                    Ok(Some(Done::Returned(value))) => return self.finish_delegation(id, pc, value),
                    Ok(None) => {}
                    Err(Unwind::Raised) => exception = core::mem::take(&mut self.heap.raised),
                    Err(Unwind::Stop) => return Err(Unwind::Stop),
                }
            }
        }
        self.push_generator(id, Then::Resume { generator: id })?;
        self.heap.raised = exception;
        let floor = self.frames.len() - 1;
        self.set_throw_context(exception);
        if self.unwind(floor)? { self.run(floor) } else { Err(Unwind::Raised) }
    }

    /// An exception thrown into a generator has what is handled there as its context.
    fn set_throw_context(&mut self, exception: Value) {
        if let Value::Exception(it) = exception {
            if self.heap.exceptions[it].context.is_none() {
                let _ = self.raise(exception);
            }
        }
    }

    /// The iterator that the generator delegates to has returned: continues behind its `Send`.
    fn finish_delegation(&mut self, id: Id<Generator>, pc: usize, value: Value) -> Res<Done> {
        let function = self.heap.generators[id].function;
        let code = self.heap.functions[function].code;
        let send = pc.checked_sub(1).and_then(|pc| self.heap.codes[code].ops.get(pc).copied());
        if let Some(Op::Send { dst, target, .. }) = send {
            self.heap.generators[id].registers[usize::from(dst)] = value;
            self.heap.generators[id].pc = target;
        }
        self.push_generator(id, Then::Resume { generator: id })?;
        self.run(self.frames.len() - 1)
    }

    /// Throws into the iterator of a `yield from` or `await`. None: it has no `throw`, the exception is raised outside.
    fn throw_into(&mut self, inner: Value, exception: Value) -> Res<Option<Done>> {
        let is_exit = self.is_instance(exception, self.exceptions.generator_exit);
        if let Value::Generator(id) = inner {
            if is_exit {
                self.generator_close(id)?;
                return Ok(None);
            }
            return self.generator_throw(id, exception).map(Some);
        }
        let name = if is_exit { self.names.close } else { self.names.throw };
        let Some(method) = self.getattr_opt(inner, name)? else { return Ok(None) };
        if is_exit {
            self.call(method, &[])?;
            return Ok(None);
        }
        match self.call(method, &[exception]) {
            Ok(value) => Ok(Some(Done::Yielded(value))),
            Err(Unwind::Raised) if self.raised_is(self.exceptions.stop_iteration) => {
                let raised = core::mem::take(&mut self.heap.raised);
                Ok(Some(Done::Returned(self.stop_iteration_value(raised))))
            }
            Err(it) => Err(it),
        }
    }

    /// `StopIteration.value`.
    pub(crate) fn stop_iteration_value(&self, exception: Value) -> Value {
        let Value::Exception(id) = exception else { return Value::None };
        match self.heap.exceptions[id].args {
            Value::Tuple(args) => self.heap.tuples[args].items.first().copied().unwrap_or(Value::None),
            _ => Value::None,
        }
    }

    /// `generator.close()`: gives what the generator returns.
    ///
    /// # Errors
    /// RuntimeError if it yields again, and what it raises.
    pub(crate) fn generator_close(&mut self, id: Id<Generator>) -> Res {
        match self.heap.generators[id].state {
            GeneratorState::Created => {
                self.close_generator(id);
                return Ok(Value::None);
            }
            GeneratorState::Closed => return Ok(Value::None),
            GeneratorState::Running | GeneratorState::Suspended => {}
        }
        let exit = self.new_exception(self.exceptions.generator_exit, &[])?;
        match self.generator_throw(id, exit) {
            Ok(Done::Yielded(_)) => {
                let text = alloc::format!("{} ignored GeneratorExit", self.kind_name(id));
                Err(self.runtime_error(&text))
            }
            Ok(Done::Returned(value)) => Ok(value),
            Err(Unwind::Raised)
                if self.raised_is(self.exceptions.generator_exit)
                    || self.raised_is(self.exceptions.stop_iteration) =>
            {
                self.heap.raised = Value::Unset;
                Ok(Value::None)
            }
            Err(it) => Err(it),
        }
    }
}
