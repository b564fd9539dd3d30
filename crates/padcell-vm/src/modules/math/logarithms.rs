//! Logarithms, also of ints that are too large for a float.

use crate::elementary;
use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::float::arithmetic::from_big;
use crate::types::int::arithmetic::wide;
use crate::types::number::is_int;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("log", "x, base=None, /", log).doc(
        "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns \
         the natural logarithm (base e) of x.",
    ),
    Def::function("log2", "x, /", |vm, args| logarithm(vm, args[0], elementary::log2).map(Value::Float))
        .doc("Return the base 2 logarithm of x."),
    Def::function("log10", "x, /", |vm, args| logarithm(vm, args[0], elementary::log10).map(Value::Float))
        .doc("Return the base 10 logarithm of x."),
];

fn log(vm: &mut Vm, args: &[Value]) -> Res {
    let numerator = logarithm(vm, args[0], elementary::log)?;
    if args[1].is_unset() {
        return Ok(Value::Float(numerator));
    }
    let denominator = logarithm(vm, args[1], elementary::log)?;
    vm.binary(BinaryOp::TrueDiv, Value::Float(numerator), Value::Float(denominator))
}

fn logarithm(vm: &mut Vm, x: Value, function: fn(f64) -> f64) -> Res<f64> {
    let exact = vm.unwrap(x);
    if is_int(exact) {
        return of_int(vm, exact, function);
    }
    let x = vm.float(x)?;
    if x <= 0.0 {
        return Err(super::real::outside(vm, "expected a positive input", x));
    }
    Ok(function(x))
}

fn of_int(vm: &mut Vm, x: Value, function: fn(f64) -> f64) -> Res<f64> {
    let number = wide(vm, x);
    if number.sign() != num_bigint::Sign::Plus {
        return Err(vm.value_error("expected a positive input"));
    }
    let whole = from_big(&number);
    if whole.is_finite() {
        return Ok(function(whole));
    }
    // log(m * 2**e) = log(m) + e * log(2), with m between 0.5 and 1.
    let bits = number.bits();
    let top = &*number >> (bits - 64);
    let mantissa = libm::ldexp(from_big(&top), -64);
    Ok(function(mantissa) + function(2.0) * bits as f64)
}
