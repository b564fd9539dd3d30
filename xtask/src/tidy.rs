//! `cargo xtask tidy`: the rules that no compiler checks, each in a file of its own.

mod bare_target;
mod dependencies;
mod direction;
mod first_line;
mod heads;
mod ignored_tests;
mod leftovers;
mod length;
mod manifests;
mod mod_rs;
mod named_paths;
mod one_clippy_toml;
mod std_feature;
mod std_named;
mod tree;

use tree::{Finding, Tree};

use crate::args::Args;
use crate::steps::Done;

/// The crates that hold the language: `no_std`, no unsafe code, no way to the operating system.
const LANGUAGE: &[&str] =
    &["padcell-syntax", "padcell-bytecode", "padcell-compiler", "padcell-policy", "padcell-vm"];

/// Those of them whose dependencies are `no_std` as well: all but the parser's and what stands on it.
const BARE: &[&str] = &["padcell-bytecode", "padcell-policy", "padcell-vm"];

type Rule = fn(&Tree) -> Result<Vec<Finding>, String>;

const RULES: &[(&str, Rule)] = &[
    ("language crates open with no_std and forbid(unsafe_code)", heads::check),
    ("language crates name std only in tests", std_named::check),
    ("our crates depend on each other downwards", direction::check),
    ("every dependency stands in the table of ARCHITECTURE.md", dependencies::check),
    ("nothing below padcell-vm is built with std", std_feature::check),
    ("the bare crates build where there is no std", bare_target::check),
    ("there is one clippy.toml", one_clippy_toml::check),
    ("no file is called mod.rs", mod_rs::check),
    ("no Rust file is over 1000 lines", length::check),
    ("Rust files open with //!", first_line::check),
    ("nothing is left for later", leftovers::check),
    ("no test is ignored", ignored_tests::check),
    ("paths named in the documents exist", named_paths::check),
];

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    Args::parse(words, &[], &[])?;
    Ok(matches!(step()?, Done::Passed))
}

pub(crate) fn step() -> Result<Done, String> {
    let tree = Tree::read()?;
    let mut broken = Vec::new();
    for (name, rule) in RULES {
        let findings = rule(&tree)?;
        println!("{} {name}", if findings.is_empty() { "ok    " } else { "BROKEN" });
        for finding in &findings {
            println!("         {finding}");
        }
        if !findings.is_empty() {
            broken.push(*name);
        }
    }
    Ok(if broken.is_empty() { Done::Passed } else { Done::Failed(broken.join("; ")) })
}
