//! Finds a module by its name or by its path.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use crate::Module;

/// Where a module's name and source stand. Offsets instead of references: nothing is relocated at start-up.
struct Entry {
    name: u32,
    name_len: u32,
    source: u32,
    source_len: u32,
    is_package: bool,
}

include!(concat!(env!("OUT_DIR"), "/index.rs"));

static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names.txt"));
static SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sources.txt"));

const ROOT: &str = "<stdlib>/";

impl Entry {
    fn name(&self) -> &'static str {
        slice(NAMES, self.name, self.name_len)
    }

    fn module(&self) -> Module<'static> {
        let name = self.name();
        Module {
            name,
            source: Cow::Borrowed(slice(SOURCES, self.source, self.source_len)),
            is_package: self.is_package,
            path: path(name, self.is_package),
        }
    }
}

fn slice(text: &'static str, start: u32, len: u32) -> &'static str {
    let start = start as usize;
    text.get(start..start + len as usize).unwrap_or_default()
}

fn path(name: &str, is_package: bool) -> String {
    let folder = name.replace('.', "/");
    if is_package { format!("{ROOT}{folder}/__init__.py") } else { format!("{ROOT}{folder}.py") }
}

/// The module of this dotted name.
pub fn find(name: &str) -> Option<Module<'static>> {
    let found = INDEX.binary_search_by(|entry| entry.name().cmp(name)).ok()?;
    INDEX.get(found).map(Entry::module)
}

/// The module whose `Module::path` this is, for tracebacks and `linecache`.
pub fn file(path: &str) -> Option<Module<'static>> {
    let name = path.strip_prefix(ROOT)?.strip_suffix(".py")?;
    let name = name.strip_suffix("/__init__").unwrap_or(name);
    find(&name.replace('/', ".")).filter(|module| module.path == path)
}

/// The name of every module, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    INDEX.iter().map(Entry::name)
}
