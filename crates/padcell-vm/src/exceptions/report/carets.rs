//! The marks under a source line that say which part of it raised.

use alloc::string::String;
use alloc::vec::Vec;

/// `~~~~^^^` under the bytes `start..end` of a line whose indentation is stripped; None where marks would say nothing.
pub(super) fn carets(line: &str, start: usize, end: usize) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    if start < indent || start >= end || end > line.len() {
        return None;
    }
    let (before, rest) = line.split_at_checked(start)?;
    let (segment, after) = rest.split_at_checked(end - start)?;
    let anchors = anchors(segment);
    if is_call_of_a_name(before.trim(), segment, after) {
        return None;
    }
    if anchors.is_none() && before.trim().is_empty() && after.trim().is_empty() {
        return None;
    }
    let mut marks: String = before.trim_start().chars().map(|_| ' ').collect();
    let (from, to) = anchors.unwrap_or((0, segment.len()));
    for (at, _) in segment.char_indices() {
        marks.push(if from <= at && at < to { '^' } else { '~' });
    }
    Some(marks)
}

/// `return f(...)` and `x = f(...)`: the whole statement is the call, which the line shows well enough.
fn is_call_of_a_name(before: &str, segment: &str, after: &str) -> bool {
    let statement = before == "return" || before.strip_suffix('=').is_some_and(|it| is_name(it.trim()));
    let called = segment.split('(').next().is_some_and(is_name);
    statement && called && segment.ends_with(')') && after.trim().is_empty()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it == '_' || it.is_alphanumeric())
}

/// The part of an expression that its kind singles out: the operator, the call's arguments, the subscript.
fn anchors(segment: &str) -> Option<(usize, usize)> {
    let bytes = segment.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut last_pair = None;
    let mut operator: Option<(u8, usize, usize)> = None;
    let mut at = 0;
    let mut operand = false;
    while let Some(byte) = bytes.get(at).copied() {
        let mut width = 1;
        match byte {
            b'\'' | b'"' => {
                width = string_width(bytes.get(at..)?)?;
                operand = true;
            }
            b'(' | b'[' | b'{' => {
                open.push(at);
                operand = false;
            }
            b')' | b']' | b'}' => {
                let from = open.pop()?;
                if open.is_empty() {
                    last_pair = Some((from, at));
                }
                operand = true;
            }
            b' ' | b'\t' => {}
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'<' | b'>' | b'=' | b'!'
            | b'~' | b',' | b':' => {
                let run = bytes
                    .get(at..)?
                    .iter()
                    .take(2)
                    .take_while(|it| **it == byte && matches!(byte, b'*' | b'/' | b'<' | b'>'))
                    .count();
                width = run.max(1);
                if open.is_empty() {
                    let precedence = precedence(bytes.get(at..at + width)?);
                    match precedence {
                        None if operand || byte != b'~' => return None,
                        Some(it) if operand && operator.is_none_or(|(lowest, ..)| it <= lowest) => {
                            operator = Some((it, at, at + width))
                        }
                        _ => {}
                    }
                }
                operand = false;
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => {
                width = bytes
                    .get(at..)?
                    .iter()
                    .take_while(|it| it.is_ascii_alphanumeric() || **it == b'_' || **it >= 0x80)
                    .count();
                let word = bytes.get(at..at + width)?;
                if open.is_empty() && KEYWORDS.contains(&word) {
                    return None;
                }
                operand = true;
            }
            _ => {}
        }
        at += width;
    }
    if let Some((_, from, to)) = operator {
        return Some((from, to));
    }
    match last_pair {
        Some((from, to)) if from > 0 && to + 1 == bytes.len() && bytes.get(from) != Some(&b'{') => {
            Some((from, to + 1))
        }
        _ => None,
    }
}

/// Words that make an expression something else than an operation, a call or a subscript.
const KEYWORDS: &[&[u8]] = &[
    b"and", b"or", b"not", b"in", b"is", b"if", b"else", b"lambda", b"await", b"yield", b"for", b"raise",
    b"assert", b"return", b"import", b"from", b"del", b"with", b"async",
];

fn precedence(operator: &[u8]) -> Option<u8> {
    Some(match operator {
        b"|" => 1,
        b"^" => 2,
        b"&" => 3,
        b"<<" | b">>" => 4,
        b"+" | b"-" => 5,
        b"*" | b"/" | b"//" | b"%" | b"@" => 6,
        b"**" => 8,
        _ => return None,
    })
}

/// The bytes of a string literal; None if it does not end.
fn string_width(bytes: &[u8]) -> Option<usize> {
    let quote = *bytes.first()?;
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'\\' => at += 2,
            it if it == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::carets;

    fn marks(line: &str, part: &str) -> Option<alloc::string::String> {
        let start = line.find(part).unwrap_or_default();
        carets(line, start, start + part.len())
    }

    #[test]
    fn the_part_that_raised() {
        assert_eq!(marks("    x = 1 / 0", "1 / 0").as_deref(), Some("    ~~^~~"));
        assert_eq!(marks("x = a + b * c", "a + b * c").as_deref(), Some("    ~~^~~~~~~"));
        assert_eq!(marks("y = d['k'] ", "d['k']").as_deref(), Some("    ~^^^^^"));
        assert_eq!(marks("print(f(1))", "f(1)").as_deref(), Some("      ~^^^"));
        assert_eq!(marks("a.b.c", "a.b").as_deref(), Some("^^^"));
        assert_eq!(marks("f(1)", "f(1)").as_deref(), Some("~^^^"));
        assert_eq!(marks("raise ValueError", "raise ValueError"), None);
        assert_eq!(marks("return f(1)", "f(1)"), None);
    }
}
