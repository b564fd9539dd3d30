//! `re.Match`.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::any::Any;

use super::matcher::NOWHERE;
use super::pattern::Pattern;
use super::search::{Found, Search, Target, mark_span};
use super::{expand, pattern};
use crate::error::{Res, Unwind};
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a match.
#[derive(Clone)]
pub(super) struct Match {
    pub(super) pattern: Value,
    /// The object that was searched.
    string: Value,
    /// The text or bytes that were searched.
    pub(super) target: Value,
    /// Start and end of the match and of each group: offsets of bytes.
    pub(super) spans: Box<[usize]>,
    /// The group that was closed last; 0 for none.
    last_index: u32,
    pos: usize,
    endpos: usize,
}

impl Payload for Match {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.pattern, self.string, self.target]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.spans)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("group", "self, /, *args", group),
    Def::method("__getitem__", "self, key, /", |vm, args| {
        let it = this(vm, args[0])?;
        let index = group_index(vm, &it, args[1])?;
        it.group(vm, index, Value::None)
    }),
    Def::method("groups", "self, /, default=None", groups),
    Def::method("groupdict", "self, /, default=None", groupdict),
    Def::method("start", "self, group=0, /", |vm, args| span_of(vm, args).map(|it| Value::Int(it.0))),
    Def::method("end", "self, group=0, /", |vm, args| span_of(vm, args).map(|it| Value::Int(it.1))),
    Def::method("span", "self, group=0, /", |vm, args| {
        let (start, end) = span_of(vm, args)?;
        vm.heap.tuple_of(&[Value::Int(start), Value::Int(end)])
    }),
    Def::method("expand", "self, /, template", expand::expand),
    Def::method("__copy__", "self, /", |_, args| Ok(args[0])),
    Def::method("__deepcopy__", "self, memo, /", |_, args| Ok(args[0])),
    Def::method("__repr__", "self, /", repr),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
    Def::get("string", |vm, args| this(vm, args[0]).map(|it| it.string)),
    Def::get("re", |vm, args| this(vm, args[0]).map(|it| it.pattern)),
    Def::get("pos", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.pos as i64))),
    Def::get("endpos", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.endpos as i64))),
    Def::get("lastindex", |vm, args| {
        this(vm, args[0])
            .map(|it| if it.last_index == 0 { Value::None } else { Value::Int(i64::from(it.last_index)) })
    }),
    Def::get("lastgroup", lastgroup),
    Def::get("regs", regs),
];

pub(super) fn this(vm: &mut Vm, value: Value) -> Res<Match> {
    match vm.payload::<Match>(value) {
        Some(it) => Ok(it.clone()),
        None => Err(vm.type_error("expected a match object")),
    }
}

/// A new match object.
pub(super) fn make(
    vm: &mut Vm,
    pattern: Value,
    string: Value,
    search: &Search,
    found: Found,
    (pos, endpos): (usize, usize),
) -> Res {
    let class = super::class(vm, |it| it.match_)?;
    let count = search.matcher.marks.len() + 2;
    vm.heap.charge(count * size_of::<usize>())?;
    let mut spans = Vec::with_capacity(count);
    spans.extend([found.start, found.end]);
    for group in 0..search.matcher.marks.len() / 2 {
        let (start, end) = mark_span(&search.matcher.marks, group).unwrap_or((NOWHERE, NOWHERE));
        spans.extend([start, end]);
    }
    let data = Match {
        pattern,
        string,
        target: search.target.value(),
        spans: spans.into_boxed_slice(),
        last_index: search.matcher.last_index,
        pos,
        endpos,
    };
    vm.heap.object(class, data)
}

impl Match {
    pub(super) fn target(&self) -> Option<Target> {
        match self.target {
            Value::Str(id) => Some(Target::Text(id)),
            Value::Bytes(id) => Some(Target::Bytes(id)),
            _ => None,
        }
    }

    /// A group (0 is the whole match), or `default` where it took no part.
    pub(super) fn group(&self, vm: &mut Vm, index: usize, default: Value) -> Res {
        match (self.target(), mark_span(&self.spans, index)) {
            (Some(target), Some((start, end))) => target.part(vm, start, end),
            _ => Ok(default),
        }
    }

