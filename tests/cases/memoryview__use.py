# Memory views: items, slices, casts, and what it forbids to the bytearray that it shows.
import struct


def err(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


data = bytearray(b"0123456789")
view = memoryview(data)
print(len(view), view[0], view[-1], bytes(view[2:5]), bytes(view[::2]), bytes(view[::-3]), view.tolist()[:3], view.format, view.itemsize, view.ndim, view.shape, view.strides, view.readonly, view.contiguous)
view[0] = 65
view[1:3] = b"BC"
view[::5] = b"xy"
print(data, err(view.__setitem__, slice(0, 2), b"abc"), err(view.__setitem__, 0, 256), err(view.__setitem__, 0, "a"), err(view.__getitem__, 10), err(view.__getitem__, "a"))
for change in (lambda: data.append(1), lambda: data.clear(), lambda: data.pop(), lambda: data.__delitem__(0), lambda: data.extend(b"a"), lambda: data.__setitem__(slice(0, 1), b"abc"), lambda: data.__iadd__(b"a")):
    print(err(change))
data[0:2] = b"zz"
view.release()
data.append(33)
print(data, err(lambda: view[0]), err(len, view), repr(view)[:19], view.release())
with memoryview(data) as inner:
    print(inner.nbytes, inner.obj is data)
data.append(34)
print(data)
del inner


def leave():
    memoryview(data)[2:4].cast("b")


leave()
data.append(35)
print(data)

numbers = bytearray(struct.pack("<4i", 1, -2, 3, 70000))
ints = memoryview(numbers).cast("i")
print(ints.tolist(), ints[1], ints.shape, ints.strides, ints.itemsize, ints.nbytes, ints[::2].tolist(), err(ints.cast, "h"), ints.cast("B").tolist()[:5])
ints[0] = 99
print(numbers[:4], err(ints.__setitem__, 0, 2**31), err(ints.__setitem__, 0, 1.5), err(memoryview(b"abc").cast, "i"), err(memoryview(b"abc").cast, "zz"))
read_only = memoryview(b"abc")
print(read_only.readonly, err(read_only.__setitem__, 0, 1), hash(read_only) == hash(b"abc"), err(hash, memoryview(bytearray(1))), read_only == b"abc", read_only == bytearray(b"abd"), memoryview(b"ab").toreadonly().readonly)
print(err(memoryview, "a"), err(memoryview, 3), memoryview(b"abc").hex("-"), memoryview(b"abcd").cast("c")[1], list(memoryview(b"ab")), 97 in memoryview(b"ab"), b"".join([memoryview(b"a"), b"b"]))
print(memoryview(struct.pack("2f", 1.5, float("nan"))).cast("f").tolist()[0], memoryview(b"\x01\x00").cast("?").tolist(), memoryview(b"ab") == memoryview(b"ab").cast("b"))
