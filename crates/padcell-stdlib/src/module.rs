//! One module of the library.

use alloc::borrow::Cow;
use alloc::string::String;

/// A module's source and what an importer needs to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module<'a> {
    /// The dotted name, `json.decoder`.
    pub name: &'a str,
    /// The text, which is UTF-8 whatever encoding line stands in it.
    pub source: Cow<'a, str>,
    /// Whether this is the `__init__.py` of a package.
    pub is_package: bool,
    /// What `__file__` and tracebacks say: `<stdlib>/json/decoder.py`.
    pub path: String,
}
