//! Scanners, and `finditer`, which is a scanner's `search` called again and again.

use alloc::sync::Arc;
use core::any::Any;

use super::match_;
use super::pattern::{bounds, target, this};
use super::search::{Mode, Search};
use crate::error::Res;
use crate::heap::{Iter, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a scanner.
struct Scanner {
    pattern: Value,
    string: Value,
    /// Taken out while it runs.
    search: Option<Search>,
    pos: usize,
    endpos: usize,
}

impl Payload for Scanner {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.pattern, self.string]);
        if let Some(it) = &self.search {
            tracer.visit(it.target.value());
        }
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.search.as_ref().map_or(0, |it| it.matcher.footprint())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("match", "self, /", |vm, args| next(vm, args, Mode::Match)),
    Def::method("search", "self, /", |vm, args| next(vm, args, Mode::Search)),
    Def::get("pattern", |vm, args| Ok(vm.payload::<Scanner>(args[0]).map_or(Value::None, |it| it.pattern))),
];

pub(super) fn scanner(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let target = target(vm, &pattern, args[1])?;
    vm.keep(target.value());
    let bounds = bounds(vm, target, args[2], args[3])?;
    let search = Search::new(Arc::clone(&pattern.program), target, Mode::Search, bounds.start, bounds.end);
    let class = super::class(vm, |it| it.scanner)?;
    let (pos, endpos) = (bounds.pos, bounds.endpos);
    vm.heap.object(class, Scanner { pattern: args[0], string: args[1], search: Some(search), pos, endpos })
}

pub(super) fn finditer(vm: &mut Vm, args: &[Value]) -> Res {
    let scanner = scanner(vm, args)?;
    vm.keep(scanner);
    let callable = vm.intern("search")?;
    let callable = vm.getattr(scanner, callable)?;
    vm.keep(callable);
    vm.heap.iter(Iter::Callable { callable, sentinel: Value::None })
}

fn next(vm: &mut Vm, args: &[Value], mode: Mode) -> Res {
    let Some(it) = vm.payload_mut::<Scanner>(args[0]) else { return Ok(Value::None) };
    let (pattern, string, span) = (it.pattern, it.string, (it.pos, it.endpos));
    let Some(mut search) = it.search.take() else { return Ok(Value::None) };
    vm.keep(search.target.value());
    search.set_mode(mode);
    let result = match search.next(vm) {
        Ok(Some(found)) => match_::make(vm, pattern, string, &search, found, span),
        Ok(None) => Ok(Value::None),
        Err(it) => Err(it),
    };
    search.matcher.shrink();
    if let Some(it) = vm.payload_mut::<Scanner>(args[0]) {
        it.search = Some(search);
    }
    result
}
