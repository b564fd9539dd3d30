"""Outgoing connections (TCP) to the hosts that the policy names. A cell whose policy names none has no network."""

import _socket
import io
from enum import IntEnum

__all__ = ['AddressFamily', 'SocketKind', 'create_connection', 'create_server', 'error', 'gaierror', 'getaddrinfo',
           'gethostbyname', 'gethostname', 'getfqdn', 'herror', 'inet_aton', 'inet_ntoa', 'inet_ntop', 'inet_pton',
           'socket', 'socketpair', 'timeout']


class AddressFamily(IntEnum):
    AF_UNSPEC = 0
    AF_UNIX = 1
    AF_INET = 2
    AF_INET6 = 10


class SocketKind(IntEnum):
    SOCK_STREAM = 1
    SOCK_DGRAM = 2
    SOCK_RAW = 3


globals().update(AddressFamily.__members__)
globals().update(SocketKind.__members__)
__all__ += [*AddressFamily.__members__, *SocketKind.__members__]

SOCK_NONBLOCK, SOCK_CLOEXEC = 0x800, 0x80000
SOL_SOCKET, SO_REUSEADDR, SO_ERROR, SO_BROADCAST, SO_KEEPALIVE, SO_REUSEPORT = 1, 2, 4, 6, 9, 15
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 1, 6, 17, 41
IPV6_V6ONLY, TCP_NODELAY, SOMAXCONN = 26, 1, 4096
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_ADDRCONFIG = 1, 2, 4, 32
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
EAI_FAMILY, EAI_NONAME = -6, -2
has_ipv6 = False

error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


def _refuse(*args, **kwargs):
    raise PermissionError(1, 'Operation not permitted: there are outgoing connections only')


_default_timeout = None


class socket:
    """A socket that can connect, send and receive."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self.family = AddressFamily.AF_INET if family == -1 else family
        self.type = SocketKind.SOCK_STREAM if type == -1 else type
        self.proto = 0 if proto == -1 else proto
        if self.type != SocketKind.SOCK_STREAM or fileno is not None or self.family == AddressFamily.AF_UNIX:
            _refuse()
        self._connection = None
        self._timeout = _default_timeout
        self._files = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __repr__(self):
        state = ' [closed]' if self._closed else ''
        return f'<socket.socket{state} family={int(self.family)}, type={int(self.type)}, proto={self.proto}>'

    def __del__(self):
        self._release()

    def _release(self):
        connection, self._connection = self._connection, None
        if connection is not None:
            _socket.close(connection)

    def _connected(self):
        if self._closed and not self._files:
            raise OSError(9, 'Bad file descriptor')
        if self._connection is None:
            raise OSError(107, 'Transport endpoint is not connected')
        return self._connection

    def connect(self, address, /):
        """Connect to (host, port)."""
        host, port = address[:2]
        if self._connection is not None:
            raise OSError(106, 'Transport endpoint is already connected')
        try:
            self._connection = _socket.connect(host, port, self._timeout)
        except TimeoutError:
            raise TimeoutError('timed out') from None

    def connect_ex(self, address, /):
        try:
            self.connect(address)
        except OSError as error:
            return error.errno or 110
        return 0

    def recv(self, bufsize, flags=0, /):
        """Receive at most bufsize bytes; none at the end."""
        try:
            return _socket.recv(self._connected(), bufsize, self._timeout)
        except TimeoutError:
            raise TimeoutError('timed out') from None

    def recv_into(self, buffer, nbytes=0, flags=0, /):
        view = memoryview(buffer).cast('B')
        data = self.recv(min(nbytes, len(view)) if nbytes else len(view))
        view[:len(data)] = data
        return len(data)

    def recvfrom(self, bufsize, flags=0, /):
        return self.recv(bufsize), None

    def send(self, data, flags=0, /):
        try:
            return _socket.send(self._connected(), bytes(data), self._timeout)
        except TimeoutError:
            raise TimeoutError('timed out') from None

    def sendall(self, data, flags=0, /):
        """Send all of data."""
        data = memoryview(bytes(data))
        while data:
            data = data[self.send(data):]

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """A file over the connection, which stays open as long as the file is."""
        if not set(mode) <= {'r', 'w', 'b'}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        reading, writing = 'r' in mode or 'w' not in mode, 'w' in mode
        raw = SocketIO(self, ('r' if reading else '') + ('w' if writing else ''))
        self._files += 1
        if buffering == 0:
            if 'b' not in mode:
                raise ValueError('unbuffered streams must be binary')
            return raw
        size = buffering if buffering and buffering > 1 else io.DEFAULT_BUFFER_SIZE
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, size)
        else:
            buffer = io.BufferedReader(raw, size) if reading else io.BufferedWriter(raw, size)
        if 'b' in mode:
            return buffer
        text = io.TextIOWrapper(buffer, encoding, errors, newline)
        text.mode = mode
        return text

    def _file_closed(self):
        self._files -= 1
        if self._closed and self._files <= 0:
            self._release()

    def close(self):
        self._closed = True
        if self._files <= 0:
            self._release()

    def detach(self):
        _refuse()

    def shutdown(self, how, /):
        _socket.shutdown(self._connected(), how)

    def fileno(self):
        """There is no descriptor behind a connection: a number that is none."""
        return -1

    def getpeername(self):
        return _socket.address(self._connected(), True)

    def getsockname(self):
        return _socket.address(self._connected(), False)

    def settimeout(self, value, /):
        if value is not None:
            value = float(value)
            if value < 0:
                raise ValueError('Timeout value out of range')
        self._timeout = value

    def gettimeout(self):
        return self._timeout

    timeout = property(gettimeout)

    def setblocking(self, flag, /):
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        return self._timeout != 0.0

    def setsockopt(self, level, optname, value, optlen=None, /):
        """Options are the host system's: none can be set, and none needs to be."""

    def getsockopt(self, level, optname, buflen=0, /):
        return 0

    bind = listen = accept = sendto = _refuse


