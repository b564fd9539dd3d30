# args: --fuel 10000000
# expect: stop fuel
# What a generator does when it is collected is metered as all else is.
def endless():
    try:
        yield
    finally:
        while True:
            pass


while True:
    next(endless())
