# A-15: what restricted code is told, row by row: the texts of CPython 2's restricted mode, on the names of Python 3.
# args: --restricted
# expect: exit 0
# expect: stdout contains all rows
def f(): pass

class C:
    def m(self): pass

FUNCTION = "function attributes not accessible in restricted mode"
ATTRIBUTE = "restricted attribute"
SELF = "method.__self__ not accessible in restricted mode"
READONLY = "readonly attribute"
ALLOWED = None
method, builtin, bound_builtin, instance = C().m, len, [].append, C()
rows = [
    # object, names, text for reading, text for writing and deleting
    (f, "__closure__ __globals__ __builtins__", ATTRIBUTE, READONLY),
    (f, "__code__ __defaults__ __dict__ __kwdefaults__", FUNCTION, FUNCTION),
    (f, "__name__ __qualname__", ALLOWED, FUNCTION),
    (f, "__doc__ __module__ __annotate__ __type_params__", ALLOWED, ATTRIBUTE),
    (f, "anything __annotations__", ALLOWED, ALLOWED),
    (method, "__self__ __func__", ATTRIBUTE, READONLY),
    (method, "__globals__ __closure__", ATTRIBUTE, None),
    (method, "__code__ __defaults__ __dict__", FUNCTION, None),
    (builtin, "__self__", SELF, READONLY),
    (bound_builtin, "__self__", SELF, READONLY),
    (builtin, "__module__ __name__ __qualname__", ALLOWED, ATTRIBUTE),
    (C, "__dict__", "class.__dict__ not accessible in restricted mode", "classes are read-only in restricted mode"),
    (C, "__bases__ __mro__ __base__", ALLOWED, "classes are read-only in restricted mode"),
    (C, "__subclasses__ mro __basicsize__ __flags__ __dictoffset__", ATTRIBUTE, None),
    (C, "__name__ anything", ALLOWED, ALLOWED),
    (instance, "__dict__", "instance.__dict__ not accessible in restricted mode",
     "__dict__ not accessible in restricted mode"),
    (instance, "__class__", ALLOWED, "__class__ not accessible in restricted mode"),
    (instance, "__weakref__ __reduce__ __reduce_ex__ __getstate__", ATTRIBUTE, None),
]
f.anything = C.anything = 1
f.__annotations__

def told(action):
    try:
        action()
    except RuntimeError as e:
        assert isinstance(e, AttributeError) and e.obj is None and e.name is None and e.__traceback__ is None
        return str(e)
    except AttributeError as e:
        assert str(e) == READONLY, e
        return READONLY
    except TypeError as e:
        return f"allowed, but {e}"
    return ALLOWED

count = 0
for thing, names, read, write in rows:
    for name in names.split():
        found = told(lambda: getattr(thing, name))
        assert found == read, (thing, name, found)
        assert hasattr(thing, name) == (read is ALLOWED)
        if read is not ALLOWED:
            assert getattr(thing, name, "default") == "default"
            assert name not in dir(thing), name
        if write is not None or read is ALLOWED:
            value = {"__annotations__": {}, "__name__": "n"}.get(name, 1)
            for action in [lambda: setattr(thing, name, value), lambda: delattr(thing, name)]:
                found = told(action)
                if write is ALLOWED:
                    assert found is ALLOWED or found.startswith("allowed"), (thing, name, found)
                else:
                    assert found == write, (thing, name, found)
        count += 1
for thing in [f, C, instance, method]:
    try:
        print("ESCAPED", vars(thing))
    except TypeError as e:
        assert str(e) == "vars() argument must have __dict__ attribute"
print("all rows:", count)
