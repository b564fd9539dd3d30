# args: --max-output 1MiB
# expect: stop output
# Printing without an end.
while True:
    print("x" * 1000)
