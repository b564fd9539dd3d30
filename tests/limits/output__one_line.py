# args: --max-output 1MiB
# expect: stop output
# expect: stdout lacks done
# One piece of text that is larger than the limit.
print("x" * 5_000_000)
print("done")
