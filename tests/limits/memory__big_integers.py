# args: --memory 64MiB --timeout unlimited
# rss: 96MiB
# expect: stop memory
# expect: stdout lacks after
# Many big ints that are all kept: the last small one finds no room, and nothing of the program runs after it.
kept = []
try:
    while True:
        kept.append(10**300 + len(kept))
finally:
    print("after")
