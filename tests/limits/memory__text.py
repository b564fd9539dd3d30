# args: --memory 64MiB --timeout unlimited
# rss: 96MiB
# expect: stdout contains refused
# expect: stdout lacks done
# Text that doubles: the large request is refused before it is made.
text = "ab"
try:
    while True:
        text += text
except MemoryError:
    print("refused", len(text) > 1000)
