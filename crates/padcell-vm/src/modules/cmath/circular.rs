//! Exponential, circular and hyperbolic functions.

use super::Fault;
use crate::elementary;
use crate::heap::Complex;

/// `cosh` and `sinh` of more than this overflow soon.
const LOG_LARGE: f64 = 708.396_418_532_264_1;

const fn complex(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

/// Refuses infinite parts out of finite ones.
fn checked(z: Complex) -> Result<Complex, Fault> {
    if z.re.is_infinite() || z.im.is_infinite() { Err(Fault::Range) } else { Ok(z) }
}

/// `size * (cos(angle) + i sin(angle))` for an infinite or zero size; the sign of a zero angle stays.
fn turned(size: f64, angle: f64) -> Complex {
    if angle == 0.0 {
        return complex(size, 0.0_f64.copysign(angle));
    }
    complex(size.copysign(elementary::cos(angle)), size.copysign(elementary::sin(angle)))
}

pub(super) fn exp(z: Complex) -> Result<Complex, Fault> {
    if z.re.is_nan() {
        return Ok(complex(f64::NAN, if z.im == 0.0 { z.im } else { f64::NAN }));
    }
    if !z.im.is_finite() {
        if z.re == f64::NEG_INFINITY {
            return Ok(complex(0.0, 0.0));
        }
        if z.im.is_infinite() {
            return Err(Fault::Domain);
        }
        let re = if z.re == f64::INFINITY { f64::INFINITY } else { f64::NAN };
        return Ok(complex(re, f64::NAN));
    }
    if z.re.is_infinite() {
        return Ok(turned(if z.re > 0.0 { f64::INFINITY } else { 0.0 }, z.im));
    }
    let (sine, cosine) = (elementary::sin(z.im), elementary::cos(z.im));
    checked(if z.re > LOG_LARGE {
        let size = elementary::exp(z.re - 1.0);
        complex(size * cosine * core::f64::consts::E, size * sine * core::f64::consts::E)
    } else {
        let size = elementary::exp(z.re);
        complex(size * cosine, size * sine)
    })
}

pub(super) fn cosh(z: Complex) -> Result<Complex, Fault> {
    if !z.re.is_finite() || !z.im.is_finite() {
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(Fault::Domain);
        }
        if z.re.is_infinite() && z.im.is_finite() {
            let it = turned(f64::INFINITY, z.im);
            // cosh(-z) = cosh(z)
            return Ok(if z.re < 0.0 { complex(it.re, -it.im) } else { it });
        }
        if z.im == 0.0 {
            return Ok(complex(f64::NAN, if z.re.is_nan() { 0.0 } else { z.im }));
        }
        if z.re == 0.0 {
            return Ok(complex(f64::NAN, 0.0));
        }
        let re = if z.re.is_infinite() { f64::INFINITY } else { f64::NAN };
        return Ok(complex(re, f64::NAN));
    }
    let (sine, cosine) = (elementary::sin(z.im), elementary::cos(z.im));
    checked(if z.re.abs() > LOG_LARGE {
        let less = z.re - 1.0_f64.copysign(z.re);
        complex(
            cosine * elementary::cosh(less) * core::f64::consts::E,
            sine * libm::sinh(less) * core::f64::consts::E,
        )
    } else {
        complex(cosine * elementary::cosh(z.re), sine * libm::sinh(z.re))
    })
}

pub(super) fn sinh(z: Complex) -> Result<Complex, Fault> {
    if !z.re.is_finite() || !z.im.is_finite() {
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(Fault::Domain);
        }
        if z.re.is_infinite() && z.im.is_finite() {
            let it = turned(f64::INFINITY, z.im);
            // sinh(-z) = -sinh(z)
            return Ok(if z.re < 0.0 { complex(-it.re, it.im) } else { it });
        }
        if z.im == 0.0 {
            return Ok(complex(f64::NAN, z.im));
        }
        if z.re == 0.0 {
            return Ok(complex(0.0, f64::NAN));
        }
        let re = if z.re.is_infinite() { f64::INFINITY } else { f64::NAN };
        return Ok(complex(re, f64::NAN));
    }
    let (sine, cosine) = (elementary::sin(z.im), elementary::cos(z.im));
    checked(if z.re.abs() > LOG_LARGE {
        let less = z.re - 1.0_f64.copysign(z.re);
        complex(
            cosine * libm::sinh(less) * core::f64::consts::E,
            sine * elementary::cosh(less) * core::f64::consts::E,
        )
    } else {
        complex(cosine * libm::sinh(z.re), sine * elementary::cosh(z.re))
    })
}

pub(super) fn tanh(z: Complex) -> Result<Complex, Fault> {
    if !z.re.is_finite() || !z.im.is_finite() {
        if z.re.is_infinite() {
            let sign =
                if z.im.is_finite() { 2.0 * elementary::sin(z.im) * elementary::cos(z.im) } else { 0.0 };
            let im = if z.im == 0.0 { z.im } else { 0.0_f64.copysign(sign) };
            return Ok(complex(1.0_f64.copysign(z.re), im));
        }
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(Fault::Domain);
        }
        if z.im == 0.0 {
            return Ok(complex(f64::NAN, z.im));
        }
        return Ok(complex(f64::NAN, f64::NAN));
    }
    if z.re.abs() > LOG_LARGE {
        let im = 4.0 * elementary::sin(z.im) * elementary::cos(z.im) * elementary::exp(-2.0 * z.re.abs());
        return Ok(complex(1.0_f64.copysign(z.re), im));
    }
    let (hyperbolic, tangent) = (elementary::tanh(z.re), elementary::tan(z.im));
    let secant = 1.0 / elementary::cosh(z.re);
    let product = hyperbolic * tangent;
    let scale = 1.0 + product * product;
    Ok(complex(hyperbolic * (1.0 + tangent * tangent) / scale, tangent / scale * secant * secant))
}

pub(super) fn cos(z: Complex) -> Result<Complex, Fault> {
    // cos(z) = cosh(iz)
    cosh(complex(-z.im, z.re))
}

pub(super) fn sin(z: Complex) -> Result<Complex, Fault> {
    // sin(z) = -i sinh(iz)
    let it = sinh(complex(-z.im, z.re))?;
    Ok(complex(it.im, -it.re))
}

pub(super) fn tan(z: Complex) -> Result<Complex, Fault> {
    // tan(z) = -i tanh(iz)
    let it = tanh(complex(-z.im, z.re))?;
    Ok(complex(it.im, -it.re))
}
