//! Mistakes in strings: escapes, and what stands in the braces of f-strings.

use alloc::format;
use alloc::string::String;

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::InterpolatedStringErrorType;
use ruff_text_size::TextRange;

use super::operands;
use super::spans::lambda_of;
use super::view::View;
use super::{INVALID, Placed};

/// A literal whose characters or escapes are wrong.
pub(super) fn literal(view: &View<'_>, range: TextRange) -> Placed {
    let mut index = view.at(range.start());
    while index > 0 && view.token(index).start() > range.start() {
        index -= 1;
    }
    let token = view.token(index);
    let text = view.slice(token);
    if view.kind(index) != TokenKind::String {
        return match escape(text) {
            Some(message) => Placed::new(message, token),
            None => Placed::new(INVALID, range),
        };
    }
    let quote = text.find(['"', '\'']).unwrap_or(0);
    let (prefix, quoted) = text.split_at(quote);
    let length = if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") { 3 } else { 1 };
    let body = quoted.get(length..quoted.len().saturating_sub(length)).unwrap_or_default();
    if !prefix.contains(['b', 'B']) {
        return Placed::new(escape(body).unwrap_or_else(|| INVALID.into()), token);
    }
    if !body.is_ascii() {
        return Placed::new("bytes can only contain ASCII literal characters", token);
    }
    let position = bytes_escape(body).unwrap_or(0);
    Placed::new(format!("(value error) invalid \\x escape at position {position}"), token)
}

/// Where a bytes literal has `\x` without two digits.
fn bytes_escape(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            at += 1;
            continue;
        }
        let is_digit = |ahead: usize| bytes.get(at + ahead).is_some_and(u8::is_ascii_hexdigit);
        if bytes.get(at + 1) == Some(&b'x') && !(is_digit(2) && is_digit(3)) {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// What is wrong with the first escape that is. Positions are those of Python's decoder, to which every character that is not
/// ASCII comes as ten.
fn escape(body: &str) -> Option<String> {
    const WIDE: usize = 10;
    let mut position = 0;
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        if first != '\\' {
            position += if first.is_ascii() { 1 } else { WIDE };
            rest = rest.get(first.len_utf8()..)?;
            continue;
        }
        let after = rest.get(1..)?;
        let letter = after.chars().next()?;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let tail = after.get(letter.len_utf8()..)?;
        let (length, reason) = if digits > 0 {
            let found = tail.bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
            let code = u32::from_str_radix(tail.get(..found)?, 16).unwrap_or(0);
            let reason = match letter {
                _ if found == digits && code > 0x10_FFFF => Some("illegal Unicode character"),
                _ if found == digits => None,
                'x' => Some("truncated \\xXX escape"),
                'u' => Some("truncated \\uXXXX escape"),
                _ => Some("truncated \\UXXXXXXXX escape"),
            };
            (2 + found, reason)
        } else if letter == 'N' {
            match tail.strip_prefix('{').and_then(|name| name.find('}')) {
                Some(0) => (3, Some("malformed \\N character escape")),
                Some(end) => (end + 4, Some("unknown Unicode character name")),
                None if tail.starts_with('{') => (tail.len() + 2, Some("malformed \\N character escape")),
                None => (2, Some("malformed \\N character escape")),
            }
        } else {
            (1 + letter.len_utf8(), None)
        };
        // A name is wrong only if it is what the parser complained of; the first one with a reason is.
        if let Some(reason) = reason.filter(|_| letter != 'N' || !is_known_name(rest, length)) {
            let last = position + length - 1;
            let codec = "(unicode error) 'unicodeescape' codec can't decode";
            return Some(format!("{codec} bytes in position {position}-{last}: {reason}"));
        }
        position += length;
        rest = rest.get(length..)?;
    }
    None
}

/// Whether `\N{...}` at the beginning of a text names a character.
fn is_known_name(text: &str, length: usize) -> bool {
    let literal = format!("\"{}\"", text.get(..length).unwrap_or_default());
    ruff_python_parser::parse_expression(&literal).is_ok()
}

