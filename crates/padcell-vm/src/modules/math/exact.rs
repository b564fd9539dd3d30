//! Sums and products of floats together with what rounding takes from them.

/// The rounded sum, and its exact error.
#[inline]
pub(super) fn two_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let shadow = sum - x;
    (sum, (x - (sum - shadow)) + (y - shadow))
}

/// The rounded product, and its exact error, unless it underflows.
#[inline]
pub(super) fn two_product(x: f64, y: f64) -> (f64, f64) {
    /// Splits a float into halves of 26 bits.
    const SPLIT: f64 = 134_217_729.0;
    let product = x * y;
    if !(1e-140..1e140).contains(&x.abs()) || !(1e-140..1e140).contains(&y.abs()) {
        return (product, if product.is_finite() { libm::fma(x, y, -product) } else { 0.0 });
    }
    let halves = |it: f64| {
        let scaled = it * SPLIT;
        let high = scaled - (scaled - it);
        (high, it - high)
    };
    let ((x1, x0), (y1, y0)) = (halves(x), halves(y));
    (product, x0 * y0 - (((product - x1 * y1) - x0 * y1) - x1 * y0))
}

/// A float with more than twice the precision: three parts, each the error of the one before.
#[derive(Clone, Copy, Default)]
pub(super) struct Triple {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Triple {
    /// `self + x * y`.
    pub(super) fn add_product(self, x: f64, y: f64) -> Self {
        let (product, error) = two_product(x, y);
        let (high, first) = two_sum(self.high, product);
        let (low, second) = two_sum(self.low, error);
        let (low, third) = two_sum(low, first);
        Self { high, low, tiny: self.tiny + second + third }
    }

    pub(super) fn is_finite(self) -> bool {
        self.high.is_finite()
    }

    pub(super) fn rounded(self) -> f64 {
        let (high, low) = two_sum(self.low, self.high);
        self.tiny + low + high
    }
}

/// The length of a vector of finite numbers, of which `largest` is the largest magnitude and not zero.
pub(super) fn norm(vector: &[f64], largest: f64) -> f64 {
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
