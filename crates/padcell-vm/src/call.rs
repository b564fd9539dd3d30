//! Calls: from Rust into Python, and from Python into natives.

mod bind;
mod keywords;
mod native;

use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::frame::{Done, Then};
use crate::heap::{ClassFlags, CodeObject, Function, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Calls a callable with positional arguments. Every heap value that the caller needs afterwards must be an
    /// argument of the running native, reachable from one, or kept ([`Vm::keep`]).
    ///
    /// # Errors
    /// What the callable raises; TypeError if it is not callable.
    pub fn call(&mut self, function: Value, args: &[Value]) -> Res {
        self.call_kw(function, args, &[])
    }

    /// Calls with keywords: the last `names.len()` of `args` are their values; names are `str` values.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_kw(&mut self, function: Value, args: &[Value], names: &[Value]) -> Res {
        match function {
            Value::Function(id) => self.call_function(id, args, names),
            Value::Native(id) => {
                self.enter_native()?;
                let mark = self.roots.len();
                self.roots.extend_from_slice(args);
                self.roots.push(function);
                let result = self.call_native(id, args, names);
                self.roots.truncate(mark);
                self.native_depth -= 1;
                result
            }
            Value::Bound(id) => {
                let bound = self.heap.bounds[id];
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(bound.this);
                all.extend_from_slice(args);
                self.call_kw(bound.function, &all, names)
            }
            Value::Class(_) => {
                self.enter_native()?;
                let mark = self.roots.len();
                self.roots.extend_from_slice(args);
                self.roots.push(function);
                let result = self.call_class(function, args, names);
                self.roots.truncate(mark);
                self.native_depth -= 1;
                result
            }
            _ => {
                let class = self.class_of(function);
                let Some(method) = self.class_lookup(class, self.names.__call__) else {
                    let text = alloc::format!("'{}' object is not callable", self.class_name(class));
                    return Err(self.type_error(&text));
                };
                self.enter_native()?;
                let mark = self.roots.len();
                self.roots.extend_from_slice(args);
                self.roots.push(function);
                let result = match self.bind(method, function, class) {
                    Ok(method) => self.call_kw(method, args, names),
                    Err(it) => Err(it),
                };
                self.roots.truncate(mark);
                self.native_depth -= 1;
                result
            }
        }
    }

    /// Calls on behalf of whoever acts now: what the called native does is not done by a native that a native called.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub(crate) fn call_for_actor(&mut self, function: Value, args: &[Value]) -> Res {
        self.call_for_actor_kw(function, args, &[])
    }

    /// The same with keywords.
    ///
    /// # Errors
    /// As [`Vm::call_kw`].
    pub(crate) fn call_for_actor_kw(&mut self, function: Value, args: &[Value], names: &[Value]) -> Res {
        let direct = usize::from(self.native_depth == self.run_depth);
        self.run_depth += direct;
        let result = self.call_kw(function, args, names);
        self.run_depth -= direct;
        result
    }

    /// Counts one more level of native recursion.
    ///
    /// # Errors
    /// RecursionError at the limit.
    pub(crate) fn enter_native(&mut self) -> Res<()> {
        if self.native_depth + self.frames.len() >= self.max_depth {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        self.native_depth += 1;
        Ok(())
    }

    /// Runs `f` one level of native recursion deeper: for natives that call themselves (repr of nested lists).
    ///
    /// # Errors
    /// RecursionError at the limit, and what `f` gives.
    pub fn nested<T>(&mut self, f: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        self.enter_native()?;
        let result = f(self);
        self.native_depth -= 1;
        result
    }

    /// Where the next frame's registers start: above those of the frame that runs now.
    pub(crate) fn next_base(&self) -> usize {
        self.frames.last().map_or(0, |it| it.base as usize + self.heap.codes[it.code].registers)
    }

    /// Makes sure that the stack has a whole window from `base`.
    #[inline]
    pub(crate) fn ensure_stack(&mut self, base: usize) {
        if self.stack.len() < base + padcell_bytecode::REGISTERS {
            self.grow_stack(base + padcell_bytecode::REGISTERS);
        }
    }

    #[cold]
    fn grow_stack(&mut self, end: usize) {
        let (old, new) = (self.stack.len(), end.max(self.stack.len() * 2));
        self.heap.adjust_fixed(old * size_of::<Value>(), new * size_of::<Value>());
        self.stack.reserve_exact(new - old);
        self.stack.resize(new, Value::Unset);
    }

    fn call_function(&mut self, id: Id<Function>, args: &[Value], names: &[Value]) -> Res {
        self.enter_native()?;
        let base = self.next_base();
        self.ensure_stack(base + args.len());
        let result = self.enter_function(id, base, args, names, Then::Return, Value::Unset);
        let result = match result {
            Ok(Some(value)) => Ok(value),
            Ok(None) => self.run(self.frames.len() - 1).map(|done| match done {
                Done::Returned(value) | Done::Yielded(value) => value,
            }),
            Err(it) => Err(it),
        };
        self.native_depth -= 1;
        result
    }

    /// Matches arguments to parameters in the registers from `base` and pushes the frame; for a generator function
    /// makes the generator instead and gives it.
    pub(crate) fn enter_function(
        &mut self,
        id: Id<Function>,
        base: usize,
        args: &[Value],
        names: &[Value],
        then: Then,
        namespace: Value,
    ) -> Res<Option<Value>> {
        let code = self.heap.functions[id].code;
        self.ensure_stack(base);
        let n_params = self.heap.codes[code].code.parameter_count();
        if self.heap.codes[code].simple && names.is_empty() && args.len() == n_params {
            self.stack[base..base + args.len()].copy_from_slice(args);
        } else {
            self.bind_arguments(id, base, args, names)?;
        }
        self.start_function(id, code, base, n_params, then, namespace)
    }

    /// The arguments stand in their registers: pushes the frame, or makes the generator.
    pub(crate) fn start_function(
        &mut self,
        id: Id<Function>,
        code: Id<CodeObject>,
        base: usize,
        n_params: usize,
        then: Then,
        namespace: Value,
    ) -> Res<Option<Value>> {
        use padcell_bytecode::CodeFlags;
        let object = &self.heap.codes[code];
        let (n_locals, flags) = (object.n_locals, object.code.flags);
        self.stack[base + n_params..base + n_locals.max(n_params)].fill(Value::Unset);
        let lazy = CodeFlags::GENERATOR.with(CodeFlags::COROUTINE).with(CodeFlags::ASYNC_GENERATOR);
        if flags.intersects(lazy) {
            return self.make_generator(id, code, base).map(Some);
        }
        self.push_frame(id, code, base, then, namespace)?;
        Ok(None)
    }

    /// Pushes a frame.
    pub(crate) fn push_frame(
        &mut self,
        function: Id<Function>,
        code: Id<CodeObject>,
        base: usize,
        then: Then,
        namespace: Value,
    ) -> Res<()> {
        if self.frames.len() + self.native_depth >= self.max_depth {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        self.ensure_stack(base);
        let globals = self.heap.functions[function].globals;
        let base = base as u32;
        self.frames.push(crate::frame::Frame { function, code, globals, namespace, pc: 0, base, then });
        Ok(())
    }

    /// Calls a class: `type.__call__`, or what its metaclass defines.
    fn call_class(&mut self, class: Value, args: &[Value], names: &[Value]) -> Res {
        let Value::Class(id) = class else { return Ok(Value::None) };
        let metaclass = self.heap.classes[id].metaclass;
        if metaclass != self.types.type_ {
            if let Some(method) = self.class_lookup(metaclass, self.names.__call__) {
                if !matches!(method, Value::Native(_)) {
                    let method = self.bind(method, class, metaclass)?;
                    return self.call_kw(method, args, names);
                }
            }
        }
        self.instantiate(id, args, names)
    }

    /// `type.__call__`: `__new__`, then `__init__` if the result is an instance of the class.
    pub(crate) fn instantiate(
        &mut self,
        class: Id<crate::heap::Class>,
        args: &[Value],
        names: &[Value],
    ) -> Res {
        if class == self.types.type_ && args.len() == 1 && names.is_empty() {
            return Ok(Value::Class(self.class_of(args[0])));
        }
        if class == self.types.type_ && args.len() - names.len() != 3 {
            return Err(self.type_error("type() takes 1 or 3 arguments"));
        }
        let Some(new) = self.class_lookup(class, self.names.__new__) else {
            let text = alloc::format!("cannot create '{}' instances", self.class_name(class));
            return Err(self.type_error(&text));
        };
        let new = self.bind(new, Value::Unset, class)?;
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(Value::Class(class));
        all.extend_from_slice(args);
        let this = self.call_for_actor_kw(new, &all, names)?;
        if !self.is_instance(this, class) {
            return Ok(this);
        }
        let actual = self.class_of(this);
        let Some(init) = self.class_lookup(actual, self.names.__init__) else { return Ok(this) };
        if let Value::Native(id) = init {
            if core::ptr::fn_addr_eq(
                self.heap.natives[id].def.call,
                crate::types::object::init as crate::native::NativeFn,
            ) {
                // object.__init__ only complains about arguments that nobody took.
                let takes_new =
                    self.heap.classes[actual].flags.has(ClassFlags::NEW) || !self.new_is_objects(actual);
                if !args.is_empty() && !takes_new {
                    let text = alloc::format!("{}() takes no arguments", self.class_name(actual));
                    return Err(self.type_error(&text));
                }
                return Ok(this);
            }
        }
        self.keep(this);
        let init = self.bind(init, this, actual)?;
        let result = self.call_for_actor_kw(init, args, names)?;
        self.roots.pop();
        if !result.is_none() {
            let text = alloc::format!("__init__() should return None, not '{}'", self.type_name(result));
            return Err(self.type_error(&text));
        }
        Ok(this)
    }

    /// Whether `__new__` of a class is object's.
    pub(crate) fn new_is_objects(&mut self, class: Id<crate::heap::Class>) -> bool {
        match self.class_lookup(class, self.names.__new__) {
            Some(Value::Native(id)) => self.heap.natives[id].owner == Some(self.types.object),
            _ => false,
        }
    }

    /// Whether a value can be called.
    #[must_use]
    pub fn is_callable(&mut self, value: Value) -> bool {
        match value {
            Value::Function(_) | Value::Bound(_) | Value::Class(_) => true,
            Value::Native(id) => self.heap.natives[id].kind != crate::heap::NativeKind::GetSet,
            _ => {
                let class = self.class_of(value);
                self.class_lookup(class, self.names.__call__).is_some()
            }
        }
    }

    /// Calls the method `name` of an object.
    ///
    /// # Errors
    /// AttributeError, and what the method raises.
    pub fn call_method(&mut self, object: Value, name: &str, args: &[Value]) -> Res {
        let name = self.intern(name)?;
        let method = self.getattr(object, name)?;
        self.keep(object);
        let result = self.call(method, args);
        self.roots.pop();
        result
    }

    /// Whether the exception under way is an instance of `class`.
    #[must_use]
    pub fn raised_is(&self, class: Id<crate::heap::Class>) -> bool {
        self.heap.raised.is_set() && self.is_instance(self.heap.raised, class)
    }

    /// Takes the exception under way, after `Err(Unwind::Raised)`; a stop goes on.
    ///
    /// # Errors
    /// [`Unwind::Stop`] as it was.
    pub fn take_raised(&mut self, unwind: Unwind) -> Res {
        match unwind {
            Unwind::Raised => Ok(core::mem::take(&mut self.heap.raised)),
            Unwind::Stop => Err(Unwind::Stop),
        }
    }
}
