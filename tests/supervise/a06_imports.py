# which modules a cell gets, and that they are its own.
import json
import math
import rexec
import stat
import sys

cell = rexec.RExec()
for name in ("socket", "subprocess", "ctypes", "threading", "no_such_module", "importlib.machinery", "_padcell"):
    try:
        cell.r_import(name)
    except ImportError as error:
        assert str(error).startswith(f"No module named '{name}'"), error
    else:
        raise AssertionError(name)
    main = cell.add_module("__main__")
    main.name = name
    cell.r_exec('''
try:
    __import__(name)
except ImportError as error:
    assert str(error).startswith(f"No module named '{name}'"), error
else:
    raise AssertionError(name)
''')
try:
    cell.load_dynamic("evil", "/tmp/evil.so", None)
except ImportError as error:
    assert str(error) == "untrusted dynamic module: evil"
assert cell.r_import("math") is not math
assert cell.r_import("json") is not json
assert cell.r_import("stat") is not sys.modules["stat"]
assert cell.r_import("math") is cell.modules["math"]
assert cell.r_import("math").pi == math.pi
cell.r_exec('''
import math, json, re, collections, functools, itertools, dataclasses, enum, datetime, decimal, random, string, textwrap
import xml.dom.minidom, collections.abc, os.path
from os import path, getpid
from json import decoder
import os, io, importlib
math.pi = 3
assert json.loads('[1]') == [1] and os.path.join('a', 'b') == 'a/b' and path is os.path
assert io.StringIO('x').read() == 'x'
for name in ('system', 'fork', 'open', 'popen', 'execv', 'kill', 'remove', 'environb', 'putenv'):
    assert not hasattr(os, name), name
for name in ('open', 'FileIO', 'open_code'):
    assert not hasattr(io, name), name
assert sorted(it for it in dir(importlib) if it[0] != '_') == ['import_module', 'invalidate_caches', 'reload']
assert importlib.import_module('xml.dom') is xml.dom
try:
    importlib.import_module('socket')
except ImportError:
    pass
else:
    raise AssertionError
''')
assert math.pi > 3.1
# A module of one cell is none of another's.
other = rexec.RExec()
assert other.r_eval("__import__('math').pi") == math.pi
print("ok")
