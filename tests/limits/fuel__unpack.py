# args: --fuel 10000000 --memory 64MiB
# expect: stderr lacks panicked
# expect: stdout lacks done
# Taking all of an endless iterator ends with fuel or memory.


def endless():
    while True:
        yield 1


try:
    first, *rest = endless()
except MemoryError:
    print("refused")
else:
    print("done")
