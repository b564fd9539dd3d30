//! Operators of complex numbers: real operands stay real, and infinities survive as C's Annex G has it.

use crate::elementary;
use crate::error::{Res, Unwind};
use crate::heap::Complex;
use crate::object::BinaryOp;
use crate::types::int;
use crate::value::Value;
use crate::vm::Vm;

/// An operand: a real one is not the same as a complex one with a zero imaginary part.
#[derive(Clone, Copy)]
pub(crate) enum Operand {
    Real(f64),
    Complex(f64, f64),
}

impl Operand {
    fn complex(self) -> Complex {
        match self {
            Self::Real(re) => Complex { re, im: 0.0 },
            Self::Complex(re, im) => Complex { re, im },
        }
    }
}

/// Whether complex numbers have this operator.
pub(crate) fn has(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::TrueDiv | BinaryOp::Pow)
}

/// `x op y`; `None` if complex numbers have no such operator.
pub(crate) fn binary(vm: &mut Vm, op: BinaryOp, x: Operand, y: Operand) -> Res<Option<Value>> {
    let result =
        match op {
            BinaryOp::Add => match (x, y) {
                (Operand::Complex(re, im), Operand::Real(r))
                | (Operand::Real(r), Operand::Complex(re, im)) => Complex { re: re + r, im },
                _ => {
                    let (x, y) = (x.complex(), y.complex());
                    Complex { re: x.re + y.re, im: x.im + y.im }
                }
            },
            BinaryOp::Sub => match (x, y) {
                (Operand::Complex(re, im), Operand::Real(r)) => Complex { re: re - r, im },
                (Operand::Real(r), Operand::Complex(re, im)) => Complex { re: r - re, im: -im },
                _ => {
                    let (x, y) = (x.complex(), y.complex());
                    Complex { re: x.re - y.re, im: x.im - y.im }
                }
            },
            BinaryOp::Mul => match (x, y) {
                (Operand::Complex(re, im), Operand::Real(r))
                | (Operand::Real(r), Operand::Complex(re, im)) => Complex { re: re * r, im: im * r },
                _ => multiply(x.complex(), y.complex()),
            },
            BinaryOp::TrueDiv => {
                let quotient = match (x, y) {
                    (Operand::Complex(re, im), Operand::Real(r)) if r != 0.0 => {
                        Some(Complex { re: re / r, im: im / r })
                    }
                    _ => divide(x.complex(), y.complex()),
                };
                match quotient {
                    Some(it) => it,
                    None => return Err(int::arithmetic::by_zero(vm)),
                }
            }
            BinaryOp::Pow => power(vm, x.complex(), y.complex())?,
            _ => return Ok(None),
        };
    vm.heap.complex(result.re, result.im).map(Some)
}

/// `x * y`.
pub(crate) fn multiply(x: Complex, y: Complex) -> Complex {
    let product = Complex { re: x.re * y.re - x.im * y.im, im: x.re * y.im + x.im * y.re };
    if product.re.is_nan() && product.im.is_nan() {
        recover_product(x, y).unwrap_or(product)
    } else {
        product
    }
}

/// A part of an infinite number: one if it is infinite, else zero, with its sign.
fn unit(it: f64) -> f64 {
    f64::from(u8::from(it.is_infinite())).copysign(it)
}

fn without_nan(it: f64) -> f64 {
    if it.is_nan() { 0.0_f64.copysign(it) } else { it }
}

/// The infinity that a product is, where its parts came out as NaN.
fn recover_product(x: Complex, y: Complex) -> Option<Complex> {
    let (mut x, mut y) = (x, y);
    let mut infinite = false;
    let is_infinite = |it: Complex| it.re.is_infinite() || it.im.is_infinite();
    if is_infinite(x) {
        x = Complex { re: unit(x.re), im: unit(x.im) };
        y = Complex { re: without_nan(y.re), im: without_nan(y.im) };
        infinite = true;
    }
    if is_infinite(y) {
        y = Complex { re: unit(y.re), im: unit(y.im) };
        x = Complex { re: without_nan(x.re), im: without_nan(x.im) };
        infinite = true;
    }
    let parts = [x.re * y.re, x.im * y.im, x.re * y.im, x.im * y.re];
    if !infinite && parts.into_iter().any(f64::is_infinite) {
        x = Complex { re: without_nan(x.re), im: without_nan(x.im) };
        y = Complex { re: without_nan(y.re), im: without_nan(y.im) };
        infinite = true;
    }
    infinite.then_some(Complex {
        re: f64::INFINITY * (x.re * y.re - x.im * y.im),
        im: f64::INFINITY * (x.re * y.im + x.im * y.re),
    })
}

