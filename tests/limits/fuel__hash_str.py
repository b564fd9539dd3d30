# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Making and hashing new text takes fuel for its length.
base = "x" * 100_000
n = 0
while True:
    hash(base + str(n))
    n += 1
print("done")
