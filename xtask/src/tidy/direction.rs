//! Which of our crates may know which.

use super::manifests::{Dependency, dependencies};
use super::tree::{Finding, Tree};

/// A crate that is not listed may use all of ours.
const MAY_USE: &[(&str, &[&str])] = &[
    ("padcell-bytecode", &[]),
    ("padcell-compiler", &["padcell-bytecode", "padcell-syntax"]),
    ("padcell-host", &["padcell-policy"]),
    ("padcell-policy", &[]),
    ("padcell-stdlib", &[]),
    ("padcell-syntax", &[]),
    ("padcell-vm", &["padcell-bytecode", "padcell-policy"]),
    ("xtask", &[]),
];

pub(super) fn check(_: &Tree) -> Result<Vec<Finding>, String> {
    Ok(findings(&dependencies()?))
}

fn findings(dependencies: &[Dependency]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Dependency { user, name, .. } in dependencies.iter().filter(|dependency| dependency.is_ours) {
        let allowed = MAY_USE.iter().find(|(listed, _)| listed == user);
        if allowed.is_some_and(|(_, allowed)| !allowed.contains(&name.as_str())) {
            let path = format!("crates/{user}/Cargo.toml");
            findings.push(Finding::new(&path, 1, format!("{user} may not know {name}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Dependency, findings};

    fn found(user: &str, name: &str) -> usize {
        findings(&[Dependency { user: user.into(), name: name.into(), is_ours: true }]).len()
    }

    #[test]
    fn the_machine_knows_neither_compiler_nor_host() {
        assert_eq!(found("padcell-vm", "padcell-bytecode"), 0);
        assert_eq!(found("padcell-vm", "padcell-compiler"), 1);
        assert_eq!(found("padcell-vm", "padcell-host"), 1);
        assert_eq!(found("padcell", "padcell-vm"), 0);
    }
}