    /// Start and end of a group as indices; -1 where it took no part.
    fn span(&self, vm: &mut Vm, index: usize) -> Res<(i64, i64)> {
        let Some((start, end)) = mark_span(&self.spans, index) else { return Ok((-1, -1)) };
        match self.target {
            Value::Str(id) => {
                vm.heap.index_offsets(id)?;
                Ok((vm.heap.char_index(id, start) as i64, vm.heap.char_index(id, end) as i64))
            }
            _ => Ok((start as i64, end as i64)),
        }
    }

    fn count(&self) -> usize {
        self.spans.len() / 2
    }
}

#[cold]
fn no_such_group(vm: &mut Vm) -> Unwind {
    vm.index_error("no such group")
}

/// The number of a group that is given by number or name.
fn group_index(vm: &mut Vm, it: &Match, key: Value) -> Res<usize> {
    let index = if let Value::Int(it) = key {
        it
    } else {
        let class = vm.class_of(key);
        if vm.class_lookup(class, vm.names.__index__).is_some() {
            vm.index_i64(key)?
        } else {
            let names = vm.payload::<Pattern>(it.pattern).map(|it| it.groupindex);
            let found = match names {
                Some(Value::Dict(names)) if vm.as_str(key).is_some() || vm.is_bytes_like(key) => {
                    vm.dict_get(names, key)?
                }
                _ => None,
            };
            match found {
                Some(Value::Int(it)) => it,
                _ => return Err(no_such_group(vm)),
            }
        }
    };
    match usize::try_from(index) {
        Ok(index) if index < it.count() => Ok(index),
        _ => Err(no_such_group(vm)),
    }
}

fn group(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    match args {
        [_] => it.group(vm, 0, Value::None),
        [_, one] => {
            let index = group_index(vm, &it, *one)?;
            it.group(vm, index, Value::None)
        }
        [_, keys @ ..] => {
            let mut indices = Vec::with_capacity(keys.len());
            for key in keys {
                indices.push(group_index(vm, &it, *key)?);
            }
            let mut items = Vec::with_capacity(keys.len());
            for index in indices {
                items.push(it.group(vm, index, Value::None)?);
            }
            vm.heap.tuple(items)
        }
        [] => Ok(Value::None),
    }
}

fn groups(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    vm.room_for(it.count())?;
    let mut items = Vec::with_capacity(it.count());
    for index in 1..it.count() {
        items.push(it.group(vm, index, args[1].or(Value::None))?);
    }
    vm.heap.tuple(items)
}

fn groupdict(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    let dict = vm.heap.dict()?;
    vm.keep(Value::Dict(dict));
    let Some(Value::Dict(names)) = vm.payload::<Pattern>(it.pattern).map(|it| it.groupindex) else {
        return Ok(Value::Dict(dict));
    };
    let mut position = 0;
    while let Some((at, entry)) = vm.heap.dicts[names].next_from(position) {
        position = at + 1;
        vm.spend(4)?;
        let index = group_index(vm, &it, entry.value)?;
        let value = it.group(vm, index, args[1].or(Value::None))?;
        vm.dict_set(dict, entry.key, value)?;
    }
    Ok(Value::Dict(dict))
}

fn span_of(vm: &mut Vm, args: &[Value]) -> Res<(i64, i64)> {
    let it = this(vm, args[0])?;
    let index = group_index(vm, &it, args[1].or(Value::Int(0)))?;
    it.span(vm, index)
}

fn lastgroup(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    let names = pattern::this(vm, it.pattern)?.indexgroup;
    match names {
        Value::Tuple(names) if it.last_index > 0 => {
            Ok(vm.heap.tuples[names].items.get(it.last_index as usize).copied().unwrap_or(Value::None))
        }
        _ => Ok(Value::None),
    }
}

fn regs(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    vm.room_for(it.count() * 4)?;
    let mut items = Vec::with_capacity(it.count());
    for index in 0..it.count() {
        let (start, end) = it.span(vm, index)?;
        items.push(vm.heap.tuple_of(&[Value::Int(start), Value::Int(end)])?);
    }
    vm.heap.tuple(items)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = this(vm, args[0])?;
    let (start, end) = it.span(vm, 0)?;
    let whole = it.group(vm, 0, Value::None)?;
    let shown = vm.repr(whole)?;
    vm.heap.string(format!("<re.Match object; span=({start}, {end}), match={shown}>"))
}
