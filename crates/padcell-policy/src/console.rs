//! The console capability: the three standard streams.

use alloc::boxed::Box;

use crate::{Interrupt, OsError, Stdio};

/// One of the standard streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Stdin,
    Stdout,
    Stderr,
}

impl Stream {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stdin => "stdin",
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
        }
    }
}

/// A cell's standard streams. Bytes written are counted by the machine before they come here.
pub trait Console: Send {
    /// Reads at most `buffer.len()` bytes, or returns `EINTR` when something is raised on `interrupt` meanwhile; 0 is
    /// the end.
    fn read_stdin(&mut self, buffer: &mut [u8], interrupt: &Interrupt) -> Result<usize, OsError>;
    /// Writes everything.
    fn write_stdout(&mut self, data: &[u8]) -> Result<(), OsError>;
    /// Writes everything.
    fn write_stderr(&mut self, data: &[u8]) -> Result<(), OsError>;
    fn flush(&mut self) -> Result<(), OsError>;
    fn is_terminal(&self, stream: Stream) -> bool;
    /// Which streams there are.
    fn stdio(&self) -> Stdio;
    /// The same console with the streams of `stdio` only, or `None` if that leaves nothing.
    fn attenuate(&self, stdio: Stdio) -> Option<Box<dyn Console>>;
}
