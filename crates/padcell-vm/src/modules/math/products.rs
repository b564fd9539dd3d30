//! Products over iterables.

use num_bigint::BigInt;

use super::exact::Triple;
use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("prod", "iterable, /, *, start=1", prod).doc(
        "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is \
         1.",
    ),
    Def::function("sumprod", "p, q, /", sumprod).doc(
        "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    \
         sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))",
    ),
];

fn prod(vm: &mut Vm, args: &[Value]) -> Res {
    let iterator = vm.iter(args[0])?;
    vm.keep(iterator);
    let mut result = args[1].or(Value::Int(1));
    let mark = vm.kept();
    vm.keep(result);
    while let Some(item) = vm.next(iterator)? {
        vm.spend(1)?;
        vm.keep(item);
        result = vm.binary(BinaryOp::Mul, result, item)?;
        vm.release(mark);
        vm.keep(result);
    }
    Ok(result)
}

/// How far `sumprod` has come: ints and floats are summed apart from everything else, without rounding.
struct Total {
    value: Value,
    ints: Option<i128>,
    floats: Option<Triple>,
    any_int: bool,
    any_float: bool,
}

impl Total {
    /// Adds a product to the ints, as long as there was nothing else.
    fn add_ints(&mut self, x: Value, y: Value) -> bool {
        let (Some(sum), Value::Int(x), Value::Int(y)) = (self.ints, x, y) else { return false };
        let Some(sum) = (i128::from(x) * i128::from(y)).checked_add(sum) else { return false };
        self.ints = Some(sum);
        self.any_int = true;
        true
    }

    /// Adds a product to the floats, as long as there was nothing else.
    fn add_floats(&mut self, x: Value, y: Value) -> bool {
        let real = |it: Value| match it {
            Value::Float(it) => Some(it),
            Value::Int(it) => Some(it as f64),
            Value::Bool(it) => Some(f64::from(u8::from(it))),
            _ => None,
        };
        if !matches!(x, Value::Float(_)) && !matches!(y, Value::Float(_)) {
            return false;
        }
        let (Some(sum), Some(x), Some(y)) = (self.floats, real(x), real(y)) else { return false };
        let sum = sum.add_product(x, y);
        if !sum.is_finite() {
            return false;
        }
        self.floats = Some(sum);
        self.any_float = true;
        true
    }

    fn flush_ints(&mut self, vm: &mut Vm) -> Res<()> {
        if let Some(sum) = self.ints.take().filter(|_| self.any_int) {
            let sum = vm.heap.int(BigInt::from(sum))?;
            self.value = vm.binary(BinaryOp::Add, self.value, sum)?;
            vm.keep(self.value);
        }
        Ok(())
    }

    fn flush_floats(&mut self, vm: &mut Vm) -> Res<()> {
        if let Some(sum) = self.floats.take().filter(|_| self.any_float) {
            self.value = vm.binary(BinaryOp::Add, self.value, Value::Float(sum.rounded()))?;
            vm.keep(self.value);
        }
        Ok(())
    }
}

fn sumprod(vm: &mut Vm, args: &[Value]) -> Res {
    let p = vm.iter(args[0])?;
    vm.keep(p);
    let q = vm.iter(args[1])?;
    vm.keep(q);
    let mut total = Total {
        value: Value::Int(0),
        ints: Some(0),
        floats: Some(Triple::default()),
        any_int: false,
        any_float: false,
    };
    let mark = vm.kept();
    loop {
        vm.spend(2)?;
        let x = vm.next(p)?;
        vm.release(mark);
        vm.keep(total.value);
        vm.keep(x.unwrap_or(Value::Unset));
        let y = vm.next(q)?;
        let (x, y) = match (x, y) {
            (Some(x), Some(y)) => (x, y),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if total.add_ints(x, y) {
            continue;
        }
        vm.keep(y);
        total.flush_ints(vm)?;
        if total.add_floats(x, y) {
            continue;
        }
        total.flush_floats(vm)?;
        let product = vm.binary(BinaryOp::Mul, x, y)?;
        vm.keep(product);
        total.value = vm.binary(BinaryOp::Add, total.value, product)?;
    }
    total.flush_ints(vm)?;
    total.flush_floats(vm)?;
    Ok(total.value)
}
