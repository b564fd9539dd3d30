# args: --memory 48MiB
# rss: 256MiB
# expect: exit 1
# expect: stderr contains MemoryError
# expect: stderr lacks panicked
# expect: stdout lacks done
# A pattern that has to remember a way back for each character.
import re

print("started", flush=True)
re.match("(?:(a)|b)*c", "ab" * 2_000_000)
print("done")
