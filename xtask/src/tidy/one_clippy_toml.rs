//! A `clippy.toml` inside a crate would replace the one at the root, and with it the walls that are lints.

use super::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    if tree.file("clippy.toml").is_none() {
        findings.push(Finding::new("clippy.toml", 1, "is missing"));
    }
    let is_second = |path: &str| path.ends_with("/clippy.toml") || path.ends_with(".clippy.toml");
    for file in tree.files.iter().filter(|file| is_second(&file.path)) {
        findings.push(Finding::new(&file.path, 1, "replaces the clippy.toml of the root"));
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::check;

    #[test]
    fn one_is_right_and_a_second_is_not() {
        assert_eq!(check(&Tree::of(&[("clippy.toml", "")])).unwrap().len(), 0);
        assert_eq!(check(&Tree::of(&[("clippy.toml", ""), ("crates/a/clippy.toml", "")])).unwrap().len(), 1);
        assert_eq!(check(&Tree::of(&[("clippy.toml", ""), (".clippy.toml", "")])).unwrap().len(), 1);
    }
}
