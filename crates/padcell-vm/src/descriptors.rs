//! The cell's own file descriptors: 0 to 2 are its console streams, the others its open files.
//!
//! What a program wrote through a buffer waits here, not in the buffer's object: so it reaches the file when the cell
//! ends, when another open looks at files, or when the object dies, although nothing of the program runs then.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::{Arc, Weak};
use alloc::vec::Vec;
use core::any::Any;

use padcell_policy::{
    Authority, FileId, FileKind, Metadata, OpenOptions, OsError, RootId, SeekFrom, Stream, errno,
};

use crate::error::{Res, Unwind};
use crate::heap::Tracer;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The most that is read at once.
const CHUNK: usize = 256 << 10;
/// Fuel for an operation of the operating system, beside what its data costs.
const CALL: usize = 200;
/// Fuel for so many bytes is one unit.
const FAST: usize = 16;

/// What a descriptor stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Console(Stream),
    File(FileId),
}

#[derive(Debug)]
struct Descriptor {
    target: Target,
    /// Written and not passed on yet.
    pending: Vec<u8>,
    /// Dead when the object that closes the descriptor is gone.
    owner: Option<Weak<()>>,
}

/// The table of descriptors, and the directory that relative paths start from.
#[derive(Debug)]
pub(crate) struct Descriptors {
    table: BTreeMap<i64, Descriptor>,
    pub(crate) directory: String,
    pub(crate) umask: u32,
}

impl Default for Descriptors {
    fn default() -> Self {
        let console = [Stream::Stdin, Stream::Stdout, Stream::Stderr].into_iter();
        let descriptor =
            |stream| Descriptor { target: Target::Console(stream), pending: Vec::new(), owner: None };
        Self {
            table: (0..).zip(console.map(descriptor)).collect(),
            directory: String::from("/"),
            umask: 0o022,
        }
    }
}

impl State for Descriptors {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Vm {
    fn descriptors(&mut self) -> &mut Descriptors {
        self.state::<Descriptors>()
    }

    /// What a descriptor stands for.
    ///
    /// # Errors
    /// OSError (`EBADF`).
    pub(crate) fn descriptor(&mut self, fd: i64) -> Res<Target> {
        match self.descriptors().table.get(&fd) {
            Some(it) => Ok(it.target),
            None => Err(self.raise_errno(errno::EBADF, Value::Unset)),
        }
    }

    /// Opens a file and gives its descriptor. Where an object will own it, the second result is to be kept by it.
    ///
    /// # Errors
    /// OSError, with `filename` as the path that the program gave.
    pub(crate) fn open_descriptor(
        &mut self,
        path: &str,
        options: OpenOptions,
        filename: Value,
        owned: bool,
    ) -> Res<(i64, Option<Arc<()>>)> {
        let owner = owned.then(|| Arc::new(()));
        let weak = owner.as_ref().map(Arc::downgrade);
        let fd = self.new_descriptor(filename, weak, |it| it.open(path, options))?;
        Ok((fd, owner))
    }

    /// Opens a file in the tree of a root, which no path leaves, and gives its descriptor.
    ///
    /// # Errors
    /// As [`Vm::open_descriptor`].
    pub(crate) fn open_in_root(&mut self, root: RootId, options: OpenOptions, filename: Value) -> Res<i64> {
        let path = self.path_text(filename, "open: path")?;
        if path.is_empty() {
            return Err(self.raise_errno(errno::ENOENT, filename));
        }
        self.spend(path.len())?;
        let path = if path.starts_with('/') { path } else { alloc::format!("/{path}") };
        self.new_descriptor(filename, None, |it| it.open_in(root, &path, options))
    }

    /// Makes an object the owner of an open descriptor: it is closed when that is gone.
    pub(crate) fn own_descriptor(&mut self, fd: i64) -> Option<Arc<()>> {
        let descriptor = self.descriptors().table.get_mut(&fd)?;
        if descriptor.owner.is_some() || matches!(descriptor.target, Target::Console(_)) {
            return None;
        }
        let owner = Arc::new(());
        descriptor.owner = Some(Arc::downgrade(&owner));
        Some(owner)
    }

