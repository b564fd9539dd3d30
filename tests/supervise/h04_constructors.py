# H04: the constructor of a resource's type, reached from an instance, and the instance initialised again.
import os
import rexec
import shutil
import tempfile

root = tempfile.mkdtemp(prefix="padcell-h04-")
mount = tempfile.mkdtemp(prefix="padcell-h04-")
try:
    with open(os.path.join(root, "readable"), "w") as file:
        file.write("fine\n")
    with open(os.path.join(mount, "readable"), "w") as file:
        file.write("fine\n")
    ATTACK = '''
def attempt(action):
    try:
        got = action()
    except (AttributeError, TypeError, OSError, ValueError, RuntimeError, ImportError):
        return
    raise AssertionError(got)

import io
for how in ({}, {'mode': 'rb'}, {'mode': 'rb', 'buffering': 0}):
    try:
        f = open(readable, **how)
    except TypeError:
        f = open(readable, how.get('mode', 'r'), how.get('buffering', -1))
    reach = [lambda: f, lambda: f.buffer, lambda: f.raw, lambda: f.buffer.raw, lambda: f.buffer.raw.raw]
    for get in reach:
        try:
            it = get()
        except (AttributeError, RuntimeError):
            continue
        for mode in ('w', 'wb', 'a', 'x', 'r+', 'w+'):
            attempt(lambda: type(it)(target, mode).write(b'!'))
            attempt(lambda: it.__class__(target, mode).write(b'!'))
            attempt(lambda: it.__init__(target, mode) or it.write(b'!'))
            attempt(lambda: type(it).__init__(it, target, mode) or it.write(b'!'))
            attempt(lambda: type(it).__new__(type(it), target, mode).write(b'!'))
            attempt(lambda: io.FileIO.__init__(it, target, mode) or it.write(b'!'))
            attempt(lambda: io.FileIO(target, mode).write(b'!'))
            attempt(lambda: io.open(target, mode).write(b'!'))
        for mode in ('r', 'rb'):
            attempt(lambda: type(it)(secret, mode).read())
            attempt(lambda: it.__init__(secret, mode) or it.read())
            attempt(lambda: io.FileIO(secret, mode).read())
        attempt(lambda: it.write(b'!'))
        attempt(lambda: it.truncate(0))
        attempt(lambda: it.reconfigure(newline='x'))
        attempt(lambda: it.__setstate__({}))
        attempt(lambda: it.__class__.__subclasses__())
        attempt(lambda: setattr(it, '__class__', io.FileIO))
        attempt(lambda: it.opener)
        attempt(lambda: io.open(it.fileno(), 'w').write('!'))
for construct in (
    lambda: type(io.BytesIO(b'x').getbuffer().obj), lambda: type(type(lambda: 0).__code__), lambda: type((lambda: 0).__code__)(),
    lambda: type((i for i in ()).gi_frame)(), lambda: type(compile('1', 'x', 'eval'))(1), lambda: type(lambda: 0)(compile('1', 'x', 'eval'), {}),
    lambda: type(io)('os').system, lambda: type((i for i in ()))(), lambda: type(ValueError().__traceback__)(None, None, 0, 0),
    lambda: __import__('mmap').mmap(-1, 10), lambda: __import__('socket').socket(), lambda: __import__('_thread').start_new_thread(print, ()),
    lambda: __import__('_io').FileIO(target, 'w'), lambda: __import__('os').scandir('/').__next__(), lambda: __import__('os').DirEntry(),
):
    attempt(construct)
'''
    class Policy(rexec.RExec):
        """Opens one file, which it hands out as it is."""

        def r_open(self, file, mode="r", buf=-1):
            if file != readable or mode not in ("r", "rb"):
                raise OSError("refused")
            return open(file, mode, buf)

    readable = os.path.join(root, "readable")
    target = os.path.join(root, "target")
    with open("/etc/hostname") as file:
        assert file.read()
    for cell, name, aim in (
        (rexec.RExec(), readable, target),
        (Policy(), readable, target),
        (rexec.RExec(mounts=[(mount, "/data", "ro")]), "/data/readable", "/data/target"),
    ):
        main = cell.add_module("__main__")
        main.readable, main.target = name, aim
        main.secret = "/etc/shadow-padcell" if type(cell) is rexec.RExec else "/etc/hostname"
        cell.r_exec(ATTACK)
        assert not os.path.exists(target) and sorted(os.listdir(mount)) == ["readable"]
        assert cell.r_eval("open(readable).read()") == "fine\n"
finally:
    shutil.rmtree(root)
    shutil.rmtree(mount)
print("ok")
