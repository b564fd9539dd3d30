//! The open files of a cell.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};

use cap_std::fs::File;
use padcell_policy::{FileId, Metadata, OsError, SeekFrom, errno};

use super::convert::{self, os_error};

/// The open files by their number. A number is given once.
#[derive(Default)]
pub(super) struct OpenFiles {
    files: BTreeMap<FileId, Open>,
    last: u64,
}

struct Open {
    file: File,
    point: usize,
}

impl OpenFiles {
    pub(super) fn add(&mut self, file: File, point: Option<usize>) -> Result<FileId, OsError> {
        self.last = self.last.checked_add(1).ok_or_else(|| OsError::new(errno::EMFILE))?;
        let id = FileId(self.last);
        self.files.insert(id, Open { file, point: point.unwrap_or_default() });
        Ok(id)
    }

    pub(super) fn read(&mut self, id: FileId, buffer: &mut [u8]) -> Result<usize, OsError> {
        self.get(id)?.file.read(buffer).map_err(os_error)
    }

    pub(super) fn write(&mut self, id: FileId, data: &[u8]) -> Result<usize, OsError> {
        self.get(id)?.file.write(data).map_err(os_error)
    }

    pub(super) fn seek(&mut self, id: FileId, position: SeekFrom) -> Result<u64, OsError> {
        let position = match position {
            SeekFrom::Start(offset) => std::io::SeekFrom::Start(offset),
            SeekFrom::End(offset) => std::io::SeekFrom::End(offset),
            SeekFrom::Current(offset) => std::io::SeekFrom::Current(offset),
        };
        self.get(id)?.file.seek(position).map_err(os_error)
    }

    pub(super) fn truncate(&mut self, id: FileId, len: u64) -> Result<(), OsError> {
        self.get(id)?.file.set_len(len).map_err(os_error)
    }

    pub(super) fn flush(&mut self, id: FileId) -> Result<(), OsError> {
        self.get(id)?.file.flush().map_err(os_error)
    }

    pub(super) fn sync(&mut self, id: FileId) -> Result<(), OsError> {
        self.get(id)?.file.sync_all().map_err(os_error)
    }

    pub(super) fn close(&mut self, id: FileId) -> Result<(), OsError> {
        self.files.remove(&id).map(drop).ok_or_else(OsError::bad_file)
    }

    pub(super) fn stat(&mut self, id: FileId) -> Result<Metadata, OsError> {
        let open = self.get(id)?;
        Ok(convert::metadata(&open.file.metadata().map_err(os_error)?, open.point))
    }

    fn get(&mut self, id: FileId) -> Result<&mut Open, OsError> {
        self.files.get_mut(&id).ok_or_else(OsError::bad_file)
    }
}
