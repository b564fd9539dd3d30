//! `cargo xtask`: everything that checks the project.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a developer's tool starts processes, reads files and looks at the clock"
)]

mod args;
mod bench;
mod bless;
mod cases;
mod child;
mod corpus;
mod measure;
mod project;
mod python;
mod steps;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  test         format, lints, unit and doc tests, cases on CPython and here, tidy
                 --no-stress            leave out the cases in the gc-stress build
  cases [WORD] only the cases, limits and escapes whose path contains WORD
                 --padcell FILE         the command to test (default: the release build, built first)
                 --cpython FILE         the CPython to compare with (default: the newest in PATH, at least 3.11)
                 --slower N             give them N times as long
                 --stand-in FILE        run this Python in the place of padcell, to test the cases themselves
  corpus [WORD]
               the programs of tests/escape/corpus whose name contains WORD, in every kind of cell
                 --padcell FILE --cpython FILE
  tidy         the rules that no compiler checks
  bless        write the golden files anew
  bench        the programs of benches/suite, beside CPython
                 --filter WORD --n N --cpython FILE --padcell FILE --save FILE.json
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let done = match command {
        "test" => test::main(rest),
        "cases" => cases::main(rest),
        "corpus" => corpus::main(rest),
        "tidy" => tidy::main(rest),
        "bless" => bless::main(rest),
        "bench" => bench::main(rest),
        measure::COMMAND => measure::main(rest),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(true)
        }
        other => Err(format!("no command `{other}`\n\n{USAGE}")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::from(2)
        }
    }
}
