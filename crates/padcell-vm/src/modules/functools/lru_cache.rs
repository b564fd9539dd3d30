//! `functools._lru_cache_wrapper`: what `lru_cache` makes of a function.

use core::any::Any;

use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// The function, and a dict of its results in the order in which they were asked for last.
#[derive(Clone, Copy)]
struct LruCache {
    function: Value,
    results: Id<Dict>,
    /// None: no limit.
    maxsize: Option<usize>,
    typed: bool,
    hits: i64,
    misses: i64,
    /// The class of what `cache_info` gives.
    info: Value,
    /// Stands between positional and keyword arguments in a key.
    mark: Value,
}

impl Payload for LruCache {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.function, Value::Dict(self.results), self.info, self.mark]);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, user_function, maxsize, typed, cache_info_type", new),
    Def::method("__call__", "self, /, *args, **kwargs", call),
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::method("cache_info", "self, /", cache_info).doc("Report cache statistics"),
    Def::method("cache_clear", "self, /", cache_clear).doc("Clear the cache and cache statistics"),
    Def::method("__copy__", "self, /", |_, args| Ok(args[0])),
    Def::method("__deepcopy__", "self, memo, /", |_, args| Ok(args[0])),
    Def::method("__reduce__", "self, /", reduce),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let flags = ClassFlags::BASE.with(ClassFlags::DICT);
    vm.module_class(module, "functools", "_lru_cache_wrapper", flags, METHODS)?;
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_lru_cache_wrapper")?;
    let [function, maxsize, typed, info] = args[1..] else { return Err(vm.type_error("no function")) };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let maxsize = if maxsize.is_none() {
        None
    } else {
        if !matches!(vm.unwrap(maxsize), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
            return Err(vm.type_error("maxsize should be integer or None"));
        }
        Some(usize::try_from(vm.index_i64(maxsize)?).unwrap_or(0))
    };
    let typed = vm.truth(typed)?;
    let results = vm.heap.dict()?;
    let mark = vm.new_instance(vm.types.object)?;
    vm.heap.object(class, LruCache { function, results, maxsize, typed, hits: 0, misses: 0, info, mark })
}

/// The key of a call: the arguments, with their types where those count.
fn key_of(vm: &mut Vm, it: &LruCache, args: &[Value], kwargs: Value) -> Res {
    if let ([one @ (Value::Int(_) | Value::Str(_))], Value::Unset, false) = (args, kwargs, it.typed) {
        return Ok(*one);
    }
    let mut key = Vec::from(args);
    vm.spend(args.len() / 4)?;
    let (names, values) = vm.keywords_of(kwargs)?;
    if !names.is_empty() {
        key.push(it.mark);
        for (name, value) in names.iter().zip(&values) {
            key.extend([*name, *value]);
        }
    }
    if it.typed {
        for value in args.iter().chain(&values) {
            key.push(Value::Class(vm.class_of(*value)));
        }
    }
    vm.heap.tuple(key)
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    let it: LruCache = vm.data(args[0])?;
    let (kwargs, given) = (args[1], &args[2..]);
    if it.maxsize == Some(0) {
        vm.change::<LruCache>(args[0], |it| it.misses += 1);
        return vm.call_dict(it.function, given, kwargs);
    }
    let key = key_of(vm, &it, given, kwargs)?;
    vm.keep(key);
    let hash = vm.hash(key)?;
    if let Some(position) = vm.dict_find(it.results, key, hash)? {
        if let Some(entry) = vm.heap.dicts[it.results].at(position).copied() {
            vm.change::<LruCache>(args[0], |it| it.hits += 1);
            if it.maxsize.is_some() && vm.heap.dicts[it.results].last() != Some(position) {
                vm.heap.charge(vm.heap.dicts[it.results].growth())?;
                vm.heap.dicts[it.results].move_at(position, true);
            }
            return Ok(entry.value);
        }
    }
    vm.change::<LruCache>(args[0], |it| it.misses += 1);
    let result = vm.call_dict(it.function, given, kwargs)?;
    vm.keep(result);
    // The function may have been called with the same arguments meanwhile.
    if vm.dict_find(it.results, key, hash)?.is_some() {
        return Ok(result);
    }
    if let Some(maxsize) = it.maxsize {
        while vm.heap.dicts[it.results].len() >= maxsize {
            let Some((oldest, _)) = vm.heap.dicts[it.results].next_from(0) else { break };
            vm.heap.dicts[it.results].remove_at(oldest);
        }
    }
    vm.heap.dict_push(it.results, hash, key, result)?;
    Ok(result)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_none() { Ok(args[0]) } else { vm.heap.bound(args[0], args[1]) }
}

fn cache_info(vm: &mut Vm, args: &[Value]) -> Res {
    let it: LruCache = vm.data(args[0])?;
    let size = |it: usize| Value::Int(i64::try_from(it).unwrap_or(i64::MAX));
    let maxsize = it.maxsize.map_or(Value::None, size);
    let current = size(vm.heap.dicts[it.results].len());
    vm.call(it.info, &[Value::Int(it.hits), Value::Int(it.misses), maxsize, current])
}

fn cache_clear(vm: &mut Vm, args: &[Value]) -> Res {
    let it: LruCache = vm.data(args[0])?;
    vm.heap.dicts[it.results].clear();
    vm.change::<LruCache>(args[0], |it| {
        it.hits = 0;
        it.misses = 0;
    });
    Ok(Value::None)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    vm.getattr_or_raise(args[0], vm.names.__qualname__)
}
