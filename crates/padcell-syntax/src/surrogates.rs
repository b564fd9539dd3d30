//! String literals with lone surrogates, which the tree cannot hold.
//!
//! The tree's strings are UTF-8, so the parser puts U+FFFD where a literal has an escape such as `\ud800`. Python's strings may
//! hold such a code point, and this reads the literal again for those that do.

use alloc::format;
use alloc::vec::Vec;

use ruff_python_ast::{Expr, InterpolatedStringLiteralElement, StringFlags, StringLiteral};
use ruff_python_parser::parse_expression;
use ruff_text_size::Ranged;

use crate::source::Source;

/// The code points of a string literal that has a lone surrogate; for any other its value is right as it is.
pub fn code_points(source: &Source, literal: &StringLiteral) -> Option<Vec<u32>> {
    if literal.flags.prefix().is_raw() || !may_differ(&literal.value) {
        return None;
    }
    let range = literal.range();
    let start = range.start().checked_add(literal.flags.opener_len())?;
    let end = range.end().checked_sub(literal.flags.closer_len())?;
    decode(slice(source, start.to_usize(), end.to_usize())?, false)
}

/// The same for the text between the expressions of an f-string or t-string, which `is_raw` if its prefix has an `r`.
pub fn element_code_points(
    source: &Source,
    element: &InterpolatedStringLiteralElement,
    is_raw: bool,
) -> Option<Vec<u32>> {
    if is_raw || !may_differ(&element.value) {
        return None;
    }
    decode(slice(source, element.range().start().to_usize(), element.range().end().to_usize())?, true)
}

fn may_differ(value: &str) -> bool {
    value.contains(char::REPLACEMENT_CHARACTER)
}

fn slice(source: &Source, start: usize, end: usize) -> Option<&str> {
    source.text().get(start..end)
}

/// Reads a literal's text; nothing if it has no surrogate. Braces are doubled in the text of f-strings.
fn decode(body: &str, doubled: bool) -> Option<Vec<u32>> {
    let mut points = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\\' => escape(rest, &mut points)?,
            '{' | '}' if doubled => {
                points.push(u32::from(first));
                2
            }
            _ => {
                points.push(u32::from(first));
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    points.iter().any(|point| (0xD800..=0xDFFF).contains(point)).then_some(points)
}

/// Reads the escape that a text begins with; gives its length.
fn escape(text: &str, points: &mut Vec<u32>) -> Option<usize> {
    let Some(letter) = text.chars().nth(1) else {
        points.push(u32::from('\\'));
        return Some(1);
    };
    let tail = text.get(1 + letter.len_utf8()..)?;
    let simple = match letter {
        '\n' => return Some(2),
        '\\' | '\'' | '"' => u32::from(letter),
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0C,
        'n' => 0x0A,
        'r' => 0x0D,
        't' => 0x09,
        'v' => 0x0B,
        '0'..='7' => {
            let digits = 1 + tail.bytes().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            points.push(u32::from_str_radix(text.get(1..1 + digits)?, 8).ok()?);
            return Some(1 + digits);
        }
        'x' | 'u' | 'U' => {
            let digits = if letter == 'x' {
                2
            } else if letter == 'u' {
                4
            } else {
                8
            };
            points.push(u32::from_str_radix(tail.get(..digits)?, 16).ok()?);
            return Some(2 + digits);
        }
        'N' => {
            let length = 3 + tail.find('}')?;
            let named = parse_expression(&format!("\"{}\"", text.get(..length)?)).ok()?.into_expr();
            let Expr::StringLiteral(named) = named else { return None };
            points.extend(named.value.to_str().chars().map(u32::from));
            return Some(length);
        }
        // Not an escape: the backslash stands for itself.
        _ => {
            points.push(u32::from('\\'));
            return Some(1);
        }
    };
    points.push(simple);
    Some(2)
}
