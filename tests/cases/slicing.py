# Slices: of lists, strings, bytes, tuples and ranges; assigned, deleted, and made by hand.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# === every start, stop and step agrees with counting ===
def counted(items, start, stop, step):
    return [items[i] for i in range(*slice(start, stop, step).indices(len(items)))]


bounds = [None, -100, -6, -5, -2, -1, 0, 1, 3, 4, 5, 6, 100]
for size in (0, 1, 5):
    items = list(range(size))
    text, data, pair, numbers = "abcde"[:size], bytes(items), tuple(items), range(size)
    for start in bounds:
        for stop in bounds:
            for step in (None, 1, 2, 3, -1, -2, 7, -7):
                expected = counted(items, start, stop, step)
                assert items[start:stop:step] == expected
                assert list(pair[start:stop:step]) == expected
                assert list(data[start:stop:step]) == expected
                assert list(numbers[start:stop:step]) == expected
                assert text[start:stop:step] == "".join("abcde"[i] for i in expected)

# === slices as values ===
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s == slice(1, 10, 2), s.indices(5), slice(None, None, -1).indices(4))
print(error(lambda: slice()), "|", error(lambda: slice(1, 2, 0).indices(3)), "|", error(lambda: slice(1).indices(-1)))
print(error(lambda: [1][::0]), "|", error(lambda: "a"[::0]), "|", error(lambda: range(3)[::0]))
one, pair = [1], (1,)
print(error(lambda: one["a":]), "|", error(lambda: one[1.0:]), "|", error(lambda: pair["a"]), "|", error(lambda: one[None]))


class Get:
    def __getitem__(self, key):
        return key


g = Get()
print(g[1:2], g[::], g[1, 2:3], g[...], g[:, 1], g[()], g[1:2, ::3], g[None:"x":[]])


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print([1, 2, 3, 4][Index(1) : Index(-1)], "abcd"[Index(2)], range(10)[Index(3) :])

# === assigned ===
a = list(range(6))
a[1:3] = ["x"]
print(a)
a[1:1] = [7, 8]
print(a)
a[:] = "abcdef"
print(a)
a[::2] = [0, 0, 0]
print(a)
a[-1:] = []
print(a)
a[10:] = (1, 2)
print(a)
a[4:2] = [9]
print(a)
a[:0] = a
print(a)
a[2:5] = (x * 2 for x in (1, 2))
print(a)
a = [1, 2, 3, 4]
a[1:3] = a
print(a)
a[::-1] = list(range(6))
print(a)
print(error(lambda: a.__setitem__(slice(None, None, 2), [1])), "|", error(lambda: a.__setitem__(slice(0, 1), 5)).split(":")[0])
print(error(lambda: a.__setitem__(99, 1)), "|", error(lambda: a.__setitem__("x", 1)))
a[1::2] = a[::2]
print(a)

# === deleted ===
b = list(range(10))
del b[2:5]
print(b)
del b[::3]
print(b)
del b[-2:]
print(b)
del b[::-1]
print(b)
del b[5:]
b = list(range(10))
del b[8:2:-3]
print(b)
del b[-1], b[0]
print(b)
print(error(lambda: b.__delitem__(99)), "|", error(lambda: b.__delitem__("x")))

# === of bytearrays ===
d = bytearray(b"0123456789")
d[2:4] = b"xyz"
d[::4] = b"...."[: len(d[::4])]
print(d)
del d[1::2]
print(d, d[::-1], d[1:3])
print(error(lambda: d.__setitem__(0, 256)), "|", error(lambda: d.__setitem__(slice(0, 1), "x")).split(":")[0])

# === of ranges ===
r = range(0, 20, 3)
print(r[1:4], r[::-1], r[::2], r[-1], r[5:1], len(r[2:]), r[1:1], list(r[::-2]), range(10)[2:8][1:3], range(5)[::-1][::-1] == range(5))
print(error(lambda: r[7]), "|", error(lambda: r["x"]), "|", error(lambda: r.__setitem__))
