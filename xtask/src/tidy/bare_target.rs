//! Where a target without `std` is installed, the bare crates are built for it: the strictest proof there is.

use super::BARE;
use super::tree::{Finding, Tree};
use crate::project;
use crate::steps::{Done, command};

pub(super) fn check(_: &Tree) -> Result<Vec<Finding>, String> {
    let Some(target) = installed() else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    for name in BARE {
        let mut build = project::cargo();
        build.args(["check", "--quiet", "--package", name, "--target", &target]);
        if let Done::Failed(_) = command(&mut build)? {
            let path = format!("crates/{name}/Cargo.toml");
            findings.push(Finding::new(&path, 1, format!("does not build for {target}")));
        }
    }
    Ok(findings)
}

/// The name of an installed target without an operating system; nothing where rustup is absent.
fn installed() -> Option<String> {
    let done = std::process::Command::new("rustup").args(["target", "list", "--installed"]).output().ok()?;
    let text = String::from_utf8(done.stdout).ok()?;
    text.lines().find(|target| target.contains("-none")).map(String::from)
}
