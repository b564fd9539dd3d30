//! The membrane: the one place where values pass between a cell and its supervisor.
//!
//! A child cell is a whole [`Vm`] of its own. While it runs, it stands in its parent's place and holds the parent (and
//! when it calls the parent back, they change places again): so natives always work on "the" machine, and neither side
//! ever has a reference to the other. Plain values cross by copy. Everything else stays where it is: the other side gets
//! a [`Remote`], an opaque number, and asks this side to do what its kind permits.
//!
//! A child lives as long as its handle in the parent's heap, and what the parent shares with it lives as long: the
//! collector follows a child's share only when it has found the handle, so that a cell which holds its own supervisor's
//! objects does not keep itself alive.

mod crossing;
mod dates;
mod dormant;
mod exception;
mod file;
mod operation;
mod remote;
mod shared;
mod transfer;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;

use padcell_policy::{StopKind, Watch};

use dates::Dates;
pub use operation::Operation;
pub use remote::Remote;
use shared::{EXPORT_COST, MAX_EXPORTS, Shared};

use crate::descriptors::Descriptors;
use crate::error::{Res, Unwind};
use crate::heap::{Bystander, Class, Heap, Id, Object, Tracer};
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
    /// Absent while it runs, and until it is made.
    vm: Option<Box<Vm>>,
    /// What it is to be, until somebody uses it.
    dormant: Option<Box<dormant::Dormant>>,
    /// The object that stands for it; when that dies, so does the cell.
    handle: Id<Object>,
    shared: Shared,
    /// How many calls into it are under way.
    entered: u32,
    /// It was ended while it was entered: it goes when the last call has returned.
    ended: bool,
    /// Bytes of it that are charged to the parent.
    charged: usize,
    /// The collection under way has found its handle.
    found: bool,
}

impl Child {
    /// One that nobody has entered, yet to be given its cell or what that is to be.
    fn new(handle: Id<Object>, charged: usize) -> Self {
        Self {
            vm: None,
            dormant: None,
            handle,
            shared: Shared::default(),
            entered: 0,
            ended: false,
            charged,
            found: false,
        }
    }

    /// What it holds of its supervisor's, or will.
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.shared.trace_exports(tracer);
        if let Some(it) = &self.dormant {
            it.trace(tracer);
        }
    }
}

/// A cell's side of its membranes.
#[derive(Default)]
pub(crate) struct Membrane {
    /// By number; a number is never used again.
    children: BTreeMap<u32, Child>,
    next_child: u32,
    /// The supervisor, while this cell runs, and this cell's number there.
    outer: Option<(Box<Vm>, u32)>,
    /// What is shared with the supervisor.
    parent: Shared,
    /// How many cells are around this one.
    pub(crate) level: u32,
    /// Fuel that the cells around this one have not been charged for yet.
    owed: u64,
    /// The time limit of the run under way, in a child.
    watch: Option<Box<dyn Watch>>,
    /// The class of remotes, once there is one.
    pub(crate) remote_class: Option<Id<Class>>,
    /// That of files which this cell has opened.
    file_class: Option<Id<Class>>,
    /// The exception class by which a supervisor learns that a cell was stopped.
    pub(crate) stopped_class: Option<Id<Class>>,
    /// The classes of dates, once the library has loaded them.
    dates: Option<Dates>,
    /// A crossing ended since the classes of dates have to be loaded first.
    wants_dates: bool,
}

/// A cell may not be inside more cells than this.
const MAX_LEVEL: u32 = 64;

impl Membrane {
    /// Everything that a neighbour holds.
    pub(crate) fn trace_all(&self, tracer: &mut Tracer<'_>) {
        self.parent.trace_exports(tracer);
        self.dates.iter().for_each(|it| it.trace(tracer));
        for child in self.children.values() {
            child.trace(tracer);
        }
    }

    /// Takes in a child, under a number that no other had.
    fn add_child(&mut self, child: Child) -> u32 {
        let number = self.next_child;
        self.next_child += 1;
        self.children.insert(number, child);
        number
    }

    /// Whether there are cells in this one.
    pub(crate) fn has_children(&self) -> bool {
        !self.children.is_empty()
    }

