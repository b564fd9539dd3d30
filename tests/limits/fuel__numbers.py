# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Arithmetic of large integers takes fuel for their size.
x = 3**100_000
while True:
    x * x
    x // 7
    pow(x, 5, x + 1)
print("done")
