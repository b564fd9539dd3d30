//! The mount points of a child cell, made of its parent's.

use std::sync::Arc;

use padcell_policy::{Access, FileKind, Mount, OsError, errno};

use super::convert;
use super::tree::{Point, Tree, is_below};
use super::walk::{Follow, Node, Place};

/// What a child may get of mounts that it did not name: a request for many directories with many mounts in each would
/// multiply them.
const MAX_INHERITED_BYTES: usize = 64 << 10;

impl Tree {
    /// The points of a child for which each of `mounts` names a directory of this tree. They hold the directories
    /// themselves, so nothing that happens to names later widens them.
    pub(super) fn attenuate(&self, mounts: &[Mount]) -> Result<Vec<Point>, OsError> {
        let mut points: Vec<Point> = Vec::new();
        let mut inherited = 0;
        for mount in mounts {
            if mount.access == Access::Hidden {
                points.push(Point { cell: mount.cell.clone(), dir: None, access: Access::Hidden });
                continue;
            }
            let place = self.walk(&mount.host, Follow::Always)?;
            let canonical = place.path();
            points.push(self.child_point(mount, place)?);
            // What is mounted or hidden further down is so for the child too.
            for below in self.points().iter().filter(|point| is_below(&point.cell, &canonical)) {
                let Some(rest) = below.cell.get(canonical.trim_end_matches('/').len()..) else { continue };
                let cell = format!("{}{rest}", mount.cell.trim_end_matches('/'));
                let covers = |other: &&Mount| other.cell == cell || is_below(&cell, &other.cell);
                let owner = mounts.iter().filter(covers).max_by_key(|other| other.cell.len());
                if owner.is_some_and(|owner| owner.cell == mount.cell) {
                    inherited += size_of::<Point>() + cell.len();
                    if inherited > MAX_INHERITED_BYTES {
                        return Err(
                            OsError::new(errno::ENOSPC).because("too many mounts within these mounts")
                        );
                    }
                    points.push(Point {
                        cell,
                        dir: below.dir.clone(),
                        access: below.access.min(mount.access),
                    });
                }
            }
        }
        Ok(points)
    }

    fn child_point(&self, mount: &Mount, place: Place) -> Result<Point, OsError> {
        let metadata = self.stat(&place)?;
        if metadata.kind != FileKind::Directory {
            return Err(OsError::new(errno::ENOTDIR));
        }
        let cell = mount.cell.clone();
        let Node::Dir { dir, point } = place.node() else {
            // A directory of mounts only: the child sees those, and nothing of another mount above.
            return Ok(Point { cell, dir: None, access: Access::Hidden });
        };
        let dir = match &place.last {
            Some(name) => Arc::new(convert::open_dir(dir, name).map_err(convert::os_error)?),
            None => dir.clone(),
        };
        let access = self.points().get(*point).map_or(Access::ReadOnly, |point| point.access);
        Ok(Point { cell, dir: Some(dir), access: access.min(mount.access) })
    }
}
