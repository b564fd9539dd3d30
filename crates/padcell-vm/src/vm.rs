//! One cell: heap, stack, builtin types, modules, and the authority that it was given.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::any::{Any, TypeId};

use padcell_policy::{Authority, Budget, StopKind};

use crate::error::{Res, Unwind};
use crate::exceptions::ExceptionTypes;
use crate::frame::Frame;
use crate::heap::{Class, Dict, Heap, Id, Str, Tracer};
use crate::import::{Compile, Library};
use crate::membrane::Membrane;
use crate::names::Names;
use crate::object::fill::Pending;
use crate::template::Template;
use crate::types::Types;
use crate::value::Value;

/// Fuel between two looks at the clock and at the host's interrupt flag.
const SLICE: i64 = 20_000;
/// Entries of the cache of class attributes, at most.
pub(crate) const LOOKUPS: usize = 2048;
/// How many there are at first.
const FIRST_LOOKUPS: usize = 4;
/// Room for the builtins.
const BUILTINS: usize = 156;

/// What a new cell is made of.
pub struct Settings {
    pub budget: Budget,
    pub authority: Authority,
    pub compiler: Option<Arc<dyn Compile>>,
    pub library: Option<Arc<dyn Library>>,
    /// Keys of the string hash; part of the policy, so that a run can be repeated.
    pub hash_seed: (u64, u64),
    /// `__globals__`, `__dict__`, frames and code objects are unavailable to the cell's own code.
    pub restricted: bool,
}

/// Bytes that a cell may use.
pub(crate) fn memory_limit(budget: &Budget) -> usize {
    budget.memory.map_or(usize::MAX / 4, |it| usize::try_from(it).unwrap_or(usize::MAX / 4))
}

/// Native data of a module that belongs to one cell.
pub trait State: Any + Send {
    /// Reports every value that it refers to.
    fn trace(&self, tracer: &mut Tracer<'_>);

    fn as_any_mut(&mut self) -> &mut dyn Any;
}

/// The cache of class attributes: found by class and name, valid for one version of the class.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lookup {
    pub version: u32,
    pub class: u32,
    pub name: u32,
    pub value: Value,
}

/// One cell.
pub struct Vm {
    pub heap: Heap,
    pub types: &'static Types,
    pub exceptions: &'static ExceptionTypes,
    pub names: &'static Names,
    /// The standard builtins.
    pub builtins: Id<Dict>,
    /// `sys.modules`.
    pub modules: Id<Dict>,
    pub authority: Authority,
    pub(crate) stack: Vec<Value>,
    pub(crate) frames: Vec<Frame>,
    /// Values that natives keep alive while they call back into Python.
    pub(crate) roots: Vec<Value>,
    pub(crate) compiler: Option<Arc<dyn Compile>>,
    pub(crate) library: Option<Arc<dyn Library>>,
    pub(crate) lookups: Box<[Lookup]>,
    pub(crate) lookup_misses: usize,
    /// Attributes of native classes that nobody has asked for yet.
    pub(crate) unfilled: Vec<(Id<Class>, Pending)>,
    /// The builtin classes are being made: their flags are computed once, at the end.
    pub(crate) building: bool,
    pub(crate) native_depth: usize,
    pub(crate) max_depth: usize,
    /// A restricted cell: all of its code runs restricted but the bundled library's.
    pub(crate) restricted: bool,
    /// Something was printed that may wait in a buffer.
    pub(crate) printed: bool,
    /// Some code of the cell may run restricted.
    pub(crate) holds_restricted: bool,
    /// Native depth that the run has whose frame is on top: a native that runs at this depth was called by that frame.
    pub(crate) run_depth: usize,
    /// The builtins that the cell's own code sees: the standard ones, unless the cell is restricted.
    pub visible_builtins: Id<Dict>,
    /// What import statements of the library look into first, in a restricted cell: see `restricted::twins`.
    pub(crate) own_modules: Id<Dict>,
    pub(crate) twins: Vec<crate::restricted::Twin>,
    pub(crate) membrane: Membrane,
    /// Native depth that this cell had each time it was entered.
    pub(crate) waiting_depth: Vec<usize>,
    /// How many classes every cell has, made in the same order.
    pub(crate) builtin_classes: usize,
    /// The `sys` module was made.
    pub(crate) has_sys: bool,
    budget: Budget,
    fuel_left: u64,
    fuel_spent: u64,
    pub(crate) output_left: u64,
    pub(crate) states: Vec<(TypeId, Box<dyn State>)>,
    pub(crate) finalizing: bool,
    /// Ctrl-C was pressed, or nobody reads what is printed any more.
    pub(crate) cut_short: bool,
    /// No collection now: a native holds values that are in nobody's reach.
    held: bool,
    /// Where the cell was stopped: file, line, function.
    pub(crate) stopped_at: Option<(String, u32, String)>,
    /// What cells in this one are copied from, once one was made.
    pub(crate) template: Option<Box<Template>>,
    /// Objects whose repr is under way, so that cycles end in `...`.
    pub(crate) repr_active: Vec<(u8, u32)>,
}

