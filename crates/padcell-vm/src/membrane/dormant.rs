//! Cells that nobody has used yet: what they are to be is noted, and they are made when somebody enters them.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Child;
use crate::error::{Res, Unwind};
use crate::heap::Tracer;
use crate::value::Value;
use crate::vm::{Settings, Vm};

/// Something that is done to a child, with values of its supervisor that cross.
pub(crate) type Deed = Box<dyn FnOnce(&mut Vm, &[Value]) -> Res<()> + Send>;

/// What the supervisor is charged beyond the template, so that the cell fits when it is made.
const SPARE: usize = 8 << 10;
/// Cells with less fuel than this are made at once: that may not suffice.
const ENOUGH_FUEL: u64 = 10_000;
/// More deeds than this are not noted: a cell that so much is done to is in use.
const MAX_DEEDS: usize = 16;
/// What a deed costs until it is done, about.
const DEED_COST: usize = 160;
/// A longer list crosses at once.
const SHORT: usize = 64;

/// What a cell is to be.
pub(super) struct Dormant {
    settings: Settings,
    deeds: Vec<(Deed, Vec<Value>)>,
}

impl Dormant {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        self.deeds.iter().for_each(|(_, args)| tracer.visit_all(args));
    }
}

impl Vm {
    /// Whether a child with such settings can wait until somebody uses it: it is known what it needs, and that it gets that.
    /// It is charged `kept` bytes for what it keeps besides.
    pub(crate) fn can_wait(&self, settings: &Settings, kept: usize) -> bool {
        let Some(size) = self.template_size(settings).and_then(|it| it.checked_add(kept)) else {
            return false;
        };
        let limit = crate::vm::memory_limit(&settings.budget);
        limit >= size + 4 * SPARE
            && settings.budget.fuel.is_none_or(|it| it >= ENOUGH_FUEL)
            && self.heap.has_room(size + 8 * SPARE)
    }

    /// Takes in a child that is made later; `handle` is the object that stands for it, `first` what is done to it
    /// then, which charges it for `kept` bytes.
    ///
    /// # Errors
    /// When the child would not fit into this cell's memory.
    pub(crate) fn adopt_dormant(
        &mut self,
        settings: Settings,
        kept: usize,
        handle: Value,
        first: Deed,
    ) -> Res<u32> {
        let Value::Object(handle) = handle else { return Err(self.type_error("not a cell")) };
        let size = self.template_size(&settings).unwrap_or_default();
        self.spend_for_template()?;
        let charged = size + kept + SPARE;
        self.heap.charge_fixed(charged)?;
        let dormant = Some(Box::new(Dormant { settings, deeds: alloc::vec![(first, Vec::new())] }));
        Ok(self.membrane.add_child(Child { dormant, ..Child::new(handle, charged) }))
    }

    pub(crate) fn is_dormant(&self, number: u32) -> bool {
        self.membrane.children.get(&number).is_some_and(|it| it.dormant.is_some())
    }

    /// Notes something that is to be done to a child, if that waits to be made and the arguments are sure to cross then.
    pub(super) fn note_deed(&mut self, number: u32, args: &[Value], deed: Deed) -> Res<Option<Deed>> {
        if !self.is_dormant(number) || !args.iter().all(|it| self.crosses_surely(*it)) {
            return Ok(Some(deed));
        }
        self.heap.charge_fixed(DEED_COST)?;
        let Some(child) = self.membrane.children.get_mut(&number) else { return Ok(Some(deed)) };
        child.charged += DEED_COST;
        match &mut child.dormant {
            Some(it) if it.deeds.len() < MAX_DEEDS => it.deeds.push((deed, args.to_vec())),
            _ => return Ok(Some(deed)),
        }
        Ok(None)
    }

    fn crosses_surely(&self, value: Value) -> bool {
        match value {
            Value::Unset | Value::None | Value::Bool(_) | Value::Function(_) | Value::Bound(_) => true,
            Value::Str(id) => self.str_is_short(id),
            Value::List(id) => {
                let items = &self.heap.lists[id].items;
                items.len() <= SHORT
                    && items.iter().all(|it| matches!(it, Value::Str(id) if self.str_is_short(*id)))
            }
            _ => false,
        }
    }

    fn str_is_short(&self, id: crate::heap::Id<crate::heap::Str>) -> bool {
        self.heap.text(id).len() <= SHORT
    }

    /// Makes a child that waits for it. If that fails it has ended: it never runs with less done to it than was asked for.
    ///
    /// # Errors
    /// When there is no memory or fuel for it.
    pub(crate) fn wake(&mut self, number: u32) -> Res<()> {
        let Some(child) = self.membrane.children.get_mut(&number) else { return Ok(()) };
        let Some(dormant) = child.dormant.take() else { return Ok(()) };
        let Dormant { settings, deeds } = *dormant;
        let mark = self.roots.len();
        deeds.iter().for_each(|(_, args)| self.roots.extend_from_slice(args));
        let made = self.make_waiting(number, settings, deeds);
        self.roots.truncate(mark);
        if made.is_err() {
            self.drop_child(number);
        }
        made
    }

    fn make_waiting(&mut self, number: u32, settings: Settings, deeds: Vec<(Deed, Vec<Value>)>) -> Res<()> {
        let mut made = match self.new_child(settings) {
            Ok(it) => it,
            Err(_) => {
                // What interrupts this cell interrupts one in the making, too.
                self.poll_interrupt()?;
                return Err(self.memory_error("there is no memory for the cell"));
            }
        };
        made.membrane.level = self.membrane.level + 1;
        // That was spent when it was adopted.
        made.give_slice_back();
        let used = made.heap.usage().0;
        if let Some(child) = self.membrane.children.get_mut(&number) {
            self.heap.adjust_fixed(child.charged, used);
            child.charged = used;
            child.vm = Some(Box::new(made));
        }
        for (deed, args) in deeds {
            self.at_child_now(number, &args, true, deed)?;
        }
        Ok(())
    }

    /// Makes all children that wait for it.
    pub(super) fn wake_children(&mut self) {
        let waiting = |(number, child): (&u32, &Child)| child.dormant.is_some().then_some(*number);
        let numbers: Vec<u32> = self.membrane.children.iter().filter_map(waiting).collect();
        for number in numbers {
            self.wake_or_end(number);
        }
    }

    /// Makes a child that waits for it, where nobody can be told that this failed.
    pub(super) fn wake_or_end(&mut self, number: u32) {
        if self.wake(number) == Err(Unwind::Raised) {
            self.heap.raised = Value::Unset;
        }
    }
}
