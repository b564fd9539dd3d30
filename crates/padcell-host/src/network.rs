//! Outgoing TCP connections.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{self, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use padcell_policy::{ConnectionId, Interrupt, Network, OsError, Shutdown, errno};

use crate::mounts::os_error;

/// How long a wait lasts before the interrupt is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// The same for connecting.
const CONNECT: Duration = Duration::from_secs(2);
/// As long as systems wait for a connection.
const LONGEST_CONNECT: Duration = Duration::from_secs(60);

/// The network of this machine.
#[derive(Debug, Default)]
pub struct SystemNetwork {
    connections: BTreeMap<ConnectionId, TcpStream>,
    last: u64,
}

impl SystemNetwork {
    pub fn new() -> Self {
        Self::default()
    }

    fn stream(&mut self, connection: ConnectionId) -> Result<&mut TcpStream, OsError> {
        self.connections.get_mut(&connection).ok_or_else(OsError::bad_file)
    }
}

/// Repeats a wait of a short time until it is over, the timeout is, or somebody interrupts.
fn waiting<T>(
    timeout_ns: Option<u64>,
    interrupt: &Interrupt,
    mut attempt: impl FnMut(Duration) -> io::Result<T>,
) -> Result<T, OsError> {
    let end = timeout_ns.map(|it| Instant::now() + Duration::from_nanos(it));
    loop {
        if interrupt.any() {
            return Err(OsError::new(errno::EINTR));
        }
        let left = match end {
            Some(end) => match end.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => left.min(LOOK),
                _ => return Err(OsError::new(errno::ETIMEDOUT)),
            },
            None => LOOK,
        };
        match attempt(left) {
            Ok(result) => return Ok(result),
            Err(error) if is_wait(&error) => {}
            Err(error) => return Err(os_error(error)),
        }
    }
}

/// Connects. A wait for this cannot be taken up again, so a slow one is begun anew after each look at the interrupt.
fn connect(
    address: &SocketAddr,
    timeout_ns: Option<u64>,
    interrupt: &Interrupt,
) -> Result<TcpStream, OsError> {
    let end = Instant::now() + timeout_ns.map_or(LONGEST_CONNECT, Duration::from_nanos).min(LONGEST_CONNECT);
    loop {
        if interrupt.any() {
            return Err(OsError::new(errno::EINTR));
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(OsError::new(errno::ETIMEDOUT));
        }
        match TcpStream::connect_timeout(address, left.min(CONNECT)) {
            Err(error) if is_wait(&error) => {}
            result => return result.map_err(os_error),
        }
    }
}

fn is_wait(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

impl Network for SystemNetwork {
    fn connect(
        &mut self,
        host: &str,
        port: u16,
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<ConnectionId, OsError> {
        let unknown = || OsError::new(errno::EHOSTUNREACH);
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(|_| unknown())?.collect();
        let mut last = unknown();
        for address in addresses {
            match connect(&address, timeout_ns, interrupt) {
                Ok(stream) => {
                    self.last += 1;
                    let id = ConnectionId(self.last);
                    self.connections.insert(id, stream);
                    return Ok(id);
                }
                Err(error) if error.errno == errno::EINTR => return Err(error),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn receive(
        &mut self,
        connection: ConnectionId,
        buffer: &mut [u8],
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<usize, OsError> {
        let stream = self.stream(connection)?;
        waiting(timeout_ns, interrupt, |time| {
            stream.set_read_timeout(Some(time))?;
            stream.read(buffer)
        })
    }

    fn send(
        &mut self,
        connection: ConnectionId,
        data: &[u8],
        timeout_ns: Option<u64>,
        interrupt: &Interrupt,
    ) -> Result<usize, OsError> {
        let stream = self.stream(connection)?;
        waiting(timeout_ns, interrupt, |time| {
            stream.set_write_timeout(Some(time))?;
            stream.write(data)
        })
    }

    fn shut_down(&mut self, connection: ConnectionId, how: Shutdown) -> Result<(), OsError> {
        let how = match how {
            Shutdown::Receiving => net::Shutdown::Read,
            Shutdown::Sending => net::Shutdown::Write,
            Shutdown::Both => net::Shutdown::Both,
        };
        self.stream(connection)?.shutdown(how).map_err(os_error)
    }

    fn close(&mut self, connection: ConnectionId) -> Result<(), OsError> {
        self.connections.remove(&connection).map(drop).ok_or_else(OsError::bad_file)
    }

    fn address(&mut self, connection: ConnectionId, peer: bool) -> Result<(String, u16), OsError> {
        let stream = self.stream(connection)?;
        let address = if peer { stream.peer_addr() } else { stream.local_addr() };
        let address = address.map_err(os_error)?;
        Ok((address.ip().to_string(), address.port()))
    }

    fn attenuate(&self) -> Box<dyn Network> {
        Box::new(Self::new())
    }
}
