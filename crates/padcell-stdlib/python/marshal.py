"""Values as bytes, in CPython's format.  Code objects are neither written nor read: compiled code can be forged."""

import struct

version = 5

_SINGLE = {None: b"N", True: b"T", False: b"F", StopIteration: b"S", Ellipsis: b"."}
_SINGLES = {ord(letter): value for value, letter in _SINGLE.items()}
_NULL = object()
_SHIFT = 15
_TOO_DEEP = "object too deeply nested to marshal"


def dumps(value, version=version, /, *, allow_code=True):
    """The bytes of a value of the types that can be written."""
    out = []
    try:
        _write(value, version, out.append)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    return b"".join(out)


def dump(value, file, version=version, /, *, allow_code=True):
    """Writes a value to a file."""
    return file.write(dumps(value, version))


def _sized(letter, data):
    return letter + struct.pack("<i", len(data)) + data


def _write(value, version, put):
    kind = type(value)
    if kind in (type(None), bool, type(Ellipsis)) or value is StopIteration:
        put(_SINGLE[value])
    elif kind is int:
        put(_integer(value))
    elif kind is float:
        put(b"g" + struct.pack("<d", value) if version > 1 else _text(b"f", value))
    elif kind is complex:
        if version > 1:
            put(b"y" + struct.pack("<dd", value.real, value.imag))
        else:
            put(b"x" + _text(b"", value.real) + _text(b"", value.imag))
    elif kind is str:
        data = value.encode("utf-8", "surrogatepass")
        if version >= 4 and len(data) == len(value):
            put(b"z" + bytes((len(data),)) + data if len(data) < 256 else _sized(b"a", data))
        else:
            put(_sized(b"u", data))
    elif kind is bytes:
        put(_sized(b"s", value))
    elif kind is tuple:
        size = len(value)
        put(b")" + bytes((size,)) if version >= 4 and size < 256 else b"(" + struct.pack("<i", size))
        for it in value:
            _write(it, version, put)
    elif kind in (list, set, frozenset):
        put({list: b"[", set: b"<", frozenset: b">"}[kind] + struct.pack("<i", len(value)))
        for it in value:
            _write(it, version, put)
    elif kind is dict:
        put(b"{")
        for key, it in value.items():
            _write(key, version, put)
            _write(it, version, put)
        put(b"0")
    elif kind is slice and version >= 5:
        put(b":")
        for it in (value.start, value.stop, value.step):
            _write(it, version, put)
    else:
        try:
            data = bytes(memoryview(value))
        except TypeError:
            raise ValueError("unmarshallable object") from None
        put(_sized(b"s", data))


def _text(letter, number):
    data = format(number, ".17g").encode()
    return letter + bytes((len(data),)) + data


def _integer(value):
    if -(1 << 31) <= value < 1 << 31:
        return b"i" + struct.pack("<i", value)
    digits = []
    rest = abs(value)
    count = (rest.bit_length() + _SHIFT - 1) // _SHIFT
    # Two bytes hold fifteen bits each.
    for at in range(count):
        digits.append(rest >> (at * _SHIFT) & (1 << _SHIFT) - 1)
    return b"l" + struct.pack("<i", count if value > 0 else -count) + struct.pack(f"<{count}H", *digits)


def loads(data, /, *, allow_code=True):
    """The value that bytes stand for; what follows it is ignored."""
    return _load(_Reader(bytes(memoryview(data))))


def load(file, /, *, allow_code=True):
    """Reads a value from a file, and nothing that follows it."""
    return _load(_FileReader(file))


def _load(reader):
    try:
        value = reader.value()
    except RecursionError:
        raise ValueError("bad marshal data (object too deeply nested)") from None
    if value is _NULL:
        raise TypeError("NULL object in marshal data for object")
    return value


