//! Sums of products that keep what rounding takes from them.

use crate::elementary::{two_product, two_sum};

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
