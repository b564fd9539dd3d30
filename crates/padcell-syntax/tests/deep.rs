//! However deep a program nests, it is parsed or refused: the native stack holds.
#![expect(clippy::disallowed_methods, reason = "a test needs threads with stacks of known sizes")]

use std::thread;

use padcell_syntax::{ErrorKind, Limits, Mode, Parsed, Source, SyntaxError, parse};

/// A sixteenth of what [`Limits`] promise that a thread has.
const STACK_SIZE: usize = Limits::STACK_SIZE / 16;

fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK_SIZE).spawn(test);
    thread.expect("a thread").join().expect("no panic");
}

fn parse_text(text: &str) -> Result<Parsed, SyntaxError> {
    parse(&Source::new("<deep>", text), Mode::Exec, &Limits::default())
}

/// What nests: the text before, the part that is repeated, the text between, the part that closes it, the text after.
const NESTS: [(&str, &str, &str, &str, &str); 34] = [
    ("x = ", "(", "1", ")", ""),
    ("x = ", "[", "1", "]", ""),
    ("x = ", "{", "1", "}", ""),
    ("x = ", "f(", "1", ")", ""),
    ("x = ", "a[", "1", "]", ""),
    ("x = ", "{1: ", "1", "}", ""),
    ("x = ", "(a for b in ", "c", ")", ""),
    ("x = ", "not ", "1", "", ""),
    ("x = ", "-", "1", "", ""),
    ("x = ", "~", "1", "", ""),
    ("x = ", "await ", "1", "", ""),
    ("x = ", "lambda: ", "1", "", ""),
    ("x = ", "lambda a=", "1", ": 1", ""),
    ("x = ", "lambda a, b: ", "1", "", ""),
    ("x = ", "1 if 1 else ", "1", "", ""),
    ("x = ", "1 ** ", "1", "", ""),
    ("x = ", "1 + ", "1", "", ""),
    ("x = ", "1 | -1 * ", "1", "", ""),
    ("x = 1", " @ 1", "", "", ""),
    ("x = a", ".b", "", "", ""),
    ("x = a", "()", "", "", ""),
    ("x = a", "[0]", "", "", ""),
    ("x = a", ".b()[0]", "", "", ""),
    ("x = ", "yield ", "1", "", ""),
    ("x = ", "(yield ", "1", ")", ""),
    ("x = ", "(y := ", "1", ")", ""),
    ("f(", "*", "a", "", ")"),
    ("x = ", "f'{", "1", "}'", ""),
    ("x = ", "f'{1:{", "1", "}}'", ""),
    ("x: ", "list[", "int", "]", " = 1"),
    ("match x:\n case ", "[", "1", "]", ": pass"),
    ("match x:\n case ", "A(b=", "1", ")", ": pass"),
    ("match x:\n case ", "1 + ", "1j", "", ": pass"),
    ("def f[T: ", "a[", "b", "]", "](): pass"),
];

#[test]
fn a_hundred_thousand_levels_are_refused() {
    on_small_stack(|| {
        for (before, repeated, between, closing, after) in NESTS {
            let text =
                format!("{before}{}{between}{}{after}\n", repeated.repeat(100_000), closing.repeat(100_000));
            let error = parse_text(&text).expect_err(repeated);
            if error.kind == ErrorKind::Syntax {
                let known = [
                    "too many nested parentheses",
                    "too many nested f-strings or t-strings",
                    "invalid syntax",
                ];
                assert!(
                    known.contains(&&*error.message) || error.message.contains("expressions nested"),
                    "{error:?}"
                );
            } else {
                assert_eq!(error.kind, ErrorKind::TooDeep, "{repeated}");
            }
        }
    });
}

#[test]
fn half_open_nests_are_refused() {
    on_small_stack(|| {
        for (before, repeated, ..) in NESTS {
            let text = format!("{before}{}", repeated.repeat(100_000));
            parse_text(&text).expect_err(repeated);
            // An error in brackets makes the parser look for statements in them.
            let text = format!("(x y\n{before}{}", repeated.repeat(100_000));
            parse_text(&text).expect_err(repeated);
        }
    });
}

