//! Operators and brackets.

use alloc::format;

use ruff_python_ast::token::TokenKind;

use super::{Bracket, Failure, MAX_BRACKETS, Tokenizer};
use crate::printable::is_printable;

impl Tokenizer<'_> {
    /// Reads an operator, a bracket or a character that Python has no use for.
    pub(super) fn operator(&mut self) -> Result<(), Failure> {
        let start = self.at;
        match self.peek(0) {
            byte @ (b'(' | b'[' | b'{') => return self.open(byte),
            byte @ (b')' | b']' | b'}') => return self.close(byte),
            b':' if self.format_begins() => return self.push(TokenKind::Colon, start),
            _ => {}
        }
        let bytes = [self.peek(0), self.peek(1), self.peek(2)];
        let (length, kind) = kind(bytes);
        if kind == TokenKind::Unknown && !is_printable(char::from(bytes[0])) {
            let message = format!("invalid non-printable character U+{:04X}", bytes[0]);
            return Err(Failure::eager(message, start));
        }
        self.at += length;
        self.push(kind, start)
    }

    fn open(&mut self, byte: u8) -> Result<(), Failure> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(Failure::eager("too many nested parentheses", self.at));
        }
        self.brackets.push(Bracket { byte, at: self.at });
        self.at += 1;
        let kind = match byte {
            b'(' => TokenKind::Lpar,
            b'[' => TokenKind::Lsqb,
            _ => TokenKind::Lbrace,
        };
        self.push(kind, self.at - 1)
    }

    fn close(&mut self, byte: u8) -> Result<(), Failure> {
        let start = self.at;
        let closing = char::from(byte);
        self.check_close_in_string(byte)?;
        let Some(open) = self.brackets.pop() else {
            return Err(Failure::eager(format!("unmatched '{closing}'"), start));
        };
        let opening = char::from(open.byte);
        if !matches!((open.byte, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            let mut message =
                format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'");
            let line = self.line_of(open.at);
            if line != self.line_of(start) {
                message.push_str(&format!(" on line {line}"));
            }
            return Err(Failure::eager(message, start));
        }
        self.at += 1;
        let kind = match byte {
            b')' => TokenKind::Rpar,
            b']' => TokenKind::Rsqb,
            _ => TokenKind::Rbrace,
        };
        self.push(kind, start)?;
        self.closed_in_string();
        Ok(())
    }

    /// The line of a byte, counted from 1. Used for messages only: it counts from the start.
    pub(super) fn line_of(&self, at: usize) -> usize {
        let before = self.bytes.get(..at).unwrap_or_default();
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }
}

/// The longest operator that three bytes begin with, and its length.
fn kind(bytes: [u8; 3]) -> (usize, TokenKind) {
    use TokenKind as T;
    let three = match &bytes {
        b"**=" => T::DoubleStarEqual,
        b"//=" => T::DoubleSlashEqual,
        b"<<=" => T::LeftShiftEqual,
        b">>=" => T::RightShiftEqual,
        b"..." => T::Ellipsis,
        _ => T::Unknown,
    };
    if three != T::Unknown {
        return (3, three);
    }
    let two = match &bytes[..2] {
        b"!=" => T::NotEqual,
        b"%=" => T::PercentEqual,
        b"&=" => T::AmperEqual,
        b"**" => T::DoubleStar,
        b"*=" => T::StarEqual,
        b"+=" => T::PlusEqual,
        b"-=" => T::MinusEqual,
        b"->" => T::Rarrow,
        b"//" => T::DoubleSlash,
        b"/=" => T::SlashEqual,
        b":=" => T::ColonEqual,
        b"<<" => T::LeftShift,
        b"<=" => T::LessEqual,
        b"==" => T::EqEqual,
        b">=" => T::GreaterEqual,
        b">>" => T::RightShift,
        b"@=" => T::AtEqual,
        b"^=" => T::CircumflexEqual,
        b"|=" => T::VbarEqual,
        _ => T::Unknown,
    };
    if two != T::Unknown || bytes.starts_with(b"<>") {
        return (2, two);
    }
    let one = match bytes[0] {
        b'!' => T::Exclamation,
        b'%' => T::Percent,
        b'&' => T::Amper,
        b'*' => T::Star,
        b'+' => T::Plus,
        b',' => T::Comma,
        b'-' => T::Minus,
        b'.' => T::Dot,
        b'/' => T::Slash,
        b':' => T::Colon,
        b';' => T::Semi,
        b'<' => T::Less,
        b'=' => T::Equal,
        b'>' => T::Greater,
        b'@' => T::At,
        b'^' => T::CircumFlex,
        b'|' => T::Vbar,
        b'~' => T::Tilde,
        _ => T::Unknown,
    };
    (1, one)
}
