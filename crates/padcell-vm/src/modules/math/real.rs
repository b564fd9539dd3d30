//! Functions of one and two floats from the C library's list.

use alloc::format;
use alloc::string::String;

use crate::elementary;
use crate::error::{Res, Unwind};
use crate::native::Def;
use crate::types::float::text::repr;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! one {
    ($name:literal, $doc:literal, $function:expr, $overflows:literal, $wants:literal) => {
        Def::function($name, "x, /", |vm, args| one(vm, args[0], $function, $overflows, $wants)).doc($doc)
    };
}

const UNIT: &str = "expected a number in range from -1 up to 1";

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("acos", "x, /", |vm, args| one(vm, args[0], elementary::acos, false, UNIT))
        .doc("Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."),
    Def::function("asin", "x, /", |vm, args| one(vm, args[0], elementary::asin, false, UNIT))
        .doc("Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    one!(
        "acosh",
        "Return the inverse hyperbolic cosine of x.",
        elementary::acosh,
        false,
        "expected argument value not less than 1"
    ),
    one!("asinh", "Return the inverse hyperbolic sine of x.", elementary::asinh, false, ""),
    one!(
        "atan",
        "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.",
        elementary::atan,
        false,
        ""
    ),
    one!("atanh", "Return the inverse hyperbolic tangent of x.", atanh, false, "expected a number between -1 and 1"),
    one!("cbrt", "Return the cube root of x.", libm::cbrt, false, ""),
    one!("cos", "Return the cosine of x (measured in radians).", elementary::cos, false, "expected a finite input"),
    one!("cosh", "Return the hyperbolic cosine of x.", elementary::cosh, true, ""),
    one!("erf", "Error function at x.", libm::erf, false, ""),
    one!("erfc", "Complementary error function at x.", libm::erfc, false, ""),
    one!("exp", "Return e raised to the power of x.", elementary::exp, true, ""),
    one!("exp2", "Return 2 raised to the power of x.", libm::exp2, true, ""),
    one!("expm1", "Return exp(x)-1, without the loss of precision for small x.", libm::expm1, true, ""),
    one!("fabs", "Return the absolute value of the float x.", f64::abs, false, ""),
    one!("gamma", "Gamma function at x.", elementary::gamma, true, "expected a noninteger or positive integer"),
    one!(
        "lgamma",
        "Natural logarithm of absolute value of Gamma function at x.",
        elementary::lgamma,
        true,
        "expected a noninteger or positive integer"
    ),
    one!(
        "log1p",
        "Return the natural logarithm of 1+x (base e), accurate also for x near zero.",
        libm::log1p,
        false,
        "expected argument value > -1"
    ),
    one!("sin", "Return the sine of x (measured in radians).", elementary::sin, false, "expected a finite input"),
    one!("sinh", "Return the hyperbolic sine of x.", libm::sinh, true, ""),
    one!("sqrt", "Return the square root of x.", libm::sqrt, false, "expected a nonnegative input"),
    one!("tan", "Return the tangent of x (measured in radians).", elementary::tan, false, "expected a finite input"),
    one!("tanh", "Return the hyperbolic tangent of x.", elementary::tanh, false, ""),
    Def::function("degrees", "x, /", |vm, args| {
        Ok(Value::Float(vm.float(args[0])? * (180.0 / core::f64::consts::PI)))
    })
    .doc("Convert angle x from radians to degrees."),
    Def::function("radians", "x, /", |vm, args| {
        Ok(Value::Float(vm.float(args[0])? * (core::f64::consts::PI / 180.0)))
    })
    .doc("Convert angle x from degrees to radians."),
    Def::function("atan2", "y, x, /", |vm, args| {
        let (y, x) = (vm.float(args[0])?, vm.float(args[1])?);
        Ok(Value::Float(elementary::atan2(y, x)))
    })
    .doc(
        "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are \
         considered.",
    ),
    Def::function("copysign", "x, y, /", |vm, args| {
        let (x, y) = (vm.float(args[0])?, vm.float(args[1])?);
        Ok(Value::Float(x.copysign(y)))
    })
    .doc("Return a float with the magnitude (absolute value) of x but the sign of y."),
    Def::function("pow", "x, y, /", pow).doc("Return x**y (x to the power of y)."),
    Def::function("fma", "x, y, z, /", fma)
        .doc("Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."),
    Def::function("isfinite", "x, /", |vm, args| Ok(Value::Bool(vm.float(args[0])?.is_finite())))
        .doc("Return True if x is neither an infinity nor a NaN, and False otherwise."),
    Def::function("isinf", "x, /", |vm, args| Ok(Value::Bool(vm.float(args[0])?.is_infinite())))
        .doc("Return True if x is a positive or negative infinity, and False otherwise."),
    Def::function("isnan", "x, /", |vm, args| Ok(Value::Bool(vm.float(args[0])?.is_nan())))
        .doc("Return True if x is a NaN (not a number), and False otherwise."),
    Def::function("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", isclose)
        .doc("Determine whether two floating-point numbers are close in value."),
];

/// A function of one float: NaN out of a number is an error that says what was wanted, infinity out of a finite number
/// an overflow or such an error.
fn one(vm: &mut Vm, x: Value, function: fn(f64) -> f64, overflows: bool, wants: &str) -> Res {
    let x = vm.float(x)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() || result.is_infinite() && x.is_finite() && !overflows {
        return Err(outside(vm, wants, x));
    }
    if result.is_infinite() && x.is_finite() {
        // Poles of the gamma functions are no overflows.
        if !wants.is_empty() && x <= 0.0 {
            return Err(outside(vm, wants, x));
        }
        return Err(vm.overflow_error("math range error"));
    }
    Ok(Value::Float(result))
}

/// The ValueError of an argument outside of a function's domain.
#[cold]
pub(super) fn outside(vm: &mut Vm, wants: &str, x: f64) -> Unwind {
    let text = if wants.is_empty() {
        String::from("math domain error")
    } else {
        format!("{wants}, got {}", repr(x))
    };
    vm.value_error(&text)
}

fn atanh(x: f64) -> f64 {
    if x.abs() >= 1.0 { f64::NAN } else { libm::atanh(x) }
}

fn pow(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.float(args[0])?, vm.float(args[1])?);
    let result = elementary::pow(x, y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || result.is_infinite() && x == 0.0 {
            return Err(vm.value_error("math domain error"));
        }
        if result.is_infinite() {
            return Err(vm.overflow_error("math range error"));
        }
    }
    Ok(Value::Float(result))
}

fn fma(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y, z) = (vm.float(args[0])?, vm.float(args[1])?, vm.float(args[2])?);
    let result = libm::fma(x, y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(Value::Float(result))
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (vm.float(args[0])?, vm.float(args[1])?);
    let relative = if args[2].is_unset() { 1e-9 } else { vm.float(args[2])? };
    let absolute = if args[3].is_unset() { 0.0 } else { vm.float(args[3])? };
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::Bool(true));
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::Bool(false));
    }
    let difference = (b - a).abs();
    let close =
        difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    Ok(Value::Bool(close))
}
