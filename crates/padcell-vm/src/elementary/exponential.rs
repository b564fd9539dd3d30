//! Exponential function, powers, hyperbolic functions and their inverses.

use super::double::Double;
use super::logarithm::{log, log_of};
use super::tables::POWERS;

/// 64 / log(2).
const STEPS: f64 = 92.332_482_616_893_66;
/// log(2) / 64 in three parts, of which the first two have 35 bits.
const STEP: [f64; 3] = [0.010_830_424_695_996_044, 2.531_017_216_602_570_5e-13, 6.251_695_855_647_999e-24];
/// Beyond this every result is infinite, and beyond its negative zero.
const MOST: f64 = 800.0;
/// 2**28: the square of more takes no one more.
const LARGE: f64 = 268_435_456.0;

/// `exp(x)` as a sum of three: `2**k * (t + t * s)`.
struct Parts {
    power: i32,
    table: Double,
    rest: Double,
}

/// Splits `exp(x)` for `x` of at most [`MOST`].
fn parts(x: Double) -> Parts {
    let count = libm::rint(x.high * STEPS);
    let high = x.high - count * STEP[0];
    let r = Double::sum(high, -count * STEP[1]).plus(x.low - count * STEP[2]);
    let index = count as i64;
    let z = r.high;
    let cube = z
        * z
        * z
        * (1.0 / 6.0
            + z * (1.0 / 24.0 + z * (1.0 / 120.0 + z * (1.0 / 720.0 + z * (1.0 / 5040.0 + z / 40320.0)))));
    let square = r.times(r).shifted(0.5);
    Parts {
        power: (index >> 6) as i32,
        table: Double::of(POWERS[(index & 63) as usize]),
        rest: r.add(square).plus(cube),
    }
}

impl Parts {
    fn value(&self) -> Double {
        self.table.times(self.rest).add(self.table)
    }
}

/// `value * 2**power`, rounded once; `value` is about one.
fn scale(value: Double, power: i32) -> f64 {
    if power > -1022 {
        return libm::ldexp(value.rounded(), power);
    }
    // A subnormal result has few bits: it is rounded where its last bit is one.
    let scaled = value.shifted(libm::ldexp(1.0, 1074 + power));
    let rounded = libm::rint(scaled.high);
    let rest = scaled.high - rounded;
    let nearest = if rest == 0.5 && scaled.low > 0.0 {
        rounded + 1.0
    } else if rest == -0.5 && scaled.low < 0.0 {
        rounded - 1.0
    } else {
        rounded
    };
    libm::ldexp(nearest, -1074)
}

/// `e ** x`.
pub(crate) fn exp(x: f64) -> f64 {
    if x.is_nan() || x.abs() > MOST {
        return libm::exp(x);
    }
    let parts = parts(Double::new(x, 0.0));
    scale(parts.value(), parts.power)
}

/// `x ** y` as C's `pow` has it.
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    if !x.is_finite() || !y.is_finite() || x == 0.0 || y == 0.0 || x == 1.0 {
        return libm::pow(x, y);
    }
    let mut sign = 1.0;
    if x < 0.0 {
        if libm::floor(y) != y {
            return f64::NAN;
        }
        if libm::fmod(y.abs(), 2.0) == 1.0 {
            sign = -1.0;
        }
    }
    let logarithm = log_of(x.abs());
    let rough = logarithm.high * y;
    if rough.abs() > MOST {
        return sign * if rough > 0.0 { f64::INFINITY } else { 0.0 };
    }
    if rough.abs() < 1e-20 {
        return sign;
    }
    let parts = parts(logarithm.scaled_by(y));
    sign * scale(parts.value(), parts.power)
}

/// The hyperbolic cosine, by the steps that C libraries take: their results are what users know.
pub(crate) fn cosh(x: f64) -> f64 {
    let x = x.abs();
    if x.is_nan() || x > 700.0 {
        return libm::cosh(x);
    }
    if x < core::f64::consts::LN_2 / 2.0 {
        let less = libm::expm1(x);
        let whole = 1.0 + less;
        return 1.0 + less * less / (whole + whole);
    }
    let power = exp(x);
    if x < 22.0 { 0.5 * power + 0.5 / power } else { 0.5 * power }
}

/// The hyperbolic tangent, likewise.
pub(crate) fn tanh(x: f64) -> f64 {
    let size = x.abs();
    if !(1e-9..=22.0).contains(&size) {
        return libm::tanh(x);
    }
    let result = if size >= 1.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * size) + 2.0)
    } else {
        let less = libm::expm1(-2.0 * size);
        -less / (less + 2.0)
    };
    result.copysign(x)
}

/// The inverse of the hyperbolic sine, likewise.
pub(crate) fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || x.is_infinite() || size < 1e-8 {
        return x;
    }
    let result = if size > LARGE {
        log(size) + core::f64::consts::LN_2
    } else if size > 2.0 {
        log(2.0 * size + 1.0 / (libm::sqrt(size * size + 1.0) + size))
    } else {
        let square = size * size;
        libm::log1p(size + square / (1.0 + libm::sqrt(1.0 + square)))
    };
    result.copysign(x)
}

/// The inverse of the hyperbolic cosine, likewise; NaN below one.
pub(crate) fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        return f64::NAN;
    }
    if x.is_nan() || x.is_infinite() {
        return x;
    }
    if x > LARGE {
        log(x) + core::f64::consts::LN_2
    } else if x > 2.0 {
        log(2.0 * x - 1.0 / (x + libm::sqrt(x * x - 1.0)))
    } else {
        let above = x - 1.0;
        libm::log1p(above + libm::sqrt(2.0 * above + above * above))
    }
}
