//! Files that the supervisor itself reads and writes: programs, and the audit.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read};
use std::path::Path;

use crate::HostError;

/// The bytes of a program's file.
///
/// # Errors
/// When it is missing, a directory, or cannot be read.
pub fn read_program(path: &Path) -> Result<Vec<u8>, HostError> {
    fs::read(path).map_err(|error| HostError::File { path: path.to_owned(), error })
}

/// All of standard input, as a program's text.
///
/// # Errors
/// When it cannot be read.
pub fn read_stdin_program() -> Result<Vec<u8>, HostError> {
    let mut bytes = Vec::new();
    match io::stdin().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(HostError::File { path: "<stdin>".into(), error }),
    }
}

/// A new file, or an old one emptied, to which lines are written.
///
/// # Errors
/// When it cannot be written.
pub fn create_file(path: &Path) -> Result<BufWriter<File>, HostError> {
    match File::create(path) {
        Ok(file) => Ok(BufWriter::new(file)),
        Err(error) => Err(HostError::File { path: path.to_owned(), error }),
    }
}

/// Whether a directory holds a module or package of this name: for the note under a failed import.
#[must_use]
pub fn has_module(directory: &Path, name: &str) -> bool {
    let is_plain = !name.is_empty() && name.chars().all(|it| it == '_' || it.is_alphanumeric());
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    is_plain
        && (directory.join(format!("{name}.py")).is_file()
            || directory.join(name).join("__init__.py").is_file())
}

/// The directory that this process runs in, and the absolute directory of a script: for a supervisor, whose relative
/// paths mean what its user means.
#[must_use]
pub fn directories_of(script: &Path) -> Option<(String, String)> {
    let current = std::env::current_dir().ok()?;
    let absolute = current.join(script);
    let directory = absolute.parent().unwrap_or(&current).to_path_buf();
    Some((current.into_os_string().into_string().ok()?, directory.into_os_string().into_string().ok()?))
}

/// The directories that `PYTHONPATH` names, as absolute paths, as far as they are text: a supervisor's modules.
#[must_use]
pub fn python_path() -> Vec<String> {
    let Some(value) = std::env::var_os("PYTHONPATH") else { return Vec::new() };
    std::env::split_paths(&value)
        .filter_map(|it| std::path::absolute(it).ok()?.into_os_string().into_string().ok())
        .collect()
}

/// The names of the variables of this process, those that are text: for a supervisor, who sees them all.
#[must_use]
pub fn environment_names() -> Vec<String> {
    std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(|it| !it.is_empty()).collect()
}
