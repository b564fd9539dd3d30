//! Displays, slices, unpacking, formatting.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_bytecode::Conversion;

use super::Flow;
use crate::error::Res;
use crate::heap::{Slice, Table};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `count` registers from `base`, copied.
    fn regs_from(&self, base: u8, count: usize) -> Vec<Value> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        self.stack[start..start + count].to_vec()
    }

    pub(crate) fn build_tuple(&mut self, dst: u8, base: u8, count: u32) -> Res<Flow> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let value = self.heap.tuple_of(&self.stack[start..start + count as usize])?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn build_list(&mut self, dst: u8, base: u8, count: u32) -> Res<Flow> {
        let items = self.regs_from(base, count as usize);
        let value = self.heap.list(items)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn build_set(&mut self, dst: u8, base: u8, count: u32) -> Res<Flow> {
        let items = self.regs_from(base, count as usize);
        let set = self.heap.add_set(Table::default())?;
        self.keep(Value::Set(set));
        for item in items {
            self.set_add(set, item)?;
        }
        self.roots.pop();
        self.set_reg(dst, Value::Set(set));
        Ok(Flow::Next)
    }

    pub(crate) fn build_dict(&mut self, dst: u8, base: u8, count: u32) -> Res<Flow> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let dict = self.heap.dict_with_room(count as usize)?;
        self.keep(Value::Dict(dict));
        for place in (start..).step_by(2).take(count as usize) {
            self.dict_set(dict, self.stack[place], self.stack[place + 1])?;
        }
        self.roots.pop();
        self.set_reg(dst, Value::Dict(dict));
        Ok(Flow::Next)
    }

    pub(crate) fn build_string(&mut self, dst: u8, base: u8, count: u32) -> Res<Flow> {
        let items = self.regs_from(base, count as usize);
        let mut len = 0;
        let mut surrogates = false;
        for it in &items {
            if let Value::Str(id) = self.unwrap(*it) {
                len += self.heap.text(id).len();
                surrogates |= self.heap.str_has_surrogates(id);
            }
        }
        self.spend(len / 16)?;
        self.heap.room(len)?;
        let mut text = String::with_capacity(len);
        for it in &items {
            text.push_str(self.text_of(*it));
        }
        let value = self.heap.string_flagged(text, surrogates)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn list_append(&mut self, list: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        if let Value::List(id) = self.reg(list) {
            self.heap.list_push(id, value)?;
        }
        Ok(Flow::Next)
    }

    pub(crate) fn list_extend(&mut self, list: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Value::List(id) = self.reg(list) else { return Ok(Flow::Next) };
        if !self.is_iterable(value) && !matches!(value, Value::List(_) | Value::Tuple(_)) {
            let text = format!("Value after * must be an iterable, not {}", self.type_name(value));
            return Err(self.type_error(&text));
        }
        let items = self.collect_list(value)?;
        self.heap.list_grow(id, items.len())?;
        self.heap.lists[id].items.extend_from_slice(&items);
        Ok(Flow::Next)
    }

    pub(crate) fn set_add_op(&mut self, set: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        if let Value::Set(id) = self.reg(set) {
            self.set_add(id, value)?;
        }
        Ok(Flow::Next)
    }

    pub(crate) fn set_update(&mut self, set: u8, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        if let Value::Set(id) = self.reg(set) {
            self.for_each(value, |vm, item| vm.set_add(id, item).map(|_| ()))?;
        }
        Ok(Flow::Next)
    }

    pub(crate) fn dict_set_op(&mut self, dict: u8, key: u8, src: u8) -> Res<Flow> {
        let (key, value) = (self.reg(key), self.reg(src));
        if let Value::Dict(id) = self.reg(dict) {
            self.dict_set(id, key, value)?;
        }
        Ok(Flow::Next)
    }

    pub(crate) fn dict_update(&mut self, dict: u8, src: u8) -> Res<Flow> {
        let source = self.reg(src);
        let Value::Dict(id) = self.reg(dict) else { return Ok(Flow::Next) };
        if let Value::Dict(from) = source {
            return self.merge_dict(id, from).map(|()| Flow::Next);
        }
        let Some(pairs) = self.mapping_items(source)? else {
            let text = format!("'{}' object is not a mapping", self.type_name(source));
            return Err(self.type_error(&text));
        };
        let mark = self.kept();
        self.roots.extend(pairs.iter().flat_map(|(key, value)| [*key, *value]));
        for (key, value) in pairs {
            self.dict_set(id, key, value)?;
        }
        self.release(mark);
        Ok(Flow::Next)
    }

    /// Keys and values of a mapping; None if it has no `keys`.
    pub(crate) fn mapping_items(&mut self, source: Value) -> Res<Option<Vec<(Value, Value)>>> {
        if let Value::Dict(id) = source {
            let dict = &self.heap.dicts[id];
            let pairs: Vec<_> = dict.iter().map(|it| (it.key, it.value)).collect();
            self.spend(pairs.len() / 4)?;
            return Ok(Some(pairs));
        }
        let Some(method) = self.getattr_opt(source, self.names.keys)? else { return Ok(None) };
        let keys = self.call(method, &[])?;
        self.keep(keys);
        let keys = self.collect_list(keys)?;
        self.roots.pop();
        let mark = self.kept();
        self.roots.extend_from_slice(&keys);
        let mut pairs = Vec::with_capacity(keys.len());
        for key in keys {
            let value = self.get_item(source, key)?;
            self.keep(value);
            pairs.push((key, value));
        }
        self.release(mark);
        Ok(Some(pairs))
    }

    pub(crate) fn dict_merge(&mut self, dict: u8, src: u8, func: u8) -> Res<Flow> {
        let (source, function) = (self.reg(src), self.reg(func));
        let Value::Dict(id) = self.reg(dict) else { return Ok(Flow::Next) };
        let label = self.callable_label(function);
        let Some(pairs) = self.mapping_items(source)? else {
            let text = format!("{label} argument after ** must be a mapping, not {}", self.type_name(source));
            return Err(self.type_error(&text));
        };
        let mark = self.kept();
        self.roots.extend(pairs.iter().flat_map(|(key, value)| [*key, *value]));
        for (key, value) in pairs {
            if !matches!(self.unwrap(key), Value::Str(_)) {
                return Err(self.type_error("keywords must be strings"));
            }
            if self.dict_get(id, key)?.is_some() {
                let text =
                    format!("{label} got multiple values for keyword argument '{}'", self.text_of(key));
                return Err(self.type_error(&text));
            }
            self.dict_set(id, key, value)?;
        }
        self.release(mark);
        Ok(Flow::Next)
    }

    /// `module.function()`, as messages about arguments name a callable.
    pub(crate) fn callable_label(&mut self, function: Value) -> String {
        match function {
            Value::Function(id) => {
                let it = &self.heap.functions[id];
                let name = self.text_of(it.qualname);
                match it.module {
                    module @ Value::Str(_) if self.text_of(module) != "builtins" => {
                        format!("{}.{name}()", self.text_of(module))
                    }
                    _ => format!("{name}()"),
                }
            }
            Value::Native(id) => format!("{}()", self.heap.natives[id].def.name),
            Value::Class(id) => {
                let path = self.class_path(id);
                format!("{path}()")
            }
            Value::Bound(id) => {
                let inner = self.heap.bounds[id].function;
                self.callable_label(inner)
            }
            _ => format!("{} object", self.type_name(function)),
        }
    }

    pub(crate) fn list_to_tuple(&mut self, dst: u8, src: u8) -> Res<Flow> {
        if let Value::List(id) = self.reg(src) {
            let items = self.heap.lists[id].items.clone();
            let value = self.heap.tuple(items)?;
            self.set_reg(dst, value);
        }
        Ok(Flow::Next)
    }

    pub(crate) fn format_op(&mut self, dst: u8, src: u8, spec: Value, conversion: u32) -> Res<Flow> {
        let mut value = self.reg(src);
        if conversion == Conversion::Str as u32 {
            value = self.str_value(value)?;
        } else if conversion == Conversion::Repr as u32 {
            value = self.repr_value(value)?;
        } else if conversion == Conversion::Ascii as u32 {
            let text = self.ascii(value)?;
            value = self.heap.string(text)?;
        }
        self.keep(value);
        let spec = match spec {
            Value::Unset => Value::Str(self.intern("")?),
            it => it,
        };
        let text = self.format_value(value, spec)?;
        self.roots.pop();
        self.set_reg(dst, text);
        Ok(Flow::Next)
    }

    /// `ascii(value)` as text.
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn ascii(&mut self, value: Value) -> Res<String> {
        let shown = self.repr_value(value)?;
        let surrogates = matches!(shown, Value::Str(id) if self.heap.str_has_surrogates(id));
        let mut out = String::new();
        for it in self.text_of(shown).chars() {
            let code = crate::heap::code_point_of(it, surrogates);
            match code {
                0..=0x7F => out.push(it),
                0x80..=0xFF => out.push_str(&format!("\\x{code:02x}")),
                0x100..=0xFFFF => out.push_str(&format!("\\u{code:04x}")),
                _ => out.push_str(&format!("\\U{code:08x}")),
            }
        }
        Ok(out)
    }

    pub(crate) fn build_slice(&mut self, dst: u8, base: u8) -> Res<Flow> {
        let items = self.regs_from(base, 3);
        let id = self.heap.add_slice(Slice { start: items[0], stop: items[1], step: items[2] })?;
        self.set_reg(dst, Value::Slice(id));
        Ok(Flow::Next)
    }

    pub(crate) fn load_slice(&mut self, dst: u8, obj: u8, base: u8) -> Res<Flow> {
        let object = self.reg(obj);
        let bounds = self.regs_from(base, 2);
        if let Value::List(_) | Value::Tuple(_) = object {
            let len = self.len(object)?;
            let (start, stop, _) = self.slice_indices(bounds[0], bounds[1], Value::None, len)?;
            let (start, stop) = (start as usize, (stop as usize).max(start as usize));
            self.spend((stop - start) / 8)?;
            let value = match object {
                Value::List(id) => {
                    // The bounds' `__index__` may have changed the list.
                    let len = self.heap.lists[id].items.len();
                    let (start, stop) = (start.min(len), stop.min(len));
                    self.heap.room((stop - start) * size_of::<Value>())?;
                    let items = self.heap.lists[id].items[start..stop].to_vec();
                    self.heap.list(items)?
                }
                Value::Tuple(id) => {
                    self.heap.room((stop - start) * size_of::<Value>())?;
                    let items = self.heap.tuples[id].items[start..stop].to_vec();
                    self.heap.tuple(items)?
                }
                _ => Value::None,
            };
            self.set_reg(dst, value);
            return Ok(Flow::Next);
        }
        let slice = Slice { start: bounds[0], stop: bounds[1], step: Value::None };
        let key = Value::Slice(self.heap.add_slice(slice)?);
        self.load_item(dst, object, key)
    }

    pub(crate) fn store_slice(&mut self, obj: u8, base: u8, src: u8) -> Res<Flow> {
        let (object, value) = (self.reg(obj), self.reg(src));
        let bounds = self.regs_from(base, 2);
        let slice = Slice { start: bounds[0], stop: bounds[1], step: Value::None };
        let key = Value::Slice(self.heap.add_slice(slice)?);
        self.keep(key);
        self.set_item(object, key, value)?;
        self.roots.pop();
        Ok(Flow::Next)
    }

    pub(crate) fn unpack_sequence(&mut self, src: u8, base: u8, count: u32) -> Res<Flow> {
        let value = self.reg(src);
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let n = count as usize;
        match value {
            Value::Tuple(id) if self.heap.tuples[id].items.len() == n => {
                self.stack[start..start + n].copy_from_slice(&self.heap.tuples[id].items);
            }
            Value::List(id) if self.heap.lists[id].items.len() == n => {
                self.stack[start..start + n].copy_from_slice(&self.heap.lists[id].items);
            }
            _ => {
                let items = self.unpack(value, n)?;
                self.stack[start..start + n].copy_from_slice(&items);
            }
        }
        Ok(Flow::Next)
    }

    pub(crate) fn unpack_ex(&mut self, src: u8, base: u8, before: u8, after: u32) -> Res<Flow> {
        let value = self.reg(src);
        if !self.is_iterable(value) {
            let text = format!("cannot unpack non-iterable {} object", self.type_name(value));
            return Err(self.type_error(&text));
        }
        let items = self.collect_list(value)?;
        let (before, after) = (usize::from(before), after as usize);
        if items.len() < before + after {
            let text = format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            );
            return Err(self.value_error(&text));
        }
        let rest = items[before..items.len() - after].to_vec();
        let rest = self.heap.list(rest)?;
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        self.stack[start..start + before].copy_from_slice(&items[..before]);
        self.stack[start + before] = rest;
        self.stack[start + before + 1..start + before + 1 + after]
            .copy_from_slice(&items[items.len() - after..]);
        Ok(Flow::Next)
    }

    pub(crate) fn print_expr(&mut self, src: u8) -> Res<Flow> {
        let value = self.reg(src);
        let Some(sys) = self.sys_module()? else {
            return Err(self.runtime_error("lost sys.displayhook"));
        };
        let hook = match self.getattr_opt(sys, self.names.displayhook)? {
            // A supervisor leaves it out: then it is the cell's own.
            None => self.original_displayhook()?,
            hook => hook,
        };
        let Some(hook) = hook else {
            return Err(self.runtime_error("lost sys.displayhook"));
        };
        self.call(hook, &[value])?;
        Ok(Flow::Next)
    }
}
