//! Numeric literals.

use alloc::format;

use ruff_python_ast::token::TokenKind;

use super::{Failure, Tokenizer};

/// The words that may follow a number without a blank between.
const FOLLOWERS: [&str; 5] = ["and", "else", "for", "not", "or"];
/// Such words too, whatever follows them in turn.
const SHORT_FOLLOWERS: [&str; 3] = ["if", "in", "is"];

impl Tokenizer<'_> {
    /// Reads a number; the next byte is a digit, or a dot with a digit after it.
    pub(super) fn number(&mut self) -> Result<(), Failure> {
        let start = self.at;
        if self.peek(0) == b'0' {
            let radix = match self.peek(1).to_ascii_lowercase() {
                b'x' => Some(("hexadecimal", 16)),
                b'o' => Some(("octal", 8)),
                b'b' => Some(("binary", 2)),
                _ => None,
            };
            if let Some((name, radix)) = radix {
                self.at += 2;
                self.digits_of(name, radix)?;
                self.end_of_number(name)?;
                return self.push(TokenKind::Int, start);
            }
        }
        let kind = self.decimal(start)?;
        self.push(kind, start)
    }

    /// The digits of a literal with a base prefix.
    fn digits_of(&mut self, name: &str, radix: u32) -> Result<(), Failure> {
        let is_digit = |byte: u8| char::from(byte).is_digit(radix);
        loop {
            if self.peek(0) == b'_' {
                self.at += 1;
            }
            if !is_digit(self.peek(0)) {
                return Err(self.no_digit(name));
            }
            self.skip_while(is_digit);
            if self.peek(0) != b'_' {
                break;
            }
        }
        if self.peek(0).is_ascii_digit() { Err(self.no_digit(name)) } else { Ok(()) }
    }

    /// What stands where a digit of a base should.
    fn no_digit(&self, name: &str) -> Failure {
        let found = self.peek(0);
        if found.is_ascii_digit() {
            let message = format!("invalid digit '{}' in {name} literal", char::from(found));
            return Failure::eager(message, self.at);
        }
        Failure::eager(format!("invalid {name} literal"), self.at.saturating_sub(1))
    }

    /// A decimal integer, float or imaginary number.
    fn decimal(&mut self, start: usize) -> Result<TokenKind, Failure> {
        let mut zeros_end = None;
        let mut kind = TokenKind::Int;
        if self.peek(0) != b'.' {
            self.decimal_digits()?;
            let digits = self.bytes.get(start..self.at).unwrap_or_default();
            let zeros = digits.iter().take_while(|&&byte| byte == b'0' || byte == b'_').count();
            if zeros > 0 && zeros < digits.len() {
                zeros_end = Some(start + zeros);
            }
        }
        if self.peek(0) == b'.' {
            self.at += 1;
            kind = TokenKind::Float;
            if self.peek(0).is_ascii_digit() {
                self.decimal_digits()?;
            }
        }
        if matches!(self.peek(0), b'e' | b'E') {
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.decimal_digits()?;
                kind = TokenKind::Float;
            } else if sign == 1 {
                return Err(Failure::eager("invalid decimal literal", self.at + 1));
            }
        }
        if matches!(self.peek(0), b'j' | b'J') {
            self.at += 1;
            self.end_of_number("imaginary")?;
            return Ok(TokenKind::Complex);
        }
        if let (TokenKind::Int, Some(zeros_end)) = (kind, zeros_end) {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(Failure::eager(message, start).until(zeros_end));
        }
        self.end_of_number("decimal")?;
        Ok(kind)
    }

    /// Digits, with single underscores between them.
    fn decimal_digits(&mut self) -> Result<(), Failure> {
        loop {
            self.skip_while(|byte| byte.is_ascii_digit());
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek(0).is_ascii_digit() {
                return Err(Failure::eager("invalid decimal literal", self.at.saturating_sub(1)));
            }
        }
    }

    /// Refuses a letter right after a number, unless a keyword begins there that may follow one.
    fn end_of_number(&self, name: &str) -> Result<(), Failure> {
        let next = self.peek(0);
        if next != b'_' && !next.is_ascii_alphanumeric() {
            return Ok(());
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_word = |word: &&str| {
            let after = rest.strip_prefix(word.as_bytes()).map(|after| after.first().copied().unwrap_or(0));
            after.is_some_and(|byte| byte != b'_' && !byte.is_ascii_alphanumeric() && byte < 0x80)
        };
        if FOLLOWERS.iter().any(is_word)
            || SHORT_FOLLOWERS.iter().any(|word| rest.starts_with(word.as_bytes()))
        {
            return Ok(());
        }
        Err(Failure::eager(format!("invalid {name} literal"), self.at.saturating_sub(1)))
    }
}
