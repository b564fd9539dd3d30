//! One program of `tests/` and how it is started.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::Subject;
use super::expect::Expect;
use super::header::Header;
use crate::child::{self, Outcome};
use crate::project;
use crate::python::Python;

/// The folders of `tests/`; only what stands in the first is compared with CPython.
const CASES: &str = "cases";
const LIMITS: &str = "limits";
/// Trusted scripts that make cells and say `ok` at the end.
const SUPERVISE: &str = "supervise";
pub(super) const ESCAPE: &str = "escape";

pub(super) struct Program {
    /// The path below `tests/`.
    pub(super) name: String,
    path: PathBuf,
    folder: &'static str,
    pub(super) header: Header,
    /// What CPython makes of it, once it was asked: several builds of padcell are compared with one answer.
    expected: OnceLock<Result<Outcome, String>>,
}

/// The programs whose name contains `word`, in the order of their names.
pub(super) fn find(word: &str) -> Result<Vec<Program>, String> {
    let mut programs = Vec::new();
    for folder in [CASES, LIMITS, ESCAPE, SUPERVISE] {
        let place = project::root().join("tests").join(folder);
        // A folder without programs is not checked in.
        let Ok(entries) = std::fs::read_dir(&place) else { continue };
        for entry in entries {
            let path = entry.map_err(|e| format!("{}: {e}", place.display()))?.path();
            let Some(file) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let name = format!("{folder}/{file}");
            if file.ends_with(".py") && name.contains(word) {
                programs.push(Program::read(name, path, folder)?);
            }
        }
    }
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(programs)
}

impl Program {
    fn read(name: String, path: PathBuf, folder: &'static str) -> Result<Self, String> {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
        let mut header = Header::parse(&text).map_err(|e| format!("{name}: {e}"))?;
        if folder == SUPERVISE {
            header.command = SUPERVISE.into();
            header.expect.push(Expect::Exit(0));
            header.expect.push(Expect::Ends("ok".into()));
        }
        if folder == CASES && !header.expect.is_empty() {
            return Err(format!("{name}: a case expects what CPython does, not what a header says"));
        }
        if folder == LIMITS && header.expect.is_empty() {
            return Err(format!("{name}: a limit without `# expect:` tests nothing"));
        }
        Ok(Self { name, path, folder, header, expected: OnceLock::new() })
    }

    pub(super) fn is_case(&self) -> bool {
        self.folder == CASES
    }

    pub(super) fn is_escape(&self) -> bool {
        self.folder == ESCAPE
    }

    pub(super) fn on_python(&self, python: &Python) -> Result<&Outcome, String> {
        self.expected.get_or_init(|| self.start(&python.path, &[], 1, 0)).as_ref().map_err(Clone::clone)
    }

    pub(super) fn on(&self, subject: &Subject) -> Result<Outcome, String> {
        if subject.stand_in {
            return self.start(&subject.file, &[], 1, 0);
        }
        let words: Vec<&str> = [self.header.command.as_str()]
            .into_iter()
            .chain(self.header.args.iter().map(String::as_str))
            .collect();
        self.start(&subject.file, &words, subject.slower, self.header.stack_bytes)
    }

    fn start(&self, file: &Path, words: &[&str], slower: u32, stack_bytes: u64) -> Result<Outcome, String> {
        let words = [file.into()]
            .into_iter()
            .chain(words.iter().map(OsString::from))
            .chain([self.path.clone().into()]);
        let mut program = child::Program::new(words.collect(), self.header.wall * slower);
        program.stack_bytes = stack_bytes;
        program.run()
    }
}
