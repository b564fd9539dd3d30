//! Elementary functions, rounded to the nearest float in all but a few cases in a million: computed with sums of two
//! floats, so that results are those that CPython's users know, and the same on every machine.

mod arcs;
mod circular;
mod double;
mod exponential;
mod gamma;
mod logarithm;
mod roots;
mod tables;

pub(crate) use arcs::{acos, asin, atan, atan2};
pub(crate) use circular::{cos, sin, tan};
pub(crate) use double::{two_product, two_sum};
pub(crate) use exponential::{acosh, asinh, cosh, exp, pow, tanh};
pub(crate) use gamma::{gamma, lgamma};
pub(crate) use logarithm::{log, log2, log10};
pub(crate) use roots::{hypot, norm};

#[cfg(test)]
mod tests;
