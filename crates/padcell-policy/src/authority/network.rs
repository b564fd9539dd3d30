//! The connections of a cell. The decision is made where a name becomes a connection; one that is open was allowed.

use alloc::format;
use alloc::string::String;

use super::{Authority, absent};
use crate::network::endpoint;
use crate::{Capability, ConnectionId, Network, OsError, Shutdown, errno};

impl Authority {
    /// Connects to a host that the policy names.
    pub fn connect(
        &mut self,
        host: &str,
        port: u16,
        timeout_ns: Option<u64>,
    ) -> Result<ConnectionId, OsError> {
        let target = endpoint(host, port);
        let (handles, interrupt) = (self.handles.clone(), self.interrupt.clone());
        let result = match &mut self.network {
            None => Err(absent("network", "--connect HOST:PORT or the policy's key hosts")),
            Some((hosts, _)) if !hosts.permits(host, port) => Err(OsError::permission_denied().because(
                format!("'{target}' is no host of the policy; hosts = [\"{target}\"] would allow it"),
            )),
            Some((_, network)) => match handles.acquire() {
                Err(limit) => {
                    let rule = format!("{limit} files are open; a larger --handles would allow more");
                    Err(OsError::new(errno::EMFILE).because(rule))
                }
                Ok(()) => {
                    network.connect(host, port, timeout_ns, &interrupt).inspect_err(|_| handles.release())
                }
            },
        };
        self.decided(Capability::Network, "connect", &target, result)
    }

    /// Receives at most `buffer.len()` bytes; 0 is the end.
    pub fn receive(
        &mut self,
        connection: ConnectionId,
        buffer: &mut [u8],
        timeout_ns: Option<u64>,
    ) -> Result<usize, OsError> {
        let interrupt = self.interrupt.clone();
        self.network()?.receive(connection, buffer, timeout_ns, &interrupt)
    }

    /// Sends some of `data` and says how much.
    pub fn send(
        &mut self,
        connection: ConnectionId,
        data: &[u8],
        timeout_ns: Option<u64>,
    ) -> Result<usize, OsError> {
        let interrupt = self.interrupt.clone();
        self.network()?.send(connection, data, timeout_ns, &interrupt)
    }

    pub fn shut_down(&mut self, connection: ConnectionId, how: Shutdown) -> Result<(), OsError> {
        self.network()?.shut_down(connection, how)
    }

    /// Closes a connection.
    pub fn hang_up(&mut self, connection: ConnectionId) -> Result<(), OsError> {
        let result = self.network()?.close(connection);
        if result.is_ok() {
            self.handles.release();
        }
        result
    }

    /// The address of the own end of a connection, or of the other.
    pub fn address(&mut self, connection: ConnectionId, peer: bool) -> Result<(String, u16), OsError> {
        self.network()?.address(connection, peer)
    }

    fn network(&mut self) -> Result<&mut (dyn Network + 'static), OsError> {
        match &mut self.network {
            Some((_, network)) => Ok(network.as_mut()),
            None => Err(OsError::bad_file()),
        }
    }
}
