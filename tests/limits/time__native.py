# args: --timeout 1s
# expect: stop time
# expect: stdout lacks done
# Time ends inside a native too.
import itertools

for _ in iter(lambda: sum(range(10_000)), None):
    any(itertools.repeat(0, 10_000_000))
print("done")
