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
import operator, copy, functools
for deed in (
    lambda: got.append(view.copy()), lambda: got.append(view | {}), lambda: got.append({} | view), lambda: operator.eq(view, E()), lambda: operator.or_(view, E()), lambda: view == view,
    lambda: {**view}, lambda: got.append(dict(view)), lambda: got.append(copy.copy(view)), lambda: got.append(view.items()), lambda: got.append(view.keys().mapping),
    lambda: got.append(view.values().mapping), lambda: view in [E()], lambda: [view].index(E()), lambda: functools.reduce(operator.or_, [view, E()]), lambda: view.__eq__(E()), lambda: view.__or__(E()),
    lambda: view.__ror__(E()), lambda: view.__ior__(E()), lambda: view.get("no", E()) == 1, lambda: E() in view.values(), lambda: ("a", E()) in view.items(), lambda: view.items() == E(), lambda: view.keys() & E(),
):
    try:
        deed()
    except TypeError:
        pass
for it in got:
    if isinstance(it, dict):
        it.clear()
assert data == {"a": 1} and len(got) > 10
for deed in (
    "view['x'] = 1", "del view['a']", "view.update(x=1)", "view.clear()", "view.pop('a')", "view.popitem()", "view.setdefault('x', 1)", "view |= {'x': 1}",
    "dict.update(view, x=1)", "dict.clear(view)", "dict.__setitem__(view, 'x', 1)", "operator.setitem(view, 'x', 1)", "operator.delitem(view, 'a')", "type(view).__new__(dict, 1)",
    "int.pwned = 1", "type(1).pwned = 1", "(1).__class__.pwned = 1", "type(view).pwned = 1", "type(len).pwned = 1", "type(W).pwned = 1", "object.pwned = 1", "type.pwned = 1", "Exception.pwned = 1",
    "del int.real", "int.__bases__ = (W,)", "object.__class__ = W", "type.__setattr__(object, 'pwned', 1)", "type.__delattr__(int, 'real')", "super(type, type).__setattr__(int, 'pwned', 1)",
    "setattr(type(W).__mro__[-1], 'pwned', 1)", "W.__mro__ = ()", "W.__dict__['x'] = 1", "W().__class__ = int", "types.SimpleNamespace().__class__ = W", "types.__class__ = W", "len.__class__ = W", "f.__class__ = W",
):
    try:
        exec(deed, {"view": view, "dict": dict, "operator": operator, "W": W, "types": types, "f": lambda: 0})
    except (TypeError, AttributeError):
        continue
    if deed != "view |= {'x': 1}":
        print("ESCAPED", deed)
assert data == {"a": 1} and not hasattr(object, "pwned")
# One's own classes can be written.
V.x = 2; V.y = 3; del V.y
assert V().x == 2
print("contained")
