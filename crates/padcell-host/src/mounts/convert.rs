//! The host's words in the words of the capability.

use std::io;

use cap_fs_ext::{DirExt, FollowSymlinks, MetadataExt, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::fs::{Dir, Permissions};
use padcell_policy::{FileKind, Metadata, OsError, errno};

use crate::clock::unix_ns;

/// An error of the host with its Linux number.
pub(crate) fn os_error(error: io::Error) -> OsError {
    if cfg!(target_os = "linux")
        && let Some(errno) = error.raw_os_error()
    {
        return OsError::new(errno);
    }
    OsError::new(match error.kind() {
        io::ErrorKind::NotFound => errno::ENOENT,
        io::ErrorKind::PermissionDenied => errno::EACCES,
        io::ErrorKind::AlreadyExists => errno::EEXIST,
        io::ErrorKind::NotADirectory => errno::ENOTDIR,
        io::ErrorKind::IsADirectory => errno::EISDIR,
        io::ErrorKind::DirectoryNotEmpty => errno::ENOTEMPTY,
        io::ErrorKind::ReadOnlyFilesystem => errno::EROFS,
        io::ErrorKind::StorageFull => errno::ENOSPC,
        io::ErrorKind::QuotaExceeded => errno::EDQUOT,
        io::ErrorKind::FileTooLarge => errno::EFBIG,
        io::ErrorKind::CrossesDevices => errno::EXDEV,
        io::ErrorKind::TooManyLinks => errno::EMLINK,
        io::ErrorKind::InvalidFilename => errno::ENAMETOOLONG,
        io::ErrorKind::InvalidInput => errno::EINVAL,
        io::ErrorKind::BrokenPipe => errno::EPIPE,
        io::ErrorKind::Interrupted => errno::EINTR,
        io::ErrorKind::WouldBlock => errno::EAGAIN,
        io::ErrorKind::OutOfMemory => errno::ENOMEM,
        _ => errno::EIO,
    })
}

/// Opens the directory `name` in `dir`, and nothing that a link there leads to.
pub(super) fn open_dir(dir: &Dir, name: &str) -> io::Result<Dir> {
    dir.open_dir_nofollow(name)
}

pub(super) fn kind_of(kind: cap_std::fs::FileType) -> FileKind {
    if kind.is_file() {
        FileKind::File
    } else if kind.is_dir() {
        FileKind::Directory
    } else if kind.is_symlink() {
        FileKind::Symlink
    } else {
        FileKind::Other
    }
}

pub(super) fn kind(metadata: &cap_std::fs::Metadata) -> FileKind {
    kind_of(metadata.file_type())
}

/// The inode of an entry, where listing it tells.
#[cfg(unix)]
pub(super) fn inode(entry: &cap_std::fs::DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
pub(super) fn inode(_entry: &cap_std::fs::DirEntry) -> u64 {
    0
}

/// What the host says of a file, with the mount in the place of the device.
pub(super) fn metadata(metadata: &cap_std::fs::Metadata, point: usize) -> Metadata {
    let ns = |time: io::Result<cap_std::time::SystemTime>| time.map_or(0, |time| unix_ns(time.into_std()));
    Metadata {
        kind: kind(metadata),
        len: metadata.len(),
        permissions: permissions(metadata),
        inode: metadata.ino(),
        device: u64::try_from(point).unwrap_or(u64::MAX).saturating_add(1),
        links: metadata.nlink(),
        accessed_ns: ns(metadata.accessed()),
        modified_ns: ns(metadata.modified()),
        changed_ns: changed_ns(metadata),
    }
}

#[cfg(unix)]
fn permissions(metadata: &cap_std::fs::Metadata) -> u32 {
    cap_std::fs::MetadataExt::mode(metadata) & 0o7777
}

#[cfg(not(unix))]
fn permissions(metadata: &cap_std::fs::Metadata) -> u32 {
    if metadata.permissions().readonly() { 0o555 } else { 0o777 }
}

#[cfg(unix)]
fn changed_ns(metadata: &cap_std::fs::Metadata) -> i64 {
    use cap_std::fs::MetadataExt as _;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed_ns(metadata: &cap_std::fs::Metadata) -> i64 {
    metadata.created().map_or(0, |time| unix_ns(time.into_std()))
}

/// Sets the permissions of `name` in `dir`, or of `dir` itself. A cell cannot make a program set-user-ID.
pub(super) fn set_permissions(dir: &Dir, name: Option<&str>, permissions: u32) -> Result<(), OsError> {
    let Some(name) = name else {
        let old = dir.dir_metadata().map_err(os_error)?.permissions();
        return dir.set_permissions(".", with_bits(old, permissions)).map_err(os_error);
    };
    if let Ok(below) = open_dir(dir, name) {
        return set_permissions(&below, None, permissions);
    }
    // The permissions of an open file are changed and not those of a name, which may have become a link by now.
    let mut with = cap_std::fs::OpenOptions::new();
    with.read(true).follow(FollowSymlinks::No);
    if cfg!(unix) {
        with.nonblock(true);
    }
    let opened = dir.open_with(name, &with).or_else(|_| dir.open_with(name, with.read(false).write(true)));
    let file = opened.map_err(os_error)?;
    let old = file.metadata().map_err(os_error)?.permissions();
    file.set_permissions(with_bits(old, permissions)).map_err(os_error)
}

#[cfg(unix)]
fn with_bits(mut old: Permissions, permissions: u32) -> Permissions {
    cap_std::fs::PermissionsExt::set_mode(&mut old, permissions & 0o1777);
    old
}

#[cfg(not(unix))]
fn with_bits(mut old: Permissions, permissions: u32) -> Permissions {
    old.set_readonly(permissions & 0o222 == 0);
    old
}
