//! Mark and sweep. Runs only at safepoints of the interpreter loop.

use alloc::vec::Vec;

use super::Heap;
use super::kinds::{Cache, ClassFlags, GeneratorState, Iter, Str, Text};
use super::slab::Slab;
use super::weak::WeakRef;
use crate::value::Value;

/// Gathers the values that an object refers to.
pub struct Tracer<'a> {
    pending: &'a mut Vec<Value>,
}

impl Tracer<'_> {
    /// Reports one reference.
    #[inline]
    pub fn visit(&mut self, value: Value) {
        if value.handle().is_some() {
            self.pending.push(value);
        }
    }

    /// Reports many references.
    pub fn visit_all(&mut self, values: &[Value]) {
        for it in values {
            self.visit(*it);
        }
    }
}

/// Who has tables of objects beside the heap, which keep alive only under conditions.
pub(crate) trait Bystander {
    /// Reports what is alive in any case.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Reports what is alive because of what was marked so far; false if that is nothing new.
    fn trace_found(&mut self, heap: &Heap, tracer: &mut Tracer<'_>) -> bool;

    /// Everything alive is marked: to forget the rest.
    fn forget_dead(&mut self, heap: &Heap);
}

impl Heap {
    /// Frees everything that cannot be reached from `roots`, from what the heap itself holds and from what `bystander`
    /// adds.
    pub(crate) fn collect(&mut self, roots: impl FnOnce(&mut Tracer<'_>), bystander: &mut impl Bystander) {
        let mut pending = core::mem::take(&mut self.mark_stack);
        pending.clear();
        {
            let mut tracer = Tracer { pending: &mut pending };
            roots(&mut tracer);
            bystander.trace(&mut tracer);
            tracer.visit(self.raised);
            tracer.visit(self.memory_error);
            // While finalizers run, a collection may queue what only the next round calls.
            tracer.visit_all(&self.to_finalize);
            for (callback, reference) in &self.weak_callbacks {
                tracer.visit_all(&[*callback, *reference]);
            }
            self.visit_permanent(&mut tracer);
            for name in self.shapes.all_names() {
                visit_or_mark(&mut self.strs, Value::Str(name), &mut tracer);
            }
        }
        self.mark_all(&mut pending, bystander);
        self.find_finalizable(&mut pending);
        self.mark_all(&mut pending, bystander);
        self.clear_weak(&mut pending);
        self.mark_all(&mut pending, bystander);
        bystander.forget_dead(self);
        self.mark_stack = pending;
        if self.strs.any_dead(|it| it.interned) {
            let strs = &self.strs;
            self.interner.retain(|it| strs.is_marked(*it));
        }
        self.sweep();
        self.collections += 1;
    }

    fn mark_all(&mut self, pending: &mut Vec<Value>, bystander: &mut impl Bystander) {
        loop {
            self.mark(pending);
            if !bystander.trace_found(self, &mut Tracer { pending }) {
                return;
            }
        }
    }

    /// Names of the machine, native classes, strings of one character.
    fn visit_permanent(&mut self, tracer: &mut Tracer<'_>) {
        self.strs.mark_first(self.permanent_strs);
        for class in self.classes.ids().filter(|it| !self.classes[*it].flags.has(ClassFlags::HEAP)) {
            tracer.visit(Value::Class(class));
        }
        tracer.visit_all(&self.singles);
        tracer.visit_all(&self.pinned);
    }

    /// What `found` says of the heap while all that can be reached from `roots` is marked. Nothing is freed.
    pub(crate) fn while_marked<T>(
        &mut self,
        roots: impl FnOnce(&mut Tracer<'_>),
        found: impl FnOnce(&Self) -> T,
    ) -> T {
        let mut pending = core::mem::take(&mut self.mark_stack);
        pending.clear();
        {
            let mut tracer = Tracer { pending: &mut pending };
            roots(&mut tracer);
            tracer.visit(self.raised);
            self.visit_permanent(&mut tracer);
        }
        self.mark(&mut pending);
        self.mark_stack = pending;
        let result = found(self);
        self.clear_marks();
        result
    }

    fn clear_marks(&mut self) {
        each_slab!(self, |slab| slab.clear_marks());
    }

    /// Objects with `__del__`, and generators with something left to do, that died are kept once more, to be finalized.
    fn find_finalizable(&mut self, pending: &mut Vec<Value>) {
        let mut candidates = core::mem::take(&mut self.finalizable);
        let mut dead = Vec::new();
        candidates.retain(|it| {
            let alive = self.is_marked(*it);
            let finished =
                matches!(it, Value::Generator(id) if self.generators[*id].state == GeneratorState::Closed);
            if !alive && !finished {
                dead.push(*it);
            }
            alive
        });
        self.finalizable = candidates;
        pending.extend(dead.iter().copied());
        self.mark(pending);
        self.to_finalize.append(&mut dead);
    }

    /// Empties weak references to what is dead, and queues their callbacks.
    fn clear_weak(&mut self, pending: &mut Vec<Value>) {
        let mut weakrefs = core::mem::take(&mut self.weakrefs);
        weakrefs.retain(|it| self.objects.is_marked(*it));
        for it in &weakrefs {
            let Some(reference) = self.objects[*it].data.as_any().downcast_ref::<WeakRef>() else { continue };
            let (target, callback) = (reference.target, reference.callback);
            if target.is_set() && !self.is_marked(target) {
                if let Some(reference) = self.objects[*it].data.as_any_mut().downcast_mut::<WeakRef>() {
                    reference.target = Value::Unset;
                }
                if !callback.is_absent() {
                    self.weak_callbacks.push((callback, Value::Object(*it)));
                    pending.push(callback);
                }
            }
        }
        self.weakrefs = weakrefs;
        self.mark(pending);
    }

    /// Whether a heap object was marked in the collection under way; data outside the heap always counts as marked.
    fn is_marked(&self, value: Value) -> bool {
        match value {
            Value::Str(id) => self.strs.is_marked(id),
            Value::Bytes(id) | Value::ByteArray(id) => self.bytes.is_marked(id),
            Value::BigInt(id) => self.integers.is_marked(id),
            Value::Complex(id) => self.complexes.is_marked(id),
            Value::Tuple(id) => self.tuples.is_marked(id),
            Value::List(id) => self.lists.is_marked(id),
            Value::Dict(id) => self.dicts.is_marked(id),
            Value::Set(id) | Value::FrozenSet(id) => self.sets.is_marked(id),
            Value::Range(id) => self.ranges.is_marked(id),
            Value::Slice(id) => self.slices.is_marked(id),
            Value::Function(id) => self.functions.is_marked(id),
            Value::Native(id) => self.natives.is_marked(id),
            Value::Bound(id) => self.bounds.is_marked(id),
            Value::Class(id) => self.classes.is_marked(id),
            Value::Instance(id) => self.instances.is_marked(id),
            Value::Exception(id) => self.exceptions.is_marked(id),
            Value::Module(id) => self.modules.is_marked(id),
            Value::Generator(id) => self.generators.is_marked(id),
            Value::Iter(id) => self.iters.is_marked(id),
            Value::Code(id) => self.codes.is_marked(id),
            Value::Box(id) => self.boxes.is_marked(id),
            Value::Object(id) => self.objects.is_marked(id),
            Value::Unset | Value::None | Value::NotImplemented | Value::Ellipsis => true,
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
        }
    }

    fn mark(&mut self, pending: &mut Vec<Value>) {
        while let Some(value) = pending.pop() {
            self.mark_one(value, &mut Tracer { pending });
        }
    }

    fn mark_one(&mut self, value: Value, to: &mut Tracer<'_>) {
        match value {
            Value::Str(id) => {
                if self.strs.mark(id) {
                    if let Text::Prefix(buffer, _) = self.strs[id].text {
                        self.buffers.mark(buffer);
                    }
                }
            }
            Value::Bytes(id) | Value::ByteArray(id) => {
                self.bytes.mark(id);
            }
            Value::BigInt(id) => {
                self.integers.mark(id);
            }
            Value::Complex(id) => {
                self.complexes.mark(id);
            }
            Value::Tuple(id) => {
                if self.tuples.mark(id) {
                    for it in &self.tuples[id].items {
                        visit_or_mark(&mut self.strs, *it, to);
                    }
                }
            }
            Value::List(id) => {
                if self.lists.mark(id) {
                    to.visit_all(&self.lists[id].items);
                }
            }
            Value::Dict(id) => {
                if self.dicts.mark(id) {
                    for it in self.dicts[id].iter() {
                        visit_or_mark(&mut self.strs, it.key, to);
                        visit_or_mark(&mut self.strs, it.value, to);
                    }
                }
            }
            Value::Set(id) | Value::FrozenSet(id) => {
                if self.sets.mark(id) {
                    for it in self.sets[id].iter() {
                        to.visit(it.key);
                    }
                }
            }
            Value::Range(id) => {
                if self.ranges.mark(id) {
                    let it = self.ranges[id];
                    to.visit_all(&[it.start, it.stop, it.step]);
                }
            }
            Value::Slice(id) => {
                if self.slices.mark(id) {
                    let it = self.slices[id];
                    to.visit_all(&[it.start, it.stop, it.step]);
                }
            }
            Value::Bound(id) => {
                if self.bounds.mark(id) {
                    let it = self.bounds[id];
                    to.visit_all(&[it.function, it.this]);
                }
            }
            Value::Native(id) => {
                if self.natives.mark(id) {
                    let it = &self.natives[id];
                    visit_or_mark(&mut self.strs, it.module, to);
                    if let Some(owner) = it.owner.filter(|it| !self.classes.is_marked(*it)) {
                        to.visit(Value::Class(owner));
                    }
                }
            }
            Value::Box(id) => {
                if self.boxes.mark(id) {
                    to.visit(self.boxes[id].value);
                }
            }
            Value::Iter(id) => {
                if self.iters.mark(id) {
                    trace_iter(&self.iters[id], to);
                }
            }
            Value::Instance(id) => self.mark_instance(id, to),
            Value::Function(id) => self.mark_function(id, to),
            Value::Class(id) => self.mark_class(id, to),
            Value::Code(id) => self.mark_code(id, to),
            Value::Exception(id) => {
                if self.exceptions.mark(id) {
                    let it = &self.exceptions[id];
                    to.visit_all(&[Value::Class(it.class), it.args, it.cause, it.context, it.traceback]);
                    for dict in it.dict.iter().chain(&it.fields) {
                        to.visit(Value::Dict(*dict));
                    }
                }
            }
            Value::Module(id) => {
                if self.modules.mark(id) {
                    to.visit(Value::Class(self.modules[id].class));
                    to.visit(Value::Dict(self.modules[id].dict));
                }
            }
            Value::Generator(id) => {
                if self.generators.mark(id) {
                    let it = &self.generators[id];
                    to.visit_all(&[Value::Function(it.function), it.name, it.qualname, it.finalizer]);
                    to.visit_all(&it.registers);
                }
            }
            Value::Object(id) => {
                if self.objects.mark(id) {
                    let it = &self.objects[id];
                    to.visit(Value::Class(it.class));
                    if let Some(dict) = it.dict {
                        to.visit(Value::Dict(dict));
                    }
                    it.data.trace(to);
                }
            }
            Value::Unset | Value::None | Value::NotImplemented | Value::Ellipsis => {}
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
        }
    }

    fn mark_instance(&mut self, id: super::Id<super::Instance>, to: &mut Tracer<'_>) {
        if !self.instances.mark(id) {
            return;
        }
        let it = &self.instances[id];
        to.visit(Value::Class(it.class));
        to.visit_all(&it.inline);
        if let Some(rest) = &it.rest {
            to.visit(rest.wrapped);
            to.visit_all(&rest.more);
            for dict in rest.dict.iter().chain(&rest.members) {
                to.visit(Value::Dict(*dict));
            }
        }
    }

    fn mark_function(&mut self, id: super::Id<super::Function>, to: &mut Tracer<'_>) {
        if !self.functions.mark(id) {
            return;
        }
        let it = &self.functions[id];
        to.visit_all(&[Value::Code(it.code), Value::Dict(it.globals), Value::Dict(it.builtins)]);
        to.visit_all(&[it.name, it.qualname, it.module, it.doc, it.defaults, it.kwdefaults]);
        to.visit_all(&[it.annotate, it.annotations, it.type_params]);
        for it in &it.closure {
            to.visit(Value::Box(*it));
        }
        if let Some(dict) = it.dict {
            to.visit(Value::Dict(dict));
        }
    }

    fn mark_class(&mut self, id: super::Id<super::Class>, to: &mut Tracer<'_>) {
        if !self.classes.mark(id) {
            return;
        }
        let it = &self.classes[id];
        to.visit_all(&[it.name, it.qualname(), Value::Class(it.metaclass), Value::Class(it.solid)]);
        if !it.flags.has(ClassFlags::UNFILLED) {
            to.visit(Value::Dict(it.members));
        }
        to.visit_all(it.slots());
        for it in it.bases.iter().chain(&*it.mro).filter(|it| !self.classes.is_marked(**it)) {
            to.visit(Value::Class(*it));
        }
    }

    fn mark_code(&mut self, id: super::Id<super::CodeObject>, to: &mut Tracer<'_>) {
        if !self.codes.mark(id) {
            return;
        }
        let it = &self.codes[id];
        to.visit_all(&it.consts);
        to.visit(it.namespace);
        for name in it.names.iter().chain(&it.varnames) {
            visit_or_mark(&mut self.strs, Value::Str(*name), to);
        }
        for it in &it.sites {
            match it.cache {
                Cache::ClassValue { value, .. }
                | Cache::Super { value, .. }
                | Cache::OfClass { value, .. }
                | Cache::ClassMethod { value, .. }
                | Cache::Builtin { value, .. } => to.visit(value),
                Cache::Property { getter: it, .. } | Cache::Setter { setter: it, .. } => {
                    to.visit(Value::Function(it))
                }
                Cache::Empty | Cache::Slot { .. } | Cache::Add { .. } => {}
                Cache::Global { .. } | Cache::BuiltinGlobal { .. } | Cache::InModule { .. } => {}
                Cache::ClassData { .. } | Cache::OfClassData { .. } => {}
            }
        }
    }

    fn sweep(&mut self) {
        let dead_classes = self.classes.ids().any(|it| !self.classes.is_marked(it));
        if dead_classes {
            for class in self.classes.ids().collect::<Vec<_>>() {
                let Some(mut rest) = self.classes[class].rest.take() else { continue };
                rest.subclasses.retain(|it| self.classes.is_marked(*it));
                self.classes[class].rest = Some(rest);
            }
        }
        let mut used = self.fixed;
        let mut vacant = 0;
        each_slab!(self, |slab| {
            used += slab.sweep();
            vacant += slab.vacant();
        });
        (self.used, self.vacant) = (used, vacant);
        self.set_threshold();
    }
}

/// Marks a string at once where nothing hangs on it: most of what dicts and tuples hold needs no second look.
#[inline]
fn visit_or_mark(strs: &mut Slab<Str>, value: Value, to: &mut Tracer<'_>) {
    match value {
        Value::Str(id) if !matches!(strs[id].text, Text::Prefix(..)) => {
            strs.mark(id);
        }
        it => to.visit(it),
    }
}

fn trace_iter(it: &Iter, to: &mut Tracer<'_>) {
    match *it {
        Iter::Exhausted | Iter::Range { .. } => {}
        Iter::BigRange { next, step, left } => to.visit_all(&[next, step, left]),
        Iter::List { list, .. } | Iter::ListReversed { list, .. } => to.visit(Value::List(list)),
        Iter::Tuple { tuple, .. } => to.visit(Value::Tuple(tuple)),
        Iter::Str { text, .. } => to.visit(Value::Str(text)),
        Iter::Bytes { bytes, .. } => to.visit(bytes),
        Iter::DictKeys { dict, .. } | Iter::DictValues { dict, .. } => to.visit(Value::Dict(dict)),
        Iter::DictItems { dict, .. } | Iter::DictReversed { dict, .. } => to.visit(Value::Dict(dict)),
        Iter::Set { set, .. } => to.visit(Value::Set(set)),
        Iter::Sequence { object, .. } | Iter::SequenceReversed { object, .. } => to.visit(object),
        Iter::Callable { callable, sentinel } => to.visit_all(&[callable, sentinel]),
        Iter::Enumerate { inner, next } => to.visit_all(&[inner, next]),
        Iter::Zip { inner, .. } => to.visit(Value::Tuple(inner)),
        Iter::Map { function, inner, .. } => to.visit_all(&[function, Value::Tuple(inner)]),
        Iter::Filter { function, inner } => to.visit_all(&[function, inner]),
    }
}
