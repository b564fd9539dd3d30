# args: --timeout 2s --memory 256MiB
# wall: 6s
# expect: stdout contains refused
# expect: stop time
# Operations that would take minutes are interrupted in the midst of one native call, and impossible ones refused at once.
import math

for call in (
    lambda: math.factorial(10**9),
    lambda: math.comb(10**12, 10**11),
    lambda: math.perm(10**9),
    lambda: (10**1000) ** (10**9),
    lambda: (1 << 10**9) * (1 << 10**9),
    lambda: f"{1:0{10**12},}",
):
    try:
        call()
    except (MemoryError, OverflowError):
        continue
    raise SystemExit("not refused")
print("refused")
x = (1 << 40_000_000) - 12345
pow(x, x, x // 7)
