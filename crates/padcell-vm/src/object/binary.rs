//! Binary and unary operators: natively for numbers and text, else by the operands' special methods.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::heap::{Id, Str};
use crate::names::Names;
use crate::value::Value;
use crate::vm::Vm;

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    DivMod,
}

impl BinaryOp {
    const ALL: [Self; 14] = [
        Self::Add,
        Self::Sub,
        Self::Mul,
        Self::TrueDiv,
        Self::FloorDiv,
        Self::Mod,
        Self::Pow,
        Self::MatMul,
        Self::LShift,
        Self::RShift,
        Self::And,
        Self::Or,
        Self::Xor,
        Self::DivMod,
    ];

    /// The operator with this number.
    #[must_use]
    pub(crate) fn from_index(index: u8) -> Self {
        Self::ALL.get(usize::from(index)).copied().unwrap_or(Self::Add)
    }

    /// As it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::TrueDiv => "/",
            Self::FloorDiv => "//",
            Self::Mod => "%",
            Self::Pow => "** or pow()",
            Self::MatMul => "@",
            Self::LShift => "<<",
            Self::RShift => ">>",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
            Self::DivMod => "divmod()",
        }
    }

    /// Names of its method, its reflected method, and its in-place method.
    pub(crate) fn methods(self, names: &Names) -> (Id<Str>, Id<Str>, Id<Str>) {
        match self {
            Self::Add => (names.__add__, names.__radd__, names.__iadd__),
            Self::Sub => (names.__sub__, names.__rsub__, names.__isub__),
            Self::Mul => (names.__mul__, names.__rmul__, names.__imul__),
            Self::TrueDiv => (names.__truediv__, names.__rtruediv__, names.__itruediv__),
            Self::FloorDiv => (names.__floordiv__, names.__rfloordiv__, names.__ifloordiv__),
            Self::Mod => (names.__mod__, names.__rmod__, names.__imod__),
            Self::Pow => (names.__pow__, names.__rpow__, names.__ipow__),
            Self::MatMul => (names.__matmul__, names.__rmatmul__, names.__imatmul__),
            Self::LShift => (names.__lshift__, names.__rlshift__, names.__ilshift__),
            Self::RShift => (names.__rshift__, names.__rrshift__, names.__irshift__),
            Self::And => (names.__and__, names.__rand__, names.__iand__),
            Self::Or => (names.__or__, names.__ror__, names.__ior__),
            Self::Xor => (names.__xor__, names.__rxor__, names.__ixor__),
            Self::DivMod => (names.__divmod__, names.__rdivmod__, names.__divmod__),
        }
    }
}

