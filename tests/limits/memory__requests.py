# args: --memory 64MiB --timeout unlimited
# rss: 112MiB
# wall: 5s
# expect: exit 0
# expect: stdout contains all were refused
# Requests far beyond the limit fail at once, without the memory being taken.
big = 10**12
requests = [
    lambda: "x" * big,
    lambda: "é" * big,
    lambda: b"x" * big,
    lambda: bytearray(b"x") * big,
    lambda: [0] * big,
    lambda: (0,) * big,
    lambda: bytes(big),
    lambda: bytearray(big),
    lambda: list(range(big)),
    lambda: tuple(range(big)),
    lambda: "x".ljust(big),
    lambda: "x".center(big),
    lambda: "1".zfill(big),
    lambda: "\t".expandtabs(big),
    lambda: "%*d" % (big, 1),
    lambda: "%.*f" % (big, 1.5),
    lambda: "{:{}}".format("x", big),
    lambda: f"{1:{big}}",
    lambda: format(1.5, f".{big}f"),
    lambda: 1 << big,
    lambda: 1 << 10**20,
    lambda: 10 ** (10**10),
    lambda: (2**60) ** (2**60),
    lambda: (5).to_bytes(big, "big"),
    lambda: "abcdef".replace("", "x" * 10_000_000),
    lambda: ("x" * 10_000_000).join(["a"] * 1000),
    lambda: bytes(10_000_000).join([b"a"] * 1000),
    lambda: b"\t".expandtabs(big),
    lambda: b"x".ljust(big),
    lambda: bytes(30_000_000).hex(),
    lambda: [0] * 10_000_000 + [0] * 10_000_000,
    lambda: ("x" * 20_000_000).encode("utf-32"),
    lambda: ("x" * 20_000_000).split("x"),
    lambda: list("x" * 30_000_000),
    lambda: ("\x00" * 20_000_000).__repr__(),
    lambda: int.from_bytes(b"\xff" * 30_000_000, "big") << 10**9,
]
failed = []
for number, request in enumerate(requests):
    try:
        request()
    except (MemoryError, OverflowError, ValueError):
        pass
    else:
        failed.append(number)
print("not refused:" if failed else "all were refused", *failed)