    fn new_descriptor(
        &mut self,
        filename: Value,
        owner: Option<Weak<()>>,
        open: impl FnOnce(&mut Authority) -> Result<FileId, OsError>,
    ) -> Res<i64> {
        self.spend(CALL)?;
        if self.files_are_opened_outside() {
            // One road to a file, not one that asks the supervisor and others around it.
            let rule =
                "the cell's supervisor opens its files; without r_open of its own, the mounts would do";
            return Err(self.raise_os_error(&OsError::permission_denied().because(rule), filename));
        }
        self.settle_files()?;
        let handles = self.authority.handles();
        if handles.open() >= handles.limit() {
            // Files that nobody can reach any more still count: find them.
            self.collect_children();
            self.collect_garbage();
            self.settle_files()?;
        }
        let file = match open(&mut self.authority) {
            Ok(file) => file,
            Err(error) => return Err(self.raise_os_error(&error, filename)),
        };
        self.heap.charge_fixed(size_of::<Descriptor>())?;
        let table = &mut self.descriptors().table;
        // The lowest number that is free, as programs expect.
        let fd = (0..).find(|fd| !table.contains_key(fd)).unwrap_or(i64::MAX);
        table.insert(fd, Descriptor { target: Target::File(file), pending: Vec::new(), owner });
        Ok(fd)
    }

    /// Passes on what waits to be written, and closes what nobody owns any more: before anything looks at files.
    ///
    /// # Errors
    /// A stop.
    pub(crate) fn settle_files(&mut self) -> Res<()> {
        let waiting: Vec<(i64, bool)> = self
            .descriptors()
            .table
            .iter()
            .filter(|(_, it)| matches!(it.target, Target::File(_)))
            .map(|(fd, it)| {
                (*fd, it.owner.as_ref().is_some_and(|it| it.strong_count() == 0), it.pending.is_empty())
            })
            .filter(|(_, dead, empty)| *dead || !*empty)
            .map(|(fd, dead, _)| (fd, dead))
            .collect();
        for (fd, dead) in waiting {
            // Nobody is there who could be told of an error.
            let result = if dead { self.close_descriptor(fd) } else { self.flush_descriptor(fd) };
            if let Err(it) = result {
                self.take_raised(it)?;
            }
        }
        Ok(())
    }

    /// Passes on what waits to be written to the console. It takes no fuel: what was written before a stop is shown.
    ///
    /// # Errors
    /// What the console says.
    pub fn flush_console(&mut self) -> Res<()> {
        for (fd, stream) in [(1, Stream::Stdout), (2, Stream::Stderr)] {
            if let Some(it) = self.descriptors().table.get_mut(&fd) {
                let data = core::mem::take(&mut it.pending);
                if !data.is_empty() {
                    self.write_console(stream, &data)?;
                }
            }
        }
        match self.authority.flush_streams() {
            Ok(()) => Ok(()),
            Err(error) => Err(self.raise_os_error(&error, Value::Unset)),
        }
    }

    /// The end of a cell: everything is written and closed.
    ///
    /// # Errors
    /// What the console says.
    pub(crate) fn finish_descriptors(&mut self) -> Res<()> {
        self.settle_files()?;
        self.flush_console()
    }

    /// Reads at most `max` bytes; an empty result is the end.
    ///
    /// # Errors
    /// OSError; what an interrupt raises.
    pub(crate) fn read_descriptor(&mut self, fd: i64, max: usize) -> Res<Vec<u8>> {
        let target = self.descriptor(fd)?;
        let max = max.min(CHUNK);
        self.spend(CALL)?;
        self.heap.room(max)?;
        let mut buffer = alloc::vec![0; max];
        loop {
            let read = match target {
                Target::File(file) => self.authority.read(file, &mut buffer),
                Target::Console(Stream::Stdin) => self.authority.read_stdin(&mut buffer),
                Target::Console(_) => Err(OsError::bad_file()),
            };
            match read {
                Ok(n) => {
                    self.spend(n / FAST)?;
                    buffer.truncate(n);
                    return Ok(buffer);
                }
                Err(error) if error.errno == errno::EINTR => self.interrupted()?,
                Err(error) => return Err(self.raise_os_error(&error, Value::Unset)),
            }
        }
    }

    /// Writes some of `data`, past the buffer, and says how much.
    ///
    /// # Errors
    /// OSError; a stop when the output budget ends.
    pub(crate) fn write_descriptor(&mut self, fd: i64, data: &[u8]) -> Res<usize> {
        self.spend(CALL + data.len() / FAST)?;
        match self.descriptor(fd)? {
            Target::Console(Stream::Stdin) => Err(self.raise_errno(errno::EBADF, Value::Unset)),
            Target::Console(stream) => self.write_console(stream, data).map(|()| data.len()),
            Target::File(file) => loop {
                match self.authority.write(file, data) {
                    Ok(n) => return Ok(n),
                    Err(error) if error.errno == errno::EINTR => self.interrupted()?,
                    Err(error) => return Err(self.raise_os_error(&error, Value::Unset)),
                }
            },
        }
    }

