# args: --memory 64MiB --timeout unlimited
# rss: 96MiB
# expect: exit 1
# expect: stderr contains MemoryError
# expect: stdout lacks done
# Many small objects that are all kept.
kept = []
while True:
    kept.append([len(kept)])
print("done")
