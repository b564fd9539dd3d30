# args: --memory 32MiB --timeout unlimited
# rss: 64MiB
# wall: 30s
# expect: exit 0
# expect: stdout contains all collected
# What nothing refers to is given back: a gigabyte passes through a small heap.
for n in range(2000):
    items = [[i] for i in range(2000)]
    loop = [items]
    loop.append(loop)
    text = "x" * 500_000
print("all collected")
