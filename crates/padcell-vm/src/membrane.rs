//! The membrane: the one place where values pass between a cell and its supervisor.
//!
//! A child cell is a whole [`Vm`] of its own. While it runs, it stands in its parent's place and holds the parent (and
//! when it calls the parent back, they change places again): so natives always work on "the" machine, and neither side
//! ever has a reference to the other. Plain values cross by copy. Everything else stays where it is: the other side gets
//! a [`Remote`], an opaque number, and asks this side to do what its kind permits.

mod operation;
mod remote;
mod transfer;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use padcell_policy::StopKind;

pub use operation::Operation;
pub use remote::Remote;

use crate::error::{Res, Unwind};
use crate::heap::{Class, Id, Tracer, WeakRef};
use crate::value::Value;
use crate::vm::Vm;

/// Which neighbour of a cell is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// The cell's supervisor.
    Parent,
    /// The child with this number.
    Child(u32),
}

/// A child cell.
struct Child {
    /// Absent while it runs, and once it has ended.
    vm: Option<Box<Vm>>,
    /// Weak reference to the object that stands for it; when that dies, so does the cell.
    handle: Value,
}

/// A cell's side of its membranes.
#[derive(Default)]
pub(crate) struct Membrane {
    children: Vec<Child>,
    /// The supervisor, while this cell runs, and this cell's number there.
    outer: Option<(Box<Vm>, u32)>,
    /// Objects that others hold remotes to; the key is the remote's number.
    exports: BTreeMap<u32, Value>,
    /// Number of each exported object.
    numbers: BTreeMap<(u8, u32), u32>,
    next_number: u32,
    /// Weak references to the remotes that this cell holds.
    imports: BTreeMap<(Peer, u32), Value>,
    /// Numbers of exports that a neighbour does not hold any more.
    released: Vec<(Peer, u32)>,
    /// The class of remotes, once there is one.
    pub(crate) remote_class: Option<Id<Class>>,
    /// The exception class by which a supervisor learns that a cell was stopped.
    pub(crate) stopped_class: Option<Id<Class>>,
}

impl Membrane {
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for value in self.exports.values().chain(self.imports.values()) {
            tracer.visit(*value);
        }
        for child in &self.children {
            tracer.visit(child.handle);
        }
    }
}

/// More objects than this may not be shared with one neighbour at a time: each costs memory on both sides.
const MAX_EXPORTS: usize = 100_000;

impl Vm {
    /// Takes in a child cell; `handle` is a weak reference to the object that stands for it.
    pub(crate) fn adopt(&mut self, child: Box<Vm>, handle: Value) -> u32 {
        let number = self.membrane.children.len() as u32;
        self.membrane.children.push(Child { vm: Some(child), handle });
        number
    }

    /// A child that does not run just now.
    pub(crate) fn child_mut(&mut self, number: u32) -> Option<&mut Vm> {
        self.membrane.children.get_mut(number as usize).and_then(|it| it.vm.as_deref_mut())
    }

    /// Ends a child: its heap is gone, remotes to it are dead.
    pub(crate) fn drop_child(&mut self, number: u32) {
        if let Some(child) = self.membrane.children.get_mut(number as usize) {
            child.vm = None;
            child.handle = Value::Unset;
        }
    }

    /// After a collection: ends the children whose object is gone, and notes remotes that are.
    pub(crate) fn sweep_membrane(&mut self) {
        let is_dead = |vm: &Self, reference: Value| {
            vm.payload::<WeakRef>(reference).is_some_and(|it| it.target.is_unset())
        };
        let dead: Vec<u32> = (0u32..)
            .zip(&self.membrane.children)
            .filter(|(_, it)| it.vm.is_some() && it.handle.is_set() && is_dead(self, it.handle))
            .map(|(number, _)| number)
            .collect();
        for number in dead {
            self.drop_child(number);
        }
        let gone: Vec<(Peer, u32)> =
            self.membrane.imports.iter().filter(|(_, it)| is_dead(self, **it)).map(|(key, _)| *key).collect();
        for key in gone {
            self.membrane.imports.remove(&key);
            self.membrane.released.push(key);
        }
    }

