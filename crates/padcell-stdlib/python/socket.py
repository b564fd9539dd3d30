"""The network: a cell has none. The names are here, so that modules which mention them can be imported."""

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
    raise PermissionError(1, 'Operation not permitted: this cell has no network')


class socket:
    """A socket: refused."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _refuse()


SocketType = socket
create_connection = create_server = socketpair = getaddrinfo = getnameinfo = gethostbyname = gethostbyaddr = _refuse
fromfd = getservbyname = getservbyport = getprotobyname = sethostname = _refuse

_default_timeout = None


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
