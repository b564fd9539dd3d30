# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Loops inside natives take fuel as those of the program do.
import itertools

print("started", flush=True)
any(itertools.repeat(0))
print("done")
