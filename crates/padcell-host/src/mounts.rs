//! Files in a tree of mounts: the `Files` capability over `cap-std` directories.
//!
//! A cell's paths are resolved here, part by part, in the cell's own tree: every directory on the way is opened
//! relative to the one above it and without following links, and links are then followed in the cell's tree, as in a
//! `chroot`. So `..` and absolute links lead to the cell's root and never past it, a mount below another mount keeps
//! its own rights however it is reached, and a name that changes while it is resolved leads to an error at worst. The
//! last part of a path is used relative to an open directory and without following links too: what was checked is what
//! is used.
//!
//! On a host file system that ignores case, a mount *below* another mount can be reached in other spellings through
//! the outer one; such hosts should not nest mounts with different rights.

use std::sync::Arc;

use cap_fs_ext::{AccessType, DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_primitives::fs::AccessModes;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File};
use padcell_policy::{
    Access, AccessMode, DirEntry, FileId, FileKind, Files, Metadata, Mount, OpenOptions, OsError, RootId,
    SeekFrom, errno,
};

use crate::HostError;

mod attenuate;
mod convert;
mod listing;
mod open_files;
mod times;
mod tree;
mod walk;

pub(crate) use convert::os_error;
use open_files::OpenFiles;
use tree::{Point, Tree};
use walk::{Follow, Node, Place};

/// The file system of a cell.
pub struct MountedFiles {
    tree: Tree,
    /// Directories that became roots of their own.
    roots: Vec<Tree>,
    files: OpenFiles,
}

/// More roots than this are a mistake: each holds a directory open.
const MAX_ROOTS: usize = 1000;

impl MountedFiles {
    /// Opens the host directory of every mount. What the host does to their names afterwards makes no difference.
    pub fn open(mounts: &[Mount]) -> Result<Self, HostError> {
        let mut points = Vec::with_capacity(mounts.len());
        for mount in mounts {
            let dir = match mount.access {
                Access::Hidden => None,
                Access::ReadOnly | Access::ReadWrite => {
                    let dir = Dir::open_ambient_dir(&mount.host, ambient_authority()).map_err(|error| {
                        HostError::Mount { host: mount.host.clone(), cell: mount.cell.clone(), error }
                    })?;
                    Some(Arc::new(dir))
                }
            };
            points.push(Point { cell: mount.cell.clone(), dir, access: mount.access });
        }
        Ok(Self::new(points))
    }

    fn new(points: Vec<Point>) -> Self {
        Self { tree: Tree::new(points), roots: Vec::new(), files: OpenFiles::default() }
    }

    /// The directory and the name to change at `path`, if the mount there may be written.
    fn find_to_change(&self, path: &str) -> Result<Place, OsError> {
        let place = self.tree.walk(path, Follow::Never)?;
        self.tree.check_writable(&place)?;
        Ok(place)
    }
}

impl Files for MountedFiles {
    fn open(&mut self, path: &str, options: OpenOptions) -> Result<FileId, OsError> {
        let (file, point) = open_on(&self.tree, path, options)?;
        self.files.add(file, point)
    }

    fn root(&mut self, mount: &Mount) -> Result<RootId, OsError> {
        if self.roots.len() >= MAX_ROOTS {
            return Err(OsError::new(errno::EMFILE));
        }
        let points = self.tree.attenuate(std::slice::from_ref(mount))?;
        self.roots.push(Tree::new(points));
        Ok(RootId(self.roots.len() as u64 - 1))
    }

    fn open_in(&mut self, root: RootId, path: &str, options: OpenOptions) -> Result<FileId, OsError> {
        let tree = usize::try_from(root.0).ok().and_then(|it| self.roots.get(it));
        let Some(tree) = tree else { return Err(OsError::bad_file()) };
        let (file, _) = open_on(tree, path, options)?;
        self.files.add(file, None)
    }

    fn read(&mut self, file: FileId, buffer: &mut [u8]) -> Result<usize, OsError> {
        self.files.read(file, buffer)
    }

    fn write(&mut self, file: FileId, data: &[u8]) -> Result<usize, OsError> {
        self.files.write(file, data)
    }

