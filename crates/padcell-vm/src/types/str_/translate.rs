//! `translate` and `maketrans`.

use alloc::string::String;

use super::text::SLOW;
use crate::error::{Res, Unwind};
use crate::heap::{char_of, code_point_of};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("translate", "self, table, /", translate),
    Def::static_method("maketrans", "x, y=None, z=None, /", maketrans),
];

/// What a table says about one character.
enum Mapped {
    Keep,
    Drop,
    To(Value),
}

fn look_up(vm: &mut Vm, table: Value, code: u32) -> Res<Mapped> {
    let key = Value::Int(i64::from(code));
    let found = match table {
        Value::Dict(id) => vm.dict_get(id, key)?,
        _ => match vm.get_item(table, key) {
            Ok(it) => Some(it),
            Err(Unwind::Raised) if vm.raised_is(vm.exceptions.lookup_error) => {
                vm.heap.raised = Value::Unset;
                None
            }
            Err(it) => return Err(it),
        },
    };
    Ok(match found {
        None => Mapped::Keep,
        Some(Value::None) => Mapped::Drop,
        Some(it) => Mapped::To(it),
    })
}

fn translate(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let table = args[1];
    let mut surrogates = vm.heap.str_has_surrogates(this);
    let flagged = surrogates;
    let mut out = String::new();
    let mut offset = 0;
    while let Some(it) = vm.heap.text(this).get(offset..).and_then(|it| it.chars().next()) {
        offset += it.len_utf8();
        vm.spend(2)?;
        if out.len() == out.capacity() {
            vm.heap.room(out.len().saturating_mul(2))?;
        }
        match look_up(vm, table, code_point_of(it, flagged))? {
            Mapped::Keep => out.push(it),
            Mapped::Drop => {}
            Mapped::To(value) => surrogates |= push_mapped(vm, &mut out, value)?,
        }
    }
    vm.heap.string_shared(out, surrogates)
}

/// Appends what a character is mapped to; whether that may hold surrogates.
fn push_mapped(vm: &mut Vm, out: &mut String, value: Value) -> Res<bool> {
    match vm.unwrap(value) {
        Value::Str(id) => {
            let len = vm.heap.text(id).len();
            vm.heap.room(out.len().saturating_add(len))?;
            vm.spend(len / SLOW)?;
            out.push_str(vm.heap.text(id));
            Ok(vm.heap.str_has_surrogates(id))
        }
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
            let code = match vm.index(value)? {
                Value::Int(it) => u32::try_from(it).ok(),
                _ => None,
            };
            match code.and_then(char_of) {
                Some((it, surrogate)) => {
                    out.push(it);
                    Ok(surrogate)
                }
                None => Err(vm.value_error("character mapping must be in range(0x110000)")),
            }
        }
        _ => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn maketrans(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y, z) = (args[0], args[1], args[2]);
    let table = vm.heap.dict()?;
    vm.keep(Value::Dict(table));
    if y.is_unset() {
        let Value::Dict(source) = vm.unwrap(x) else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let mut position = 0;
        while let Some((at, entry)) = vm.heap.dicts[source].next_from(position) {
            position = at + 1;
            vm.spend(4)?;
            let key = match vm.unwrap(entry.key) {
                Value::Str(id) => {
                    if vm.heap.str_len(id) != 1 {
                        return Err(vm.value_error("string keys in translate table must be of length 1"));
                    }
                    let code = vm.heap.code_points(id).next().unwrap_or(0);
                    Value::Int(i64::from(code))
                }
                Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => entry.key,
                _ => return Err(vm.type_error("keys in translate table must be strings or integers")),
            };
            vm.dict_set(table, key, entry.value)?;
        }
        return Ok(Value::Dict(table));
    }
    let to = vm.str_argument("maketrans() argument 2", y)?;
    let drop = if z.is_unset() { None } else { Some(vm.str_argument("maketrans() argument 3", z)?) };
    let Some(from) = vm.as_str(x) else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    if vm.heap.str_len(from) != vm.heap.str_len(to) {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    let work = vm.heap.str_len(from) + drop.map_or(0, |it| vm.heap.str_len(it));
    vm.heap.room(work.saturating_mul(16))?;
    vm.spend(work.saturating_mul(4))?;
    let mut pairs: alloc::vec::Vec<(u32, Value)> =
        vm.heap.code_points(from).zip(vm.heap.code_points(to).map(|it| Value::Int(i64::from(it)))).collect();
    if let Some(drop) = drop {
        pairs.extend(vm.heap.code_points(drop).map(|it| (it, Value::None)));
    }
    for (code, value) in pairs {
        vm.dict_set(table, Value::Int(i64::from(code)), value)?;
    }
    Ok(Value::Dict(table))
}