impl Vm {
    /// A new cell with its builtins.
    ///
    /// # Errors
    /// When the memory budget is too small for the builtins.
    pub fn new(settings: Settings) -> Res<Self> {
        let mut heap = Heap::new(memory_limit(&settings.budget), settings.hash_seed);
        Names::make(&mut heap)?;
        let builtins = heap.dict_with_room(BUILTINS)?;
        let modules = heap.dict()?;
        let own_modules = heap.dict()?;
        heap.pinned.extend([builtins, modules, own_modules].map(Value::Dict));
        let mut vm = Self::with_heap(heap, settings, [builtins, modules, own_modules]);
        vm.building = true;
        vm.heap.charge_fixed(size_of::<Self>() + size_of_val(&*vm.lookups))?;
        Types::make(&mut vm)?;
        ExceptionTypes::make(&mut vm)?;
        vm.builtin_classes = vm.heap.classes.len();
        vm.heap.memory_error = vm.new_exception(vm.exceptions.memory_error, &[])?;
        crate::exceptions::fill(&mut vm)?;
        crate::builtins::fill(&mut vm)?;
        vm.heap.permanent_strs = vm.heap.strs.len() as u32;
        vm.finish_building();
        crate::modules::fill(&mut vm)?;
        if vm.restricted {
            vm.split_builtins()?;
        }
        Ok(vm)
    }

    /// A cell with a heap, whose dicts are those of the builtins, of `sys.modules` and of the library's modules.
    pub(crate) fn with_heap(heap: Heap, settings: Settings, dicts: [Id<Dict>; 3]) -> Self {
        let [builtins, modules, own_modules] = dicts;
        let fuel_left = settings.budget.fuel.unwrap_or(u64::MAX);
        Self {
            heap,
            types: Types::ALL,
            exceptions: ExceptionTypes::ALL,
            names: Names::ALL,
            builtins,
            modules,
            authority: settings.authority,
            stack: Vec::new(),
            frames: Vec::new(),
            roots: Vec::new(),
            compiler: settings.compiler,
            library: settings.library,
            lookups: vec![Lookup::default(); FIRST_LOOKUPS].into_boxed_slice(),
            lookup_misses: 0,
            unfilled: Vec::new(),
            building: false,
            native_depth: 0,
            max_depth: settings.budget.depth as usize,
            restricted: settings.restricted,
            printed: false,
            holds_restricted: settings.restricted,
            run_depth: 0,
            visible_builtins: builtins,
            own_modules,
            twins: Vec::new(),
            output_left: settings.budget.output.unwrap_or(u64::MAX),
            fuel_left,
            fuel_spent: 0,
            budget: settings.budget,
            membrane: Membrane::default(),
            waiting_depth: Vec::new(),
            builtin_classes: 0,
            has_sys: false,
            states: Vec::new(),
            finalizing: false,
            cut_short: false,
            held: false,
            stopped_at: None,
            template: None,
            repr_active: Vec::new(),
        }
    }