class SocketIO(io.RawIOBase):
    """A raw stream over a socket."""

    def __init__(self, sock, mode):
        self._sock = sock
        self.mode = mode if mode == 'rw' else mode + 'b'
        self._reading, self._writing = 'r' in mode, 'w' in mode

    def readinto(self, b):
        self._checkClosed()
        return self._sock.recv_into(b)

    def write(self, b):
        self._checkClosed()
        return self._sock.send(b)

    def readable(self):
        return self._reading

    def writable(self):
        return self._writing

    def seekable(self):
        return False

    def fileno(self):
        return -1

    @property
    def name(self):
        return -1

    def close(self):
        if self.closed:
            return
        super().close()
        self._sock._file_closed()
        self._sock = None


SocketType = socket
create_server = socketpair = getnameinfo = gethostbyaddr = _refuse
fromfd = getservbyname = getservbyport = getprotobyname = sethostname = _refuse

_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """Connect to (host, port), and return the socket."""
    if source_address:
        _refuse()
    sock = socket()
    if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
        sock.settimeout(timeout)
    try:
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    return sock


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The name itself: what address it has is asked when it is connected to."""
    if type not in (0, SocketKind.SOCK_STREAM):
        raise gaierror(EAI_NONAME, 'Name or service not known')
    number = int(port or 0)
    return [(AddressFamily.AF_INET, SocketKind.SOCK_STREAM, IPPROTO_TCP, '', (host or 'localhost', number))]


def gethostbyname(hostname, /):
    """An address that is spelled out; names are resolved when they are connected to."""
    if hostname == 'localhost':
        return '127.0.0.1'
    try:
        inet_aton(hostname)
    except OSError:
        raise gaierror(EAI_NONAME, 'Name or service not known') from None
    return hostname


def gethostname():
    """The cell's name for itself."""
    return 'localhost'


def getfqdn(name=''):
    return name or 'localhost'


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout, /):
    global _default_timeout
    _default_timeout = None if timeout is None else float(timeout)


def has_dualstack_ipv6():
    return False


def htons(x, /):
    return int.from_bytes((x & 0xFFFF).to_bytes(2, 'little'), 'big')


def htonl(x, /):
    return int.from_bytes((x & 0xFFFFFFFF).to_bytes(4, 'little'), 'big')


ntohs, ntohl = htons, htonl


def inet_aton(ip_addr, /):
    """Convert an IPv4 address in dotted form to four bytes."""
    parts = ip_addr.split('.')
    if len(parts) != 4 or not all(part.isdecimal() and int(part) < 256 for part in parts):
        raise OSError('illegal IP address string passed to inet_aton')
    return bytes(map(int, parts))


def inet_ntoa(packed_ip, /):
    """Convert four bytes to an IPv4 address in dotted form."""
    if len(packed_ip) != 4:
        raise OSError('packed IP wrong length')
    return '.'.join(map(str, packed_ip))


def inet_pton(address_family, ip_string, /):
    """Convert an address from its text to bytes."""
    import ipaddress
    try:
        if address_family == AddressFamily.AF_INET:
            return ipaddress.IPv4Address(ip_string).packed
        return ipaddress.IPv6Address(ip_string).packed
    except ValueError:
        raise OSError('illegal IP address string passed to inet_pton') from None


def inet_ntop(address_family, packed_ip, /):
    """Convert an address from bytes to its text."""
    import ipaddress
    if address_family == AddressFamily.AF_INET:
        return str(ipaddress.IPv4Address(bytes(packed_ip)))
    return str(ipaddress.IPv6Address(bytes(packed_ip)))
