//! Polar coordinates.

use super::{Fault, argument, give};
use crate::elementary;
use crate::error::Res;
use crate::heap::Complex;
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn phase(vm: &mut Vm, args: &[Value]) -> Res {
    let z = argument(vm, args[0])?;
    Ok(Value::Float(elementary::atan2(z.im, z.re)))
}

pub(super) fn polar(vm: &mut Vm, args: &[Value]) -> Res {
    let z = argument(vm, args[0])?;
    let size = elementary::hypot(z.re, z.im);
    if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
        return Err(vm.overflow_error("math range error"));
    }
    vm.heap.tuple_of(&[Value::Float(size), Value::Float(elementary::atan2(z.im, z.re))])
}

pub(super) fn rect(vm: &mut Vm, args: &[Value]) -> Res {
    let (r, phi) = (vm.float(args[0])?, vm.float(args[1])?);
    let result = from_polar(r, phi);
    give(vm, result)
}

fn from_polar(r: f64, phi: f64) -> Result<Complex, Fault> {
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(Fault::Domain);
    }
    if phi.is_finite() && r.is_finite() {
        let im = if phi == 0.0 { r * phi } else { r * elementary::sin(phi) };
        return Ok(Complex { re: r * elementary::cos(phi), im });
    }
    if r.is_infinite() && phi.is_finite() && phi != 0.0 {
        let side = |it: f64| f64::INFINITY.copysign(it);
        let (re, im) = (side(elementary::cos(phi)), side(elementary::sin(phi)));
        return Ok(if r > 0.0 { Complex { re, im } } else { Complex { re: -re, im: -im } });
    }
    if r == 0.0 {
        return Ok(Complex { re: 0.0, im: 0.0 });
    }
    if phi == 0.0 {
        return Ok(Complex { re: r, im: if r.is_nan() { 0.0 } else { phi.copysign(r * phi.signum()) } });
    }
    Ok(Complex { re: if r.is_infinite() { f64::INFINITY } else { f64::NAN }, im: f64::NAN })
}
