//! `object[key]`: reading, setting, deleting.

use alloc::format;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `object[key]`.
    ///
    /// # Errors
    /// TypeError if it is not subscriptable, IndexError, KeyError, and what `__getitem__` raises.
    pub fn get_item(&mut self, object: Value, key: Value) -> Res {
        match (object, key) {
            (Value::List(id), Value::Int(index)) => {
                let items = &self.heap.lists[id].items;
                let at = if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
                if let Some(it) = usize::try_from(at).ok().and_then(|at| items.get(at)) {
                    return Ok(*it);
                }
            }
            (Value::Tuple(id), Value::Int(index)) => {
                let items = &self.heap.tuples[id].items;
                let at = if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
                if let Some(it) = usize::try_from(at).ok().and_then(|at| items.get(at)) {
                    return Ok(*it);
                }
            }
            (Value::Str(id), Value::Int(index)) => return crate::types::str_::char_at(self, id, index),
            (Value::Dict(id), _) => {
                return match self.dict_get(id, key)? {
                    Some(value) => Ok(value),
                    None => Err(self.missing_key(key)),
                };
            }
            _ => {}
        }
        if let Some(value) = self.call_special(object, self.names.__getitem__, &[key])? {
            return Ok(value);
        }
        if let Value::Class(class) = object {
            if class == self.types.type_ {
                return crate::types::generic_alias::make(self, object, key);
            }
            if let Some(method) = self.getattr_opt(object, self.names.__class_getitem__)? {
                return self.call(method, &[key]);
            }
            let text = format!("type '{}' is not subscriptable", self.class_name(class));
            return Err(self.type_error(&text));
        }
        let text = format!("'{}' object is not subscriptable", self.type_name(object));
        Err(self.type_error(&text))
    }

    /// `object[key] = value`.
    ///
    /// # Errors
    /// As [`Vm::get_item`].
    pub fn set_item(&mut self, object: Value, key: Value, value: Value) -> Res<()> {
        match (object, key) {
            (Value::List(id), Value::Int(index)) => {
                let items = &mut self.heap.lists[id].items;
                let at = if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
                if let Some(it) = usize::try_from(at).ok().and_then(|at| items.get_mut(at)) {
                    *it = value;
                    return Ok(());
                }
                return Err(self.index_error("list assignment index out of range"));
            }
            (Value::Dict(id), _) => return self.dict_set(id, key, value),
            _ => {}
        }
        if self.call_special(object, self.names.__setitem__, &[key, value])?.is_none() {
            let text = format!("'{}' object does not support item assignment", self.type_name(object));
            return Err(self.type_error(&text));
        }
        Ok(())
    }

    /// `del object[key]`.
    ///
    /// # Errors
    /// As [`Vm::get_item`].
    pub fn delete_item(&mut self, object: Value, key: Value) -> Res<()> {
        if let Value::Dict(id) = object {
            return match self.dict_remove(id, key)? {
                Some(_) => Ok(()),
                None => Err(self.missing_key(key)),
            };
        }
        if self.call_special(object, self.names.__delitem__, &[key])?.is_none() {
            let sequence =
                matches!(object, Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Range(_));
            let verb = if sequence { "doesn't" } else { "does not" };
            let text = format!("'{}' object {verb} support item deletion", self.type_name(object));
            return Err(self.type_error(&text));
        }
        Ok(())
    }
}
