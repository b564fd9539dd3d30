//! `int`: methods and operators.

pub(crate) mod arithmetic;
pub(crate) mod big;
mod bytes;
pub(crate) mod digits;
mod divide;
pub(crate) mod limit;
mod methods;
mod new;
pub(crate) mod power;
mod round;
pub(crate) mod text;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::format;
use crate::types::number::{self, is_int};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, x=0, /, base=10", new::new),
    Def::method("__repr__", "self, /", repr),
    Def::method("__hash__", "self, /", hash),
    Def::method("__bool__", "self, /", |vm, args| Ok(Value::Bool(truth(vm, args[0])))),
    Def::method("__int__", "self, /", exact),
    Def::method("__index__", "self, /", exact),
    Def::method("__trunc__", "self, /", exact).doc("Truncating an Integral returns itself."),
    Def::method("__floor__", "self, /", exact).doc("Flooring an Integral returns itself."),
    Def::method("__ceil__", "self, /", exact).doc("Ceiling of an Integral returns itself."),
    Def::method("__float__", "self, /", |vm, args| {
        let this = vm.unwrap(args[0]);
        arithmetic::to_float(vm, this).map(Value::Float)
    }),
    Def::method("__abs__", "self, /", |vm, args| {
        let this = vm.unwrap(args[0]);
        arithmetic::absolute(vm, this)
    }),
    Def::method("__neg__", "self, /", |vm, args| unary(vm, '-', args[0])),
    Def::method("__pos__", "self, /", exact),
    Def::method("__invert__", "self, /", |vm, args| unary(vm, '~', args[0])),
    Def::method("__pow__", "self, value, mod=None, /", |vm, args| pow(vm, args[0], args[1], args[2])),
    Def::method("__rpow__", "self, value, mod=None, /", |vm, args| pow(vm, args[1], args[0], args[2])),
    Def::method("__round__", "self, ndigits=None, /", round::round)
        .doc("Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."),
    Def::method("__format__", "self, format_spec, /", format::method),
    Def::method("__getnewargs__", "self, /", |vm, args| {
        let this = exact(vm, args)?;
        vm.heap.tuple_of(&[this])
    }),
    Def::method("__sizeof__", "self, /", methods::sizeof).doc("Returns size in memory, in bytes."),
    Def::method("bit_length", "self, /", methods::bit_length)
        .doc("Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"),
    Def::method("bit_count", "self, /", methods::bit_count)
        .doc("Number of ones in the binary representation of the absolute value of self."),
    Def::method("conjugate", "self, /", exact).doc("Returns self, the complex conjugate of any int."),
    Def::method("is_integer", "self, /", |_, _| Ok(Value::Bool(true)))
        .doc("Returns True. Exists for duck type compatibility with float.is_integer."),
    Def::method("as_integer_ratio", "self, /", methods::as_integer_ratio)
        .doc("Return a pair of integers, whose ratio is equal to the original int."),
    Def::method("to_bytes", "self, /, length=1, byteorder='big', *, signed=False", bytes::to_bytes)
        .doc("Return an array of bytes representing an integer."),
    Def::class_method("from_bytes", "cls, /, bytes, byteorder='big', *, signed=False", bytes::from_bytes)
        .doc("Return the integer represented by the given array of bytes."),
    Def::get("real", exact).doc("the real part of a complex number"),
    Def::get("imag", |_, _| Ok(Value::Int(0))).doc("the imaginary part of a complex number"),
    Def::get("numerator", exact).doc("the numerator of a rational number in lowest terms"),
    Def::get("denominator", |_, _| Ok(Value::Int(1))).doc("the denominator of a rational number in lowest terms"),
];

macro_rules! operators {
    ($($op:ident $name:literal $reflected:literal;)*) => { &[$(
        Def::method($name, "self, value, /", |vm, args| operate(vm, BinaryOp::$op, args[0], args[1])),
        Def::method($reflected, "self, value, /", |vm, args| operate(vm, BinaryOp::$op, args[1], args[0])),
    )*] };
}

/// The binary operators.
pub(crate) const OPERATORS: &[Def] = operators! {
    Add "__add__" "__radd__";
    Sub "__sub__" "__rsub__";
    Mul "__mul__" "__rmul__";
    TrueDiv "__truediv__" "__rtruediv__";
    FloorDiv "__floordiv__" "__rfloordiv__";
    Mod "__mod__" "__rmod__";
    DivMod "__divmod__" "__rdivmod__";
    LShift "__lshift__" "__rlshift__";
    RShift "__rshift__" "__rrshift__";
    And "__and__" "__rand__";
    Or "__or__" "__ror__";
    Xor "__xor__" "__rxor__";
};

/// The comparisons.
pub(crate) const COMPARISONS: &[Def] = number::comparisons!(is_int);

/// `a op b` where both are ints, bools counted as such.
fn operate(vm: &mut Vm, op: BinaryOp, a: Value, b: Value) -> Res {
    let (a, b) = (vm.unwrap(a), vm.unwrap(b));
    if !is_int(a) || !is_int(b) {
        return Ok(Value::NotImplemented);
    }
    Ok(arithmetic::binary(vm, op, a, b)?.unwrap_or(Value::NotImplemented))
}

fn pow(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> Res {
    if modulus.is_absent() {
        return operate(vm, BinaryOp::Pow, a, b);
    }
    let (a, b, c) = (vm.unwrap(a), vm.unwrap(b), vm.unwrap(modulus));
    if !is_int(a) || !is_int(b) || !is_int(c) {
        return Ok(Value::NotImplemented);
    }
    power::power_mod(vm, a, b, c)
}

fn unary(vm: &mut Vm, symbol: char, value: Value) -> Res {
    let this = vm.unwrap(value);
    arithmetic::unary(vm, symbol, this)
}

/// The int itself, without its subclass.
fn exact(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(match vm.unwrap(args[0]) {
        Value::Bool(it) => Value::Int(i64::from(it)),
        other => other,
    })
}

fn truth(vm: &Vm, value: Value) -> bool {
    !matches!(vm.unwrap(value), Value::Int(0) | Value::Bool(false))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    let text = text::decimal(vm, this)?;
    vm.heap.string(text)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.unwrap(args[0]);
    if let Value::BigInt(id) = this {
        vm.spend(big::limbs(&vm.heap.integers[id].0) / 2)?;
    }
    vm.hash(this).map(Value::Int)
}