class _Reader:
    """Reads one value of some bytes."""

    def __init__(self, data):
        self.data = data
        self.at = 0
        self.seen = []

    def take(self, size):
        part = self.data[self.at : self.at + size]
        if len(part) < size:
            raise EOFError("marshal data too short")
        self.at += size
        return part

    def byte(self):
        return self.take(1)[0]

    def long(self):
        return struct.unpack("<i", self.take(4))[0]

    def size(self, what):
        size = self.long()
        if size < 0:
            raise ValueError(f"bad marshal data ({what} size out of range)")
        return size

    def some(self, size, what):
        """Values of a container; its size is what the data says, and no room is made for it in advance."""
        for _ in range(size):
            value = self.value()
            if value is _NULL:
                raise TypeError(f"NULL object in marshal data for {what}")
            yield value

    def value(self):
        code = self.byte()
        kept = None
        if code & 0x80 and code & 0x7F not in _SINGLES:
            # Later parts may refer to it by its number, also those within it.
            kept = len(self.seen)
            self.seen.append(_NULL)
        value = self.of_kind(chr(code & 0x7F), code & 0x7F, kept)
        if kept is not None:
            self.seen[kept] = value
        return value

    def of_kind(self, letter, code, kept):
        if code in _SINGLES:
            return _SINGLES[code]
        if letter == "0":
            return _NULL
        if letter == "i":
            return self.long()
        if letter == "l":
            return self.integer()
        if letter == "g":
            return struct.unpack("<d", self.take(8))[0]
        if letter == "y":
            return complex(*struct.unpack("<dd", self.take(16)))
        if letter == "f":
            return self.number()
        if letter == "x":
            real = self.number()
            return complex(real, self.number())
        if letter == "s":
            return self.take(self.size("bytes object"))
        if letter in "zZ":
            return self.take(self.byte()).decode("latin-1")
        if letter in "aA":
            return self.take(self.size("string")).decode("latin-1")
        if letter in "ut":
            return self.take(self.size("string")).decode("utf-8", "surrogatepass")
        if letter == ")":
            return tuple(self.some(self.byte(), "tuple"))
        if letter == "(":
            return tuple(self.some(self.size("tuple"), "tuple"))
        if letter == "[":
            return self.filled([], list.append, self.size("list"), "list", kept)
        if letter == "<":
            return self.filled(set(), set.add, self.size("set"), "set", kept)
        if letter == ">":
            return frozenset(self.some(self.size("set"), "set"))
        if letter == "{":
            return self.mapping(kept)
        if letter == ":":
            return slice(*self.some(3, "slice"))
        if letter == "r":
            return self.reference()
        if letter == "c":
            raise RuntimeError("cannot unmarshal code objects in restricted execution mode")
        raise ValueError("bad marshal data (unknown type code)")

    def number(self):
        return float(self.take(self.byte()))

    def integer(self):
        size = self.long()
        value = 0
        digits = struct.unpack(f"<{abs(size)}H", self.take(2 * abs(size)))
        if digits and digits[-1] == 0:
            raise ValueError("bad marshal data (unnormalized long data)")
        if any(it >> _SHIFT for it in digits):
            raise ValueError("bad marshal data (digit out of range in long)")
        for it in reversed(digits):
            value = value << _SHIFT | it
        return value if size >= 0 else -value

    def filled(self, value, add, size, what, kept):
        if kept is not None:
            self.seen[kept] = value
        for it in self.some(size, what):
            add(value, it)
        return value

    def mapping(self, kept):
        value = {}
        if kept is not None:
            self.seen[kept] = value
        while (key := self.value()) is not _NULL:
            it = self.value()
            if it is _NULL:
                break
            value[key] = it
        return value

    def reference(self):
        number = self.long()
        if not 0 <= number < len(self.seen) or self.seen[number] is _NULL:
            raise ValueError("bad marshal data (invalid reference)")
        return self.seen[number]


class _FileReader(_Reader):
    """Reads one value of a file."""

    def __init__(self, file):
        self.file = file
        self.seen = []

    def take(self, size):
        part = self.file.read(size)
        if not isinstance(part, bytes):
            raise TypeError(f"file.read() returned not bytes but {type(part).__name__}")
        if len(part) < size:
            raise EOFError("EOF read where not expected" if not part else "marshal data too short")
        return part
