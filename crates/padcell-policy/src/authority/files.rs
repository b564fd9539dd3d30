//! The files of a cell. The decision is made where a path becomes a file; a file that is open was allowed.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Authority, absent};
use crate::{
    AccessMode, Capability, DirEntry, FileId, Files, Metadata, Mount, OpenOptions, OsError, RootId, SeekFrom,
    errno,
};

impl Authority {
    pub fn open(&mut self, path: &str, options: OpenOptions) -> Result<FileId, OsError> {
        self.open_one(path, options, |files| files.open(path, options))
    }

    /// Holds a directory as the root of a tree of its own.
    pub fn root(&mut self, mount: &Mount) -> Result<RootId, OsError> {
        self.on_path(Capability::FilesRead, "root", &mount.host, |files| files.root(mount))
    }

    /// Opens a file by its path in the tree of a root.
    pub fn open_in(&mut self, root: RootId, path: &str, options: OpenOptions) -> Result<FileId, OsError> {
        self.open_one(path, options, |files| files.open_in(root, path, options))
    }

    fn open_one(
        &mut self,
        path: &str,
        options: OpenOptions,
        open: impl FnOnce(&mut dyn Files) -> Result<FileId, OsError>,
    ) -> Result<FileId, OsError> {
        let capability = if options.writes() { Capability::FilesWrite } else { Capability::FilesRead };
        let handles = self.handles.clone();
        self.on_path(capability, "open", path, |files| {
            if let Err(limit) = handles.acquire() {
                let rule = alloc::format!("{limit} files are open; a larger --handles would allow more");
                return Err(OsError::new(errno::EMFILE).because(rule));
            }
            open(files).inspect_err(|_| handles.release())
        })
    }

    pub fn read(&mut self, file: FileId, buffer: &mut [u8]) -> Result<usize, OsError> {
        self.on_file()?.read(file, buffer)
    }

    pub fn write(&mut self, file: FileId, data: &[u8]) -> Result<usize, OsError> {
        self.on_file()?.write(file, data)
    }

    pub fn seek(&mut self, file: FileId, position: SeekFrom) -> Result<u64, OsError> {
        self.on_file()?.seek(file, position)
    }

    pub fn truncate(&mut self, file: FileId, len: u64) -> Result<(), OsError> {
        self.on_file()?.truncate(file, len)
    }

    pub fn flush(&mut self, file: FileId) -> Result<(), OsError> {
        self.on_file()?.flush(file)
    }

    pub fn sync(&mut self, file: FileId) -> Result<(), OsError> {
        self.on_file()?.sync(file)
    }

    /// Closes a file. It is closed even if the system reports an error, unless it was not open.
    pub fn close(&mut self, file: FileId) -> Result<(), OsError> {
        let result = self.on_file()?.close(file);
        if result.as_ref().err().is_none_or(|error| error.errno != errno::EBADF) {
            self.handles.release();
        }
        result
    }

    pub fn fstat(&mut self, file: FileId) -> Result<Metadata, OsError> {
        self.on_file()?.fstat(file)
    }

    pub fn stat(&mut self, path: &str, follow: bool) -> Result<Metadata, OsError> {
        self.on_path(Capability::FilesRead, "stat", path, |files| files.stat(path, follow))
    }

    pub fn access(&mut self, path: &str, mode: AccessMode) -> Result<bool, OsError> {
        self.on_path(Capability::FilesRead, "access", path, |files| files.access(path, mode))
    }

    pub fn list_dir(&mut self, path: &str, limit: usize) -> Result<Vec<DirEntry>, OsError> {
        self.on_path(Capability::FilesRead, "list_dir", path, |files| files.list_dir(path, limit))
    }

    pub fn readlink(&mut self, path: &str) -> Result<String, OsError> {
        self.on_path(Capability::FilesRead, "readlink", path, |files| files.readlink(path))
    }

    pub fn realpath(&mut self, path: &str) -> Result<String, OsError> {
        self.on_path(Capability::FilesRead, "realpath", path, |files| files.realpath(path))
    }

    pub fn mkdir(&mut self, path: &str) -> Result<(), OsError> {
        self.on_path(Capability::FilesWrite, "mkdir", path, |files| files.mkdir(path))
    }

    pub fn rmdir(&mut self, path: &str) -> Result<(), OsError> {
        self.on_path(Capability::FilesWrite, "rmdir", path, |files| files.rmdir(path))
    }

    pub fn unlink(&mut self, path: &str) -> Result<(), OsError> {
        self.on_path(Capability::FilesWrite, "unlink", path, |files| files.unlink(path))
    }

    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), OsError> {
        let both = alloc::format!("{from} -> {to}");
        self.on_path(Capability::FilesWrite, "rename", &both, |files| files.rename(from, to))
    }

    pub fn symlink(&mut self, target: &str, path: &str) -> Result<(), OsError> {
        let both = alloc::format!("{path} -> {target}");
        self.on_path(Capability::FilesWrite, "symlink", &both, |files| files.symlink(target, path))
    }

    pub fn chmod(&mut self, path: &str, permissions: u32) -> Result<(), OsError> {
        self.on_path(Capability::FilesWrite, "chmod", path, |files| files.chmod(path, permissions))
    }

    pub fn utime(&mut self, path: &str, times: Option<(i64, i64)>) -> Result<(), OsError> {
        self.on_path(Capability::FilesWrite, "utime", path, |files| files.utime(path, times))
    }

    /// The one decision on paths.
    fn on_path<T>(
        &mut self,
        capability: Capability,
        operation: &str,
        target: &str,
        use_files: impl FnOnce(&mut dyn Files) -> Result<T, OsError>,
    ) -> Result<T, OsError> {
        let result = match &mut self.files {
            _ if target.contains('\0') => Err(OsError::embedded_nul()),
            Some(files) => use_files(files.as_mut()),
            None => Err(absent("file system", "--mount HOST:CELL")),
        };
        self.decided(capability, operation, target, result)
    }

    fn on_file(&mut self) -> Result<&mut (dyn Files + 'static), OsError> {
        self.files.as_deref_mut().ok_or_else(OsError::bad_file)
    }
}
