//! `repr`, `str`, `format`.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `repr(value)` as text.
    ///
    /// # Errors
    /// What `__repr__` raises; TypeError if it gives no string.
    pub fn repr(&mut self, value: Value) -> Res<String> {
        let result = self.repr_value(value)?;
        Ok(self.string_of(result))
    }

    /// `repr(value)` as a `str` value.
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn repr_value(&mut self, value: Value) -> Res {
        let result = self.nested(|vm| vm.call_special(value, vm.names.__repr__, &[]))?;
        match result {
            Some(result) if matches!(self.unwrap(result), Value::Str(_)) => Ok(result),
            Some(result) => {
                let text = format!("__repr__ returned non-string (type {})", self.type_name(result));
                Err(self.type_error(&text))
            }
            None => {
                let text = self.default_repr(value);
                self.heap.string(text)
            }
        }
    }

    /// `<module.Class object at 0x...>`.
    #[must_use]
    pub fn default_repr(&mut self, value: Value) -> String {
        let class = self.class_of(value);
        let path = self.class_path(class);
        format!("<{path} object at 0x{:012x}>", self.id_of(value))
    }

    /// `id(value)`: made of the handle, so that it says nothing about the host's memory.
    #[must_use]
    pub fn id_of(&self, value: Value) -> i64 {
        match value {
            Value::None | Value::Unset => 0x10_0010,
            Value::NotImplemented => 0x10_0020,
            Value::Ellipsis => 0x10_0030,
            Value::Bool(it) => 0x10_0040 + 16 * i64::from(it),
            Value::Int(it) => 0x2000_0000_0000 ^ it.wrapping_mul(16) & 0x1FFF_FFFF_FFFF,
            Value::Float(it) => 0x4000_0000_0000 ^ (it.to_bits() as i64).wrapping_mul(16) & 0x1FFF_FFFF_FFFF,
            _ => {
                let (tag, index) = value.handle().unwrap_or_default();
                (i64::from(tag) << 40) + 0x7000_0000 + i64::from(index) * 16
            }
        }
    }

    /// `str(value)` as text.
    ///
    /// # Errors
    /// What `__str__` raises; TypeError if it gives no string.
    pub fn str(&mut self, value: Value) -> Res<String> {
        let result = self.str_value(value)?;
        Ok(self.string_of(result))
    }

    /// `str(value)` as a `str` value.
    ///
    /// # Errors
    /// As [`Vm::str`].
    pub fn str_value(&mut self, value: Value) -> Res {
        if let Value::Str(_) = value {
            return Ok(value);
        }
        let result = self.nested(|vm| vm.call_special(value, vm.names.__str__, &[]))?;
        match result {
            Some(result) if matches!(self.unwrap(result), Value::Str(_)) => Ok(result),
            Some(result) => {
                let text = format!("__str__ returned non-string (type {})", self.type_name(result));
                Err(self.type_error(&text))
            }
            None => self.repr_value(value),
        }
    }

    /// `format(value, spec)` as a `str` value.
    ///
    /// # Errors
    /// What `__format__` raises; TypeError if it gives no string.
    pub fn format_value(&mut self, value: Value, spec: Value) -> Res {
        if self.text_of(spec).is_empty() {
            match value {
                Value::Str(_) => return Ok(value),
                Value::Int(_) | Value::Float(_) => return self.str_value(value),
                _ => {}
            }
        }
        let result = self.call_special(value, self.names.__format__, &[spec])?;
        match result {
            Some(result) if matches!(self.unwrap(result), Value::Str(_)) => Ok(result),
            Some(result) => {
                let text = format!("__format__ must return a str, not {}", self.type_name(result));
                Err(self.type_error(&text))
            }
            None => {
                let text =
                    format!("unsupported format string passed to {}.__format__", self.type_name(value));
                Err(self.type_error(&text))
            }
        }
    }
}
