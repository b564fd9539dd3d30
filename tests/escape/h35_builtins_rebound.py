# H35: the program rebinds what others look up: the library has builtins and sys of its own.
# args: --restricted
# expect: exit 0
# expect: stdout contains contained
import builtins, sys, json, dataclasses

stolen = []
def thief(*args, **kwargs):
    stolen.append(args)
    return True

kept = {n: getattr(builtins, n) for n in ("isinstance", "len", "type", "getattr", "str", "hasattr", "print")}
for name in kept:
    setattr(builtins, name, thief)
__builtins__.repr = thief
sys.modules["re"] = sys.modules["builtins"] = 1
real, sys.exc_info = sys.exc_info, thief
text = json.dumps({"a": [1, 2.5, None], "b": "é"})
data = json.loads(text)
import textwrap
filled = textwrap.fill("a b c d", 3)
for name, value in kept.items():
    setattr(builtins, name, value)
del __builtins__.repr
sys.exc_info = real
if stolen:
    print("ESCAPED", stolen[:3])
assert data == {"a": [1, 2.5, None], "b": "é"} and filled == "a b\nc d"
# The program's own sys and builtins are the program's.
import os
assert os.sys is sys and dataclasses.sys is sys
assert json.__builtins__ is builtins.__dict__ if hasattr(builtins, "__dict__") else True
for name in ("sys", "builtins"):
    del sys.modules[name]
    again = __import__(name)
    if again is not (sys if name == "sys" else builtins):
        print("ESCAPED: another", name)
print("contained")