    /// What the cell may spend.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Fuel spent so far.
    #[must_use]
    pub fn fuel_spent(&self) -> u64 {
        let unused = (self.heap.fuel.max(0) + self.heap.fuel_held) as u64;
        self.fuel_spent.saturating_sub(unused)
    }

    /// Bytes written to the standard streams so far.
    #[must_use]
    pub fn output_spent(&self) -> u64 {
        self.budget.output.unwrap_or(u64::MAX).saturating_sub(self.output_left)
    }

    /// Why the cell was stopped, after `Err(Unwind::Stop)`.
    #[must_use]
    pub fn stop_reason(&self) -> Option<StopKind> {
        self.heap.stop
    }

    /// Where the cell was stopped: file, line and function of the innermost frame.
    #[must_use]
    pub fn stop_place(&self) -> Option<(&str, u32, &str)> {
        self.stopped_at.as_ref().map(|(file, line, function)| (&**file, *line, &**function))
    }

    /// Remembers where the frame stands that a stop ends.
    pub(crate) fn note_stop(&mut self) {
        if self.stopped_at.is_some() {
            return;
        }
        if let Some(frame) = self.frames.last() {
            let code = &self.heap.codes[frame.code].code;
            let line = code.position(frame.pc.saturating_sub(1) as usize).line;
            self.stopped_at = Some((String::from(&*code.filename), line, String::from(&*code.qualname)));
        }
    }

    /// Stops the cell.
    #[cold]
    pub fn stop(&mut self, kind: StopKind) -> Unwind {
        self.heap.stop = Some(kind);
        Unwind::Stop
    }

    /// Takes `work` units of fuel: natives call it in proportion to what they do, before they do it.
    ///
    /// # Errors
    /// A stop when fuel or time is used up.
    #[inline]
    pub fn spend(&mut self, work: usize) -> Res<()> {
        self.heap.fuel = self.heap.fuel.saturating_sub(i64::try_from(work).unwrap_or(i64::MAX / 2));
        if self.heap.fuel < 0 { self.spend_slowly() } else { Ok(()) }
    }

    /// A collection that is due stays so: natives take fuel between the allocation that asked for it and the safepoint.
    #[cold]
    fn spend_slowly(&mut self) -> Res<()> {
        self.refuel()?;
        if self.heap.collect_soon {
            self.heap.interrupt_soon();
        }
        Ok(())
    }

    /// Takes stock between two slices of fuel: budget, deadline, interrupt.
    ///
    /// # Errors
    /// A stop when one of them says so.
    #[cold]
    pub(crate) fn refuel(&mut self) -> Res<()> {
        self.heap.fuel += self.heap.fuel_held;
        self.heap.fuel_held = 0;
        self.poll_interrupt()?;
        while self.heap.fuel < 0 {
            let debt = self.heap.fuel.unsigned_abs();
            let slice = self.fuel_left.min(debt.saturating_add(SLICE as u64));
            if slice <= debt {
                self.fuel_spent += slice;
                self.fuel_left = 0;
                return Err(self.stop(StopKind::Fuel));
            }
            if !self.charge_outer(slice) {
                return Err(self.stop(StopKind::Fuel));
            }
            self.fuel_left -= slice;
            self.fuel_spent += slice;
            self.heap.fuel += slice as i64;
        }
        // A native took stock before the loop did: a collection is still due at the next safepoint.
        if self.heap.collect_soon || cfg!(feature = "gc-stress") {
            self.heap.interrupt_soon();
        }
        Ok(())
    }

    /// Gives back what is left of the slice of fuel; says how much that is.
    pub(crate) fn give_slice_back(&mut self) -> u64 {
        let unused = (self.heap.fuel.max(0) + core::mem::take(&mut self.heap.fuel_held)) as u64;
        self.heap.fuel = self.heap.fuel.min(0);
        self.return_fuel(unused);
        unused
    }

