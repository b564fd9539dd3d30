//! Listings of small programs, compared with those in `bytecode/`; `BLESS=1 cargo test` rewrites them.
#![expect(
    clippy::disallowed_methods,
    reason = "goldens are files, and the environment says whether to bless them"
)]

use std::fs;
use std::path::Path;

use padcell_bytecode::{listing, verify};
use padcell_compiler::{Options, compile_source};
use padcell_syntax::Limits;

const MARK: &str = "\n--- listing: BLESS=1 cargo test -p padcell-compiler --test bytecode rewrites it ---\n";

#[test]
fn listings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no goldens in {}", folder.display());
    let mut differing = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let program = text.split(MARK).next().unwrap_or(&text).trim_end();
        let program = format!("{program}\n");
        let code = compile_source(&program, &Options::new("x.py"), &Limits::default());
        let code = code.unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        verify(&code).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let wanted = format!("{program}{MARK}{}", listing(&code));
        if wanted == text {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, wanted).unwrap();
        } else {
            differing.push(path);
        }
    }
    assert!(differing.is_empty(), "listings differ (BLESS=1 accepts them): {differing:?}");
}