#[test]
fn as_deep_as_allowed_is_parsed_and_dropped() {
    on_small_stack(|| {
        for (before, repeated, between, closing, after) in NESTS {
            let deepest = (1..=6_000).rev().step_by(100).find(|&levels| {
                let text = format!(
                    "{before}{}{between}{}{after}\n",
                    repeated.repeat(levels),
                    closing.repeat(levels)
                );
                parse_text(&text).is_ok()
            });
            // Some cannot be repeated at all, such as `yield yield`.
            assert!(deepest.is_none_or(|levels| levels >= 100), "{repeated}: {deepest:?}");
        }
    });
}

#[test]
fn levels_of_indentation() {
    let nested = |levels: usize| -> String {
        (0..levels).map(|level| format!("{}if x:\n", " ".repeat(level))).collect::<String>()
            + &" ".repeat(levels)
            + "pass\n"
    };
    on_small_stack(move || {
        assert!(parse_text(&nested(99)).is_ok());
        for levels in [100, 101, 2_000] {
            let error = parse_text(&nested(levels)).expect_err("too deep");
            assert_eq!(error.kind, ErrorKind::Indentation);
            assert_eq!(error.message, "too many levels of indentation");
        }
    });
}

#[test]
fn brackets_as_deep_as_python_allows() {
    on_small_stack(|| {
        let nested = |levels: usize| format!("x = {}{}\n", "(".repeat(levels), ")".repeat(levels));
        assert!(parse_text(&nested(200)).is_ok());
        let error = parse_text(&nested(201)).expect_err("too deep");
        assert_eq!((error.kind, &*error.message), (ErrorKind::Syntax, "too many nested parentheses"));
        assert_eq!((error.line, error.column), (1, 205));
    });
}

#[test]
fn which_exception_a_deep_program_raises() {
    on_small_stack(|| {
        let chain = parse_text(&format!("a{}\n", ".b".repeat(100_000))).expect_err("too deep");
        assert_eq!(chain.exception_name(), "RecursionError");
        assert_eq!(chain.message, "maximum recursion depth exceeded during compilation");
        for prefix in ["-", "not ", "lambda: "] {
            let error = parse_text(&format!("{}a\n", prefix.repeat(100_000))).expect_err("too deep");
            assert_eq!(error.exception_name(), "MemoryError");
            assert_eq!(error.message, "Parser stack overflowed - Python source too complex to parse");
        }
    });
}

#[test]
fn long_programs_are_parsed() {
    on_small_stack(|| {
        let programs = [
            format!("x = 1{}\n", "+1".repeat(5_000)),
            format!("x = a{}\n", ".b".repeat(1_000)),
            format!("x = a{}\n", ".b(c)".repeat(1_000)),
            format!("if a: pass\n{}", "elif a: pass\n".repeat(3_000)),
            format!("x = ({})\n", "'a' ".repeat(10_000)),
            format!("x = [{}]\n", "1, ".repeat(200_000)),
            format!("x = {{{}}}\n", "'a': {'b': 1}, ".repeat(50_000)),
            format!("x = a{}\n", " and a.b == c or not d".repeat(10_000)),
            format!("x = {}1\n", "a < ".repeat(50_000)),
            "def f(a, b=1):\n    return [a.b(c) for c in b if c]\n".repeat(10_000),
            format!("x = f'{}'\n", "{a!r:>{b}} ".repeat(10_000)),
            format!("{}def f(): pass\n", "@a.b(c)\n".repeat(10_000)),
            format!("x = {}1\n", "a = ".repeat(10_000)),
            format!("x = {}1\n", "-".repeat(2_000)),
            format!("x = {}1\n", "1 if 1 else ".repeat(2_000)),
        ];
        for text in programs {
            let parsed = parse_text(&text);
            assert!(parsed.is_ok(), "{:.60}: {:?}", text, parsed.err());
        }
    });
}