impl Vm {
    /// `a op b`.
    ///
    /// # Errors
    /// TypeError if neither operand knows how, and what their methods raise.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Res {
        if let Some(value) = crate::types::number::binary(self, op, a, b)? {
            return Ok(value);
        }
        if let Some(result) = self.text_operator(op, a, b) {
            return result;
        }
        match self.binary_methods(op, a, b)? {
            Value::NotImplemented => Err(self.unsupported_operands(op.symbol(), a, b)),
            value => Ok(value),
        }
    }

    /// `+` and `%` of plain text, which no class has a say in.
    #[inline]
    pub(crate) fn text_operator(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Res> {
        let Value::Str(text) = a else { return None };
        match (op, b) {
            (BinaryOp::Add, Value::Str(other)) => {
                let work = self.heap.concat_work(text, other) / 64;
                Some(self.spend(work).and_then(|()| self.heap.concat(text, other)))
            }
            (BinaryOp::Mod, _) if b.is_data() => Some(crate::types::str_::percent::modulo(self, &[a, b])),
            _ => None,
        }
    }

    /// `a op= b`.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    pub fn inplace(&mut self, op: BinaryOp, a: Value, b: Value) -> Res {
        let (_, _, name) = op.methods(self.names);
        match a {
            Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Tuple(_) | Value::Bool(_) => {}
            _ => {
                if let Some(value) = self.call_special(a, name, &[b])? {
                    if !matches!(value, Value::NotImplemented) {
                        return Ok(value);
                    }
                }
            }
        }
        if let Some(value) = crate::types::number::binary(self, op, a, b)? {
            return Ok(value);
        }
        if let Some(result) = self.text_operator(op, a, b) {
            return result;
        }
        match self.binary_methods(op, a, b)? {
            Value::NotImplemented => {
                let symbol = match op {
                    BinaryOp::Pow => alloc::string::String::from("**="),
                    _ => format!("{}=", op.symbol()),
                };
                Err(self.unsupported_operands(&symbol, a, b))
            }
            value => Ok(value),
        }
    }

    /// The operands' methods in Python's order; NotImplemented if none of them knows.
    pub(crate) fn binary_methods(&mut self, op: BinaryOp, a: Value, b: Value) -> Res {
        let (name, reflected, _) = op.methods(self.names);
        let (left, right) = (self.class_of(a), self.class_of(b));
        let reflect_first = left != right && self.is_subclass(right, left) && {
            let theirs = self.class_lookup(right, reflected);
            let ours = self.class_lookup(left, reflected);
            theirs.is_some_and(|it| ours.is_none_or(|other| !it.is(other)))
        };
        if reflect_first {
            if let Some(value) = self.call_special(b, reflected, &[a])? {
                if !matches!(value, Value::NotImplemented) {
                    return Ok(value);
                }
            }
        }
        if let Some(value) = self.call_special(a, name, &[b])? {
            if !matches!(value, Value::NotImplemented) {
                return Ok(value);
            }
        }
        if !reflect_first && left != right || (left == right && self.reflects_to_itself(op, b)) {
            if let Some(value) = self.call_special(b, reflected, &[a])? {
                return Ok(value);
            }
        }
        Ok(Value::NotImplemented)
    }

    /// Builtin sequences repeat by the right operand's `__rmul__` only for other types; a class is asked once.
    fn reflects_to_itself(&self, _: BinaryOp, _: Value) -> bool {
        false
    }

    #[cold]
    pub(crate) fn unsupported_operands(&mut self, symbol: &str, a: Value, b: Value) -> Unwind {
        if let "+" | "+=" = symbol {
            let concatenates = |it: Value| matches!(it, Value::Str(_) | Value::List(_) | Value::Tuple(_));
            if concatenates(a) {
                let (left, right) = (self.type_name(a), self.type_name(b));
                let text = format!("can only concatenate {left} (not \"{right}\") to {left}");
                return self.type_error(&text);
            }
            if let Value::Bytes(_) | Value::ByteArray(_) = a {
                let text = format!("can't concat {} to {}", self.type_name(b), self.type_name(a));
                return self.type_error(&text);
            }
        }
        if let "*" | "*=" = symbol {
            let is_sequence = |it: Value| {
                matches!(
                    it,
                    Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Bytes(_) | Value::ByteArray(_)
                )
            };
            let factor = if is_sequence(a) { Some(b) } else { is_sequence(b).then_some(a) };
            if let Some(factor) = factor {
                let text = format!("can't multiply sequence by non-int of type '{}'", self.type_name(factor));
                return self.type_error(&text);
            }
        }
        let text = format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        );
        self.type_error(&text)
    }

    /// `-a`, `+a`, `~a`.
    ///
    /// # Errors
    /// TypeError if the operand does not know how.
    pub fn unary(&mut self, symbol: char, a: Value) -> Res {
        if let Some(value) = crate::types::number::unary(self, symbol, a)? {
            return Ok(value);
        }
        let name = match symbol {
            '-' => self.names.__neg__,
            '+' => self.names.__pos__,
            _ => self.names.__invert__,
        };
        match self.call_special(a, name, &[])? {
            Some(value) => Ok(value),
            None => {
                let text = format!("bad operand type for unary {symbol}: '{}'", self.type_name(a));
                Err(self.type_error(&text))
            }
        }
    }
}
