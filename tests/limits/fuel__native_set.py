# args: --fuel 30000000
# expect: stop fuel
# expect: stdout lacks done
# Keys that all hash alike make a dict quadratic: each probe takes fuel.


class Key:
    def __hash__(self):
        return 1


d = {}
while True:
    d[Key()] = 1
print("done")
