# Files in memory: StringIO and BytesIO, text wrappers, reading and writing, newlines, and what they refuse.
import io


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === StringIO ===
s = io.StringIO()
print(s.write("hello\n"), s.write("wörld"), s.tell(), s.getvalue(), s.seek(0), s.read(3), s.read(), s.read(), s.seek(2), s.readline(), s.readline(), s.readline(), s.closed)
s.seek(0)
print(list(s), s.seek(0), s.readlines(), s.seek(0), s.readlines(1), s.seek(0, 2), s.truncate(5), s.getvalue(), s.seek(10), s.write("x"), repr(s.getvalue()), s.readable(), s.writable(), s.seekable(), error(s.fileno).split(":")[0])
s = io.StringIO("a\nb\r\nc\rd")
print(s.readlines(), io.StringIO("a\r\nb", newline=None).getvalue(), repr(io.StringIO("a\nb", newline="\r\n").getvalue()), io.StringIO("ab").read(-1), io.StringIO("abc").read(None), repr(io.StringIO("abc").read(0)), io.StringIO("a\n\nb").readlines())
s.writelines(["x", "y"])
print(s.getvalue()[-2:], error(lambda: s.write(b"x")), "|", error(lambda: s.write(5)), "|", error(lambda: s.seek(-1)), "|", error(lambda: s.seek(1, 1)), "|", error(lambda: io.StringIO(5)))
s.close()
print(s.closed, error(s.getvalue), "|", error(s.read), "|", error(lambda: s.write("x")), "|", s.close())
with io.StringIO("in with") as f:
    print(f.read(), file=f, end="")
    print(repr(f.getvalue()))
print(f.closed, error(lambda: f.__enter__()))
s = io.StringIO("initial")
s.write("IN")
print(s.getvalue(), s.tell(), s.seek(0, io.SEEK_END), s.write("!"), s.getvalue())

# === BytesIO ===
b = io.BytesIO(b"hello\nworld")
print(b.read(2), b.read(), b.seek(-3, 2), b.read(), b.seek(1), b.seek(2, 1), b.tell(), b.readline(), b.readlines(), b.getvalue(), b.seek(0), list(b))
print(b.seek(20), b.write(b"x"), b.getvalue(), b.truncate(3), b.getvalue(), b.seek(0), b.read1(2), b.readinto(a := bytearray(5)), a, b.write(bytearray(b"yz")), b.write(memoryview(b"!")), b.getvalue(), b.getbuffer()[0], bytes(b.getbuffer()[-2:]))
print(error(lambda: b.write("x")), "|", error(lambda: io.BytesIO("x")), "|", error(lambda: b.seek(-1)), "|", error(lambda: b.read("x")).split(":")[0], "|", io.BytesIO().read(), io.BytesIO(b"ab").read(10), io.BytesIO(bytearray(b"x")).getvalue())
view = b.getbuffer()
print(error(lambda: b.write(b"x" * 100)))
view.release()
print(b.write(b"zz"), b.close(), error(b.read))

# === text over bytes ===
raw = io.BytesIO()
t = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
print(t.write("é\n"), t.write("b"), t.flush(), raw.getvalue(), t.encoding, t.errors, t.line_buffering, t.buffer is raw, t.detach() is raw)
t = io.TextIOWrapper(io.BytesIO(b"a\r\nb\rc\nd\xc3\xa9"), encoding="utf-8")
print(t.read(2), t.readline(), t.readlines(), t.newlines, t.read())
t = io.TextIOWrapper(io.BytesIO(b"a\r\nb\n"), encoding="utf-8", newline="")
print(t.readlines())
print(error(lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read()), "|", io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8", errors="replace").read() == "\ufffd", "|", error(lambda: io.TextIOWrapper(io.BytesIO(), encoding="nope")))

# === printing into a file ===
out = io.StringIO()
print("a", 1, None, sep="-", end="!\n", file=out)
print(file=out)
print("x", "y", sep="", file=out, flush=True)
print(*[1, 2], sep=", ", file=out)
print(repr(out.getvalue()), error(lambda: print("x", sep=1)), "|", error(lambda: print("x", file=5)))


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print("a", "b", file=w)
print(w.parts)


class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


u = Upper()
print("abc", file=u)
print(repr(u.getvalue()), isinstance(u, io.TextIOBase), isinstance(io.BytesIO(), io.IOBase), issubclass(io.UnsupportedOperation, (OSError, ValueError)))


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, buffer):
        part, self.data = self.data[: len(buffer)], self.data[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


r = io.BufferedReader(Raw(b"line one\nline two\nrest"), buffer_size=4)
print(r.readline(), r.peek(1)[:1], r.read(4), r.read(), r.read(), Raw(b"abc").readall(), Raw(b"abc").read(2))
