# The audit hook tells the supervisor what a cell imports, opens and reloads.
import rexec

events = []
cell = rexec.RExec(audit=lambda event, args: events.append((event, *args)))
cell.r_exec('''
import math
try:
    import socket
except ImportError:
    pass
open('Cargo.toml').close()
try:
    open('target/never', 'w')
except OSError:
    pass
reload(math)
''')
assert cell.r_eval("1") == 1
assert events == [
    ("exec",), ("import", "math", True), ("import", "socket", False), ("open", "Cargo.toml", "r", True),
    ("open", "target/never", "w", False), ("reload", "math"), ("eval",),
], events


# It can refuse, and be a method.
class Watched(rexec.RExec):
    def audit(self, event, *args):
        if event == "import" and args[0] == "json":
            raise ImportError("not while I watch")


watched = Watched()
watched.r_exec('''
import math
try:
    import json
except ImportError as error:
    assert str(error) == "not while I watch"
else:
    raise AssertionError
''')
print("ok")
