//! The bounds of a range as numbers, small where they can be.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

pub(super) enum Bounds {
    Small { start: i64, stop: i64, step: i64 },
    Big { start: BigInt, stop: BigInt, step: BigInt },
}

impl Bounds {
    pub(super) fn start(&self) -> BigInt {
        match self {
            Self::Small { start, .. } => BigInt::from(*start),
            Self::Big { start, .. } => start.clone(),
        }
    }

    pub(super) fn stop(&self) -> BigInt {
        match self {
            Self::Small { stop, .. } => BigInt::from(*stop),
            Self::Big { stop, .. } => stop.clone(),
        }
    }

    pub(super) fn step(&self) -> BigInt {
        match self {
            Self::Small { step, .. } => BigInt::from(*step),
            Self::Big { step, .. } => step.clone(),
        }
    }

    /// How many items there are, for small bounds.
    pub(super) fn small_len(&self) -> i128 {
        let Self::Small { start, stop, step } = self else { return 0 };
        let (start, stop, step) = (i128::from(*start), i128::from(*stop), i128::from(*step));
        if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else if step < 0 && start > stop {
            (start - stop - 1) / -step + 1
        } else {
            0
        }
    }

    /// How many items there are.
    pub(super) fn len(&self) -> BigInt {
        let Self::Big { start, stop, step } = self else { return BigInt::from(self.small_len()) };
        let distance = if step.is_positive() { stop - start } else { start - stop };
        if !distance.is_positive() {
            return BigInt::zero();
        }
        Integer::div_ceil(&distance, &step.abs())
    }
}