    /// Takes `data` to be written soon: at once when more than `limit` bytes wait.
    ///
    /// # Errors
    /// As [`Vm::write_descriptor`].
    pub(crate) fn put_descriptor(&mut self, fd: i64, data: &[u8], limit: usize) -> Res<()> {
        self.spend(1 + data.len() / FAST)?;
        let Some(descriptor) = self.descriptors().table.get(&fd) else {
            return Err(self.raise_errno(errno::EBADF, Value::Unset));
        };
        let waiting = descriptor.pending.len();
        if waiting > 0 && waiting.saturating_add(data.len()) > limit {
            self.flush_descriptor(fd)?;
        }
        if data.len() > limit {
            return self.write_all(fd, data).map_err(|(it, _)| it);
        }
        if let Some(descriptor) = self.descriptors().table.get_mut(&fd) {
            descriptor.pending.extend_from_slice(data);
        }
        Ok(())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// As [`Vm::write_descriptor`]; what was not written still waits.
    pub(crate) fn flush_descriptor(&mut self, fd: i64) -> Res<()> {
        let Some(descriptor) = self.descriptors().table.get_mut(&fd) else {
            return Err(self.raise_errno(errno::EBADF, Value::Unset));
        };
        if descriptor.pending.is_empty() {
            return Ok(());
        }
        let mut data = core::mem::take(&mut descriptor.pending);
        match self.write_all(fd, &data) {
            Ok(()) => {
                data.clear();
                self.restore_pending(fd, data);
                Ok(())
            }
            Err((unwind, written)) => {
                data.drain(..written.min(data.len()));
                self.restore_pending(fd, data);
                Err(unwind)
            }
        }
    }

    fn restore_pending(&mut self, fd: i64, data: Vec<u8>) {
        if let Some(descriptor) = self.descriptors().table.get_mut(&fd) {
            descriptor.pending = data;
        }
    }

    fn write_all(&mut self, fd: i64, data: &[u8]) -> Result<(), (Unwind, usize)> {
        let mut written = 0;
        while let Some(rest) = data.get(written..).filter(|it| !it.is_empty()) {
            match self.write_descriptor(fd, rest) {
                Ok(0) => {
                    let unwind = self.raise_errno(errno::EIO, Value::Unset);
                    return Err((unwind, written));
                }
                Ok(n) => written += n,
                Err(Unwind::Stop) => return Err((Unwind::Stop, data.len())),
                Err(it) => return Err((it, written)),
            }
        }
        Ok(())
    }

    /// Moves the position; what waits is written first.
    ///
    /// # Errors
    /// OSError (`ESPIPE` for the console), ValueError for a `whence` that means nothing.
    pub(crate) fn seek_descriptor(&mut self, fd: i64, offset: i64, whence: i64) -> Res<i64> {
        self.spend(CALL)?;
        let target = self.descriptor(fd)?;
        self.flush_descriptor(fd)?;
        let Target::File(file) = target else {
            return Err(self.raise_errno(errno::ESPIPE, Value::Unset));
        };
        let position = match whence {
            0 => match u64::try_from(offset) {
                Ok(it) => SeekFrom::Start(it),
                Err(_) => return Err(self.raise_errno(errno::EINVAL, Value::Unset)),
            },
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => return Err(self.raise_errno(errno::EINVAL, Value::Unset)),
        };
        match self.authority.seek(file, position) {
            Ok(it) => Ok(i64::try_from(it).unwrap_or(i64::MAX)),
            Err(error) => Err(self.raise_os_error(&error, Value::Unset)),
        }
    }

    /// Sets the length of a file.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn truncate_descriptor(&mut self, fd: i64, len: i64) -> Res<()> {
        self.spend(CALL)?;
        let target = self.descriptor(fd)?;
        self.flush_descriptor(fd)?;
        let (Target::File(file), Ok(len)) = (target, u64::try_from(len)) else {
            return Err(self.raise_errno(errno::EINVAL, Value::Unset));
        };
        self.authority.truncate(file, len).map_err(|error| self.raise_os_error(&error, Value::Unset))
    }

    /// Writes what waits and closes. It is closed even if that fails.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn close_descriptor(&mut self, fd: i64) -> Res<()> {
        self.spend(CALL)?;
        let target = self.descriptor(fd)?;
        let flushed = self.flush_descriptor(fd);
        self.descriptors().table.remove(&fd);
        if let Target::File(file) = target {
            if let Err(error) = self.authority.close(file) {
                flushed?;
                return Err(self.raise_os_error(&error, Value::Unset));
            }
        }
        flushed
    }

