//! No language crate gets `std` back, except in its tests.

use super::LANGUAGE;
use super::tree::{File, Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let of_language = |file: &&File| file.crate_name().is_some_and(|name| LANGUAGE.contains(&name));
    let mut findings = Vec::new();
    for file in tree.rust().filter(of_language).filter(|file| !file.is_test()) {
        let mut before = "";
        for (number, line) in file.lines() {
            let code = line.trim_start();
            let named = code.starts_with("extern crate std") || code.starts_with("pub extern crate std");
            if named && before != "#[cfg(test)]" {
                findings.push(Finding::new(&file.path, number, "`std` is named outside tests"));
            }
            if code.contains("macro_use") && code.contains("std") {
                findings.push(Finding::new(&file.path, number, "`std` is named outside tests"));
            }
            before = code.trim_end();
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::check;

    fn findings(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).unwrap().len()
    }

    #[test]
    fn std_is_for_tests() {
        assert_eq!(findings("crates/padcell-vm/src/lib.rs", "extern crate std;\n"), 1);
        assert_eq!(findings("crates/padcell-vm/src/lib.rs", "#[cfg(test)]\nextern crate std;\n"), 0);
        assert_eq!(findings("crates/padcell-vm/tests/all.rs", "extern crate std;\n"), 0);
        assert_eq!(findings("crates/padcell-host/src/lib.rs", "extern crate std;\n"), 0);
    }
}
