//! The heap of one cell: slabs, accounting, interned strings. Every allocation is charged before it is made.

/// Does the same with every slab of a heap. All of them are named here, and nowhere else.
macro_rules! each_slab {
    ($heap:ident, |$slab:ident| $action:expr) => {
        each_slab! { @ $heap $slab { $action }
            strs buffers bytes integers complexes tuples lists dicts sets ranges slices functions natives bounds classes
            instances exceptions modules generators iters codes boxes objects
        }
    };
    (@ $heap:ident $slab:ident $action:block $($name:ident)*) => {
        $( { let $slab = &mut $heap.$name; $action; } )*
    };
}

/// Bytes to charge for the next slot of a slab. One that is used again costs nothing, but brings the next collection nearer:
/// else garbage would fill all slots that were ever used, one after the other, and push what is in use out of the cache.
macro_rules! slot {
    ($self:ident, $slab:ident) => {{
        $self.threshold = $self.threshold.saturating_sub($self.$slab.reused());
        $self.$slab.growth($self.spare())
    }};
}

mod collect;
mod dict;
mod kinds;
mod offsets;
mod shape;
mod slab;
mod strings;
mod template;
mod weak;

use alloc::boxed::Box;
use alloc::vec::Vec;

use hashbrown::HashTable;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use padcell_policy::StopKind;

pub(crate) use collect::Bystander;
pub use collect::Tracer;
pub use dict::{Dict, Entry, Set, Table};
pub use kinds::{
    Bases, Bound, BoxCell, Bytes, Class, ClassFlags, CodeObject, Complex, Exception, Function, Generator,
    GeneratorKind, GeneratorState, Instance, InstanceRest, Integer, Iter, Layout, List, Module, Native,
    NativeKind, Object, Payload, Range, Slice, Str, StrBuffer, Tuple,
};
pub(crate) use kinds::{Cache, ClassRest, INLINE, Site, Text};
pub use shape::{ShapeId, Shapes};
pub use slab::{Footprint, Id, Slab};
pub use strings::{char_of, code_point_of};
pub use weak::WeakRef;

use crate::error::{Res, Unwind};
use crate::value::Value;

/// Collections are not worth their while below this many bytes.
const MIN_THRESHOLD: usize = 1 << 20;

/// How many objects a cell has that did nothing yet, about: a slab that grows leaves holes behind.
const BUILTIN_STRS: usize = 440;
const BUILTIN_DICTS: usize = 12;
const BUILTIN_NATIVES: usize = 64;
const BUILTIN_EXCEPTIONS: usize = 1;
const BUILTIN_CLASSES: usize = 144;

/// What a block of so many bytes takes of the allocator.
pub(crate) const fn block(bytes: usize) -> usize {
    bytes.saturating_add(15) & !15
}

/// All objects of one cell.
pub struct Heap {
    pub strs: Slab<Str>,
    pub(crate) buffers: Slab<StrBuffer>,
    pub bytes: Slab<Bytes>,
    pub integers: Slab<Integer>,
    pub complexes: Slab<Complex>,
    pub tuples: Slab<Tuple>,
    pub lists: Slab<List>,
    pub dicts: Slab<Dict>,
    pub sets: Slab<Set>,
    pub ranges: Slab<Range>,
    pub slices: Slab<Slice>,
    pub functions: Slab<Function>,
    pub natives: Slab<Native>,
    pub bounds: Slab<Bound>,
    pub classes: Slab<Class>,
    pub instances: Slab<Instance>,
    pub exceptions: Slab<Exception>,
    pub modules: Slab<Module>,
    pub generators: Slab<Generator>,
    pub iters: Slab<Iter>,
    pub codes: Slab<CodeObject>,
    pub boxes: Slab<BoxCell>,
    pub objects: Slab<Object>,
    pub(crate) shapes: Shapes,
    pub(crate) interner: HashTable<Id<Str>>,
    /// Strings of one Latin-1 character, made when first asked for.
    pub(crate) singles: Box<[Value]>,
    /// Keys of the string hash.
    pub(crate) hash_seed: (u64, u64),
    /// Values that live as long as the heap.
    pub(crate) pinned: Vec<Value>,
    /// How many strings, from the first on, live as long as the heap.
    pub(crate) permanent_strs: u32,
    pub(crate) weakrefs: Vec<Id<Object>>,
    pub(crate) weak_callbacks: Vec<(Value, Value)>,
    pub(crate) finalizable: Vec<Value>,
    pub(crate) to_finalize: Vec<Value>,
    mark_stack: Vec<Value>,
    /// The exception under way while a function returns `Err(Unwind::Raised)`.
    pub(crate) raised: Value,
    /// Why the cell stops while a function returns `Err(Unwind::Stop)`.
    pub(crate) stop: Option<StopKind>,
    /// Made beforehand: when memory runs out there is none left for it.
    pub(crate) memory_error: Value,
    /// Fuel left in this slice; below zero, the next safepoint takes stock.
    pub(crate) fuel: i64,
    /// Fuel taken out of the slice to bring the next safepoint forward.
    pub(crate) fuel_held: i64,
    /// A collection is due at the next safepoint.
    pub(crate) collect_soon: bool,
    /// Bytes that the stress build may still trace before its next collection waits for more safepoints.
    #[cfg(feature = "gc-stress")]
    stress_credit: usize,
    used: usize,
    peak: usize,
    limit: usize,
    /// The budget; the limit in force may be lower while a supervisor has less room.
    budget: usize,
    threshold: usize,
    /// Bytes of the slots that the last collection left free.
    vacant: usize,
    /// Charged for what is never freed (shapes).
    fixed: usize,
    pub(crate) collections: u64,
    next_version: u32,
    #[cfg(feature = "paranoid")]
    landmark: Box<u64>,
}

