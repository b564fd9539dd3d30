# H22: modules that are attributes of modules that a cell may import: what is reached so is what could be imported.
import os

import rexec

WALK = '''
import sys
MODULE, FUNCTION = type(sys), type(lambda: 0)
start, found, seen, broken = [], [], [], []
for name in names:
    try:
        start.append((name, __import__(name)))
    except ImportError:
        broken.append(name)
    except (AttributeError, RuntimeError) as error:
        broken.append(name)
ids = set()
pending = start[:]
while pending:
    path, it = pending.pop()
    if id(it) in ids:
        continue
    ids.add(id(it))
    seen.append(path)
    for name in dir(it):
        try:
            value = getattr(it, name)
        except Exception:
            continue
        where = path + '.' + name
        if isinstance(value, MODULE):
            pending.append((where, value))
            if value.__name__ in ('sys', 'builtins', 'posix') and value is not __import__(value.__name__):
                found.append(where)
        elif isinstance(value, type) and path.count('.') < 3:
            pending.append((where, value))
        elif isinstance(value, dict) and '__name__' in value and value.get('getattr') is not getattr:
            found.append(where)
        if name in wicked and callable(value):
            tried.append(where)
            try:
                got = value(*wicked[name])
                if got is not None:
                    found.append((where, got))
            except (OSError, TypeError, AttributeError, RuntimeError, ValueError, ImportError, NotImplementedError):
                pass
'''
NAMES = """abc array base64 binascii bisect builtins calendar cmath codecs collections collections.abc configparser contextlib copy copyreg csv dataclasses datetime
decimal difflib enum errno fnmatch fractions functools gc glob hashlib heapq html importlib importlib.util inspect io itertools json json.decoder keyword linecache
locale logging marshal math numbers operator os os.path pickle pkgutil posix pprint queue random re reprlib sched secrets select shutil signal socket statistics
string struct subprocess symtable sys sysconfig tempfile textwrap threading time timeit token tokenize traceback types typing unicodedata unittest urllib.parse uuid
warnings weakref xml.etree.ElementTree zlib zoneinfo _io _thread _weakref _collections _functools _operator _string _sre _imp""".split()
wicked = {
    "system": ("touch padcell-h22",), "popen": ("id",), "fork": (), "execv": ("/bin/true", ["true"]), "spawnv": (0, "/bin/true", ["true"]), "Popen": (["true"],),
    "posix_spawn": ("/bin/true", ["true"], {}), "kill": (1, 0), "putenv": ("A", "b"), "unlink": ("padcell-h22",), "mkdir": ("padcell-h22",),
    "fork_exec": (), "_getframe": (0,), "get_objects": (), "get_referrers": (1,), "start_new_thread": (print, ()), "dlopen": ("libc.so.6",), "create_dynamic": (1,),
    "load_dynamic": ("x", "y"), "_current_frames": (), "getsource": (len,), "setprofile": (None,), "settrace": (None,), "get_code": ("json",),
}
for policy in (rexec.RExec, type("Wide", (rexec.RExec,), {"ok_builtin_modules": rexec.RExec.ok_builtin_modules + tuple(NAMES)})):
    cell = policy()
    main = cell.add_module("__main__")
    main.names, main.wicked, main.tried = NAMES, wicked, []
    cell.r_exec("names, wicked, tried = list(names), dict(wicked), []")
    cell.r_exec(WALK)
    found, seen, broken, tried = (cell.r_eval(it) for it in ("[str(it) for it in found]", "seen", "broken", "tried"))
    assert not found, found[:20]
    # It did walk, and did try.
    assert len(seen) > 500 and len(broken) < len(NAMES) / 3, (len(seen), broken)
    assert any(it.endswith("getsource") for it in tried) and any(it.endswith("settrace") for it in tried), tried
    assert not os.path.exists("padcell-h22")
print("ok")
