# F-strings: expressions, conversions, nested specifications, the = form, and objects that format themselves.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


name, n, x, items, d = "World", 42, 3.14159, [1, 2], {"k": "v"}

# === expressions ===
print(f"Hello {name}! {n + 1} {items[0]} {d['k']} {name.upper()} {'lit'} {len(items)} {n if n else 0} {[i * 2 for i in items]} {(lambda v: v * 2)(4)}")
print(f"{{}} {{{n}}} {{{{}}}} {n}{n} {n!r}" f" joined {x}" " plain" f"{''}", f"", f"{name}" == name, rf"\n{n}\t", f"\x41\u00e9\N{BULLET}{n}")
print(f"""multi
  {n}
{
    n
    + 1
} end""")
print(f"{n:d}{x:.2f}", f"{ n }", f"{n,}", f"{n, x}", f"{{'a': 1}}", f"{ {'a': 1}['a'] }", f"{(y := 5)}", y, f"{n == 42}", f"{n != 1} {n >= 1}")

# === conversions ===
text = "é'\n"
print(f"{text!r} {text!a} {name!s:>8} {name!r:>10} {items!s:^10} {n!r:0>5}")

# === the = form ===
print(f"{n=} {name=} {n + 1=} { n = } {name=!s} {x=:.2f} {items[0]=} {name.lower()=!r:>10} {d=}")

# === nested specifications ===
width, precision, fill = 10, 3, "*"
print(f"{x:{width}.{precision}f}|{name:{fill}^{width}}|{n:{'0'}{width}}|{x:{'.2f'}}|{n:{'x' if n > 5 else 'd'}}|{name!r:{width}}")

# === text specifications ===
print(f"{name:10}|{name:>10}|{name:^11}|{name:.3}|{name:*<8.2}|{'':5}|{name:s}|{'é':_^5}")

# === numbers ===
print(f"{n:5}|{n:<5}|{n:^5}|{n:05}|{n:+}|{-n:=6}|{n:=+6}|{n:b} {n:o} {n:x} {n:X} {n:#b} {n:#o} {n:#x} {n:c} {1000000:,} {1000000:_} {65535:_x} {n:e} {n:.1%}")
print(f"{x:5.1f}|{x:<8.2f}|{x:+.1f}|{x:08.3f}|{x:e}|{x:G}|{1e10:,.2f}|{0.000001:g}|{float('nan'):5}|{float('inf'):+}|{-0.0:.1f}|{-0.0:z.1f}|{2:.3f}")
print(f"{True} {True:d} {True:5} {None} {1+2j} {1+2j:.1f} {...} {b'x'} {print} {int}"[:60])

# === objects ===


class Money:
    def __init__(self, v):
        self.v = v

    def __format__(self, spec):
        return f"<{self.v}:{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


m = Money(5)
print(f"{m} {m:abc} {m!s} {m!r:>6} {m:{n}} {m=} {m:%Y-%m-%d} {m:!r}", format(m), format(m, "z"), "{:q}".format(m), "{!r}".format(m))


class Plain:
    pass


class BadFormat:
    def __format__(self, spec):
        return 5


print(error(lambda: f"{Plain():x}"), "|", error(lambda: f"{BadFormat()}"), "|", error(lambda: f"{[]:5}"), "|", error(lambda: f"{None:>5}"), "|", f"{[]!s:5}|")
for value, spec in ((n, "s"), (name, "d"), (x, "d"), (n, "q"), (name, "+"), (name, ","), (n, ".2"), (x, ",_"), (n, "5.2d"), (name, "=5"), (n, ",x"), (True, "s"), (x, "x"), (1j, "d")):
    print(error(lambda: format(value, spec)).split(":")[0], end=" ")
print()
print(error(lambda: format(n, "s")), "|", error(lambda: format("a", "d")), "|", error(lambda: format(1.5, "d")), "|", error(lambda: f"{undefined}"))

# === evaluation ===
log = []


def note(v):
    log.append(v)
    return v


f"{note(1)} {note(2):{note(3)}} {note(4)}"
print(log, [f"{i}{j}" for i in range(2) for j in "ab"], {f"k{i}": i for i in range(2)}, (lambda: f"{name}")())


def closure():
    inner = "captured"
    return lambda: f"{inner} {inner!r:>12}"


print(closure()(), f"{f'{n}'} {f'<{n!r}>':>6}", f'{"a" "b"}')