    fn seek(&mut self, file: FileId, position: SeekFrom) -> Result<u64, OsError> {
        self.files.seek(file, position)
    }

    fn truncate(&mut self, file: FileId, len: u64) -> Result<(), OsError> {
        self.files.truncate(file, len)
    }

    fn flush(&mut self, file: FileId) -> Result<(), OsError> {
        self.files.flush(file)
    }

    fn sync(&mut self, file: FileId) -> Result<(), OsError> {
        self.files.sync(file)
    }

    fn close(&mut self, file: FileId) -> Result<(), OsError> {
        self.files.close(file)
    }

    fn fstat(&mut self, file: FileId) -> Result<Metadata, OsError> {
        self.files.stat(file)
    }

    fn stat(&mut self, path: &str, follow: bool) -> Result<Metadata, OsError> {
        let place = self.tree.walk(path, if follow { Follow::Always } else { Follow::IfDirectory })?;
        self.tree.stat(&place)
    }

    fn access(&mut self, path: &str, mode: AccessMode) -> Result<bool, OsError> {
        let place = self.tree.walk(path, Follow::Always)?;
        self.tree.stat(&place)?;
        if mode.write && self.tree.check_writable(&place).is_err() {
            return Ok(false);
        }
        let Node::Dir { dir, .. } = place.node() else { return Ok(!mode.write) };
        if mode == AccessMode::default() {
            return Ok(true);
        }
        let modes = AccessModes { readable: mode.read, writable: mode.write, executable: mode.execute };
        let name = place.last.as_deref().unwrap_or(".");
        Ok(dir.access_symlink(name, AccessType::Access(modes)).is_ok())
    }

    fn list_dir(&mut self, path: &str, limit: usize) -> Result<Vec<DirEntry>, OsError> {
        let place = self.tree.walk(path, Follow::Always)?;
        self.tree.list(&place, limit)
    }

    fn mkdir(&mut self, path: &str) -> Result<(), OsError> {
        let place = self.tree.walk(path, Follow::Never)?;
        if self.tree.look(&place).is_ok() {
            return Err(OsError::new(errno::EEXIST));
        }
        self.tree.check_writable(&place)?;
        let (dir, name) = self.tree.entry(&place)?;
        dir.create_dir(name).map_err(os_error)
    }

    fn rmdir(&mut self, path: &str) -> Result<(), OsError> {
        let place = self.find_to_change(path)?;
        let (dir, name) = self.tree.entry(&place)?;
        dir.remove_dir(name).map_err(os_error)
    }

