# H15, H17: a cell's sys.path leads nowhere that its supervisor did not name, and only source is loaded.
import os
import rexec
import shutil
import tempfile

root = tempfile.mkdtemp(prefix="padcell-h15-")
try:
    good, evil = os.path.join(root, "good"), os.path.join(root, "evil")
    for directory in (good, evil, os.path.join(good, "__pycache__")):
        os.mkdir(directory)

    def write(path, data):
        with open(os.path.join(root, path), "wb") as file:
            file.write(data)

    write("good/fine.py", b"value = 'fine'\n")
    write("good/native.so", b"\x7fELF")
    write("good/forged.pyc", b"\x00" * 64)
    write("good/__pycache__/forged.cpython-314.pyc", b"\x00" * 64)
    write("good/socket.py", b"value = 'the supervisor\\'s own'\n")
    write("good/text.txt", b"not a module")
    write("evil/bad.py", b"value = 'bad'\n")
    write("evil/array.so", b"\x7fELF")
    write("evil/fine.py", b"value = 'bad'\n")

    class Policy(rexec.RExec):
        ok_path = (good,)

    cell = Policy()
    cell.add_module("__main__").evil = evil
    cell.r_exec('''
import sys
sys.path.insert(0, evil)
sys.path.append(7)
sys.path.append(None)
import fine
assert fine.value == 'fine'
for name in ('bad', 'native', 'forged', 'text'):
    try:
        __import__(name)
    except ImportError:
        pass
    else:
        raise AssertionError(name)
# A module that its supervisor has put in place of one that is refused is an ordinary one.
import socket
assert socket.value == "the supervisor's own"
import posix
for name in ('fine', '../evil/bad', '/etc/passwd', 'fine.bad', '.', '..', 'a/b', 'fine\\0'):
    try:
        __import__(name)
    except (ImportError, ValueError):
        assert name != 'fine'
sys.path[:] = []
try:
    import other_name_of_nothing
except ImportError:
    pass
''')
    assert cell.r_eval("fine.__file__") == os.path.join(good, "fine.py")
    cell.r_exec("import sys\nsys.path[:] = []")
    fresh = Policy()
    fresh.r_exec("import sys\nsys.path.clear()")
    try:
        fresh.r_exec("import fine")
    except ImportError:
        pass
    else:
        raise AssertionError("a directory that the cell took out of its path was searched")
finally:
    shutil.rmtree(root)
print("ok")
