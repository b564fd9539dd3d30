//! Reading the format strings of `str.format`: literal text, replacement fields, and what a field names.

use alloc::vec::Vec;

/// A part of the format string, by offsets of bytes.
pub(crate) type Span = (usize, usize);

/// A replacement field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) name: Span,
    pub(crate) spec: Span,
    pub(crate) conversion: Option<char>,
    /// The specification has fields of its own.
    pub(crate) nested: bool,
}

/// Literal text and the field behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) literal: Span,
    pub(crate) field: Option<Field>,
}

/// Reads the next piece of `text` up to `end`; None at the end.
pub(crate) fn next_piece(text: &str, at: &mut usize, end: usize) -> Result<Option<Piece>, &'static str> {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let start = *at;
    if start >= bytes.len() {
        return Ok(None);
    }
    let Some(found) = bytes[start..].iter().position(|it| matches!(it, b'{' | b'}')) else {
        *at = bytes.len();
        return Ok(Some(Piece { literal: (start, bytes.len()), field: None }));
    };
    let brace = start + found;
    let doubled = bytes.get(brace + 1) == bytes.get(brace);
    match bytes[brace] {
        _ if doubled => {
            *at = brace + 2;
            return Ok(Some(Piece { literal: (start, brace + 1), field: None }));
        }
        b'}' => return Err("Single '}' encountered in format string"),
        _ if brace + 1 == bytes.len() => return Err("Single '{' encountered in format string"),
        _ => {}
    }
    *at = brace + 1;
    let field = read_field(text, bytes, at)?;
    Ok(Some(Piece { literal: (start, brace), field: Some(field) }))
}

fn read_field(text: &str, bytes: &[u8], at: &mut usize) -> Result<Field, &'static str> {
    let start = *at;
    let end = loop {
        match bytes.get(*at) {
            None => return Err("expected '}' before end of string"),
            Some(b'{') => return Err("unexpected '{' in field name"),
            Some(b'[') => {
                let tail = bytes.get(*at..).unwrap_or_default();
                *at += tail.iter().position(|it| *it == b']').unwrap_or(tail.len());
            }
            Some(b'}' | b':' | b'!') => break *at,
            Some(_) => *at += 1,
        }
    };
    let mut field = Field { name: (start, end), spec: (end, end), conversion: None, nested: false };
    *at += 1;
    match bytes[end] {
        b'}' => return Ok(field),
        b'!' => {
            let rest = text.get(*at..bytes.len()).unwrap_or_default();
            let Some(conversion) = rest.chars().next() else {
                return Err("end of string while looking for conversion specifier");
            };
            field.conversion = Some(conversion);
            *at += conversion.len_utf8();
            match bytes.get(*at) {
                Some(b'}') => {
                    *at += 1;
                    return Ok(field);
                }
                Some(b':') => *at += 1,
                Some(_) => return Err("expected ':' after conversion specifier"),
                None => return Err("unmatched '{' in format spec"),
            }
        }
        _ => {}
    }
    let spec = *at;
    let mut depth = 1;
    while let Some(it) = bytes.get(*at) {
        *at += 1;
        match it {
            b'{' => {
                field.nested = true;
                depth += 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    field.spec = (spec, *at - 1);
                    return Ok(field);
                }
            }
            _ => {}
        }
    }
    Err("unmatched '{' in format spec")
}

/// What a field's name starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First<'a> {
    /// Nothing: the next positional argument.
    Next,
    Index(i64),
    Name(&'a str),
}

/// One step from an object to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Attribute(&'a str),
    Index(i64),
    Key(&'a str),
}

/// A number made of digits; None for any other text.
fn number(text: &str) -> Result<Option<i64>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut value = 0_i64;
    for it in text.chars() {
        let Some(digit) = crate::unicode::decimal_value(it) else { return Ok(None) };
        value = value
            .checked_mul(10)
            .and_then(|it| it.checked_add(i64::from(digit)))
            .ok_or("Too many decimal digits in format string")?;
    }
    Ok(Some(value))
}

/// Splits a field's name into what it starts with and the rest.
pub(crate) fn split_name(name: &str) -> Result<(First<'_>, &str), &'static str> {
    let cut = name.find(['.', '[']).unwrap_or(name.len());
    let (first, rest) = name.split_at(cut);
    let first = match number(first)? {
        Some(it) => First::Index(it),
        None if first.is_empty() => First::Next,
        None => First::Name(first),
    };
    Ok((first, rest))
}

/// The steps of the rest of a field's name.
pub(crate) fn steps(mut rest: &str) -> Result<Vec<Step<'_>>, &'static str> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, tail) = if let Some(tail) = rest.strip_prefix('.') {
            let (name, tail) = tail.split_at(tail.find(['.', '[']).unwrap_or(tail.len()));
            if name.is_empty() {
                return Err("Empty attribute in format string");
            }
            (Step::Attribute(name), tail)
        } else if let Some(tail) = rest.strip_prefix('[') {
            let Some((key, tail)) = tail.split_once(']') else { return Err("Missing ']' in format string") };
            if key.is_empty() {
                return Err("Empty attribute in format string");
            }
            (number(key)?.map_or(Step::Key(key), Step::Index), tail)
        } else {
            return Err("Only '.' or '[' may follow ']' in format field specifier");
        };
        steps.push(step);
        rest = tail;
    }
    Ok(steps)
}