    /// Changes places with a child: afterwards `self` is the child.
    ///
    /// # Errors
    /// RuntimeError if the child has ended or runs already further out.
    fn enter_child(&mut self, number: u32) -> Res<()> {
        let Some(mut child) = self.membrane.children.get_mut(number as usize).and_then(|it| it.vm.take())
        else {
            return Err(self.runtime_error("the cell has ended"));
        };
        if child.heap.stop.is_some() {
            let reason = child.heap.stop;
            self.membrane.children[number as usize].vm = Some(child);
            return Err(self.cell_stopped(number, reason));
        }
        // What the child may use is what its own budget and its parent's room allow.
        let room = self.heap.limit().saturating_sub(self.heap.usage().0);
        child.heap.limit_to(room);
        let depth = self.native_depth;
        core::mem::swap(self, &mut *child);
        self.native_depth += depth;
        self.outer_depth.push(depth);
        self.membrane.outer = Some((child, number));
        Ok(())
    }

    /// Changes places with the parent: afterwards `self` is the parent.
    fn leave_child(&mut self) -> u32 {
        let Some((mut parent, number)) = self.membrane.outer.take() else { return u32::MAX };
        self.native_depth -= self.outer_depth.pop().unwrap_or(0);
        core::mem::swap(self, &mut *parent);
        self.membrane.children[number as usize].vm = Some(parent);
        number
    }

    /// Runs `f` in a child; its arguments and result cross the membrane.
    ///
    /// # Errors
    /// What the child raises, rebuilt here; that it was stopped.
    pub(crate) fn in_child(
        &mut self,
        number: u32,
        args: &[Value],
        f: impl FnOnce(&mut Vm, &[Value]) -> Res,
    ) -> Res {
        self.enter_native()?;
        let before = self.child_footprint(number);
        let result = self.in_child_inner(number, args, f);
        let after = self.child_footprint(number);
        self.native_depth -= 1;
        // The child's memory is its parent's too.
        self.heap.adjust_fixed(before, after);
        result
    }

    fn child_footprint(&self, number: u32) -> usize {
        let child = self.membrane.children.get(number as usize).and_then(|it| it.vm.as_ref());
        child.map_or(0, |it| it.heap.usage().0)
    }

    fn in_child_inner(
        &mut self,
        number: u32,
        args: &[Value],
        f: impl FnOnce(&mut Vm, &[Value]) -> Res,
    ) -> Res {
        self.enter_child(number)?;
        let mark = self.roots.len();
        let result = self.import_from_parent(args).and_then(|args| {
            self.roots.extend_from_slice(&args);
            f(self, &args)
        });
        self.roots.truncate(mark);
        let raised = core::mem::take(&mut self.heap.raised);
        let reason = self.heap.stop;
        self.leave_child();
        if self.heap.stop.is_some() {
            return Err(Unwind::Stop);
        }
        match result {
            Ok(value) => self.import_from_child(number, value),
            Err(Unwind::Raised) => {
                let exception = self.import_from_child(number, raised)?;
                Err(self.raise(exception))
            }
            Err(Unwind::Stop) => Err(self.cell_stopped(number, reason)),
        }
    }

