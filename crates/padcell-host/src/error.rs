//! What can go wrong before a cell runs.

use std::fmt;
use std::io;
use std::path::PathBuf;

use padcell_policy::MountError;

/// Why a policy could not be turned into an authority. Each text names the key or flag that is at fault.
#[derive(Debug)]
#[non_exhaustive]
pub enum HostError {
    /// A host directory that cannot be opened.
    Mount { host: String, cell: String, error: io::Error },
    /// Mounts that mean nothing together.
    MountTable(MountError),
    /// A file that cannot be read or written.
    File { path: PathBuf, error: io::Error },
    /// A policy file with a mistake in it; `message` says where.
    PolicyFile { path: Option<PathBuf>, message: String },
    /// A value that a key or flag does not take.
    Value { key: String, message: String },
    /// The system would not deliver a signal.
    Signal(String),
}

impl HostError {
    pub(crate) fn value(key: &str, message: impl Into<String>) -> Self {
        Self::Value { key: key.to_owned(), message: message.into() }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mount { host, cell, error } => {
                write!(f, "mount '{host}:{cell}': the host directory '{host}' cannot be opened: {error}")
            }
            Self::MountTable(error) => error.fmt(f),
            Self::File { path, error } => {
                let text = error.to_string();
                // The number says nothing that the text does not.
                let text = text.split_once(" (os error").map_or(text.as_str(), |(text, _)| text);
                write!(f, "'{}': {text}", path.display())
            }
            Self::PolicyFile { path: Some(path), message } => {
                write!(f, "policy file '{}': {message}", path.display())
            }
            Self::PolicyFile { path: None, message } => write!(f, "policy: {message}"),
            Self::Value { key, message } => write!(f, "{key}: {message}"),
            Self::Signal(message) => write!(f, "cannot watch for Ctrl-C: {message}"),
        }
    }
}

impl std::error::Error for HostError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Mount { error, .. } | Self::File { error, .. } => Some(error),
            Self::MountTable(error) => Some(error),
            Self::PolicyFile { .. } | Self::Value { .. } | Self::Signal(_) => None,
        }
    }
}

impl From<MountError> for HostError {
    fn from(error: MountError) -> Self {
        Self::MountTable(error)
    }
}
