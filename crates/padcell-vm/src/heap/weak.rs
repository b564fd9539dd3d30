//! Weak references: the one kind of reference that the collector does not follow.

use core::any::Any;

use super::collect::Tracer;
use super::kinds::Payload;
use crate::value::Value;

/// The data of a `weakref.ref` or proxy.
#[derive(Debug)]
pub struct WeakRef {
    /// Unset once the object is dead.
    pub target: Value,
    /// Called with the reference when the object has died; None for none.
    pub callback: Value,
    /// Python's hash of the target, once asked for.
    pub hash: Option<i64>,
}

impl Payload for WeakRef {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.callback);
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
