//! Parsing a format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.

use alloc::format;

use crate::error::{Res, Unwind};
use crate::vm::Vm;

/// A parsed specification.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) fill: char,
    /// One of `<`, `>`, `=`, `^`.
    pub(crate) align: char,
    /// One of `+`, `-`, a space, or NUL where none was given.
    pub(crate) sign: char,
    /// `z`: a negative zero loses its sign.
    pub(crate) no_negative_zero: bool,
    /// `#`.
    pub(crate) alternate: bool,
    pub(crate) width: usize,
    pub(crate) precision: Option<usize>,
    /// The separator of groups before the point.
    pub(crate) separator: Option<char>,
    /// The separator of groups behind the point.
    pub(crate) fraction_separator: Option<char>,
    /// The type; NUL where none was given.
    pub(crate) kind: char,
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes the next character if it is among `wanted`.
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let it = self.peek().filter(|it| wanted.contains(it))?;
        self.rest = &self.rest[it.len_utf8()..];
        Some(it)
    }

    /// Takes a number: `Ok(None)` if there is none, an error if it is too large.
    fn number(&mut self) -> Result<Option<usize>, ()> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return Ok(None);
        }
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        match digits.parse::<i64>() {
            Ok(it) => usize::try_from(it).map(Some).map_err(|_| ()),
            Err(_) => Err(()),
        }
    }
}

const ALIGNMENTS: [char; 4] = ['<', '>', '=', '^'];

/// Parses `text` for an object of the type `name`, whose values are formatted as `kind` and aligned as `align` says
/// unless the specification tells otherwise.
pub(crate) fn parse(vm: &mut Vm, text: &str, name: &str, kind: char, align: char) -> Res<Spec> {
    let mut spec = Spec {
        fill: ' ',
        align,
        sign: '\0',
        no_negative_zero: false,
        alternate: false,
        width: 0,
        precision: None,
        separator: None,
        fraction_separator: None,
        kind,
    };
    let mut reader = Reader { rest: text };
    let (mut filled, mut aligned) = (false, false);
    let mut start = text.chars();
    if let (Some(first), Some(second)) = (start.next(), start.next())
        && ALIGNMENTS.contains(&second)
    {
        (spec.fill, spec.align) = (first, second);
        reader.rest = start.as_str();
        (filled, aligned) = (true, true);
    }
    if !aligned && let Some(it) = reader.take(&ALIGNMENTS) {
        spec.align = it;
        aligned = true;
    }
    spec.sign = reader.take(&['+', '-', ' ']).unwrap_or('\0');
    spec.no_negative_zero = reader.take(&['z']).is_some();
    spec.alternate = reader.take(&['#']).is_some();
    if !filled && reader.take(&['0']).is_some() {
        spec.fill = '0';
        if !aligned && align == '>' {
            spec.align = '=';
        }
    }
    let Ok(width) = reader.number() else { return Err(too_many_digits(vm)) };
    spec.width = width.unwrap_or(0);
    spec.separator = separator(vm, &mut reader)?;
    if reader.take(&['.']).is_some() {
        let Ok(precision) = reader.number() else { return Err(too_many_digits(vm)) };
        spec.precision = precision;
        spec.fraction_separator = separator(vm, &mut reader)?;
        if precision.is_none() && spec.fraction_separator.is_none() {
            return Err(vm.value_error("Format specifier missing precision"));
        }
    }
    if let Some(it) = reader.peek() {
        if it.len_utf8() != reader.rest.len() {
            let text = format!("Invalid format specifier '{text}' for object of type '{name}'");
            return Err(vm.value_error(&text));
        }
        spec.kind = it;
    }
    check_separators(vm, &spec)?;
    Ok(spec)
}

/// Takes a separator of groups.
fn separator(vm: &mut Vm, reader: &mut Reader<'_>) -> Res<Option<char>> {
    let Some(it) = reader.take(&[',', '_']) else { return Ok(None) };
    let other = if it == ',' { '_' } else { ',' };
    if reader.peek() == Some(other) {
        return Err(vm.value_error("Cannot specify both ',' and '_'."));
    }
    Ok(Some(it))
}

/// Refuses a separator for types that have no groups.
fn check_separators(vm: &mut Vm, spec: &Spec) -> Res<()> {
    if let Some(separator) = spec.separator {
        let fits = match spec.kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => true,
            'b' | 'o' | 'x' | 'X' => separator == '_',
            _ => false,
        };
        if !fits {
            return Err(wrong_separator(vm, separator, spec.kind));
        }
    }
    match spec.fraction_separator {
        Some(separator) if spec.kind == 'n' => Err(wrong_separator(vm, separator, spec.kind)),
        _ => Ok(()),
    }
}

#[cold]
fn wrong_separator(vm: &mut Vm, separator: char, kind: char) -> Unwind {
    let text = if ('!'..'\u{80}').contains(&kind) {
        format!("Cannot specify '{separator}' with '{kind}'.")
    } else {
        format!("Cannot specify '{separator}' with '\\x{:x}'.", kind as u32)
    };
    vm.value_error(&text)
}

#[cold]
fn too_many_digits(vm: &mut Vm) -> Unwind {
    vm.value_error("Too many decimal digits in format string")
}
