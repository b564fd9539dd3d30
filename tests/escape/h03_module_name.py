# H03: helpers of the library evaluate text in the namespace of the module that an object says it is from.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import sys, typing, dataclasses, enum
import os

class K:
    __module__ = "os"
    a: "sys"
    b: "[__builtins__]"
    c: "__import__('sys')"
    d: "sys.modules"
    e: "abc"

def ours(value):
    "Whether it is what the program can have anyway."
    return value is sys or value is sys.modules

for name in "abcde":
    L = type("L", (), {"__module__": "os", "__annotations__": {"x": K.__annotations__[name]}})
    try:
        got = typing.get_type_hints(L)["x"]
    except Exception:
        continue
    if isinstance(got, list):
        got = got[0]
        if isinstance(got, dict) and got.get("__name__") == "builtins" and got.get("len") is len:
            import builtins
            builtins.mark = 1
            assert got.get("mark") == 1, "ESCAPED: other builtins"
        continue
    if got is not typing.Any and type(got).__name__ == "module" and got.__name__ == "sys" and not ours(got):
        print("ESCAPED", name, got)
print("contained")
