//! Numbers as sums of two floats, the second smaller than what the first was rounded by: 106 bits.

/// The rounded sum, and its exact error.
#[inline]
pub(crate) fn two_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let shadow = sum - x;
    (sum, (x - (sum - shadow)) + (y - shadow))
}

/// The rounded product, and its exact error, unless it underflows.
#[inline]
pub(crate) fn two_product(x: f64, y: f64) -> (f64, f64) {
    let product = x * y;
    if !(1e-140..1e140).contains(&x.abs()) || !(1e-140..1e140).contains(&y.abs()) {
        return (product, if product.is_finite() { libm::fma(x, y, -product) } else { 0.0 });
    }
    (product, product_error(x, y, product))
}

/// The error of a product whose factors are neither huge nor tiny.
#[inline]
fn product_error(x: f64, y: f64, product: f64) -> f64 {
    /// Splits a float into halves of 26 bits.
    const SPLIT: f64 = 134_217_729.0;
    let scaled = x * SPLIT;
    let x1 = scaled - (scaled - x);
    let x0 = x - x1;
    let scaled = y * SPLIT;
    let y1 = scaled - (scaled - y);
    let y0 = y - y1;
    x0 * y0 - (((product - x1 * y1) - x0 * y1) - x1 * y0)
}

/// A sum of two floats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Double {
    pub(super) high: f64,
    pub(super) low: f64,
}

impl Double {
    pub(super) const fn new(high: f64, low: f64) -> Self {
        Self { high, low }
    }

    pub(super) const fn of((high, low): (f64, f64)) -> Self {
        Self { high, low }
    }

    pub(super) fn sum(x: f64, y: f64) -> Self {
        Self::of(two_sum(x, y))
    }

    /// The product of floats that are neither huge nor tiny.
    #[inline]
    pub(super) fn product(x: f64, y: f64) -> Self {
        let product = x * y;
        Self::new(product, product_error(x, y, product))
    }

    /// The same value with the parts as far apart as they can be; `high` is the larger.
    fn tidy(high: f64, low: f64) -> Self {
        let sum = high + low;
        Self::new(sum, low - (sum - high))
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Self {
        let (high, error) = two_sum(self.high, other.high);
        let (low, rest) = two_sum(self.low, other.low);
        let it = Self::tidy(high, error + low);
        Self::tidy(it.high, it.low + rest)
    }

    #[inline]
    pub(super) fn plus(self, other: f64) -> Self {
        let (high, error) = two_sum(self.high, other);
        Self::tidy(high, error + self.low)
    }

    #[inline]
    pub(super) fn times(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        Self::tidy(product.high, product.low + (self.high * other.low + self.low * other.high))
    }

    #[inline]
    pub(super) fn scaled_by(self, factor: f64) -> Self {
        let product = Self::product(self.high, factor);
        Self::tidy(product.high, product.low + self.low * factor)
    }

    /// Times a power of two.
    pub(super) fn shifted(self, factor: f64) -> Self {
        Self::new(self.high * factor, self.low * factor)
    }

    pub(super) fn over(self, other: Self) -> Self {
        let quotient = self.high / other.high;
        let rest = self.add(other.scaled_by(quotient).negated());
        Self::tidy(quotient, rest.high / other.high)
    }

    pub(super) fn negated(self) -> Self {
        Self::new(-self.high, -self.low)
    }

    pub(super) fn root(self) -> Self {
        let root = libm::sqrt(self.high);
        let rest = self.add(Self::product(root, root).negated());
        Self::tidy(root, rest.high / (2.0 * root))
    }

    /// The nearest float.
    pub(super) fn rounded(self) -> f64 {
        self.high + self.low
    }
}
