# A file that r_open returns is a file in the cell: lines, with, read, seek and tell agree with one another.
# expect: stdout contains 5000 line 0
# expect: stdout contains  line 4999
# expect: stdout contains  True
# expect: stdout contains I/O operation on closed file
# expect: stdout contains 'line 0\n' 'line 1\n' 'lin' 'e 2\n' 'line' ' 3\n'
# expect: stdout contains 48862 '' '' []
# expect: stdout contains 3 'line 4\n'
# expect: stdout contains telling position disabled by next() call
# expect: stdout contains 'line 0\n' True True False
# expect: stdout contains b'line 0\n' 7 b'line 1' 13 15 b'ine 2\n' 21
# expect: stdout contains b'4999\n' b'' []
# expect: stdout contains one
# expect: stdout contains  t wo
# expect: stdout contains  th ['ree']
# expect: stdout contains b'one\n' 4 b'two\nthree'
# expect: stdout contains invalid start byte
# expect: stdout contains 3 3
# expect: stdout contains abcde
# expect: stdout contains 'abcde'
# expect: stdout contains 'BastionClass' object is not callable
import io
import os
import tempfile

import rexec

folder = tempfile.mkdtemp()
path = os.path.join(folder, "lines.txt")
with open(path, "w") as f:
    for i in range(5000):
        f.write(f"line {i}\n")


class Reader(rexec.RExec):
    def r_open(self, file, mode="r", buf=-1, **options):
        if file == "memory":
            return io.StringIO("one\ntwo\nthree")
        if file == "bytes":
            return io.BytesIO(b"one\ntwo\nthree")
        if file == "bad":
            return io.TextIOWrapper(io.BytesIO(b"fine\n\xff\n"), encoding="utf-8")
        if file == "w":
            return open(os.path.join(folder, "written"), mode)
        return open(path, mode)


cell = Reader()
cell.r_exec("""
with open("x") as f:
    lines = [line for line in f]
print(len(lines), lines[0], lines[-1], f.closed)
try:
    next(f)
except ValueError as error:
    print(error)
f = open("x")
print(repr(next(f)), repr(f.readline()), repr(f.read(3)), repr(f.readline()), repr(f.readline(4)), repr(f.readline(100)))
print(len(f.read()), repr(f.read()), repr(f.readline()), f.readlines())
f.seek(0)
next(f)
print(len(f.readlines(20)), repr(next(f)))
try:
    f.tell()
except OSError as error:
    print(error)
f.seek(0)
print(repr(f.readline()), iter(f) is f, f.readable(), f.writable())
f = open("x", "rb")
print(next(f), f.tell(), f.read(6), f.tell(), f.seek(2, 1), f.readline(), f.tell())
f.seek(-5, 2)
print(f.read(), f.read(), list(f))
m = open("memory")
print(next(m), m.read(1), m.readline(), m.read(2), m.readlines())
b = open("bytes")
print(next(b), b.tell(), b.read())
bad = open("bad")
try:
    next(bad)
except UnicodeDecodeError as error:
    print(error.reason)
with open("w", "w") as f:
    print(f.write("abc"), f.tell())
    f.writelines(["d", "e"])
    f.flush()
print(open("w").read())
# Its name is the one that was given here.
assert open("w").name == "w" and open(b"w").name == b"w"
with open("w") as f:
    next(f)
    assert f.name == "w" and f.mode == "r" and not f.closed
with open("w", "r+") as f:
    print(repr(next(f)))
for name in ("buffer", "detach", "fileno", "reconfigure", "raw", "_checkClosed"):
    assert not hasattr(open("x"), name), name
try:
    open("x")("no")
except TypeError as error:
    print(error)
""")
print("ok")
