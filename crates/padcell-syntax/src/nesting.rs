//! A bound on the depth of a program's syntax tree, computed from its tokens without recursion.
//!
//! The parser, whoever walks its tree, and even dropping that tree recurse to the tree's depth. The bound is never below
//! the depth, and for what people write it is at most a few times as large: what can be repeated without nesting
//! (elements, statements, comparisons, `and`, `or`, `elif`) counts once.
//!
//! Where one token cannot follow another the program has an error, and no rule of grammar says how the parser goes on. From
//! there every token counts, and the parser is shown no more than the rest of that line.

mod follow;
mod level;

use alloc::vec::Vec;
use core::mem;

use ruff_python_ast::token::TokenKind;

use crate::tokenizer::Token;
pub(crate) use follow::is_operand;
use level::{BINARY_LEVELS, Kind, Level};

/// Nodes between a bracket's own and what is in it: a subscript's tuple, a slice.
const BRACKET: usize = 3;
/// Nodes between a block's statement and the statements in it.
const BLOCK: usize = 2;
/// Nodes that one token of a broken line can make.
const NODES: usize = 3;

/// What one level of a recursion counts that takes more native stack than others.
const UNGUARDED: usize = 20;

/// How deep a program may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nesting {
    /// No path of the syntax tree is longer.
    pub(crate) depth: usize,
    /// The longest run of operators, calls or attributes that nests to the left: the parser reads it in a loop.
    pub(crate) longest_chain: usize,
    /// The first token that cannot stand where it does, and the end of its line: the bound holds up to there.
    pub(crate) broken: Option<Broken>,
}

/// Where a program stops making sense.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Broken {
    pub(crate) token: Token,
    pub(crate) line_end: usize,
}

/// Bounds the nesting of a program, or of a part that a program begins with.
pub(crate) fn nesting(tokens: &[Token]) -> Nesting {
    let mut meter = Meter {
        levels: Vec::new(),
        top: Level::new(Kind::Block),
        before: TokenKind::Newline,
        operand: false,
        longest_chain: 0,
    };
    let mut broken: Option<Broken> = None;
    let mut extra = 0;
    for (index, token) in tokens.iter().enumerate() {
        let after = tokens.get(index + 1).map_or(TokenKind::EndOfFile, |next| next.kind);
        if broken.is_none() && !meter.may_follow(token.kind, after) {
            broken = Some(Broken { token: *token, line_end: 0 });
        }
        let Some(broken) = &mut broken else {
            meter.token(token.kind);
            meter.before = token.kind;
            continue;
        };
        broken.line_end = token.end as usize;
        extra += NODES;
        if token.kind == TokenKind::Newline {
            break;
        }
    }
    while !meter.levels.is_empty() {
        meter.close(BRACKET);
    }
    let mut all = Level::new(Kind::Block);
    all.close(meter.top, BLOCK);
    Nesting { depth: all.depth() + extra, longest_chain: meter.longest_chain, broken }
}

struct Meter {
    /// The levels around the innermost one.
    levels: Vec<Level>,
    top: Level,
    /// The token before.
    before: TokenKind,
    /// Whether it ended an operand, so that `-`, `*` and brackets continue it.
    operand: bool,
    longest_chain: usize,
}

impl Meter {
    fn open(&mut self, kind: Kind) {
        let mut inner = Level::new(kind);
        inner.pattern = self.top.pattern;
        self.levels.push(mem::replace(&mut self.top, inner));
        self.operand = false;
    }

    fn close(&mut self, extra: usize) {
        if let Some(outer) = self.levels.pop() {
            let inner = mem::replace(&mut self.top, outer);
            self.top.close(inner, extra);
        }
    }

    /// One more attribute, call or subscript around the operand at hand.
    fn around(&mut self) {
        self.top.close += 1;
        self.longest_chain = self.longest_chain.max(self.top.close);
    }

    /// Counts a token that may stand where it does.
    fn token(&mut self, kind: TokenKind) {
        use TokenKind as T;
        let was_operand = mem::replace(&mut self.operand, false);
        let is_first = matches!(self.before, T::Newline | T::Indent | T::Dedent);
        match kind {
            T::Lpar | T::Lsqb | T::Lbrace => {
                if was_operand {
                    self.around();
                }
                self.open(Kind::Bracket);
            }
            T::FStringStart | T::TStringStart => self.open(Kind::String),
            T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd => {
                self.close(BRACKET);
                self.operand = true;
            }
            T::Indent => self.open(Kind::Block),
            T::Dedent => {
                self.close(BLOCK);
                self.top.end_statement();
            }
            T::Newline | T::Semi => self.top.end_statement(),
            T::Colon if self.top.parameters > 0 => {
                self.top.parameters -= 1;
                self.top.fold_right();
            }
            T::Colon | T::Comma | T::Equal | T::Exclamation => self.top.separate(),
            T::FStringMiddle | T::TStringMiddle => self.top.separate(),
            T::Dot => self.around(),
            T::Await | T::Tilde => self.top.close += 1,
            T::DoubleStar if was_operand => self.top.close += 1,
            T::Plus | T::Minus if !was_operand => self.top.close += 1,
            T::Star | T::DoubleStar if !was_operand => self.nest_right(),
            // The parser reads the sums of patterns, which have two terms, from the right.
            T::Plus | T::Minus if self.top.pattern => {
                self.top.right += 1;
                self.nest_right();
            }
            // A `/` among parameters stands for itself.
            T::Slash if !was_operand => self.operand = true,
            _ if kind.as_binary_operator().is_some() => {
                self.top.fold_binary();
                self.top.binary += 1;
                self.longest_chain = self.longest_chain.max(self.top.binary);
            }
            T::Not if self.before == T::Is => {}
            T::Not if !was_operand => {
                self.top.not += 1
                    + self.top.close
                    + self.top.binary.min(BINARY_LEVELS)
                    + usize::from(self.top.comparison);
            }
            T::Not | T::In | T::Is | T::EqEqual | T::NotEqual => self.top.fold_comparison(),
            T::Less | T::LessEqual | T::Greater | T::GreaterEqual => self.top.fold_comparison(),
            T::And | T::Or => {
                self.top.fold_boolean();
                self.top.boolean = true;
            }
            T::If | T::Else | T::ColonEqual => {
                self.top.fold_right();
                self.top.right += 1;
            }
            T::Lambda => {
                // The parser's own guard of its stack does not see lambdas among the parameters of lambdas.
                if self.top.parameters > 0 {
                    self.top.right += UNGUARDED;
                }
                self.nest_right();
                self.top.parameters += 1;
            }
            T::Yield => {
                // What it is in stays open with it, and a tuple may stand between.
                self.top.sticky += 2 + self.top.waiting() + mem::take(&mut self.top.right);
                self.top.fold_right();
            }
            // After dots only, where an attribute could be.
            T::Import if self.before == T::Dot => self.around(),
            T::Case if is_first => {
                self.top.pattern = true;
                self.operand = true;
            }
            T::Pass | T::Break | T::Continue => self.operand = true,
            _ if is_operand(kind) => self.operand = true,
            _ => self.top.fold_right(),
        }
    }

    /// An operator that takes all of the element to its right.
    fn nest_right(&mut self) {
        self.top.right += 1 + self.top.waiting();
        self.top.fold_right();
    }
}

#[cfg(test)]
mod tests;
