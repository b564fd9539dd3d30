//! The crossing of plain data: exact builtin values are copied, everything else is refused.

use padcell_vm::{Res, Unwind, Value as Inner, Vm};

use crate::Value;

/// Deeper data does not cross; this also ends cycles.
const MAX_DEPTH: usize = 100;
/// Nor does data of more values than this.
const MAX_VALUES: usize = 10_000_000;

/// Why a value did not cross.
pub(crate) enum Cross {
    Refused(String),
    Unwind(Unwind),
}

impl From<Unwind> for Cross {
    fn from(unwind: Unwind) -> Self {
        Self::Unwind(unwind)
    }
}

/// A copy of a cell's value.
pub(crate) fn from_cell(vm: &mut Vm, value: Inner) -> Result<Value, Cross> {
    let mut left = MAX_VALUES;
    copy(vm, value, 0, &mut left)
}

fn copy(vm: &mut Vm, value: Inner, depth: usize, left: &mut usize) -> Result<Value, Cross> {
    if depth > MAX_DEPTH {
        return Err(Cross::Refused(format!(
            "data nested more than {MAX_DEPTH} deep, or in a circle, does not cross"
        )));
    }
    *left = left
        .checked_sub(1)
        .ok_or_else(|| Cross::Refused(format!("more than {MAX_VALUES} values do not cross")))?;
    vm.spend(1)?;
    let all = |vm: &mut Vm, items: Vec<Inner>, left: &mut usize| -> Result<Vec<Value>, Cross> {
        items.into_iter().map(|it| copy(vm, it, depth + 1, left)).collect()
    };
    Ok(match value {
        Inner::None => Value::None,
        Inner::Bool(it) => Value::Bool(it),
        Inner::Int(it) => Value::Int(it),
        Inner::Float(it) => Value::Float(it),
        Inner::BigInt(id) => Value::BigInt(vm.heap.integers[id].0.clone()),
        Inner::Complex(id) => Value::Complex { re: vm.heap.complexes[id].re, im: vm.heap.complexes[id].im },
        Inner::Str(id) if !vm.heap.str_has_surrogates(id) => Value::Str(vm.heap.text(id).to_owned()),
        Inner::Str(_) => {
            return Err(Cross::Refused("a string with lone surrogates does not cross".to_owned()));
        }
        Inner::Bytes(id) | Inner::ByteArray(id) => Value::Bytes(vm.heap.bytes[id].data.clone()),
        Inner::Tuple(id) => Value::Tuple(all(vm, vm.heap.tuples[id].items.to_vec(), left)?),
        Inner::List(id) => Value::List(all(vm, vm.heap.lists[id].items.clone(), left)?),
        Inner::Set(id) => Value::Set(all(vm, vm.heap.sets[id].iter().map(|it| it.key).collect(), left)?),
        Inner::FrozenSet(id) => {
            Value::FrozenSet(all(vm, vm.heap.sets[id].iter().map(|it| it.key).collect(), left)?)
        }
        Inner::Dict(id) => {
            let entries: Vec<_> = vm.heap.dicts[id].iter().map(|it| (it.key, it.value)).collect();
            let mut items = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                items.push((copy(vm, key, depth + 1, left)?, copy(vm, value, depth + 1, left)?));
            }
            Value::Dict(items)
        }
        other => {
            return Err(Cross::Refused(format!("a value of type '{}' does not cross", vm.type_name(other))));
        }
    })
}

/// A copy in the cell.
pub(crate) fn to_cell(vm: &mut Vm, value: &Value) -> Res<Inner> {
    vm.spend(1)?;
    let mark = vm.kept();
    let made = match value {
        Value::None => Inner::None,
        Value::Bool(it) => Inner::Bool(*it),
        Value::Int(it) => Inner::Int(*it),
        Value::Float(it) => Inner::Float(*it),
        Value::BigInt(it) => vm.heap.int(it.clone())?,
        Value::Complex { re, im } => vm.heap.complex(*re, *im)?,
        Value::Str(it) => vm.heap.str(it)?,
        Value::Bytes(it) => {
            vm.heap.room(it.len())?;
            vm.heap.bytes(it.clone())?
        }
        Value::Tuple(items) => {
            let items = all_to_cell(vm, items)?;
            vm.heap.tuple(items)?
        }
        Value::List(items) => {
            let items = all_to_cell(vm, items)?;
            vm.heap.list(items)?
        }
        Value::Set(items) | Value::FrozenSet(items) => {
            let items = all_to_cell(vm, items)?;
            let list = vm.heap.list(items)?;
            let class = if matches!(value, Value::Set(_)) { vm.types.set } else { vm.types.frozenset };
            vm.call(Inner::Class(class), &[list])?
        }
        Value::Dict(items) => {
            let dict = Inner::Dict(vm.heap.dict()?);
            vm.keep(dict);
            for (key, value) in items {
                let key = to_cell(vm, key)?;
                vm.keep(key);
                let value = to_cell(vm, value)?;
                vm.set_item(dict, key, value)?;
            }
            dict
        }
    };
    vm.release(mark);
    Ok(made)
}

fn all_to_cell(vm: &mut Vm, items: &[Value]) -> Res<Vec<Inner>> {
    vm.heap.room(std::mem::size_of_val(items))?;
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        let value = to_cell(vm, item)?;
        vm.keep(value);
        made.push(value);
    }
    Ok(made)
}
