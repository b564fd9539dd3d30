//! `dict.update` in all its forms.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::heap::{Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `dict.update(other)`: from a mapping, or from an iterable of pairs.
    ///
    /// # Errors
    /// What `other` raises; TypeError and ValueError if it yields something other than pairs.
    pub fn update_dict(&mut self, id: Id<Dict>, other: Value) -> Res<()> {
        let mark = self.kept();
        self.keep(Value::Dict(id));
        if let Value::Dict(from) = self.unwrap(other) {
            let plain = match other {
                Value::Dict(_) => true,
                _ => {
                    let class = self.class_of(other);
                    matches!(self.class_lookup(class, self.names.__iter__), Some(Value::Native(_)))
                }
            };
            if plain {
                self.merge_dict(id, from)?;
                self.release(mark);
                return Ok(());
            }
        }
        match self.getattr_opt(other, self.names.keys)? {
            Some(keys) => {
                let keys = self.call(keys, &[])?;
                self.for_each(keys, |vm, key| {
                    vm.keep(key);
                    let value = vm.get_item(other, key)?;
                    vm.keep(value);
                    vm.dict_set(id, key, value)
                })?;
            }
            None => self.update_from_pairs(id, other)?,
        }
        self.release(mark);
        Ok(())
    }

    /// Sets every key of `from` in `id`.
    pub(crate) fn merge_dict(&mut self, id: Id<Dict>, from: Id<Dict>) -> Res<()> {
        if id == from {
            return Ok(());
        }
        if self.heap.dicts[id].is_empty() {
            self.spend(self.heap.dicts[from].end() / 8)?;
            let cost = self.heap.dicts[from].copy_cost();
            self.heap.charge(cost)?;
            let copy = self.heap.dicts[from].copy();
            self.heap.dicts[id].replace_with(copy);
            return Ok(());
        }
        let mark = self.kept();
        let version = self.heap.dicts[from].version();
        let mut at = 0;
        while let Some((position, entry)) = self.heap.dicts[from].next_from(at) {
            self.spend(2 + (position - at) / 16)?;
            self.keep(entry.key);
            self.keep(entry.value);
            match self.dict_find(id, entry.key, entry.hash)? {
                Some(found) => self.heap.dicts[id].set_at(found, entry.value),
                None => self.heap.dict_push(id, entry.hash, entry.key, entry.value)?,
            }
            self.release(mark);
            if self.heap.dicts[from].version() != version {
                return Err(self.runtime_error("dict mutated during update"));
            }
            at = position + 1;
        }
        Ok(())
    }

    fn update_from_pairs(&mut self, id: Id<Dict>, pairs: Value) -> Res<()> {
        let mut number = 0;
        self.for_each(pairs, |vm, pair| {
            vm.keep(pair);
            let items = match pair {
                Value::Tuple(_) | Value::List(_) => vm.collect_list(pair)?,
                _ => match vm.collect_list(pair) {
                    Err(Unwind::Raised)
                        if vm.raised_is(vm.exceptions.type_error) && !vm.is_iterable(pair) =>
                    {
                        let text = format!(
                            "cannot convert dictionary update sequence element #{number} to a sequence"
                        );
                        return Err(vm.type_error(&text));
                    }
                    other => other?,
                },
            };
            let [key, value] = items[..] else {
                let text = format!(
                    "dictionary update sequence element #{number} has length {}; 2 is required",
                    items.len()
                );
                return Err(vm.value_error(&text));
            };
            vm.keep(key);
            vm.keep(value);
            number += 1;
            vm.dict_set(id, key, value)
        })
    }
}
