//! What the manifests of our crates say about dependencies.

use serde_json::Value;

use crate::project;

/// One line of `[dependencies]` or of `[build-dependencies]`; what only tests need is not counted.
pub(super) struct Dependency {
    /// Our crate.
    pub(super) user: String,
    pub(super) name: String,
    /// Whether it is one of our own.
    pub(super) is_ours: bool,
}

pub(super) fn dependencies() -> Result<Vec<Dependency>, String> {
    let metadata = project::metadata()?;
    let packages = metadata["packages"].as_array().ok_or("cargo names no packages")?;
    let mut found = Vec::new();
    for package in packages {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if dependency["kind"] != "dev" {
                found.push(Dependency {
                    user: text(&package["name"]),
                    name: text(&dependency["name"]),
                    is_ours: !dependency["path"].is_null(),
                });
            }
        }
    }
    Ok(found)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}
