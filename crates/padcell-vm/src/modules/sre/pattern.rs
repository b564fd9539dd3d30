//! `re.Pattern`.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;

use super::program::Program;
use super::search::{Mode, Search, Target, mark_span};
use super::translate::{Kind, translate};
use super::{match_, scanner, substitute};
use crate::error::Res;
use crate::heap::{Payload, Tracer};
use crate::native::Def;
use crate::types::mapping_proxy::MappingProxy;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a pattern.
#[derive(Clone)]
pub(super) struct Pattern {
    /// The text or bytes that it was made of, or None.
    pub(super) source: Value,
    pub(super) flags: i64,
    pub(super) groups: usize,
    /// A dict from names to numbers of groups.
    pub(super) groupindex: Value,
    /// A tuple of the names of groups.
    pub(super) indexgroup: Value,
    pub(super) kind: Kind,
    pub(super) program: Arc<Program>,
}

impl Payload for Pattern {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.source, self.groupindex, self.indexgroup]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.program.footprint()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("match", "self, /, string, pos=0, endpos=sys.maxsize", |vm, args| one(vm, args, Mode::Match)),
    Def::method("fullmatch", "self, /, string, pos=0, endpos=sys.maxsize", |vm, args| {
        one(vm, args, Mode::FullMatch)
    }),
    Def::method("search", "self, /, string, pos=0, endpos=sys.maxsize", |vm, args| {
        one(vm, args, Mode::Search)
    }),
    Def::method("findall", "self, /, string, pos=0, endpos=sys.maxsize", findall),
    Def::method("finditer", "self, /, string, pos=0, endpos=sys.maxsize", scanner::finditer),
    Def::method("scanner", "self, /, string, pos=0, endpos=sys.maxsize", scanner::scanner),
    Def::method("split", "self, /, string, maxsplit=0", split),
    Def::method("sub", "self, /, repl, string, count=0", substitute::sub),
    Def::method("subn", "self, /, repl, string, count=0", substitute::subn),
    Def::method("__copy__", "self, /", |_, args| Ok(args[0])),
    Def::method("__deepcopy__", "self, memo, /", |_, args| Ok(args[0])),
    Def::method("__repr__", "self, /", repr),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__hash__", "self, /", hash),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
    Def::get("pattern", |vm, args| this(vm, args[0]).map(|it| it.source)),
    Def::get("flags", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.flags))),
    Def::get("groups", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.groups as i64))),
    Def::get("groupindex", |vm, args| {
        let mapping = this(vm, args[0])?.groupindex;
        let class = vm.types.mapping_proxy;
        vm.heap.object(class, MappingProxy { mapping })
    }),
];

pub(super) fn this(vm: &mut Vm, value: Value) -> Res<Pattern> {
    match vm.payload::<Pattern>(value) {
        Some(it) => Ok(it.clone()),
        None => Err(vm.type_error("expected a compiled pattern")),
    }
}

/// `_sre.compile(pattern, flags, code, groups, groupindex, indexgroup)`.
pub(super) fn compile(vm: &mut Vm, args: &[Value]) -> Res {
    let [source, flags, code, groups, groupindex, indexgroup] = *args else {
        return Err(vm.type_error("compile() takes 6 arguments"));
    };
    let kind = if source.is_none() {
        Kind::Both
    } else if vm.as_str(source).is_some() {
        Kind::Text
    } else if vm.is_bytes_like(source) {
        Kind::Bytes
    } else {
        return Err(vm.bad_argument("compile() argument 1", "str, bytes or None", source));
    };
    let flags = vm.index_i64(flags)?;
    let groups = vm.index_i64(groups)?;
    let (Value::List(list), Value::Dict(_), Value::Tuple(_)) =
        (vm.unwrap(code), vm.unwrap(groupindex), vm.unwrap(indexgroup))
    else {
        return Err(vm.type_error("compile() takes a list, a dict and a tuple"));
    };
    let len = vm.heap.lists[list].items.len();
    // An instruction and its word take less than this.
    vm.heap.room(len.saturating_mul(48))?;
    vm.spend(len / 2 + 1)?;
    let mut words = Vec::with_capacity(len);
    for index in 0..len {
        let item = vm.heap.lists[list].items.get(index).copied().unwrap_or(Value::None);
        let Value::Int(word) = vm.unwrap(item) else { return Err(vm.type_error("an integer is required")) };
        match u32::try_from(word) {
            Ok(it) => words.push(it),
            Err(_) => return Err(vm.overflow_error("regular expression code size limit exceeded")),
        }
    }
    let program = u32::try_from(groups).ok().filter(|it| *it < 1 << 30).and_then(|it| {
        // Each group has its marks in the list, so no more groups than words.
        if it as usize <= words.len() { translate(&words, it, kind) } else { None }
    });
    let Some(program) = program else { return Err(vm.runtime_error("invalid SRE code")) };
    let class = super::class(vm, |it| it.pattern)?;
    vm.heap.charge(program.footprint())?;
    let pattern = Pattern {
        source,
        flags,
        groups: groups as usize,
        groupindex: vm.unwrap(groupindex),
        indexgroup: vm.unwrap(indexgroup),
        kind,
        program: Arc::new(program),
    };
    vm.heap.object(class, pattern)
}

/// What is matched: a string, or a copy of the data of a bytes-like object.
pub(super) fn target(vm: &mut Vm, pattern: &Pattern, string: Value) -> Res<Target> {
    if let Some(id) = vm.as_str(string) {
        if pattern.kind == Kind::Bytes {
            return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
        }
        return Ok(Target::Text(id));
    }
    let Some(id) = vm.buffer_of(string)? else {
        let text = format!("expected string or bytes-like object, got '{}'", vm.type_name(string));
        return Err(vm.type_error(&text));
    };
    if pattern.kind == Kind::Text {
        return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
    }
    Ok(Target::Bytes(id))
}

