# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# A pattern that backtracks without an end.
import re

print("started", flush=True)
re.match("(a+)+$", "a" * 64 + "b")
print("done")
