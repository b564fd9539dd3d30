# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Adding up an endless iterator inside a native.
import itertools

sum(itertools.repeat(0))
print("done")
