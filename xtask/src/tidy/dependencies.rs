//! The table of dependencies in `ARCHITECTURE.md` is the list of what is allowed.
//!
//! A row is `| name | our crates that use it | reason |`. A dependency without a row is refused, and so is a row
//! without a dependency.

use std::collections::BTreeSet;

use super::manifests::{Dependency, dependencies};
use super::tree::{Finding, Tree};

const DOCUMENT: &str = "ARCHITECTURE.md";
const HEADING: &str = "## Dependencies";

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let text = tree.file(DOCUMENT).map_or("", |file| &file.text);
    Ok(findings(&rows(text), &dependencies()?))
}

/// Pairs of our crate and what it may use, with the line that allows it.
fn rows(text: &str) -> Vec<(usize, String, String)> {
    let lines = text.lines().enumerate().skip_while(|(_, line)| *line != HEADING).skip(1);
    let section = lines.take_while(|(_, line)| !line.starts_with("## "));
    let mut rows = Vec::new();
    for (index, line) in section {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", name, users, reason, ""] = cells[..] else { continue };
        if !name.starts_with('`') || reason.is_empty() {
            continue;
        }
        for user in users.split(',') {
            rows.push((index + 1, user.trim().trim_matches('`').into(), name.trim_matches('`').into()));
        }
    }
    rows
}

fn findings(rows: &[(usize, String, String)], dependencies: &[Dependency]) -> Vec<Finding> {
    let used: BTreeSet<(&str, &str)> = dependencies
        .iter()
        .filter(|dependency| !dependency.is_ours)
        .map(|dependency| (dependency.user.as_str(), dependency.name.as_str()))
        .collect();
    let allowed: BTreeSet<(&str, &str)> =
        rows.iter().map(|(_, user, name)| (user.as_str(), name.as_str())).collect();
    let mut findings = Vec::new();
    for (user, name) in used.difference(&allowed) {
        findings.push(Finding::new(DOCUMENT, 1, format!("{user} uses {name}: add a row with the reason")));
    }
    for (line, user, name) in rows {
        if !used.contains(&(user.as_str(), name.as_str())) {
            findings.push(Finding::new(DOCUMENT, *line, format!("{user} does not use {name}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Dependency, findings, rows};

    const TABLE: &str = "## Dependencies\n\n| crate | used by | reason |\n|---|---|---|\n\
                         | `libm` | `padcell-vm`, `xtask` | the same results everywhere |\n| `bare` | `xtask` | |\n## Next\n";

    fn used(user: &str, name: &str) -> Dependency {
        Dependency { user: user.into(), name: name.into(), is_ours: false }
    }

    #[test]
    fn a_row_allows_what_it_names_and_needs_a_reason() {
        let rows = rows(TABLE);
        assert_eq!(rows.len(), 2);
        assert_eq!(findings(&rows, &[used("padcell-vm", "libm"), used("xtask", "libm")]).len(), 0);
        assert_eq!(findings(&rows, &[used("padcell-vm", "libm")]).len(), 1);
        assert_eq!(
            findings(&rows, &[used("padcell-vm", "libm"), used("xtask", "libm"), used("xtask", "x")]).len(),
            1
        );
    }
}
