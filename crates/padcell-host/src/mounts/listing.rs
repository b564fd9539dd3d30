//! The entries of a directory: the host's, the mounts below it, and without what is hidden.

use padcell_policy::{DirEntry, FileKind, OsError, errno};

use super::convert;
use super::tree::{Tree, hidden, is_below, outside, synthetic_inode};
use super::walk::{Node, Place};

impl Tree {
    /// The entries of the directory at `place`, at most `limit`.
    pub(super) fn list(&self, place: &Place, limit: usize) -> Result<Vec<DirEntry>, OsError> {
        let path = place.path();
        let mut entries = match (place.node(), &place.last) {
            (Node::Hidden, _) => return Err(hidden(&path)),
            (Node::Synthetic, Some(_)) => return Err(outside(&path)),
            (Node::Synthetic, None) => Vec::new(),
            (Node::Dir { dir, .. }, None) => self.host_entries(dir, &path, limit)?,
            (Node::Dir { dir, .. }, Some(name)) => {
                let below = match convert::open_dir(dir, name) {
                    Ok(below) => below,
                    Err(error) => {
                        self.check_exists(place)?;
                        let is_dir = dir.symlink_metadata(name).is_ok_and(|metadata| metadata.is_dir());
                        return Err(if is_dir {
                            convert::os_error(error)
                        } else {
                            OsError::new(errno::ENOTDIR)
                        });
                    }
                };
                self.host_entries(&below, &path, limit)?
            }
        };
        for point in self.points().iter().filter(|point| point.dir.is_some() && is_below(&point.cell, &path))
        {
            let Some(name) = point.cell.get(path.trim_end_matches('/').len() + 1..) else { continue };
            let name = name.split('/').next().unwrap_or(name);
            if entries.iter().any(|entry| entry.name == name) {
                continue;
            }
            let inode = synthetic_inode(&point.cell);
            push(&mut entries, DirEntry { name: name.to_owned(), kind: FileKind::Directory, inode }, limit)?;
        }
        Ok(entries)
    }

    fn host_entries(
        &self,
        dir: &cap_std::fs::Dir,
        path: &str,
        limit: usize,
    ) -> Result<Vec<DirEntry>, OsError> {
        let mut entries = Vec::new();
        let prefix = path.trim_end_matches('/');
        for entry in dir.entries().map_err(convert::os_error)? {
            let entry = entry.map_err(convert::os_error)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let cell = format!("{prefix}/{name}");
            let pinned = |point: &&super::Point| point.cell == cell || is_below(&point.cell, &cell);
            // A mount is listed from the table; so is a directory that leads to one, whatever the host has there.
            let shown = self.points().iter().filter(pinned).any(|point| point.dir.is_some());
            if shown || self.points().iter().any(|point| point.cell == cell) {
                continue;
            }
            let kind = entry.file_type().map_or(FileKind::Other, convert::kind_of);
            let inode = convert::inode(&entry);
            push(&mut entries, DirEntry { name, kind, inode }, limit)?;
        }
        Ok(entries)
    }
}

fn push(entries: &mut Vec<DirEntry>, entry: DirEntry, limit: usize) -> Result<(), OsError> {
    if entries.len() >= limit {
        return Err(OsError::new(errno::EOVERFLOW)
            .because(format!("a directory of more than {limit} entries cannot be listed")));
    }
    entries.push(entry);
    Ok(())
}
