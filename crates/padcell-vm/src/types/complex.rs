//! `complex`: methods and operators.

pub(crate) mod arithmetic;
pub(crate) mod new;
pub(crate) mod text;

use padcell_bytecode::CompareOp;

use crate::elementary;
use crate::error::Res;
use crate::heap::Complex;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::format;
use crate::types::number::{self, is_number};
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, real=0, imag=0", new::new),
    Def::class_method("from_number", "cls, number, /", new::from_number)
        .doc("Convert number to a complex floating-point number."),
    Def::method("__repr__", "self, /", repr),
    Def::method("__hash__", "self, /", |vm, args| {
        let this = vm.unwrap(args[0]);
        vm.hash(this).map(Value::Int)
    }),
    Def::method("__bool__", "self, /", |vm, args| {
        let it = complex(vm, args[0]);
        Ok(Value::Bool(it.re != 0.0 || it.im != 0.0))
    }),
    Def::method("__abs__", "self, /", abs),
    Def::method("__neg__", "self, /", |vm, args| {
        let it = complex(vm, args[0]);
        vm.heap.complex(-it.re, -it.im)
    }),
    Def::method("__pos__", "self, /", exact),
    Def::method("__complex__", "self, /", exact).doc("Convert this value to exact type complex."),
    Def::method("__pow__", "self, value, mod=None, /", |vm, args| pow(vm, args, false)),
    Def::method("__rpow__", "self, value, mod=None, /", |vm, args| pow(vm, args, true)),
    Def::method("__format__", "self, format_spec, /", format::method)
        .doc("Convert to a string according to format_spec."),
    Def::method("__getnewargs__", "self, /", |vm, args| {
        let it = complex(vm, args[0]);
        vm.heap.tuple_of(&[Value::Float(it.re), Value::Float(it.im)])
    }),
    Def::method("conjugate", "self, /", |vm, args| {
        let it = complex(vm, args[0]);
        vm.heap.complex(it.re, -it.im)
    })
    .doc("Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    Def::get("real", |vm, args| Ok(Value::Float(complex(vm, args[0]).re)))
        .doc("the real part of a complex number"),
    Def::get("imag", |vm, args| Ok(Value::Float(complex(vm, args[0]).im)))
        .doc("the imaginary part of a complex number"),
];

/// The binary operators.
pub(crate) const OPERATORS: &[Def] = number::operators! {
    is_number;
    Add "__add__" "__radd__";
    Sub "__sub__" "__rsub__";
    Mul "__mul__" "__rmul__";
    TrueDiv "__truediv__" "__rtruediv__";
};

/// The comparisons: only equality has an answer.
pub(crate) const COMPARISONS: &[Def] = number::comparisons!(is_number);

/// The complex number that a method was called on.
fn complex(vm: &Vm, this: Value) -> Complex {
    match vm.unwrap(this) {
        Value::Complex(id) => vm.heap.complexes[id],
        _ => Complex::default(),
    }
}

/// The number itself, without its subclass.
fn exact(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(vm.unwrap(args[0]))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let it = complex(vm, args[0]);
    let text = text::repr(it.re, it.im);
    vm.heap.string(text)
}

fn abs(vm: &mut Vm, args: &[Value]) -> Res {
    let it = complex(vm, args[0]);
    let size = elementary::hypot(it.re, it.im);
    if size.is_infinite() && it.re.is_finite() && it.im.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::Float(size))
}

fn pow(vm: &mut Vm, args: &[Value], reflected: bool) -> Res {
    if !args[2].is_absent() {
        return Err(vm.value_error("complex modulo"));
    }
    number::method(vm, BinaryOp::Pow, args, reflected, is_number)
}
