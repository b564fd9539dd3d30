//! String literals: lone surrogates, which the parser cannot keep; docstrings; folding of concatenation.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::Const;
use padcell_syntax::ast::{self, Operator};
use padcell_syntax::{Source, TextRange};

/// The longest string that concatenation makes.
const MAX_LENGTH: usize = 4096;

/// The longest string that repetition makes: a few characters of source must not make much.
const MAX_REPEATED_LENGTH: usize = 128;

/// The value of a string literal, its parts joined.
pub(super) fn string(source: &Source, it: &ast::ExprStringLiteral) -> Const {
    if it.value.iter().all(|part| !part.value.contains(char::REPLACEMENT_CHARACTER)) {
        return Const::Str(Arc::from(it.value.to_str()));
    }
    let mut points = Vec::new();
    for part in &it.value {
        string_part(source, part, &mut points);
    }
    from_points(points)
}

/// Appends the code points of one literal, lone surrogates as they are written in the source.
pub(crate) fn string_part(source: &Source, part: &ast::StringLiteral, out: &mut Vec<u32>) {
    let value = &*part.value;
    let text = slice(source, part.range);
    let prefix = text.find(['"', '\'']).unwrap_or(0);
    let raw = text.get(..prefix).is_some_and(|it| it.contains(['r', 'R']));
    if raw || !value.contains(char::REPLACEMENT_CHARACTER) {
        out.extend(value.chars().map(u32::from));
        return;
    }
    let quote = text.get(prefix..prefix + 1).unwrap_or_default();
    let triple = text.get(prefix..).is_some_and(|it| it.len() >= 6 && it.starts_with(&quote.repeat(3)));
    let body = text.get(prefix + if triple { 3 } else { 1 }..).unwrap_or_default();
    with_surrogates(body, value, out);
}

/// Appends the code points of an f-string's literal piece, whose range is its text.
pub(crate) fn literal_piece(source: &Source, range: TextRange, value: &str, raw: bool, out: &mut Vec<u32>) {
    if raw || !value.contains(char::REPLACEMENT_CHARACTER) {
        out.extend(value.chars().map(u32::from));
        return;
    }
    with_surrogates(slice(source, range), value, out);
}

fn slice(source: &Source, range: TextRange) -> &str {
    source.text().get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
}

/// Walks the decoded value and the text it was decoded from side by side; where the text has the escape of a surrogate,
/// the escape counts, because the value has a replacement character there.
fn with_surrogates(text: &str, value: &str, out: &mut Vec<u32>) {
    let mut rest = text;
    for decoded in value.chars() {
        // A backslash before a newline stands for nothing.
        while let Some(after) = rest.strip_prefix("\\\n") {
            rest = after;
        }
        let (length, surrogate) = escape(rest, decoded);
        out.push(surrogate.unwrap_or(u32::from(decoded)));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// How much of `text` one decoded character took, and its value if it is a surrogate.
fn escape(text: &str, decoded: char) -> (usize, Option<u32>) {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or_default();
    if first != '\\' {
        // In f-strings, a doubled brace stands for one.
        let doubled = matches!(first, '{' | '}') && first == decoded && chars.next() == Some(first);
        return (if doubled { 2 } else { first.len_utf8() }, None);
    }
    let digits = |from: usize, count: usize| {
        text.get(from..from + count).and_then(|it| u32::from_str_radix(it, 16).ok())
    };
    let surrogate = |it: Option<u32>| it.filter(|it| (0xD800..0xE000).contains(it));
    match chars.next() {
        Some('u') => (6, surrogate(digits(2, 4))),
        Some('U') => (10, surrogate(digits(2, 8))),
        Some('x') => (4, None),
        Some('N') => (text.find('}').map_or(2, |at| at + 1), None),
        Some('0'..='7') => {
            let octal = text.get(1..).unwrap_or_default().bytes().take(3);
            (1 + octal.take_while(|it| matches!(it, b'0'..=b'7')).count(), None)
        }
        Some(known) if "\\'\"abfnrtv".contains(known) => (2, None),
        // An unknown escape stands for itself: the backslash is one character, the next another.
        _ => (1, None),
    }
}

/// A string constant of code points, which may be lone surrogates.
pub(crate) fn from_points(points: Vec<u32>) -> Const {
    match points.iter().map(|&it| char::from_u32(it)).collect::<Option<String>>() {
        Some(text) => Const::Str(Arc::from(text)),
        None => Const::WideStr(points),
    }
}

pub(super) fn combine(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (op, left, right) {
        (Operator::Add, Const::Str(a), Const::Str(b)) => {
            (a.len() + b.len() <= MAX_LENGTH).then(|| Const::Str(Arc::from([&**a, &**b].concat())))
        }
        (Operator::Add, Const::Bytes(a), Const::Bytes(b)) => {
            (a.len() + b.len() <= MAX_LENGTH).then(|| Const::Bytes(Arc::from([&**a, &**b].concat())))
        }
        (Operator::Mult, Const::Str(text), Const::Int(times))
        | (Operator::Mult, Const::Int(times), Const::Str(text)) => {
            let times = repeat(text.len(), *times)?;
            Some(Const::Str(Arc::from(text.repeat(times))))
        }
        (Operator::Mult, Const::Bytes(bytes), Const::Int(times))
        | (Operator::Mult, Const::Int(times), Const::Bytes(bytes)) => {
            let times = repeat(bytes.len(), *times)?;
            Some(Const::Bytes(Arc::from(bytes.repeat(times))))
        }
        _ => None,
    }
}

fn repeat(length: usize, times: i64) -> Option<usize> {
    let times = usize::try_from(times.max(0)).ok()?;
    length.checked_mul(times).filter(|&it| it <= MAX_REPEATED_LENGTH).map(|_| times)
}

/// A docstring without the indentation that all its lines but the first share.
pub(crate) fn docstring(text: &str) -> String {
    let expanded;
    let text = if text.contains('\t') {
        expanded = expand_tabs(text);
        &expanded
    } else {
        text
    };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let blank = |line: &str| line.trim_start_matches(' ').is_empty();
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().trim_start_matches(' ');
    let margin = lines.clone().filter(|line| !blank(line)).map(indent).min().unwrap_or(0);
    let mut out = String::from(first);
    for line in lines {
        out.push('\n');
        out.push_str(line.get(margin.min(indent(line))..).unwrap_or_default());
    }
    out
}

/// Tabs become spaces up to the next multiple of eight columns.
fn expand_tabs(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for it in text.chars() {
        if it == '\t' {
            let width = 8 - column % 8;
            (0..width).for_each(|_| out.push(' '));
            column += width;
        } else {
            out.push(it);
            column = if matches!(it, '\n' | '\r') { 0 } else { column + 1 };
        }
    }
    out
}
