# H17: compiled files next to a module, in its cache and in place of it are never read, however they are forged.
import marshal
import os
import rexec
import shutil
import tempfile

root = tempfile.mkdtemp(prefix="padcell-h17-")
try:
    package = os.path.join(root, "package")
    for folder in (root, package):
        os.makedirs(os.path.join(folder, "__pycache__"))
    def write(name, data):
        with open(os.path.join(root, name), "wb") as file:
            file.write(data)
    header = b"\x2b\x0e\r\n" + bytes(12)
    try:
        payload = marshal.dumps(compile("value = 'forged'", "x", "exec"))
    except (ValueError, TypeError):
        payload = b"\xe3" + bytes(60)
    blob = header + payload
    write("honest.py", b"value = 'honest'\n")
    write("package/__init__.py", b"value = 'honest'\n")
    for tag in ("cpython-314", "cpython-311", "padcell-314", "rustpython-314"):
        for suffix in (".pyc", ".opt-1.pyc", ".opt-2.pyc"):
            for name in ("__pycache__/honest.", "__pycache__/alone.", "package/__pycache__/__init__."):
                write(name + tag + suffix, blob)
    for name in ("honest.pyc", "honest.pyo", "alone.pyc", "alone.pyo", "alone.pyd", "alone.so", "alone.cpython-314-x86_64-linux-gnu.so", "package/__init__.pyc", "package/sub.pyc"):
        write(name, blob)
    write("archive.zip", b"PK" + blob)
    class Policy(rexec.RExec):
        ok_path = (root, os.path.join(root, "archive.zip"))
    cell = Policy()
    main = cell.add_module("__main__")
    main.blob, main.payload = blob, payload
    cell.r_exec("""
import honest, package
assert honest.value == package.value == 'honest'
assert not hasattr(honest, '__cached__') or not honest.__cached__
def attempt(action):
    try:
        got = action()
    except (ImportError, AttributeError, ValueError, TypeError, EOFError, RuntimeError, OSError, SyntaxError):
        return
    raise AssertionError(got)
import marshal, importlib
attempt(lambda: __import__('alone'))
attempt(lambda: __import__('package.sub'))
attempt(lambda: marshal.loads(payload).co_code)
attempt(lambda: exec(marshal.loads(payload)))
attempt(lambda: exec(payload))
attempt(lambda: marshal.loads(b'c' + bytes(100)))
try:
    marshal.loads(b'c' + bytes(100))
except RuntimeError as error:
    assert str(error) == 'cannot unmarshal code objects in restricted execution mode'
assert marshal.loads(marshal.dumps([1, 'plain'])) == [1, 'plain']
attempt(lambda: importlib.machinery.SourcelessFileLoader('alone', honest.__file__ + 'c').load_module())
attempt(lambda: importlib.util.spec_from_file_location('alone', honest.__file__ + 'c').loader.load_module())
attempt(lambda: __import__('zipimport').zipimporter('archive.zip'))
assert reload(honest).value == 'honest'
""")
finally:
    shutil.rmtree(root)
print("ok")
