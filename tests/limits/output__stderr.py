# args: --max-output 1MiB
# expect: stderr contains stopped: output
# Standard error counts too.
import sys

while True:
    sys.stderr.write("y" * 1000 + "\n")
