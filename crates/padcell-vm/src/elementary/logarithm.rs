//! Logarithms.

use super::double::Double;
use super::tables::{INVERSES, LOGARITHMS};

pub(super) const LN_2: Double = Double::new(core::f64::consts::LN_2, 2.319_046_813_846_299_6e-17);
const PER_LN_2: Double = Double::new(core::f64::consts::LOG2_E, 2.035_527_374_093_103_3e-17);
const PER_LN_10: Double = Double::new(core::f64::consts::LOG10_E, 1.098_319_650_216_765e-17);
const THIRD: Double = Double::new(1.0 / 3.0, 1.850_371_707_708_594e-17);

/// The natural logarithm of a finite number above zero.
pub(super) fn log_of(x: f64) -> Double {
    // x = m * 2**k, and m is nearly the inverse of a number whose logarithm is known.
    let (bits, shift) =
        if x < f64::MIN_POSITIVE { ((x * 18_014_398_509_481_984.0).to_bits(), 54) } else { (x.to_bits(), 0) };
    let power = (bits >> 52) as i64 - 1023 - shift;
    let index = (bits >> 45 & 0x7F) as usize;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let scaled = Double::product(mantissa, INVERSES[index]);
    // Both parts are exact: the difference from one is small.
    let z = Double::sum(scaled.high - 1.0, scaled.low);
    let whole = LN_2.scaled_by(power as f64).add(Double::of(LOGARITHMS[index]));
    whole.add(log_of_one_plus(z))
}

/// `log(1 + z)` for `z` up to a 128th.
fn log_of_one_plus(z: Double) -> Double {
    let x = z.high;
    let square = z.times(z);
    let cube = square.times(z);
    let tail = 1.0 / 4.0
        - x * (1.0 / 5.0
            - x * (1.0 / 6.0
                - x * (1.0 / 7.0
                    - x * (1.0 / 8.0
                        - x * (1.0 / 9.0 - x * (1.0 / 10.0 - x * (1.0 / 11.0 - x * (1.0 / 12.0))))))));
    let fourth = square.high * square.high * tail;
    z.add(square.shifted(-0.5)).add(cube.times(THIRD).plus(-fourth))
}

/// A logarithm where it is a number; else as C has it.
fn special(x: f64) -> Option<f64> {
    if x > 0.0 && x.is_finite() { None } else { Some(libm::log(x)) }
}

/// The natural logarithm.
pub(crate) fn log(x: f64) -> f64 {
    special(x).unwrap_or_else(|| log_of(x).rounded())
}

/// The logarithm to base 2, exact for powers of two.
pub(crate) fn log2(x: f64) -> f64 {
    special(x).unwrap_or_else(|| {
        let (mantissa, exponent) = libm::frexp(x);
        if mantissa == 0.5 {
            return f64::from(exponent - 1);
        }
        log_of(x).times(PER_LN_2).rounded()
    })
}

/// The logarithm to base 10.
pub(crate) fn log10(x: f64) -> f64 {
    special(x).unwrap_or_else(|| log_of(x).times(PER_LN_10).rounded())
}
