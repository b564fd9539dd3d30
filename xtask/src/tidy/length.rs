//! A Rust file has at most 1000 lines, unless it is one table and says so.

use super::tree::{Finding, Tree};

const LONGEST: usize = 1000;
const TABLE: &str = "// tidy: table";

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        let lines = file.text.lines().count();
        if lines > LONGEST && !file.text.lines().any(|line| line == TABLE) {
            findings.push(Finding::new(&file.path, LONGEST + 1, format!("has {lines} lines")));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::check;

    #[test]
    fn only_a_table_may_be_longer() {
        let (short, long) = ("\n".repeat(1000), "\n".repeat(1001));
        let table = format!("//! A table.\n// tidy: table\n{long}");
        assert_eq!(
            check(&Tree::of(&[("a.rs", &short), ("b.rs", &table), ("c.py", &long)])).unwrap().len(),
            0
        );
        assert_eq!(check(&Tree::of(&[("a.rs", &long)])).unwrap().len(), 1);
    }
}
