# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Comparing shared structure is exponential in its depth.
a, b = [], []
for _ in range(60):
    a, b = [a, a], [b, b]
print(a == b, "done")
