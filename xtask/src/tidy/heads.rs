//! The language crates say `no_std` and `forbid(unsafe_code)` at their head.

use super::LANGUAGE;
use super::tree::{Finding, Tree};

const HEADS: &[&str] = &["#![no_std]", "#![forbid(unsafe_code)]"];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for name in LANGUAGE {
        let path = format!("crates/{name}/src/lib.rs");
        let text = tree.file(&path).map_or("", |file| &file.text);
        for head in HEADS {
            if !text.lines().any(|line| line == *head) {
                findings.push(Finding::new(&path, 1, format!("`{head}` is missing")));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::{LANGUAGE, check};

    #[test]
    fn both_heads_are_wanted_in_each_crate() {
        assert_eq!(check(&Tree::of(&[])).unwrap().len(), LANGUAGE.len() * 2);
        let head = "//! Doc.\n#![no_std]\n// #![forbid(unsafe_code)]\n";
        let tree = Tree::of(&[("crates/padcell-vm/src/lib.rs", head)]);
        assert_eq!(check(&tree).unwrap().len(), LANGUAGE.len() * 2 - 1);
    }
}
