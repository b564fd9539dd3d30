//! Bytes to text: byte order mark, coding cookie (PEP 263), UTF-8.

use alloc::format;
use alloc::string::{String, ToString};
use core::str::Utf8Error;

use ruff_text_size::TextSize;

use crate::error::{ErrorKind, SyntaxError};
use crate::source::Source;

/// The encodings a coding cookie may name.
enum Encoding {
    Utf8,
    Latin1,
    Ascii,
}

/// Decodes a source file as Python does. `name` is the file's name, for the messages that quote it.
pub fn decode(bytes: &[u8], name: &str) -> Result<String, SyntaxError> {
    let (bytes, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if bytes.contains(&0) {
        return Err(error("source code cannot contain null bytes".to_string()));
    }
    let encoding = match cookie(bytes) {
        None => Encoding::Utf8,
        Some(cookie) => {
            let normal = normal_name(cookie);
            let encoding = match normal.as_str() {
                "utf-8" | "utf8" | "u8" | "utf" => Encoding::Utf8,
                "iso-8859-1" | "latin-1" | "iso-latin-1" | "latin1" | "latin" | "l1" | "iso8859-1" => {
                    Encoding::Latin1
                }
                "ascii" | "us-ascii" | "646" => Encoding::Ascii,
                _ => return Err(error(format!("unknown encoding: {cookie}"))),
            };
            if marked && !matches!(encoding, Encoding::Utf8) {
                return Err(error(format!("encoding problem: {normal} with BOM")));
            }
            encoding
        }
    };
    match encoding {
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Encoding::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
            Some(at) => {
                let byte = bytes.get(at).copied().unwrap_or_default();
                let reason = format!("byte 0x{byte:02x} in position {at}: ordinal not in range(128)");
                Err(placed(bytes, at, name, format!("'ascii' codec can't decode {reason}")))
            }
        },
        Encoding::Utf8 => match core::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_string()),
            Err(wrong) => Err(invalid_utf8(bytes, wrong, name)),
        },
    }
}

/// The encoding that a comment in the first two lines names: the whole line must be a comment.
fn cookie(bytes: &[u8]) -> Option<&str> {
    let mut lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
    let mut first = lines.next()?;
    for _ in 0..2 {
        let line = first.trim_ascii_start();
        if let Some(comment) = line.strip_prefix(b"#") {
            if let Some(found) = cookie_in(comment) {
                return Some(found);
            }
        } else if !line.is_empty() {
            return None;
        }
        first = lines.next()?;
    }
    None
}

/// The name after `coding:` or `coding=` in one comment.
fn cookie_in(comment: &[u8]) -> Option<&str> {
    let at = comment.windows(7).position(|window| window == b"coding:" || window == b"coding=")?;
    let rest = comment.get(at + 7..)?;
    let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
    let rest = rest.get(start..)?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let end = rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len());
    let name = core::str::from_utf8(rest.get(..end)?).ok()?;
    (!name.is_empty()).then_some(name)
}

/// An encoding's name in lower case, with `-` for `_`, without the suffixes that name newline styles.
fn normal_name(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    for plain in ["utf-8", "latin-1", "iso-8859-1", "iso-latin-1"] {
        if name == plain || name.strip_prefix(plain).is_some_and(|rest| rest.starts_with('-')) {
            return plain.to_string();
        }
    }
    name
}

fn invalid_utf8(bytes: &[u8], wrong: Utf8Error, name: &str) -> SyntaxError {
    let at = wrong.valid_up_to();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let (length, reason) = match wrong.error_len() {
        None => (bytes.len() - at, "unexpected end of data"),
        Some(length) if matches!(byte, 0x80..=0xC1 | 0xF5..) => (length, "invalid start byte"),
        Some(length) => (length, "invalid continuation byte"),
    };
    let place = if length > 1 {
        format!("bytes in position {at}-{}", at + length - 1)
    } else {
        format!("byte 0x{byte:02x} in position {at}")
    };
    placed(bytes, at, name, format!("(unicode error) 'utf-8' codec can't decode {place}: {reason}"))
}

/// An error at a byte of a text that is good up to there.
fn placed(bytes: &[u8], at: usize, name: &str, message: String) -> SyntaxError {
    let good = bytes.get(..at).and_then(|good| core::str::from_utf8(good).ok()).unwrap_or_default();
    let (line, column) = Source::new(name, good).position(TextSize::try_from(good.len()).unwrap_or_default());
    SyntaxError { line, column, end_line: line, ..error(message) }
}

fn error(message: String) -> SyntaxError {
    SyntaxError::unplaced(ErrorKind::Syntax, message)
}
