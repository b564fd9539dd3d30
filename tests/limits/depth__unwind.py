# stack: 256KiB
# expect: exit 0
# expect: stdout contains deep enough
# A recursion as deep as the limit allows, its exception through all frames, and a chain of contexts.
import sys


def down(n):
    try:
        return down(n + 1)
    except RecursionError:
        raise
    finally:
        seen.append(n)


seen = []
try:
    down(0)
except RecursionError as e:
    depth = 0
    tb = e.__traceback__
    while tb is not None:
        tb, depth = tb.tb_next, depth + 1
    print("deep enough" if len(seen) > 300 and depth > 300 else (len(seen), depth))


def chain(n):
    try:
        raise ValueError(n)
    except ValueError:
        if n:
            chain(n - 1)
        raise KeyError(n)


try:
    chain(200)
except KeyError as e:
    length = 0
    while e is not None:
        e, length = e.__context__, length + 1
    print(length > 100)
