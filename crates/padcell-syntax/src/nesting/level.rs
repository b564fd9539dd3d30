//! The parts of an expression that are open, and how deep those are that are done.

use core::mem;

/// Levels of binary operators that bind more closely from left to right: `|`, `^`, `&`, shifts, sums, products.
pub(super) const BINARY_LEVELS: usize = 6;

/// What a level is inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Statements.
    Block,
    /// A bracket, or the braces of an f-string.
    Bracket,
    /// The text of an f-string.
    String,
}

/// What is known of the innermost block, bracket or f-string that is open.
///
/// Each operator adds to the part it is of; an operator that binds less closely makes a finished part of what precedes it
/// and only the deepest finished part is kept.
pub(super) struct Level {
    pub(super) kind: Kind,
    /// Whether the pattern of a `case` is being read.
    pub(super) pattern: bool,
    /// The deepest of the elements or statements that are done.
    done: usize,
    /// What stays open past a comma: `yield`.
    pub(super) sticky: usize,
    /// Lambdas whose colon has not come: their commas separate parameters.
    pub(super) parameters: usize,
    /// `lambda`, conditional expressions and `:=`, which nest to the right to the end of the element.
    pub(super) right: usize,
    right_done: usize,
    /// Whether `and` or `or` was seen since the last of those.
    pub(super) boolean: bool,
    boolean_done: usize,
    pub(super) not: usize,
    /// Whether a comparison was seen since the last `and` or `or`.
    pub(super) comparison: bool,
    compared: usize,
    pub(super) binary: usize,
    binary_done: usize,
    /// Attributes, calls, subscripts, powers and signs around one operand.
    pub(super) close: usize,
    inside: usize,
}

impl Level {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            pattern: false,
            done: 0,
            sticky: 0,
            parameters: 0,
            right: 0,
            right_done: 0,
            boolean: false,
            boolean_done: 0,
            not: 0,
            comparison: false,
            compared: 0,
            binary: 0,
            binary_done: 0,
            close: 0,
            inside: 0,
        }
    }

    /// A binary operator: what precedes it is its left operand.
    pub(super) fn fold_binary(&mut self) {
        self.binary_done = self.binary_done.max(self.close + self.inside);
        self.close = 0;
        self.inside = 0;
    }

    pub(super) fn fold_comparison(&mut self) {
        self.fold_binary();
        self.compared = self.compared.max(self.binary + self.binary_done);
        self.comparison = true;
        self.binary = 0;
        self.binary_done = 0;
    }

    pub(super) fn fold_boolean(&mut self) {
        self.fold_comparison();
        self.boolean_done = self.boolean_done.max(self.not + 1 + self.compared);
        self.not = 0;
        self.comparison = false;
        self.compared = 0;
    }

    pub(super) fn fold_right(&mut self) {
        self.fold_boolean();
        self.right_done = self.right_done.max(2 + self.boolean_done);
        self.boolean = false;
        self.boolean_done = 0;
    }

    /// How many operators wait for the operand that begins now.
    pub(super) fn waiting(&self) -> usize {
        let boolean = 2 * usize::from(self.boolean);
        self.close + self.binary.min(BINARY_LEVELS) + usize::from(self.comparison) + self.not + boolean
    }

    /// The end of an element, unless a lambda's parameters are being read.
    pub(super) fn separate(&mut self) {
        self.fold_right();
        if self.parameters == 0 {
            self.done = self.done.max(self.sticky + self.right + self.right_done);
            self.right = 0;
            self.right_done = 0;
        }
    }

    /// The end of a statement.
    pub(super) fn end_statement(&mut self) {
        self.parameters = 0;
        self.pattern = false;
        self.separate();
        self.sticky = 0;
    }

    /// Takes in a level that is closed.
    pub(super) fn close(&mut self, mut inner: Self, extra: usize) {
        inner.end_statement();
        self.inside = self.inside.max(mem::take(&mut inner.done) + extra);
    }

    /// The deepest of the closed levels.
    pub(super) fn depth(&self) -> usize {
        self.inside
    }
}
