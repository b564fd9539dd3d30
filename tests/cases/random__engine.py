# The generator under the random module: seeding, states, bits.
import _random

r = _random.Random(1)
print(r.random(), r.random(), r.getrandbits(100), r.getrandbits(0), r.getrandbits(1))
for seed in (0, -12345678901234567890, 2**19937 - 1, True, 2.0, 2**70):
    r.seed(seed)
    print(r.random(), r.getrandbits(32), r.getrandbits(33), r.getrandbits(7))
r.seed(0)
print([r.random() for _ in range(700)][-1])
state = r.getstate()
first = [r.random() for _ in range(5)]
r.setstate(state)
print(first == [r.random() for _ in range(5)], len(state), state[-1])
for call in (lambda: r.getrandbits(-1), lambda: r.setstate((1,)), lambda: r.setstate([]), lambda: r.setstate((1,) * 624 + (700,))):
    try:
        call()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


class R(_random.Random):
    def __init__(self, x=None):
        self.seed(x)
        self.extra = x


print(R(5).random(), R(5).extra)
