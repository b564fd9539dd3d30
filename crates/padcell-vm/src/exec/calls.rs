//! Calls, returns, loops over generators.

use alloc::format;
use alloc::vec::Vec;

use padcell_bytecode::{CompareOp, Op};

use super::Flow;
use crate::error::{Res, Unwind};
use crate::frame::{Done, Then};
use crate::heap::{Class, ClassFlags, GeneratorKind, Id, Instance, Iter, Layout};
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

/// Calls with at most this many arguments copy them without an allocation.
const FEW: usize = 12;

impl Vm {
    /// `Call` and its kin: callee in `base`, then (for methods) self or unset, then the arguments.
    pub(crate) fn call_op(
        &mut self,
        dst: u8,
        base: u8,
        nargs: usize,
        method: bool,
        names: Option<u32>,
    ) -> Res<Flow> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let callee = self.stack[start];
        let (first, count) = match method {
            false => (start + 1, nargs),
            true if self.stack[start + 1].is_set() => (start + 1, nargs + 1),
            true => (start + 2, nargs),
        };
        let keywords = match names {
            Some(index) => self.keyword_names(index),
            None => Vec::new(),
        };
        let mut few = [Value::Unset; FEW];
        let many;
        let args = if count <= FEW {
            few[..count].copy_from_slice(&self.stack[first..first + count]);
            &few[..count]
        } else {
            many = self.stack[first..first + count].to_vec();
            &many
        };
        self.dispatch_call(dst, callee, args, &keywords)
    }

    fn keyword_names(&self, index: u32) -> Vec<Value> {
        let code = self.frames.last().map_or(Id::fixed(0), |it| it.code);
        match self.heap.codes[code].consts[index as usize] {
            Value::Tuple(id) => self.heap.tuples[id].items.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Calls; Python functions and `__init__` methods by pushing a frame. The arguments must be rooted elsewhere.
    fn dispatch_call(&mut self, dst: u8, callee: Value, args: &[Value], names: &[Value]) -> Res<Flow> {
        match callee {
            Value::Function(id) => {
                let base = self.next_base();
                match self.enter_function(id, base, args, names, Then::Store(dst), Value::Unset)? {
                    Some(value) => self.set_reg(dst, value),
                    None => return Ok(Flow::Switch),
                }
            }
            Value::Native(id) => {
                let value = self.call_native(id, args, names)?;
                self.set_reg(dst, value);
            }
            Value::Bound(id) => {
                let bound = self.heap.bounds[id];
                if args.len() < FEW {
                    let mut all = [Value::Unset; FEW];
                    all[0] = bound.this;
                    all[1..=args.len()].copy_from_slice(args);
                    return self.dispatch_call(dst, bound.function, &all[..=args.len()], names);
                }
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(bound.this);
                all.extend_from_slice(args);
                return self.dispatch_call(dst, bound.function, &all, names);
            }
            Value::Class(class) => return self.call_class_op(dst, class, args, names),
            Value::Instance(id) => {
                let class = self.heap.instances[id].class;
                if let Some(Value::Function(method)) = self.class_lookup(class, self.names.__call__) {
                    let mut all = Vec::with_capacity(args.len() + 1);
                    all.push(callee);
                    all.extend_from_slice(args);
                    return self.dispatch_call(dst, Value::Function(method), &all, names);
                }
                let value = self.call_kw(callee, args, names)?;
                self.set_reg(dst, value);
            }
            _ => {
                let value = self.call_kw(callee, args, names)?;
                self.set_reg(dst, value);
            }
        }
        Ok(Flow::Next)
    }

    /// Calls a class. The common case (object's `__new__`, an `__init__` in Python) makes the instance and pushes a frame.
    fn call_class_op(&mut self, dst: u8, class: Id<Class>, args: &[Value], names: &[Value]) -> Res<Flow> {
        if let (true, [Value::Dict(from)], []) = (class == self.types.dict, args, names) {
            let copy = self.dict_copy(*from)?;
            self.set_reg(dst, Value::Dict(copy));
            return Ok(Flow::Next);
        }
        let it = &self.heap.classes[class];
        let plain = it.layout == Layout::Object
            && it.metaclass == self.types.type_
            && !it.flags.has(ClassFlags::ABSTRACT);
        if plain
            && it.flags.has(ClassFlags::HEAP)
            && !it.flags.has(ClassFlags::NEW)
            && self.new_is_objects(class)
        {
            if let Some(Value::Function(init)) = self.class_lookup(class, self.names.__init__) {
                let this = self.bare_instance(class)?;
                let Value::Instance(instance) = this else { return Ok(Flow::Next) };
                let base = self.next_base();
                let then = Then::Init { dst, this: instance };
                if args.len() < FEW {
                    let mut all = [Value::Unset; FEW];
                    all[0] = this;
                    all[1..=args.len()].copy_from_slice(args);
                    return self.enter_init(init, base, &all[..=args.len()], names, then);
                }
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(this);
                all.extend_from_slice(args);
                return self.enter_init(init, base, &all, names, then);
            }
        }
        let value = self.call_for_actor_kw(Value::Class(class), args, names)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    fn enter_init(
        &mut self,
        init: Id<crate::heap::Function>,
        base: usize,
        args: &[Value],
        names: &[Value],
        then: Then,
    ) -> Res<Flow> {
        match self.enter_function(init, base, args, names, then, Value::Unset)? {
            // An `__init__` that is a generator function: what it gives is not None.
            Some(_) => Err(self.type_error("__init__() should return None, not 'generator'")),
            None => Ok(Flow::Switch),
        }
    }

    /// A new instance of a class of the plain layout, without attributes.
    pub(crate) fn bare_instance(&mut self, class: Id<Class>) -> Res {
        let shape = self.heap.classes[class].root_shape;
        let id = self.heap.add_instance(Instance { class, shape, ..Instance::default() })?;
        if self.heap.classes[class].flags.has(ClassFlags::DEL) {
            self.heap.finalizable.push(Value::Instance(id));
        }
        Ok(Value::Instance(id))
    }

    pub(crate) fn call_ex(&mut self, dst: u8, base: u8) -> Res<Flow> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let (callee, args, kwargs) = (self.stack[start], self.stack[start + 1], self.stack[start + 2]);
        let mut all = match args {
            Value::Tuple(id) => self.heap.tuples[id].items.to_vec(),
            Value::List(id) => self.heap.lists[id].items.clone(),
            other => {
                if !self.is_iterable(other) {
                    let label = self.callable_label(callee);
                    let text = format!(
                        "{label} argument after * must be an iterable, not {}",
                        self.type_name(other)
                    );
                    return Err(self.type_error(&text));
                }
                self.collect_list(other)?
            }
        };
        let mut names = Vec::new();
        if let Value::Dict(id) = kwargs {
            for it in self.heap.dicts[id].iter() {
                names.push(it.key);
                all.push(it.value);
            }
        }
        self.spend(all.len() / 4)?;
        // Arguments that were collected from an iterator are nowhere else.
        let mark = self.kept();
        self.roots.extend_from_slice(&all);
        let flow = self.dispatch_call(dst, callee, &all, &names);
        self.release(mark);
        flow
    }

    /// `return`: hands the result to whoever waits for it.
    pub(crate) fn return_value(&mut self, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Some(frame) = self.frames.pop() else { return Ok(Flow::Done(Done::Returned(value))) };
        match frame.then {
            Then::Store(dst) => {
                let value = self.seen(value);
                self.set_reg(dst, value);
            }
            Then::Discard => {}
            Then::Init { dst, this } => {
                if !value.is_none() {
                    let text = format!("__init__() should return None, not '{}'", self.type_name(value));
                    return Err(self.type_error(&text));
                }
                self.set_reg(dst, Value::Instance(this));
            }
            Then::Return => return Ok(Flow::Done(Done::Returned(value))),
            Then::Binary { dst, op, a, b } => {
                let value = match value {
                    Value::NotImplemented => {
                        let (a, b) = (self.reg(a), self.reg(b));
                        self.binary_after(BinaryOp::from_index(op), a, b)?
                    }
                    value => value,
                };
                self.set_reg(dst, value);
            }
            Then::Compare { dst, op, a, b } => {
                let value = match value {
                    Value::NotImplemented => {
                        let (a, b) = (self.reg(a), self.reg(b));
                        self.compare_after(op, a, b)?
                    }
                    value => value,
                };
                self.set_reg(dst, value);
            }
            Then::ForIter { generator, .. } => self.close_generator(generator),
            Then::Send { generator, dst, target } => {
                self.close_generator(generator);
                self.set_reg(dst, value);
                return Ok(Flow::Jump(target));
            }
            Then::Resume { generator } => {
                self.close_generator(generator);
                return Ok(Flow::Done(Done::Returned(value)));
            }
        }
        Ok(Flow::Switch)
    }

    /// The left operand's method gave NotImplemented: the right operand is asked.
    fn binary_after(&mut self, op: BinaryOp, a: Value, b: Value) -> Res {
        let (_, reflected, _) = op.methods(self.names);
        if self.class_of(a) != self.class_of(b) {
            if let Some(value) = self.call_special(b, reflected, &[a])? {
                if !matches!(value, Value::NotImplemented) {
                    return Ok(value);
                }
            }
        }
        Err(self.unsupported_operands(op.symbol(), a, b))
    }

    fn compare_after(&mut self, op: CompareOp, a: Value, b: Value) -> Res {
        let name = self.intern(op.swapped().dunder())?;
        if let Some(value) = self.call_special(b, name, &[a])? {
            if !matches!(value, Value::NotImplemented) {
                return Ok(value);
            }
        }
        match op {
            CompareOp::Eq => Ok(Value::Bool(a.is(b))),
            CompareOp::Ne => Ok(Value::Bool(!a.is(b))),
            _ => {
                let text = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    op.symbol(),
                    self.type_name(a),
                    self.type_name(b)
                );
                Err(self.type_error(&text))
            }
        }
    }

    /// `yield`: puts the frame away and hands the value to whoever resumed it.
    pub(crate) fn yield_op(&mut self, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Some(frame) = self.frames.last().copied() else { return Ok(Flow::Next) };
        let Some(generator) = frame.then.generator() else {
            return Err(self.system_error("yield outside a generator"));
        };
        self.watch_suspended(generator)?;
        self.pop_generator(generator);
        match frame.then {
            Then::ForIter { dst, target, .. } => {
                self.set_reg(dst, value);
                Ok(Flow::Jump(target))
            }
            Then::Send { dst, .. } => {
                self.set_reg(dst, value);
                Ok(Flow::Switch)
            }
            _ => Ok(Flow::Done(Done::Yielded(value))),
        }
    }

    pub(crate) fn for_iter(&mut self, iter: u8, dst: u8, target: u32) -> Res<Flow> {
        let iterator = self.reg(iter);
        if let Value::Generator(id) = iterator {
            if self.heap.generators[id].kind == GeneratorKind::Generator {
                if !self.can_resume(id, Value::Unset)? {
                    return Ok(Flow::Next);
                }
                self.spend(4)?;
                self.deliver(id, Value::Unset);
                self.push_generator(id, Then::ForIter { generator: id, dst, target })?;
                return Ok(Flow::Switch);
            }
        }
        if let Value::Iter(id) = iterator
            && let Some(next) = self.next_unpacked(id, dst, target)
        {
            return Ok(Flow::Jump(next));
        }
        match self.next(iterator)? {
            Some(value) => {
                self.set_reg(dst, value);
                Ok(Flow::Jump(target))
            }
            None => Ok(Flow::Next),
        }
    }

    /// The next entry of a dict whose pair the loop's target only unpacks, so that nobody sees it: straight into its two
    /// registers. Gives where to go on; None (and nothing happened) for all else: at the end, at a hole, after a change.
    fn next_unpacked(&mut self, iter: Id<Iter>, dst: u8, target: u32) -> Option<u32> {
        let Iter::DictItems { dict, position, size } = &mut self.heap.iters[iter] else { return None };
        let frame = self.frames.last()?;
        let code = &self.heap.codes[frame.code];
        let Some(Op::UnpackSequence { src, base, count: 2 }) = code.ops.get(target as usize) else {
            return None;
        };
        let table = &self.heap.dicts[*dict];
        if *src != dst || usize::from(dst) < code.n_locals || table.len() != *size {
            return None;
        }
        let entry = table.at(*position)?;
        let first = frame.base as usize + usize::from(*base);
        self.stack[first] = entry.key;
        self.stack[first + 1] = entry.value;
        *position += 1;
        Some(target + 1)
    }

    pub(crate) fn send_op(&mut self, dst: u8, iter: u8, value: u8, target: u32) -> Res<Flow> {
        let (iterator, sent) = (self.reg(iter), self.reg(value));
        if let Value::Generator(id) = iterator {
            if self.heap.generators[id].kind != GeneratorKind::AsyncGenerator {
                if !self.can_resume(id, sent)? {
                    if self.heap.generators[id].kind == GeneratorKind::Coroutine {
                        return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                    }
                    self.set_reg(dst, Value::None);
                    return Ok(Flow::Jump(target));
                }
                self.spend(4)?;
                self.deliver(id, sent);
                self.push_generator(id, Then::Send { generator: id, dst, target })?;
                return Ok(Flow::Switch);
            }
        }
        let result = if sent.is_none() {
            self.next_value(iterator)?
        } else {
            let Some(method) = self.getattr_opt(iterator, self.names.send)? else {
                return Err(self.no_attribute(iterator, self.names.send));
            };
            match self.call(method, &[sent]) {
                Ok(value) => Ok(value),
                Err(Unwind::Raised) if self.raised_is(self.exceptions.stop_iteration) => {
                    let raised = core::mem::take(&mut self.heap.raised);
                    Err(self.stop_iteration_value(raised))
                }
                Err(it) => return Err(it),
            }
        };
        match result {
            Ok(yielded) => {
                self.set_reg(dst, yielded);
                Ok(Flow::Next)
            }
            Err(returned) => {
                self.set_reg(dst, returned);
                Ok(Flow::Jump(target))
            }
        }
    }

    /// `next(iterator)`: `Ok` an item, `Err` the value of its StopIteration.
    fn next_value(&mut self, iterator: Value) -> Res<Result<Value, Value>> {
        if let Value::Iter(_) = iterator {
            return Ok(self.next(iterator)?.ok_or(Value::None));
        }
        match self.call_special(iterator, self.names.__next__, &[]) {
            Ok(Some(value)) => Ok(Ok(value)),
            Ok(None) => {
                let text = format!("'{}' object is not an iterator", self.type_name(iterator));
                Err(self.type_error(&text))
            }
            Err(Unwind::Raised) if self.raised_is(self.exceptions.stop_iteration) => {
                let raised = core::mem::take(&mut self.heap.raised);
                Ok(Err(self.stop_iteration_value(raised)))
            }
            Err(it) => Err(it),
        }
    }

    pub(crate) fn get_yield_from(&mut self, dst: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let iterator = match value {
            Value::Generator(id) if self.heap.generators[id].kind == GeneratorKind::Coroutine => {
                let frame = self.frames.last().map(|it| self.heap.codes[it.code].code.flags);
                let may = frame.is_some_and(|it| {
                    it.intersects(
                        padcell_bytecode::CodeFlags::COROUTINE
                            .with(padcell_bytecode::CodeFlags::ITERABLE_COROUTINE),
                    )
                });
                if !may {
                    return Err(self
                        .type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
                }
                value
            }
            _ => self.iter(value)?,
        };
        self.set_reg(dst, iterator);
        Ok(Flow::Next)
    }

    pub(crate) fn get_awaitable(&mut self, dst: u8, src: u8, kind: u8) -> Res<Flow> {
        let value = self.reg(src);
        let iterator = self.awaitable(value, kind)?;
        self.set_reg(dst, iterator);
        Ok(Flow::Next)
    }

    /// The iterator behind `await value`.
    pub(crate) fn awaitable(&mut self, value: Value, kind: u8) -> Res {
        if let Value::Generator(id) = value {
            let it = &self.heap.generators[id];
            let code = self.heap.functions[it.function].code;
            let iterable =
                self.heap.codes[code].code.flags.contains(padcell_bytecode::CodeFlags::ITERABLE_COROUTINE);
            if it.kind == GeneratorKind::Coroutine || iterable {
                return Ok(value);
            }
        }
        let Some(iterator) = self.call_special(value, self.names.__await__, &[])? else {
            let name = self.type_name(value);
            let text = match kind {
                1 => format!(
                    "'async with' received an object from __aenter__ that does not implement __await__: {name}"
                ),
                2 => format!(
                    "'async with' received an object from __aexit__ that does not implement __await__: {name}"
                ),
                _ => format!("'{name}' object can't be awaited"),
            };
            return Err(self.type_error(&text));
        };
        if !self.is_iterator(iterator) {
            let text = format!("__await__() returned non-iterator of type '{}'", self.type_name(iterator));
            return Err(self.type_error(&text));
        }
        Ok(iterator)
    }

    pub(crate) fn get_aiter(&mut self, dst: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Some(iterator) = self.call_special(value, self.names.__aiter__, &[])? else {
            let text = format!(
                "'async for' requires an object with __aiter__ method, got {}",
                self.type_name(value)
            );
            return Err(self.type_error(&text));
        };
        let class = self.class_of(iterator);
        if self.class_lookup(class, self.names.__anext__).is_none() {
            let text = format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(iterator)
            );
            return Err(self.type_error(&text));
        }
        self.set_reg(dst, iterator);
        Ok(Flow::Next)
    }

    pub(crate) fn get_anext(&mut self, dst: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Some(next) = self.call_special(value, self.names.__anext__, &[])? else {
            let text = format!(
                "'async for' requires an iterator with __anext__ method, got {}",
                self.type_name(value)
            );
            return Err(self.type_error(&text));
        };
        self.keep(next);
        let iterator = self.awaitable(next, 0)?;
        self.roots.pop();
        self.set_reg(dst, iterator);
        Ok(Flow::Next)
    }

    pub(crate) fn end_async_for(&mut self, exc: u8, target: u32) -> Res<Flow> {
        let exception = self.reg(exc);
        if self.is_instance(exception, self.exceptions.stop_async_iteration) {
            return Ok(Flow::Jump(target));
        }
        self.heap.raised = exception;
        Err(Unwind::Raised)
    }
}
