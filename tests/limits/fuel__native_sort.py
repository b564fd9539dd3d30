# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Sorting takes fuel for its comparisons.
data = list(range(100_000))
while True:
    sorted(data, key=lambda v: -v)
    data.sort(reverse=True)
    min(data)
    data[::-1]
    data.index(0)
print("done")
