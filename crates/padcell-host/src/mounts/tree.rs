//! The mount points of a cell, and what may be done where.

use std::sync::Arc;

use cap_std::fs::Dir;
use padcell_policy::{Access, FileKind, Metadata, OsError, errno};

use super::convert;
use super::walk::{Node, Place};

/// One mount: an open directory and where the cell sees it. Without a directory the place is hidden.
#[derive(Clone)]
pub(super) struct Point {
    /// Absolute and clean.
    pub(super) cell: String,
    pub(super) dir: Option<Arc<Dir>>,
    pub(super) access: Access,
}

pub(super) struct Tree {
    points: Vec<Point>,
}

impl Tree {
    pub(super) fn new(points: Vec<Point>) -> Self {
        Self { points }
    }

    pub(super) fn points(&self) -> &[Point] {
        &self.points
    }

    /// What the mounts say about `path`, which stands as `name` in `parent`; `None` if they say nothing about it.
    pub(super) fn node_at(&self, parent: Option<(&Node, &str)>, path: &str) -> Option<Node> {
        let point = self.points.iter().position(|point| point.cell == path);
        if let Some(index) = point
            && let Some(dir) = self.points.get(index).and_then(|point| point.dir.clone())
        {
            return Some(Node::Dir { dir, point: index });
        }
        let shown_below = self.points.iter().any(|below| below.dir.is_some() && is_below(&below.cell, path));
        match (point, shown_below) {
            (Some(_), true) => Some(Node::Synthetic),
            (Some(_), false) => Some(Node::Hidden),
            (None, true) => Some(match parent {
                Some((Node::Dir { dir, point }, name)) => match convert::open_dir(dir, name) {
                    Ok(dir) => Node::Dir { dir: Arc::new(dir), point: *point },
                    Err(_) => Node::Synthetic,
                },
                _ => Node::Synthetic,
            }),
            // A directory above a hidden place is an ordinary one, which must keep its name all the same.
            (None, false) => None,
        }
    }

    /// Whether renaming or removing `path` would move a mount or a hidden place.
    fn is_pinned(&self, path: &str) -> bool {
        self.points.iter().any(|point| point.cell == path || is_below(&point.cell, path))
    }

    /// The open directory in which the last part of `place` stands, or the directory that `place` is.
    pub(super) fn dir_of<'a>(&self, place: &'a Place, to_create: bool) -> Result<&'a Arc<Dir>, OsError> {
        match place.node() {
            Node::Dir { dir, .. } => Ok(dir),
            Node::Synthetic if to_create => Err(only_mounts(&place.path())),
            Node::Synthetic => Err(outside(&place.path())),
            Node::Hidden => Err(hidden(&place.path())),
        }
    }

    /// The directory and the name of an entry that is to be made, moved or removed.
    pub(super) fn entry<'a>(&self, place: &'a Place) -> Result<(&'a Arc<Dir>, &'a str), OsError> {
        let Some(name) = &place.last else { return Err(OsError::new(errno::EBUSY)) };
        if self.is_pinned(&place.path()) {
            return Err(OsError::new(errno::EBUSY));
        }
        Ok((self.dir_of(place, true)?, name))
    }

    pub(super) fn check_exists(&self, place: &Place) -> Result<(), OsError> {
        self.stat(place).map(|_| ())
    }

    /// Whether what stands at `place` may be changed.
    pub(super) fn check_writable(&self, place: &Place) -> Result<(), OsError> {
        match place.node() {
            Node::Hidden => Err(hidden(&place.path())),
            Node::Synthetic => Err(only_mounts(&place.path())),
            Node::Dir { point, .. } => match self.points.get(*point) {
                Some(point) if point.access == Access::ReadWrite => Ok(()),
                Some(point) => {
                    let cell = &point.cell;
                    let rule = format!(
                        "the mount at '{cell}' is read-only; --mount HOST:{cell}:rw would allow writing"
                    );
                    Err(OsError::read_only().because(rule))
                }
                None => Err(OsError::read_only()),
            },
        }
    }

    pub(super) fn stat(&self, place: &Place) -> Result<Metadata, OsError> {
        let metadata = self.look(place)?;
        if place.slash && metadata.kind != FileKind::Directory {
            return Err(OsError::new(errno::ENOTDIR));
        }
        Ok(metadata)
    }

    /// What stands at `place`, be it a directory or not.
    pub(super) fn look(&self, place: &Place) -> Result<Metadata, OsError> {
        let (metadata, point) = match (place.node(), &place.last) {
            (Node::Dir { dir, point }, None) => (dir.dir_metadata(), *point),
            (Node::Dir { dir, point }, Some(name)) => (dir.symlink_metadata(name), *point),
            (Node::Synthetic, None) => return Ok(synthetic(&place.path())),
            (Node::Synthetic, Some(_)) => return Err(outside(&place.path())),
            (Node::Hidden, _) => return Err(hidden(&place.path())),
        };
        Ok(convert::metadata(&metadata.map_err(convert::os_error)?, point))
    }
}

/// Whether `path` is below `above` and not the same.
pub(super) fn is_below(path: &str, above: &str) -> bool {
    match path.strip_prefix(above) {
        Some(rest) if above.ends_with('/') => !rest.is_empty(),
        Some(rest) => rest.starts_with('/'),
        None => false,
    }
}

/// A path that no mount covers: in the cell's tree there is nothing.
pub(super) fn outside(path: &str) -> OsError {
    let above = match path.rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((above, _)) => above,
    };
    OsError::not_found().because(format!("no mount covers '{path}'; --mount HOST:{above} would"))
}

pub(super) fn hidden(path: &str) -> OsError {
    OsError::not_found().because(format!("the policy hides '{path}'"))
}

fn only_mounts(path: &str) -> OsError {
    let rule =
        format!("no mount covers '{path}', only mounts are below; --mount HOST:CELL:rw there would allow it");
    OsError::read_only().because(rule)
}

/// A directory that exists only because mounts are below it.
pub(super) fn synthetic(path: &str) -> Metadata {
    Metadata {
        kind: FileKind::Directory,
        len: 0,
        permissions: 0o555,
        inode: synthetic_inode(path),
        device: 0,
        links: 2,
        accessed_ns: 0,
        modified_ns: 0,
        changed_ns: 0,
    }
}

/// The same path has the same number in every run (FNV-1a).
pub(super) fn synthetic_inode(path: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    path.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
