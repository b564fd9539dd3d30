//! Sine, cosine, tangent.

use super::double::Double;
use super::tables::{COSINES, SINES, TWO_OVER_PI};

pub(super) const HALF_PI: Double = Double::new(core::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17);
/// Half of pi in four parts, of which the first two have 33 bits.
const PARTS: [f64; 4] = [
    1.570_796_326_734_125_6,
    6.077_100_506_303_966e-11,
    2.022_266_248_795_950_6e-21,
    1.008_585_403_587_248_3e-37,
];
/// Up to this, multiples of those parts are exact.
const NEAR: f64 = 1_600_000.0;

/// The angle less the nearest multiple of half of pi, and that multiple modulo four. `x` is finite.
fn reduce(x: f64) -> (Double, u8) {
    if x.abs() <= core::f64::consts::FRAC_PI_4 {
        return (Double::new(x, 0.0), 0);
    }
    if x.abs() > NEAR {
        let (rest, quarter) = reduce_far(x.abs());
        return if x < 0.0 { (rest.negated(), (4 - quarter) & 3) } else { (rest, quarter) };
    }
    let count = libm::rint(x * core::f64::consts::FRAC_2_PI);
    let first = Double::sum(x - count * PARTS[0], -count * PARTS[1]);
    let third = Double::product(count, PARTS[2]);
    let rest = first.add(Double::new(-third.high, -third.low - count * PARTS[3]));
    (rest, (count as i64 & 3) as u8)
}

/// The same for angles of any size, with as many bits of `2 / pi` as they need (Payne and Hanek's way).
fn reduce_far(x: f64) -> (Double, u8) {
    let bits = x.to_bits();
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let exponent = (bits >> 52) as i64 - 1075;
    // Bits before this one give multiples of four. Two words of zeros stand before the point.
    let start = usize::try_from(exponent - 2 + 128).unwrap_or(0);
    let word = |index: usize| index.checked_sub(2).and_then(|it| TWO_OVER_PI.get(it)).copied().unwrap_or(0);
    let window = |index: usize| {
        let (at, shift) = (start / 64 + index, start % 64);
        if shift == 0 { word(at) } else { word(at) << shift | word(at + 1) >> (64 - shift) }
    };
    let mut product = [0_u64; 4];
    let mut carry = 0_u128;
    for index in (0..4).rev() {
        let sum = u128::from(window(index)) * u128::from(mantissa) + carry;
        product[index] = sum as u64;
        carry = sum >> 64;
    }
    // Two bits before the point, then the fraction, rounded to the nearest whole.
    let mut quarter = (product[0] >> 62) as u8;
    let mut high = u128::from(product[0]) << 64 | u128::from(product[1]);
    let mut low = u128::from(product[2]) << 64 | u128::from(product[3]);
    high = high << 2 | low >> 126;
    low <<= 2;
    let negative = high >> 127 == 1;
    if negative {
        quarter = quarter.wrapping_add(1);
        low = low.wrapping_neg();
        high = if low == 0 { high.wrapping_neg() } else { !high };
    }
    let zeros = high.leading_zeros().min(127);
    let fraction = if zeros == 0 { high } else { high << zeros | low >> (128 - zeros) };
    let top = (fraction >> 75) as u64;
    let below = (fraction >> 11) as u64;
    let unit = libm::ldexp(1.0, -53 - zeros as i32);
    let value = Double::sum(top as f64 * unit, below as f64 * unit * libm::ldexp(1.0, -64));
    let rest = value.times(HALF_PI);
    (if negative { rest.negated() } else { rest }, quarter & 3)
}

/// Sine and cosine of an angle of at most a quarter of pi.
fn sine_and_cosine(r: Double) -> (Double, Double) {
    if r.high < 0.0 {
        let (sine, cosine) = sine_and_cosine(r.negated());
        return (sine.negated(), cosine);
    }
    // The nearest 32nd has a known sine and cosine; what is left is small.
    let index = libm::rint(r.high * 32.0).min(26.0);
    let d = Double::sum(r.high - index / 32.0, r.low);
    let (s, c) = (Double::of(SINES[index as usize]), Double::of(COSINES[index as usize]));
    let x = d.high;
    let square = d.times(d);
    let y = square.high;
    let cube = -x * y * (1.0 / 6.0 - y * (1.0 / 120.0 - y * (1.0 / 5040.0 - y / 362_880.0)));
    let sine = d.plus(cube);
    let fourth = y * y * (1.0 / 24.0 - y * (1.0 / 720.0 - y * (1.0 / 40_320.0 - y / 3_628_800.0)));
    let less = square.shifted(-0.5).plus(fourth);
    if index == 0.0 {
        return (sine, less.plus(1.0));
    }
    (s.times(less).add(c.times(sine)).add(s), c.times(less).add(s.times(sine).negated()).add(c))
}

/// The sine.
pub(crate) fn sin(x: f64) -> f64 {
    if !x.is_finite() || x.abs() < 1e-9 {
        return libm::sin(x);
    }
    let (rest, quarter) = reduce(x);
    let (sine, cosine) = sine_and_cosine(rest);
    match quarter {
        0 => sine.rounded(),
        1 => cosine.rounded(),
        2 => -sine.rounded(),
        _ => -cosine.rounded(),
    }
}

/// The cosine.
pub(crate) fn cos(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let (rest, quarter) = reduce(x);
    let (sine, cosine) = sine_and_cosine(rest);
    match quarter {
        0 => cosine.rounded(),
        1 => -sine.rounded(),
        2 => -cosine.rounded(),
        _ => sine.rounded(),
    }
}

/// The tangent.
pub(crate) fn tan(x: f64) -> f64 {
    if !x.is_finite() || x.abs() < 1e-9 {
        return libm::tan(x);
    }
    let (rest, quarter) = reduce(x);
    let (sine, cosine) = sine_and_cosine(rest);
    if quarter & 1 == 0 { sine.over(cosine).rounded() } else { -cosine.over(sine).rounded() }
}
