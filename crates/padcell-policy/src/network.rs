//! The network capability: streams to hosts that the policy names.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

use crate::{Interrupt, OsError};

/// An open connection of one cell. Numbers are not used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// Which directions of a connection end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    Receiving,
    Sending,
    Both,
}

/// A cell's network: outgoing streams of bytes (TCP). What may be connected to was decided before anything comes here.
///
/// Every wait ends with `EINTR` when something is raised on the interrupt, and with `ETIMEDOUT` when the timeout (in
/// nanoseconds) is over.
pub trait Network: Send {
    fn connect(
        &mut self,
        host: &str,
        port: u16,
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<ConnectionId, OsError>;
    /// Receives at most `buffer.len()` bytes; 0 is the end.
    fn receive(
        &mut self,
        connection: ConnectionId,
        buffer: &mut [u8],
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<usize, OsError>;
    /// Sends some of `data` and says how much.
    fn send(
        &mut self,
        connection: ConnectionId,
        data: &[u8],
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<usize, OsError>;
    fn shut_down(&mut self, connection: ConnectionId, how: Shutdown) -> Result<(), OsError>;
    fn close(&mut self, connection: ConnectionId) -> Result<(), OsError>;
    /// The address of the own end, or of the other.
    fn address(&mut self, connection: ConnectionId, peer: bool) -> Result<(String, u16), OsError>;
    /// The network of a child cell, with connections of its own.
    fn attenuate(&self) -> Box<dyn Network>;
}

/// The word of the policy for a host and a port; names of hosts are compared without regard to case.
pub(crate) fn endpoint(host: &str, port: u16) -> String {
    format!("{}:{port}", host.to_ascii_lowercase())
}
