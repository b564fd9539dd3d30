//! Facts about characters that text methods ask for: ASCII answered here, the rest by the Unicode tables.

use rustpython_unicode::{case, classify, identifier};

/// What `str.isspace` and splitting call whitespace.
#[inline]
#[must_use]
pub(crate) fn is_space(it: char) -> bool {
    match it as u32 {
        0x09..=0x0D | 0x1C..=0x20 => true,
        0..0x80 => false,
        0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => true,
        _ => false,
    }
}

/// Where `str.splitlines` ends a line.
#[inline]
#[must_use]
pub(crate) fn is_line_end(it: char) -> bool {
    matches!(it, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `repr` shows a character as it is (space included).
#[inline]
#[must_use]
pub(crate) fn is_printable(it: char) -> bool {
    if it.is_ascii() { matches!(it, ' '..='~') } else { classify::is_repr_printable(it) }
}

#[must_use]
pub(crate) fn is_alpha(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_alphabetic() } else { classify::is_alpha(it) }
}

#[must_use]
pub(crate) fn is_decimal(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_digit() } else { classify::is_decimal(it) }
}

#[must_use]
pub(crate) fn is_digit(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_digit() } else { classify::is_digit(it) }
}

#[must_use]
pub(crate) fn is_numeric(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_digit() } else { classify::is_numeric(it) }
}

#[must_use]
pub(crate) fn is_alnum(it: char) -> bool {
    if it.is_ascii() {
        return it.is_ascii_alphanumeric();
    }
    classify::is_alpha(it) || classify::is_decimal(it) || classify::is_digit(it) || classify::is_numeric(it)
}

#[must_use]
pub(crate) fn is_lower(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_lowercase() } else { case::is_lowercase(it) }
}

#[must_use]
pub(crate) fn is_upper(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_uppercase() } else { case::is_uppercase(it) }
}

#[must_use]
pub(crate) fn is_title(it: char) -> bool {
    !it.is_ascii() && case::is_titlecase(it)
}

#[must_use]
pub(crate) fn is_identifier_start(it: char) -> bool {
    if it.is_ascii() { it == '_' || it.is_ascii_alphabetic() } else { identifier::is_start(it) }
}

#[must_use]
pub(crate) fn is_identifier_continue(it: char) -> bool {
    if it.is_ascii() { it == '_' || it.is_ascii_alphanumeric() } else { identifier::is_continue(it) }
}

/// The value of a decimal digit of any script: what `int` and `float` read.
#[must_use]
pub(crate) fn decimal_value(it: char) -> Option<u32> {
    if it.is_ascii() {
        return it.to_digit(10);
    }
    if !classify::is_decimal(it) {
        return None;
    }
    rustpython_unicode::Ucd::new(true).decimal(it.into()).and_then(|it| u32::try_from(it).ok())
}

/// One-to-one mapping to lower case, as regular expressions ignore case.
#[must_use]
pub(crate) fn simple_lower(code: u32) -> u32 {
    match char::from_u32(code) {
        Some(it) => case::simple_lowercase(it) as u32,
        None => code,
    }
}

/// One-to-one mapping to upper case.
#[must_use]
pub(crate) fn simple_upper(code: u32) -> u32 {
    match char::from_u32(code) {
        Some(it) => case::simple_uppercase(it) as u32,
        None => code,
    }
}
