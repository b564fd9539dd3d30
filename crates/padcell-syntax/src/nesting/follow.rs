//! Which tokens may follow which: enough grammar to tell operators from operands.

use ruff_python_ast::token::TokenKind;

use super::Meter;
use super::level::Kind;

impl Meter {
    /// Whether a token may stand here. Never false for a program; true for much that is none.
    pub(super) fn may_follow(&self, kind: TokenKind, after: TokenKind) -> bool {
        use TokenKind as T;
        let pending = self.top.parameters > 0;
        match kind {
            T::Unknown => false,
            // A lambda must have its colon first.
            T::Newline | T::Semi | T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd
                if pending =>
            {
                false
            }
            T::FStringMiddle | T::TStringMiddle | T::FStringEnd | T::TStringEnd | T::Indent | T::Dedent => {
                true
            }
            _ if self.operand => self.may_follow_operand(kind, after),
            _ => self.may_begin_operand(kind, after),
        }
    }

    /// What may come after an operand: an operator, or the end of something.
    fn may_follow_operand(&self, kind: TokenKind, after: TokenKind) -> bool {
        use TokenKind as T;
        // The soft keywords stand before operands when they are keywords.
        let soft = self.before.is_soft_keyword();
        match kind {
            T::String | T::FStringStart | T::TStringStart => soft || is_string_end(self.before),
            T::Lbrace => soft || self.top.kind == Kind::String || self.before == T::Rbrace,
            T::Not => soft || after == T::In,
            T::Async => after == T::For,
            T::Lambda | T::Await | T::Tilde => soft,
            T::Yield | T::Pass | T::Break | T::Continue => false,
            T::If | T::Else | T::For | T::As | T::From | T::Import | T::In | T::Is | T::And | T::Or => true,
            // As in `from ...package`.
            T::Name if self.before == T::Ellipsis => true,
            _ if is_operand(kind) => soft,
            _ => !kind.is_non_soft_keyword(),
        }
    }

    /// What may come where an operand should: one, what goes before one, and some that do without.
    fn may_begin_operand(&self, kind: TokenKind, after: TokenKind) -> bool {
        use TokenKind as T;
        let before = self.before;
        let statement = matches!(before, T::Newline | T::Semi | T::Indent | T::Dedent)
            || before == T::Colon && self.top.kind == Kind::Block;
        match kind {
            _ if is_operand(kind) => true,
            T::FStringStart | T::TStringStart | T::Lpar | T::Lsqb | T::Lbrace => before != T::Dot,
            T::Plus | T::Minus | T::Tilde | T::Star | T::DoubleStar | T::Lambda | T::Await | T::Yield => {
                before != T::Dot
            }
            T::Not => before != T::Dot,
            T::Rpar | T::Rsqb | T::Rbrace => {
                matches!(before, T::Lpar | T::Lsqb | T::Lbrace | T::Comma | T::Colon | T::Yield)
                    || before == T::FStringMiddle
                    || before == T::TStringMiddle
                    || kind == T::Rbrace && before == T::Equal
            }
            T::Comma => matches!(before, T::Star | T::Colon),
            T::Slash => before == T::Comma,
            T::Colon => matches!(
                before,
                T::Lsqb
                    | T::Comma
                    | T::Colon
                    | T::Lambda
                    | T::Else
                    | T::Try
                    | T::Finally
                    | T::Except
                    | T::Equal
            ),
            T::Equal => before == T::Comma,
            T::Exclamation => matches!(before, T::Comma | T::Equal),
            T::Newline => {
                statement || matches!(before, T::Comma | T::Return | T::Raise | T::Yield | T::Star | T::Colon)
            }
            T::Semi => matches!(before, T::Comma | T::Return | T::Raise | T::Yield | T::Star),
            T::Dot => matches!(before, T::From | T::Dot | T::Ellipsis),
            T::At => statement,
            T::In => matches!(before, T::Not | T::Comma),
            T::If => statement || before == T::Comma,
            T::From => statement || before == T::Yield,
            T::Import => statement || before == T::Dot,
            T::For | T::With | T::Def => statement || before == T::Async,
            T::Async => statement && matches!(after, T::For | T::With | T::Def),
            _ => statement && kind.is_non_soft_keyword(),
        }
    }
}

/// Whether a token is an operand by itself.
pub(crate) fn is_operand(kind: TokenKind) -> bool {
    use TokenKind as T;
    kind.is_soft_keyword()
        || matches!(kind, T::Name | T::Int | T::Float | T::Complex | T::String | T::Ellipsis)
        || matches!(kind, T::True | T::False | T::None)
}

fn is_string_end(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::String | TokenKind::FStringEnd | TokenKind::TStringEnd)
}