    /// Takes back fuel that was taken and not spent.
    pub(crate) fn return_fuel(&mut self, unused: u64) {
        self.fuel_left = self.fuel_left.saturating_add(unused);
        self.fuel_spent = self.fuel_spent.saturating_sub(unused);
    }

    /// Takes fuel for a child; false if there is not enough.
    pub(crate) fn take_fuel(&mut self, fuel: u64) -> bool {
        match self.fuel_left.checked_sub(fuel) {
            Some(left) => {
                self.fuel_left = left;
                self.fuel_spent += fuel;
                true
            }
            None => false,
        }
    }

    /// Starts the clock of the time budget for one run; it stops when the answer is dropped.
    ///
    /// # Errors
    /// RuntimeError if nobody can enforce the limit.
    pub(crate) fn arm_time_limit(&mut self) -> Res<Option<Box<dyn padcell_policy::Watch>>> {
        let Some(limit) = self.budget.time_ns else { return Ok(None) };
        match self.authority.arm_deadline(limit) {
            Ok(watch) => Ok(Some(watch)),
            Err(error) => Err(self.runtime_error(&error.message)),
        }
    }

    pub(crate) fn poll_interrupt(&mut self) -> Res<()> {
        if !self.authority.interrupt().any() {
            return Ok(());
        }
        if let Some(kind) = self.authority.interrupt().stop() {
            return Err(self.stop(kind));
        }
        if self.authority.interrupt().take_keyboard() {
            self.cut_short = true;
            let class = self.exceptions.keyboard_interrupt;
            return Err(self.raise_args(class, &[]));
        }
        Ok(())
    }

    /// The slow part of a safepoint: takes stock, collects, runs finalizers.
    #[cold]
    pub(crate) fn safepoint(&mut self) -> Res<()> {
        self.refuel()?;
        let due = !self.held && (self.heap.collect_soon || self.heap.stressed());
        if due {
            self.collect_garbage();
            if self.heap.is_full() {
                return Err(self.stop(StopKind::Memory));
            }
            self.run_finalizers()?;
        }
        if cfg!(feature = "gc-stress") {
            self.heap.interrupt_soon();
        }
        Ok(())
    }

