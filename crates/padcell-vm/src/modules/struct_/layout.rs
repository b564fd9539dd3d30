//! Reading format strings.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::packing::Item;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// So many items of one kind: as many values.
    Items(Item, usize),
    /// A `bytes` of so many bytes.
    Bytes(usize),
    /// A `bytes` with its length in front, in so many bytes.
    Pascal(usize),
    /// So many complex numbers of two items each.
    Complex(Item, usize),
}

/// A field and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) code: u8,
    pub(super) offset: usize,
}

/// A format that was read.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) fields: Box<[Field]>,
    pub(super) size: usize,
    /// How many values there are.
    pub(super) values: usize,
    pub(super) big: bool,
    /// Sizes and alignment are those of the machine.
    pub(super) native: bool,
}

const TOO_LONG: &str = "total struct size too long";

impl Layout {
    pub(super) fn footprint(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.fields)
    }

    /// Reads a format string.
    pub(super) fn parse(format: &str) -> Result<Self, &'static str> {
        if format.contains('\0') {
            return Err("embedded null character");
        }
        let (native, big, rest) = match format.as_bytes() {
            [b'@', rest @ ..] => (true, false, rest),
            [b'=' | b'<', rest @ ..] => (false, false, rest),
            [b'>' | b'!', rest @ ..] => (false, true, rest),
            rest => (true, false, rest),
        };
        let mut fields = Vec::new();
        let (mut size, mut values, mut at) = (0_usize, 0_usize, 0);
        while let Some(code) = rest.get(at).copied() {
            at += 1;
            if code.is_ascii_whitespace() || code == 0x0B {
                continue;
            }
            let (count, code) = if code.is_ascii_digit() {
                at -= 1;
                read_count(rest, &mut at)?
            } else {
                (1, code)
            };
            let (unit, align, kind) = field(code, count, native)?;
            if native && align > 1 {
                size = size.checked_add((align - size % align) % align).ok_or(TOO_LONG)?;
            }
            let offset = size;
            size = unit.checked_mul(count).and_then(|it| size.checked_add(it)).ok_or(TOO_LONG)?;
            if size > i64::MAX as usize {
                return Err(TOO_LONG);
            }
            let Some(kind) = kind else { continue };
            let more = match kind {
                Kind::Items(_, count) | Kind::Complex(_, count) => count,
                Kind::Bytes(_) | Kind::Pascal(_) => 1,
            };
            if more > 0 {
                values = values.checked_add(more).ok_or(TOO_LONG)?;
                fields.push(Field { kind, code, offset });
            }
        }
        Ok(Self { fields: fields.into_boxed_slice(), size, values, big, native })
    }
}

/// A count and the code behind it.
fn read_count(rest: &[u8], at: &mut usize) -> Result<(usize, u8), &'static str> {
    let mut count = 0_i64;
    while let Some(digit) = rest.get(*at).filter(|it| it.is_ascii_digit()) {
        count =
            count.checked_mul(10).and_then(|it| it.checked_add(i64::from(digit - b'0'))).ok_or(TOO_LONG)?;
        *at += 1;
    }
    let code = *rest.get(*at).ok_or("repeat count given without format specifier")?;
    *at += 1;
    Ok((usize::try_from(count).map_err(|_| TOO_LONG)?, code))
}

/// Size of a unit, its alignment, and the field; none for padding.
fn field(code: u8, count: usize, native: bool) -> Result<(usize, usize, Option<Kind>), &'static str> {
    Ok(match code {
        b'x' => (1, 1, None),
        b's' => (1, 1, Some(Kind::Bytes(count))),
        b'p' => (1, 1, Some(Kind::Pascal(count))),
        b'F' => (8, 4, Some(Kind::Complex(Item::Float, count))),
        b'D' => (16, 8, Some(Kind::Complex(Item::Double, count))),
        _ => {
            let item = Item::of(code, native).ok_or("bad char in struct format")?;
            (item.size(), item.size(), Some(Kind::Items(item, count)))
        }
    })
}