macro_rules! allocators {
    ($( $(#[doc = $doc:literal])* $function:ident($kind:ty, $slab:ident); )*) => { $(
        $(#[doc = $doc])*
        ///
        /// # Errors
        /// When memory runs out.
        pub fn $function(&mut self, item: $kind) -> Res<Id<$kind>> {
            let slot = slot!(self, $slab);
            self.charge(item.footprint() + slot)?;
            Ok(self.$slab.insert(item))
        }
    )* };
}

impl Heap {
    pub(crate) fn new(limit: usize, hash_seed: (u64, u64)) -> Self {
        let mut heap = Self {
            strs: Slab::with_capacity(BUILTIN_STRS),
            dicts: Slab::with_capacity(BUILTIN_DICTS),
            natives: Slab::with_capacity(BUILTIN_NATIVES),
            classes: Slab::with_capacity(BUILTIN_CLASSES),
            exceptions: Slab::with_capacity(BUILTIN_EXCEPTIONS),
            interner: HashTable::with_capacity(BUILTIN_STRS),
            ..Self::empty(limit, hash_seed)
        };
        #[cfg(feature = "paranoid")]
        heap.number_slabs();
        // Room that the slabs have from the start.
        heap.used = heap.strs.room()
            + heap.dicts.room()
            + heap.natives.room()
            + heap.classes.room()
            + heap.exceptions.room();
        heap
    }

    /// A heap without room for anything.
    fn empty(limit: usize, hash_seed: (u64, u64)) -> Self {
        Self {
            strs: Slab::default(),
            buffers: Slab::default(),
            bytes: Slab::default(),
            integers: Slab::default(),
            complexes: Slab::default(),
            tuples: Slab::default(),
            lists: Slab::default(),
            dicts: Slab::default(),
            sets: Slab::default(),
            ranges: Slab::default(),
            slices: Slab::default(),
            functions: Slab::default(),
            natives: Slab::default(),
            bounds: Slab::default(),
            classes: Slab::default(),
            instances: Slab::default(),
            exceptions: Slab::default(),
            modules: Slab::default(),
            generators: Slab::default(),
            iters: Slab::default(),
            codes: Slab::default(),
            boxes: Slab::default(),
            objects: Slab::default(),
            shapes: Shapes::new(),
            interner: HashTable::new(),
            singles: Box::default(),
            hash_seed,
            pinned: Vec::new(),
            permanent_strs: 0,
            weakrefs: Vec::new(),
            weak_callbacks: Vec::new(),
            finalizable: Vec::new(),
            to_finalize: Vec::new(),
            mark_stack: Vec::new(),
            raised: Value::Unset,
            stop: None,
            memory_error: Value::Unset,
            fuel: 0,
            fuel_held: 0,
            collect_soon: false,
            #[cfg(feature = "gc-stress")]
            stress_credit: 0,
            used: 0,
            peak: 0,
            limit,
            budget: limit,
            threshold: MIN_THRESHOLD.min(limit / 2),
            vacant: 0,
            fixed: 0,
            collections: 0,
            next_version: 1,
            #[cfg(feature = "paranoid")]
            landmark: Box::new(0),
        }
    }

    /// Gives all slabs a number that no other living heap has: the address of something of this heap's own.
    #[cfg(feature = "paranoid")]
    fn number_slabs(&mut self) {
        let address = core::ptr::from_ref(&*self.landmark).addr();
        let home = (address >> 3) as u32 | 1 << 31;
        each_slab!(self, |slab| slab.home = home);
    }

    /// Panics unless all that `value` refers to is of this heap.
    #[cfg(feature = "paranoid")]
    pub(crate) fn assert_own(&mut self, value: Value) {
        self.while_marked(|tracer| tracer.visit(value), |_| ());
    }

    /// Takes `bytes` from the budget, before they are allocated.
    ///
    /// # Errors
    /// MemoryError for a large request that does not fit, a stop for a small one: by then all is used up.
    #[inline]
    pub fn charge(&mut self, bytes: usize) -> Res<()> {
        let used = self.used.saturating_add(bytes);
        if used > self.threshold {
            return self.charge_slowly(bytes);
        }
        self.used = used;
        Ok(())
    }

    #[cold]
    fn charge_slowly(&mut self, bytes: usize) -> Res<()> {
        self.room(bytes)?;
        self.used += bytes;
        self.peak = self.peak.max(self.used);
        self.collect_at_safepoint();
        Ok(())
    }

    /// Bytes that may be taken before a collection is due.
    #[inline]
    const fn spare(&self) -> usize {
        self.threshold.saturating_sub(self.used)
    }

    /// Checks that `bytes` more would fit, without taking them: before a native builds something large of its own.
    ///
    /// # Errors
    /// As [`Heap::charge`].
    pub fn room(&mut self, bytes: usize) -> Res<()> {
        let used = self.used.saturating_add(bytes);
        if used <= self.limit {
            return Ok(());
        }
        self.collect_at_safepoint();
        // The collection looks at all that is in use. Else who asks for too much again and again gets it for nothing.
        self.fuel = self.fuel.saturating_sub(i64::try_from(self.used / 64).unwrap_or(i64::MAX / 2));
        if bytes > self.limit / 16
            || bytes > self.limit.saturating_sub(self.used) / 2 && self.used < self.limit / 2
        {
            self.raised = self.memory_error;
            return Err(Unwind::Raised);
        }
        // There may be garbage: the next safepoint finds out. Until then small requests may draw on a reserve.
        if used <= self.limit + self.reserve() {
            return Ok(());
        }
        self.stop = Some(StopKind::Memory);
        Err(Unwind::Stop)
    }

    /// Whether `bytes` more fit, which nobody needs.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        self.used.saturating_add(bytes) <= self.limit
    }

    /// What may be used above the limit between two safepoints, in bytes.
    const fn reserve(&self) -> usize {
        let part = self.limit / 32;
        if part < 1 << 20 { part } else { 1 << 20 }
    }

    /// Whether more is in use than the limit allows.
    pub(crate) const fn is_full(&self) -> bool {
        self.used > self.limit
    }

    /// Makes the next safepoint a slow one, which collects.
    fn collect_at_safepoint(&mut self) {
        self.collect_soon = true;
        self.interrupt_soon();
    }

    /// Makes the next safepoint a slow one.
    pub(crate) fn interrupt_soon(&mut self) {
        if self.fuel > 0 {
            self.fuel_held += self.fuel;
            self.fuel = 0;
        }
    }

    /// The next collection is due after as many bytes as live objects have now. What goes into slots that are free already
    /// counts as some of them, though it takes nothing from the budget: else the slabs would grow with garbage alone.
    fn set_threshold(&mut self) {
        self.peak = self.peak.max(self.used);
        let room = self.limit.saturating_sub(self.used);
        let allowed = self.used.saturating_sub(self.vacant).max(MIN_THRESHOLD);
        self.threshold = self.used + allowed.min(room / 2);
    }

    /// Bytes in use, and the most that were in use.
    #[must_use]
    pub fn usage(&self) -> (usize, usize) {
        (self.used, self.peak.max(self.used))
    }

    /// The memory budget in bytes.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Lowers the limit in force to what is in use and `room` more, never above the budget. A collection comes no later
    /// for that.
    pub(crate) fn limit_to(&mut self, room: usize) {
        self.limit = self.budget.min(self.used.saturating_add(room));
        if self.threshold > self.limit {
            self.set_threshold();
        }
    }

    /// Whether the stress build collects at this safepoint: at every one while the heap is small and the program young,
    /// then at as many as let a safepoint cost the same, and less in a large heap and as the program goes on.
    #[cfg(feature = "gc-stress")]
    pub(crate) fn stressed(&mut self) -> bool {
        const CREDIT: usize = 1 << 20;
        self.stress_credit += CREDIT;
        let used = self.usage().0;
        let rarer = (1 + (self.collections / 5_000) as usize).saturating_mul(1 + used / (8 << 20));
        let due = self.stress_credit >= used.saturating_mul(rarer);
        if due {
            self.stress_credit = 0;
        }
        due
    }

    #[cfg(not(feature = "gc-stress"))]
    pub(crate) const fn stressed(&self) -> bool {
        false
    }

    /// Accounts for memory outside this heap that is charged to it.
    pub(crate) fn adjust_fixed(&mut self, before: usize, after: usize) {
        self.fixed = self.fixed.saturating_add(after).saturating_sub(before);
        self.used = self.used.saturating_add(after).saturating_sub(before);
    }

    /// Takes the limit off for what is small and must not fail; gives the limit, for [`Heap::restore_limit`].
    pub(crate) fn lift_limit(&mut self) -> usize {
        core::mem::replace(&mut self.limit, usize::MAX)
    }

    pub(crate) fn restore_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// A new `dict` with room for as many entries.
    pub(crate) fn dict_with_room(&mut self, entries: usize) -> Res<Id<Dict>> {
        let slot = slot!(self, dicts);
        self.charge(Dict::cost(entries) + slot)?;
        Ok(self.dicts.insert_with(|it| it.make_room(entries)))
    }

    /// Notes that a class has another as its base.
    pub(crate) fn add_subclass(&mut self, base: Id<Class>, class: Id<Class>) -> Res<()> {
        self.charge_rest(base)?;
        self.charge(size_of::<Id<Class>>())?;
        self.classes[base].rest_mut().subclasses.push(class);
        Ok(())
    }

    /// Charges for what most classes do not have, if this one does not have it yet.
    pub(crate) fn charge_rest(&mut self, class: Id<Class>) -> Res<()> {
        match self.classes[class].rest {
            Some(_) => Ok(()),
            None => self.charge(size_of::<kinds::ClassRest>()),
        }
    }

    pub(crate) fn new_version(&mut self) -> u32 {
        self.next_version = self.next_version.wrapping_add(1).max(1);
        self.next_version
    }

    /// Charges for what is never freed.
    pub(crate) fn charge_fixed(&mut self, bytes: usize) -> Res<()> {
        self.charge(bytes)?;
        self.fixed += bytes;
        Ok(())
    }

    allocators! {
        add_bytes(Bytes, bytes);
        add_integer(Integer, integers);
        add_complex(Complex, complexes);
        add_tuple(Tuple, tuples);
        add_list(List, lists);
        add_dict(Dict, dicts);
        add_set(Set, sets);
        add_range(Range, ranges);
        add_slice(Slice, slices);
        add_function(Function, functions);
        add_native(Native, natives);
        add_bound(Bound, bounds);
        add_class(Class, classes);
        add_instance(Instance, instances);
        add_exception(Exception, exceptions);
        add_module(Module, modules);
        add_generator(Generator, generators);
        add_iter(Iter, iters);
        add_code(CodeObject, codes);
        add_box(BoxCell, boxes);
        add_object(Object, objects);
        add_buffer(StrBuffer, buffers);
    }

    /// A new `tuple`.
    ///
    /// # Errors
    /// When memory runs out, as in all that follow.
    pub fn tuple(&mut self, items: Vec<Value>) -> Res {
        self.add_tuple(Tuple { items: items.into_boxed_slice() }).map(Value::Tuple)
    }

    /// A new `tuple` of a few values.
    pub fn tuple_of(&mut self, items: &[Value]) -> Res {
        let slot = slot!(self, tuples);
        self.charge(size_of_val(items) + slot)?;
        Ok(Value::Tuple(self.tuples.insert(Tuple { items: Box::from(items) })))
    }

    /// A new `list`.
    pub fn list(&mut self, items: Vec<Value>) -> Res {
        self.add_list(List { items }).map(Value::List)
    }

    /// A new `bytes`.
    pub fn bytes(&mut self, data: Vec<u8>) -> Res {
        self.add_bytes(Bytes { data, ..Bytes::default() }).map(Value::Bytes)
    }

    /// A new `bytearray`.
    pub fn bytearray(&mut self, data: Vec<u8>) -> Res {
        self.add_bytes(Bytes { data, ..Bytes::default() }).map(Value::ByteArray)
    }

    /// A new empty `dict`.
    pub fn dict(&mut self) -> Res<Id<Dict>> {
        self.dict_with_room(0)
    }

    /// An `int` of any size, normalised.
    pub fn int(&mut self, value: BigInt) -> Res {
        match value.to_i64() {
            Some(it) => Ok(Value::Int(it)),
            None => self.add_integer(Integer(value)).map(Value::BigInt),
        }
    }

    /// A `complex`.
    pub fn complex(&mut self, re: f64, im: f64) -> Res {
        self.add_complex(Complex { re, im }).map(Value::Complex)
    }

    /// An iterator.
    pub fn iter(&mut self, it: Iter) -> Res {
        self.add_iter(it).map(Value::Iter)
    }

    /// A method bound to its instance.
    pub fn bound(&mut self, function: Value, this: Value) -> Res {
        self.add_bound(Bound { function, this }).map(Value::Bound)
    }

    /// An object of a native type.
    pub fn object(&mut self, class: Id<Class>, data: impl Payload) -> Res {
        self.charge(size_of_val(&data))?;
        self.add_object(Object { class, data: Box::new(data), dict: None }).map(Value::Object)
    }

    /// Appends to a list, charging for its growth.
    #[inline]
    pub fn list_push(&mut self, list: Id<List>, item: Value) -> Res<()> {
        let items = &self.lists[list].items;
        if items.len() == items.capacity() {
            self.list_grow(list, 1)?;
        }
        self.lists[list].items.push(item);
        Ok(())
    }

    /// Makes room for `more` items in a list, charged.
    pub fn list_grow(&mut self, list: Id<List>, more: usize) -> Res<()> {
        let items = &self.lists[list].items;
        let (len, capacity) = (items.len(), items.capacity());
        let wanted = len.saturating_add(more);
        if wanted <= capacity {
            return Ok(());
        }
        let new = wanted.max(capacity + capacity / 2).max(4);
        self.charge((new - capacity).saturating_mul(size_of::<Value>()))?;
        self.lists[list].items.reserve_exact(new - len);
        Ok(())
    }

    /// Adds a key that is known to be absent from a dict, charged.
    pub(crate) fn dict_push(&mut self, dict: Id<Dict>, hash: i64, key: Value, value: Value) -> Res<()> {
        let growth = self.dicts[dict].growth();
        if growth != 0 {
            self.charge(growth)?;
        }
        self.dicts[dict].push(hash, key, value);
        Ok(())
    }

    /// Adds a key that is known to be absent from a set, charged.
    pub(crate) fn set_push(&mut self, set: Id<Set>, hash: i64, key: Value) -> Res<()> {
        let growth = self.sets[set].growth();
        if growth != 0 {
            self.charge(growth)?;
        }
        self.sets[set].push(hash, key, ());
        Ok(())
    }

    /// The value of a string key in a dict.
    #[must_use]
    pub fn dict_str(&self, dict: Id<Dict>, key: Id<Str>) -> Option<Value> {
        let position = self.dict_str_position(dict, key)?;
        self.dicts[dict].at(position).map(|it| it.value)
    }

    /// The position of a string key in a dict.
    #[must_use]
    pub(crate) fn dict_str_position(&self, dict: Id<Dict>, key: Id<Str>) -> Option<usize> {
        let hash = self.str_hash(key);
        self.dicts[dict].find(hash, |it| matches!(it, Value::Str(other) if self.same_str(key, other)))
    }

    /// Sets the value of a string key in a dict.
    pub fn dict_set_str(&mut self, dict: Id<Dict>, key: Id<Str>, value: Value) -> Res<()> {
        if let Some(position) = self.dict_str_position(dict, key) {
            self.dicts[dict].set_at(position, value);
            return Ok(());
        }
        let hash = self.str_hash(key);
        self.dict_push(dict, hash, Value::Str(key), value)
    }

    /// Removes a string key from a dict.
    pub fn dict_remove_str(&mut self, dict: Id<Dict>, key: Id<Str>) -> Option<Value> {
        let position = self.dict_str_position(dict, key)?;
        Some(self.dicts[dict].remove_at(position).value)
    }
}
