//! `_random`: the generator behind the random module, a Mersenne Twister seeded as CPython seeds it.

mod twister;

use alloc::vec::Vec;
use core::any::Any;

use num_bigint::{BigInt, BigUint};

use self::twister::{SIZE, Twister};
use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::types::int::arithmetic::wide;
use crate::types::number::is_int;
use crate::value::Value;
use crate::vm::Vm;

/// The data of a `Random` object.
struct Random(Twister);

impl Payload for Random {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn footprint(&self) -> usize {
        size_of::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new),
    Def::method("__init__", "self, seed=None, /", init),
    Def::method("random", "self, /", random).doc("random() -> x in the interval [0, 1)."),
    Def::method("seed", "self, n=None, /", seed).doc(
        "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the \
         process identifier.",
    ),
    Def::method("getstate", "self, /", getstate).doc("getstate() -> tuple containing the current state."),
    Def::method("setstate", "self, state, /", setstate).doc("setstate(state) -> None.  Restores generator state."),
    Def::method("getrandbits", "self, k, /", getrandbits)
        .doc("getrandbits(k) -> x.  Generates an int with k random bits."),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.module_class(dict, "_random", "Random", ClassFlags::BASE, METHODS)?;
    Ok(())
}

/// The generator of an object, to be used.
fn twister(vm: &mut Vm, object: Value) -> Res<&mut Twister> {
    if vm.payload::<Random>(object).is_none() {
        return Err(vm.type_error("the object is not initialised"));
    }
    match vm.payload_mut::<Random>(object) {
        Some(it) => Ok(&mut it.0),
        None => Err(crate::error::Unwind::Raised),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "Random")?;
    vm.spend(SIZE)?;
    let key = entropy(vm);
    vm.heap.object(class, Random(Twister::from_key(&key)))
}

fn init(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_absent() {
        // A new object is seeded already.
        return Ok(Value::None);
    }
    seed(vm, args)
}

/// A key from the cell's entropy. Without any, one that follows from the cell's hash seed, which it does not reveal:
/// a program that never asked for secrets still runs.
fn entropy(vm: &mut Vm) -> Vec<u32> {
    let mut bytes = [0_u8; SIZE * 4];
    if vm.authority.fill_random(&mut bytes).is_err() {
        for (index, chunk) in bytes[..64].chunks_exact_mut(8).enumerate() {
            let hash = vm.heap.hash_bytes(&[b"random".as_slice(), &[index as u8]].concat());
            chunk.copy_from_slice(&hash.to_le_bytes());
        }
    }
    bytes.chunks_exact(4).map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect()
}

fn seed(vm: &mut Vm, args: &[Value]) -> Res {
    vm.spend(SIZE)?;
    let key = if args[1].is_absent() {
        entropy(vm)
    } else {
        let exact = vm.unwrap(args[1]);
        let magnitude = if is_int(exact) {
            wide(vm, exact).magnitude().clone()
        } else {
            BigUint::from(vm.hash(args[1])? as u64)
        };
        vm.spend(usize::try_from(magnitude.bits() / 32).unwrap_or(usize::MAX))?;
        let digits = magnitude.to_u32_digits();
        if digits.is_empty() { alloc::vec![0] } else { digits }
    };
    *twister(vm, args[0])? = Twister::from_key(&key);
    Ok(Value::None)
}

fn random(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Float(twister(vm, args[0])?.next_f64()))
}

fn getrandbits(vm: &mut Vm, args: &[Value]) -> Res {
    let bits = vm.index_i64(args[1])?;
    let Ok(bits) = usize::try_from(bits) else {
        return Err(vm.value_error("number of bits must be non-negative"));
    };
    if bits <= 32 {
        let twister = twister(vm, args[0])?;
        let word = if bits == 0 { 0 } else { i64::from(twister.next_u32() >> (32 - bits)) };
        return Ok(Value::Int(word));
    }
    let words = bits.div_ceil(32);
    vm.heap.room(words.saturating_mul(12))?;
    vm.spend(words)?;
    let mut digits = Vec::with_capacity(words);
    let generator = twister(vm, args[0])?;
    let mut left = bits;
    while left > 0 {
        let word = generator.next_u32();
        digits.push(if left < 32 { word >> (32 - left) } else { word });
        left = left.saturating_sub(32);
    }
    vm.heap.int(BigInt::from(BigUint::new(digits)))
}

fn getstate(vm: &mut Vm, args: &[Value]) -> Res {
    let (words, index) = twister(vm, args[0])?.state();
    let mut items: Vec<Value> = words.iter().map(|it| Value::Int(i64::from(*it))).collect();
    items.push(Value::Int(i64::from(index)));
    vm.heap.tuple(items)
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Tuple(id) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if vm.heap.tuples[id].items.len() != SIZE + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; SIZE];
    for (index, slot) in words.iter_mut().enumerate() {
        let item = vm.heap.tuples[id].items[index];
        let word = vm.index(item)?;
        let Value::Int(word) = word else {
            return Err(vm.overflow_error("Python int too large to convert to C unsigned long"));
        };
        if word < 0 {
            return Err(vm.overflow_error("can't convert negative value to unsigned int"));
        }
        *slot = word as u32;
    }
    let last = vm.heap.tuples[id].items[SIZE];
    let index = vm.index_i64(last)?;
    match u32::try_from(index) {
        Ok(index) if index as usize <= SIZE => {
            *twister(vm, args[0])? = Twister::from_state(words, index);
            Ok(Value::None)
        }
        _ => Err(vm.value_error("invalid state")),
    }
}
