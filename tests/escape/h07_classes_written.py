# H07: classes and instances that change under those who use them; proxies of dicts that hand the dict out.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import types, collections, enum

class V: x = 1
class W: pass
got = []

class E:
    def __eq__(self, real): got.append(real); return True
    def __or__(self, real): got.append(real); return {}
    __ror__ = __or__
    __hash__ = None

def attempt(call):
    try:
        call()
    except (AttributeError, TypeError):
        return
    print("ESCAPED", call)

attempt(lambda: V.__dict__ == E())
attempt(lambda: setattr(int, "real", 1))
attempt(lambda: setattr(V(), "__class__", W))
attempt(lambda: setattr(V, "__bases__", (W,)))
attempt(lambda: setattr(V, "__class__", type("M", (type,), {})))
attempt(lambda: setattr(V(), "__dict__", {}))
attempt(lambda: delattr(V(), "__dict__"))
attempt(lambda: setattr(V, "__abstractmethods__", {"x"}))
attempt(lambda: object.__setattr__(V(), "__class__", W))
attempt(lambda: type.__setattr__(int, "x", 1))
attempt(lambda: type.__setattr__(V, "__bases__", (W,)))
attempt(lambda: setattr(dict, "get", 1))
data = {"a": 1}
view = types.MappingProxyType(data)
view == E(), view | E(), E() | view, view != E()
for it in got:
    if it is data:
        print("ESCAPED: the mapping itself")
    it.clear() if isinstance(it, dict) else None
assert data == {"a": 1}
# One's own classes can be written.
V.x = 2; V.y = 3; del V.y
assert V().x == 2
print("contained")