/// `x / y`, scaled by the larger part of `y`; `None` if that is zero.
pub(crate) fn divide(x: Complex, y: Complex) -> Option<Complex> {
    if y.re == 0.0 && y.im == 0.0 {
        return None;
    }
    let quotient = if y.re.abs() >= y.im.abs() {
        let ratio = y.im / y.re;
        let scale = y.re + y.im * ratio;
        Complex { re: (x.re + x.im * ratio) / scale, im: (x.im - x.re * ratio) / scale }
    } else if y.im.abs() >= y.re.abs() {
        let ratio = y.re / y.im;
        let scale = y.re * ratio + y.im;
        Complex { re: (x.re * ratio + x.im) / scale, im: (x.im * ratio - x.re) / scale }
    } else {
        Complex { re: f64::NAN, im: f64::NAN }
    };
    if !quotient.re.is_nan() || !quotient.im.is_nan() {
        return Some(quotient);
    }
    let finite = |it: Complex| it.re.is_finite() && it.im.is_finite();
    let infinite = |it: Complex| it.re.is_infinite() || it.im.is_infinite();
    if infinite(x) && finite(y) {
        let (re, im) = (unit(x.re), unit(x.im));
        return Some(Complex {
            re: f64::INFINITY * (re * y.re + im * y.im),
            im: f64::INFINITY * (im * y.re - re * y.im),
        });
    }
    if infinite(y) && finite(x) {
        let (re, im) = (unit(y.re), unit(y.im));
        return Some(Complex { re: 0.0 * (x.re * re + x.im * im), im: 0.0 * (x.im * re - x.re * im) });
    }
    Some(quotient)
}

/// `x ** y`.
pub(crate) fn power(vm: &mut Vm, x: Complex, y: Complex) -> Res<Complex> {
    /// Exponents up to this are multiplied out.
    const SMALL: f64 = 100.0;
    let result = if y.im == 0.0 && y.re == libm::floor(y.re) && y.re.abs() <= SMALL {
        let count = y.re.abs() as u32;
        let product = product(x, count);
        if y.re < 0.0 {
            match divide(Complex { re: 1.0, im: 0.0 }, product) {
                Some(it) => it,
                None => return Err(zero_base(vm)),
            }
        } else {
            product
        }
    } else if x.re == 0.0 && x.im == 0.0 {
        if y.im != 0.0 || y.re < 0.0 {
            return Err(zero_base(vm));
        }
        Complex { re: 0.0, im: 0.0 }
    } else {
        let size = elementary::hypot(x.re, x.im);
        let angle = elementary::atan2(x.im, x.re);
        let (mut length, mut phase) = (elementary::pow(size, y.re), angle * y.re);
        if y.im != 0.0 {
            length *= elementary::exp(-angle * y.im);
            phase += y.im * elementary::log(size);
        }
        Complex { re: length * elementary::cos(phase), im: length * elementary::sin(phase) }
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(vm.overflow_error("complex exponentiation"));
    }
    Ok(result)
}

/// `x` multiplied with itself, `count` times in all.
fn product(x: Complex, count: u32) -> Complex {
    let (mut result, mut square, mut rest) = (Complex { re: 1.0, im: 0.0 }, x, count);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        rest >>= 1;
        if rest > 0 {
            square = multiply(square, square);
        }
    }
    result
}

#[cold]
fn zero_base(vm: &mut Vm) -> Unwind {
    vm.zero_division_error("zero to a negative or complex power")
}

/// The power of two floats whose result is complex.
pub(crate) fn power_of_floats(vm: &mut Vm, x: f64, y: f64) -> Res {
    let result = power(vm, Complex { re: x, im: 0.0 }, Complex { re: y, im: 0.0 })?;
    vm.heap.complex(result.re, result.im)
}