    /// Runs `f` in the supervisor, called by this cell.
    ///
    /// # Errors
    /// What the supervisor raises, rebuilt here.
    pub(crate) fn in_parent(&mut self, args: &[Value], f: impl FnOnce(&mut Vm, &[Value]) -> Res) -> Res {
        if self.membrane.outer.is_none() {
            return Err(self.runtime_error("the supervisor is gone"));
        }
        self.enter_native()?;
        let depth = self.native_depth;
        let number = self.leave_child();
        let own_depth = self.native_depth;
        self.native_depth = depth;
        let mark = self.roots.len();
        let result = self.import_args_from_child(number, args).and_then(|args| {
            self.roots.extend_from_slice(&args);
            f(self, &args)
        });
        self.roots.truncate(mark);
        self.native_depth = own_depth;
        let raised = core::mem::take(&mut self.heap.raised);
        let stopped = self.heap.stop;
        // Back, whatever happened: the child's frames wait.
        let Some(mut child) = self.membrane.children.get_mut(number as usize).and_then(|it| it.vm.take())
        else {
            // The supervisor ended the cell while it called: nothing of it runs any more.
            return Err(self.stop(StopKind::Abort));
        };
        core::mem::swap(self, &mut *child);
        self.outer_depth.push(child.native_depth);
        self.membrane.outer = Some((child, number));
        self.native_depth = depth - 1;
        if let Some(kind) = stopped {
            return Err(self.stop(kind));
        }
        if self.heap.stop.is_some() {
            return Err(Unwind::Stop);
        }
        match result {
            Ok(value) => self.import_one_from_parent(value),
            Err(Unwind::Raised) => {
                let exception = self.import_one_from_parent(raised)?;
                Err(self.raise(exception))
            }
            Err(Unwind::Stop) => Err(self.stop(StopKind::Abort)),
        }
    }

    /// The exception by which a supervisor learns that a cell was stopped.
    fn cell_stopped(&mut self, number: u32, reason: Option<StopKind>) -> Unwind {
        let kind = reason.unwrap_or(StopKind::Abort);
        let (text, place) = match self.child_mut(number) {
            Some(child) => (
                alloc::format!("{}", kind.describe(child.budget())),
                child
                    .stop_place()
                    .map(|(file, line, function)| alloc::format!(" in {function}, {file}:{line}")),
            ),
            None => (alloc::format!("{kind}"), None),
        };
        let text = alloc::format!("{text}{}", place.unwrap_or_default());
        let class = self.membrane.stopped_class.unwrap_or(self.exceptions.runtime_error);
        let unwind = self.raise_text(class, &text);
        if unwind == Unwind::Raised {
            let exception = self.heap.raised;
            let name = match self.intern("kind") {
                Ok(it) => it,
                Err(it) => return it,
            };
            if let Err(it) = self.note_kind(exception, name, kind) {
                return it;
            }
        }
        unwind
    }

    fn note_kind(&mut self, exception: Value, name: Id<crate::heap::Str>, kind: StopKind) -> Res<()> {
        let text = self.heap.str(kind.name())?;
        self.setattr(exception, name, text)
    }

    /// Takes fuel from every cell around this one; false if one of them has none left.
    pub(crate) fn charge_outer(&mut self, fuel: u64) -> bool {
        let mut at = self.membrane.outer.as_mut();
        while let Some((vm, _)) = at {
            if !vm.take_fuel(fuel) {
                vm.heap.stop = Some(StopKind::Fuel);
                return false;
            }
            at = vm.membrane.outer.as_mut();
        }
        true
    }

    /// The number under which an object is shared.
    fn export(&mut self, value: Value) -> Res<u32> {
        let Some(key) = value.handle() else { return Ok(0) };
        if let Some(number) = self.membrane.numbers.get(&key) {
            return Ok(*number);
        }
        if self.membrane.exports.len() >= MAX_EXPORTS {
            return Err(self.memory_error("too many objects are shared across the membrane"));
        }
        self.heap.charge(96)?;
        self.membrane.next_number += 1;
        let number = self.membrane.next_number;
        self.membrane.exports.insert(number, value);
        self.membrane.numbers.insert(key, number);
        Ok(number)
    }

    /// The object that is shared under a number.
    pub(crate) fn exported(&self, number: u32) -> Option<Value> {
        self.membrane.exports.get(&number).copied()
    }

    /// Drops exports that a neighbour has released.
    fn drop_exports(&mut self, numbers: &[u32]) {
        for number in numbers {
            if let Some(value) = self.membrane.exports.remove(number) {
                if let Some(key) = value.handle() {
                    self.membrane.numbers.remove(&key);
                }
            }
        }
    }
}
