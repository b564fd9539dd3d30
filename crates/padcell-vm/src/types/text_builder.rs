//! Builds the text of a repr piece by piece, within the memory and fuel budgets.

use alloc::string::String;

use crate::error::Res;
use crate::heap::{Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// Text under construction.
#[derive(Default)]
pub(crate) struct TextBuilder {
    text: String,
    surrogates: bool,
}

impl TextBuilder {
    pub(crate) fn new(start: &str) -> Self {
        Self { text: String::from(start), surrogates: false }
    }

    fn reserve(&mut self, vm: &mut Vm, more: usize) -> Res<()> {
        if self.text.capacity() - self.text.len() < more {
            let wanted = self.text.len().saturating_add(more).saturating_mul(2);
            vm.heap.room(wanted)?;
        }
        vm.spend(1 + more / 32)
    }

    pub(crate) fn push(&mut self, vm: &mut Vm, piece: &str) -> Res<()> {
        self.reserve(vm, piece.len())?;
        self.text.push_str(piece);
        Ok(())
    }

    /// Adds the repr of a value.
    pub(crate) fn push_repr(&mut self, vm: &mut Vm, value: Value) -> Res<()> {
        let repr = vm.repr_value(value)?;
        let Value::Str(id) = vm.unwrap(repr) else { return Ok(()) };
        self.reserve(vm, vm.heap.text(id).len())?;
        self.text.push_str(vm.heap.text(id));
        self.surrogates |= vm.heap.str_has_surrogates(id);
        Ok(())
    }

    /// Adds a string.
    pub(crate) fn push_str(&mut self, vm: &mut Vm, id: Id<Str>) -> Res<()> {
        let len = vm.heap.text(id).len();
        self.push_part(vm, id, (0, len))
    }

    /// Adds the part of a string between two byte offsets.
    pub(crate) fn push_part(&mut self, vm: &mut Vm, id: Id<Str>, part: (usize, usize)) -> Res<()> {
        self.reserve(vm, part.1.saturating_sub(part.0))?;
        self.text.push_str(vm.heap.text(id).get(part.0..part.1).unwrap_or_default());
        self.surrogates |= vm.heap.str_has_surrogates(id);
        Ok(())
    }

    pub(crate) fn finish(self, vm: &mut Vm) -> Res {
        vm.heap.string_flagged(self.text, self.surrogates)
    }
}

impl Vm {
    /// Runs `f`, which makes the repr of `this`, unless that is under way already: then the repr is `cycle`.
    pub(crate) fn guarded_repr(&mut self, this: Value, cycle: &str, f: impl FnOnce(&mut Self) -> Res) -> Res {
        let Some(handle) = this.handle() else { return f(self) };
        if self.repr_active.contains(&handle) {
            return self.heap.str(cycle);
        }
        self.repr_active.push(handle);
        let result = f(self);
        self.repr_active.pop();
        result
    }
}