/// `pos` and `endpos`: as indices within the target, and as offsets.
pub(super) struct Bounds {
    pub(super) pos: usize,
    pub(super) endpos: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn bounds(vm: &mut Vm, target: Target, pos: Value, endpos: Value) -> Res<Bounds> {
    let len = match target {
        Target::Text(id) => vm.heap.str_len(id),
        Target::Bytes(id) => vm.heap.bytes[id].data.len(),
    };
    let pos = if pos.is_unset() { 0 } else { vm.index_clipped(pos)? };
    let endpos = if endpos.is_unset() { i64::MAX } else { vm.index_clipped(endpos)? };
    let clip = |it: i64| usize::try_from(it).unwrap_or(0).min(len);
    let endpos = clip(endpos);
    let pos = clip(pos).min(endpos);
    let (start, end) = match target {
        Target::Bytes(_) => (pos, endpos),
        Target::Text(id) => {
            if pos > 0 || endpos < len {
                vm.heap.index_offsets(id)?;
            }
            (vm.heap.byte_offset(id, pos), vm.heap.byte_offset(id, endpos))
        }
    };
    Ok(Bounds { pos, endpos, start, end })
}

fn one(vm: &mut Vm, args: &[Value], mode: Mode) -> Res {
    let pattern = this(vm, args[0])?;
    let target = target(vm, &pattern, args[1])?;
    vm.keep(target.value());
    let bounds = bounds(vm, target, args[2], args[3])?;
    let mut search = Search::new(Arc::clone(&pattern.program), target, mode, bounds.start, bounds.end);
    match search.next(vm)? {
        Some(found) => match_::make(vm, args[0], args[1], &search, found, (bounds.pos, bounds.endpos)),
        None => Ok(Value::None),
    }
}

/// A group of a match, or `default` where it took no part.
pub(super) fn group_or(vm: &mut Vm, search: &Search, group: usize, default: Value) -> Res {
    match mark_span(&search.matcher.marks, group) {
        Some((start, end)) => search.target.part(vm, start, end),
        None => Ok(default),
    }
}

fn findall(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let target = target(vm, &pattern, args[1])?;
    vm.keep(target.value());
    let bounds = bounds(vm, target, args[2], args[3])?;
    let mut search =
        Search::new(Arc::clone(&pattern.program), target, Mode::Search, bounds.start, bounds.end);
    let result = vm.heap.list(Vec::new())?;
    let Value::List(list) = result else { return Ok(result) };
    vm.keep(result);
    let empty = target.part(vm, 0, 0)?;
    vm.keep(empty);
    while let Some(found) = search.next(vm)? {
        let item = match pattern.groups {
            0 => target.part(vm, found.start, found.end)?,
            1 => group_or(vm, &search, 0, empty)?,
            groups => {
                vm.spend(groups)?;
                let mut items = Vec::with_capacity(groups);
                for group in 0..groups {
                    items.push(group_or(vm, &search, group, empty)?);
                }
                vm.heap.tuple(items)?
            }
        };
        vm.heap.list_push(list, item)?;
    }
    Ok(result)
}

fn split(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let target = target(vm, &pattern, args[1])?;
    vm.keep(target.value());
    let most = vm.int_argument(args[2], 0)?;
    let bounds = bounds(vm, target, Value::Unset, Value::Unset)?;
    let mut search =
        Search::new(Arc::clone(&pattern.program), target, Mode::Search, bounds.start, bounds.end);
    let result = vm.heap.list(Vec::new())?;
    let Value::List(list) = result else { return Ok(result) };
    vm.keep(result);
    let (mut last, mut count) = (0, 0);
    while most == 0 || count < most {
        let Some(found) = search.next(vm)? else { break };
        let part = target.part(vm, last, found.start)?;
        vm.heap.list_push(list, part)?;
        vm.spend(pattern.groups)?;
        for group in 0..pattern.groups {
            let part = group_or(vm, &search, group, Value::None)?;
            vm.heap.list_push(list, part)?;
        }
        count += 1;
        last = found.end;
    }
    let part = target.part(vm, last, bounds.end)?;
    vm.heap.list_push(list, part)?;
    Ok(result)
}

/// Names of flags, as `repr` shows them.
const FLAGS: &[(i64, &str)] = &[
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let mut flags = pattern.flags;
    // A pattern of text is Unicode's unless it says otherwise.
    if pattern.kind == Kind::Text && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let mut names: Vec<String> = Vec::new();
    for (flag, name) in FLAGS {
        if flags & flag != 0 {
            names.push(String::from(*name));
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    let source = vm.repr(pattern.source)?;
    let source: String = source.chars().take(200).collect();
    let text = if names.is_empty() {
        format!("re.compile({source})")
    } else {
        format!("re.compile({source}, {})", names.join("|"))
    };
    vm.heap.string(text)
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let Some(other) = vm.payload::<Pattern>(args[1]).cloned() else { return Ok(Value::NotImplemented) };
    let alike = pattern.flags == other.flags
        && pattern.kind == other.kind
        && pattern.program.code == other.program.code;
    if !alike {
        return Ok(Value::Bool(false));
    }
    vm.same(pattern.source, other.source).map(Value::Bool)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match eq(vm, args)? {
        Value::Bool(it) => Value::Bool(!it),
        other => other,
    })
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let pattern = this(vm, args[0])?;
    let words: Vec<u8> = pattern.program.code.iter().flat_map(|it| it.to_le_bytes()).collect();
    let code = vm.heap.hash_bytes(&words);
    let source = vm.hash(pattern.source)?;
    Ok(Value::Int(code ^ source ^ pattern.flags))
}
