//! The files capability: a tree of mounts that a cell sees as its file system.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::{Mount, OsError};

/// An open file of one cell. Numbers are not used twice, so a stale one is an error and never another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u64);

/// A directory of a cell that was made a root; see [`Files::root`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RootId(pub u64);

/// How to open a file; the words are those of `std::fs::OpenOptions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenOptions {
    pub read: bool,
    pub write: bool,
    /// Writes go to the end whatever the position; implies `write`.
    pub append: bool,
    pub create: bool,
    /// Fails if the file exists; implies `create`.
    pub create_new: bool,
    pub truncate: bool,
}

impl OpenOptions {
    /// Mode `"r"`.
    pub const READ: Self =
        Self { read: true, write: false, append: false, create: false, create_new: false, truncate: false };
    /// Mode `"w"`.
    pub const WRITE: Self = Self { read: false, write: true, create: true, truncate: true, ..Self::READ };
    /// Mode `"a"`.
    pub const APPEND: Self = Self { read: false, write: true, append: true, create: true, ..Self::READ };
    /// Mode `"x"`.
    pub const EXCLUSIVE: Self =
        Self { read: false, write: true, create: true, create_new: true, ..Self::READ };

    /// The same with reading and writing both: the `"+"` of a mode.
    #[must_use]
    pub const fn plus(self) -> Self {
        Self { read: true, write: true, ..self }
    }

    /// Whether opening so may change anything.
    pub const fn writes(&self) -> bool {
        self.write || self.append || self.create || self.create_new || self.truncate
    }
}

/// A position in a file, relative to its start, its end or where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeekFrom {
    Start(u64),
    End(i64),
    Current(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    File,
    Directory,
    Symlink,
    /// Devices, pipes and sockets: they can be seen and never opened.
    Other,
}

/// What `os.stat` tells of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    pub kind: FileKind,
    pub len: u64,
    /// Permission bits only, without the kind.
    pub permissions: u32,
    pub inode: u64,
    /// The number of the mount in the cell's tree, not the host's device number.
    pub device: u64,
    pub links: u64,
    /// Nanoseconds since 1970.
    pub accessed_ns: i64,
    pub modified_ns: i64,
    pub changed_ns: i64,
}

impl Metadata {
    /// `st_mode`: the permission bits with the bits of the kind, as Linux has them.
    pub const fn mode(&self) -> u32 {
        let kind = match self.kind {
            FileKind::File => 0o100_000,
            FileKind::Directory => 0o040_000,
            FileKind::Symlink => 0o120_000,
            FileKind::Other => 0o010_000,
        };
        kind | (self.permissions & 0o7777)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirEntry {
    pub name: String,
    pub kind: FileKind,
    pub inode: u64,
}

/// What `os.access` asks for; all false asks whether the file exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccessMode {
    pub read: bool,
    pub write: bool,
    pub execute: bool,
}

/// A cell's file system.
///
/// Paths are cell paths: absolute and `/`-separated. The implementation resolves `.`, `..` and symbolic links itself,
/// inside the cell's tree; what it cannot find there does not exist. A refused write is `EROFS`.
///
/// Operations on a path carry a [`FileId`] nowhere and those on a [`FileId`] carry no path, so there is no check of a
/// name apart from the use of what it named.
pub trait Files: Send {
    fn open(&mut self, path: &str, options: OpenOptions) -> Result<FileId, OsError>;
    /// Reads at most `buffer.len()` bytes; 0 is the end of the file.
    fn read(&mut self, file: FileId, buffer: &mut [u8]) -> Result<usize, OsError>;
    /// Writes some of `data` and says how much.
    fn write(&mut self, file: FileId, data: &[u8]) -> Result<usize, OsError>;
    fn seek(&mut self, file: FileId, position: SeekFrom) -> Result<u64, OsError>;
    fn truncate(&mut self, file: FileId, len: u64) -> Result<(), OsError>;
    fn flush(&mut self, file: FileId) -> Result<(), OsError>;
    fn sync(&mut self, file: FileId) -> Result<(), OsError>;
    fn close(&mut self, file: FileId) -> Result<(), OsError>;
    fn fstat(&mut self, file: FileId) -> Result<Metadata, OsError>;

    fn stat(&mut self, path: &str, follow: bool) -> Result<Metadata, OsError>;
    fn access(&mut self, path: &str, mode: AccessMode) -> Result<bool, OsError>;
    /// The entries in the order of the system, without `.` and `..`; at most `limit`, or `EOVERFLOW`.
    fn list_dir(&mut self, path: &str, limit: usize) -> Result<Vec<DirEntry>, OsError>;
    fn mkdir(&mut self, path: &str) -> Result<(), OsError>;
    fn rmdir(&mut self, path: &str) -> Result<(), OsError>;
    fn unlink(&mut self, path: &str) -> Result<(), OsError>;
    /// Replaces `to` if it exists, as `os.replace` does. Between mounts it is `EXDEV`.
    fn rename(&mut self, from: &str, to: &str) -> Result<(), OsError>;
    fn readlink(&mut self, path: &str) -> Result<String, OsError>;
    /// Makes a link at `path`. A target that leads out of the mount is refused, so that no other program which later
    /// walks the mount can be led out by it either.
    fn symlink(&mut self, target: &str, path: &str) -> Result<(), OsError>;
    fn chmod(&mut self, path: &str, permissions: u32) -> Result<(), OsError>;
    /// Sets the times of access and modification, in nanoseconds since 1970; `None` is now. Times before 1970
    /// are `EINVAL`.
    fn utime(&mut self, path: &str, times: Option<(i64, i64)>) -> Result<(), OsError>;
    /// The path without `.`, `..` and symbolic links. Every part has to exist.
    fn realpath(&mut self, path: &str) -> Result<String, OsError>;

    /// Holds a directory as the root of a tree of its own: [`Mount::host`] is its path here, [`Mount::cell`] is `/`.
    fn root(&mut self, mount: &Mount) -> Result<RootId, OsError>;
    /// Opens a file by its path in the tree of a root, which `..` and links do not leave.
    fn open_in(&mut self, root: RootId, path: &str, options: OpenOptions) -> Result<FileId, OsError>;

    /// A smaller file system for a child cell: each [`Mount::host`] names a directory by its path in *this* one.
    fn attenuate(&mut self, mounts: &[Mount]) -> Result<Box<dyn Files>, OsError>;
}
