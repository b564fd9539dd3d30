//! Operators and conditional jumps on operands that the loop does not know.

use padcell_bytecode::CompareOp;

use super::Flow;
use crate::error::Res;
use crate::frame::Then;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(crate) fn arithmetic(&mut self, op: BinaryOp, dst: u8, a: u8, b: u8, inplace: u32) -> Res<Flow> {
        let (left, right) = (self.reg(a), self.reg(b));
        if let Some(result) = self.text_operator(op, left, right) {
            let value = result?;
            self.set_reg(dst, value);
            return Ok(Flow::Next);
        }
        if let Some(sum) = sum_with_bool(op, left, right) {
            self.set_reg(dst, Value::Int(sum));
            return Ok(Flow::Next);
        }
        if inplace == 0 {
            // The method of a Python class runs in a frame of its own, not in a nested run.
            if let Value::Instance(id) = left {
                let class = self.heap.instances[id].class;
                let (name, _, _) = op.methods(self.names);
                let same_class = self.class_of(right) == class || !matches!(right, Value::Instance(_));
                if let (Some(Value::Function(method)), true) = (self.class_lookup(class, name), same_class) {
                    let base = self.next_base();
                    let then = Then::Binary { dst, op: op as u8, a, b };
                    return self.enter_or_store(method, base, &[left, right], then, dst);
                }
            }
        }
        self.arithmetic_on(op, dst, left, right, inplace != 0)
    }

    pub(crate) fn arithmetic_imm(
        &mut self,
        op: BinaryOp,
        dst: u8,
        a: u8,
        value: i32,
        inplace: u8,
    ) -> Res<Flow> {
        let left = self.reg(a);
        self.arithmetic_on(op, dst, left, Value::Int(i64::from(value)), inplace != 0)
    }

    fn arithmetic_on(&mut self, op: BinaryOp, dst: u8, a: Value, b: Value, inplace: bool) -> Res<Flow> {
        let value = if inplace { self.inplace(op, a, b)? } else { self.binary(op, a, b)? };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    /// Pushes a frame for `method`, or (a generator function) stores the generator at once.
    fn enter_or_store(
        &mut self,
        method: crate::heap::Id<crate::heap::Function>,
        base: usize,
        args: &[Value],
        then: Then,
        dst: u8,
    ) -> Res<Flow> {
        match self.enter_function(method, base, args, &[], then, Value::Unset)? {
            Some(value) => {
                self.set_reg(dst, value);
                Ok(Flow::Next)
            }
            None => Ok(Flow::Switch),
        }
    }

    pub(crate) fn unary_op(&mut self, symbol: char, dst: u8, a: u8) -> Res<Flow> {
        let operand = self.reg(a);
        let value = self.unary(symbol, operand)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn compare_op(&mut self, op: CompareOp, dst: u8, a: u8, b: u8) -> Res<Flow> {
        let (left, right) = (self.reg(a), self.reg(b));
        if let Value::Instance(id) = left {
            let class = self.heap.instances[id].class;
            let name = match op {
                CompareOp::Lt => self.names.__lt__,
                CompareOp::Le => self.names.__le__,
                CompareOp::Eq => self.names.__eq__,
                CompareOp::Gt => self.names.__gt__,
                CompareOp::Ge => self.names.__ge__,
                CompareOp::Ne => self.names.__ne__,
            };
            if self.class_of(right) == class {
                if let Some(Value::Function(method)) = self.class_lookup(class, name) {
                    let base = self.next_base();
                    let then = Then::Compare { dst, op, a, b };
                    return self.enter_or_store(method, base, &[left, right], then, dst);
                }
            }
        }
        let value = self.compare(op, left, right)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    pub(crate) fn jump_if(&mut self, src: u8, sense: bool, target: u32) -> Res<Flow> {
        let value = self.reg(src);
        Ok(if self.truth(value)? == sense { Flow::Jump(target) } else { Flow::Next })
    }

    pub(crate) fn jump_compare(
        &mut self,
        op: CompareOp,
        a: u8,
        b: u8,
        sense: bool,
        target: u32,
    ) -> Res<Flow> {
        let (left, right) = (self.reg(a), self.reg(b));
        let value = self.compare(op, left, right)?;
        Ok(if self.truth(value)? == sense { Flow::Jump(target) } else { Flow::Next })
    }

    pub(crate) fn jump_compare_imm(
        &mut self,
        op: CompareOp,
        a: u8,
        value: i16,
        sense: bool,
        target: u32,
    ) -> Res<Flow> {
        let left = self.reg(a);
        let value = self.compare(op, left, Value::Int(i64::from(value)))?;
        Ok(if self.truth(value)? == sense { Flow::Jump(target) } else { Flow::Next })
    }

    pub(crate) fn load_item(&mut self, dst: u8, object: Value, key: Value) -> Res<Flow> {
        if let Value::Instance(id) = object {
            let class = self.heap.instances[id].class;
            if let Some(Value::Function(method)) = self.class_lookup(class, self.names.__getitem__) {
                let base = self.next_base();
                return self.enter_or_store(method, base, &[object, key], Then::Store(dst), dst);
            }
        }
        let value = self.get_item(object, key)?;
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }
}

/// The sum of a bool and a small int, or of two bools: what counting does.
fn sum_with_bool(op: BinaryOp, a: Value, b: Value) -> Option<i64> {
    let (x, y) = match (a, b) {
        (Value::Int(x), Value::Bool(y)) => (x, i64::from(y)),
        (Value::Bool(x), Value::Int(y)) => (i64::from(x), y),
        (Value::Bool(x), Value::Bool(y)) => (i64::from(x), i64::from(y)),
        _ => return None,
    };
    if matches!(op, BinaryOp::Add) { x.checked_add(y) } else { None }
}
