//! Where the machine meets the authority: its errors become exceptions, its output is counted.

use padcell_policy::{OsError, StopKind, Stream, errno};

use crate::error::{Res, Unwind};
use crate::heap::{Class, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The subclass of OSError for an error number.
    #[must_use]
    pub fn os_error_class(&self, number: i64) -> Id<Class> {
        let classes = &self.exceptions;
        match i32::try_from(number).unwrap_or(0) {
            errno::EAGAIN | errno::EALREADY | errno::EINPROGRESS => classes.blocking_io_error,
            errno::EPIPE | errno::ESHUTDOWN => classes.broken_pipe_error,
            errno::ECHILD => classes.child_process_error,
            errno::ECONNABORTED => classes.connection_aborted_error,
            errno::ECONNREFUSED => classes.connection_refused_error,
            errno::ECONNRESET => classes.connection_reset_error,
            errno::EEXIST => classes.file_exists_error,
            errno::ENOENT => classes.file_not_found_error,
            errno::EISDIR => classes.is_a_directory_error,
            errno::ENOTDIR => classes.not_a_directory_error,
            errno::EINTR => classes.interrupted_error,
            errno::EACCES | errno::EPERM => classes.permission_error,
            errno::ESRCH => classes.process_lookup_error,
            errno::ETIMEDOUT => classes.timeout_error,
            _ => classes.os_error,
        }
    }

    /// The ordinary OSError for an error of the authority. The rule behind a refusal is the supervisor's to know.
    #[cold]
    pub fn raise_os_error(&mut self, error: &OsError, filename: Value) -> Unwind {
        self.raise_os_error_of_two(error, filename, Value::Unset)
    }

    /// The same for an operation on two paths.
    #[cold]
    pub fn raise_os_error_of_two(&mut self, error: &OsError, filename: Value, filename2: Value) -> Unwind {
        if *error == OsError::embedded_nul() {
            return self.value_error("embedded null byte");
        }
        match self.new_os_error(error, filename, filename2) {
            Ok(exception) => self.raise(exception),
            Err(it) => it,
        }
    }

    /// The OSError for an error number.
    #[cold]
    pub fn raise_errno(&mut self, number: i32, filename: Value) -> Unwind {
        self.raise_os_error(&OsError::new(number), filename)
    }

    fn new_os_error(&mut self, error: &OsError, filename: Value, filename2: Value) -> Res {
        let class = self.os_error_class(i64::from(error.errno));
        let (number, message) = (Value::Int(i64::from(error.errno)), self.heap.str(&error.message)?);
        let exception = self.new_exception(class, &[number, message])?;
        let names = self.names;
        let fields = [
            (names.errno, number),
            (names.strerror, message),
            (names.filename, filename.or(Value::None)),
            (names.filename2, filename2.or(Value::None)),
        ];
        for (name, value) in fields {
            self.set_exception_field(exception, name, value)?;
        }
        Ok(exception)
    }

    /// What to do after `EINTR`: the stop or KeyboardInterrupt that caused it, or on with the operation.
    ///
    /// # Errors
    /// As said.
    pub(crate) fn interrupted(&mut self) -> Res<()> {
        self.refuel()
    }

    /// Writes to a standard stream of the cell, within the output budget.
    ///
    /// # Errors
    /// A stop when the budget ends, after as much as it allows was written; OSError.
    pub(crate) fn write_console(&mut self, stream: Stream, data: &[u8]) -> Res<()> {
        let allowed = self.take_output(data.len() as u64) as usize;
        let allowed = data.get(..allowed).unwrap_or(data);
        if let Err(error) = self.authority.write_stream(stream, allowed) {
            self.cut_short |= error.errno == errno::EPIPE;
            return Err(self.raise_os_error(&error, Value::Unset));
        }
        if allowed.len() < data.len() {
            return Err(self.stop(StopKind::Output));
        }
        Ok(())
    }
}
