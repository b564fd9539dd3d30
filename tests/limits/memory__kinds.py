# args: --memory 64MiB --timeout unlimited
# rss: 128MiB
# expect: exit 0
# expect: stdout contains all ended
# Objects of many kinds that are all kept, one kind after the other: each growth ends in MemoryError, and what it took
# serves the next.
class Plain:
    pass


def instances(kept):
    while True:
        one = Plain()
        one.x, one.y = 1, []
        kept.append(one)


def numbers(kept):
    while True:
        kept.append(len(kept))


def one_dict(kept):
    table = {}
    kept.append(table)
    while True:
        table[len(table)] = str(len(table))


for grow in (instances, numbers, one_dict):
    kept = []
    try:
        grow(kept)
    except MemoryError:
        kept.clear()
print("all ended")
