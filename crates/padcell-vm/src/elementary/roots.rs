//! Lengths of vectors.

use super::double::{two_product, two_sum};

/// The length of a vector of finite numbers, of which `largest` is the largest magnitude and not zero.
pub(crate) fn norm(vector: &[f64], largest: f64) -> f64 {
    let (_, exponent) = libm::frexp(largest);
    // Scaled, no square overflows, and those that vanish do not count.
    let scale = |it: f64| libm::ldexp(it, -exponent);
    let (mut sum, mut errors) = (0.0, 0.0);
    for it in vector {
        let it = scale(*it);
        let (square, square_error) = two_product(it, it);
        let (next, sum_error) = two_sum(sum, square);
        sum = next;
        errors += square_error + sum_error;
    }
    let root = libm::sqrt(sum + errors);
    // What the root's square misses, spread over both its factors.
    let (square, square_error) = two_product(root, root);
    let rest = (sum - square) - square_error + errors;
    libm::ldexp(root + rest / (2.0 * root), exponent)
}

/// The length of a vector of two numbers: infinite if one of them is, even beside a NaN.
pub(crate) fn hypot(x: f64, y: f64) -> f64 {
    if x.is_infinite() || y.is_infinite() {
        return f64::INFINITY;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    let largest = x.abs().max(y.abs());
    if largest == 0.0 { 0.0 } else { norm(&[x, y], largest) }
}