    /// Collects now. Only at a point where every live value is on the stack, in a frame or in the roots.
    pub(crate) fn collect_garbage(&mut self) {
        if self.held {
            return;
        }
        let Self { heap, stack, frames, roots, states, lookups, builtins, modules, membrane, .. } = self;
        heap.collect_soon = false;
        lookups.fill(Lookup::default());
        let visit_roots = |tracer: &mut Tracer<'_>| {
            tracer.visit_all(roots);
            tracer.visit(Value::Dict(*builtins));
            tracer.visit(Value::Dict(*modules));
            for (_, state) in states.iter() {
                state.trace(tracer);
            }
            for frame in frames.iter() {
                tracer.visit_all(&[Value::Function(frame.function), Value::Code(frame.code)]);
                tracer.visit_all(&[Value::Dict(frame.globals), frame.namespace]);
                if let crate::frame::Then::Init { this, .. } = frame.then {
                    tracer.visit(Value::Instance(this));
                }
                if let Some(generator) = frame.then.generator() {
                    tracer.visit(Value::Generator(generator));
                }
            }
            // Windows overlap; what lies above the last frame's registers is dead.
            let end = frames.last().map_or(0, |it| it.base as usize + padcell_bytecode::REGISTERS);
            tracer.visit_all(&stack[..end.min(stack.len())]);
        };
        heap.collect(visit_roots, membrane);
        self.sweep_membrane();
    }

    /// What `found` says of the heap while all is marked that a program can name: what it can reach without the
    /// temporaries of its frames, in which values stay for a while after they were used.
    pub(crate) fn while_marked<T>(&mut self, found: impl FnOnce(&Heap) -> T) -> T {
        let Self { heap, stack, frames, roots, states, builtins, modules, membrane, .. } = self;
        let mut locals = Vec::new();
        for frame in frames.iter() {
            let start = frame.base as usize;
            let end = start + heap.codes[frame.code].n_locals;
            locals.extend(stack.get(start..end).unwrap_or_default());
        }
        heap.while_marked(
            |tracer| {
                tracer.visit_all(roots);
                tracer.visit_all(&locals);
                membrane.trace_all(tracer);
                tracer.visit_all(&[Value::Dict(*builtins), Value::Dict(*modules)]);
                for (_, state) in states.iter() {
                    state.trace(tracer);
                }
                for frame in frames.iter() {
                    tracer.visit_all(&[
                        Value::Function(frame.function),
                        Value::Dict(frame.globals),
                        frame.namespace,
                    ]);
                    if let Some(generator) = frame.then.generator() {
                        tracer.visit(Value::Generator(generator));
                    }
                }
            },
            found,
        )
    }

    /// Holds collections back, or lets them run again; gives what was so before.
    pub(crate) fn hold_collections(&mut self, held: bool) -> bool {
        core::mem::replace(&mut self.held, held)
    }

    /// Keeps `value` alive until the native that runs now returns (or until [`Vm::release`]). To be used for every heap
    /// value that a native still needs after a call that may run Python code, unless it is an argument.
    #[inline]
    pub fn keep(&mut self, value: Value) {
        self.roots.push(value);
    }

    /// A mark for [`Vm::release`].
    #[must_use]
    pub fn kept(&self) -> usize {
        self.roots.len()
    }

    /// Drops what was kept since `mark`: for loops, so that the list does not grow with each turn.
    pub fn release(&mut self, mark: usize) {
        self.roots.truncate(mark);
    }

    /// Whether a native module has asked for its own data.
    pub(crate) fn has_state<T: State>(&self) -> bool {
        self.states.iter().any(|(it, _)| *it == TypeId::of::<T>())
    }

    /// The cell's own data of a native module; made when first asked for.
    pub fn state<T: State + Default>(&mut self) -> &mut T {
        let key = TypeId::of::<T>();
        let index = match self.states.iter().position(|(it, _)| *it == key) {
            Some(index) => index,
            None => {
                self.states.push((key, Box::new(T::default())));
                self.states.len() - 1
            }
        };
        match self.states[index].1.as_any_mut().downcast_mut::<T>() {
            Some(it) => it,
            None => unreachable!("states are keyed by their type"),
        }
    }

    /// Interns a name.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn intern(&mut self, text: &str) -> Res<Id<Str>> {
        self.heap.intern(text)
    }

    /// The text of a string value; of anything else, the empty string.
    #[must_use]
    pub fn text_of(&self, value: Value) -> &str {
        match self.unwrap(value) {
            Value::Str(id) => self.heap.text(id),
            _ => "",
        }
    }

    /// A copy of the text of a string value.
    #[must_use]
    pub fn string_of(&self, value: Value) -> String {
        String::from(self.text_of(value))
    }

    /// The builtin value that an instance of a subclass of a builtin type wraps; other values as they are.
    #[inline]
    #[must_use]
    pub fn unwrap(&self, value: Value) -> Value {
        if let Value::Instance(id) = value { self.heap.instances[id].wrapped().or(value) } else { value }
    }

    /// The class of a value.
    #[inline]
    #[must_use]
    pub fn class_of(&self, value: Value) -> Id<Class> {
        match value {
            Value::Instance(id) => self.heap.instances[id].class,
            Value::Exception(id) => self.heap.exceptions[id].class,
            Value::Object(id) => self.heap.objects[id].class,
            Value::Class(id) => self.heap.classes[id].metaclass,
            Value::Module(id) => self.heap.modules[id].class,
            other => self.builtin_class_of(other),
        }
    }

    /// The name of a value's class, for messages.
    #[must_use]
    pub fn type_name(&self, value: Value) -> String {
        self.class_name(self.class_of(value))
    }

    /// The name of a class.
    #[must_use]
    pub fn class_name(&self, class: Id<Class>) -> String {
        String::from(self.text_of(self.heap.classes[class].name))
    }
}
