//! Strings, and the f-strings and t-strings that have expressions inside.

use alloc::format;

use ruff_python_ast::token::TokenKind;

use super::{Failure, Tokenizer};
use crate::error::ErrorKind;

/// How many f-strings and t-strings may be open inside each other.
const MAX_STRINGS: usize = 150;
/// How many expressions of one f-string may be open inside each other: `{a:{b:{c}}}` is three.
const MAX_EXPRESSIONS: usize = 3;

/// An f-string or t-string that is not yet closed.
pub(super) struct Interpolated {
    start: usize,
    quote: u8,
    triple: bool,
    raw: bool,
    /// `f` or `t`.
    letter: char,
    /// Whether code is being read and not text.
    pub(super) in_expression: bool,
    /// How many brackets were open outside, and at the `{` of each open expression, that one counted.
    outside: usize,
    expressions: [usize; MAX_EXPRESSIONS],
    depth: usize,
    /// Whether the innermost open expression has reached its format.
    in_format: bool,
}

impl Interpolated {
    /// Where the string began, its prefix included.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The bracket level of the innermost open expression.
    fn level(&self) -> Option<usize> {
        self.depth.checked_sub(1).and_then(|index| self.expressions.get(index)).copied()
    }
}

impl Tokenizer<'_> {
    /// Reads a string; the next byte is its quote, `start` is where its prefix began.
    pub(super) fn string(&mut self, start: usize, prefix: &str) -> Result<(), Failure> {
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        self.at += if triple { 3 } else { 1 };
        if let Some(letter) = prefix.chars().find(|letter| matches!(letter, 'f' | 't')) {
            return self.interpolated(start, quote, triple, prefix.contains('r'), letter);
        }
        let mut escaped_quote = false;
        loop {
            match self.peek(0) {
                _ if self.at_end() => return Err(self.unterminated(start, triple, escaped_quote, self.at)),
                b'\n' if !triple => return Err(self.unterminated(start, triple, escaped_quote, self.at)),
                b'\\' => {
                    escaped_quote |= self.peek(1) == quote;
                    // Past the end for a backslash that ends the text, which the next turn then sees.
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                byte if byte == quote && !triple => {
                    self.at += 1;
                    return self.push(TokenKind::String, start);
                }
                byte if byte == quote && self.peek(1) == quote && self.peek(2) == quote => {
                    self.at += 3;
                    return self.push(TokenKind::String, start);
                }
                _ => self.at += 1,
            }
        }
    }

    fn unterminated(&self, start: usize, triple: bool, escaped_quote: bool, end: usize) -> Failure {
        // A quote like that of the f-string around it is taken for that string's end.
        let quote = self.bytes.get(start).copied();
        if let Some(outer) = self.strings.last()
            && quote == Some(outer.quote)
            && triple == outer.triple
        {
            return Failure::eager(format!("{}-string: expecting '}}'", outer.letter), start);
        }
        let line = self.last_line(end);
        let message = match (triple, escaped_quote) {
            (true, _) => format!("unterminated triple-quoted string literal (detected at line {line})"),
            (false, false) => format!("unterminated string literal (detected at line {line})"),
            (false, true) => format!(
                "unterminated string literal (detected at line {line}); perhaps you escaped the end quote?"
            ),
        };
        Failure::eager(message, start)
    }

    /// The line in which a string that ends nowhere was found out: a newline that ends the text begins no line.
    fn last_line(&self, end: usize) -> usize {
        let line = self.line_of(end);
        let ended = end >= self.bytes.len() && self.bytes.last() == Some(&b'\n');
        if ended { line.saturating_sub(1) } else { line }
    }

    fn interpolated(
        &mut self,
        start: usize,
        quote: u8,
        triple: bool,
        raw: bool,
        letter: char,
    ) -> Result<(), Failure> {
        if self.strings.len() + 1 >= MAX_STRINGS {
            return Err(Failure::eager("too many nested f-strings or t-strings", start));
        }
        self.strings.push(Interpolated {
            start,
            quote,
            triple,
            raw,
            letter,
            in_expression: false,
            outside: self.brackets.len(),
            expressions: [0; MAX_EXPRESSIONS],
            depth: 0,
            in_format: false,
        });
        self.push(if letter == 'f' { TokenKind::FStringStart } else { TokenKind::TStringStart }, start)
    }

    /// Reads text of the innermost f-string, up to an expression or its end.
    pub(super) fn interpolated_text(&mut self) -> Result<(), Failure> {
        let Some(string) = self.strings.last() else { return Ok(()) };
        let &Interpolated { quote, triple, raw, letter, in_format, .. } = string;
        let start = self.at;
        let mut in_name = false;
        loop {
            let byte = self.peek(0);
            if self.at_end() || byte == b'\n' && !triple {
                return Err(self.unterminated_text(self.at));
            }
            if byte == quote && (!triple || self.peek(1) == quote && self.peek(2) == quote) {
                break;
            }
            match byte {
                b'{' if self.peek(1) == b'{' && !in_format => self.at += 1,
                b'{' => break,
                b'}' if in_name => in_name = false,
                b'}' if self.peek(1) == b'}' && !in_format => self.at += 1,
                b'}' => break,
                // A backslash escapes no brace.
                b'\\' if matches!(self.peek(1), b'{' | b'}') => {}
                b'\\' if !raw && self.peek(1) == b'N' && self.peek(2) == b'{' => {
                    in_name = true;
                    self.at += 2;
                }
                b'\\' if self.at + 1 < self.bytes.len() => self.at += 1,
                _ => {}
            }
            self.at += 1;
        }
        if self.at > start {
            let kind = if letter == 'f' { TokenKind::FStringMiddle } else { TokenKind::TStringMiddle };
            self.push(kind, start)?;
        }
        match self.peek(0) {
            b'{' => self.open_expression(),
            b'}' => self.close_from_text(),
            _ => self.close_string(),
        }
    }

    /// `{` in text: an expression begins.
    fn open_expression(&mut self) -> Result<(), Failure> {
        let level = self.brackets.len() + 1;
        let Some(string) = self.strings.last_mut() else { return Ok(()) };
        let Some(slot) = string.expressions.get_mut(string.depth) else {
            let message = format!("{}-string: expressions nested too deeply", string.letter);
            return Err(Failure::eager(message, self.at.saturating_sub(1)));
        };
        *slot = level;
        string.depth += 1;
        string.in_expression = true;
        string.in_format = false;
        self.operator()
    }

    /// `}` in text: the end of an expression whose format the text was, or a mistake.
    fn close_from_text(&mut self) -> Result<(), Failure> {
        let Some(string) = self.strings.last_mut() else { return Ok(()) };
        string.in_expression = true;
        string.in_format = false;
        self.operator()
    }

    fn close_string(&mut self) -> Result<(), Failure> {
        let Some(string) = self.strings.last() else { return Ok(()) };
        if string.level().is_some() {
            let message = format!("{}-string: expecting '}}', or format specs", string.letter);
            let failure = Failure::deferred(ErrorKind::Syntax, &message, self.at, self.at);
            return Err(failure.until(self.at + 1));
        }
        let start = self.at;
        let (triple, letter) = (string.triple, string.letter);
        self.at += if triple { 3 } else { 1 };
        self.strings.pop();
        self.push(if letter == 'f' { TokenKind::FStringEnd } else { TokenKind::TStringEnd }, start)
    }

    /// Whether a colon begins the format of an expression, and text with it.
    pub(super) fn format_begins(&mut self) -> bool {
        let brackets = self.brackets.len();
        let Some(string) = self.strings.last_mut() else { return false };
        if !string.in_expression || string.level() != Some(brackets) {
            return false;
        }
        self.at += 1;
        string.in_expression = false;
        string.in_format = true;
        true
    }

    /// Refuses a closing bracket that would close what is outside the f-string's expression.
    pub(super) fn check_close_in_string(&mut self, byte: u8) -> Result<(), Failure> {
        let brackets = self.brackets.len();
        let Some(string) = self.strings.last() else { return Ok(()) };
        let letter = string.letter;
        if brackets <= string.outside {
            return Err(Failure::eager(format!("{letter}-string: single '}}' is not allowed"), self.at));
        }
        if string.level() == Some(brackets) && byte != b'}' {
            let message = format!("{letter}-string: unmatched '{}'", char::from(byte));
            return Err(Failure::eager(message, self.at));
        }
        Ok(())
    }

    /// After a closing bracket: if it closed an expression of an f-string, text follows.
    pub(super) fn closed_in_string(&mut self) {
        let brackets = self.brackets.len();
        let Some(string) = self.strings.last_mut() else { return };
        if string.level().is_some_and(|level| brackets < level) {
            string.depth = string.depth.saturating_sub(1);
            string.in_expression = false;
            string.in_format = string.depth > 0;
        }
    }

    fn unterminated_text(&self, end: usize) -> Failure {
        let Some(string) = self.strings.last() else {
            return Failure::eager("unterminated f-string literal", end);
        };
        let letter = string.letter;
        if string.in_format && !string.triple && !self.at_end() {
            let message = format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            );
            return Failure::eager(message, end);
        }
        let line = self.last_line(end);
        let quoted = if string.triple { "triple-quoted " } else { "" };
        let message = format!("unterminated {quoted}{letter}-string literal (detected at line {line})");
        Failure::eager(message, string.start)
    }
}
