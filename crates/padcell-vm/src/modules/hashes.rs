//! `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`: what `hashlib` is made of.

mod blake2;
mod digests;

use alloc::vec::Vec;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};
use digests::{Algorithm, Hasher};

/// The most bytes that a SHAKE digest may have.
const MAX_DIGEST: i64 = 1 << 29;

impl Payload for Hasher {
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

#[derive(Default)]
struct Hashes {
    hash: Option<Id<Class>>,
    shake: Option<Id<Class>>,
    blake2b: Option<Id<Class>>,
    blake2s: Option<Id<Class>>,
}

impl State for Hashes {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const COMMON: &[Def] = &[
    Def::method("update", "self, data, /", |vm, args| {
        feed(vm, args[0], args[1])?;
        Ok(Value::None)
    }),
    Def::method("copy", "self, /", |vm, args| {
        let Some(it) = vm.payload::<Hasher>(args[0]).cloned() else { return Ok(Value::None) };
        let class = vm.class_of(args[0]);
        vm.heap.object(class, it)
    }),
    Def::get("name", |vm, args| {
        let name = vm.payload::<Hasher>(args[0]).map_or("", |it| it.algorithm.name());
        vm.heap.str(name)
    }),
    Def::get("block_size", |vm, args| {
        Ok(Value::Int(vm.payload::<Hasher>(args[0]).map_or(0, |it| it.algorithm.block_size())))
    }),
    Def::get("digest_size", |vm, args| {
        let len = vm.payload::<Hasher>(args[0]).map_or(0, Hasher::digest_size);
        Ok(Value::Int(i64::try_from(len).unwrap_or(0)))
    }),
    Def::method("__repr__", "self, /", |vm, args| {
        let name = vm.payload::<Hasher>(args[0]).map_or("", |it| it.algorithm.name());
        let text = alloc::format!("<{name} _hashlib.HASH object @ 0x{:x}>", vm.id_of(args[0]));
        vm.heap.string(text)
    }),
];

const FIXED: &[Def] = &[
    Def::method("digest", "self, /", |vm, args| {
        let data = finish(vm, args[0], None);
        vm.heap.bytes(data)
    }),
    Def::method("hexdigest", "self, /", |vm, args| {
        let data = finish(vm, args[0], None);
        hex(vm, &data)
    }),
];

const VARIABLE: &[Def] = &[
    Def::method("digest", "self, length", |vm, args| {
        let data = shaken(vm, args)?;
        vm.heap.bytes(data)
    }),
    Def::method("hexdigest", "self, length", |vm, args| {
        let data = shaken(vm, args)?;
        hex(vm, &data)
    }),
];

const BLAKE2: &str = "cls, data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None";

const BLAKE2B: &[Def] =
    &[Def::static_method("__new__", BLAKE2, |vm, args| blake2::new(vm, args, Algorithm::Blake2b))];
const BLAKE2S: &[Def] =
    &[Def::static_method("__new__", BLAKE2, |vm, args| blake2::new(vm, args, Algorithm::Blake2s))];

macro_rules! constructors {
    ($($name:literal $algorithm:ident),*) => {
        &[$(Def::function($name, "data=b'', *, usedforsecurity=True, string=None", |vm, args| {
            new(vm, args, Algorithm::$algorithm)
        })),*]
    };
}

const MD5: &[Def] = constructors!("md5" Md5);
const SHA1: &[Def] = constructors!("sha1" Sha1);
const SHA2: &[Def] = constructors!("sha224" Sha224, "sha256" Sha256, "sha384" Sha384, "sha512" Sha512);
const SHA3: &[Def] = constructors!(
    "sha3_224" Sha3_224, "sha3_256" Sha3_256, "sha3_384" Sha3_384, "sha3_512" Sha3_512,
    "shake_128" Shake128, "shake_256" Shake256
);

pub(crate) fn build_md5(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, MD5)
}

pub(crate) fn build_sha1(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, SHA1)
}