    /// What is known of an open file; of the console, that it is a terminal or a pipe.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn stat_descriptor(&mut self, fd: i64) -> Res<Option<Metadata>> {
        self.spend(CALL)?;
        let target = self.descriptor(fd)?;
        self.flush_descriptor(fd)?;
        match target {
            Target::Console(_) => Ok(None),
            Target::File(file) => match self.authority.fstat(file) {
                Ok(it) => Ok(Some(it)),
                Err(error) => Err(self.raise_os_error(&error, Value::Unset)),
            },
        }
    }

    /// Makes sure that a file is on its disk.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn sync_descriptor(&mut self, fd: i64) -> Res<()> {
        self.spend(CALL)?;
        let target = self.descriptor(fd)?;
        self.flush_descriptor(fd)?;
        match target {
            Target::Console(_) => Err(self.raise_errno(errno::EINVAL, Value::Unset)),
            Target::File(file) => {
                self.authority.sync(file).map_err(|error| self.raise_os_error(&error, Value::Unset))
            }
        }
    }

    /// Whether a descriptor is a terminal.
    pub(crate) fn descriptor_is_terminal(&mut self, fd: i64) -> bool {
        match self.descriptors().table.get(&fd).map(|it| it.target) {
            Some(Target::Console(stream)) => self.authority.is_terminal(stream),
            _ => false,
        }
    }

    /// Whether a descriptor is open.
    pub(crate) fn descriptor_is_open(&mut self, fd: i64) -> bool {
        self.descriptors().table.contains_key(&fd)
    }

    /// A path argument as text: `str`, `bytes`, or an object with `__fspath__`.
    ///
    /// # Errors
    /// TypeError for anything else, ValueError for a path with a NUL.
    pub(crate) fn path_text(&mut self, value: Value, function: &str) -> Res<String> {
        let path = self.fspath(value, function)?;
        let text = match self.unwrap(path) {
            Value::Str(id) => String::from(self.heap.text(id)),
            Value::Bytes(id) => match core::str::from_utf8(&self.heap.bytes[id].data) {
                Ok(text) => String::from(text),
                Err(_) => return Err(self.raise_errno(errno::ENOENT, value)),
            },
            _ => String::new(),
        };
        if text.contains('\0') {
            return Err(self.value_error("embedded null byte"));
        }
        Ok(text)
    }

    /// `os.fspath`.
    ///
    /// # Errors
    /// TypeError.
    pub(crate) fn fspath(&mut self, value: Value, function: &str) -> Res {
        if matches!(self.unwrap(value), Value::Str(_) | Value::Bytes(_)) {
            return Ok(value);
        }
        let Some(path) = self.call_special(value, self.names.__fspath__, &[])? else {
            let text = if function.is_empty() {
                alloc::format!("expected str, bytes or os.PathLike object, not {}", self.type_name(value))
            } else {
                alloc::format!(
                    "{function} should be string, bytes, os.PathLike or integer, not {}",
                    self.type_name(value)
                )
            };
            return Err(self.type_error(&text));
        };
        if matches!(self.unwrap(path), Value::Str(_) | Value::Bytes(_)) {
            self.keep(path);
            return Ok(path);
        }
        let text = alloc::format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            self.type_name(value),
            self.type_name(path)
        );
        Err(self.type_error(&text))
    }

    /// The absolute cell path of a path that may be relative to the cell's directory.
    pub(crate) fn absolute_path(&mut self, path: &str) -> String {
        if path.starts_with('/') {
            return String::from(path);
        }
        let directory = &self.descriptors().directory;
        if directory.ends_with('/') {
            alloc::format!("{directory}{path}")
        } else {
            alloc::format!("{directory}/{path}")
        }
    }

    /// A path argument, made absolute; an empty path names nothing.
    ///
    /// # Errors
    /// As [`Vm::path_text`], and FileNotFoundError.
    pub(crate) fn path_argument(&mut self, value: Value, function: &str) -> Res<String> {
        let text = self.path_text(value, function)?;
        if text.is_empty() {
            return Err(self.raise_errno(errno::ENOENT, value));
        }
        self.spend(CALL + text.len())?;
        Ok(self.absolute_path(&text))
    }

    /// Changes the directory that relative paths start from.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn change_directory(&mut self, value: Value) -> Res<()> {
        let path = self.path_argument(value, "chdir: path")?;
        let real = match self.authority.realpath(&path) {
            Ok(it) => it,
            Err(error) => return Err(self.raise_os_error(&error, value)),
        };
        match self.authority.stat(&real, true) {
            Ok(it) if it.kind == FileKind::Directory => {
                self.descriptors().directory = real;
                Ok(())
            }
            Ok(_) => Err(self.raise_errno(errno::ENOTDIR, value)),
            Err(error) => Err(self.raise_os_error(&error, value)),
        }
    }
}
