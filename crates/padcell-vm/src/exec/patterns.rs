//! `match`: kinds of subjects, keys, attributes.

use alloc::format;
use alloc::vec::Vec;

use super::Flow;
use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(crate) fn match_kind(&mut self, dst: u8, src: u8, flag: ClassFlags) -> Res<Flow> {
        let subject = self.reg(src);
        let class = self.class_of(subject);
        let matches = self.heap.classes[class].flags.has(flag);
        self.set_reg(dst, Value::Bool(matches));
        Ok(Flow::Next)
    }

    pub(crate) fn match_keys(&mut self, dst: u8, src: u8, keys: u8) -> Res<Flow> {
        let (subject, keys) = (self.reg(src), self.reg(keys));
        let Value::Tuple(keys) = keys else { return Ok(Flow::Next) };
        let keys = self.heap.tuples[keys].items.to_vec();
        let mut values = Vec::with_capacity(keys.len());
        let mark = self.kept();
        for (index, key) in keys.iter().enumerate() {
            for earlier in &keys[..index] {
                if self.same(*earlier, *key)? {
                    let shown = self.repr(*key)?;
                    let text = format!("mapping pattern checks duplicate key ({shown})");
                    return Err(self.value_error(&text));
                }
            }
            let value = match subject {
                Value::Dict(dict) => self.dict_get(dict, *key)?,
                _ => self.mapping_value(subject, *key)?,
            };
            match value {
                Some(value) => {
                    self.keep(value);
                    values.push(value);
                }
                None => {
                    self.release(mark);
                    self.set_reg(dst, Value::None);
                    return Ok(Flow::Next);
                }
            }
        }
        self.release(mark);
        let values = self.heap.tuple(values)?;
        self.set_reg(dst, values);
        Ok(Flow::Next)
    }

    /// `mapping.get(key, marker)`: `get` does not make what is missing, as `[]` of a defaultdict would.
    fn mapping_value(&mut self, subject: Value, key: Value) -> Res<Option<Value>> {
        let marker = self.heap.list(Vec::new())?;
        self.keep(marker);
        let value = self.call_method(subject, "get", &[key, marker])?;
        self.roots.pop();
        Ok(if value.is(marker) { None } else { Some(value) })
    }

    pub(crate) fn match_class(&mut self, dst: u8, src: u8, class: u8, spec: u32) -> Res<Flow> {
        let (subject, class) = (self.reg(src), self.reg(class));
        let Value::Class(id) = class else {
            let text = format!("called match pattern must be a class, not '{}'", self.type_name(class));
            return Err(self.type_error(&text));
        };
        let matched = self.is_instance(subject, id);
        let result = if matched { self.class_attributes(subject, id, spec)? } else { None };
        let value = match result {
            Some(values) => self.heap.tuple(values)?,
            None => Value::None,
        };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    fn class_attributes(&mut self, subject: Value, class: Id<Class>, spec: u32) -> Res<Option<Vec<Value>>> {
        let code = self.frames.last().map_or(Id::fixed(0), |it| it.code);
        let Value::Tuple(spec) = self.heap.codes[code].consts[spec as usize] else { return Ok(None) };
        let spec = self.heap.tuples[spec].items.to_vec();
        let n_positional = match spec.first() {
            Some(Value::Int(n)) => *n as usize,
            _ => 0,
        };
        let mut names = Vec::new();
        let mut values = Vec::new();
        if n_positional > 0 {
            match self.getattr_opt(Value::Class(class), self.names.__match_args__)? {
                Some(args @ Value::Tuple(id)) => {
                    let items = self.heap.tuples[id].items.to_vec();
                    if n_positional > items.len() {
                        return Err(self.too_many_subpatterns(class, items.len(), n_positional));
                    }
                    self.keep(args);
                    names.extend_from_slice(&items[..n_positional]);
                }
                Some(other) => {
                    let text = format!(
                        "{}.__match_args__ must be a tuple (got {})",
                        self.class_name(class),
                        self.type_name(other)
                    );
                    return Err(self.type_error(&text));
                }
                None if self.heap.classes[class].flags.has(ClassFlags::MATCH_SELF) => {
                    if n_positional > 1 {
                        return Err(self.too_many_subpatterns(class, 1, n_positional));
                    }
                    values.push(subject);
                }
                None => return Err(self.too_many_subpatterns(class, 0, n_positional)),
            }
        }
        names.extend(spec.iter().skip(1).copied());
        for (index, name) in names.iter().enumerate() {
            let Value::Str(id) = self.unwrap(*name) else {
                let text = format!("__match_args__ elements must be strings (got {})", self.type_name(*name));
                return Err(self.type_error(&text));
            };
            for earlier in &names[..index] {
                if self.text_of(*earlier) == self.heap.text(id) {
                    let text = format!(
                        "{}() got multiple sub-patterns for attribute '{}'",
                        self.class_name(class),
                        self.heap.text(id)
                    );
                    return Err(self.type_error(&text));
                }
            }
            match self.getattr_opt(subject, id)? {
                Some(value) => {
                    self.keep(value);
                    values.push(value);
                }
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    #[cold]
    fn too_many_subpatterns(&mut self, class: Id<Class>, allowed: usize, given: usize) -> Unwind {
        let text = format!(
            "{}() accepts {allowed} positional sub-pattern{} ({given} given)",
            self.class_name(class),
            if allowed == 1 { "" } else { "s" }
        );
        self.type_error(&text)
    }
}
