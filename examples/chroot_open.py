"""Read anything under one directory, never write: the policy that the first chapter on restricted execution tells of.

    padcell supervise examples/chroot_open.py DIRECTORY SCRIPT

The script sees the open() that it knows, with the same arguments.  Its root is DIRECTORY: names are looked up there, "/"
is there, and neither ".." nor a link leads out of it.  What it may not do is an OSError, as ever.
"""

import os
import sys

import rexec

DEMONSTRATION = '''
print("hello.txt:", open("hello.txt").read().strip())
print("/hello.txt:", open("/hello.txt").read().strip())
print("../../hello.txt:", open("../../hello.txt").read().strip())
for name, mode in (("hello.txt", "w"), ("new.txt", "x"), ("/etc/passwd", "r"), ("../secret.txt", "r"), (0, "r")):
    try:
        open(name, mode)
    except OSError as error:
        print(f"open({name!r}, {mode!r}): {type(error).__name__}")
    else:
        print(f"open({name!r}, {mode!r}) succeeded")
'''


class ChrootRExec(rexec.RExec):
    """A cell whose files are those under one directory, to be read."""

    def __init__(self, root, **options):
        self._open_below = rexec.rooted_open(root)
        rexec.RExec.__init__(self, **options)

    def r_open(self, file, mode="r", buf=-1, **options):
        if mode not in ("r", "rb", "rt"):
            raise OSError("files can be read here, and not written")
        return self._open_below(file, mode, buf, **options)


def demonstrate():
    import shutil
    import tempfile

    base = tempfile.mkdtemp(prefix="padcell-chroot-")
    try:
        root = os.path.join(base, "root")
        os.mkdir(root)
        for path, text in ((os.path.join(root, "hello.txt"), "hello"), (os.path.join(base, "secret.txt"), "secret")):
            with open(path, "w") as file:
                file.write(text)
        ChrootRExec(root).r_exec(DEMONSTRATION)
        assert sorted(os.listdir(root)) == ["hello.txt"]
    finally:
        shutil.rmtree(base)


def main(arguments):
    if not arguments:
        demonstrate()
        return 0
    if len(arguments) != 2:
        print("usage: padcell supervise chroot_open.py [DIRECTORY SCRIPT]")
        return 2
    directory, script = arguments
    cell = ChrootRExec(directory, budget={"time": 10})
    try:
        cell.s_execfile(script)
    except SystemExit as leaving:
        return leaving.code
    except rexec.CellStopped as stop:
        print(f"stopped: {stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
