# args: --timeout 1s
# expect: stop time
# expect: stdout lacks done
# A second of work, with all the fuel that there is by default.
while True:
    pass
print("done")
