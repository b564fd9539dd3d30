//! `%` formatting, of text and of bytes.

mod convert;
mod spec;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use self::spec::Spec;
use super::text::SLOW;
use crate::error::{Res, Unwind};
use crate::heap::{Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// What is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavor {
    Text,
    Bytes,
}

/// The arguments, and how far they are used up.
struct Arguments {
    /// The whole right operand.
    all: Value,
    items: Vec<Value>,
    next: usize,
    /// The right operand can be asked for keys.
    mapping: bool,
}

impl Arguments {
    fn new(vm: &mut Vm, value: Value) -> Self {
        let (items, is_tuple) = match vm.unwrap(value) {
            Value::Tuple(id) => (vm.heap.tuples[id].items.to_vec(), true),
            _ => (alloc::vec![value], false),
        };
        let class = vm.class_of(value);
        let is_text = matches!(vm.unwrap(value), Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_));
        let mapping = !is_tuple && !is_text && vm.class_lookup(class, vm.names.__getitem__).is_some();
        Self { all: value, items, next: 0, mapping }
    }

    /// The next argument.
    fn take(&mut self, vm: &mut Vm) -> Res {
        match self.items.get(self.next) {
            Some(it) => {
                self.next += 1;
                Ok(*it)
            }
            None => Err(vm.type_error("not enough arguments for format string")),
        }
    }

    /// An int argument for a `*`.
    fn take_int(&mut self, vm: &mut Vm) -> Res<i64> {
        let value = self.take(vm)?;
        match vm.unwrap(value) {
            it @ (Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) => vm.index_i64(it),
            _ => Err(vm.type_error("* wants int")),
        }
    }
}

/// The result under construction.
struct Output {
    data: Vec<u8>,
    surrogates: bool,
}

impl Output {
    fn reserve(&self, vm: &mut Vm, more: usize) -> Res<()> {
        if self.data.capacity() - self.data.len() < more {
            vm.heap.room(self.data.len().saturating_add(more).saturating_mul(2))?;
        }
        vm.spend(1 + more / 32)
    }

    fn push(&mut self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        self.reserve(vm, piece.len())?;
        self.data.extend_from_slice(piece);
        Ok(())
    }

    fn fill(&mut self, vm: &mut Vm, byte: u8, count: usize) -> Res<()> {
        self.reserve(vm, count)?;
        self.data.extend(core::iter::repeat_n(byte, count));
        Ok(())
    }
}

pub(crate) fn modulo(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let mut quick = Quick::default();
    if quick.format(vm, this, args[1]) {
        vm.spend(1)?;
        return vm.heap.str(core::str::from_utf8(&quick.data[..quick.len]).unwrap_or_default());
    }
    let len = vm.heap.text(this).len();
    vm.heap.room(len)?;
    vm.spend(len / SLOW + 1)?;
    let template = vm.heap.text(this).as_bytes().to_vec();
    let surrogates = vm.heap.str_has_surrogates(this);
    let out = run(vm, Flavor::Text, &template, args[1], surrogates)?;
    let text = String::from_utf8(out.data).unwrap_or_default();
    vm.heap.string_shared(text, out.surrogates)
}

