//! Names, keywords and the prefixes of strings.

use alloc::format;

use ruff_python_ast::token::TokenKind;

use super::{Failure, Tokenizer};
use crate::printable::is_printable;

impl Tokenizer<'_> {
    /// Reads a name, a keyword, or a string with its prefix.
    pub(super) fn name_or_string(&mut self) -> Result<(), Failure> {
        let start = self.at;
        let mut length = 0;
        while matches!(self.peek(length).to_ascii_lowercase(), b'b' | b'f' | b'r' | b't' | b'u') && length < 3
        {
            length += 1;
            if matches!(self.peek(length), b'"' | b'\'') {
                let prefix = self.text.get(start..start + length).unwrap_or_default();
                if let Some(prefix) = normal_prefix(prefix) {
                    self.at += length;
                    return match prefix {
                        Ok(prefix) => self.string(start, prefix),
                        Err((one, other)) => {
                            let message = format!("'{one}' and '{other}' prefixes are incompatible");
                            Err(Failure::eager(message, start).until(self.at))
                        }
                    };
                }
            }
        }
        self.skip_while(|byte| byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80);
        let text = self.text.get(start..self.at).unwrap_or_default();
        if let Some((offset, wrong)) = invalid_character(text) {
            let code = u32::from(wrong);
            let message = if is_printable(wrong) {
                format!("invalid character '{wrong}' (U+{code:04X})")
            } else {
                format!("invalid non-printable character U+{code:04X}")
            };
            return Err(Failure::eager(message, start + offset));
        }
        self.push(keyword(text), start)
    }
}

/// A string's prefix in lower case, or the two letters in it that do not go together.
/// Letters that no string has in this order are none: what precedes the quote is then a name.
fn normal_prefix(prefix: &str) -> Option<Result<&'static str, (char, char)>> {
    const PREFIXES: [&str; 10] = ["b", "r", "u", "f", "t", "br", "rb", "fr", "rf", "tr"];
    let same = |known: &&str| known.eq_ignore_ascii_case(prefix);
    if let Some(known) = PREFIXES.into_iter().find(same) {
        return Some(Ok(known));
    }
    if prefix.eq_ignore_ascii_case("rt") {
        return Some(Ok("tr"));
    }
    let has = |letter: char| prefix.chars().any(|found| found.eq_ignore_ascii_case(&letter));
    let twice = prefix
        .bytes()
        .enumerate()
        .any(|(index, byte)| prefix.bytes().skip(index + 1).any(|other| other.eq_ignore_ascii_case(&byte)));
    if twice {
        return None;
    }
    const CLASHES: [(char, char); 7] =
        [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    CLASHES.into_iter().find(|&(one, other)| has(one) && has(other)).map(Err)
}

/// The first character that cannot stand where it does in a name.
fn invalid_character(name: &str) -> Option<(usize, char)> {
    if name.is_ascii() {
        return None;
    }
    name.char_indices().find(|&(offset, character)| {
        let starts = character == '_' || unicode_ident::is_xid_start(character);
        !(starts || offset > 0 && unicode_ident::is_xid_continue(character))
    })
}

/// The kind of a name: a keyword's own, for the soft keywords too.
fn keyword(text: &str) -> TokenKind {
    match text {
        "False" => TokenKind::False,
        "None" => TokenKind::None,
        "True" => TokenKind::True,
        "and" => TokenKind::And,
        "as" => TokenKind::As,
        "assert" => TokenKind::Assert,
        "async" => TokenKind::Async,
        "await" => TokenKind::Await,
        "break" => TokenKind::Break,
        "case" => TokenKind::Case,
        "class" => TokenKind::Class,
        "continue" => TokenKind::Continue,
        "def" => TokenKind::Def,
        "del" => TokenKind::Del,
        "elif" => TokenKind::Elif,
        "else" => TokenKind::Else,
        "except" => TokenKind::Except,
        "finally" => TokenKind::Finally,
        "for" => TokenKind::For,
        "from" => TokenKind::From,
        "global" => TokenKind::Global,
        "if" => TokenKind::If,
        "import" => TokenKind::Import,
        "in" => TokenKind::In,
        "is" => TokenKind::Is,
        "lambda" => TokenKind::Lambda,
        "match" => TokenKind::Match,
        "nonlocal" => TokenKind::Nonlocal,
        "not" => TokenKind::Not,
        "or" => TokenKind::Or,
        "pass" => TokenKind::Pass,
        "raise" => TokenKind::Raise,
        "return" => TokenKind::Return,
        "try" => TokenKind::Try,
        "type" => TokenKind::Type,
        "while" => TokenKind::While,
        "with" => TokenKind::With,
        "yield" => TokenKind::Yield,
        _ => TokenKind::Name,
    }
}
