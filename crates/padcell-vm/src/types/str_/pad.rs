//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use alloc::format;
use alloc::string::String;

use super::text::SLOW;
use crate::error::Res;
use crate::heap::{Id, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("center", "self, width, fillchar=' ', /", center),
    Def::method("ljust", "self, width, fillchar=' ', /", ljust),
    Def::method("rjust", "self, width, fillchar=' ', /", rjust),
    Def::method("zfill", "self, width, /", zfill),
    Def::method("expandtabs", "self, /, tabsize=8", expandtabs),
];

fn fill_character(vm: &mut Vm, value: Value) -> Res<(char, bool)> {
    if value.is_unset() {
        return Ok((' ', false));
    }
    let Some(id) = vm.as_str(value) else {
        let text = format!("The fill character must be a unicode character, not {}", vm.type_name(value));
        return Err(vm.type_error(&text));
    };
    let mut chars = vm.heap.text(id).chars();
    match (chars.next(), chars.next()) {
        (Some(it), None) => Ok((it, vm.heap.str_has_surrogates(id))),
        _ => Err(vm.type_error("The fill character must be exactly one character long")),
    }
}

/// The string with `left` and `right` fill characters around it.
fn pad(vm: &mut Vm, this: Id<Str>, left: usize, right: usize, fill: (char, bool)) -> Res {
    let (fill, fill_surrogate) = fill;
    let total =
        left.saturating_add(right).saturating_mul(fill.len_utf8()).saturating_add(vm.heap.text(this).len());
    let mut out = vm.text_buffer(total)?;
    out.extend(core::iter::repeat_n(fill, left));
    out.push_str(vm.heap.text(this));
    out.extend(core::iter::repeat_n(fill, right));
    let surrogates = fill_surrogate || vm.heap.str_has_surrogates(this);
    vm.heap.string_flagged(out, surrogates)
}

/// How many fill characters are missing; None if none are.
fn missing(vm: &mut Vm, this: Id<Str>, width: Value) -> Res<Option<usize>> {
    let width = vm.index_i64(width)?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(vm.heap.str_len(this));
    Ok((missing > 0).then_some(missing))
}

fn center(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let found = missing(vm, this, args[1])?;
    let fill = fill_character(vm, args[2])?;
    let Some(missing) = found else { return Ok(Value::Str(this)) };
    // The odd one goes left where the width is odd too.
    let left = missing / 2 + (missing & missing.wrapping_add(vm.heap.str_len(this)) & 1);
    pad(vm, this, left, missing - left, fill)
}

fn ljust(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let found = missing(vm, this, args[1])?;
    let fill = fill_character(vm, args[2])?;
    let Some(missing) = found else { return Ok(Value::Str(this)) };
    pad(vm, this, 0, missing, fill)
}

fn rjust(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let found = missing(vm, this, args[1])?;
    let fill = fill_character(vm, args[2])?;
    let Some(missing) = found else { return Ok(Value::Str(this)) };
    pad(vm, this, missing, 0, fill)
}

fn zfill(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let Some(missing) = missing(vm, this, args[1])? else { return Ok(Value::Str(this)) };
    let mut out = vm.text_buffer(missing.saturating_add(vm.heap.text(this).len()))?;
    let text = vm.heap.text(this);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    out.push_str(text.get(..text.len() - digits.len()).unwrap_or_default());
    out.extend(core::iter::repeat_n('0', missing));
    out.push_str(digits);
    let surrogates = vm.heap.str_has_surrogates(this);
    vm.heap.string_flagged(out, surrogates)
}

fn expandtabs(vm: &mut Vm, args: &[Value]) -> Res {
    let this = vm.this_str(args[0])?;
    let size = vm.int_argument(args[1], 8)?;
    if i32::try_from(size).is_err() {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let size = usize::try_from(size).unwrap_or(0);
    vm.spend(vm.heap.text(this).len() / SLOW + 1)?;
    let mut total = 0_usize;
    each_piece(vm.heap.text(this), size, |it| {
        total = total.saturating_add(it.map_or_else(|n| n, char::len_utf8))
    });
    let mut out: String = vm.text_buffer(total)?;
    each_piece(vm.heap.text(this), size, |it| match it {
        Ok(it) => out.push(it),
        Err(spaces) => out.extend(core::iter::repeat_n(' ', spaces)),
    });
    let surrogates = vm.heap.str_has_surrogates(this);
    vm.heap.string_shared(out, surrogates)
}

/// The characters of a text, with a count of spaces in place of each tab.
fn each_piece(text: &str, size: usize, mut f: impl FnMut(Result<char, usize>)) {
    let mut column = 0_usize;
    for it in text.chars() {
        match it {
            '\t' => {
                let spaces = if size > 0 { size - column % size } else { 0 };
                column = column.wrapping_add(spaces);
                f(Err(spaces));
            }
            '\n' | '\r' => {
                column = 0;
                f(Ok(it));
            }
            _ => {
                column = column.wrapping_add(1);
                f(Ok(it));
            }
        }
    }
}
