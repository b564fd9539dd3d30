//! Packing and unpacking.

use alloc::format;
use alloc::vec::Vec;

use super::error;
use super::layout::{Field, Kind, Layout};
use crate::error::{Res, Unwind};
use crate::packing::{Item, Misfit};
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

/// The bytes of all values.
fn packed(vm: &mut Vm, layout: &Layout, values: &[Value]) -> Res<Vec<u8>> {
    vm.heap.room(layout.size)?;
    vm.spend(values.len() + layout.size / FAST + 1)?;
    let mut out = alloc::vec![0; layout.size];
    let mut values = values.iter().copied();
    for field in &layout.fields {
        match field.kind {
            Kind::Items(item, count) => {
                for index in 0..count {
                    let Some(value) = values.next() else { return Ok(out) };
                    let word = write(vm, layout, field, item, value)?;
                    put(&mut out, field.offset + index * item.size(), &word[..item.size()]);
                }
            }
            Kind::Complex(item, count) => {
                for index in 0..count {
                    let Some(value) = values.next() else { return Ok(out) };
                    let parts = complex_parts(vm, value)?;
                    for (half, part) in parts.into_iter().enumerate() {
                        let word = write(vm, layout, field, item, Value::Float(part))?;
                        put(&mut out, field.offset + (index * 2 + half) * item.size(), &word[..item.size()]);
                    }
                }
            }
            Kind::Bytes(size) => {
                let Some(value) = values.next() else { return Ok(out) };
                let data = bytes_of(vm, value, 's')?;
                put(&mut out, field.offset, &data[..size.min(data.len())]);
            }
            Kind::Pascal(size) => {
                let Some(value) = values.next() else { return Ok(out) };
                let data = bytes_of(vm, value, 'p')?;
                if let Some(room) = size.checked_sub(1) {
                    let data = &data[..room.min(data.len())];
                    put(&mut out, field.offset, &[data.len().min(255) as u8]);
                    put(&mut out, field.offset + 1, data);
                }
            }
        }
    }
    Ok(out)
}

fn put(out: &mut [u8], at: usize, data: &[u8]) {
    if let Some(place) = out.get_mut(at..at.saturating_add(data.len())) {
        place.copy_from_slice(data);
    }
}

fn bytes_of(vm: &mut Vm, value: Value, code: char) -> Res<Vec<u8>> {
    match vm.unwrap(value) {
        Value::Bytes(_) | Value::ByteArray(_) => vm.copy_bytes(value),
        _ => {
            let text = format!("argument for '{code}' must be a bytes object");
            Err(error(vm, &text))
        }
    }
}

fn complex_parts(vm: &mut Vm, value: Value) -> Res<[f64; 2]> {
    match vm.unwrap(value) {
        Value::Complex(id) => Ok([vm.heap.complexes[id].re, vm.heap.complexes[id].im]),
        Value::Float(_) | Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => Ok([vm.float(value)?, 0.0]),
        _ => Err(error(vm, "required argument is not a complex")),
    }
}

fn write(vm: &mut Vm, layout: &Layout, field: &Field, item: Item, value: Value) -> Res<[u8; 8]> {
    if let (Item::Float, true) = (item, layout.native) {
        // The machine's own conversion: what is too large becomes infinite.
        let class = vm.class_of(value);
        if vm.class_lookup(class, vm.names.__float__).is_some() {
            let mut word = [0; 8];
            word[..4].copy_from_slice(&(vm.float(value)? as f32).to_le_bytes());
            return Ok(word);
        }
    }
    match item.write(vm, value, layout.big)? {
        Ok(it) => Ok(it),
        Err(misfit) => Err(misfit_error(vm, layout, field, item, value, misfit)),
    }
}

/// The words for a value that does not fit.
#[cold]
fn misfit_error(
    vm: &mut Vm,
    layout: &Layout,
    field: &Field,
    item: Item,
    value: Value,
    misfit: Misfit,
) -> Unwind {
    let code = char::from(field.code);
    match (item, misfit) {
        (Item::Char, _) => error(vm, "char format requires a bytes object of length 1"),
        (Item::Half | Item::Float | Item::Double, Misfit::Type) => {
            error(vm, "required argument is not a float")
        }
        (Item::Half | Item::Float | Item::Double, Misfit::Range) => {
            vm.overflow_error(&format!("float too large to pack with {code} format"))
        }
        (_, Misfit::Type) => error(vm, "required argument is not an integer"),
        (Item::Signed(size) | Item::Unsigned(size), Misfit::Range) => {
            let text = range_text(vm, layout, code, size, matches!(item, Item::Signed(_)), value);
            error(vm, &text)
        }
        (Item::Bool, _) => error(vm, "required argument is not a bool"),
    }
}

fn range_text(
    vm: &mut Vm,
    layout: &Layout,
    code: char,
    size: usize,
    signed: bool,
    value: Value,
) -> alloc::string::String {
    const OUT_OF_RANGE: &str = "argument out of range";
    let number = vm.big(value).unwrap_or_default();
    let small = i64::try_from(&number).is_ok();
    let long_name = match (code, layout.big) {
        ('b', _) => Some("byte"),
        ('B', _) => Some("ubyte"),
        ('h', false) => Some("short"),
        ('H', false) => Some("ushort"),
        _ => None,
    };
    let unsigned_fits = u64::try_from(&number).is_ok();
    if size == 8
        || (long_name.is_some() || signed) && !small
        || long_name.is_none() && !signed && !unsigned_fits
    {
        return OUT_OF_RANGE.into();
    }
    let bits = 8 * size as u32;
    let (low, high) =
        if signed { (-(1_i64 << (bits - 1)), (1_i64 << (bits - 1)) - 1) } else { (0, (1_i64 << bits) - 1) };
    match long_name {
        Some(name) => format!("{name} format requires {low} <= number <= {high}"),
        None => format!("'{code}' format requires {low} <= number <= {high}"),
    }
}

