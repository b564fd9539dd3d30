//! However deep a program nests, it is compiled or refused: the native stack holds.
#![expect(clippy::disallowed_methods, reason = "a test needs threads with stacks of known sizes")]

use std::thread;

use padcell_bytecode::verify;
use padcell_compiler::{Options, compile};
use padcell_syntax::{Limits, Mode, Source, parse};

/// A quarter of what [`Limits`] promise that a thread has.
const STACK_SIZE: usize = Limits::STACK_SIZE / 4;

/// What nests: the text before, the part that is repeated, the text between, the part that closes it, the text after.
const NESTS: [(&str, &str, &str, &str, &str); 38] = [
    ("x = ", "(", "1", ")", ""),
    ("x = ", "[", "a", "]", ""),
    ("x = ", "[1, 2, b, ", "a", ", 3]", ""),
    ("x = ", "{", "a", "}", ""),
    ("x = ", "f(", "1", ")", ""),
    ("x = ", "f(1, b, ", "1", ", *c)", ""),
    ("x = ", "a[", "1", "]", ""),
    ("x = ", "{1: ", "1", "}", ""),
    ("x = ", "(a for b in ", "c", ")", ""),
    ("x = ", "[a for b in ", "c", "]", ""),
    ("x = ", "[", "a", " for b in c]", ""),
    ("x = ", "not ", "a", "", ""),
    ("x = ", "-", "a", "", ""),
    ("x = ", "lambda: ", "1", "", ""),
    ("x = ", "lambda y: ", "y", "", ""),
    ("x = ", "lambda a=", "1", ": 1", ""),
    ("x = ", "1 if a else ", "1", "", ""),
    ("if ", "1 if a else ", "1", "", ": pass"),
    ("x = ", "a ** ", "1", "", ""),
    ("x = ", "1 + ", "a", "", ""),
    ("x = ", "1 | -1 * ", "a", "", ""),
    ("x = a", " @ 1", "", "", ""),
    ("x = a", ".b", "", "", ""),
    ("x = a", "()", "", "", ""),
    ("x = a", "[0]", "", "", ""),
    ("x = a", ".b()[0]", "", "", ""),
    ("def f(): ", "yield ", "1", "", ""),
    ("def f(): ", "(yield ", "1", ")", ""),
    ("x = ", "(y := ", "1", ")", ""),
    ("x = ", "f'{", "a", "}'", ""),
    ("x: ", "list[", "int", "]", " = 1"),
    ("def f(x: ", "lambda: ", "int", "", "): pass"),
    ("match x:\n case ", "[a, ", "1", "]", ": pass"),
    ("match x:\n case ", "A(b=", "1", ")", ": pass"),
    ("match x:\n case ", "{1: ", "1", "}", ": pass"),
    ("def f[T: ", "a[", "b", "]", "](): pass"),
    ("from __future__ import annotations\nx: ", "a[", "b", "]", " = 1"),
    ("from __future__ import annotations\nx: ", "-", "b", "", " = 1"),
];

#[test]
fn what_is_parsed_is_compiled_or_refused() {
    let test = || {
        for (before, repeated, between, closing, after) in NESTS {
            // The deepest that the parser takes.
            for count in [6000, 4000, 2900, 1900, 900, 400, 190, 90, 40] {
                let text =
                    format!("{before}{}{between}{}{after}\n", repeated.repeat(count), closing.repeat(count));
                let source = Source::new("<deep>", text);
                let Ok(parsed) = parse(&source, Mode::Exec, &Limits::default()) else { continue };
                if let Ok(code) = compile(&source, &parsed, &Options::new("<deep>")) {
                    verify(&code).unwrap_or_else(|error| panic!("{repeated} {count}: {error:?}"));
                }
                break;
            }
        }
    };
    let thread = thread::Builder::new().stack_size(STACK_SIZE).spawn(test);
    thread.expect("a thread").join().expect("no panic");
}

#[test]
fn nested_finally_bodies_do_not_multiply_without_end() {
    let mut text = String::from("def f():\n");
    for depth in 0..20 {
        let indent = " ".repeat(depth + 1);
        text += &format!("{indent}try: a()\n{indent}finally:\n");
    }
    text += &format!("{}b()\n", " ".repeat(21));
    let source = Source::new("<deep>", text);
    let parsed = parse(&source, Mode::Exec, &Limits::default()).expect("it is a program");
    let error = compile(&source, &parsed, &Options::new("<deep>")).expect_err("it doubles twenty times");
    assert_eq!(error.message, "too many statically nested blocks");
}

/// Small texts that would make much: they are refused, or stay small.
#[test]
fn small_texts_stay_small() {
    let names: Vec<String> = (0..5000).map(|at| format!("v{at}")).collect();
    let passed = format!("def f({}):\n return {}({})\n", "", "lambda: ".repeat(900), names.join(", "));
    let passed = format!("def g():\n {} = x\n {}", names.join(" = "), passed.replace('\n', "\n "));
    let nested_strings = (0..20).fold(String::from("x"), |text, at| {
        let quotes = ["'", "\"", "'''", "\"\"\""][at % 4];
        format!("f{quotes}'\\\"{{{text}}}{quotes}")
    });
    let strings = format!("from __future__ import annotations\nx: {nested_strings}\n");
    let captures: Vec<String> = (0..20_000).map(|at| format!("c{at}")).collect();
    let captures = format!("match x:\n case [{}]: pass\n", captures.join(", "));
    for text in [passed, strings, captures] {
        let source = Source::new("<deep>", text);
        let Ok(parsed) = parse(&source, Mode::Exec, &Limits::default()) else { continue };
        if let Ok(code) = compile(&source, &parsed, &Options::new("<deep>")) {
            verify(&code).expect("it is verified");
        }
    }
}