    /// The object that stands for a child.
    fn handle_of(&self, peer: Peer) -> Value {
        match peer {
            Peer::Parent => Value::Unset,
            Peer::Child(number) => {
                self.children.get(&number).map_or(Value::Unset, |it| Value::Object(it.handle))
            }
        }
    }

    fn shared(&mut self, peer: Peer) -> Option<&mut Shared> {
        match peer {
            Peer::Parent => Some(&mut self.parent),
            Peer::Child(number) => self.children.get_mut(&number).map(|it| &mut it.shared),
        }
    }
}

impl Bystander for Membrane {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.parent.trace_exports(tracer);
        self.dates.iter().for_each(|it| it.trace(tracer));
        for child in self.children.values().filter(|it| it.entered > 0) {
            tracer.visit(Value::Object(child.handle));
        }
    }

    fn trace_found(&mut self, heap: &Heap, tracer: &mut Tracer<'_>) -> bool {
        let mut more = false;
        for child in self.children.values_mut().filter(|it| !it.found) {
            if heap.objects.is_marked(child.handle) {
                child.found = true;
                child.trace(tracer);
                more = true;
            }
        }
        more
    }

    fn forget_dead(&mut self, heap: &Heap) {
        self.parent.forget_dead(heap);
        for child in self.children.values_mut() {
            child.shared.forget_dead(heap);
        }
    }
}

impl Vm {
    /// Whether another cell can be made in this one.
    ///
    /// # Errors
    /// RecursionError where cells are nested too deeply.
    pub(crate) fn check_level(&mut self) -> Res<()> {
        if self.membrane.level >= MAX_LEVEL {
            return Err(self.recursion_error("cells are nested too deeply"));
        }
        Ok(())
    }

    /// Takes in a child cell; `handle` is the object that stands for it.
    ///
    /// # Errors
    /// When the child does not fit into this cell's memory.
    pub(crate) fn adopt(&mut self, mut child: Box<Vm>, handle: Value) -> Res<u32> {
        let Value::Object(handle) = handle else { return Err(self.type_error("not a cell")) };
        child.membrane.level = self.membrane.level + 1;
        // Its slices are taken from the cells around it, too, from now on.
        child.give_slice_back();
        self.spend(usize::try_from(child.fuel_spent()).unwrap_or(usize::MAX))?;
        let charged = child.heap.usage().0;
        self.heap.charge_fixed(charged)?;
        Ok(self.membrane.add_child(Child { vm: Some(child), ..Child::new(handle, charged) }))
    }

    /// A child that does not run just now, unless it has ended.
    pub(crate) fn child_mut(&mut self, number: u32) -> Option<&mut Vm> {
        self.wake_or_end(number);
        self.membrane.children.get_mut(&number).filter(|it| !it.ended).and_then(|it| it.vm.as_deref_mut())
    }

