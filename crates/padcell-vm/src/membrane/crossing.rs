//! Changing places: how control passes into a child and back to its supervisor.

use alloc::boxed::Box;

use padcell_policy::{Signal, StopKind};

use super::Peer;
use crate::error::{Res, Unwind};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Changes places with a child: afterwards `self` is the child.
    ///
    /// # Errors
    /// RuntimeError if the child has ended, what says that it was stopped.
    fn enter_child(&mut self, number: u32) -> Res<()> {
        self.wake(number)?;
        let Some(child) = self.membrane.children.get_mut(&number).filter(|it| !it.ended) else {
            return Err(self.runtime_error("the cell has ended"));
        };
        let reason = child.vm.as_ref().and_then(|it| it.heap.stop);
        if reason.is_some() {
            return Err(self.cell_stopped(number, reason));
        }
        child.entered += 1;
        let Some(mut vm) = child.vm.take() else {
            child.entered -= 1;
            return Err(self.runtime_error("the cell has ended"));
        };
        vm.limit_to_room_of(self);
        // A child that waits further out has its own depth counted in its parent's.
        let depth = self.native_depth;
        core::mem::swap(self, &mut *vm);
        self.waiting_depth.push(self.native_depth);
        self.native_depth = depth;
        self.membrane.outer = Some((vm, number));
        Ok(())
    }

    /// What the child may use is what its own budget and its parent's room allow.
    fn limit_to_room_of(&mut self, parent: &Self) {
        let room = parent.heap.limit().saturating_sub(parent.heap.usage().0);
        self.heap.limit_to(room);
    }

    /// Changes places with the parent: afterwards `self` is the parent. The child's memory is its parent's too.
    fn leave_child(&mut self) -> u32 {
        // If that is more than one of them has, that one is stopped by it.
        self.charge_outer(0);
        let Some((mut parent, number)) = self.membrane.outer.take() else { return u32::MAX };
        self.native_depth = self.waiting_depth.pop().unwrap_or(0);
        core::mem::swap(self, &mut *parent);
        if let Some(child) = self.membrane.children.get_mut(&number) {
            let used = parent.heap.usage().0;
            self.heap.adjust_fixed(child.charged, used);
            child.charged = used;
            child.vm = Some(parent);
        }
        number
    }

    /// Starts the time of a run: its limit holds for what this cell does, not for what its supervisor does meanwhile.
    fn start_time(&mut self, resumed: bool) -> Res<()> {
        if resumed {
            if let Some(watch) = &mut self.membrane.watch {
                watch.resume();
            }
            return Ok(());
        }
        if self.budget().time_ns.is_some() {
            self.authority.interrupt().clear(Signal::Deadline);
            self.membrane.watch = self.arm_time_limit()?;
        }
        Ok(())
    }

    fn pause_time(&mut self) {
        if let Some(watch) = &mut self.membrane.watch {
            watch.pause();
        }
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
        let result = self.in_child_inner(number, args, f);
        self.native_depth -= 1;
        result
    }

    fn in_child_inner(
        &mut self,
        number: u32,
        args: &[Value],
        f: impl FnOnce(&mut Vm, &[Value]) -> Res,
    ) -> Res {
        self.enter_child(number)?;
        let again = self.membrane.outer.as_ref().is_some_and(|(parent, _)| {
            parent.membrane.children.get(&number).is_some_and(|it| it.entered > 1)
        });
        let mark = self.roots.len();
        let result = self.start_time(again).and_then(|()| self.import_from_parent(args)).and_then(|args| {
            self.roots.extend_from_slice(&args);
            f(self, &args)
        });
        self.roots.truncate(mark);
        let result = match result {
            // It may be the last that the cell did which stopped it, such as showing what it had printed.
            _ if self.heap.stop.is_some() => Err(Unwind::Stop),
            Err(Unwind::Raised) => {
                let raised = self.heap.raised;
                self.render_traceback(raised).and(Err(Unwind::Raised))
            }
            it => it,
        };
        if again {
            self.pause_time();
        } else {
            self.membrane.watch = None;
            self.return_slice();
        }
        let raised = core::mem::take(&mut self.heap.raised);
        let reason = self.heap.stop;
        self.leave_child();
        let result = self.out_of_child(number, result, raised, reason);
        if let Some(child) = self.membrane.children.get_mut(&number) {
            child.entered -= 1;
            if child.ended && child.entered == 0 {
                self.drop_child(number);
            }
        }
        result
    }

    /// Does something to a child that runs none of its code, with arguments that cross: nobody changes places for that, and
    /// it counts as no run of the child. A child that is entered already may be meant; to one that nobody has used yet it is
    /// done when it is made.
    ///
    /// # Errors
    /// What the child raises, rebuilt here; that it was stopped or has ended.
    pub(crate) fn at_child(
        &mut self,
        number: u32,
        args: &[Value],
        f: impl FnOnce(&mut Vm, &[Value]) -> Res<()> + Send + 'static,
    ) -> Res {
        if !self.is_dormant(number) {
            return self.at_made_child(number, args, f);
        }
        match self.note_deed(number, args, Box::new(f))? {
            None => Ok(Value::None),
            Some(deed) => {
                self.wake(number)?;
                self.at_made_child(number, args, deed)
            }
        }
    }

    /// The same, to a child that is made. Where it lacks the classes of dates it loads them first, by a run of its own.
    fn at_made_child(
        &mut self,
        number: u32,
        args: &[Value],
        f: impl FnOnce(&mut Vm, &[Value]) -> Res<()>,
    ) -> Res {
        // It is called once: not at all where the arguments do not cross yet.
        let mut f = Some(f);
        let mut deed = |vm: &mut Vm, args: &[Value]| f.take().map_or(Ok(()), |f| f(vm, args));
        let result = self.at_child_now(number, args, false, &mut deed);
        if !core::mem::take(&mut self.membrane.wants_dates) {
            return result;
        }
        self.heap.raised = Value::Unset;
        let mark = self.roots.len();
        self.roots.extend_from_slice(args);
        let loaded = self.in_child(number, &[], |vm, _| vm.load_dates().map(Value::Bool));
        self.roots.truncate(mark);
        let no_dates = !matches!(loaded?, Value::Bool(true));
        self.at_child_now(number, args, no_dates, deed)
    }

    /// The same once. Where there are dates but not yet their classes it fails and says so (`wants_dates`).
    ///
    /// # Errors
    /// As [`Vm::at_child`].
    pub(super) fn at_child_now(
        &mut self,
        number: u32,
        args: &[Value],
        no_dates: bool,
        f: impl FnOnce(&mut Vm, &[Value]) -> Res<()>,
    ) -> Res {
        let Some(child) = self.membrane.children.get_mut(&number).filter(|it| !it.ended) else {
            return Err(self.runtime_error("the cell has ended"));
        };
        let (idle, stopped) = (child.entered == 0, child.vm.as_ref().and_then(|it| it.heap.stop));
        if stopped.is_some() {
            return Err(self.cell_stopped(number, stopped));
        }
        let Some(mut vm) = child.vm.take() else {
            return Err(self.runtime_error("the cell has ended"));
        };
        vm.limit_to_room_of(self);
        if idle && vm.budget().time_ns.is_some() {
            vm.authority.interrupt().clear(Signal::Deadline);
        }
        let mark = vm.roots.len();
        let imported = vm.import_values(self, Peer::Parent, Peer::Child(number), args, no_dates);
        self.membrane.wants_dates = core::mem::take(&mut vm.membrane.wants_dates);
        let result = imported.and_then(|args| {
            vm.roots.extend_from_slice(&args);
            f(&mut vm, &args)
        });
        vm.roots.truncate(mark);
        let result = match result {
            _ if vm.heap.stop.is_some() => Err(Unwind::Stop),
            Err(Unwind::Raised) => vm.render_traceback(vm.heap.raised).and(Err(Unwind::Raised)),
            it => it,
        };
        let raised = core::mem::take(&mut vm.heap.raised);
        let (reason, mut owed) = (vm.heap.stop, 0);
        if idle {
            // Nothing ran that would have taken a slice from the cells around.
            let unused = vm.give_slice_back();
            owed = core::mem::take(&mut vm.membrane.owed).saturating_sub(unused);
        }
        let used = vm.heap.usage().0;
        if let Some(child) = self.membrane.children.get_mut(&number) {
            self.heap.adjust_fixed(child.charged, used);
            child.charged = used;
            child.vm = Some(vm);
        }
        self.spend(usize::try_from(owed).unwrap_or(usize::MAX))?;
        match result {
            Ok(()) => Ok(Value::None),
            Err(unwind) => self.out_of_child(number, Err(unwind), raised, reason),
        }
    }

    /// What came of a call into a child, here.
    fn out_of_child(&mut self, number: u32, result: Res, raised: Value, reason: Option<StopKind>) -> Res {
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
        let own_mark = self.roots.len();
        self.roots.extend_from_slice(args);
        let result = self.in_parent_inner(args, f);
        self.roots.truncate(own_mark);
        result
    }

    fn in_parent_inner(&mut self, args: &[Value], f: impl FnOnce(&mut Vm, &[Value]) -> Res) -> Res {
        let depth = self.native_depth;
        let waiting = self.waiting_depth.last().copied().unwrap_or(0);
        let number = self.leave_child();
        let own_depth = self.native_depth;
        self.native_depth = depth;
        let mark = self.roots.len();
        let imported = self.import_args_from_child(number, args);
        // What it passes on is its own work; what its supervisor does with that is not.
        if let Some(child) = self.membrane.children.get_mut(&number).and_then(|it| it.vm.as_deref_mut()) {
            child.pause_time();
        }
        let result = imported.and_then(|args| {
            self.roots.extend_from_slice(&args);
            f(self, &args)
        });
        self.roots.truncate(mark);
        self.native_depth = own_depth;
        let raised = core::mem::take(&mut self.heap.raised);
        let stopped = self.heap.stop;
        // Back, whatever happened: the child's frames wait. It is there, since it does not go while it is entered.
        let Some(mut child) = self.membrane.children.get_mut(&number).and_then(|it| it.vm.take()) else {
            return Err(self.stop(StopKind::Internal));
        };
        child.limit_to_room_of(self);
        core::mem::swap(self, &mut *child);
        self.waiting_depth.push(waiting);
        self.membrane.outer = Some((child, number));
        self.native_depth = depth - 1;
        if let Some(kind) = stopped {
            return Err(self.stop(kind));
        }
        if self.heap.stop.is_some() {
            return Err(Unwind::Stop);
        }
        self.start_time(true)?;
        match result {
            Ok(value) => self.import_one_from_parent(value),
            Err(Unwind::Raised) => {
                let exception = self.import_one_from_parent(raised)?;
                self.restore_filename(exception, raised, args);
                Err(self.raise(exception))
            }
            Err(Unwind::Stop) => Err(self.stop(StopKind::Abort)),
        }
    }

    /// An OSError of the supervisor names its file only if it is the name that the cell itself gave.
    fn restore_filename(&mut self, exception: Value, raised: Value, args: &[Value]) {
        let Some((parent, _)) = &self.membrane.outer else { return };
        let theirs = match parent.exception_field(raised, parent.names.filename) {
            Some(Value::Str(id)) => parent.heap.text(id),
            _ => return,
        };
        let positional = match args.first() {
            Some(Value::Tuple(id)) => &*self.heap.tuples[*id].items,
            _ => return,
        };
        let same = |it: &Value| matches!(it, Value::Str(id) if self.heap.text(*id) == theirs);
        let Some(given) = positional.iter().copied().find(same) else { return };
        let name = self.names.filename;
        if self.set_exception_field(exception, name, given).is_err() {
            self.heap.raised = Value::Unset;
        }
    }
}
