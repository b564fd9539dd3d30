# rooted_open is an open() whose root is a directory, whatever names and links say.
import os
import rexec
import shutil
import tempfile

# Links that lead out of a directory are checked in: this runtime makes none.
fixed = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rooted")
root = os.path.join(fixed, "root")
base = tempfile.mkdtemp(prefix="padcell-rooted-")


def refused(function, *args, error=OSError):
    try:
        function(*args)
    except error as raised:
        return raised
    raise AssertionError(args)


try:
    reading = rexec.rooted_open(root)
    for name in ("file", "/file", "./file", "sub/../file", "../file", "/../../file", "sub/../../file"):
        assert reading(name).read() == "inside", name
    assert reading("link_inside").read() == "deep" and reading("link_root/file").read() == "inside"
    assert reading("file", "rb").read() == b"inside" and reading("file", encoding="utf-8").read() == "inside"
    for name in ("link_up", "link_absolute", "link_directory/secret", "../secret", "../root2/file", fixed + "/secret",
                 "link_root" + fixed + "/secret", "link_root/etc/passwd", "/etc/passwd", "nothing", "", "sub", "."):
        refused(reading, name)
    for mode in ("w", "a", "x", "r+", "wb"):
        refused(reading, "file", mode)
        refused(reading, "new", mode)
    for strange in (0, 1, 3, True, None, ["file"], object()):
        refused(reading, strange)
    refused(reading, "file", "r", -1, None, None, None, False)
    refused(reading, "file", "r", -1, None, None, None, True, lambda *args: 0)
    refused(reading, "a\0b", error=(OSError, ValueError))
    assert refused(reading, "nothing").filename == "nothing"
    assert sorted(os.listdir(root)) == [
        "file", "link_absolute", "link_directory", "link_inside", "link_root", "link_up", "sub",
    ]

    other = os.path.join(base, "other")
    os.mkdir(other)
    with open(os.path.join(base, "secret"), "w") as file:
        file.write("outside")
    writing = rexec.rooted_open(other, write=True)
    with writing("new", "w") as file:
        file.write("text")
    with writing("new", "a") as file:
        file.write(" more")
    assert writing("new").read() == "text more" == open(os.path.join(other, "new")).read()
    refused(writing, "../secret", "r+")
    refused(writing, "new", "x")
    assert open(os.path.join(base, "secret")).read() == "outside"

    # The root is the directory, not its name.
    os.rename(other, os.path.join(base, "moved"))
    os.mkdir(other)
    assert writing("new").read() == "text more" and os.listdir(other) == []
    refused(rexec.rooted_open, os.path.join(base, "nowhere"))
    refused(rexec.rooted_open, os.path.join(base, "secret"))

    # In a cell, and without leaving files open.
    class Policy(rexec.RExec):
        def r_open(self, file, mode="r", buf=-1, **options):
            return reading(file, mode, buf, **options)

    cell = Policy()
    cell.r_exec('''
for n in range(1500):
    assert open('file').read() == 'inside'
for line in open('/file'):
    assert line == 'inside'
for name in ('../secret', '/etc/passwd', 'link_up'):
    try:
        open(name)
    except OSError:
        pass
    else:
        raise AssertionError(name)
''')
finally:
    shutil.rmtree(base)
print("ok")
