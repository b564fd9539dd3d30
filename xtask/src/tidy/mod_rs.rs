//! A module with children is `foo.rs` beside `foo/`.

use super::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let found = tree.rust().filter(|file| file.path.ends_with("/mod.rs"));
    Ok(found.map(|file| Finding::new(&file.path, 1, "is called mod.rs")).collect())
}
