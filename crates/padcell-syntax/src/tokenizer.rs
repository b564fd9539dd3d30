//! Text to tokens, with the errors that Python's own tokenizer reports and in its words.
//!
//! The parser has a lexer of its own. This one runs before it, in one pass without recursion, so that the nesting of a
//! program is known, and bounded, before anything recursive looks at it.

mod indentation;
mod name;
mod number;
mod operator;
mod string;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use ruff_python_ast::token::TokenKind;
use ruff_text_size::{TextRange, TextSize};

use crate::error::ErrorKind;
use indentation::Indentation;
use string::Interpolated;

/// One token: what it is and the bytes it spans. Comments and line breaks inside brackets leave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Token {
    pub(crate) fn range(&self) -> TextRange {
        TextRange::new(TextSize::new(self.start), TextSize::new(self.end))
    }
}

/// An opening bracket that waits for its closing one.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    byte: u8,
    at: usize,
}

/// Where the tokens stop and why.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    /// The byte whose column is reported, and the end of a reported range if there is one.
    pub(crate) at: usize,
    pub(crate) end: Option<usize>,
    /// What precedes this byte is well-formed.
    pub(crate) good_until: usize,
    /// Whether the error is reported in place of any that the parser finds before it, as Python does.
    pub(crate) eager: bool,
    /// Whether it is a bracket that is never closed.
    pub(crate) is_unclosed: bool,
}

impl Failure {
    /// A `SyntaxError` at one byte that no error of the parser precedes.
    fn eager(message: impl Into<String>, at: usize) -> Self {
        let kind = ErrorKind::Syntax;
        Self { kind, message: message.into(), at, end: None, good_until: at, eager: true, is_unclosed: false }
    }

    /// An error that counts only if the parser got this far.
    fn deferred(kind: ErrorKind, message: &str, at: usize, good_until: usize) -> Self {
        Self {
            kind,
            message: message.to_string(),
            at,
            end: None,
            good_until,
            eager: false,
            is_unclosed: false,
        }
    }

    /// The same error over a range.
    fn until(mut self, end: usize) -> Self {
        self.end = Some(end);
        self
    }
}

/// The result of tokenizing: all the tokens, or those before the failure.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) list: Vec<Token>,
    pub(crate) failure: Option<Failure>,
}

/// How deep brackets may nest.
const MAX_BRACKETS: usize = 200;

pub(crate) struct Tokenizer<'src> {
    text: &'src str,
    bytes: &'src [u8],
    /// The next byte to read.
    at: usize,
    list: Vec<Token>,
    max_tokens: usize,
    brackets: Vec<Bracket>,
    strings: Vec<Interpolated>,
    indentation: Indentation,
    /// Whether a logical line has begun: its indentation is read and it has a token.
    in_line: bool,
}

/// Splits a text into tokens. No more than `max_tokens` are made.
pub(crate) fn tokenize(text: &str, max_tokens: usize) -> Tokens {
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        list: Vec::new(),
        max_tokens,
        brackets: Vec::new(),
        strings: Vec::new(),
        indentation: Indentation::new(),
        in_line: false,
    };
    let mut failure = tokenizer.run().err();
    // Half an f-string is nothing that the parser could look at.
    if let (Some(failure), Some(outermost)) = (&mut failure, tokenizer.strings.first()) {
        failure.good_until = failure.good_until.min(outermost.start());
    }
    Tokens { list: tokenizer.list, failure }
}

impl Tokenizer<'_> {
    /// The byte `ahead` of the next one; 0, which no text holds, after the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.at.checked_add(ahead).and_then(|at| self.bytes.get(at)).copied().unwrap_or(0)
    }

    fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Moves past bytes as long as they pass the test.
    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while !self.at_end() && test(self.peek(0)) {
            self.at += 1;
        }
    }

    /// Adds the token that ends at the next byte to be read.
    fn push(&mut self, kind: TokenKind, start: usize) -> Result<(), Failure> {
        if self.list.len() >= self.max_tokens {
            let kind = ErrorKind::TooLarge;
            let message = "source code is too large".to_string();
            return Err(Failure {
                kind,
                message,
                at: start,
                end: None,
                good_until: start,
                eager: true,
                is_unclosed: false,
            });
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.list.push(Token { kind, start: offset(start), end: offset(self.at) });
        Ok(())
    }

    fn run(&mut self) -> Result<(), Failure> {
        loop {
            if self.strings.last().is_some_and(|string| !string.in_expression) {
                self.interpolated_text()?;
                continue;
            }
            if !self.in_line && self.brackets.is_empty() && !self.start_of_line()? {
                continue;
            }
            self.skip_while(|byte| matches!(byte, b' ' | b'\t' | 0x0C));
            if self.at_end() {
                return self.end();
            }
            self.token()?;
        }
    }

    /// Reads one token that is not text of an f-string; the next byte is not blank.
    fn token(&mut self) -> Result<(), Failure> {
        let start = self.at;
        match self.peek(0) {
            b'#' => {
                self.skip_while(|byte| byte != b'\n');
                Ok(())
            }
            b'\n' => {
                self.at += 1;
                self.newline(start)
            }
            b'\\' => self.continuation(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'"' | b'\'' => self.string(start, ""),
            byte if byte == b'_' || byte.is_ascii_alphabetic() || byte >= 0x80 => self.name_or_string(),
            _ => self.operator(),
        }
    }

    /// A line break: the end of a statement, or nothing inside brackets.
    fn newline(&mut self, start: usize) -> Result<(), Failure> {
        if !self.brackets.is_empty() {
            return Ok(());
        }
        self.in_line = false;
        self.push(TokenKind::Newline, start)
    }

    /// A backslash, which joins the next line to this one.
    fn continuation(&mut self) -> Result<(), Failure> {
        let start = self.at;
        self.at += 1;
        if self.peek(0) != b'\n' && !self.at_end() {
            let message = "unexpected character after line continuation character";
            return Err(Failure::deferred(ErrorKind::Syntax, message, self.at, start));
        }
        self.at = (self.at + 1).min(self.bytes.len());
        if self.at_end() {
            return Err(Failure::deferred(
                ErrorKind::Syntax,
                "unexpected EOF while parsing",
                start + 1,
                start,
            ));
        }
        Ok(())
    }

    /// The end of the text: closes the last line and the blocks.
    fn end(&mut self) -> Result<(), Failure> {
        let end = self.at;
        if let Some(open) = self.brackets.last() {
            let message = alloc::format!("'{}' was never closed", char::from(open.byte));
            let failure = Failure::deferred(ErrorKind::Syntax, &message, open.at, end);
            return Err(Failure { is_unclosed: true, ..failure });
        }
        if self.in_line {
            self.push(TokenKind::Newline, end)?;
        }
        for _ in 0..self.indentation.depth() {
            self.push(TokenKind::Dedent, end)?;
        }
        Ok(())
    }
}
