//! Rounding of floats to decimal places: halves to even, decided by the float's exact value.

use alloc::format;

use super::arithmetic::to_int;
use super::float;
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn method(vm: &mut Vm, args: &[Value]) -> Res {
    let x = float(vm, args[0]);
    if args[1].is_absent() {
        return to_int(vm, libm::rint(x));
    }
    let places = vm.index_clipped(args[1])?;
    let rounded = round(x, places);
    if rounded.is_infinite() && x.is_finite() {
        return Err(vm.overflow_error("rounded value too large to represent"));
    }
    Ok(Value::Float(rounded))
}

/// `x` rounded to `places` decimal places (before the point, if negative); infinite if the result is too large.
pub(crate) fn round(x: f64, places: i64) -> f64 {
    if !x.is_finite() || places > 323 {
        return x;
    }
    if places < -308 {
        return 0.0 * x;
    }
    let magnitude = x.abs();
    let rounded = match usize::try_from(places) {
        Ok(places) => format!("{magnitude:.places$}").parse().unwrap_or(magnitude),
        Err(_) => to_tens(magnitude, places.unsigned_abs() as usize),
    };
    if x.is_sign_negative() { -rounded } else { rounded }
}

/// A finite, not negative float rounded to a multiple of `10**zeros`.
fn to_tens(x: f64, zeros: usize) -> f64 {
    let whole = format!("{:.0}", libm::floor(x));
    let length = whole.len();
    if length < zeros {
        return 0.0;
    }
    if length == zeros {
        // Half of the unit is 5 and zeros.
        let half = format!("5e{}", zeros - 1).parse().unwrap_or(f64::INFINITY);
        return if x > half { format!("1e{zeros}").parse().unwrap_or(f64::INFINITY) } else { 0.0 };
    }
    let kept = length - zeros;
    if x == libm::floor(x) {
        return format!("{x:.*e}", kept - 1).parse().unwrap_or(x);
    }
    // Whole numbers this small are exact, so a fraction only decides ties: upwards.
    let unit: f64 = format!("1e{zeros}").parse().unwrap_or(f64::INFINITY);
    let floor = libm::floor(x);
    let rest = libm::fmod(floor, unit);
    if rest >= unit / 2.0 { floor - rest + unit } else { floor - rest }
}
