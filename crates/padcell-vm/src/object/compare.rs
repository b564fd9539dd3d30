//! Comparison, identity and membership.

use alloc::format;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::heap::{ClassFlags, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    fn comparison_name(&self, op: CompareOp) -> Id<Str> {
        let names = &self.names;
        match op {
            CompareOp::Lt => names.__lt__,
            CompareOp::Le => names.__le__,
            CompareOp::Eq => names.__eq__,
            CompareOp::Ne => names.__ne__,
            CompareOp::Gt => names.__gt__,
            CompareOp::Ge => names.__ge__,
        }
    }

    /// `a op b`, whatever the methods give.
    ///
    /// # Errors
    /// TypeError if the operands cannot be ordered, and what their methods raise.
    pub fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Res {
        if let Some(value) = crate::types::number::compare(self, op, a, b) {
            return Ok(value);
        }
        match (a, b) {
            (Value::Str(x), Value::Str(y)) => {
                if let CompareOp::Eq | CompareOp::Ne = op {
                    return Ok(Value::Bool(self.heap.same_str(x, y) == (op == CompareOp::Eq)));
                }
                let (left, right) = (self.heap.text(x), self.heap.text(y));
                self_order(op, left.cmp(right))
            }
            (Value::None, Value::None) if matches!(op, CompareOp::Eq | CompareOp::Ne) => {
                Ok(Value::Bool(op == CompareOp::Eq))
            }
            _ => self.compare_methods(op, a, b),
        }
    }

    fn compare_methods(&mut self, op: CompareOp, a: Value, b: Value) -> Res {
        let (left, right) = (self.class_of(a), self.class_of(b));
        let (name, reflected) = (self.comparison_name(op), self.comparison_name(op.swapped()));
        let reflect_first =
            left != right && self.is_subclass(right, left) && self.class_lookup(right, reflected).is_some();
        if reflect_first {
            if let Some(value) = self.call_comparison(b, reflected, a)? {
                return Ok(value);
            }
        }
        if let Some(value) = self.call_comparison(a, name, b)? {
            return Ok(value);
        }
        if !reflect_first {
            if let Some(value) = self.call_comparison(b, reflected, a)? {
                return Ok(value);
            }
        }
        match op {
            CompareOp::Eq => Ok(Value::Bool(a.is(b))),
            CompareOp::Ne => Ok(Value::Bool(!a.is(b))),
            _ => {
                let text = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    op.symbol(),
                    self.type_name(a),
                    self.type_name(b)
                );
                Err(self.type_error(&text))
            }
        }
    }

    /// Calls a comparison method; None where there is none or it gives NotImplemented.
    fn call_comparison(&mut self, object: Value, name: Id<Str>, other: Value) -> Res<Option<Value>> {
        let class = self.class_of(object);
        if name == self.names.__ne__ {
            // Without a `__ne__` of its own, a class negates its `__eq__`.
            let native = matches!(self.class_lookup(class, name), Some(Value::Native(_)) | None);
            if native && self.heap.classes[class].flags.has(ClassFlags::EQ) {
                return match self.call_comparison(object, self.names.__eq__, other)? {
                    Some(value) => Ok(Some(Value::Bool(!self.truth(value)?))),
                    None => Ok(None),
                };
            }
        }
        match self.call_special(object, name, &[other])? {
            None | Some(Value::NotImplemented) => Ok(None),
            found => Ok(found),
        }
    }

    /// `a is b or a == b`: how containers compare.
    ///
    /// # Errors
    /// What `__eq__` raises.
    #[inline]
    pub fn same(&mut self, a: Value, b: Value) -> Res<bool> {
        if a.is(b) && !matches!(a, Value::Unset) {
            return Ok(true);
        }
        if let (Value::Str(x), Value::Str(y)) = (a, b) {
            return Ok(self.heap.same_str(x, y));
        }
        let result = self.compare(CompareOp::Eq, a, b)?;
        self.truth(result)
    }

    /// `a < b`, as a truth value.
    ///
    /// # Errors
    /// As [`Vm::compare`].
    pub fn less(&mut self, a: Value, b: Value) -> Res<bool> {
        let result = self.compare(CompareOp::Lt, a, b)?;
        self.truth(result)
    }

    /// `item in container`.
    ///
    /// # Errors
    /// TypeError if it is no container, and what its methods raise.
    pub fn contains(&mut self, container: Value, item: Value) -> Res<bool> {
        match container {
            Value::Dict(id) => {
                let hash = self.hash(item)?;
                return Ok(self.dict_find(id, item, hash)?.is_some());
            }
            Value::Set(id) if !matches!(self.unwrap(item), Value::Set(_)) => return self.set_has(id, item),
            Value::FrozenSet(id) if !matches!(self.unwrap(item), Value::Set(_)) => {
                return self.set_has(id, item);
            }
            Value::List(id) => {
                let mut index = 0;
                while let Some(it) = self.heap.lists[id].items.get(index).copied() {
                    if index % 16 == 0 {
                        self.spend(4)?;
                    }
                    if self.same(it, item)? {
                        return Ok(true);
                    }
                    index += 1;
                }
                return Ok(false);
            }
            Value::Tuple(id) => {
                for index in 0..self.heap.tuples[id].items.len() {
                    if index % 16 == 15 {
                        self.spend(4)?;
                    }
                    let it = self.heap.tuples[id].items[index];
                    if self.same(it, item)? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
            _ => {}
        }
        let class = self.class_of(container);
        match self.class_lookup(class, self.names.__contains__) {
            Some(Value::None) => {
                let text = format!("'{}' object is not a container", self.type_name(container));
                return Err(self.type_error(&text));
            }
            Some(_) => {
                let result =
                    self.call_special(container, self.names.__contains__, &[item])?.unwrap_or(Value::None);
                return self.truth(result);
            }
            None => {}
        }
        if !self.is_iterable(container) {
            let text =
                format!("argument of type '{}' is not a container or iterable", self.type_name(container));
            return Err(self.type_error(&text));
        }
        let iterator = self.iter(container)?;
        self.keep(iterator);
        while let Some(it) = self.next(iterator)? {
            if self.same(it, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The result of an ordering.
fn self_order(op: CompareOp, order: core::cmp::Ordering) -> Res {
    Ok(Value::Bool(match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }))
}
