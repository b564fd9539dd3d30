//! `str`: construction, the sequence operations, comparison; the other methods are in `str_/`, a file a family.

pub(crate) mod case;
pub(crate) mod encode;
pub(crate) mod format;
pub(crate) mod pad;
pub(crate) mod percent;
pub(crate) mod predicates;
pub(crate) mod replace;
pub(crate) mod repr;
pub(crate) mod search;
pub(crate) mod split;
pub(crate) mod strip;
pub(crate) mod template;
pub(crate) mod text;
pub(crate) mod translate;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use self::text::{FAST, SLOW};
use crate::error::Res;
use crate::heap::{Id, Iter, Str};
use crate::native::Def;
use crate::types::sequence::Span;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, object='', encoding='utf-8', errors='strict'", new),
    Def::method("__len__", "self, /", len),
    Def::method("__getitem__", "self, key, /", get_item),
    Def::method("__contains__", "self, key, /", contains),
    Def::method("__add__", "self, value, /", add),
    Def::method("__mul__", "self, value, /", multiply),
    Def::method("__rmul__", "self, value, /", multiply),
    Def::method("__mod__", "self, value, /", percent::modulo),
    Def::method("__rmod__", "self, value, /", percent::reflected_modulo),
    Def::method("__eq__", "self, value, /", eq),
    Def::method("__ne__", "self, value, /", ne),
    Def::method("__lt__", "self, value, /", lt),
    Def::method("__le__", "self, value, /", le),
    Def::method("__gt__", "self, value, /", gt),
    Def::method("__ge__", "self, value, /", ge),
    Def::method("__iter__", "self, /", iter),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr_method),
    Def::method("__str__", "self, /", str_method),
    Def::method("__getnewargs__", "self, /", getnewargs),
    Def::method("__sizeof__", "self, /", sizeof),
];

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.str_)?;
    let (object, encoding, errors) = (args[1], args[2], args[3]);
    let value = if encoding.is_unset() && errors.is_unset() {
        if object.is_unset() { Value::Str(vm.heap.intern("")?) } else { vm.str_value(object)? }
    } else {
        if let Some(id) = encoding.is_set().then_some(encoding) {
            vm.str_argument("str() argument 'encoding'", id)?;
        }
        if errors.is_set() {
            vm.str_argument("str() argument 'errors'", errors)?;
        }
        if object.is_unset() {
            Value::Str(vm.heap.intern("")?)
        } else {
            decode_object(vm, object, encoding, errors)?
        }
    };
    if class == vm.types.str_ {
        return Ok(value);
    }
    let exact = vm.unwrap(value);
    vm.wrap(class, exact)
}

/// `str(object, encoding, errors)`.
fn decode_object(vm: &mut Vm, object: Value, encoding: Value, errors: Value) -> Res {
    if vm.as_str(object).is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let Some(data) = vm.buffer_of(object)? else {
        let text = format!("decoding to str: need a bytes-like object, {} found", vm.type_name(object));
        return Err(vm.type_error(&text));
    };
    crate::codecs::decode(vm, data, encoding, errors)
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    Ok(Value::Int(vm.heap.str_len(this) as i64))
}

/// `text[index]` of an exact string and int: what the interpreter's fast path calls.
///
/// # Errors
/// IndexError.
#[inline]
pub(crate) fn char_at(vm: &mut Vm, id: Id<Str>, index: i64) -> Res {
    let len = vm.heap.str_len(id) as i64;
    let at = if index < 0 { index.wrapping_add(len) } else { index };
    if at < 0 || at >= len {
        return Err(vm.index_error("string index out of range"));
    }
    let at = at as usize;
    if vm.heap.str_is_ascii(id) {
        let byte = vm.heap.text(id).as_bytes()[at];
        return vm.heap.single(char::from(byte));
    }
    if vm.heap.strs[id].offsets.is_none() {
        vm.spend(at / 16)?;
        vm.heap.index_offsets(id)?;
    }
    let start = vm.heap.byte_offset(id, at);
    match vm.heap.text(id).get(start..).and_then(|it| it.chars().next()) {
        Some(it) if (it as usize) < 256 => vm.heap.single(it),
        Some(it) => vm.heap.substring(id, start, start + it.len_utf8()),
        None => Err(vm.index_error("string index out of range")),
    }
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    if let Value::Slice(slice) = args[1] {
        let bounds = vm.slice_bounds(slice)?;
        let span = vm.span(bounds, vm.heap.str_len(this))?;
        return take_slice(vm, this, span);
    }
    let key = args[1];
    if let Value::Int(index) = key {
        return char_at(vm, this, index);
    }
    let class = vm.class_of(key);
    if vm.class_lookup(class, vm.names.__index__).is_none() {
        let text = format!("string indices must be integers, not '{}'", vm.type_name(key));
        return Err(vm.type_error(&text));
    }
    let index = vm.index_i64(key)?;
    char_at(vm, this, index)
}

