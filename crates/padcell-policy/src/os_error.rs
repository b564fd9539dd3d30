//! The error of an operating system call, as a cell sees it.

use alloc::string::String;
use core::fmt;

use crate::errno;

/// What becomes an `OSError` in a cell: a Linux error number and the text CPython would show.
///
/// `rule` is for the supervisor (the audit, the command line): which rule refused, and what would allow it. A cell
/// sees the ordinary error only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsError {
    pub errno: i32,
    pub message: String,
    pub rule: Option<String>,
}

impl OsError {
    /// An error with the text that belongs to its number.
    pub fn new(errno: i32) -> Self {
        Self { errno, message: errno::strerror(errno).into(), rule: None }
    }

    /// The same error, with the rule that made it.
    #[must_use]
    pub fn because(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    /// `FileNotFoundError`.
    pub fn not_found() -> Self {
        Self::new(errno::ENOENT)
    }

    /// `PermissionError`: a capability that the cell does not have.
    pub fn permission_denied() -> Self {
        Self::new(errno::EACCES)
    }

    /// A write where only reading is allowed.
    pub fn read_only() -> Self {
        Self::new(errno::EROFS)
    }

    /// A file that is closed or never was open.
    pub fn bad_file() -> Self {
        Self::new(errno::EBADF)
    }

    pub fn invalid() -> Self {
        Self::new(errno::EINVAL)
    }

    /// A path with a NUL in it, for which CPython raises `ValueError` before it asks the system.
    pub fn embedded_nul() -> Self {
        Self { errno: errno::EINVAL, message: "embedded null byte".into(), rule: None }
    }
}

impl fmt::Display for OsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[Errno {}] {}", self.errno, self.message)?;
        match &self.rule {
            Some(rule) => write!(f, " ({rule})"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for OsError {}
