//! Prints the listing of a Python file: `cargo run -p padcell-compiler --example dis -- FILE`.

use padcell_bytecode::{listing, verify};
use padcell_compiler::{Options, compile_source};
use padcell_syntax::Limits;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a tool of the developer")]
fn main() {
    let mut failed = 0;
    let quiet = std::env::args().len() > 2;
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let text = match padcell_syntax::decode(&bytes, &path) {
            Ok(text) => text,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        match compile_source(&text, &Options::new(&path), &Limits::default()) {
            Ok(code) => {
                if !quiet {
                    println!("{}", listing(&code));
                }
                if let Err(error) = verify(&code) {
                    failed += 1;
                    println!("{path}: not verified: {error:?}");
                }
            }
            Err(error) => {
                failed += 1;
                println!("{path}:{}:{}: {}", error.line, error.column, error.message);
            }
        }
    }
    println!("{failed} failed");
}
