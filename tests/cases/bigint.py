# Integers beyond 64 bits: arithmetic against identities, text, bits, and the limit on text.


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def fact(n):
    r = 1
    for k in range(2, n + 1):
        r *= k
    return r


# === known values ===
print(fact(30))
print(2**200)
print(-(3**100))
print(fact(60) // fact(58), fact(50) % (10**9 + 7))
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)

# === identities over many sizes ===
values = [0, 1, -1, 2**31, 2**32 - 1, 2**63, -(2**63), 2**64 + 1, 10**25, -(10**40) + 7, 3**150, -(7**120), 2**500 - 1]
for x in values:
    for y in values:
        assert (x + y) - y == x
        assert x * y == y * x
        assert (x + y) * (x - y) == x * x - y * y
        assert (x & y) + (x | y) == x + y
        assert x ^ y ^ y == x and ~x == -x - 1
        if y:
            q, r = divmod(x, y)
            assert q * y + r == x and abs(r) < abs(y) and (r == 0 or (r < 0) == (y < 0))
        assert (x < y) == (y > x) == (not x >= y)
    for n in (1, 31, 63, 64, 65, 200):
        assert x << n == x * 2**n and x >> n == x // 2**n
    assert int(str(x)) == x and int(hex(x), 16) == x and int(bin(x), 2) == x and int(oct(x), 8) == x
    assert int.from_bytes(x.to_bytes(70, "big", signed=True), "big", signed=True) == x
    assert abs(x) == (x if x >= 0 else -x) and hash(x) == hash(int(str(x)))

# === results that shrink back ===
x = 10**30
print(x - x, x // x, x % x, x - 10**30 + 5, (x + 1) - x, type(x - x).__name__, [1, 2, 3][10**20 - 10**20 + 1])
print(-(2**63), -(2**63) - 1, 2**63 - 1 + 1, (2**64) >> 1, (2**64) >> 63, -(2**64) >> 64, -(2**64) >> 65)

# === bits ===
x = 2**100 + 2**50 + 1
print(x.bit_length(), x.bit_count(), x & (2**60 - 1), x | 2**99, x ^ x, -x & 2**50, -x >> 101, (x << 3) >> 3 == x)
print(hex(-x), bin(2**70), oct(2**66), f"{x:#x} {x:,}", f"{-x:_}")

# === powers ===
print(7**77 % 1000, pow(7, 77777, 10**20), pow(3, -1, 10**20 + 39), pow(-7, 77, 10**18), (-(2**70)) ** 3)
print(10**18 * 10**18, 99999999999 * 99999999999, 2**64 * 2**-64)

# === with floats ===
print(float(2**70), 10**20 * 1.0, 2**70 / 2**69, 10**400 // 10**399, 10**25 / 3, (10**50) / (10**48), 1 / 10**300)
print(10**400 / 10**399, 2**1000 / 2**1001, (2**53 + 1) / 1, float(10**308))
print(error(lambda: 10**400 / 3))
print(error(lambda: float(2**1024)))
print(10**22 == 1e22, 10**23 == 1e23, 2**60 < 2.0**60 + 1, 10**400 == float("inf"), round(10**25 + 5, -1), round(-(10**25) - 15, -1))
print(int(1e30), int(-1.5e300) < 0, int(2.0**80) == 2**80, divmod(10**30, 7.0)[1] < 7)

# === text ===
print(int("1" * 50), int("-" + "9" * 40), int("f" * 20, 16), int("zz" * 10, 36), int("1_0" * 3 + "0" * 30))
print("%d|%x|%50d|%-30d|%+d" % (2**70, 2**70, 2**70, 2**70, 2**70), str(10**50)[:5], len(str(2**4000)))
print(error(lambda: str(10**5000)).split(";")[0])
print(error(lambda: int("1" * 5000)).split(":")[0])
print(len(hex(10**5000)), len(bin(1 << 20000)))

# === as an index or a count ===
print(error(lambda: [1][2**70]))
print(error(lambda: range(2**70)[2**71]))
print(error(lambda: "a" * 2**70).split(":")[0])
print([1, 2, 3][: 2**70], [1, 2, 3][-(2**70) :], len(range(10**18)), 2**70 in range(2**71), range(2**70, 2**70 + 3)[1])
import math

print(math.gcd(2**100, 6**50), math.lcm(10**20, 15), math.isqrt(10**40 + 1), math.factorial(25), math.comb(100, 50), math.perm(30, 20))
print(error(lambda: math.isqrt(-1)), error(lambda: math.factorial(-1)))
