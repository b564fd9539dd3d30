//! The bound holds: no tree that the parser makes is deeper, whatever the tokens are.
#![expect(clippy::disallowed_methods, reason = "a test needs a thread with a stack of known size")]

extern crate std;

use std::format;
use std::string::String;
use std::thread;

use ruff_python_ast::AnyNodeRef;
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use super::nesting;
use crate::tokenizer::tokenize;

/// The depth of the tree that the parser makes, whether or not the text is a program.
#[derive(Default)]
struct Depth {
    now: usize,
    most: usize,
}

impl<'a> SourceOrderVisitor<'a> for Depth {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        if node.is_expression() || node.is_statement() || node.is_pattern() {
            self.now += 1;
            self.most = self.most.max(self.now);
        }
        TraversalSignal::Traverse
    }

    fn leave_node(&mut self, node: AnyNodeRef<'a>) {
        if node.is_expression() || node.is_statement() || node.is_pattern() {
            self.now -= 1;
        }
    }
}

fn depth(text: &str) -> usize {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let mut visitor = Depth::default();
    AnyNodeRef::from(parsed.syntax()).visit_source_order(&mut visitor);
    visitor.most
}

/// Runs on a stack that trees of the sizes used here fit into.
fn on_large_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(256 << 20).spawn(test);
    thread.unwrap().join().unwrap();
}

fn check(text: &str) -> (usize, usize) {
    let tokens = tokenize(text, usize::MAX);
    let nesting = nesting(&tokens.list);
    let bound = nesting.depth;
    let end = nesting.broken.map_or(text.len(), |broken| broken.line_end);
    // The parser is shown no more than this.
    let parsed = match &tokens.failure {
        None => &text[..end],
        Some(failure) if failure.eager => "",
        Some(failure) => &text[..end.min(failure.good_until)],
    };
    let depth = depth(parsed);
    assert!(depth <= bound, "{depth} > {bound}: {text:.200}");
    (depth, bound)
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

const WORDS: [&str; 62] = [
    "a",
    "b",
    "1",
    "'s'",
    "None",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "()",
    "[0]",
    "{}",
    ",",
    ":",
    ".",
    ".x",
    "=",
    ":=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "~",
    "|",
    "@",
    "==",
    "<",
    "in",
    "is",
    "not",
    "and",
    "or",
    "if",
    "else",
    "for",
    "async",
    "await",
    "lambda",
    "lambda:",
    "lambda x:",
    "yield",
    "yield from",
    "from",
    "import",
    "as",
    "def",
    "class",
    "with",
    "match",
    "case",
    "type",
    "return",
    "del",
    "raise",
    "\n",
    "\n ",
    ";",
    "f'{",
    "}'",
];

#[test]
fn bound_holds_for_repeated_phrases() {
    on_large_stack(|| {
        let mut numbers = Numbers(1);
        for round in 0..6_000 {
            let length = 1 + numbers.below(6);
            let phrase: String =
                (0..length).map(|_| format!("{} ", WORDS[numbers.below(WORDS.len())])).collect();
            let start = ["", "x = ", "x = (", "match x:\n case "][round % 4];
            check(&format!("{start}{}", phrase.repeat(60)));
        }
    });
}

#[test]
fn bound_holds_for_random_words() {
    on_large_stack(|| {
        let mut numbers = Numbers(2);
        for _ in 0..6_000 {
            let length = 1 + numbers.below(120);
            let text: String =
                (0..length).map(|_| format!("{} ", WORDS[numbers.below(WORDS.len())])).collect();
            check(&text);
        }
    });
}

#[test]
fn what_repeats_without_nesting_counts_once() {
    on_large_stack(|| {
        let flat = [
            ("x = [", "1, ", "]"),
            ("x = [", "a.b.c(d)[e] + f.g, ", "]"),
            ("x = ", "a.b == c.d and ", "e"),
            ("x = ", "not a and not b or ", "e"),
            ("x = ", "a.b < c + d < ", "e"),
            ("x = [", "lambda x, y: x if y else x, ", "]"),
            ("x = {", "a: lambda: 0, ", "}"),
            ("", "x = a if b else c\n", ""),
            ("if a: pass\n", "elif b == c: pass\n", ""),
            ("x = (", "'a' ", ")"),
            ("x = f'", "{a.b!r:>{c}} ", "'"),
            ("f(", "a=b, ", "*c)"),
            ("def f(): pass\n", "@f\n", "def f(): pass\n"),
            ("", "def f(a=1, *b):\n  return a.b\n", ""),
        ];
        for (start, middle, end) in flat {
            let (depth, bound) = check(&format!("{start}{}{end}", middle.repeat(5_000)));
            assert!(bound <= 40, "{depth} <= {bound}: {middle}");
        }
    });
}
