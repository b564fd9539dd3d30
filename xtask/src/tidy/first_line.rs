//! The first line of a Rust file says what the file is for.

use super::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        let first = file.text.lines().next().unwrap_or_default();
        if first.strip_prefix("//! ").is_none_or(|text| text.trim().is_empty()) {
            findings.push(Finding::new(&file.path, 1, "does not open with `//! ` and a sentence"));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::check;

    #[test]
    fn a_sentence_is_wanted() {
        assert_eq!(check(&Tree::of(&[("a.rs", "//! What it is.\n")])).unwrap().len(), 0);
        assert_eq!(
            check(&Tree::of(&[("a.rs", "//!\n"), ("b.rs", "use core::fmt;\n"), ("c.rs", "")])).unwrap().len(),
            3
        );
    }
}
