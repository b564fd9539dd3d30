# args: --max-output 1MiB
# expect: stderr contains output limit of 1 MiB reached
# Standard error counts too.
import sys

while True:
    sys.stderr.write("y" * 1000 + "\n")