/// What the parser misses in an f-string or t-string.
pub(super) fn interpolated(
    view: &View<'_>,
    kind: &InterpolatedStringErrorType,
    letter: char,
    range: TextRange,
) -> Placed {
    use InterpolatedStringErrorType as E;
    let index = view.at(range.start());
    let message = match kind {
        E::UnclosedLbrace => {
            let placed = operands::unexpected(view, range);
            if placed.message != INVALID {
                return placed;
            }
            return Placed::new(format!("{letter}-string: {}", expecting(view, index)), view.token(index));
        }
        E::LambdaWithoutParentheses => {
            let mut colon = index;
            while !matches!(view.kind(colon), TokenKind::Colon | TokenKind::Newline | TokenKind::EndOfFile) {
                colon += 1;
            }
            let message = format!("{letter}-string: lambda expressions are not allowed without parentheses");
            return Placed::new(message, view.span(index, colon));
        }
        E::InvalidConversionFlag => return conversion(view, index, letter),
        E::ConversionFlagNotImmediatelyAfterExclamation => {
            let message =
                format!("{letter}-string: conversion type must come right after the exclamation mark");
            return Placed::new(message, view.span(index.saturating_sub(1), index));
        }
        _ => INVALID,
    };
    Placed::new(message, range)
}

/// What may come after the parts of a replacement field that precede a token.
fn expecting(view: &View<'_>, index: usize) -> &'static str {
    use TokenKind as T;
    let before = view.before(index);
    if matches!(view.kind(index), T::FStringEnd | T::TStringEnd)
        && !matches!(before, T::Rbrace | T::FStringMiddle)
    {
        return "expecting '}'";
    }
    match before {
        T::Equal => "expecting '!', or ':', or '}'",
        T::FStringMiddle | T::TStringMiddle | T::Rbrace => "expecting '}', or format specs",
        _ if index.checked_sub(2).is_some_and(|mark| view.kind(mark) == T::Exclamation) => {
            "expecting ':' or '}'"
        }
        _ => "expecting '=', or '!', or ':', or '}'",
    }
}

/// A conversion that is none of `!s`, `!r` and `!a`.
fn conversion(view: &View<'_>, index: usize, letter: char) -> Placed {
    let message = match view.kind(index) {
        TokenKind::Colon | TokenKind::Rbrace => format!("{letter}-string: missing conversion character"),
        TokenKind::Name => {
            let word = view.word(index);
            format!("{letter}-string: invalid conversion character '{word}': expected 's', 'r', or 'a'")
        }
        _ => format!("{letter}-string: invalid conversion character"),
    };
    Placed::new(message, view.token(index))
}

/// A token that cannot begin the expression in the braces of an f-string.
pub(super) fn replacement(view: &View<'_>, index: usize) -> Option<Placed> {
    use TokenKind as T;
    let brace = index.checked_sub(1)?;
    if view.kind(brace) == T::Colon {
        return lambda(view, brace);
    }
    if view.kind(brace) != T::Lbrace {
        return None;
    }
    let string = view
        .enclosing(brace)
        .filter(|&string| matches!(view.kind(string), T::FStringStart | T::TStringStart))?;
    let letter = if view.kind(string) == T::FStringStart { 'f' } else { 't' };
    let message = match view.kind(index) {
        T::Equal | T::Exclamation | T::Colon | T::Rbrace => {
            format!("{letter}-string: valid expression required before '{}'", view.word(index))
        }
        _ => format!("{letter}-string: expecting a valid expression after '{{'"),
    };
    Some(Placed::new(message, view.token(index)))
}

/// `f'{lambda x: 0}'`: the colon begins a format.
fn lambda(view: &View<'_>, colon: usize) -> Option<Placed> {
    let brace = view.enclosing(colon).filter(|&brace| view.kind(brace) == TokenKind::Lbrace)?;
    let letter = match view.kind(view.enclosing(brace)?) {
        TokenKind::FStringStart => 'f',
        TokenKind::TStringStart => 't',
        _ => return None,
    };
    let first = lambda_of(view, colon)?;
    let message = format!("{letter}-string: lambda expressions are not allowed without parentheses");
    Some(Placed::new(message, view.span(first, colon)))
}
