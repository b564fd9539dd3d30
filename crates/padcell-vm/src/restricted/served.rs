//! The bundled library at work on what restricted code has made, in the heap of its supervisor.
//!
//! A supervisor that asks the library for the hints of a class, makes it a dataclass or copies an instance lends the library
//! its authority, and what the library is told by the object (text of annotations, names of fields, what `__reduce__`
//! returned) carries no mark of who wrote it. What the object's maker may not do, the library does not do for it.

use alloc::vec::Vec;

use crate::error::Res;
use crate::frame::Frame;
use crate::heap::{ClassFlags, Dict, Function, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// How deep containers in a variable of the library are searched.
const DEPTH: u8 = 3;

/// How many values are looked at. Who hides among more is taken to be there.
const MOST: usize = 4096;

impl Vm {
    /// Whether restricted code has made this, in a heap that is its supervisor's.
    pub(super) fn is_of_restricted(&self, value: Value) -> bool {
        match value {
            Value::Function(id) => self.heap.functions[id].restricted,
            Value::Code(id) => self.heap.codes[id].restricted,
            Value::Dict(id) => self.heap.dicts[id].restricted,
            Value::Module(id) => self.heap.dicts[self.heap.modules[id].dict].restricted,
            Value::Class(id) => self.heap.classes[id].flags.has(ClassFlags::RESTRICTED),
            it => self.heap.classes[self.class_of(it)].flags.has(ClassFlags::RESTRICTED),
        }
    }

    /// Whether functions of the library that are running, called by one another, work on something of restricted code.
    ///
    /// # Errors
    /// When the fuel ends.
    pub(crate) fn library_serves(&mut self) -> Res<bool> {
        if !self.holds_restricted || self.restricted {
            return Ok(false);
        }
        for index in (0..self.frames.len()).rev() {
            let frame = self.frames[index];
            if !self.heap.codes[frame.code].library {
                return Ok(false);
            }
            if self.frame_serves(&frame)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the function on top is a deputy that is to act with no more authority than the maker of what it works on,
    /// which is its first argument.
    pub(super) fn is_deputy(&self) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        let works_on = self.stack.get(frame.base as usize).copied().unwrap_or_default();
        self.heap.codes[frame.code].limited && (self.restricted || self.is_of_restricted(works_on))
    }

    fn frame_serves(&mut self, frame: &Frame) -> Res<bool> {
        let base = frame.base as usize;
        let count = self.heap.codes[frame.code].n_locals;
        let variables = self.stack.get(base..base.saturating_add(count)).unwrap_or_default();
        let free = self.heap.functions[frame.function].closure.iter().map(|it| Value::Box(*it));
        let mut found: Vec<(Value, u8)> = variables.iter().copied().chain(free).map(|it| (it, 0)).collect();
        let mut seen = 0;
        while let Some((value, depth)) = found.pop() {
            seen += 1;
            if seen > MOST || self.is_of_restricted(value) {
                self.spend(seen)?;
                return Ok(true);
            }
            match value {
                Value::Function(id) => self.add_wrapped(id, depth, &mut found),
                _ if depth < DEPTH => self.add_contents(value, depth + 1, &mut found),
                _ => {}
            }
        }
        self.spend(seen)?;
        Ok(false)
    }

    /// What wraps a function has its annotations.
    fn add_wrapped(&self, function: Id<Function>, depth: u8, found: &mut Vec<(Value, u8)>) {
        let function = &self.heap.functions[function];
        found.push((function.annotate, depth));
        if let Some(dict) = function.dict {
            found.extend(self.heap.dict_str(dict, self.names.__wrapped__).map(|it| (it, depth)));
        }
    }

    /// What a container holds, up to more than is looked at.
    fn add_contents(&self, value: Value, depth: u8, found: &mut Vec<(Value, u8)>) {
        let mut add = |it: Value| found.push((it, depth));
        match value {
            Value::Tuple(id) => self.heap.tuples[id].items.iter().take(MOST).for_each(|it| add(*it)),
            Value::List(id) => self.heap.lists[id].items.iter().take(MOST).for_each(|it| add(*it)),
            // The globals of a supervisor hold its cells' objects, whatever the library is asked to do among them.
            Value::Dict(id) if !self.is_namespace(id) => {
                self.heap.dicts[id].iter().take(MOST).for_each(|it| {
                    add(it.key);
                    add(it.value);
                })
            }
            Value::Box(id) => add(self.heap.boxes[id].value),
            Value::Bound(id) => {
                add(self.heap.bounds[id].function);
                add(self.heap.bounds[id].this);
            }
            _ => {}
        }
    }

    /// The namespaces in which the library may evaluate what restricted code's objects tell it: those of restricted code, and
    /// what the library has put together, but no module's of the supervisor, and no builtins but restricted code's own.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn served_namespaces(&mut self, globals: Id<Dict>, locals: Value) -> Res<(Id<Dict>, Value)> {
        let served = if self.is_withheld(globals) { self.heap.dict()? } else { globals };
        self.keep(Value::Dict(served));
        let locals = match self.unwrap(locals) {
            Value::Dict(id) if id == globals => Value::Dict(served),
            Value::Dict(id) if !self.heap.dicts[id].restricted && self.is_namespace(id) => {
                Value::Dict(self.heap.dict()?)
            }
            _ => locals,
        };
        self.keep(locals);
        let key = self.names.__builtins__;
        if self.heap.dict_str(served, key).is_none() {
            let none = self.no_builtins()?;
            self.heap.dict_set_str(served, key, Value::Dict(none))?;
        }
        self.heap.dicts[served].restricted = true;
        self.roots.pop();
        self.roots.pop();
        Ok((served, locals))
    }

    /// Whether a dict is a module's namespace, or a copy of one.
    fn is_withheld(&self, dict: Id<Dict>) -> bool {
        if self.heap.dicts[dict].restricted {
            return false;
        }
        match self.heap.dict_str(dict, self.names.__builtins__).map(|it| self.unwrap(it)) {
            Some(Value::Dict(it)) => it == self.builtins,
            Some(Value::Module(it)) => self.heap.modules[it].dict == self.builtins,
            _ => self.is_namespace(dict),
        }
    }

    fn is_namespace(&self, dict: Id<Dict>) -> bool {
        let names = [self.names.__builtins__, self.names.__name__];
        names.into_iter().any(|it| self.heap.dict_str(dict, it).is_some())
    }

    /// Whether the library takes what an attribute of this name holds for a description of the object: text to evaluate,
    /// or another object whose globals are to be used.
    pub(super) fn describes(&self, name: Id<Str>) -> bool {
        let described =
            ["__annotate__", "__annotations__", "__signature__", "__text_signature__", "__wrapped__"];
        described.contains(&self.heap.text(name))
    }
}
