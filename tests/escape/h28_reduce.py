# H28: what the copy protocol returns is a road to machinery.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import copy, copyreg, pickle

def f(): pass
class C:
    def m(self): pass

def attempt(call):
    try:
        got = call()
    except (AttributeError, TypeError, RuntimeError, pickle.PicklingError):
        return
    print("ESCAPED", repr(got)[:100])

for it in (C().m, [].append, object(), C(), iter([1]), iter("a"), reversed([1]), print, f, C, {}.keys(), iter({}), range(3), slice(1)):
    for number in (0, 1, 2, 3, 4, 5):
        attempt(lambda: it.__reduce_ex__(number)[0].__globals__)
        attempt(lambda: object.__reduce_ex__(it, number)[0].__globals__)
    attempt(lambda: it.__reduce__()[0].__globals__)
    attempt(lambda: it.__reduce__()[1][0].__dict__)
attempt(lambda: copyreg.__newobj__.__globals__)
attempt(lambda: copyreg._reconstructor.__code__)
attempt(lambda: C().m.__reduce__()[0](f, "__globals__"))
assert type(copy.copy(C())) is C and copy.deepcopy([1, [2]]) == [1, [2]]
print("contained")
