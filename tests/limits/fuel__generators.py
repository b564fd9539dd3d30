# args: --fuel 10000000
# expect: stop fuel
# expect: stdout lacks done
# Iterators that feed each other.


def endless():
    while True:
        yield 1


for _ in zip(map(abs, endless()), filter(None, endless()), enumerate(endless())):
    pass
print("done")
