//! Square root, logarithm, and the inverses of the circular and hyperbolic functions, by Kahan's formulas.

use core::f64::consts::{FRAC_PI_2, LN_2};

use super::Fault;
use crate::elementary;
use crate::heap::Complex;

/// Beyond this, squares and products of two would overflow.
const LARGE: f64 = f64::MAX / 4.0;
const SQRT_LARGE: f64 = 6.703_903_964_971_298e153;
const SQRT_LEAST: f64 = 1.491_668_146_240_041_3e-154;

const fn complex(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

fn has_infinity(z: Complex) -> bool {
    z.re.is_infinite() || z.im.is_infinite()
}

fn has_nan(z: Complex) -> bool {
    z.re.is_nan() || z.im.is_nan()
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// `log(|z|)` where `|z|` might overflow, and twice that size.
fn large_log(z: Complex) -> f64 {
    elementary::log(elementary::hypot(z.re / 2.0, z.im / 2.0)) + LN_2 * 2.0
}

pub(super) fn sqrt(z: Complex) -> Complex {
    if z.im.is_infinite() {
        return complex(f64::INFINITY, z.im);
    }
    if z.re.is_infinite() {
        let other = if z.im.is_nan() { f64::NAN } else { 0.0 };
        return if z.re > 0.0 {
            complex(f64::INFINITY, other.copysign(z.im))
        } else {
            complex(other, f64::INFINITY.copysign(z.im))
        };
    }
    if has_nan(z) {
        return complex(f64::NAN, f64::NAN);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return complex(0.0, z.im);
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        // Subnormal parts are scaled up first.
        let (ax, ay) = (libm::ldexp(ax, 54), libm::ldexp(ay, 54));
        libm::ldexp(libm::sqrt((ax + elementary::hypot(ax, ay)) / 2.0), -27)
    } else {
        let ax = ax / 8.0;
        2.0 * libm::sqrt(ax + elementary::hypot(ax, ay / 8.0))
    };
    let d = ay / (2.0 * s);
    if z.re >= 0.0 { complex(s, d.copysign(z.im)) } else { complex(d, s.copysign(z.im)) }
}

pub(super) fn log(z: Complex) -> Result<Complex, Fault> {
    let angle = elementary::atan2(z.im, z.re);
    if has_infinity(z) {
        return Ok(complex(f64::INFINITY, angle));
    }
    if has_nan(z) {
        return Ok(complex(f64::NAN, f64::NAN));
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let size = if ax > LARGE || ay > LARGE {
        elementary::log(elementary::hypot(ax / 2.0, ay / 2.0)) + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        if ax == 0.0 && ay == 0.0 {
            return Err(Fault::Domain);
        }
        elementary::log(elementary::hypot(libm::ldexp(ax, 53), libm::ldexp(ay, 53))) - 53.0 * LN_2
    } else {
        let length = elementary::hypot(ax, ay);
        if (0.71..=1.73).contains(&length) {
            // Near one the logarithm is small: it is taken of what is more than one.
            let (more, less) = if ax > ay { (ax, ay) } else { (ay, ax) };
            libm::log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0
        } else {
            elementary::log(length)
        }
    };
    Ok(complex(size, angle))
}

pub(super) fn acos(z: Complex) -> Complex {
    if has_nan(z) {
        if has_infinity(z) {
            let im = if z.im.is_nan() { f64::INFINITY } else { -z.im };
            return complex(f64::NAN, im);
        }
        return if z.re == 0.0 { complex(FRAC_PI_2, f64::NAN) } else { complex(f64::NAN, f64::NAN) };
    }
    if is_large(z) {
        let size = if has_infinity(z) { f64::INFINITY } else { large_log(z) };
        return complex(elementary::atan2(z.im.abs(), z.re), -size.copysign(z.im));
    }
    let s1 = sqrt(complex(1.0 - z.re, -z.im));
    let s2 = sqrt(complex(1.0 + z.re, z.im));
    complex(2.0 * elementary::atan2(s1.re, s2.re), elementary::asinh(s2.re * s1.im - s2.im * s1.re))
}

pub(super) fn acosh(z: Complex) -> Complex {
    if has_nan(z) {
        if has_infinity(z) {
            return complex(f64::INFINITY, f64::NAN);
        }
        return complex(f64::NAN, f64::NAN);
    }
    if is_large(z) {
        let size = if has_infinity(z) { f64::INFINITY } else { large_log(z) };
        return complex(size, elementary::atan2(z.im, z.re));
    }
    let s1 = sqrt(complex(z.re - 1.0, z.im));
    let s2 = sqrt(complex(z.re + 1.0, z.im));
    complex(elementary::asinh(s1.re * s2.re + s1.im * s2.im), 2.0 * elementary::atan2(s1.im, s2.re))
}

pub(super) fn asin(z: Complex) -> Complex {
    // asin(z) = -i asinh(iz)
    let it = asinh(complex(-z.im, z.re));
    complex(it.im, -it.re)
}

pub(super) fn asinh(z: Complex) -> Complex {
    if has_nan(z) {
        if z.re.is_infinite() {
            return complex(z.re, f64::NAN);
        }
        if z.im.is_infinite() {
            return complex(f64::INFINITY, f64::NAN);
        }
        return if z.im == 0.0 { complex(f64::NAN, z.im) } else { complex(f64::NAN, f64::NAN) };
    }
    if is_large(z) {
        let size = if has_infinity(z) { f64::INFINITY } else { large_log(z) };
        return complex(size.copysign(z.re), elementary::atan2(z.im, z.re.abs()));
    }
    let s1 = sqrt(complex(1.0 + z.im, -z.re));
    let s2 = sqrt(complex(1.0 - z.im, z.re));
    complex(
        elementary::asinh(s1.re * s2.im - s2.re * s1.im),
        elementary::atan2(z.im, s1.re * s2.re - s1.im * s2.im),
    )
}

pub(super) fn atan(z: Complex) -> Result<Complex, Fault> {
    // atan(z) = -i atanh(iz)
    let it = atanh(complex(-z.im, z.re))?;
    Ok(complex(it.im, -it.re))
}

pub(super) fn atanh(z: Complex) -> Result<Complex, Fault> {
    if z.im.is_infinite() || z.re.is_infinite() {
        let im = if z.im.is_nan() { f64::NAN } else { FRAC_PI_2.copysign(z.im) };
        let re = if z.re.is_nan() { 0.0 } else { 0.0_f64.copysign(z.re) };
        return Ok(complex(re, im));
    }
    if has_nan(z) {
        return Ok(if z.re == 0.0 { z } else { complex(f64::NAN, f64::NAN) });
    }
    if z.re.is_sign_negative() {
        let it = atanh(complex(-z.re, -z.im))?;
        return Ok(complex(-it.re, -it.im));
    }
    let ay = z.im.abs();
    if z.re > SQRT_LARGE || ay > SQRT_LARGE {
        let half = elementary::hypot(z.re / 2.0, z.im / 2.0);
        return Ok(complex(z.re / 4.0 / half / half, FRAC_PI_2.copysign(z.im)));
    }
    if z.re == 1.0 && ay < SQRT_LEAST {
        if ay == 0.0 {
            return Err(Fault::Domain);
        }
        let re = -elementary::log(libm::sqrt(ay) / libm::sqrt(elementary::hypot(ay, 2.0)));
        return Ok(complex(re, (elementary::atan2(2.0, -ay) / 2.0).copysign(z.im)));
    }
    let below = 1.0 - z.re;
    Ok(complex(
        libm::log1p(4.0 * z.re / (below * below + ay * ay)) / 4.0,
        -elementary::atan2(-2.0 * z.im, below * (1.0 + z.re) - ay * ay) / 2.0,
    ))
}
