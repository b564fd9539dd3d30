# args: --fuel 30000000 --memory 64MiB
# expect: stdout lacks done
# expect: stderr lacks panicked
# The text of shared structure is exponential in its depth: fuel or memory ends it.
a = []
for _ in range(60):
    a = [a, a]
try:
    repr(a)
except MemoryError:
    print("refused")
else:
    print("done")
