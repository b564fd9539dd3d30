//! A path that a document names exists, or stands in the section of what is planned.

use std::collections::BTreeSet;

use super::tree::{File, Finding, Tree};
use crate::project;

const FOLDERS: &[&str] =
    &[".cargo/", ".ci/", "benches/", "crates/", "docs/", "examples/", "tests/", "xtask/"];
const PLANNED: &str = "Planned";

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>, String> {
    let root = project::root();
    let documents: Vec<&File> = tree.files.iter().filter(|file| is_document(&file.path)).collect();
    let named: Vec<Named<'_>> = documents.iter().flat_map(|file| named(file)).collect();
    Ok(findings(&named, |path| root.join(path).exists()))
}

/// The documents of the root and of `docs/`, but not the history, which may name what is gone.
fn is_document(path: &str) -> bool {
    path.ends_with(".md") && path != "CHANGELOG.md" && (path.starts_with("docs/") || !path.contains('/'))
}

struct Named<'a> {
    document: &'a str,
    line: usize,
    path: &'a str,
    planned: bool,
}

fn findings(named: &[Named<'_>], exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    let planned: BTreeSet<&str> =
        named.iter().filter(|named| named.planned).map(|named| named.path).collect();
    let mut findings = Vec::new();
    for Named { document, line, path, planned: is_planned } in named {
        match (exists(path), *is_planned) {
            (true, true) => {
                findings.push(Finding::new(document, *line, format!("`{path}` is here: no longer planned")))
            }
            (false, false) if !planned.contains(path) => {
                findings.push(Finding::new(document, *line, format!("`{path}` does not exist")));
            }
            _ => {}
        }
    }
    findings
}

/// The words of a document that begin with one of our folders.
fn named(file: &File) -> Vec<Named<'_>> {
    let mut planned = false;
    let mut named = Vec::new();
    for (line, text) in file.lines() {
        if text.starts_with('#') {
            planned = text.trim_start_matches('#').trim().starts_with(PLANNED);
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._-/*<>{}".contains(c);
        for word in text.split(|c: char| !is_part(c)) {
            let path = word.trim_end_matches(['.', '/']);
            let is_pattern = path.contains(['*', '<', '>', '{', '}']) || path.contains("NAME");
            if !is_pattern && FOLDERS.iter().any(|folder| word.starts_with(folder) && word != *folder) {
                named.push(Named { document: &file.path, line, path, planned });
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::super::tree::{File, Tree};
    use super::{findings, named};

    fn found(text: &str) -> Vec<String> {
        let tree = Tree::of(&[("README.md", text)]);
        let named: Vec<_> = tree.files.iter().flat_map(|file: &File| named(file)).collect();
        findings(&named, |path| path == "docs/here.md").iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_path_that_is_missing_is_found() {
        assert_eq!(found("See `docs/here.md`, tests/cases/*.py and [this](docs/here.md).\n"), [""; 0]);
        assert_eq!(
            found("# A\n\nSee [this](docs/gone.md).\n"),
            ["README.md:3: `docs/gone.md` does not exist"]
        );
    }

    #[test]
    fn what_is_planned_may_be_missing_but_not_here() {
        assert_eq!(found("run examples/x.py\n## Planned\n- `examples/x.py`\n"), [""; 0]);
        assert_eq!(
            found("## Planned\n- `docs/here.md`\n"),
            ["README.md:2: `docs/here.md` is here: no longer planned"]
        );
    }
}
