//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs` of `bytes` and `bytearray`.

use alloc::format;

use crate::error::Res;
use crate::native::Def;
use crate::types::str_::text::FAST;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("center", "self, width, fillchar=b' ', /", |vm, args| pad(vm, args, "center")),
    Def::method("ljust", "self, width, fillchar=b' ', /", |vm, args| pad(vm, args, "ljust")),
    Def::method("rjust", "self, width, fillchar=b' ', /", |vm, args| pad(vm, args, "rjust")),
    Def::method("zfill", "self, width, /", zfill),
    Def::method("expandtabs", "self, /, tabsize=8", expandtabs),
];

fn fill_byte(vm: &mut Vm, value: Value, name: &str) -> Res<u8> {
    if value.is_unset() {
        return Ok(b' ');
    }
    let kind = match vm.unwrap(value) {
        Value::Bytes(_) => "bytes",
        Value::ByteArray(_) => "bytearray",
        _ => {
            return Err(vm.bad_argument(&format!("{name}() argument 2"), "a byte string of length 1", value));
        }
    };
    match *vm.view(value).unwrap_or_default() {
        [it] => Ok(it),
        ref other => {
            let text = format!(
                "{name}(): argument 2 must be a byte string of length 1, not a {kind} object of length {}",
                other.len()
            );
            Err(vm.type_error(&text))
        }
    }
}

fn pad(vm: &mut Vm, args: &[Value], name: &str) -> Res {
    let this = vm.this_bytes(args[0])?;
    let width = vm.index_i64(args[1])?;
    let fill = fill_byte(vm, args[2], name)?;
    let len = vm.heap.bytes[this].data.len();
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(len);
    if missing == 0 {
        return vm.bytes_part(args[0], 0, len);
    }
    let left = match name {
        "center" => missing / 2 + (missing & missing.wrapping_add(len) & 1),
        "ljust" => 0,
        _ => missing,
    };
    let mut out = vm.byte_buffer(len.saturating_add(missing))?;
    out.extend(core::iter::repeat_n(fill, left));
    out.extend_from_slice(&vm.heap.bytes[this].data);
    out.extend(core::iter::repeat_n(fill, missing - left));
    vm.bytes_as(args[0], out)
}

fn zfill(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let width = vm.index_i64(args[1])?;
    let len = vm.heap.bytes[this].data.len();
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(len);
    if missing == 0 {
        return vm.bytes_part(args[0], 0, len);
    }
    let mut out = vm.byte_buffer(len.saturating_add(missing))?;
    let data = &vm.heap.bytes[this].data;
    let sign = usize::from(matches!(data.first(), Some(b'+' | b'-')));
    out.extend_from_slice(&data[..sign]);
    out.extend(core::iter::repeat_n(b'0', missing));
    out.extend_from_slice(&data[sign..]);
    vm.bytes_as(args[0], out)
}

fn expandtabs(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_bytes(args[0])?;
    let size = vm.int_argument(args[1], 8)?;
    if i32::try_from(size).is_err() {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let size = usize::try_from(size).unwrap_or(0);
    vm.spend(vm.heap.bytes[this].data.len() / FAST + 1)?;
    let mut total = 0_usize;
    each_piece(&vm.heap.bytes[this].data, size, |it| total = total.saturating_add(it.err().unwrap_or(1)));
    let mut out = vm.byte_buffer(total)?;
    each_piece(&vm.heap.bytes[this].data, size, |it| match it {
        Ok(it) => out.push(it),
        Err(spaces) => out.extend(core::iter::repeat_n(b' ', spaces)),
    });
    vm.bytes_as(args[0], out)
}

/// The bytes, with a count of spaces in place of each tab.
fn each_piece(data: &[u8], size: usize, mut f: impl FnMut(Result<u8, usize>)) {
    let mut column = 0_usize;
    for it in data {
        if *it == b'\t' {
            let spaces = if size > 0 { size - column % size } else { 0 };
            column = column.wrapping_add(spaces);
            f(Err(spaces));
            continue;
        }
        column = if matches!(it, b'\n' | b'\r') { 0 } else { column.wrapping_add(1) };
        f(Ok(*it));
    }
}
