# args: --memory 64MiB
# rss: 112MiB
# wall: 5s
# expect: exit 0
# expect: stdout contains all were refused
# Sizes that the data claims and does not have take no memory.
import marshal

for kind in (b"[", b"(", b"s", b"u", b"t", b"<", b">", b"a"):
    for size in (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x00\x00\x00\x40"):
        for data in (kind + size, kind + size + b"N" * 100, b"[\x02\x00\x00\x00" + 2 * (kind + size)):
            try:
                marshal.loads(data)
            except (EOFError, ValueError, TypeError, MemoryError):
                continue
            raise AssertionError(data)
print("all were refused")
