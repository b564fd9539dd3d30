//! `_operator`: the operators as functions.

// tidy: table

mod attrgetter;
mod itemgetter;
mod methodcaller;
mod sequences;

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::native::{Def, NativeFn};
use crate::object::BinaryOp;
use crate::value::Value;
use crate::vm::Vm;

const fn binary(name: &'static str, call: NativeFn) -> Def {
    Def::function(name, "a, b, /", call)
}

const fn unary(name: &'static str, call: NativeFn) -> Def {
    Def::function(name, "a, /", call)
}

const FUNCTIONS: &[Def] = &[
    binary("add", |vm, args| vm.binary(BinaryOp::Add, args[0], args[1])).doc("Same as a + b."),
    binary("sub", |vm, args| vm.binary(BinaryOp::Sub, args[0], args[1])).doc("Same as a - b."),
    binary("mul", |vm, args| vm.binary(BinaryOp::Mul, args[0], args[1])).doc("Same as a * b."),
    binary("matmul", |vm, args| vm.binary(BinaryOp::MatMul, args[0], args[1])).doc("Same as a @ b."),
    binary("truediv", |vm, args| vm.binary(BinaryOp::TrueDiv, args[0], args[1])).doc("Same as a / b."),
    binary("floordiv", |vm, args| vm.binary(BinaryOp::FloorDiv, args[0], args[1])).doc("Same as a // b."),
    binary("mod", |vm, args| vm.binary(BinaryOp::Mod, args[0], args[1])).doc("Same as a % b."),
    binary("pow", |vm, args| vm.binary(BinaryOp::Pow, args[0], args[1])).doc("Same as a ** b."),
    binary("lshift", |vm, args| vm.binary(BinaryOp::LShift, args[0], args[1])).doc("Same as a << b."),
    binary("rshift", |vm, args| vm.binary(BinaryOp::RShift, args[0], args[1])).doc("Same as a >> b."),
    binary("and_", |vm, args| vm.binary(BinaryOp::And, args[0], args[1])).doc("Same as a & b."),
    binary("or_", |vm, args| vm.binary(BinaryOp::Or, args[0], args[1])).doc("Same as a | b."),
    binary("xor", |vm, args| vm.binary(BinaryOp::Xor, args[0], args[1])).doc("Same as a ^ b."),
    binary("iadd", |vm, args| vm.inplace(BinaryOp::Add, args[0], args[1])).doc("Same as a += b."),
    binary("isub", |vm, args| vm.inplace(BinaryOp::Sub, args[0], args[1])).doc("Same as a -= b."),
    binary("imul", |vm, args| vm.inplace(BinaryOp::Mul, args[0], args[1])).doc("Same as a *= b."),
    binary("imatmul", |vm, args| vm.inplace(BinaryOp::MatMul, args[0], args[1])).doc("Same as a @= b."),
    binary("itruediv", |vm, args| vm.inplace(BinaryOp::TrueDiv, args[0], args[1])).doc("Same as a /= b."),
    binary("ifloordiv", |vm, args| vm.inplace(BinaryOp::FloorDiv, args[0], args[1])).doc("Same as a //= b."),
    binary("imod", |vm, args| vm.inplace(BinaryOp::Mod, args[0], args[1])).doc("Same as a %= b."),
    binary("ipow", |vm, args| vm.inplace(BinaryOp::Pow, args[0], args[1])).doc("Same as a **= b."),
    binary("ilshift", |vm, args| vm.inplace(BinaryOp::LShift, args[0], args[1])).doc("Same as a <<= b."),
    binary("irshift", |vm, args| vm.inplace(BinaryOp::RShift, args[0], args[1])).doc("Same as a >>= b."),
    binary("iand", |vm, args| vm.inplace(BinaryOp::And, args[0], args[1])).doc("Same as a &= b."),
    binary("ior", |vm, args| vm.inplace(BinaryOp::Or, args[0], args[1])).doc("Same as a |= b."),
    binary("ixor", |vm, args| vm.inplace(BinaryOp::Xor, args[0], args[1])).doc("Same as a ^= b."),
    binary("lt", |vm, args| vm.compare(CompareOp::Lt, args[0], args[1])).doc("Same as a < b."),
    binary("le", |vm, args| vm.compare(CompareOp::Le, args[0], args[1])).doc("Same as a <= b."),
    binary("eq", |vm, args| vm.compare(CompareOp::Eq, args[0], args[1])).doc("Same as a == b."),
    binary("ne", |vm, args| vm.compare(CompareOp::Ne, args[0], args[1])).doc("Same as a != b."),
    binary("gt", |vm, args| vm.compare(CompareOp::Gt, args[0], args[1])).doc("Same as a > b."),
    binary("ge", |vm, args| vm.compare(CompareOp::Ge, args[0], args[1])).doc("Same as a >= b."),
    binary("is_", |_, args| Ok(Value::Bool(args[0].is(args[1])))).doc("Same as a is b."),
    binary("is_not", |_, args| Ok(Value::Bool(!args[0].is(args[1])))).doc("Same as a is not b."),
    binary("contains", |vm, args| vm.contains(args[0], args[1]).map(Value::Bool)).doc("Same as b in a."),
    binary("getitem", |vm, args| vm.get_item(args[0], args[1])).doc("Same as a[b]."),
    binary("delitem", delete_item).doc("Same as del a[b]."),
    Def::function("setitem", "a, b, c, /", set_item).doc("Same as a[b] = c."),
    unary("neg", |vm, args| vm.unary('-', args[0])).doc("Same as -a."),
    unary("pos", |vm, args| vm.unary('+', args[0])).doc("Same as +a."),
    unary("inv", |vm, args| vm.unary('~', args[0])).doc("Same as ~a."),
    unary("invert", |vm, args| vm.unary('~', args[0])).doc("Same as ~a."),
    unary("abs", abs).doc("Same as abs(a)."),
    unary("index", |vm, args| vm.index(args[0])).doc("Same as a.__index__()"),
    unary("truth", |vm, args| vm.truth(args[0]).map(Value::Bool))
        .doc("Return True if a is true, False otherwise."),
    unary("not_", |vm, args| vm.truth(args[0]).map(|it| Value::Bool(!it))).doc("Same as not a."),
    unary("is_none", |_, args| Ok(Value::Bool(args[0].is_none()))).doc("Same as a is None."),
    unary("is_not_none", |_, args| Ok(Value::Bool(!args[0].is_none()))).doc("Same as a is not None."),
    binary("concat", sequences::concat).doc("Same as a + b, for a and b sequences."),
    binary("iconcat", sequences::concat_in_place).doc("Same as a += b, for a and b sequences."),
    binary("countOf", sequences::count_of)
        .doc("Return the number of items in a which are, or which equal, b."),
    binary("indexOf", sequences::index_of).doc("Return the first index of b in a."),
    Def::function("length_hint", "obj, default=0, /", sequences::length_hint)
        .doc("Return an estimate of the number of items in obj."),
    binary("_compare_digest", compare_digest).doc("Return 'a == b'."),
    Def::function("call", "obj, /, *args, **kwargs", call).doc("Same as obj(*args, **kwargs)."),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    let doc = vm.heap.str("Operator interface.")?;
    vm.module_set(module, "__doc__", doc)?;
    vm.add_functions(module, FUNCTIONS)?;
    attrgetter::build(vm, module)?;
    itemgetter::build(vm, module)?;
    methodcaller::build(vm, module)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Res {
    vm.delete_item(args[0], args[1])?;
    Ok(Value::None)
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Res {
    vm.set_item(args[0], args[1], args[2])?;
    Ok(Value::None)
}

fn abs(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.call_special(args[0], vm.names.__abs__, &[])? {
        Some(value) => Ok(value),
        None => {
            let text = alloc::format!("bad operand type for abs(): '{}'", vm.type_name(args[0]));
            Err(vm.type_error(&text))
        }
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Res {
    vm.call_dict(args[0], &args[2..], args[1])
}

/// Compares without telling by the time it takes where two secrets differ.
fn compare_digest(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (vm.unwrap(args[0]), vm.unwrap(args[1]));
    let (left, right) = match (a, b) {
        (Value::Str(a), Value::Str(b)) => {
            if !vm.heap.str_is_ascii(a) || !vm.heap.str_is_ascii(b) {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            (vm.heap.text(a).as_bytes(), vm.heap.text(b).as_bytes())
        }
        (Value::Bytes(a) | Value::ByteArray(a), Value::Bytes(b) | Value::ByteArray(b)) => {
            (&*vm.heap.bytes[a].data, &*vm.heap.bytes[b].data)
        }
        _ => {
            let text = alloc::format!(
                "unsupported operand types(s) or combination of types: '{}' and '{}'",
                vm.type_name(args[0]),
                vm.type_name(args[1])
            );
            return Err(vm.type_error(&text));
        }
    };
    let differences = left.iter().zip(right).fold(0, |all, (x, y)| all | (x ^ y));
    let same = left.len() == right.len() && differences == 0;
    let work = left.len().min(right.len()) / 64;
    vm.spend(work)?;
    Ok(Value::Bool(same))
}
