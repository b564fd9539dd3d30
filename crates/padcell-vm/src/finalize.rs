//! Finalizers: `__del__`, callbacks of weak references, suspended generators.

use alloc::format;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// At the end of a program, what finalizers make is finalized too, so many times.
const ROUNDS: usize = 4;

impl Vm {
    /// Does something while no `__del__` and no callback of a weak reference is called.
    pub(crate) fn without_finalizers<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let finalizing = core::mem::replace(&mut self.finalizing, true);
        let result = f(self);
        self.finalizing = finalizing;
        result
    }

    /// Runs weak reference callbacks and `__del__` methods that a collection found due, and closes generators.
    pub(crate) fn run_finalizers(&mut self) -> Res<()> {
        if self.finalizing || (self.heap.weak_callbacks.is_empty() && self.heap.to_finalize.is_empty()) {
            return Ok(());
        }
        self.finalizing = true;
        let result = self.finalize_all();
        self.finalizing = false;
        result
    }

    /// At the end of a program: finalizes what is left, the oldest first. The objects stay whole meanwhile.
    ///
    /// # Errors
    /// A stop.
    pub(crate) fn finalize_rest(&mut self) -> Res<()> {
        for _ in 0..ROUNDS {
            if self.heap.finalizable.is_empty() && self.heap.to_finalize.is_empty() {
                break;
            }
            let rest = core::mem::take(&mut self.heap.finalizable);
            self.heap.to_finalize.extend(rest);
            self.run_finalizers()?;
        }
        Ok(())
    }

    fn finalize_all(&mut self) -> Res<()> {
        let callbacks = core::mem::take(&mut self.heap.weak_callbacks);
        let objects = core::mem::take(&mut self.heap.to_finalize);
        let mark = self.roots.len();
        self.roots.extend(callbacks.iter().flat_map(|(callback, reference)| [*callback, *reference]));
        self.roots.extend(objects.iter().copied());
        for (callback, reference) in callbacks {
            self.ignoring("calling weakref callback", callback, |vm| vm.call(callback, &[reference]))?;
        }
        for object in objects {
            if let Value::Generator(id) = object {
                self.ignoring("closing generator", object, |vm| vm.finalize_generator(id))?;
            } else {
                self.call_del(object)?;
            }
        }
        self.roots.truncate(mark);
        Ok(())
    }

    /// Calls `__del__`. A descriptor under this name runs code, too, and what that raises has nowhere to go either.
    fn call_del(&mut self, object: Value) -> Res<()> {
        let class = Value::Class(self.class_of(object));
        let mark = self.roots.len();
        let mut found = None;
        self.ignoring("calling deallocator", class, |vm| {
            found = vm.lookup_special(object, vm.names.__del__)?;
            Ok(Value::None)
        })?;
        if let Some(method) = found {
            self.keep(method);
            let function = if let Value::Bound(id) = method { self.heap.bounds[id].function } else { method };
            self.ignoring("calling deallocator", function, |vm| vm.call(method, &[]))?;
        }
        self.roots.truncate(mark);
        Ok(())
    }

    /// Does something where an exception has nowhere to go: `sys.unraisablehook` shows it. A stop goes on.
    fn ignoring(&mut self, doing: &str, object: Value, f: impl FnOnce(&mut Self) -> Res) -> Res<()> {
        let raised = self.heap.raised;
        let mark = self.roots.len();
        self.keep(raised);
        if let Err(it) = f(self) {
            let exception = self.take_raised(it)?;
            self.keep(exception);
            if let Err(it) = self.show_ignored(doing, object, exception) {
                self.take_raised(it)?;
            }
        }
        self.roots.truncate(mark);
        self.heap.raised = raised;
        Ok(())
    }

    fn show_ignored(&mut self, doing: &str, object: Value, exception: Value) -> Res {
        let message = format!("Exception ignored while {doing} {}", self.repr(object)?);
        let message = self.heap.string(message)?;
        self.keep(message);
        let class = Value::Class(self.class_of(exception));
        let traceback = match exception {
            Value::Exception(id) => self.heap.exceptions[id].traceback.or(Value::None),
            _ => Value::None,
        };
        let shown = self.simple_namespace(&[
            ("exc_type", class),
            ("exc_value", exception),
            ("exc_traceback", traceback),
            ("err_msg", message),
            ("object", Value::None),
        ])?;
        self.keep(shown);
        match self.sys_attribute("unraisablehook")? {
            Some(hook) if !hook.is_none() => self.call(hook, &[shown]),
            _ => crate::modules::sys::unraisablehook(self, &[shown]),
        }
    }
}
