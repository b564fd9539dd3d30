//! The gamma function and its logarithm, by Lanczos' approximation.

use core::f64::consts::PI;

use super::circular::{cos, sin};
use super::exponential::{exp, pow};
use super::logarithm::log;

/// The parameter of the approximation, and it less a half.
const G: f64 = 6.024_680_040_776_73;
const G_LESS_HALF: f64 = 5.524_680_040_776_73;

/// Numerator and denominator of the approximation's rational function, the lowest powers first (Lanczos' coefficients
/// for 13 terms and this `G`, as Boost publishes them).
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_48,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

/// The approximation's sum. For large `x`, numerator and denominator are divided by its highest power.
fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for index in (0..NUMERATOR.len()).rev() {
            numerator = numerator * x + NUMERATOR[index];
            denominator = denominator * x + DENOMINATOR[index];
        }
    } else {
        for index in 0..NUMERATOR.len() {
            numerator = numerator / x + NUMERATOR[index];
            denominator = denominator / x + DENOMINATOR[index];
        }
    }
    numerator / denominator
}

/// `sin(pi * x)`, with the argument reduced before it is multiplied.
fn sin_pi(x: f64) -> f64 {
    let y = libm::fmod(x.abs(), 2.0);
    let result = match libm::round(2.0 * y) as i32 {
        0 => sin(PI * y),
        1 => cos(PI * (y - 0.5)),
        2 => sin(PI * (1.0 - y)),
        3 => -cos(PI * (y - 1.5)),
        _ => sin(PI * (y - 2.0)),
    };
    if x < 0.0 { -result } else { result }
}

/// The gamma function: NaN at the poles below zero, infinite at zero.
pub(crate) fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { f64::NAN } else { x };
    }
    if x == 0.0 {
        return 1.0 / x;
    }
    if x == libm::floor(x) {
        if x < 0.0 {
            return f64::NAN;
        }
        if x <= 23.0 {
            // Factorials up to here are floats exactly.
            return (1..x as u64).map(|it| it as f64).product();
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x > 0.0 { f64::INFINITY } else { 0.0 / sin_pi(x) };
    }
    let y = size + G_LESS_HALF;
    // What the sum was rounded by.
    let error = if size > G_LESS_HALF { (y - size) - G_LESS_HALF } else { (y - G_LESS_HALF) - size };
    let error = error * G / y;
    if x < 0.0 {
        let result = -PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        let result = result - error * result;
        divided(result, y, size)
    } else {
        let result = lanczos_sum(size) / exp(y);
        let result = result + error * result;
        if size < 140.0 {
            result * pow(y, size - 0.5)
        } else {
            let root = pow(y, size / 2.0 - 0.25);
            result * root * root
        }
    }
}

/// `result / y ** (size - 0.5)`, in two steps where the power would overflow.
fn divided(result: f64, y: f64, size: f64) -> f64 {
    if size < 140.0 {
        result / pow(y, size - 0.5)
    } else {
        let root = pow(y, size / 2.0 - 0.25);
        result / root / root
    }
}

/// The logarithm of the magnitude of the gamma function; infinite at its poles.
pub(crate) fn lgamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x == libm::floor(x) && x <= 2.0 {
        return if x <= 0.0 { f64::INFINITY } else { 0.0 };
    }
    let size = x.abs();
    if size < 1e-20 {
        return -log(size);
    }
    let result = (log(lanczos_sum(size)) - G) + (size - 0.5) * (log(size + G - 0.5) - 1.0);
    if x < 0.0 {
        const LOG_PI: f64 = 1.144_729_885_849_400_2;
        return LOG_PI - log(sin_pi(size).abs()) - log(size) - result;
    }
    result
}
