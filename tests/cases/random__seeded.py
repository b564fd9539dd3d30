# The random module with a seed: the same numbers everywhere. Nothing here is drawn without a seed.
import random


def error(call):
    try:
        call()
    except Exception as e:
        return type(e).__name__
    return "no error"


# === the generator ===
r = random.Random(42)
print([r.random() for _ in range(3)])
print([r.getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 100)])
print([r.randrange(10) for _ in range(10)], [r.randint(1, 6) for _ in range(10)], [r.randrange(0, 100, 7) for _ in range(5)], r.randrange(10**30), r.randrange(-5, 5), r.randbytes(6))
for seed in (0, 1, -1, 2**40, 10**30, 123456789):
    r = random.Random(seed)
    print(seed, r.random(), r.getrandbits(40), r.randrange(1000))
for seed in ("text", b"bytes", bytearray(b"bytes")):
    r = random.Random(seed)
    print(r.random(), r.randrange(100))

# === sequences ===
r = random.Random(7)
items = list(range(10))
r.shuffle(items)
print(items, r.choice("abcdef"), r.choices([1, 2, 3], k=5), r.choices("ab", weights=[1, 9], k=10), r.choices("ab", cum_weights=[5, 6], k=5), r.sample(range(100), 5), r.sample("abc", 3), r.sample([1, 2], counts=[2, 3], k=4), r.sample(range(10**15), 3))
print(error(lambda: r.choice([])), error(lambda: r.sample([1], 2)), error(lambda: r.sample({1}, 1)), error(lambda: r.randrange(0)), error(lambda: r.randrange(5, 1)), error(lambda: r.randint(2, 1)), error(lambda: r.choices([], k=1)), error(lambda: r.choices([1], weights=[1, 2])), error(lambda: r.getrandbits(-1)), error(lambda: r.shuffle((1, 2))), r.choices([1], k=0), r.sample([], 0), r.getrandbits(0))

# === distributions, rounded: their last digits depend on the mathematical library ===
r = random.Random(3)
print([round(v, 9) for v in (r.uniform(1, 5), r.triangular(0, 10, 3), r.gauss(0, 1), r.gauss(5, 2), r.normalvariate(0, 1), r.expovariate(2), r.lognormvariate(0, 0.5), r.betavariate(2, 3), r.gammavariate(2, 1), r.paretovariate(3), r.weibullvariate(1, 2), r.vonmisesvariate(0, 4))])
print(round(sum(r.random() for _ in range(1000)) / 1000, 2), min(r.random() for _ in range(100)) >= 0)

# === state ===
r = random.Random(1)
r.random()
state = r.getstate()
a = [r.random() for _ in range(5)]
r.setstate(state)
print(a == [r.random() for _ in range(5)], state[0], len(state[1]), error(lambda: r.setstate((9, (), None))))
r.seed(1)
s = random.Random(1)
print([r.random() == s.random() for _ in range(3)], r.random() != random.Random(2).random())
random.seed(5)
print(random.random(), random.randint(1, 100), random.choice("xyz"), random.sample([1, 2, 3], 2), random.uniform(0, 1), random.shuffle([1]))
random.seed("again")
first = random.random()
random.seed("again")
print(first == random.random())


class Fixed(random.Random):
    def random(self):
        return 0.5


f = Fixed()
print(f.random(), f.uniform(0, 10), f.choice([1, 2, 3]), f.randrange(10), f.choices("abc", k=2), f.sample([1, 2, 3], 3))
