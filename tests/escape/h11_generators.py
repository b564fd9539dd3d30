# H11: what is suspended exposes its frame.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
def attempt(thing, name):
    try:
        got = getattr(thing, name)
    except AttributeError:
        return
    print("ESCAPED", name, got)

def g():
    yield G.gi_frame.f_back.f_back.f_globals

G = g()
try:
    print("ESCAPED", next(G))
except RuntimeError as e:
    assert str(e) == "restricted attribute"

def outer(): yield from g()
async def coro(): pass
async def agen(): yield 1

co, ag = coro(), agen()
for thing, names in [
    (G, "gi_frame gi_code gi_yieldfrom"),
    (outer(), "gi_frame gi_code gi_yieldfrom"),
    (co, "cr_frame cr_code cr_await cr_origin"),
    (ag, "ag_frame ag_code ag_await"),
    ((x for x in ()), "gi_frame gi_code"),
]:
    for name in names.split():
        attempt(thing, name)
    for name in dir(thing):
        if name.partition("_")[2] in ("frame", "code", "await", "origin", "yieldfrom"):
            print("ESCAPED: dir names", name)
assert not g().gi_running and co.cr_running is False and ag.ag_running is False and g().__name__ == "g"
co.close()
print("contained")
