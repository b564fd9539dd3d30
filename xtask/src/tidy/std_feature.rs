//! Nothing that the bare crates are built from has its feature `std` turned on.

use std::collections::BTreeSet;

use super::BARE;
use super::tree::{Finding, Tree};
use crate::project;

pub(super) fn check(_: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for name in BARE {
        let mut tree = project::cargo();
        tree.args([
            "tree",
            "--package",
            name,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}|{f}",
        ]);
        let listing = project::output(&mut tree)?;
        let found = with_std(&listing);
        let path = format!("crates/{name}/Cargo.toml");
        findings.extend(
            found
                .iter()
                .filter(|it| !EXCUSED.iter().any(|(name, _)| it.starts_with(name)))
                .map(|package| Finding::new(&path, 1, format!("{package} is built with `std`"))),
        );
    }
    Ok(findings)
}

/// Packages whose `std` another dependency turns on, and why that is borne.
const EXCUSED: &[(&str, &str)] = &[(
    "siphasher ",
    "`phf_shared`, behind the names of characters, asks for it; a hash function reaches nothing",
)];

/// The packages of a listing `name version|feature,feature` that have the feature.
fn with_std(listing: &str) -> BTreeSet<&str> {
    let lines = listing.lines().filter_map(|line| line.split_once('|'));
    // A package that was listed before ends with ` (*)`.
    lines
        .filter(|(_, features)| features.trim_end_matches(" (*)").split(',').any(|feature| feature == "std"))
        .map(|(package, _)| package.split(" (").next().unwrap_or(package))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::with_std;

    #[test]
    fn the_feature_is_found_by_its_whole_name() {
        let listing = "padcell-vm v0.1.0 (/somewhere)|\nlibm v0.2.16|arch,default\nnum-traits v0.2.19|std,libm (*)\nx v1|std_detect";
        assert_eq!(with_std(listing).into_iter().collect::<Vec<_>>(), ["num-traits v0.2.19"]);
    }
}
