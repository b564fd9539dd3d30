//! `float`: methods and operators.

pub(crate) mod arithmetic;
mod methods;
mod new;
pub(crate) mod parse;
pub(crate) mod round;
pub(crate) mod text;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::format;
use crate::types::number::{self, is_real};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, x=0, /", new::new),
    Def::class_method("from_number", "cls, number, /", new::from_number)
        .doc("Convert real number to a floating-point number."),
    Def::class_method("fromhex", "cls, string, /", new::fromhex)
        .doc("Create a floating-point number from a hexadecimal string."),
    Def::method("__repr__", "self, /", repr),
    Def::method("__hash__", "self, /", |vm, args| {
        let this = vm.unwrap(args[0]);
        vm.hash(this).map(Value::Int)
    }),
    Def::method("__bool__", "self, /", |vm, args| Ok(Value::Bool(float(vm, args[0]) != 0.0))),
    Def::method("__int__", "self, /", |vm, args| arithmetic::to_int(vm, float(vm, args[0]))),
    Def::method("__trunc__", "self, /", |vm, args| arithmetic::to_int(vm, float(vm, args[0])))
        .doc("Return the Integral closest to x between 0 and x."),
    Def::method("__floor__", "self, /", |vm, args| arithmetic::to_int(vm, libm::floor(float(vm, args[0]))))
        .doc("Return the floor as an Integral."),
    Def::method("__ceil__", "self, /", |vm, args| arithmetic::to_int(vm, libm::ceil(float(vm, args[0]))))
        .doc("Return the ceiling as an Integral."),
    Def::method("__float__", "self, /", exact),
    Def::method("__abs__", "self, /", |vm, args| Ok(Value::Float(float(vm, args[0]).abs()))),
    Def::method("__neg__", "self, /", |vm, args| Ok(Value::Float(-float(vm, args[0])))),
    Def::method("__pos__", "self, /", exact),
    Def::method("__pow__", "self, value, mod=None, /", |vm, args| pow(vm, args, false)),
    Def::method("__rpow__", "self, value, mod=None, /", |vm, args| pow(vm, args, true)),
    Def::method("__round__", "self, ndigits=None, /", round::method)
        .doc("Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like \
              built-in round(x, ndigits)."),
    Def::method("__format__", "self, format_spec, /", format::method),
    Def::method("__getnewargs__", "self, /", |vm, args| {
        let this = exact(vm, args)?;
        vm.heap.tuple_of(&[this])
    }),
    Def::static_method("__getformat__", "typestr, /", methods::getformat)
        .doc("You probably don't want to use this function."),
    Def::method("conjugate", "self, /", exact).doc("Return self, the complex conjugate of any float."),
    Def::method("is_integer", "self, /", methods::is_integer).doc("Return True if the float is an integer."),
    Def::method("as_integer_ratio", "self, /", methods::as_integer_ratio)
        .doc("Return a pair of integers, whose ratio is exactly equal to the original float."),
    Def::method("hex", "self, /", methods::hex)
        .doc("Return a hexadecimal representation of a floating-point number."),
    Def::get("real", exact).doc("the real part of a complex number"),
    Def::get("imag", |_, _| Ok(Value::Float(0.0))).doc("the imaginary part of a complex number"),
];

/// The binary operators.
pub(crate) const OPERATORS: &[Def] = number::operators! {
    is_real;
    Add "__add__" "__radd__";
    Sub "__sub__" "__rsub__";
    Mul "__mul__" "__rmul__";
    TrueDiv "__truediv__" "__rtruediv__";
    FloorDiv "__floordiv__" "__rfloordiv__";
    Mod "__mod__" "__rmod__";
    DivMod "__divmod__" "__rdivmod__";
};

/// The comparisons.
pub(crate) const COMPARISONS: &[Def] = number::comparisons!(is_real);

/// The float that a method was called on.
fn float(vm: &Vm, this: Value) -> f64 {
    match vm.unwrap(this) {
        Value::Float(it) => it,
        _ => f64::NAN,
    }
}

/// The float itself, without its subclass.
fn exact(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.unwrap(args[0]))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let text = text::repr(float(vm, args[0]));
    vm.heap.string(text)
}

fn pow(vm: &mut Vm, args: &[Value], reflected: bool) -> Res {
    if !args[2].is_absent() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    number::method(vm, BinaryOp::Pow, args, reflected, is_real)
}
