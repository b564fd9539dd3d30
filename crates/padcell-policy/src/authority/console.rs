//! The standard streams of a cell.

use super::{Authority, absent};
use crate::{Capability, Console, OsError, Stdio, Stream};

impl Authority {
    /// Which standard streams the cell has.
    pub fn stdio(&self) -> Stdio {
        self.console.as_ref().map_or(Stdio::NONE, |console| console.stdio())
    }

    pub fn is_terminal(&self, stream: Stream) -> bool {
        self.console.as_ref().is_some_and(|console| console.is_terminal(stream))
    }

    /// Reads at most `buffer.len()` bytes of the cell's standard input; `EINTR` when the cell is interrupted.
    pub fn read_stdin(&mut self, buffer: &mut [u8]) -> Result<usize, OsError> {
        let interrupt = self.interrupt.clone();
        self.console(Stream::Stdin)?.read_stdin(buffer, &interrupt)
    }

    /// Writes all of `data` to the cell's standard output or standard error.
    pub fn write_stream(&mut self, stream: Stream, data: &[u8]) -> Result<(), OsError> {
        let console = self.console(stream)?;
        match stream {
            Stream::Stdin => Err(OsError::bad_file()),
            Stream::Stdout => console.write_stdout(data),
            Stream::Stderr => console.write_stderr(data),
        }
    }

    pub fn flush_streams(&mut self) -> Result<(), OsError> {
        match &mut self.console {
            Some(console) => console.flush(),
            None => Ok(()),
        }
    }

    /// The console, if it has `stream`. Only refusals go to the audit: output is no decision.
    fn console(&mut self, stream: Stream) -> Result<&mut (dyn Console + 'static), OsError> {
        let stdio = self.stdio();
        let granted = match stream {
            Stream::Stdin => stdio.stdin,
            Stream::Stdout => stdio.stdout,
            Stream::Stderr => stdio.stderr,
        };
        if !granted {
            let refusal = absent(stream.name(), "the key of that name in the policy's [stdio]");
            return self.decided(Capability::Console, "use", stream.name(), Err(refusal));
        }
        self.console.as_deref_mut().ok_or_else(OsError::bad_file)
    }
}
