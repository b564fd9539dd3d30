//! Finds the CPython to compare with.

use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

#[derive(Clone, Debug)]
pub(crate) struct Python {
    pub(crate) path: PathBuf,
    pub(crate) version: (u32, u32),
}

impl fmt::Display for Python {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CPython {}.{} ({})", self.version.0, self.version.1, self.path.display())
    }
}

/// The oldest whose behaviour the cases are written for.
const OLDEST: (u32, u32) = (3, 11);

/// The one that was asked for, or the newest in PATH.
pub(crate) fn newest(asked: Option<&str>) -> Result<Python, String> {
    let names: Vec<String> = match asked {
        Some(path) => vec![path.into()],
        None => (11..=14).rev().map(|minor| format!("python3.{minor}")).chain(["python3".into()]).collect(),
    };
    let found = names.iter().find_map(|name| probe(name)).ok_or_else(|| missing(asked))?;
    if found.version < OLDEST {
        return Err(format!("{found} is too old: the cases need {}.{}", OLDEST.0, OLDEST.1));
    }
    Ok(found)
}

/// The one to measure against: the system's own build, which is optimised, before one of a version manager.
pub(crate) fn for_bench(asked: Option<&str>) -> Result<Python, String> {
    match asked {
        Some(path) => probe(path).ok_or_else(|| missing(asked)),
        None => ["/usr/bin/python3.11", "python3.11"]
            .iter()
            .find_map(|name| probe(name))
            .map_or_else(|| newest(None), Ok),
    }
}

fn missing(asked: Option<&str>) -> String {
    let name = asked.unwrap_or("python3");
    format!("`{name}` is not a CPython that runs; name one with --cpython")
}

/// A name in PATH may be a shim for a version that is not there, so the answer counts, not the file.
fn probe(name: &str) -> Option<Python> {
    let program = "import sys; print(sys.executable, *sys.version_info[:2], sep='\\n')";
    let done = Command::new(name).args(["-I", "-c", program]).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(done.stdout).ok().filter(|_| done.status.success())?;
    let mut lines = text.lines();
    let path = lines.next()?.into();
    Some(Python { path, version: (lines.next()?.parse().ok()?, lines.next()?.parse().ok()?) })
}
