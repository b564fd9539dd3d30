//! Templates: replacement texts with references to groups.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;

use super::match_;
use super::pattern::Pattern;
use super::search::Target;
use crate::error::{Res, Unwind};
use crate::heap::{Payload, Tracer};
use crate::value::Value;
use crate::vm::Vm;

/// The data of a template.
#[derive(Clone)]
pub(super) struct Template {
    /// The literal before the first group.
    pub(super) literal: Value,
    /// Each group, and the literal behind it.
    pub(super) parts: Box<[(usize, Value)]>,
}

impl Payload for Template {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.literal);
        self.parts.iter().for_each(|it| tracer.visit(it.1));
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.parts)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

#[cold]
fn invalid(vm: &mut Vm) -> Unwind {
    vm.type_error("invalid template")
}

/// `_sre.template(pattern, [literal, group, literal, ...])`.
pub(super) fn template(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(groups) = vm.payload::<Pattern>(args[0]).map(|it| it.groups) else { return Err(invalid(vm)) };
    let Value::List(list) = vm.unwrap(args[1]) else { return Err(invalid(vm)) };
    let items = vm.heap.lists[list].items.clone();
    vm.spend(items.len())?;
    let [literal, rest @ ..] = items.as_slice() else { return Err(invalid(vm)) };
    let mut parts = Vec::with_capacity(rest.len() / 2);
    for pair in rest.chunks(2) {
        match *pair {
            [Value::Int(group), literal] => match usize::try_from(group) {
                Ok(group) if group <= groups => parts.push((group, literal)),
                _ => return Err(invalid(vm)),
            },
            _ => return Err(invalid(vm)),
        }
    }
    let class = super::class(vm, |it| it.template)?;
    vm.heap.charge(size_of_val(parts.as_slice()))?;
    vm.heap.object(class, Template { literal: *literal, parts: parts.into_boxed_slice() })
}

/// Asks `re` to make a template of a replacement text.
pub(super) fn compile_template(vm: &mut Vm, pattern: Value, text: Value) -> Res {
    let module = vm.import("re", None, Value::None, 0)?;
    vm.keep(module);
    let made = vm.call_method(module, "_compile_template", &[pattern, text])?;
    vm.keep(made);
    Ok(made)
}

/// Text or bytes put together of parts that must be of the type of the target.
pub(super) struct Joined {
    text: Vec<u8>,
    surrogates: bool,
    is_text: bool,
    count: usize,
}

impl Joined {
    pub(super) fn new(target: Target) -> Self {
        Self { text: Vec::new(), surrogates: false, is_text: matches!(target, Target::Text(_)), count: 0 }
    }

    fn reserve(&mut self, vm: &mut Vm, more: usize) -> Res<()> {
        if self.text.capacity() - self.text.len() < more {
            vm.heap.room(self.text.len().saturating_add(more).saturating_mul(2))?;
        }
        self.count += 1;
        vm.spend(more / 64 + 1)
    }

    /// Adds part of the target.
    pub(super) fn push_part(&mut self, vm: &mut Vm, target: Target, start: usize, end: usize) -> Res<()> {
        self.reserve(vm, end.saturating_sub(start))?;
        let data = match target {
            Target::Text(id) => {
                self.surrogates |= vm.heap.str_has_surrogates(id);
                vm.heap.text(id).as_bytes()
            }
            Target::Bytes(id) => vm.heap.bytes[id].data.as_slice(),
        };
        self.text.extend_from_slice(data.get(start..end).unwrap_or_default());
        Ok(())
    }

    /// Adds a value.
    pub(super) fn push(&mut self, vm: &mut Vm, value: Value) -> Res<()> {
        if self.is_text {
            let Some(id) = vm.as_str(value) else { return Err(self.wrong(vm, value, "str instance")) };
            let len = vm.heap.text(id).len();
            self.reserve(vm, len)?;
            self.surrogates |= vm.heap.str_has_surrogates(id);
            self.text.extend_from_slice(vm.heap.text(id).as_bytes());
            return Ok(());
        }
        if !vm.is_bytes_like(value) {
            return Err(self.wrong(vm, value, "a bytes-like object"));
        }
        let len = vm.view_len(value);
        self.reserve(vm, len)?;
        self.text.extend_from_slice(&vm.view(value).unwrap_or_default());
        Ok(())
    }

    #[cold]
    fn wrong(&self, vm: &mut Vm, value: Value, expected: &str) -> Unwind {
        let found = vm.type_name(value);
        let text = alloc::format!("sequence item {}: expected {expected}, {found} found", self.count);
        vm.type_error(&text)
    }

    pub(super) fn finish(self, vm: &mut Vm) -> Res {
        if self.is_text {
            let text = alloc::string::String::from_utf8(self.text).unwrap_or_default();
            return vm.heap.string_shared(text, self.surrogates);
        }
        vm.heap.bytes(self.text)
    }
}

/// Adds what a template makes of a match; `span` gives the offsets of a group.
pub(super) fn push_expanded(
    vm: &mut Vm,
    out: &mut Joined,
    template: &Template,
    target: Target,
    span: impl Fn(usize) -> Option<(usize, usize)>,
) -> Res<()> {
    if !is_empty(vm, template.literal) {
        out.push(vm, template.literal)?;
    }
    for (group, literal) in &template.parts {
        if let Some((start, end)) = span(*group) {
            out.push_part(vm, target, start, end)?;
        }
        if !is_empty(vm, *literal) {
            out.push(vm, *literal)?;
        }
    }
    Ok(())
}

fn is_empty(vm: &Vm, value: Value) -> bool {
    match vm.unwrap(value) {
        Value::Str(id) => vm.heap.str_len(id) == 0,
        Value::Bytes(id) => vm.heap.bytes[id].data.is_empty(),
        _ => false,
    }
}

/// `match.expand(template)`.
pub(super) fn expand(vm: &mut Vm, args: &[Value]) -> Res {
    let it = match_::this(vm, args[0])?;
    let made = compile_template(vm, it.pattern, args[1])?;
    let Some(template) = vm.payload::<Template>(made).cloned() else { return Ok(made) };
    let Some(target) = it.target() else { return Ok(Value::None) };
    let mut out = Joined::new(target);
    push_expanded(vm, &mut out, &template, target, |group| super::search::mark_span(&it.spans, group))?;
    out.finish(vm)
}
