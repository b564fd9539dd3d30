//! Exact comparison of numbers of different kinds.

use core::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_traits::FromPrimitive;
use padcell_bytecode::CompareOp;

use crate::value::Value;
use crate::vm::Vm;

/// Ints up to this size are floats exactly.
const EXACT: i64 = 1 << 53;
/// 2**63.
const TWO_63: f64 = 9_223_372_036_854_775_808.0;

/// `a op b` for exact numbers; `None` if an operand is no number or the two have no order.
pub(crate) fn compare(vm: &Vm, op: CompareOp, a: Value, b: Value) -> Option<Value> {
    if let (Value::Complex(_), _) | (_, Value::Complex(_)) = (a, b) {
        let same = equal_complex(vm, a, b)?;
        return match op {
            CompareOp::Eq => Some(Value::Bool(same)),
            CompareOp::Ne => Some(Value::Bool(!same)),
            _ => None,
        };
    }
    let order = match (a, b) {
        (Value::Float(x), Value::Float(y)) => x.partial_cmp(&y),
        (Value::Float(x), _) => int_with_float(vm, b, x)?.map(Ordering::reverse),
        (_, Value::Float(y)) => int_with_float(vm, a, y)?,
        _ => Some(compare_ints(vm, a, b)?),
    };
    Some(Value::Bool(match (op, order) {
        (CompareOp::Ne, None) => true,
        (_, None) => false,
        (CompareOp::Lt, Some(it)) => it.is_lt(),
        (CompareOp::Le, Some(it)) => it.is_le(),
        (CompareOp::Eq, Some(it)) => it.is_eq(),
        (CompareOp::Ne, Some(it)) => it.is_ne(),
        (CompareOp::Gt, Some(it)) => it.is_gt(),
        (CompareOp::Ge, Some(it)) => it.is_ge(),
    }))
}

/// The order of two exact ints; `None` if one of them is none.
pub(crate) fn compare_ints(vm: &Vm, a: Value, b: Value) -> Option<Ordering> {
    let small = |it: Value| match it {
        Value::Int(it) => Some(it),
        Value::Bool(it) => Some(i64::from(it)),
        _ => None,
    };
    if let (Some(x), Some(y)) = (small(a), small(b)) {
        return Some(x.cmp(&y));
    }
    // A big int lies outside the range of the small ones.
    match (a, b) {
        (Value::BigInt(x), Value::BigInt(y)) => Some(vm.heap.integers[x].0.cmp(&vm.heap.integers[y].0)),
        (Value::BigInt(x), _) => small(b).map(|_| sign_order(&vm.heap.integers[x].0)),
        (_, Value::BigInt(y)) => small(a).map(|_| sign_order(&vm.heap.integers[y].0).reverse()),
        _ => None,
    }
}

fn sign_order(big: &BigInt) -> Ordering {
    if big.sign() == Sign::Minus { Ordering::Less } else { Ordering::Greater }
}

/// The order of an int and a float: `None` outside if the first is no int, inside if the float is NaN.
fn int_with_float(vm: &Vm, a: Value, y: f64) -> Option<Option<Ordering>> {
    let x = match a {
        Value::Int(it) => it,
        Value::Bool(it) => i64::from(it),
        Value::BigInt(id) => return Some(big_with_float(&vm.heap.integers[id].0, y)),
        _ => return None,
    };
    if (-EXACT..=EXACT).contains(&x) || y.is_nan() {
        return Some((x as f64).partial_cmp(&y));
    }
    if y >= TWO_63 {
        return Some(Some(Ordering::Less));
    }
    if y < -TWO_63 {
        return Some(Some(Ordering::Greater));
    }
    let whole = libm::trunc(y);
    Some(Some(x.cmp(&(whole as i64)).then_with(|| whole.partial_cmp(&y).unwrap_or(Ordering::Equal))))
}

fn big_with_float(big: &BigInt, y: f64) -> Option<Ordering> {
    if y.is_nan() {
        return None;
    }
    if y == f64::INFINITY {
        return Some(Ordering::Less);
    }
    if y == f64::NEG_INFINITY {
        return Some(Ordering::Greater);
    }
    if (-TWO_63..TWO_63).contains(&y) {
        return Some(sign_order(big));
    }
    // From 2**53 on, every float is whole.
    BigInt::from_f64(y).map(|it| big.cmp(&it))
}

fn equal_complex(vm: &Vm, a: Value, b: Value) -> Option<bool> {
    let real = |value: Value, re: f64, im: f64| {
        let same = compare(vm, CompareOp::Eq, value, Value::Float(re))?;
        Some(im == 0.0 && matches!(same, Value::Bool(true)))
    };
    match (a, b) {
        (Value::Complex(x), Value::Complex(y)) => {
            let (x, y) = (vm.heap.complexes[x], vm.heap.complexes[y]);
            Some(x.re == y.re && x.im == y.im)
        }
        (Value::Complex(x), _) => real(b, vm.heap.complexes[x].re, vm.heap.complexes[x].im),
        (_, Value::Complex(y)) => real(a, vm.heap.complexes[y].re, vm.heap.complexes[y].im),
        _ => None,
    }
}
