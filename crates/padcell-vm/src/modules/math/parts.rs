//! Parts and neighbours of floats: rounding to ints, exponents, fractions, units in the last place.

use alloc::format;

use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::types::float::arithmetic::to_int;
use crate::types::number::is_int;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("floor", "x, /", |vm, args| {
        let name = vm.names.__floor__;
        rounded(vm, args[0], name, libm::floor)
    })
    .doc("Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    Def::function("ceil", "x, /", |vm, args| {
        let name = vm.names.__ceil__;
        rounded(vm, args[0], name, libm::ceil)
    })
    .doc("Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    Def::function("trunc", "x, /", trunc).doc(
        "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.",
    ),
    Def::function("fmod", "x, y, /", fmod).doc("Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    Def::function("remainder", "x, y, /", remainder).doc(
        "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer \
         multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n \
         is used. The result is always exact.",
    ),
    Def::function("frexp", "x, /", frexp).doc(
        "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * \
         2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.",
    ),
    Def::function("ldexp", "x, i, /", ldexp).doc("Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
    Def::function("modf", "x, /", modf).doc(
        "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.",
    ),
    Def::function("nextafter", "x, y, /, *, steps=None", nextafter).doc(
        "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is \
         None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not an \
         integer.\nRaises ValueError if steps is negative.",
    ),
    Def::function("ulp", "x, /", ulp).doc("Return the value of the least significant bit of the float x."),
];

/// `floor` and `ceil`: of a float, of what has the method, of what is a float by its methods.
fn rounded(vm: &mut Vm, x: Value, name: Id<Str>, function: fn(f64) -> f64) -> Res {
    match x {
        Value::Float(it) => return to_int(vm, function(it)),
        it @ (Value::Int(_) | Value::BigInt(_)) => return Ok(it),
        _ => {}
    }
    if let Some(value) = vm.call_special(x, name, &[])? {
        return Ok(value);
    }
    let x = vm.float(x)?;
    to_int(vm, function(x))
}

fn trunc(vm: &mut Vm, args: &[Value]) -> Res {
    if let Value::Float(it) = args[0] {
        return to_int(vm, it);
    }
    match vm.call_special(args[0], vm.names.__trunc__, &[])? {
        Some(it) => Ok(it),
        None => {
            let text = format!("type {} doesn't define __trunc__ method", vm.type_name(args[0]));
            Err(vm.type_error(&text))
        }
    }
}

fn fmod(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.float(args[0])?, vm.float(args[1])?);
    if !x.is_nan() && !y.is_nan() && (x.is_infinite() || y == 0.0) {
        return Err(vm.value_error("math domain error"));
    }
    Ok(Value::Float(libm::fmod(x, y)))
}

fn remainder(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.float(args[0])?, vm.float(args[1])?);
    if x.is_nan() || y.is_nan() {
        return Ok(Value::Float(if x.is_nan() { x } else { y }));
    }
    if x.is_infinite() || y == 0.0 {
        return Err(vm.value_error("math domain error"));
    }
    if y.is_infinite() {
        return Ok(Value::Float(x));
    }
    Ok(Value::Float(libm::remainder(x, y)))
}

fn frexp(vm: &mut Vm, args: &[Value]) -> Res {
    let x = vm.float(args[0])?;
    let (mantissa, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { libm::frexp(x) };
    vm.heap.tuple_of(&[Value::Float(mantissa), Value::Int(i64::from(exponent))])
}

fn ldexp(vm: &mut Vm, args: &[Value]) -> Res {
    let x = vm.float(args[0])?;
    if !is_int(vm.unwrap(args[1])) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    // Beyond these bounds every float is zero or infinite.
    let exponent = vm.index_clipped(args[1])?.clamp(-5000, 5000);
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::Float(x));
    }
    let result = libm::ldexp(x, i32::try_from(exponent).unwrap_or(0));
    if result.is_infinite() {
        return Err(vm.overflow_error("math range error"));
    }
    Ok(Value::Float(result))
}

fn modf(vm: &mut Vm, args: &[Value]) -> Res {
    let x = vm.float(args[0])?;
    let (fraction, whole) = if x.is_infinite() {
        (0.0_f64.copysign(x), x)
    } else {
        let whole = libm::trunc(x);
        ((x - whole).copysign(x), whole)
    };
    vm.heap.tuple_of(&[Value::Float(fraction), Value::Float(whole)])
}

fn nextafter(vm: &mut Vm, args: &[Value]) -> Res {
    let (x, y) = (vm.float(args[0])?, vm.float(args[1])?);
    if args[2].is_absent() {
        return Ok(Value::Float(libm::nextafter(x, y)));
    }
    // More steps than there are floats lead to the end.
    let steps = match vm.index_clipped(args[2])? {
        i64::MAX => u64::MAX,
        it @ 0.. => it.unsigned_abs(),
        _ => return Err(vm.value_error("steps must be a non-negative integer")),
    };
    if steps == 0 || x.is_nan() {
        return Ok(Value::Float(x));
    }
    if y.is_nan() {
        return Ok(Value::Float(y));
    }
    // Floats in order are ints in order, counted from zero in both directions.
    let position = |it: f64| {
        let magnitude = i128::from(it.to_bits() & (u64::MAX >> 1));
        if it.is_sign_negative() { -magnitude } else { magnitude }
    };
    let (from, to) = (position(x), position(y));
    let steps = i128::from(steps);
    let reached = if from <= to { (from + steps).min(to) } else { (from - steps).max(to) };
    if reached == to {
        return Ok(Value::Float(y));
    }
    let magnitude = f64::from_bits(u64::try_from(reached.unsigned_abs()).unwrap_or(0));
    let negative = reached < 0 || reached == 0 && from < 0;
    Ok(Value::Float(if negative { -magnitude } else { magnitude }))
}

fn ulp(vm: &mut Vm, args: &[Value]) -> Res {
    let x = vm.float(args[0])?.abs();
    if x.is_nan() || x.is_infinite() {
        return Ok(Value::Float(x));
    }
    if x == f64::MAX {
        return Ok(Value::Float(x - f64::from_bits(x.to_bits() - 1)));
    }
    Ok(Value::Float(f64::from_bits(x.to_bits() + 1) - x))
}
