# Values as bytes and back; what others have written.
import io
import marshal

VALUES = [
    None, True, False, Ellipsis, StopIteration, 0, 1, -1, 2**31 - 1, -(2**31), 2**31, 2**100, -(2**100), 1.5, float("inf"), -0.0,
    1j, 2.5 - 1j, "", "text", "ä€😀", "x" * 300, "\ud800", b"", b"bytes", (), (1, (2, [3])), tuple(range(300)), [], [1, [2]], {}, {"a": {1: 2}},
    set(), {1, 2}, frozenset({3}),
]
for value in VALUES:
    for version in range(5):
        data = marshal.dumps(value, version)
        again = marshal.loads(data)
        assert type(again) is type(value) and again == value and repr(again) == repr(value), (value, version)
    assert marshal.loads(marshal.dumps(value) + b"rest") == value
print(marshal.loads(marshal.dumps(bytearray(b"array"))), marshal.loads(marshal.dumps(memoryview(b"view"))))
# As older versions write, in which nothing is shared, bytes are what CPython writes.
for value in (None, True, 5, 2**40, -(2**70), 1.5, "text", "ä", b"b", (1, 2), [1], {"k": 1}, {7}, 3j):
    print(value, [marshal.dumps(value, version).hex() for version in (0, 1, 2)])
# References to what was there before, within itself too.
for data in (
    b"\xdb\x02\x00\x00\x00\xda\x01ar\x01\x00\x00\x00",
    b"\xa9\x02\xe9\x01\x00\x00\x00r\x01\x00\x00\x00",
    b"\xdb\x01\x00\x00\x00r\x00\x00\x00\x00",
    b"\xfb\xda\x01a\xe9\x02\x00\x00\x000",
    b"Z\x01b", b"A\x02\x00\x00\x00bc", b"t\x01\x00\x00\x00d",
):
    print(marshal.loads(data))
for data in (b"", b"i\x00", b"?", b"r\x05\x00\x00\x00", b"s\xff\xff\xff\xff", b"(\x02\x00\x00\x00N0", b"[\x05\x00\x00\x00N", b"0", b"l\x01\x00\x00\x00\x00\x00",
             b"l\x01\x00\x00\x00\x00\x80"):
    try:
        print(marshal.loads(data))
    except (EOFError, ValueError, TypeError) as error:
        print(data, type(error).__name__)
for value in (object(), [object()], print, object):
    try:
        marshal.dumps(value)
    except ValueError as error:
        print(error)
deep = []
for _ in range(5000):
    deep = [deep]
try:
    marshal.dumps(deep)
except ValueError as error:
    print(error)
file = io.BytesIO()
marshal.dump([1, "two"], file)
marshal.dump({"three": 3.0}, file)
file.seek(0)
print(marshal.load(file), marshal.load(file))
try:
    marshal.load(file)
except EOFError:
    print("the end")
