# args: --fuel 1000000
# expect: stop fuel
# expect: stdout contains started
# A loop without an end.
print("started", flush=True)
while True:
    pass
