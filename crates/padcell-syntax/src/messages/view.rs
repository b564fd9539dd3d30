//! The tokens of a program, to look around in.

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::parse_parenthesized_expression_range;
use ruff_text_size::{TextRange, TextSize};

use crate::nesting::is_operand;
use crate::parse::Mode;
use crate::tokenizer::Token;

/// How much text is parsed once more to see what an operand is.
const LONGEST_REPARSE: u32 = 100_000;

pub(crate) struct View<'src> {
    pub(super) text: &'src str,
    tokens: &'src [Token],
    pub(super) mode: Mode,
}

impl<'src> View<'src> {
    pub(crate) fn new(text: &'src str, tokens: &'src [Token], mode: Mode) -> Self {
        Self { text, tokens, mode }
    }

    /// The token at an offset, or the first one after it; line structure counts as none.
    pub(super) fn at(&self, offset: TextSize) -> usize {
        let offset = u32::from(offset);
        let mut index = self.tokens.partition_point(|token| token.start < offset && token.end <= offset);
        while matches!(self.kind(index), TokenKind::Indent | TokenKind::Dedent) {
            index += 1;
        }
        index
    }

    pub(super) fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::EndOfFile, |token| token.kind)
    }

    /// The kind of the token before; a line break before the first.
    pub(super) fn before(&self, index: usize) -> TokenKind {
        index.checked_sub(1).map_or(TokenKind::Newline, |before| self.kind(before))
    }

    /// The bytes of a token; the end of the text after the last.
    pub(super) fn token(&self, index: usize) -> TextRange {
        self.tokens.get(index).map_or_else(
            || TextRange::empty(TextSize::try_from(self.text.len()).unwrap_or_default()),
            Token::range,
        )
    }

    /// From the beginning of one token to the end of another.
    pub(super) fn span(&self, first: usize, last: usize) -> TextRange {
        let start = self.token(first).start();
        TextRange::new(start, self.token(last).end().max(start))
    }

    pub(super) fn slice(&self, range: TextRange) -> &'src str {
        self.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }

    pub(super) fn word(&self, index: usize) -> &'src str {
        self.slice(self.token(index))
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, offset: TextSize) -> usize {
        let before = self.text.as_bytes().get(..offset.to_usize()).unwrap_or_default();
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// The token that opens the bracket which a closing token closes.
    pub(super) fn opening(&self, closing: usize) -> Option<usize> {
        let mut depth = 0usize;
        let mut index = closing;
        loop {
            if is_closing(self.kind(index)) {
                depth += 1;
            } else if is_opening(self.kind(index)) {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(index);
                }
            }
            index = index.checked_sub(1)?;
        }
    }

    /// The token that closes the bracket which an opening token opens.
    pub(super) fn closing(&self, opening: usize) -> Option<usize> {
        let mut depth = 0usize;
        for index in opening..self.tokens.len() {
            if is_opening(self.kind(index)) {
                depth += 1;
            } else if is_closing(self.kind(index)) {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(index);
                }
            }
        }
        None
    }

    /// The innermost bracket around a token.
    pub(super) fn enclosing(&self, index: usize) -> Option<usize> {
        let mut index = index.checked_sub(1)?;
        loop {
            match self.kind(index) {
                kind if is_closing(kind) => index = self.opening(index)?,
                kind if is_opening(kind) => return Some(index),
                TokenKind::Newline => return None,
                _ => {}
            }
            index = index.checked_sub(1)?;
        }
    }

    /// The first token of the statement that a token is in. One after a colon is part of the statement before it.
    pub(super) fn line_start(&self, index: usize) -> usize {
        let is_end = |kind| matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
        let mut start = index;
        while start > 0 && !is_end(self.before(start)) {
            start -= 1;
        }
        start
    }

    /// Whether a range is that of a token other than a line break.
    pub(super) fn begins_token(&self, range: TextRange) -> bool {
        let index = self.at(range.start());
        self.token(index) == range && !matches!(self.kind(index), TokenKind::Newline | TokenKind::EndOfFile)
    }

    /// Whether a token ends an operand.
    pub(super) fn ends_operand(&self, index: usize) -> bool {
        is_operand(self.kind(index)) || is_closing(self.kind(index))
    }

    /// Whether an expression can begin with a token.
    pub(super) fn begins_expression(&self, index: usize) -> bool {
        use TokenKind as T;
        let kind = self.kind(index);
        is_operand(kind)
            || is_opening(kind)
            || matches!(kind, T::Minus | T::Plus | T::Tilde | T::Not | T::Await | T::Lambda)
    }

    /// What an expression is, if the text is one.
    pub(super) fn expression(&self, range: TextRange) -> Option<Expr> {
        if u32::from(range.len()) > LONGEST_REPARSE {
            return None;
        }
        let parsed = parse_parenthesized_expression_range(self.text, range).ok()?;
        parsed.unsupported_syntax_errors().is_empty().then(|| parsed.into_expr())
    }
}

pub(super) fn is_opening(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::Lpar | T::Lsqb | T::Lbrace | T::FStringStart | T::TStringStart)
}

pub(super) fn is_closing(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd)
}
