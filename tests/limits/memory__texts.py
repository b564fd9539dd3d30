# args: --memory 64MiB --timeout unlimited
# rss: 96MiB
# expect: stop memory
# expect: stdout lacks after
# Many short texts that are all kept: the last small one finds no room, and nothing of the program runs after it.
kept = []
try:
    while True:
        kept.append(str(len(kept)))
finally:
    print("after")
