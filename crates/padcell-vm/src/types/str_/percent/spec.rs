//! Reading one conversion: `%(key)flags width.precision kind`.

use super::{Arguments, Flavor};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// A conversion as it was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spec {
    pub(super) left: bool,
    pub(super) plus: bool,
    pub(super) space: bool,
    pub(super) alternate: bool,
    pub(super) zero: bool,
    pub(super) width: usize,
    pub(super) precision: Option<usize>,
    pub(super) kind: char,
    /// Offset of `kind`.
    pub(super) at: usize,
    /// The argument is the value of a key.
    pub(super) keyed: bool,
}

/// Reads what follows a `%`.
pub(super) fn read(
    vm: &mut Vm,
    flavor: Flavor,
    template: &[u8],
    at: &mut usize,
    arguments: &mut Arguments,
) -> Res<Spec> {
    let mut spec = Spec::default();
    if template.get(*at) == Some(&b'(') {
        read_key(vm, flavor, template, at, arguments)?;
        spec.keyed = true;
    }
    while let Some(it) = template.get(*at) {
        match it {
            b'-' => spec.left = true,
            b'+' => spec.plus = true,
            b' ' => spec.space = true,
            b'#' => spec.alternate = true,
            b'0' => spec.zero = true,
            _ => break,
        }
        *at += 1;
    }
    if template.get(*at) == Some(&b'*') {
        *at += 1;
        let width = arguments.take_int(vm)?;
        spec.left |= width < 0;
        spec.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
    } else if let Some(it) = read_number(vm, template, at, "width too big")? {
        spec.width = it;
    }
    if template.get(*at) == Some(&b'.') {
        *at += 1;
        if template.get(*at) == Some(&b'*') {
            *at += 1;
            let precision = arguments.take_int(vm)?;
            spec.precision = Some(usize::try_from(precision).unwrap_or(0));
        } else {
            spec.precision = Some(read_number(vm, template, at, "precision too big")?.unwrap_or(0));
        }
    }
    if matches!(template.get(*at), Some(b'h' | b'l' | b'L')) {
        *at += 1;
    }
    spec.at = *at;
    let rest = template.get(*at..).unwrap_or_default();
    spec.kind = match flavor {
        Flavor::Text => core::str::from_utf8(rest).ok().and_then(|it| it.chars().next()),
        Flavor::Bytes => rest.first().map(|it| char::from(*it)),
    }
    .unwrap_or('\0');
    if rest.is_empty() {
        return Err(vm.value_error("incomplete format"));
    }
    let known = matches!(
        spec.kind,
        's' | 'r' | 'a' | 'c' | 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G'
    );
    if !known && (flavor == Flavor::Text || spec.kind != 'b') {
        // An argument is asked for before the conversion is looked at.
        arguments.take(vm)?;
        return Err(super::unsupported(vm, flavor, template, &spec));
    }
    *at += spec.kind.len_utf8();
    Ok(spec)
}

fn read_key(
    vm: &mut Vm,
    flavor: Flavor,
    template: &[u8],
    at: &mut usize,
    arguments: &mut Arguments,
) -> Res<()> {
    if !arguments.mapping {
        return Err(vm.type_error("format requires a mapping"));
    }
    let start = *at + 1;
    let mut depth = 1_usize;
    let mut end = start;
    loop {
        match template.get(end) {
            None => return Err(vm.value_error("incomplete format key")),
            Some(b'(') => depth += 1,
            Some(b')') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Some(_) => {}
        }
        end += 1;
    }
    *at = end + 1;
    vm.spend((end - start) / super::SLOW)?;
    let key = template.get(start..end).unwrap_or_default();
    let key = match flavor {
        Flavor::Text => vm.heap.str(core::str::from_utf8(key).unwrap_or_default())?,
        Flavor::Bytes => vm.heap.bytes(key.to_vec())?,
    };
    vm.keep(key);
    let value: Value = vm.get_item(arguments.all, key)?;
    vm.keep(value);
    arguments.items = alloc::vec![value];
    arguments.next = 0;
    Ok(())
}

/// A number made of digits.
fn read_number(vm: &mut Vm, template: &[u8], at: &mut usize, too_big: &str) -> Res<Option<usize>> {
    let mut value = None;
    while let Some(it @ b'0'..=b'9') = template.get(*at) {
        let digit = i64::from(it - b'0');
        let next = value.unwrap_or(0_i64).checked_mul(10).and_then(|it| it.checked_add(digit));
        match next {
            Some(it) => value = Some(it),
            None => return Err(vm.value_error(too_big)),
        }
        *at += 1;
    }
    Ok(value.map(|it| usize::try_from(it).unwrap_or(usize::MAX)))
}