pub(crate) fn reflected_modulo(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.as_str(args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    modulo(vm, &[args[1], args[0]])
}

pub(crate) fn bytes_modulo(vm: &mut Vm, args: &[Value]) -> Res {
    let template = vm.copy_bytes(args[0])?;
    vm.spend(template.len() / SLOW + 1)?;
    let out = run(vm, Flavor::Bytes, &template, args[1], false)?;
    vm.bytes_as(args[0], out.data)
}

pub(crate) fn bytes_reflected_modulo(vm: &mut Vm, args: &[Value]) -> Res {
    match (vm.unwrap(args[0]), vm.unwrap(args[1])) {
        (Value::Bytes(_), Value::Bytes(_)) | (Value::ByteArray(_), Value::ByteArray(_)) => {
            bytes_modulo(vm, &[args[1], args[0]])
        }
        _ => Ok(Value::NotImplemented),
    }
}

fn run(vm: &mut Vm, flavor: Flavor, template: &[u8], value: Value, surrogates: bool) -> Res<Output> {
    vm.keep(value);
    let mut arguments = Arguments::new(vm, value);
    let mut out = Output { data: Vec::with_capacity(template.len() + 16), surrogates };
    let mut at = 0;
    while at < template.len() {
        let tail = &template[at..];
        let literal = memchr::memchr(b'%', tail).unwrap_or(tail.len());
        out.push(vm, &tail[..literal])?;
        at += literal + 1;
        if literal == tail.len() {
            break;
        }
        if template.get(at) == Some(&b'%') {
            out.push(vm, b"%")?;
            at += 1;
            continue;
        }
        let mark = vm.kept();
        let spec = spec::read(vm, flavor, template, &mut at, &mut arguments)?;
        let value = arguments.take(vm)?;
        vm.keep(value);
        convert::convert(vm, flavor, &spec, value, &mut out)?;
        vm.release(mark);
        if spec.keyed {
            // The value of a key served this conversion alone.
            arguments.items.clear();
        }
    }
    if arguments.next < arguments.items.len() && !arguments.mapping {
        let what = if flavor == Flavor::Text { "string" } else { "bytes" };
        let text = format!("not all arguments converted during {what} formatting");
        return Err(vm.type_error(&text));
    }
    Ok(out)
}

/// The result of a short template with plain conversions only, which most are.
struct Quick {
    data: [u8; 96],
    len: usize,
}

impl Default for Quick {
    fn default() -> Self {
        Self { data: [0; 96], len: 0 }
    }
}

impl Quick {
    /// Formats with `%d` and `%s` of exact ints, `%s` of exact text and `%%`; false (and no error yet) for all else.
    fn format(&mut self, vm: &Vm, template: Id<Str>, value: Value) -> bool {
        let arguments = match &value {
            Value::Tuple(id) => &*vm.heap.tuples[*id].items,
            it => core::slice::from_ref(it),
        };
        let mut arguments = arguments.iter();
        let mut bytes = vm.heap.text(template).as_bytes();
        if bytes.len() > self.data.len() || vm.heap.str_has_surrogates(template) {
            return false;
        }
        // Too short for a search by vectors to pay.
        while let Some(literal) = bytes.iter().position(|it| *it == b'%') {
            let (Some(kind), true) = (bytes.get(literal + 1), self.push(&bytes[..literal])) else {
                return false;
            };
            bytes = &bytes[literal + 2..];
            let fits = match kind {
                b'%' => self.push(b"%"),
                b'd' | b's' => match (kind, arguments.next()) {
                    (_, Some(Value::Int(it))) => self.push_int(*it),
                    (b's', Some(Value::Str(id))) if !vm.heap.str_has_surrogates(*id) => {
                        self.push(vm.heap.text(*id).as_bytes())
                    }
                    _ => false,
                },
                _ => false,
            };
            if !fits {
                return false;
            }
        }
        self.push(bytes) && arguments.next().is_none()
    }

    fn push(&mut self, piece: &[u8]) -> bool {
        let end = self.len + piece.len();
        match self.data.get_mut(self.len..end) {
            Some(place) => {
                place.copy_from_slice(piece);
                self.len = end;
                true
            }
            None => false,
        }
    }

    fn push_int(&mut self, value: i64) -> bool {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        (value >= 0 || self.push(b"-")) && self.push(&digits[at..])
    }
}

/// The error about an unknown conversion.
#[cold]
fn unsupported(vm: &mut Vm, flavor: Flavor, template: &[u8], spec: &Spec) -> Unwind {
    let index = match flavor {
        Flavor::Text => core::str::from_utf8(template.get(..spec.at).unwrap_or_default())
            .map_or(0, |it| it.chars().count()),
        Flavor::Bytes => spec.at,
    };
    let code = spec.kind as u32;
    let shown = if (' '..='~').contains(&spec.kind) { spec.kind } else { '?' };
    let text = format!("unsupported format character '{shown}' (0x{code:x}) at index {index}");
    vm.value_error(&text)
}