    fn unlink(&mut self, path: &str) -> Result<(), OsError> {
        let place = self.find_to_change(path)?;
        let (dir, name) = self.tree.entry(&place)?;
        let kind = convert::kind(&dir.symlink_metadata(name).map_err(os_error)?);
        match kind {
            FileKind::Directory => Err(OsError::new(errno::EISDIR)),
            _ if place.slash => Err(OsError::new(errno::ENOTDIR)),
            _ => dir.remove_file_or_symlink(name).map_err(os_error),
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), OsError> {
        let (from, to) = (self.find_to_change(from)?, self.find_to_change(to)?);
        let (from_dir, from_name) = self.tree.entry(&from)?;
        let (to_dir, to_name) = self.tree.entry(&to)?;
        if from.point() != to.point() {
            return Err(OsError::new(errno::EXDEV));
        }
        let is_dir = from_dir.symlink_metadata(from_name).map_err(os_error)?.is_dir();
        if (from.slash || to.slash) && !is_dir {
            return Err(OsError::new(errno::ENOTDIR));
        }
        from_dir.rename(from_name, to_dir, to_name).map_err(os_error)
    }

    fn readlink(&mut self, path: &str) -> Result<String, OsError> {
        let place = self.tree.walk(path, Follow::IfDirectory)?;
        let Some(name) = &place.last else {
            self.tree.check_exists(&place)?;
            return Err(OsError::invalid());
        };
        let target = self.tree.dir_of(&place, false)?.read_link_contents(name).map_err(os_error)?;
        target.into_os_string().into_string().map_err(|_| OsError::new(errno::EILSEQ))
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), OsError> {
        if target.contains('\0') {
            return Err(OsError::embedded_nul());
        }
        if target.is_empty() {
            return Err(OsError::not_found());
        }
        if target.starts_with('/') || !walk::parts(target).all(walk::is_name) {
            let rule = "links made by a cell are relative and without '..', so that they lead nobody out of the mount";
            return Err(OsError::new(errno::EPERM).because(rule));
        }
        let place = self.tree.walk(path, Follow::Never)?;
        if self.tree.look(&place).is_ok() {
            return Err(OsError::new(errno::EEXIST));
        }
        self.tree.check_writable(&place)?;
        let (dir, name) = self.tree.entry(&place)?;
        if place.slash {
            return Err(OsError::not_found());
        }
        dir.symlink(target, name).map_err(os_error)
    }

    fn chmod(&mut self, path: &str, permissions: u32) -> Result<(), OsError> {
        let place = self.tree.walk(path, Follow::Always)?;
        if self.tree.stat(&place)?.kind == FileKind::Other {
            return Err(not_a_file(path));
        }
        self.tree.check_writable(&place)?;
        let dir = self.tree.dir_of(&place, true)?;
        convert::set_permissions(dir, place.last.as_deref(), permissions)
    }

    fn utime(&mut self, path: &str, times: Option<(i64, i64)>) -> Result<(), OsError> {
        let place = self.tree.walk(path, Follow::Always)?;
        self.tree.stat(&place)?;
        self.tree.check_writable(&place)?;
        let dir = self.tree.dir_of(&place, true)?;
        times::set(dir, place.last.as_deref(), times)
    }

    fn realpath(&mut self, path: &str) -> Result<String, OsError> {
        let place = self.tree.walk(path, Follow::Always)?;
        self.tree.stat(&place)?;
        Ok(place.path())
    }

    fn attenuate(&mut self, mounts: &[Mount]) -> Result<Box<dyn Files>, OsError> {
        Ok(Box::new(Self::new(self.tree.attenuate(mounts)?)))
    }
}

fn not_a_file(path: &str) -> OsError {
    OsError::permission_denied().because(format!(
        "'{path}' is a device, a pipe or a socket; only files and directories can be opened"
    ))
}

/// Opens a file by its path in a tree.
fn open_on(tree: &Tree, path: &str, options: OpenOptions) -> Result<(File, Option<usize>), OsError> {
    // An exclusive creation must not go through a link.
    let place = tree.walk(path, if options.create_new { Follow::Never } else { Follow::Always })?;
    let Some(name) = &place.last else {
        tree.check_exists(&place)?;
        return Err(OsError::new(if options.create_new { errno::EEXIST } else { errno::EISDIR }));
    };
    let dir = tree.dir_of(&place, options.writes())?;
    match dir.symlink_metadata(name) {
        Ok(metadata) => match convert::kind(&metadata) {
            _ if options.create_new => return Err(OsError::new(errno::EEXIST)),
            FileKind::Directory => return Err(OsError::new(errno::EISDIR)),
            FileKind::Other => return Err(not_a_file(path)),
            FileKind::File if place.slash => return Err(OsError::new(errno::ENOTDIR)),
            FileKind::File | FileKind::Symlink => {}
        },
        Err(_) if place.slash && (options.create || options.create_new) => {
            return Err(OsError::new(errno::EISDIR));
        }
        Err(error) if !(options.create || options.create_new) => return Err(os_error(error)),
        Err(_) => {}
    }
    if options.writes() {
        tree.check_writable(&place)?;
    }
    let mut with = cap_std::fs::OpenOptions::new();
    with.read(options.read)
        .write(options.write && !options.append)
        .append(options.append)
        .create(options.create)
        .create_new(options.create_new)
        .truncate(options.truncate)
        .follow(FollowSymlinks::No);
    if cfg!(unix) {
        // Should the name have become a pipe by now, opening it must not wait for somebody at its other end.
        with.nonblock(true);
    }
    let file = dir.open_with(name, &with).map_err(os_error)?;
    if !file.metadata().map_err(os_error)?.is_file() {
        return Err(not_a_file(path));
    }
    Ok((file, place.point()))
}

#[cfg(all(test, unix))]
mod tests;
