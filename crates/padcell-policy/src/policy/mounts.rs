//! Tables of mounts: which host path a cell path stands for, and what may be done there.
//!
//! A table is a function from cell paths to host paths and rights: the mount with the longest prefix decides. The meet
//! of two tables is the meet of the functions, path by path, so a mount that one table hides below another mount stays
//! hidden. Tables are kept in a canonical form, in which equal functions are equal tables.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// What may be done in a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Nothing is there, although a mount above would show something.
    Hidden,
    ReadOnly,
    ReadWrite,
}

/// One host directory and where a cell sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Empty for [`Access::Hidden`].
    pub host: String,
    /// Absolute and `/`-separated.
    pub cell: String,
    pub access: Access,
}

impl Mount {
    pub fn new(host: impl Into<String>, cell: impl Into<String>, access: Access) -> Self {
        Self { host: host.into(), cell: cell.into(), access }
    }
}

/// A table of mounts that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MountError {
    /// A cell path that does not start with `/`, or has `..` or a NUL in it.
    BadCellPath(String),
    /// Two mounts at one cell path.
    Twice(String),
    /// A mount that shows something has no host path.
    NoHost(String),
}

impl fmt::Display for MountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadCellPath(path) => {
                write!(f, "mount point {path:?} has to be an absolute path without '..' in it")
            }
            Self::Twice(path) => write!(f, "two mounts at {path:?}"),
            Self::NoHost(path) => write!(f, "the mount at {path:?} names no host directory"),
        }
    }
}

impl core::error::Error for MountError {}

/// What a path stands for: the host path and the rights, or nothing.
type Place = Option<(String, Access)>;

/// Cleans, sorts and checks a table, and drops what changes nothing.
pub(super) fn canonical(mounts: Vec<Mount>) -> Result<Vec<Mount>, MountError> {
    let mut table = Vec::with_capacity(mounts.len());
    for mount in mounts {
        let Some(cell) = clean(&mount.cell) else { return Err(MountError::BadCellPath(mount.cell)) };
        let host = trim(&mount.host);
        if mount.access != Access::Hidden && host.is_empty() {
            return Err(MountError::NoHost(cell));
        }
        let host = if mount.access == Access::Hidden { "" } else { host };
        table.push(Mount { host: host.to_owned(), cell, access: mount.access });
    }
    table.sort_by(|a, b| a.cell.cmp(&b.cell));
    for pair in table.windows(2) {
        if let [a, b] = pair
            && a.cell == b.cell
        {
            return Err(MountError::Twice(a.cell.clone()));
        }
    }
    Ok(reduce(table))
}

/// The meet of two canonical tables.
pub(super) fn meet(a: &[Mount], b: &[Mount]) -> Vec<Mount> {
    // Between two neighbouring mount points of either table both functions only append the rest of the path, so it is
    // enough to compare them at the mount points.
    let mut points: Vec<&str> = a.iter().chain(b).map(|mount| mount.cell.as_str()).collect();
    points.sort_unstable();
    points.dedup();
    let both = |point: &str| match (resolve(a, point), resolve(b, point)) {
        (Some((host, x)), Some((other, y))) if host == other => Some((host, x.min(y))),
        _ => None,
    };
    reduce(points.into_iter().map(|point| mount_at(point, both(point))).collect())
}

/// The table of a child whose mounts name paths in the tree of `parent`.
pub(super) fn attenuate(parent: &[Mount], request: &[Mount]) -> Vec<Mount> {
    let mut table: Vec<Mount> = Vec::new();
    for wanted in request {
        let wished = if wanted.access == Access::Hidden { None } else { clean(&wanted.host) };
        let place = wished.as_deref().and_then(|path| resolve(parent, path));
        table.push(mount_at(&wanted.cell, place.map(|(host, access)| (host, access.min(wanted.access)))));
        // What the parent has mounted or hidden further down is seen, or not seen, by the child too.
        let Some(wished) = wished else { continue };
        for below in parent {
            let Some(rest) = strip(&below.cell, &wished) else { continue };
            let cell = join(&wanted.cell, rest);
            let owner = request.iter().filter(|mount| strip(&cell, &mount.cell).is_some()).max_by_key(depth);
            if rest.is_empty() || owner.is_none_or(|owner| owner.cell != wanted.cell) {
                continue;
            }
            let place = resolve(parent, &below.cell);
            table.push(mount_at(&cell, place.map(|(host, access)| (host, access.min(wanted.access)))));
        }
    }
    table.sort_by(|a, b| a.cell.cmp(&b.cell));
    table.dedup_by(|later, first| later.cell == first.cell);
    reduce(table)
}

/// What `path` stands for in a table.
pub(super) fn resolve(table: &[Mount], path: &str) -> Place {
    let mount = table.iter().filter(|mount| strip(path, &mount.cell).is_some()).max_by_key(depth)?;
    if mount.access == Access::Hidden {
        return None;
    }
    Some((join(&mount.host, strip(path, &mount.cell)?), mount.access))
}

/// Drops every mount that shows just what the mounts above it show; the table is sorted, so those come first.
fn reduce(table: Vec<Mount>) -> Vec<Mount> {
    let mut kept: Vec<Mount> = Vec::with_capacity(table.len());
    for mount in table {
        let here =
            if mount.access == Access::Hidden { None } else { Some((mount.host.clone(), mount.access)) };
        if resolve(&kept, &mount.cell) != here {
            kept.push(mount);
        }
    }
    kept
}

fn mount_at(cell: &str, place: Place) -> Mount {
    match place {
        Some((host, access)) => Mount::new(host, cell, access),
        None => Mount::new("", cell, Access::Hidden),
    }
}

fn depth(mount: &&Mount) -> usize {
    mount.cell.len()
}

/// An absolute path without doubled slashes and `.`; `None` if it is not absolute or has `..` or a NUL.
fn clean(path: &str) -> Option<String> {
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    let mut clean = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            return None;
        }
        clean.push('/');
        clean.push_str(part);
    }
    if clean.is_empty() {
        clean.push('/');
    }
    Some(clean)
}

/// A host path without slashes at its end.
fn trim(host: &str) -> &str {
    let trimmed = host.trim_end_matches('/');
    if trimmed.is_empty() && !host.is_empty() { "/" } else { trimmed }
}

/// What is left of `path` below `prefix`, without a slash in front; `None` if it is not below it.
fn strip<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(prefix)?;
    if prefix.ends_with('/') || rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

fn join(path: &str, rest: &str) -> String {
    let mut joined = String::from(path);
    if !rest.is_empty() {
        if !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(rest);
    }
    joined
}