    /// All children that have not ended.
    pub(crate) fn children_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.wake_children();
        self.membrane.children.values_mut().filter(|it| !it.ended).filter_map(|it| it.vm.as_deref_mut())
    }

    /// How many cells there are within this one.
    pub(crate) fn count_below(&mut self) -> usize {
        self.children_mut().map(|it| 1 + it.count_below()).sum()
    }

    /// Does something to all cells within this one for which each of them takes so many bytes; this cell was charged for
    /// all of them before. Gives how many bytes that was.
    pub(crate) fn below(&mut self, bytes: usize, f: &dyn Fn(&mut Self)) -> usize {
        self.wake_children();
        let mut taken = 0;
        for child in self.membrane.children.values_mut().filter(|it| !it.ended) {
            let Some(vm) = child.vm.as_deref_mut() else { continue };
            f(vm);
            let within = bytes.saturating_add(vm.below(bytes, f));
            vm.heap.adjust_fixed(0, within);
            child.charged = child.charged.saturating_add(within);
            taken += within;
        }
        taken
    }

    /// Ends a child and all cells in it: its heap is gone, remotes to it are dead. One that has called out from inside
    /// stays until that call has returned, and runs no further.
    pub(crate) fn drop_child(&mut self, number: u32) {
        let Some(child) = self.membrane.children.get_mut(&number) else { return };
        if child.entered > 0 {
            child.ended = true;
            if let Some(vm) = &mut child.vm {
                vm.heap.stop.get_or_insert(StopKind::Abort);
            }
            return;
        }
        if let Some(vm) = &mut child.vm {
            vm.settle_all();
        }
        let (charged, exports) = (child.charged, child.shared.exports());
        self.membrane.children.remove(&number);
        self.heap.adjust_fixed(charged + exports * EXPORT_COST, 0);
    }

    /// Passes on what the cells in this one have written to their files, before they are gone. Nothing of their code runs.
    pub(crate) fn settle_children(&mut self) {
        let children = self.membrane.children.values_mut().filter_map(|it| it.vm.as_mut());
        children.for_each(|it| it.settle_all());
    }

    fn settle_all(&mut self) {
        self.settle_children();
        // What a budget has stopped is as if it had been killed.
        if self.heap.stop.is_none() && self.has_state::<Descriptors>() && self.settle_files().is_err() {
            self.heap.raised = Value::Unset;
        }
    }

    /// After a collection: ends the children whose handle is gone.
    pub(crate) fn sweep_membrane(&mut self) {
        let mut dead = alloc::vec::Vec::new();
        for (number, child) in &mut self.membrane.children {
            if !core::mem::take(&mut child.found) && child.entered == 0 {
                dead.push(*number);
            }
        }
        for number in dead {
            self.drop_child(number);
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
            if let Err(it) = self.describe_stop(exception, kind, false) {
                return it;
            }
        }
        unwind
    }

    /// Takes fuel from every cell around this one; false if one of them has none left.
    pub(crate) fn charge_outer(&mut self, fuel: u64) -> bool {
        if self.membrane.outer.is_none() && self.membrane.level > 0 {
            // Something crosses just now, and the cells around are out of reach: they get it soon.
            self.membrane.owed += fuel;
            return true;
        }
        let fuel = fuel + core::mem::take(&mut self.membrane.owed);
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

    /// Gives back what is left of this cell's slice of fuel, here and in the cells around it.
    fn return_slice(&mut self) {
        if self.heap.stop.is_some() || !self.charge_outer(0) {
            return;
        }
        let unused = self.give_slice_back();
        let mut at = self.membrane.outer.as_mut();
        while let Some((vm, _)) = at {
            vm.return_fuel(unused);
            at = vm.membrane.outer.as_mut();
        }
    }

    /// How many of `bytes` this cell and those around it may still write, taken from all of them.
    pub(crate) fn take_output(&mut self, bytes: u64) -> u64 {
        let mut allowed = bytes.min(self.output_left);
        let mut at = self.membrane.outer.as_ref();
        while let Some((vm, _)) = at {
            allowed = allowed.min(vm.output_left);
            at = vm.membrane.outer.as_ref();
        }
        self.output_left -= allowed;
        let mut at = self.membrane.outer.as_mut();
        while let Some((vm, _)) = at {
            vm.output_left -= allowed;
            at = vm.membrane.outer.as_mut();
        }
        allowed
    }

    /// The number under which an object is shared with a neighbour.
    fn export(&mut self, peer: Peer, value: Value) -> Res<u32> {
        let (Some(key), Some(shared)) = (value.handle(), self.membrane.shared(peer)) else {
            return Err(self.runtime_error("the cell has ended"));
        };
        if let Some(number) = shared.number_of(key) {
            return Ok(number);
        }
        if shared.exports() >= MAX_EXPORTS {
            return Err(self.memory_error("too many objects are shared across the membrane"));
        }
        self.heap.charge_fixed(EXPORT_COST)?;
        match self.membrane.shared(peer) {
            Some(shared) => Ok(shared.export(key, value)),
            None => Err(self.runtime_error("the cell has ended")),
        }
    }

    /// The object that is shared with a neighbour under a number.
    pub(crate) fn exported(&mut self, peer: Peer, number: u32) -> Option<Value> {
        self.membrane.shared(peer).and_then(|it| it.exported(number))
    }

    /// Drops exports that a neighbour has released.
    fn drop_exports(&mut self, peer: Peer, numbers: &[u32]) {
        if let Some(shared) = self.membrane.shared(peer) {
            let dropped = shared.drop_exports(numbers);
            self.heap.adjust_fixed(dropped * EXPORT_COST, 0);
        }
    }
}