/// The part of a string that a slice selects.
fn take_slice(vm: &mut Vm, id: Id<Str>, span: Span) -> Res {
    if span.step == 1 || span.count <= 1 {
        let start = usize::try_from(span.start).unwrap_or(0);
        if !vm.heap.str_is_ascii(id) {
            vm.spend(vm.heap.text(id).len() / FAST)?;
            vm.heap.index_offsets(id)?;
        }
        let (from, to) = (vm.heap.byte_offset(id, start), vm.heap.byte_offset(id, start + span.count));
        vm.spend((to - from) / FAST)?;
        return vm.heap.substring(id, from, to);
    }
    vm.heap.room(span.count.saturating_mul(4))?;
    vm.spend(span.count / SLOW + 1)?;
    let surrogates = vm.heap.str_has_surrogates(id);
    let mut out = String::with_capacity(span.count);
    if vm.heap.str_is_ascii(id) {
        let text = vm.heap.text(id).as_bytes();
        out.extend(span.indices().filter_map(|it| text.get(it)).map(|it| char::from(*it)));
    } else {
        vm.heap.room(vm.heap.str_len(id).saturating_mul(4))?;
        vm.spend(vm.heap.str_len(id) / SLOW)?;
        let chars: Vec<char> = vm.heap.text(id).chars().collect();
        out.extend(span.indices().filter_map(|it| chars.get(it)));
    }
    vm.heap.string_shared(out, surrogates)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(part) = vm.as_str(args[1]) else {
        let text = format!("'in <string>' requires string as left operand, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    };
    vm.spend(vm.heap.text(this).len() / FAST)?;
    Ok(Value::Bool(vm.heap.text(this).contains(vm.heap.text(part))))
}

fn add(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    match vm.as_str(args[1]) {
        Some(other) => {
            vm.spend(vm.heap.text(other).len() / FAST)?;
            vm.heap.concat(this, other)
        }
        None => Ok(Value::NotImplemented),
    }
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(count) = vm.repeat_count(args[1])? else { return Ok(Value::NotImplemented) };
    let count = usize::try_from(count).unwrap_or(0);
    let len = vm.heap.text(this).len();
    if count == 1 {
        return Ok(Value::Str(this));
    }
    if count == 0 || len == 0 {
        return vm.heap.intern("").map(Value::Str);
    }
    let total = len.saturating_mul(count);
    vm.heap.room(total)?;
    vm.spend(total / FAST + 1)?;
    let surrogates = vm.heap.str_has_surrogates(this);
    let out = vm.heap.text(this).repeat(count);
    vm.heap.string_flagged(out, surrogates)
}

impl Vm {
    /// How two strings compare: by code points.
    pub(crate) fn order_str(&self, a: Id<Str>, b: Id<Str>) -> Ordering {
        let heap = &self.heap;
        if heap.str_has_surrogates(a) || heap.str_has_surrogates(b) {
            return heap.code_points(a).cmp(heap.code_points(b));
        }
        heap.text(a).cmp(heap.text(b))
    }
}

fn compare(vm: &mut Vm, args: &[Value], test: fn(Ordering) -> bool) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(other) = vm.as_str(args[1]) else { return Ok(Value::NotImplemented) };
    let work = vm.heap.text(this).len().min(vm.heap.text(other).len());
    vm.spend(work / FAST)?;
    Ok(Value::Bool(test(vm.order_str(this, other))))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(other) = vm.as_str(args[1]) else { return Ok(Value::NotImplemented) };
    Ok(Value::Bool(vm.heap.same_str(this, other)))
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    match eq(vm, args)? {
        Value::Bool(it) => Ok(Value::Bool(!it)),
        other => Ok(other),
    }
}

fn lt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_lt)
}

fn le(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_le)
}

fn gt(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_gt)
}

fn ge(vm: &mut Vm, args: &[Value]) -> Res {
    compare(vm, args, Ordering::is_ge)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.this_str(args[0])?;
    vm.heap.iter(Iter::Str { text, index: 0 })
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    vm.spend(vm.heap.text(this).len() / FAST)?;
    Ok(Value::Int(vm.heap.str_hash(this)))
}

fn repr_method(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    vm.repr_of_str(this)
}

fn str_method(vm: &mut Vm, args: &[Value]) -> Res {
    vm.this_str(args[0]).map(Value::Str)
}

fn getnewargs(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    vm.heap.tuple_of(&[Value::Str(this)])
}

fn sizeof(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let width = match vm.heap.text(this).chars().max() {
        None | Some('\0'..='\u{7f}') => return Ok(Value::Int(41 + vm.heap.str_len(this) as i64)),
        Some('\u{80}'..='\u{ff}') => 1,
        Some('\u{100}'..='\u{ffff}') => 2,
        Some(_) => 4,
    };
    Ok(Value::Int(57 + width * (vm.heap.str_len(this) as i64 + 1)))
}