pub(crate) fn build_sha2(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, SHA2)
}

pub(crate) fn build_sha3(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let name = vm.intern("implementation")?;
    let value = vm.heap.str("generic")?;
    vm.heap.dict_set_str(dict, name, value)?;
    vm.add_functions(dict, SHA3)
}

pub(crate) fn build_blake2(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    for algorithm in [Algorithm::Blake2b, Algorithm::Blake2s] {
        let class = class_of(vm, algorithm)?;
        let name = vm.intern(algorithm.name())?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
        for (field, value) in blake2::limits(algorithm) {
            let field = vm.intern(field)?;
            vm.class_set(class, field, Value::Int(value))?;
        }
    }
    Ok(())
}

/// The class of the objects of an algorithm.
fn class_of(vm: &mut Vm, algorithm: Algorithm) -> Res<Id<Class>> {
    let state = vm.state::<Hashes>();
    let (slot, name, methods, first): (_, _, _, &'static [Def]) = match algorithm {
        Algorithm::Blake2b => (state.blake2b, "blake2b", FIXED, BLAKE2B),
        Algorithm::Blake2s => (state.blake2s, "blake2s", FIXED, BLAKE2S),
        Algorithm::Shake128 | Algorithm::Shake256 => (state.shake, "SHAKE", VARIABLE, &[]),
        _ => (state.hash, "HASH", FIXED, &[]),
    };
    if let Some(it) = slot {
        return Ok(it);
    }
    let class = vm.native_class("_hashlib", name, vm.types.object, ClassFlags::default(), COMMON)?;
    vm.add_methods(class, methods)?;
    vm.add_methods(class, first)?;
    let state = vm.state::<Hashes>();
    let slot = match algorithm {
        Algorithm::Blake2b => &mut state.blake2b,
        Algorithm::Blake2s => &mut state.blake2s,
        Algorithm::Shake128 | Algorithm::Shake256 => &mut state.shake,
        _ => &mut state.hash,
    };
    *slot = Some(class);
    Ok(class)
}

fn new(vm: &mut Vm, args: &[Value], algorithm: Algorithm) -> Res {
    let class = class_of(vm, algorithm)?;
    if args[0].is_set() && !args[2].is_absent() {
        return Err(vm.type_error("'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version."));
    }
    let this = vm.heap.object(class, Hasher::new(algorithm))?;
    vm.keep(this);
    let data = if args[0].is_set() { args[0] } else { args[2] };
    if !data.is_absent() {
        feed(vm, this, data)?;
    }
    Ok(this)
}

fn feed(vm: &mut Vm, this: Value, data: Value) -> Res<()> {
    if vm.as_str(data).is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if !vm.is_bytes_like(data) {
        return Err(vm.type_error("object supporting the buffer API required"));
    }
    let data = vm.copy_bytes(data)?;
    vm.spend(1 + data.len() / 4)?;
    if let Some(it) = vm.payload_mut::<Hasher>(this) {
        it.update(&data);
    }
    Ok(())
}

fn finish(vm: &Vm, this: Value, len: Option<usize>) -> Vec<u8> {
    vm.payload::<Hasher>(this).map(|it| it.digest(len)).unwrap_or_default()
}

fn shaken(vm: &mut Vm, args: &[Value]) -> Res<Vec<u8>> {
    let length = vm.index_i64(args[1])?;
    if !(0..MAX_DIGEST).contains(&length) {
        return Err(vm.value_error(if length < 0 {
            "value must be positive"
        } else {
            "length is too large"
        }));
    }
    let len = usize::try_from(length).unwrap_or(0);
    vm.spend(len)?;
    vm.heap.room(len.saturating_mul(3))?;
    Ok(finish(vm, args[0], Some(len)))
}

fn hex(vm: &mut Vm, data: &[u8]) -> Res {
    let mut text = alloc::string::String::with_capacity(data.len().saturating_mul(2));
    for byte in data {
        for digit in [byte >> 4, byte & 0xF] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    vm.heap.string(text)
}
