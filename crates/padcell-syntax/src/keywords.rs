//! Keyword arguments that a call names twice.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use ruff_python_ast::token::TokenKind;
use ruff_text_size::TextRange;

use crate::messages::{Placed, keyword_end};
use crate::nesting::is_operand;
use crate::tokenizer::Token;

/// An open bracket.
#[derive(Default)]
struct Bracket<'src> {
    is_call: bool,
    /// Lambdas among the arguments whose parameters are not over.
    lambdas: usize,
    names: BTreeSet<&'src str>,
}

/// The first keyword argument of a program that its call has already.
pub(crate) fn repeated_keyword(text: &str, tokens: &[Token]) -> Option<Placed> {
    use TokenKind as T;
    let kind = |index: usize| tokens.get(index).map_or(T::EndOfFile, |token| token.kind);
    let mut open: Vec<Bracket<'_>> = Vec::new();
    // Parameters and patterns look like arguments.
    let mut declares = false;
    let mut first = true;
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).map_or(T::Newline, kind);
        match token.kind {
            T::Lpar | T::Lsqb | T::Lbrace | T::FStringStart | T::TStringStart => {
                let follows =
                    is_operand(before) || matches!(before, T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd);
                let is_call = token.kind == T::Lpar && follows && !(declares && open.is_empty());
                open.push(Bracket { is_call, ..Bracket::default() });
            }
            T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd => {
                open.pop();
                // Only the brackets after a function's name hold parameters.
                declares &= token.kind == T::Rsqb || !open.is_empty() || kind(index + 1) == T::Lpar;
            }
            T::Def | T::Case if first => declares = true,
            T::Newline | T::Semi if open.is_empty() => declares = false,
            T::Name => {
                let Some(bracket) = open.last_mut() else { continue };
                if !bracket.is_call
                    || bracket.lambdas > 0
                    || kind(index + 1) != T::Equal
                    || !matches!(before, T::Lpar | T::Comma)
                {
                    continue;
                }
                let name = text.get(token.range().start().to_usize()..token.range().end().to_usize())?;
                if !bracket.names.insert(name) {
                    let end = keyword_end(text, tokens, index + 2);
                    let range = TextRange::new(token.range().start(), end.max(token.range().end()));
                    return Some(Placed::new(format!("keyword argument repeated: {name}"), range));
                }
            }
            T::Lambda => open.last_mut().into_iter().for_each(|bracket| bracket.lambdas += 1),
            T::Colon => {
                open.last_mut()
                    .into_iter()
                    .for_each(|bracket| bracket.lambdas = bracket.lambdas.saturating_sub(1));
            }
            _ => {}
        }
        first = matches!(token.kind, T::Newline | T::Semi | T::Indent | T::Dedent | T::Async)
            || token.kind == T::Colon && open.is_empty();
    }
    None
}
