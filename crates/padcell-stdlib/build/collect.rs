//! Finds the modules below a folder and reads their sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) is_package: bool,
}

/// Every `.py` file below `root`, keyed by its dotted module name.
pub(crate) fn modules(root: &Path) -> Result<BTreeMap<String, Source>, String> {
    let mut found = BTreeMap::new();
    walk(root, "", &mut found)?;
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Source>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if path.is_dir() {
            walk(&path, &format!("{prefix}{stem}."), found)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let is_package = stem == "__init__" && !prefix.is_empty();
            let name =
                if is_package { prefix.trim_end_matches('.').into() } else { format!("{prefix}{stem}") };
            found.insert(name, Source { text, is_package });
        }
    }
    Ok(())
}
