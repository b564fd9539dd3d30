//! Builtin functions over numbers: abs, bin, divmod, hex, oct, pow, round.

use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::types::int;
use crate::types::number::is_int;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("abs", "x, /", abs).doc("Return the absolute value of the argument."),
    Def::function("bin", "number, /", |vm, args| in_base(vm, args[0], 2, "0b"))
        .doc("Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'"),
    Def::function("divmod", "x, y, /", |vm, args| vm.binary(BinaryOp::DivMod, args[0], args[1]))
        .doc("Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    Def::function("hex", "number, /", |vm, args| in_base(vm, args[0], 16, "0x"))
        .doc("Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"),
    Def::function("oct", "number, /", |vm, args| in_base(vm, args[0], 8, "0o"))
        .doc("Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"),
    Def::function("pow", "base, exp, mod=None", pow).doc(
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, \
         are able to use a more efficient algorithm when\ninvoked using the three argument form.",
    ),
    Def::function("round", "number, ndigits=None", round).doc(
        "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is \
         omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.",
    ),
];

fn abs(vm: &mut Vm, args: &[Value]) -> Res {
    match args[0] {
        Value::Float(it) => return Ok(Value::Float(it.abs())),
        it @ (Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) => return int::arithmetic::absolute(vm, it),
        _ => {}
    }
    match vm.call_special(args[0], vm.names.__abs__, &[])? {
        Some(it) => Ok(it),
        None => {
            let text = format!("bad operand type for abs(): '{}'", vm.type_name(args[0]));
            Err(vm.type_error(&text))
        }
    }
}

fn in_base(vm: &mut Vm, value: Value, base: u32, prefix: &str) -> Res {
    let number = vm.index(value)?;
    vm.keep(number);
    let digits = int::text::in_base(vm, number, base)?;
    let mut text = String::with_capacity(digits.len() + 2);
    let digits = match digits.strip_prefix('-') {
        Some(rest) => {
            text.push('-');
            rest
        }
        None => digits.as_str(),
    };
    text.push_str(prefix);
    text.push_str(digits);
    vm.heap.string(text)
}

fn pow(vm: &mut Vm, args: &[Value]) -> Res {
    let (base, exponent, modulus) = (args[0], args[1], args[2]);
    if modulus.is_absent() {
        return vm.binary(BinaryOp::Pow, base, exponent);
    }
    if is_int(base) && is_int(exponent) && is_int(modulus) {
        return int::power::power_mod(vm, base, exponent, modulus);
    }
    for (object, name, other) in [(base, vm.names.__pow__, exponent), (exponent, vm.names.__rpow__, base)] {
        if let Some(value) = vm.call_special(object, name, &[other, modulus])?
            && !matches!(value, Value::NotImplemented)
        {
            return Ok(value);
        }
    }
    if let Value::Float(_) = vm.unwrap(modulus) {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let text = format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        vm.type_name(base),
        vm.type_name(exponent),
        vm.type_name(modulus)
    );
    Err(vm.type_error(&text))
}

fn round(vm: &mut Vm, args: &[Value]) -> Res {
    let result = if args[1].is_absent() {
        vm.call_special(args[0], vm.names.__round__, &[])?
    } else {
        vm.call_special(args[0], vm.names.__round__, &[args[1]])?
    };
    match result {
        Some(it) => Ok(it),
        None => {
            let text = format!("type {} doesn't define __round__ method", vm.type_name(args[0]));
            Err(vm.type_error(&text))
        }
    }
}
