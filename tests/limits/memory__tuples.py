# args: --memory 64MiB --timeout unlimited
# rss: 96MiB
# expect: stop memory
# expect: stdout lacks after
# Many tuples that are all kept: the last small one finds no room, and nothing of the program runs after it.
kept = []
try:
    while True:
        kept.append((kept, len(kept)))
finally:
    print("after")
