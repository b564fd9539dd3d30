//! `cmath`: functions of complex numbers.

mod circular;
mod inverse;
mod polar;

use crate::elementary;
use crate::error::Res;
use crate::heap::{Complex, Dict, Id};
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::complex::new::convert;
use crate::value::Value;
use crate::vm::Vm;

/// Why a function has no result.
enum Fault {
    Domain,
    Range,
}

/// A function of one complex number.
type Function = fn(Complex) -> Result<Complex, Fault>;

macro_rules! one {
    ($name:literal, $doc:literal, $function:expr) => {
        Def::function($name, "z, /", |vm, args| one(vm, args[0], $function)).doc($doc)
    };
}

const FUNCTIONS: &[Def] = &[
    one!("acos", "Return the arc cosine of z.", |z| Ok(inverse::acos(z))),
    one!("acosh", "Return the inverse hyperbolic cosine of z.", |z| Ok(inverse::acosh(z))),
    one!("asin", "Return the arc sine of z.", |z| Ok(inverse::asin(z))),
    one!("asinh", "Return the inverse hyperbolic sine of z.", |z| Ok(inverse::asinh(z))),
    one!("atan", "Return the arc tangent of z.", inverse::atan),
    one!("atanh", "Return the inverse hyperbolic tangent of z.", inverse::atanh),
    one!("cos", "Return the cosine of z.", circular::cos),
    one!("cosh", "Return the hyperbolic cosine of z.", circular::cosh),
    one!("exp", "Return the exponential value e**z.", circular::exp),
    one!("log10", "Return the base-10 logarithm of z.", |z| {
        let it = inverse::log(z)?;
        Ok(Complex { re: it.re / core::f64::consts::LN_10, im: it.im / core::f64::consts::LN_10 })
    }),
    one!("sin", "Return the sine of z.", circular::sin),
    one!("sinh", "Return the hyperbolic sine of z.", circular::sinh),
    one!("sqrt", "Return the square root of z.", |z| Ok(inverse::sqrt(z))),
    one!("tan", "Return the tangent of z.", circular::tan),
    one!("tanh", "Return the hyperbolic tangent of z.", circular::tanh),
    Def::function("log", "z, base=None, /", log).doc(
        "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural \
         logarithm (base e) of z.",
    ),
    Def::function("phase", "z, /", polar::phase).doc("Return argument, also known as the phase angle, of a complex."),
    Def::function("polar", "z, /", polar::polar)
        .doc("Convert a complex from rectangular coordinates to polar coordinates."),
    Def::function("rect", "r, phi, /", polar::rect)
        .doc("Convert from polar coordinates to rectangular coordinates."),
    Def::function("isfinite", "z, /", |vm, args| {
        let z = argument(vm, args[0])?;
        Ok(Value::Bool(z.re.is_finite() && z.im.is_finite()))
    })
    .doc("Return True if both the real and imaginary parts of z are finite, else False."),
    Def::function("isinf", "z, /", |vm, args| {
        let z = argument(vm, args[0])?;
        Ok(Value::Bool(z.re.is_infinite() || z.im.is_infinite()))
    })
    .doc("Checks if the real or imaginary part of z is infinite."),
    Def::function("isnan", "z, /", |vm, args| {
        let z = argument(vm, args[0])?;
        Ok(Value::Bool(z.re.is_nan() || z.im.is_nan()))
    })
    .doc("Checks if the real or imaginary part of z not a number (NaN)."),
    Def::function("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", isclose)
        .doc("Determine whether two complex numbers are close in value."),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let reals = [
        ("pi", core::f64::consts::PI),
        ("e", core::f64::consts::E),
        ("tau", core::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in reals {
        vm.module_set(dict, name, Value::Float(value))?;
    }
    for (name, im) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let value = vm.heap.complex(0.0, im)?;
        vm.module_set(dict, name, value)?;
    }
    Ok(())
}

/// An argument as a complex number.
fn argument(vm: &mut Vm, value: Value) -> Res<Complex> {
    match convert(vm, value)? {
        Some(it) => Ok(it),
        // Raises what it raises for a real number.
        None => vm.float(value).map(|re| Complex { re, im: 0.0 }),
    }
}

fn one(vm: &mut Vm, z: Value, function: Function) -> Res {
    let z = argument(vm, z)?;
    give(vm, function(z))
}

fn give(vm: &mut Vm, result: Result<Complex, Fault>) -> Res {
    match result {
        Ok(it) => vm.heap.complex(it.re, it.im),
        Err(Fault::Domain) => Err(vm.value_error("math domain error")),
        Err(Fault::Range) => Err(vm.overflow_error("math range error")),
    }
}

fn log(vm: &mut Vm, args: &[Value]) -> Res {
    let z = argument(vm, args[0])?;
    let numerator = give(vm, inverse::log(z))?;
    if args[1].is_unset() {
        return Ok(numerator);
    }
    vm.keep(numerator);
    let base = argument(vm, args[1])?;
    let denominator = give(vm, inverse::log(base))?;
    vm.binary(BinaryOp::TrueDiv, numerator, denominator)
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (argument(vm, args[0])?, argument(vm, args[1])?);
    let relative = if args[2].is_unset() { 1e-9 } else { vm.float(args[2])? };
    let absolute = if args[3].is_unset() { 0.0 } else { vm.float(args[3])? };
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a.re == b.re && a.im == b.im {
        return Ok(Value::Bool(true));
    }
    if [a.re, a.im, b.re, b.im].into_iter().any(f64::is_infinite) {
        return Ok(Value::Bool(false));
    }
    let size = |re: f64, im: f64| elementary::hypot(re, im);
    let difference = size(a.re - b.re, a.im - b.im);
    let close = difference <= relative * size(b.re, b.im)
        || difference <= relative * size(a.re, a.im)
        || difference <= absolute;
    Ok(Value::Bool(close))
}
