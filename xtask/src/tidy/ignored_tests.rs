//! A test that is not run tests nothing: what is wrong today is asserted as it is, with a note.

use super::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        for (number, line) in file.lines() {
            let code = line.trim_start();
            if code.starts_with("#[ignore") || code.starts_with("#[should_panic") {
                findings.push(Finding::new(&file.path, number, code));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::check;

    #[test]
    fn both_attributes_are_found() {
        let text = "//! Doc.\n#[test]\n#[ignore]\nfn a() {}\n#[test]\n#[should_panic]\nfn b() {}\n";
        assert_eq!(check(&Tree::of(&[("crates/a/src/tests.rs", text)])).unwrap().len(), 2);
    }
}