fn check_count(vm: &mut Vm, layout: &Layout, given: usize, name: &str) -> Res<()> {
    if layout.values == given {
        return Ok(());
    }
    let text = format!("{name} expected {} items for packing (got {given})", layout.values);
    Err(error(vm, &text))
}

pub(super) fn pack(vm: &mut Vm, layout: &Layout, values: &[Value]) -> Res {
    check_count(vm, layout, values.len(), "pack")?;
    let out = packed(vm, layout, values)?;
    vm.heap.bytes(out)
}

/// `pack_into(buffer, offset, *values)`.
pub(super) fn pack_into(vm: &mut Vm, layout: &Layout, args: &[Value]) -> Res {
    let (buffer, offset, values) = match args {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [buffer, offset, values @ ..] => (*buffer, *offset, values),
    };
    check_count(vm, layout, values.len(), "pack_into")?;
    let offset = vm.index_i64(offset)?;
    if !vm.is_writable(buffer) {
        let text = format!("argument must be read-write bytes-like object, not {}", vm.type_name(buffer));
        return Err(vm.type_error(&text));
    }
    let len = vm.view_len(buffer);
    if offset < 0 {
        if offset.saturating_add(layout.size as i64) > 0 {
            let text = format!("no space to pack {} bytes at offset {offset}", layout.size);
            return Err(error(vm, &text));
        }
        if offset.saturating_add(len as i64) < 0 {
            let text = format!("offset {offset} out of range for {len}-byte buffer");
            return Err(error(vm, &text));
        }
    }
    let start = if offset < 0 { offset.saturating_add(len as i64) } else { offset } as usize;
    if len.saturating_sub(start) < layout.size {
        let text = format!(
            "pack_into requires a buffer of at least {} bytes for packing {} bytes at offset {start} (actual buffer size is {len})",
            layout.size.saturating_add(start),
            layout.size
        );
        return Err(error(vm, &text));
    }
    let out = packed(vm, layout, values)?;
    vm.write_view(buffer, start, &out)?;
    Ok(Value::None)
}

pub(super) fn unpack(vm: &mut Vm, layout: &Layout, buffer: Value) -> Res {
    vm.bytes_like(buffer)?;
    if vm.view_len(buffer) != layout.size {
        let text = format!("unpack requires a buffer of {} bytes", layout.size);
        return Err(error(vm, &text));
    }
    read(vm, layout, buffer, 0)
}

pub(super) fn unpack_from(vm: &mut Vm, layout: &Layout, buffer: Value, offset: Value) -> Res {
    vm.bytes_like(buffer)?;
    let offset = vm.int_argument(offset, 0)?;
    let len = vm.view_len(buffer);
    if offset < 0 {
        if offset.saturating_add(layout.size as i64) > 0 {
            let text = format!("not enough data to unpack {} bytes at offset {offset}", layout.size);
            return Err(error(vm, &text));
        }
        if offset.saturating_add(len as i64) < 0 {
            let text = format!("offset {offset} out of range for {len}-byte buffer");
            return Err(error(vm, &text));
        }
    }
    let start = if offset < 0 { offset.saturating_add(len as i64) } else { offset } as usize;
    if len.saturating_sub(start) < layout.size {
        let text = format!(
            "unpack_from requires a buffer of at least {} bytes for unpacking {} bytes at offset {start} (actual buffer size is {len})",
            layout.size.saturating_add(start),
            layout.size
        );
        return Err(error(vm, &text));
    }
    read(vm, layout, buffer, start)
}

/// The tuple of values that stand at an offset.
pub(super) fn read(vm: &mut Vm, layout: &Layout, buffer: Value, start: usize) -> Res {
    vm.heap.room(layout.values.saturating_mul(size_of::<Value>()).saturating_add(layout.size))?;
    vm.spend(layout.values + layout.size / FAST + 1)?;
    let end = start.saturating_add(layout.size);
    let data = vm.view(buffer).and_then(|it| it.get(start..end).map(<[u8]>::to_vec)).unwrap_or_default();
    let mut values = Vec::with_capacity(layout.values);
    let part = |at: usize, size: usize| data.get(at..at.saturating_add(size)).unwrap_or_default();
    for field in &layout.fields {
        match field.kind {
            Kind::Items(item, count) => {
                for index in 0..count {
                    let at = field.offset + index * item.size();
                    values.push(item.read(vm, part(at, item.size()), layout.big)?);
                }
            }
            Kind::Complex(item, count) => {
                for index in 0..count {
                    let at = field.offset + index * 2 * item.size();
                    let re = item.read(vm, part(at, item.size()), layout.big)?;
                    let im = item.read(vm, part(at + item.size(), item.size()), layout.big)?;
                    let (re, im) = (vm.float(re)?, vm.float(im)?);
                    values.push(vm.heap.complex(re, im)?);
                }
            }
            Kind::Bytes(size) => values.push(vm.heap.bytes(part(field.offset, size).to_vec())?),
            Kind::Pascal(size) => {
                let all = part(field.offset, size);
                let (len, rest) = all.split_first().map_or((0, all), |(len, rest)| (usize::from(*len), rest));
                values.push(vm.heap.bytes(rest[..len.min(rest.len())].to_vec())?);
            }
        }
    }
    vm.heap.tuple(values)
}
