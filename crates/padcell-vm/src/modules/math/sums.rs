//! Sums that lose nothing to rounding, and lengths of vectors.

use alloc::vec::Vec;

use crate::elementary::{norm, two_sum};
use crate::error::Res;
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("fsum", "seq, /", fsum).doc(
        "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point \
         arithmetic.",
    ),
    Def::function("hypot", "*coordinates", hypot).doc(
        "Multidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for \
         x in coordinates))",
    ),
    Def::function("dist", "p, q, /", dist).doc(
        "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or \
         iterables) of\ncoordinates.  Both inputs must have the same dimension.",
    ),
];

fn fsum(vm: &mut Vm, args: &[Value]) -> Res {
    // Parts that do not overlap, the smallest first: their sum is exactly what was added.
    let mut parts: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0, 0.0);
    vm.for_each(args[0], |vm, item| {
        let original = vm.float(item)?;
        vm.spend(parts.len() / 4)?;
        let mut x = original;
        let mut kept = 0;
        for index in 0..parts.len() {
            let (sum, error) = two_sum(x, parts[index]);
            if error != 0.0 {
                parts[kept] = error;
                kept += 1;
            }
            x = sum;
        }
        parts.truncate(kept);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            parts.push(x);
            return Ok(());
        }
        if original.is_finite() {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        if original.is_infinite() {
            infinities += original;
        }
        special += original;
        parts.clear();
        Ok(())
    })?;
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(Value::Float(special));
    }
    Ok(Value::Float(round_parts(&parts)))
}

/// The sum of parts that do not overlap, rounded once.
fn round_parts(parts: &[f64]) -> f64 {
    let mut rest = parts.iter().rev().copied();
    let Some(mut high) = rest.next() else { return 0.0 };
    let mut low = 0.0;
    for it in rest.by_ref() {
        let (sum, error) = two_sum(high, it);
        high = sum;
        low = error;
        if low != 0.0 {
            break;
        }
    }
    // Exactly half a unit was rounded to even; what follows may say that it was more.
    if let Some(next) = rest.next()
        && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
    {
        let doubled = low * 2.0;
        let moved = high + doubled;
        if moved - high == doubled {
            high = moved;
        }
    }
    high
}

/// The length of a vector; infinite if any part is, NaN only if none is.
fn length(vector: &[f64]) -> f64 {
    if vector.iter().any(|it| it.is_infinite()) {
        return f64::INFINITY;
    }
    if vector.iter().any(|it| it.is_nan()) {
        return f64::NAN;
    }
    let largest = vector.iter().fold(0.0_f64, |largest, it| largest.max(it.abs()));
    match vector {
        _ if largest == 0.0 => 0.0,
        [_] => largest,
        _ => norm(vector, largest),
    }
}

fn hypot(vm: &mut Vm, args: &[Value]) -> Res {
    vm.spend(args.len())?;
    let mut vector = Vec::with_capacity(args.len());
    for it in args {
        vector.push(vm.float(*it)?);
    }
    Ok(Value::Float(length(&vector)))
}

fn dist(vm: &mut Vm, args: &[Value]) -> Res {
    let p = coordinates(vm, args[0])?;
    let q = coordinates(vm, args[1])?;
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let vector: Vec<f64> = p.iter().zip(&q).map(|(x, y)| (x - y).abs()).collect();
    Ok(Value::Float(length(&vector)))
}

fn coordinates(vm: &mut Vm, point: Value) -> Res<Vec<f64>> {
    let mut values = Vec::new();
    vm.for_each(point, |vm, item| {
        vm.spend(1)?;
        if values.len() == values.capacity() {
            vm.heap.room(values.len().saturating_mul(24))?;
        }
        values.push(vm.float(item)?);
        Ok(())
    })?;
    Ok(values)
}
